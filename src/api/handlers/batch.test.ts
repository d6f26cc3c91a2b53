import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { casesReadyToFile, type ReadyCases } from "#test/batch-cases.ts";
import { type Browser, firstOf, firstOwner, somebody, type TestServer, testServer } from "#test/server.ts";

/** Batches of stored cases: thirty that lack nothing, and what keeps others out. */

let server: TestServer;
let owner: Browser;
let client: string;
let org: string;
let ready: ReadyCases;

interface Built {
  readonly on: string;
  readonly batches: readonly {
    readonly relation: string;
    readonly ready: boolean;
    readonly initiate: { readonly from: string; readonly until: string } | null;
    readonly fees: { readonly admin: string; readonly batch: readonly string[] };
    readonly worth: { readonly better: string; readonly batch: string; readonly singles: string };
    readonly checks: readonly { readonly what: string; readonly state: string; readonly says: string }[];
    readonly choice: { readonly lines: number; readonly worth: string; readonly pays: boolean };
    readonly lines: readonly {
      readonly case: string;
      readonly missing: readonly string[];
      readonly advice: string;
      readonly why: string;
    }[];
  }[];
  readonly alone: readonly { readonly because: string }[];
  readonly out: readonly { readonly case: string; readonly because: string }[];
}
const jsonOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const build = async (cases: readonly string[], by = owner, only?: "paying"): Promise<Built> => {
  const answer = await by.post("/v1/batch", { cases, ...(only !== undefined && { only }) });
  if (!answer.ok) throw new Error(await answer.text());
  return await jsonOf<Built>(answer);
};

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  ({ org, client } = await firstOf(server));
  ready = await casesReadyToFile({ desk: server.open.desk, org }, client, owner, 30);
}, 180_000);
afterAll(() => server?.close());

describe("a batch", () => {
  test("of thirty lines of one code and one payer lacks nothing but what a person confirms", async () => {
    const { batches, alone, out, on } = await build(ready.cases);
    expect([batches.length, alone, out]).toEqual([1, [], []]);
    const [batch] = batches;
    expect(batch).toMatchObject({ relation: "same code", ready: true });
    expect(batch?.lines.map((l) => l.missing)).toEqual(ready.cases.map(() => []));
    expect(batch?.checks.map((c) => c.state).sort()[0]).toBe("done");
    expect(batch?.checks.some((c) => c.state === "missing" || c.state === "wait")).toBe(false);
    expect([(batch?.initiate?.from ?? "9") <= on, (batch?.initiate?.until ?? "") >= on]).toEqual([true, true]);
    // Thirty lines: one step of the fee past twenty-five. 45 CFR 149.510(d), 88 FR 88494.
    expect(batch?.fees).toMatchObject({ admin: "15.00", batch: ["343.00", "1423.00"] });
  }, 60_000);

  test("says of every line what it adds, and keeps together those alone that pay together", async () => {
    const all = await build(ready.cases);
    const paying = await build(ready.cases, owner, "paying");
    const [batch] = all.batches;
    const stays = batch?.lines.filter((l) => l.advice === "in").length ?? 0;
    expect(batch?.choice.lines).toBe(stays);
    expect(batch?.choice.pays).toBe(!(batch?.worth.batch ?? "-").startsWith("-"));
    for (const l of batch?.lines ?? []) expect(l.why).toMatch(/\$[\d,.]+ (to|from) the batch/);
    expect(paying.batches.flatMap((b) => b.lines)).toHaveLength(stays);
    const named = paying.alone.length + paying.out.length + stays;
    expect(named).toBe(ready.cases.length);
    for (const b of paying.batches) expect(b.worth.batch.startsWith("-")).toBe(false);
    for (const l of paying.out) expect(l.because).toContain("costs more than it brings");
  }, 60_000);

  test("of a line that lacks its QPA says so, and whose", async () => {
    const lacking = await casesReadyToFile(
      { desk: server.open.desk, org },
      client,
      owner,
      2,
      ["qpa", "in_network", "plan_funding"],
      "QP",
    );
    const { batches } = await build(lacking.cases);
    expect(batches[0]?.ready).toBe(false);
    expect(batches[0]?.checks.find((c) => c.what === "QPA")).toMatchObject({
      state: "missing",
      says: expect.stringMatching(/^not known for 2 lines: /),
    });
  }, 60_000);

  test.each([
    ["csv", "text/csv; charset=utf-8"],
    ["json", "application/json"],
  ])("is taken along as %s", async (format, type) => {
    const file = await owner.post("/v1/batch/export", { cases: ready.cases, format });
    expect([file.status, file.headers.get("content-type")]).toEqual([200, type]);
    const text = await file.text();
    if (format === "csv") expect(text.trimEnd().split("\r\n")).toHaveLength(31);
    else expect(JSON.parse(text)).toMatchObject({ alone: [], out: [] });
  });

  test.each([
    [{ cases: [] }, 422, "none"],
    [{ cases: ["nothing"] }, 422, "no key of a case"],
    [{ cases: ["00000000-0000-4000-8000-000000000000"] }, 404, "a case that is not there"],
  ])("of %j is refused with %i: %s", async (body, status) => {
    expect((await owner.post("/v1/batch", body)).status).toBe(status);
  });

  test("of another client's cases is not there for a colleague", async () => {
    const second = await jsonOf<{ id: string }>(await owner.post("/v1/clients", { name: "Second", prefix: "SE" }));
    const colleague = await somebody(server, { org, role: "director", clients: [second.id] });
    expect((await colleague.post("/v1/batch", { cases: ready.cases })).status).toBe(404);
  });

  test("is written down as read, case by case", async () => {
    const [one] = ready.cases;
    const access = await jsonOf<{ rows: readonly { act: string }[] }>(await owner.get(`/v1/access-log?case=${one}`));
    expect(access.rows.map((r) => r.act)).toContain("batch");
  });
});
