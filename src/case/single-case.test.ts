import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, formatUsd, sum, usd } from "#base/money.ts";
import {
  type AgreedRate,
  type CoveredLine,
  type LaterClaim,
  type SingleCaseTerms,
  singleCaseDue,
  singleCaseWorth,
  termsWrong,
  tieOf,
} from "./single-case.ts";

/** "97153 x20 at 180.00", "90837-95 at 70%", "97155 at 500.00 a claim", "97153 at 150% of Medicare". */
function rate(text: string): AgreedRate {
  const [, name = "", units, price = "", percent, medicare, claim] =
    /^(\S+)(?: x(\d+))? at ([\d.]+)(?:(%)( of Medicare)?)?( a claim)?$/.exec(text) ?? [];
  const [code = "", ...modifiers] = name.split("-");
  return {
    ...{ code, modifiers, units: units === undefined ? undefined : Number(units) },
    price:
      percent === undefined
        ? { basis: claim === undefined ? "per unit" : "per claim", amount: usd(price) }
        : {
            basis: medicare === undefined ? "percent of billed" : "percent of Medicare",
            hundredths: Math.round(Number(price) * 100),
          },
  };
}

const FROM = day("2026-10-01");
const terms = (rates: readonly string[], more: Partial<SingleCaseTerms> = {}): SingleCaseTerms => ({
  ...{ from: FROM, to: day("2026-12-31"), authorization: "AUTH-77", patient: "DOE, JANE Q" },
  rates: rates.map(rate),
  ...more,
});

/** "97153 2 400.00": code, units, charge; " = 360.00" what was allowed. */
function line(text: string, number: number, date = "2026-10-05"): CoveredLine {
  const [billed = "", allowed] = text.split(" = ");
  const [name = "", units = "1", charge = "0.00"] = billed.split(" ");
  const [code = "", ...modifiers] = name.split("-");
  return {
    ...{ number, code, modifiers, units, date: day(date), billed: usd(charge) },
    allowed: allowed === undefined ? undefined : usd(allowed),
    medicare: { amount: usd("100.00"), says: "Medicare 2026 100.00" },
  };
}

const claim = (id: string, lines: readonly string[], more: Partial<LaterClaim> = {}, date?: string): LaterClaim => ({
  ...{ id, from: day(date ?? "2026-10-05"), authorization: "auth 77", patient: "Jane Doe" },
  lines: lines.map((l, i) => line(l, i + 1, date)),
  ...more,
});

const said = (t: SingleCaseTerms, ...claims: readonly LaterClaim[]): readonly string[] =>
  singleCaseDue(t, claims).claims.flatMap((c) =>
    c.lines.map((l) => `${c.id} ${l.due === undefined ? "-" : formatUsd(l.due)} ${l.state}`),
  );

