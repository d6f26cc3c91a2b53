import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cents } from "#base/money.ts";
import { claim, paidOn, remittance } from "#claim/invented.ts";
import { openPostgres } from "#store/store.ts";
import { openCase, openTestDesk, type TestDesk, type TestPerson } from "#test/desk.ts";
import { hasPostgres, POSTGRES_ABSENT, startPostgres, type TestPostgres } from "#test/postgres.ts";
import { testClock } from "#test/stores.ts";
import { counterPackage, expirePackages, proposePackage } from "./packages.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const PAYER = { key: "northfield", name: "Northfield Mutual (synthetic)" };

describe.skipIf(!hasPostgres)("two who want the same case in a deal of theirs at once", () => {
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

  let claims = 0;
  async function caseOf(): Promise<string> {
    claims += 1;
    const number = `PK-${claims}`;
    const { caseId } = await openCase(at, at.clients[0] ?? "", {
      claim: claim(number, ["99285 1000.00 c=A1 on=2026-09-01"], { payer: PAYER, filing: "CI", place: "23" }),
      remittances: [
        remittance(number, ["99285 1000.00 paid=300.00 CO45=700.00 c=A1 on=2026-09-01"], {
          payer: PAYER,
          ...paidOn("2026-11-02"),
        }),
      ],
    });
    return caseId;
  }

  const move = () => ({
    ...({ from: "them", asked: { amount: cents(70_000n) }, made: at.desk.today(), expires: at.desk.today() } as const),
    ...{ way: "fax", note: undefined, belowFloor: undefined, terms: {}, request: undefined },
  });
  const propose = (cases: readonly string[]) =>
    at.desk.store.as(roy.principal, (tx) =>
      proposePackage(tx, at.desk, roy.actor, {
        kind: "package",
        name: "At once",
        cases,
        basis: "billed",
        move: move(),
      }),
    );
  const saidOf = (all: readonly ({ ok: true } | { ok: false; error: { sentence: string } })[]) =>
    all.map((r) => (r.ok ? "open" : r.error.sentence.replace(/^(P\d+-\d+(, )?)+ is/, "N is"))).sort();
  const ONE_AND_REFUSED = ["N is in another open deal. Nothing was changed.", "open"];

  test.each<readonly [string, (a: string, b: string, c: string) => readonly (readonly string[])[]]>([
    ["the same case", (a) => [[a], [a]]],
    [
      "one case of two",
      (a, b, c) => [
        [a, b],
        [b, c],
      ],
    ],
    [
      "two cases in opposite orders",
      (a, b) => [
        [a, b],
        [b, a],
      ],
    ],
  ])("proposed with %s: one is open, the other hears why not", async (_, of) => {
    for (let round = 0; round < 5; round++) {
      const lots = of(await caseOf(), await caseOf(), await caseOf());
      expect(saidOf(await Promise.all(lots.map(propose)))).toEqual(ONE_AND_REFUSED);
    }
  });

  test("taken up again and proposed", async () => {
    const one = await caseOf();
    at.on("2026-11-20");
    const old = await propose([one]);
    if (!old.ok) throw new Error(old.error.sentence);
    at.on("2026-11-21");
    await at.desk.store.as(roy.principal, (tx) => expirePackages(tx, at.desk.today()));
    const again = at.desk.store.as(roy.principal, (tx) => counterPackage(tx, at.desk, roy.actor, old.value, 2, move()));
    expect(saidOf(await Promise.all([again, propose([one])]))).toEqual(ONE_AND_REFUSED);
  });
});
