import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { openPostgres } from "#store/store.ts";
import { openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { hasPostgres, POSTGRES_ABSENT, startPostgres, type TestPostgres } from "#test/postgres.ts";
import { testClock } from "#test/stores.ts";
import { listSingleCases, type SingleCaseWords } from "./single-case-rows.ts";
import { actOnSingleCase, makeSingleCase } from "./single-cases.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const WORDS: SingleCaseWords = {
  ...{ payer: "Northfield", patient: "Doe, Jane", member: null, authorization: null, planPerson: null, claimsTo: null },
  ...{ fileWithin: null, payWithin: 30, days: "calendar", because: null, note: null, searches: [] },
  ...{ from: day("2026-11-01"), to: day("2026-12-31") },
  rates: [{ code: "97153", modifiers: [], price: { basis: "per unit", amount: usd("180.00") }, units: 4 }],
};

describe.skipIf(!hasPostgres)("on PostgreSQL, where people write at once", () => {
  let postgres: TestPostgres;
  let at: TestDesk;
  let roy: TestPerson;
  beforeAll(async () => {
    postgres = await startPostgres();
    at = await openTestDesk(1, async () => ({
      store: await openPostgres(postgres.url, { now: testClock() }),
      folder: undefined,
      close: async () => {},
    }));
    roy = await at.person("Ines Roy", "director");
  });
  afterAll(async () => {
    await at?.desk.store.close();
    await postgres?.stop();
  });

  const [today, by] = [day("2026-11-20"), "Ines Roy"];
  const make = () =>
    at.desk.store.as(roy.principal, (tx) => makeSingleCase(tx, today, by, { ...WORDS, client: at.clients[0] ?? "" }));

  test("agreements are numbered one after the other, none twice", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, make));
    expect(made.every((m) => m.ok)).toBe(true);
    const all = await at.desk.store.as(roy.principal, (tx) => listSingleCases(tx, undefined));
    expect(all.map((s) => s.name).sort()).toEqual(["SCA-1", "SCA-2", "SCA-3", "SCA-4", "SCA-5", "SCA-6"]);
    expect(all[0]).toMatchObject({ patient: "Doe, Jane", rates: WORDS.rates, from: WORDS.from, state: "draft" });
  });

  test("of two who act on the same version, the second hears that it was changed", async () => {
    const made = await make();
    const id = made.ok ? made.value : "";
    const given = { saw: 1, by, mayApprove: true, act: { type: "propose", way: "fax", to: undefined } } as const;
    const both = await Promise.all(
      [1, 2].map(() => at.desk.store.as(roy.principal, (tx) => actOnSingleCase(tx, today, id, given))),
    );
    expect(both.map((r) => (r.ok ? "done" : r.error.code)).sort()).toEqual(["done", "stale-version"]);
  });
});
