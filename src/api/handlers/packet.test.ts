import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Refused } from "#api/refused.ts";
import { packetOf } from "#app/packet.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { unzip, unzipTo, verifyWith } from "#test/unzip.ts";

/** A case as a packet: what goes outside, what stays, and that anybody can verify it. */

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };
const SECRETS = ["CANARY NOTE", "CANARY REASON", "555.55", "CANARY TASK", "CANARY CALL"];
const LETTER = Buffer.from("%PDF-1.7 their letter");

let at: TestDesk;
let lund: TestPerson;
let stranger: TestPerson;
let caseId = "";
let dir = "";
let outside: Record<string, Buffer> = {};
let own: Record<string, Buffer> = {};

const version = async (): Promise<number> =>
  (await ask(at, lund, "getCase", { params: { case: caseId }, query: {} })).row.version;

async function act(given: object): Promise<void> {
  await ask(at, lund, "actOnCase", { params: { case: caseId }, body: { saw: await version(), act: given } });
}

async function attach(name: string, kind: string, bytes: Buffer): Promise<void> {
  const query = { name, kind, saw: await version() };
  await ask(at, lund, "attachFile", { params: { case: caseId }, query, bytes });
}

async function packet(whom: "outside" | "own", who = lund): Promise<Record<string, Buffer>> {
  const answer: Response = await ask(at, who, "getPacket", { params: { case: caseId }, query: { for: whom } });
  expect(answer.headers.get("content-type")).toBe("application/zip");
  return await unzip(Buffer.from(await answer.arrayBuffer()));
}