describe("what a claim is due under a single case agreement", () => {
  test.each<readonly [string, readonly string[], readonly string[], readonly string[]]>([
    ["a rate a unit, paid to the cent", ["97153 at 180.00"], ["97153 2 400.00 = 360.00"], ["A 360.00 paid"]],
    ["a rate a unit, half a unit rounded up", ["97153 at 33.33"], ["97153 0.5 50.00"], ["A 16.67 awaited"]],
    ["less than agreed is short", ["97153 at 180.00"], ["97153 1 200.00 = 95.10"], ["A 180.00 short"]],
    ["more than agreed is over", ["97153 at 180.00"], ["97153 1 200.00 = 200.00"], ["A 180.00 over"]],
    ["a percent of the charge", ["97153 at 62.5%"], ["97153 3 401.00"], ["A 250.63 awaited"]],
    [
      "a rate per claim falls on its lines by charge, to the cent",
      ["97155 at 100.00 a claim"],
      ["97155 1 100.00", "97155 1 200.00"],
      ["A 33.33 awaited", "A 66.67 awaited"],
    ],
    [
      "a code that was not agreed",
      ["97153 at 180.00"],
      ["97153 1 200.00", "99213 1 90.00"],
      ["A 180.00 awaited", "A - not agreed"],
    ],
    [
      "of two rates that fit, the one that asks for the modifier",
      ["97153 at 180.00", "97153-HN at 120.00"],
      ["97153-HN 1 200.00", "97153 1 200.00"],
      ["A 120.00 awaited", "A 180.00 awaited"],
    ],
    [
      "a rate with a modifier does not fit a line without",
      ["97153-HN at 120.00"],
      ["97153 1 200.00"],
      ["A - not agreed"],
    ],
    ["units that are no count are not priced", ["97153 at 180.00"], ["97153 two 200.00"], ["A - not agreed"]],
    ["no units at all are not priced", ["97153 at 180.00"], ["97153 0 200.00"], ["A - not agreed"]],
    ["units beyond those agreed are not due", ["97153 x3 at 180.00"], ["97153 5 900.00"], ["A 540.00 awaited"]],
    ["a percent of Medicare", ["97153 at 150% of Medicare"], ["97153 2 400.00 = 150.00"], ["A 150.00 paid"]],
    ["a percent counts the covered units alone", ["97153 x3 at 50%"], ["97153 4 800.00"], ["A 300.00 awaited"]],
  ])("%s", (_, rates, lines, wanted) => {
    expect(said(terms(rates), claim("A", lines))).toEqual(wanted);
  });

  test("units are used up by the earliest service, however the claims are given", () => {
    const t = terms(["97153 x3 at 100.00"]);
    const late = claim("L", ["97153 2 400.00"], {}, "2026-11-02");
    const early = claim("E", ["97153 2 400.00"], {}, "2026-10-02");
    const wanted = ["E 200.00 awaited", "L 100.00 awaited"];
    expect(said(t, late, early)).toEqual(wanted);
    expect(said(t, early, late)).toEqual(wanted);
    const [use] = singleCaseDue(t, [late, early]).rates;
    expect(use).toMatchObject({ used: "4", left: "0", nearlyUsed: true, worth: usd("300.00") });
  });

  test("a claim beyond the claims agreed is due nothing, and says so", () => {
    const t = terms(["97155 x1 at 100.00 a claim"]);
    const due = singleCaseDue(t, [claim("A", ["97155 1 150.00"]), claim("B", ["97155 1 150.00"], {}, "2026-10-09")]);
    expect(due.claims.map((c) => formatUsd(c.due))).toEqual(["100.00", "0.00"]);
    expect(due.claims[1]?.lines[0]?.working).toContain("beyond the 1 agreed");
  });

  test("a line on a day outside the agreement is not due", () => {
    const t = terms(["97153 at 180.00"]);
    expect(said(t, claim("A", ["97153 1 200.00"], {}, "2027-01-01"))).toEqual(["A - not agreed"]);
  });

  test("a percent of Medicare that no book prices is agreed and not priced, and uses its units", () => {
    const none = claim("A", ["97153 2 400.00"]);
    const lines = none.lines.map((l) => ({ ...l, medicare: { amount: undefined, why: "no book for 2026" } as const }));
    const due = singleCaseDue(terms(["97153 x2 at 150% of Medicare"]), [{ ...none, lines }]);
    expect(due.claims[0]).toMatchObject({ state: "not priced", due: 0n, allowed: undefined });
    expect(due.claims[0]?.lines[0]).toMatchObject({ due: undefined, rate: 0, working: "line 1: no book for 2026" });
    expect(due.rates[0]).toMatchObject({ used: "2", left: "0", worth: undefined });
    const unasked = none.lines.map((l) => ({ ...l, medicare: undefined }));
    const why = singleCaseDue(terms(["97153 at 150% of Medicare"]), [{ ...none, lines: unasked }]).claims[0];
    expect(why?.lines[0]?.working).toContain("no book at hand");
  });

  test("every line shows its working", () => {
    const [one] = singleCaseDue(terms(["97153 x3 at 180.00"]), [claim("A", ["97153 5 900.00", "99213 1 9.00"])]).claims;
    expect(one?.lines.map((l) => l.working)).toEqual([
      "line 1: 3 of 5 x 180.00: 540.00; 2 beyond the 3 agreed",
      "line 2: the agreement does not name 99213",
    ]);
  });

  test.each<readonly [number, boolean]>([
    [6, false],
    [7, true],
  ])("with %i of 10 units used, nearly used: %s", (used, wanted) => {
    const due = singleCaseDue(terms(["97153 x10 at 1.00"]), [claim("A", [`97153 ${used} 100.00`])]);
    expect(due.rates[0]?.nearlyUsed).toBe(wanted);
  });

  test("what was answered is added up apart from what is awaited", () => {
    const due = singleCaseDue(terms(["97153 at 100.00"]), [
      claim("A", ["97153 1 150.00 = 90.00"]),
      claim("B", ["97153 1 150.00"], {}, "2026-10-08"),
    ]);
    expect(due.due).toBe(usd("200.00"));
    expect(due.answered).toEqual({ due: usd("100.00"), allowed: usd("90.00") });
    expect(due.claims.map((c) => c.state)).toEqual(["short", "awaited"]);
  });
});

