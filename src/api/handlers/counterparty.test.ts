import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getCaseExpected, getCounterparty, getScorecard } from "#api/contract/counterparty.ts";
import { getLearning, listArbiters, listBenchmarks, putArbiters, putBenchmarks } from "#api/contract/learning.ts";
import { getStanding } from "#api/contract/standing.ts";
import { Refused } from "#api/refused.ts";
import { actOnCase } from "#app/desk/case-acts.ts";
import { loadCase } from "#app/desk/case-log.ts";
import { AllowedDelta, keepDelta } from "#app/desk/history-own.ts";
import { usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import { newId } from "#store/uuid.ts";
import { ask } from "#test/asked.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { oneLineClaim } from "#test/invented-claims.ts";

/** The other side of a case, the scorecard, entities and what is learned, asked of the handlers over a real store. */

const schemaOf = (route: {
  responses: { 200: { content: { "application/json": { schema: { parse(v: unknown): unknown } } } } };
}) => route.responses[200].content["application/json"].schema;

let at: TestDesk;
let lund: TestPerson;
let colleague: TestPerson;
let [mine, other] = ["", ""];
let number = 0;

beforeAll(async () => {
  at = await openTestDesk();
  [mine = "", other = ""] = at.clients;
  lund = await at.person("Maren Lund", "director");
  colleague = await at.person("Coll Eague", "director", [other]);
});
afterAll(() => at.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  const thrown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(thrown).toBeInstanceOf(Refused);
  return thrown instanceof Refused ? thrown.type : "";
}

async function opened(payer: string, client = mine): Promise<string> {
  number += 1;
  const name = `CP-${number}`;
  const given = oneLineClaim(name, payer);
  return (await openCase(at, client, given)).caseId;
}

async function act(id: string, given: Act): Promise<void> {
  const saw = (await at.desk.store.as(at.owner, (tx) => loadCase(tx, id)))?.state.version ?? 0;
  const said = await actOnCase(at.desk, lund.principal, lund.actor, { caseId: id, saw, act: given });
  expect(said.ok ? "done" : said.error.sentence).toBe("done");
}

const today = () => at.desk.today();
const bid = (from: "us" | "them", amount: string): Act => ({
  ...{ type: "log offer", from, amount: usd(amount), made: today(), way: "fax" },
});

describe("the other side of a case", () => {
  test("payer by the key an own entry stands for, vendor by the words of a call, with contacts, who may bind, card and habits", async () => {
    const id = await opened("LSH01");
    await act(id, { type: "log call", who: "Ann of Viant", said: "They price it." });
    await act(id, bid("us", "800.00"));
    await act(id, bid("them", "450.00"));
    const { id: entry } = await ask(at, lund, "addDirectoryEntry", {
      body: {
        ...{
          client: mine,
          kind: "payer",
          name: "Lone Star",
          extends: null,
          aliases: [],
          payers: ["LSH01"],
          notes: null,
        },
        facts: [
          { kind: "who may bind", text: "Regional director.", source: "letter", day: "2026-10-01" },
          { kind: "method", text: "120% of Medicare.", source: "plan document", day: "2026-01-01" },
        ],
        submission: {
          ...{ payerId: "LSH01", address: "PO Box 1", portal: null, timelyDays: 90, appealDays: 180 },
          ...{ source: "manual", day: "2026-02-01" },
        },
      },
    });
    const add = (channel: string, address: string) =>
      ask(at, lund, "addContact", {
        params: { entry },
        body: { channel, address, whose: null, purpose: null, source: "card" },
      });
    const proof = (contact: string, what: string) =>
      ask(at, lund, "addProof", { params: { entry, contact }, body: { day: "2026-11-02", what, source: "report" } });
    await proof((await add("fax", "1 dead")).id, "bounced");
    await add("fax", "2 untried");
    await proof((await add("fax", "3 works")).id, "answered");
    await add("email", "desk@example.org");
    const got = await ask(at, lund, "getCounterparty", { params: { case: id } });
    schemaOf(getCounterparty).parse(got);
    expect(got.sides).toMatchObject([
      { role: "payer", entry, name: "Lone Star", sure: "certain", why: expect.stringContaining("“LSH01”") },
      { role: "vendor", entry: "viant", why: expect.stringContaining("Viant") },
    ]);
    expect(got.contacts.map((c: { channel: string; address: string }) => `${c.channel} ${c.address}`)).toEqual([
      "fax 3 works",
      "email desk@example.org",
    ]);
    expect(got.mayBind).toEqual([
      { of: "Lone Star", text: "Regional director.", source: "letter", day: "2026-10-01", own: true },
    ]);
    expect(got.rates[0]).toMatchObject({ text: "120% of Medicare.", source: "plan document", day: "2026-01-01" });
    expect(got.rates.some((r: { own: boolean; of: string }) => !r.own && r.of === "Viant")).toBe(true);
    expect(got.submission).toMatchObject([{ of: "Lone Star", timelyDays: 90, appealDays: 180, day: "2026-02-01" }]);
    // The same card stands with the claim itself.
    const stands = await ask(at, lund, "getStanding", { params: { case: id } });
    expect(schemaOf(getStanding).parse(stands)).toMatchObject({ submission: got.submission });
    expect(got.habits.map((h: { of: string; cases: number }) => [h.of, h.cases])).toEqual([
      ["Lone Star", 1],
      ["Viant", 1],
    ]);
    expect(got.learning.on).toBe(true);
  });

  test("that nobody knows: the payer by its name, no contact, nothing guessed", async () => {
    const got = await ask(at, lund, "getCounterparty", { params: { case: await opened("nobody known") } });
    expect(got.sides).toEqual([
      {
        ...{ role: "payer", entry: null, name: "nobody known", sure: "certain" },
        why: "Payer of the claim; your directory has no entry for it.",
      },
    ]);
    expect([got.contacts, got.mayBind, got.submission]).toEqual([[], [], []]);
  });

  test("is not there for who works for another client", async () => {
    const id = await opened("LSH01");
    expect(await refusal(ask(at, colleague, "getCounterparty", { params: { case: id } }))).toBe("not-found");
    expect(await refusal(ask(at, colleague, "getCaseExpected", { params: { case: id } }))).toBe("not-found");
  });
});

describe("what is to be expected", () => {
  test("own lines from five on, pooled and assumed below, nothing where nobody allowed it", async () => {
    await at.desk.store.as(at.owner, async (tx) => {
      const delta = new AllowedDelta();
      for (const [i, cents] of [40000, 41000, 42000, 43000, 50000].entries())
        delta.add("full", "99285", cents, i === 0 ? 2 : 1);
      delta.add("thin", "99285", 30000, 1);
      await keepDelta(tx, mine, newId(tx.now), delta);
    });
    const at10 = await ask(at, lund, "getExpected", { query: { client: mine, code: "99285" } });
    const of = (payer: string) => at10.rows.find((r: { payer: string }) => r.payer === payer)?.expected;
    expect(of("full")).toMatchObject({ low: "400.00", middle: "410.00", high: "500.00", n: 6, assumed: false });
    expect(of("thin")).toMatchObject({
      n: 1,
      assumed: true,
      says: expect.stringMatching(/^assumed: own 1 line of this/),
    });
    expect(Number(of("thin").low)).toBeLessThan(Number(of("thin").middle));
    const id = await opened("full");
    const lines = await ask(at, lund, "getCaseExpected", { params: { case: id } });
    schemaOf(getCaseExpected).parse(lines);
    expect(lines.rows).toMatchObject([{ line: 1, code: "99285", expected: { middle: "410.00" } }]);
    expect((await ask(at, lund, "getExpected", { query: { client: mine, code: "12345" } })).rows).toEqual([]);
    expect((await ask(at, lund, "getExpected", { query: { code: "99285" } })).choose).toBe(true);
    expect((await ask(at, lund, "getExpected", { query: { client: other, code: "99285" } })).rows).toEqual([]);
  });
});

describe("the scorecard", () => {
  test("has a row a payer and vendor, says n everywhere, and compares from five on", async () => {
    for (let i = 0; i < 5; i++) {
      const id = await opened("scored");
      await act(id, bid("us", "800.00"));
      at.on("2026-11-24");
      await act(id, bid("them", "450.00"));
      at.on("2026-11-20");
    }
    at.on("2026-11-24");
    const got = await ask(at, lund, "getScorecard", { query: { client: mine } });
    schemaOf(getScorecard).parse(got);
    const row = got.rows.find((r: { key: string }) => r.key === "scored");
    const measure = (id: string) => row.measures.find((m: { id: string }) => m.id === id);
    expect(row).toMatchObject({ kind: "payer", cases: 5, settled: 0 });
    expect(measure("reply")).toMatchObject({ n: 5, says: "4 days", comparable: true });
    expect(measure("escalated")).toMatchObject({ n: 5, says: "0 of 5", comparable: true });
    expect(measure("uplift")).toMatchObject({ n: 0, says: "not comparable", comparable: false });
    expect(row.trend.says).toBe("not comparable: 0 and 0 settled");
    expect(got.rows.some((r: { kind: string; key: string }) => r.kind === "vendor" && r.key === "viant")).toBe(true);
    const file: Response = await ask(at, lund, "exportScorecard", { query: { client: mine } });
    expect(await file.text()).toMatch(/^kind,name,cases,settled,First paid,.*\r\n.*scored/s);
    at.on("2026-11-20");
  });

  test("is of one client at a time, and empty for who works for another", async () => {
    expect((await ask(at, lund, "getScorecard")).choose).toBe(true);
    expect((await ask(at, colleague, "getScorecard")).rows).toEqual([]);
    expect(await refusal(ask(at, colleague, "getScorecard", { query: { client: mine } }))).toBe("not-found");
  });
});

const CSV = `entity,disputes,provider wins,source,date,fee single,fee batch,ties
Alpha Review,200,150,CMS 2025 H1,2025-12-01,420,650,
Beta Decisions,200,180,CMS 2025 H1,2025-12-01,500,,Lone Star
Gamma,5,5,CMS 2025 H1,2025-12-01,,,
Delta,x,5,CMS 2025 H1,2025-12-01,,,
`;

describe("dispute entities", () => {
  test("are kept for a client with their day and source, and compared for a dispute", async () => {
    const none = await ask(at, lund, "listArbiters", { query: { client: mine } });
    expect([none.rows, none.entities, none.says]).toEqual([[], 0, expect.stringContaining("cms.gov")]);
    const put = await ask(at, lund, "putArbiters", { body: { client: mine, saw: 0, name: "idre.csv", csv: CSV } });
    schemaOf(putArbiters).parse(put);
    expect([put.entities, put.version, put.problems.length]).toEqual([3, 1, 1]);
    const got = await ask(at, lund, "listArbiters", { query: { client: mine, parties: "Lone Star", lines: 3 } });
    schemaOf(listArbiters).parse(got);
    expect(
      got.rows.map((r: { entity: string; fee: string; enough: boolean; conflicts: string[] }) => [
        r.entity,
        r.fee,
        r.enough,
        r.conflicts,
      ]),
    ).toEqual([
      ["Alpha Review", "650.00", true, []],
      ["Gamma", null, false, []],
      ["Beta Decisions", null, true, ["Lone Star"]],
    ]);
    expect([got.file, got.loaded, got.by]).toEqual(["idre.csv", "2026-11-20", "Maren Lund"]);
  });

  test.each([
    ["no column that is needed", "name\nA\n", "not-valid"],
    ["somebody was quicker", CSV, "stale-version"],
  ])("%s", async (_, csv, code) => {
    expect(await refusal(ask(at, lund, "putArbiters", { body: { client: mine, saw: 0, name: "a.csv", csv } }))).toBe(
      code,
    );
  });

  test("of a client that is not one's own are not there", async () => {
    expect(await refusal(ask(at, colleague, "listArbiters", { query: { client: mine } }))).toBe("not-found");
    const body = { client: mine, saw: 1, name: "a.csv", csv: CSV };
    expect(await refusal(ask(at, colleague, "putArbiters", { body }))).toBe("not-found");
  });
});

const BENCHMARKS = `kind,code,amount,source,date,payer,low,high
in-network,99285,900,Plan files,2026-10-01,,700,1100
contract,99285,650,Contract,2024-01-01,,,
charges,99285,2000,Licensed,2026-01-01,,,
`;

describe("benchmarks a client loads", () => {
  test("are kept with their day and source; rows that are wrong are told; a header alone takes them away", async () => {
    const none = await ask(at, lund, "listBenchmarks", { query: { client: mine } });
    schemaOf(listBenchmarks).parse(none);
    expect([none.rows, none.version, none.file]).toEqual([[], 0, null]);
    const put = await ask(at, lund, "putBenchmarks", {
      body: { client: mine, saw: 0, name: "market.csv", csv: BENCHMARKS },
    });
    schemaOf(putBenchmarks).parse(put);
    expect([put.benchmarks, put.version]).toEqual([2, 1]);
    expect(put.problems).toMatchObject([{ code: "benchmarks-row", at: { line: 3, column: "payer" } }]);
    const got = await ask(at, lund, "listBenchmarks", { query: { client: mine } });
    schemaOf(listBenchmarks).parse(got);
    expect(got.rows).toMatchObject([
      { kind: "in-network", code: "99285", amount: "900.00", low: "700.00", high: "1100.00", payer: null, line: 2 },
      { kind: "charges", amount: "2000.00", low: null, source: "Licensed", date: "2026-01-01" },
    ]);
    expect([got.file, got.loaded, got.by]).toEqual(["market.csv", "2026-11-20", "Maren Lund"]);
    const header = `${BENCHMARKS.slice(0, BENCHMARKS.indexOf("\n"))}\n`;
    const away = await ask(at, lund, "putBenchmarks", { body: { client: mine, saw: 1, name: "none", csv: header } });
    expect([away.benchmarks, away.problems]).toEqual([0, []]);
  });

  test.each([
    ["a table of something else is refused", "name\nA\n", "not-valid"],
    ["somebody was quicker", BENCHMARKS, "stale-version"],
  ])("%s", async (_, csv, code) => {
    const body = { client: mine, saw: 0, name: "b.csv", csv };
    expect(await refusal(ask(at, lund, "putBenchmarks", { body }))).toBe(code);
  });

  test("of a client that is not one's own are not there", async () => {
    expect(await refusal(ask(at, colleague, "listBenchmarks", { query: { client: mine } }))).toBe("not-found");
    const body = { client: mine, saw: 2, name: "b.csv", csv: BENCHMARKS };
    expect(await refusal(ask(at, colleague, "putBenchmarks", { body }))).toBe("not-found");
  });
});

describe("what is learned", () => {
  test("names tables, public documents with their days, and the switch of each client that one sees", async () => {
    const got = await ask(at, lund, "getLearning");
    schemaOf(getLearning).parse(got);
    expect(got.clients.map((c: { client: string; on: boolean }) => [c.client, c.on]).sort()).toEqual(
      [
        [mine, true],
        [other, true],
      ].sort(),
    );
    expect(got.data.length).toBeGreaterThan(20);
    expect(
      got.data.filter((d: { url: string | null }) => d.url !== null).every((d: { day: unknown }) => d.day !== null),
    ).toBe(true);
    expect((await ask(at, colleague, "getLearning")).clients).toHaveLength(1);
  });

  test("is switched off for one client, and for no one else's", async () => {
    expect(await ask(at, lund, "putLearning", { body: { client: mine, saw: 0, on: false } })).toMatchObject({
      on: false,
    });
    const id = await opened("LSH01");
    expect((await ask(at, lund, "getCounterparty", { params: { case: id } })).learning).toMatchObject({ on: false });
    expect(await refusal(ask(at, colleague, "putLearning", { body: { client: mine, saw: 1, on: true } }))).toBe(
      "not-found",
    );
  });
});