const whole = (entries: Record<string, Buffer>): string =>
  Object.entries(entries)
    .filter(([name]) => !name.endsWith(".pdf"))
    .map(([, bytes]) => bytes.toString("utf8"))
    .join("\n");

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "parley-packet-"));
  at = await openTestDesk();
  at.on("2026-11-20");
  const [mine = "", other = ""] = at.clients;
  lund = await at.person("Maren Lund", "director");
  stranger = await at.person("Stray Nger", "director", [other]);
  const lines = ["99285 1000.00 c=A1 on=2026-09-01"];
  const given = {
    claim: claim("PK-1", lines, {
      payer: PAYER,
      billing: { npi: "1000000004", tin: "000000001", state: "AZ" },
      place: "23",
    }),
    remittances: [
      remittance("PK-1", ["99285 1000.00 paid=300.00 CO45=700.00 c=A1 on=2026-09-01"], {
        payer: PAYER,
        ...paidOn("2026-11-02"),
      }),
    ],
    patient: "CANARY PATIENT",
  };
  ({ caseId } = await openCase(at, mine, given));
  await act({ type: "add note", text: "CANARY NOTE: we would take less" });
  await act({ type: "log call", who: "A. Clerk", said: "CANARY CALL", reference: "R-1" });
  await act({ type: "log offer", from: "them", amount: "450.00", made: "2026-11-18", way: "fax" });
  await attach("their letter.pdf", "letter", LETTER);
  await attach("private thoughts.txt", "other", Buffer.from("CANARY REASON"));
  outside = await packet("outside");
  own = await packet("own");
}, 60_000);
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("a packet", () => {
  test("for outside holds offers, files and law, and nothing of what the practice thinks", () => {
    const text = whole(outside);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    const told = JSON.parse(outside["case.json"]?.toString() ?? "");
    expect(told.offers).toMatchObject([{ from: "them", amount: "450.00", way: "fax" }]);
    expect(told.lines).toMatchObject([{ line: 1, code: "99285", billed: "1000.00", paid: "300.00" }]);
    expect(told).not.toHaveProperty("evaluation");
    expect(Object.values(outside).some((b) => b.equals(LETTER))).toBe(true);
    expect(Object.keys(outside).filter((n) => n.endsWith(".pdf"))).toHaveLength(1);
  });

  test("says how many events were left out, and proves an offer without its words", () => {
    const events = (outside["events.jsonl"]?.toString() ?? "")
      .trim()
      .split("\n")
      .map((l) => JSON.parse(l));
    expect(events.map((e) => [e.type, e.body === null])).toEqual([
      ["case offer logged", true],
      ["case file attached", false],
      ["case file attached", false],
    ]);
    expect(JSON.parse(outside["manifest.json"]?.toString() ?? "").leftOut).toBe(2);
  });

  test("of our own holds all of it, with the report", () => {
    const text = whole(own);
    for (const secret of ["CANARY NOTE", "CANARY CALL", "CANARY REASON"]) expect(text).toContain(secret);
    expect(own["papers/report.pdf"]?.subarray(0, 5).toString()).toBe("%PDF-");
  });

  test.each([
    ["outside", () => outside],
    ["our own", () => own],
  ])("%s verifies by the program inside it", (name, of) => {
    const folder = join(dir, name);
    unzipTo(folder, of());
    expect(verifyWith(folder)).toMatchObject({
      code: 0,
      says: expect.stringContaining("Everything is as it was written."),
    });
  });

  test.each<[string, string, (text: string) => string, RegExp]>([
    ["an amount of the case", "case.json", (t) => t.replace("450.00", "950.00"), /case\.json was changed/],
    [
      "the body of an event",
      "events.jsonl",
      (t) => t.replace("their letter.pdf", "their lettre.pdf"),
      /the body of event \d+ \(case file attached\) was changed/,
    ],
    [
      "the moment of an event",
      "events.jsonl",
      (t) => t.replace(/"at":"2026/, '"at":"2025'),
      /event \d+ \(case offer logged\) was changed/,
    ],
    ["the manifest", "manifest.json", (t) => t.replace(/"sha256": "./, '"sha256": "z'), /was changed/],
  ])("names %s that was changed", (name, file, change, says) => {
    const folder = join(dir, `changed ${name}`);
    const text = outside[file]?.toString() ?? "";
    expect(change(text)).not.toBe(text);
    unzipTo(folder, { ...outside, [file]: Buffer.from(change(text)) });
    const found = verifyWith(folder);
    expect(found.code).toBe(2);
    expect(found.says).toMatch(says);
  });

  test("names a file that is gone and one that was put in", () => {
    const folder = join(dir, "moved");
    const { "case.json": _, ...rest } = outside;
    unzipTo(folder, { ...rest, "files/extra.txt": Buffer.from("x") });
    const { says } = verifyWith(folder);
    expect(says).toContain("case.json is missing");
    expect(says).toContain("files/extra.txt is not in the manifest");
  });

  test("is on record, and leaves nothing behind", async () => {
    const acts = await at.desk.store.as(at.owner, ({ db }) =>
      db.selectFrom("access_log").select("act").where("subject", "=", caseId).execute(),
    );
    expect(acts.map((a) => a.act)).toContain("packet");
    const tmp = join(at.desk.home, "tmp");
    await expect
      .poll(() => (existsSync(tmp) ? readdirSync(tmp).filter((n) => n.startsWith("packet-")) : []))
      .toEqual([]);
  });

  test("is not there for somebody of another client", async () => {
    await expect(packet("outside", stranger)).rejects.toThrow(Refused);
  });

  test("is found by its number on the command line, and a number without a case is said", async () => {
    const { row } = await ask(at, lund, "getCase", { params: { case: caseId }, query: {} });
    const file = join(dir, "by-number.zip");
    const open = { desk: at.desk } as Parameters<typeof packetOf>[0];
    const made = await packetOf(
      open,
      { file, number: row.number, whom: "outside", org: at.owner.org },
      { parley: "test" },
    );
    expect(made).toMatchObject({ ok: true, value: { events: 3, files: 1, leftOut: 2 } });
    const none = await packetOf(
      open,
      { file: `${file}2`, number: "none", whom: "outside", org: at.owner.org },
      { parley: "test" },
    );
    expect(none).toMatchObject({ ok: false, error: { code: "no-case" } });
  });
});