describe("whether a claim is one of the agreement", () => {
  const t = terms(["97153 at 180.00"]);
  test.each<readonly [string, Partial<LaterClaim>, string | undefined]>([
    ["the authorization number, however it is written", { patient: undefined }, "authorization"],
    ["the patient's name in another order, initial aside", { authorization: undefined }, "patient"],
    [
      "the number, with another patient, is doubted",
      { patient: "Roe, Richard" },
      "authorization, the claim names another patient",
    ],
    [
      "the patient, with another number, is doubted",
      { authorization: "X1" },
      "patient, the claim names another authorization",
    ],
    ["neither", { authorization: "X1", patient: "Roe, Richard" }, undefined],
    ["nothing that names either", { authorization: undefined, patient: undefined }, undefined],
    ["a name of nothing but initials", { authorization: undefined, patient: "J. D." }, undefined],
  ])("%s", (_, more, wanted) => {
    const tie = tieOf(t, claim("A", ["97153 1 200.00"], more));
    expect(tie && [tie.by, ...(tie.doubt === undefined ? [] : [tie.doubt])].join(", ")).toBe(wanted);
  });

  test("not where no line has a code of it, or none lies on its days", () => {
    expect(tieOf(t, claim("A", ["99213 1 200.00"]))).toBeUndefined();
    expect(tieOf(t, claim("A", ["97153 1 200.00"], {}, "2026-09-30"))).toBeUndefined();
  });
});

describe("the terms themselves", () => {
  test.each<readonly [string, readonly string[], Partial<SingleCaseTerms>, readonly string[]]>([
    ["good ones", ["97153 x20 at 180.00"], {}, []],
    ["no code", [], {}, ["Name at least one code with its rate."]],
    ["a code twice", ["97153 at 1.00", "97153 at 2.00"], {}, ["97153 is named twice."]],
    ["the same code with a modifier is another", ["97153 at 1.00", "97153-HN at 2.00"], {}, []],
    ["a rate of nothing", ["97153 at 0.00"], {}, ["The rate of 97153 is more than nothing."]],
    ["no percent", ["97153 at 0%"], {}, ["The rate of 97153 is more than nothing."]],
    [
      "days the wrong way round",
      ["97153 at 1.00"],
      { to: day("2026-09-01") },
      ["The last day of service lies before the first."],
    ],
  ])("%s", (_, rates, more, wanted) => {
    expect(termsWrong(terms(rates, more))).toEqual(wanted);
  });

  test.each<readonly [readonly string[], string | undefined]>([
    [["97153 x20 at 180.00", "97155 x4 at 100.00 a claim"], "4000.00"],
    [["97153 at 180.00"], undefined],
    [["97153 x20 at 60%"], undefined],
    [[], undefined],
  ])("%j comes to %s", (rates, wanted) => {
    const worth = singleCaseWorth(rates.map(rate));
    expect(worth && formatUsd(worth)).toBe(wanted);
  });
});

describe("for every agreement", () => {
  const units = fc
    .integer({ min: 1, max: 9_999 })
    .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, "0")}`);
  test("units due never exceed those agreed, and the order of claims changes nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(units, fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 100_000 }),
        (claims, most, price) => {
          const t = terms([], {
            rates: [
              { code: "97153", modifiers: [], price: { basis: "per unit", amount: cents(BigInt(price)) }, units: most },
            ],
          });
          const all = claims.map(([n, after], i) =>
            claim(
              `C${i}`,
              [`97153 ${n} 100.00`],
              {},
              `2026-${after > 30 ? "11" : "10"}-${String((after % 30) + 1).padStart(2, "0")}`,
            ),
          );
          const due = singleCaseDue(t, all);
          // Each claim rounds once, by half a cent at most.
          expect(due.due).toBeLessThanOrEqual(BigInt(most * price + claims.length));
          expect(singleCaseDue(t, [...all].reverse())).toEqual(due);
          expect(sum(due.claims.map((c) => c.due))).toBe(due.due);
        },
      ),
    );
  });
});
