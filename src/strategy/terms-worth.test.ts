import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { cents, formatUsd, usd, ZERO } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import { BALANCE_BARRED, lateInterest, type TermsGround, worthMore, worthOfTerms } from "./terms-worth.ts";

const GROUND: TermsGround = { on: day("2026-11-23"), rate: 0.08, paid: ZERO };
const thousand = usd("1000.00");
const of = (terms: Conditions, more: Partial<TermsGround> = {}) =>
  worthOfTerms(thousand, terms, { ...GROUND, ...more });
const only = (terms: Conditions, more: Partial<TermsGround> = {}) => {
  const key = Object.keys(terms)[0];
  const term = of(terms, more).terms.find((t) => t.term === key);
  return term?.dollars === undefined ? "unknown" : formatUsd(term.dollars);
};

describe("a term becomes dollars, or says that nobody knows them", () => {
  test.each<readonly [string, Conditions, Partial<TermsGround>, string]>([
    // Ten business days from Monday November 23 pass Thanksgiving: December 8, 15 days; 1000 (1 - e^(-0.08 x 15/365)).
    ["paid within 10 business days", { payWithin: 10 }, {}, "-3.28"],
    ["paid within 1 business day", { payWithin: 1 }, {}, "-0.22"],
    ["paid already in full, so nothing waits", { payWithin: 10 }, { paid: thousand }, "0.00"],
    ["half paid already: half waits", { payWithin: 10 }, { paid: usd("500.00") }, "-1.64"],
    ["more paid than offered waits for nothing", { payWithin: 10 }, { paid: usd("1500.00") }, "0.00"],
    ["money that costs nothing may wait", { payWithin: 90 }, { rate: 0 }, "0.00"],
    [
      "interest waived, and owed",
      { interestWaived: true },
      { interest: { amount: usd("41.10"), source: "s" } },
      "-41.10",
    ],
    ["interest waived, and nobody knows whether it is owed", { interestWaived: true }, {}, "unknown"],
    ["nothing released", { release: "none" }, {}, "0.00"],
    ["these lines released", { release: "these lines" }, {}, "0.00"],
    [
      "all claims released, stake of the rest known",
      { release: "all claims" },
      { otherClaims: { amount: usd("7000.00"), source: "s" } },
      "-7000.00",
    ],
    ["all claims released, the rest not known", { release: "all claims" }, {}, "unknown"],
    ["confidential", { confidential: true }, {}, "unknown"],
    ["no precedent", { precedent: "none" }, {}, "0.00"],
    [
      "precedent for the code, cost known",
      { precedent: "this code" },
      { laterClaims: { amount: usd("12.34"), source: "s" } },
      "-12.34",
    ],
    ["precedent for the code, cost not known", { precedent: "this code" }, {}, "unknown"],
    ["no balance bill where the law bars it", { noBalanceBill: true }, { balance: BALANCE_BARRED }, "0.00"],
    [
      "no balance bill where it could be billed",
      { noBalanceBill: true },
      { balance: { barred: false, amount: usd("80.00"), source: "s" } },
      "-80.00",
    ],
    ["no balance bill, law not known", { noBalanceBill: true }, {}, "unknown"],
    ["words", { note: "and a fruit basket" }, {}, "unknown"],
  ])("%s", (_, terms, more, dollars) => expect(only(terms, more)).toBe(dollars));

  test("what is not said is not a term, but waiting is always counted, and says that it is assumed", () => {
    const { terms, worth, unknown } = of({});
    expect(terms).toHaveLength(1);
    expect(terms[0]).toMatchObject({ term: "payWithin", assumed: true, dollars: usd("-6.55") });
    expect(terms[0]?.source).toBe("$1,000.00 waits 30 days at 8% a year; 30 days are assumed");
    expect([formatUsd(worth), unknown]).toEqual(["993.45", []]);
  });

  test("false is not a term", () =>
    expect(of({ interestWaived: false, confidential: false, noBalanceBill: false }).terms).toHaveLength(1));
});

describe("two offers compare", () => {
  test.each<readonly [string, string, Conditions, string, Conditions, string | undefined]>([
    ["the larger of equals", "1010.00", {}, "1000.00", {}, "first"],
    ["a little less, months sooner", "1000.00", { payWithin: 5 }, "1010.00", { payWithin: 90 }, "first"],
    ["a little more, days later", "1000.00", { payWithin: 5 }, "1010.00", { payWithin: 10 }, "second"],
    ["the same", "1000.00", { payWithin: 5 }, "1000.00", { payWithin: 5 }, "same"],
    ["one asks for confidence and nobody knows its price", "1000.00", { confidential: true }, "900.00", {}, undefined],
    ["both ask for it", "1000.00", { confidential: true }, "900.00", { confidential: true }, "first"],
  ])("%s", (_, a, at, b, bt, more) =>
    expect(worthMore(worthOfTerms(usd(a), at, GROUND), worthOfTerms(usd(b), bt, GROUND))).toBe(more),
  );
});

describe("interest for paying late", () => {
  const late = {
    state: "CA",
    planFunding: "fully_insured",
    due: day("2026-10-24"),
    owed: thousand,
    on: day("2026-11-23"),
  } as const;
  test.each([
    ["30 days at 15% in California", late, "12.33"],
    ["on the last day nothing", { ...late, on: day("2026-10-24") }, "0.00"],
    ["the day after a day's worth", { ...late, on: day("2026-10-25") }, "0.41"],
    ["a self-funded plan owes none", { ...late, planFunding: "self_funded_erisa" }, "0.00"],
    ["a state whose rule is not here", { ...late, state: "AZ" }, undefined],
    ["funding not known", { ...late, planFunding: undefined }, undefined],
    ["day not known", { ...late, due: undefined }, undefined],
  ] as const)("%s", (_, l, amount) => {
    const owed = lateInterest(l);
    expect(owed && formatUsd(owed.amount)).toBe(amount);
    if (owed !== undefined) expect(owed.source).toMatch(/USC|Code/);
  });
});

describe("properties", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n }).map(cents);
  const within = fc.integer({ min: 1, max: 500 });
  test("later money is never worth more, and more money never less", () => {
    fc.assert(
      fc.property(amount, amount, within, within, (a, b, x, y) => {
        const w = (m: typeof a, n: number) => worthOfTerms(m, { payWithin: n }, GROUND).worth;
        const [few, many] = x < y ? [x, y] : [y, x];
        const [small, large] = a < b ? [a, b] : [b, a];
        return w(a, few) >= w(a, many) && w(large, x) >= w(small, x);
      }),
    );
  });
  test("the worth is the amount and its terms, to the cent", () => {
    fc.assert(
      fc.property(amount, within, amount, (a, n, i) => {
        const { worth, terms } = worthOfTerms(
          a,
          { payWithin: n, interestWaived: true },
          { ...GROUND, interest: { amount: i, source: "s" } },
        );
        return worth === terms.reduce((t, x) => t + (x.dollars ?? 0n), a as bigint);
      }),
    );
  });
});
