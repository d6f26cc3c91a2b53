import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { getFiling } from "#api/contract/filing.ts";
import { type Day, plusDays } from "#base/day.ts";
import { windowFor } from "#law/deadline.ts";
import { IDR_INITIATION } from "#law/federal/dispute.ts";
import { casesReadyToFile, type ReadyCases } from "#test/batch-cases.ts";
import { type Browser, firstOf, firstOwner, type TestServer, testServer } from "#test/server.ts";

/** What a filing of one case asks, over the wire. */

type Filing = z.output<(typeof getFiling)["responses"][200]["content"]["application/json"]["schema"]>;

let server: TestServer;
let owner: Browser;
let ready: ReadyCases;
let fresh: ReadyCases;

beforeAll(async () => {
  server = await testServer();
  owner = await firstOwner(server);
  const { org, client } = await firstOf(server);
  const at = { desk: server.open.desk, org };
  ready = await casesReadyToFile(at, client, owner, 1, [], "FL");
  fresh = await casesReadyToFile(at, client, owner, 1, ["open_negotiation_start", "qpa"], "FR");
}, 300_000);
afterAll(() => server?.close());

const [one, two] = [() => ready.cases[0] ?? "", () => fresh.cases[0] ?? ""];
const read = async (id: string): Promise<Filing> =>
  (await (await owner.get(`/v1/cases/${id}/filing`)).json()) as Filing;
const stateIn = (f: Filing, road = "federal IDR") =>
  Object.fromEntries(f.roads.find((r) => r.road === road)?.requirements.map((r) => [r.id, r.state]) ?? []);

async function act(id: string, given: object): Promise<readonly number[]> {
  const { row } = (await (await owner.get(`/v1/cases/${id}`)).json()) as { row: { version: number } };
  const done = await owner.post(`/v1/cases/${id}/acts`, { saw: row.version, act: given });
  if (!done.ok) throw new Error(await done.text());
  return ((await done.json()) as { events: number[] }).events;
}

async function proof(id: string): Promise<number> {
  const { row } = (await (await owner.get(`/v1/cases/${id}`)).json()) as { row: { version: number } };
  const query = new URLSearchParams({ name: "receipt.txt", kind: "proof of delivery", saw: String(row.version) });
  const done = await server.ask(`/v1/cases/${id}/files?${query}`, {
    ...{ method: "PUT", body: "delivered", headers: { ...owner.headers, "content-type": "application/octet-stream" } },
  });
  if (!done.ok) throw new Error(await done.text());
  return ((await done.json()) as { files: { event: number }[] }).files.at(-1)?.event ?? 0;
}

describe("on the federal road", () => {
  test("with everything answered only the proof of the notice and what a person rules out is open", async () => {
    const f = await read(one());
    expect(stateIn(f)).toMatchObject({
      ...{ road: "met", notice: "met", proof: "not known", talks: "met", window: "met", qpa: "met", npi: "met" },
      ...{ "plan-type": "met", "cooling-off": "not known", fees: "met", batch: "met" },
    });
    expect(f.roads[0]?.ready).toBe(false);
    expect(f.finalOffer.leftOut).toEqual(["usual customary charges", "billed charges", "public payer rates"]);
    expect(JSON.stringify(f.finalOffer.exhibits)).not.toMatch(/2,?400/);
  });

  test("without notice and QPA both are missing, each with what to do and its law", async () => {
    const f = await read(two());
    expect(stateIn(f)).toMatchObject({ notice: "missing", talks: "missing", window: "missing", qpa: "missing" });
    const [notice] = f.roads[0]?.requirements.filter((r) => r.id === "notice") ?? [];
    expect([notice?.cite, notice?.todo]).toEqual(["45 CFR 149.510(b)(1)", expect.stringMatching(/^Print /)]);
  });

  test.each([
    ["the last day of the talks", 0, "not yet", "not yet"],
    ["its first safe day", 1, "met", "met"],
    ["its last safe day", 2, "met", "met"],
    ["the day after", 3, "met", "missing"],
  ])("days to initiate on %s", async (_, at, talks, window) => {
    const [from, until] = windowFor(IDR_INITIATION, ready.began).safe;
    const days: readonly Day[] = [plusDays(from, -1), from, until, plusDays(until, 1)];
    const { desk } = server.open;
    const { today } = desk;
    Object.assign(desk, { today: () => days[at] });
    try {
      const s = stateIn(await read(one()));
      if (at > 0) expect(s.talks).toBe(talks);
      expect(s.window).toBe(window);
    } finally {
      Object.assign(desk, { today });
    }
  });

  test("a letter that went out says which kept letter it was, and one that was not kept says none", async () => {
    const id = two();
    const sent = { type: "send paper", to: { name: "Northfield Mutual" }, way: "mail", day: fresh.began };
    await act(id, { ...sent, paper: "appeal", hash: "ab12" });
    await act(id, { ...sent, paper: "other" });
    const { papers } = await read(id);
    expect(papers.map((p) => [p.paper, p.hash])).toEqual([
      ["appeal", "ab12"],
      ["other", null],
    ]);
  });

  test("a notice that was sent and proved is met; one that came back is missing again", async () => {
    const id = two();
    const to = { name: "Northfield Mutual", address: "nsa@northfield.example" };
    const [sent] = await act(id, { type: "send paper", paper: "notice", to, way: "email", day: fresh.began });
    expect(stateIn(await read(id))).toMatchObject({ notice: "met", proof: "missing", window: "met" });
    const file = await proof(id);
    const [shown] = await act(id, { type: "prove delivery", sent, outcome: "delivered", day: fresh.began, file });
    const f = await read(id);
    expect(stateIn(f)).toMatchObject({ notice: "met", proof: "met" });
    expect(f.papers.find((p) => p.event === sent)).toMatchObject({
      paper: "notice",
      way: "email",
      delivery: { outcome: "delivered", file: "receipt.txt" },
    });
    await act(id, { type: "undo", event: shown });
    await act(id, { type: "prove delivery", sent, outcome: "bounced", day: fresh.began });
    expect(stateIn(await read(id))).toMatchObject({ notice: "missing", proof: "not known" });
  });
});

test("an appeal asks for its days, the plan type and leave of the patient", async () => {
  const s = stateIn(await read(one()), "appeal");
  expect(Object.keys(s)).toEqual(["road", "window", "plan-type", "authorized", "evidence", "unproven"]);
  expect(s).toMatchObject({ "plan-type": "met", authorized: "missing" });
});

test("a filing that nobody approved is refused, and says so", async () => {
  const id = one();
  const { row } = (await (await owner.get(`/v1/cases/${id}`)).json()) as { row: { version: number } };
  const filed = {
    type: "record filing",
    road: "federal IDR",
    day: server.open.desk.today(),
    reference: "D-1",
    request: 1,
  };
  const done = await owner.post(`/v1/cases/${id}/acts`, { saw: row.version, act: filed });
  expect([done.status, await done.text()]).toEqual([409, expect.stringContaining("no such approval")]);
});
