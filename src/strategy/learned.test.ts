import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import { stateBefore } from "./before-talks.ts";
import { learnedAward, learnedEnd, learnedReply, learner, limitLearner, type PastEnd, winners75 } from "./learned.ts";
import { planOfState } from "./plan.ts";
import { type PlanCase, withoutReason } from "./plan-case.ts";
import { NO_VENDOR } from "./pooled.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { worthOf } from "./worth.ts";

/** What own closed cases teach, in ratios alone. */

const TARGET = { payer: "p", vendor: "viant", specialty: "emergency" };
const FAR = { payer: "q", vendor: NO_VENDOR, specialty: "radiology" };

const past = (n: number, of: Partial<PastEnd>, whose = TARGET): readonly PastEnd[] =>
  Array.from({ length: n }, (_, i) => ({ ...whose, age: 10 * i, replies: [], ...of }));

const CASE: PlanCase = {
  claim: "C1",
  asOf: day("2026-11-20"),
  items: [
    {
      ...{ name: "line 1, 99285", billed: usd("2000.00"), allowed: usd("400.00") },
      qpa: { value: usd("420.00"), source: "notice", prior: false },
    },
  ],
  allowedSource: "835",
  ...{ answered: true, denied: false, settled: true },
  ways: [
    {
      ...{ id: "federal IDR", label: "federal IDR", open: true, ready: true, why: "it is open", source: "law" },
      daysLeft: 20,
    },
  ],
  fees: {
    admin: { value: usd("15.00"), source: "law", prior: false },
    entity: { value: usd("400.00"), source: "law", prior: true },
    oneEach: false,
  },
  talkPermille: { value: 300, source: "prior", prior: true },
  priors: STARTING_PRIORS,
  openFacts: [],
  notes: [],
};

describe("the arbitrator's median", () => {
  test("without an award nothing is learned", () => {
    expect(learnedAward(past(9, { end: 2 }), TARGET)).toBeUndefined();
    expect(learner(past(9, {}), TARGET)(CASE)).toEqual(CASE);
  });

  test.each([
    ["one award of 1.0 pulls halfway", 1, 1, 1.4, 1.7],
    ["ten of 1.0 pull nearly there", 10, 1, 1, 1.15],
    ["ten of 4.0 the other way", 10, 4, 3.6, 4],
  ])("%s", (_, n, award, low, high) => {
    const { value, prior } = learnedAward(past(n, { award }), TARGET) ?? { value: undefined, prior: undefined };
    expect(value?.multiple).toBeGreaterThanOrEqual(low);
    expect(value?.multiple).toBeLessThanOrEqual(high);
    expect(prior).toBe(n < 5);
  });

  test("another payer, vendor and specialty take nothing of it; the same vendor of the payer or the specialty some", () => {
    const awards = past(10, { award: 1 });
    const of = (target: typeof TARGET): number => learnedAward(awards, target)?.value.multiple ?? 0;
    expect(of(FAR)).toBeCloseTo(STARTING_PRIORS.award.value.multiple, 3);
    expect(of({ ...FAR, specialty: "emergency" })).toBeLessThan(of(FAR));
    expect(of({ ...FAR, payer: "p" })).toBeLessThan(of(FAR));
    expect(of({ ...FAR, vendor: "viant" })).toBeLessThan(of(FAR));
    expect(of({ ...TARGET, specialty: "radiology" })).toBeLessThan(of({ ...FAR, payer: "p" }));
    expect(learnedAward(awards, FAR)?.source).toContain("own 10 awards, none of this payer");
    expect(learnedAward(awards, TARGET)?.source).toContain(
      "own 10 awards: 10 of this payer, 10 of this vendor, 10 of this specialty",
    );
  });

  test("old ones fade, and those from before a break fade faster", () => {
    const old = past(10, { award: 1, age: 730 });
    const young = past(10, { award: 1, age: 0 });
    const of = (p: readonly PastEnd[]): number => learnedAward(p, TARGET)?.value.multiple ?? 0;
    expect(of(old)).toBeGreaterThan(of(young));
    const steady = Array.from({ length: 12 }, (_, i): PastEnd => ({ ...TARGET, age: 360 - i, award: 1, replies: [] }));
    const broke = [...steady, ...past(12, { award: 6 })];
    const said = learnedAward(broke, TARGET);
    expect(said?.source).toMatch(/a break was noticed.*90 days/);
    expect(said?.value.multiple).toBeGreaterThan(3.5);
  });
});

describe("the payer's limit", () => {
  test("low ends lower it, high ends raise it, and never beyond the bound", () => {
    const at = (end: number): number => limitLearner(past(20, { end }), TARGET)?.(Math.log(2)).shift ?? Number.NaN;
    expect(at(1.2)).toBeLessThan(0);
    expect(at(4)).toBeGreaterThan(0);
    expect(Math.abs(at(2))).toBeLessThan(0.01);
    expect(at(1000)).toBeCloseTo(Math.log(1.5), 4);
  });

  test("moves target and opening, and without the reason the case is as it was", () => {
    const learned = learner(past(20, { end: 1.1 }), TARGET)(CASE);
    const [now, was] = [learned, CASE].map((c) => planOfState(stateBefore(c, { window: 30, elapsed: 0, asksLeft: 6 })));
    expect(now?.zone?.payerLimit).toBeLessThan(was?.zone?.payerLimit ?? 0n);
    expect(now?.target).toBeLessThan(was?.target ?? 0n);
    expect(learned.priors.ownEnds).toMatchObject({ prior: false, source: expect.stringContaining("own 20 cases") });
    expect(worthOf(withoutReason(learned, "own closed cases"))).toEqual(worthOf(CASE));
    expect(withoutReason(CASE, "own closed cases")).toBe(CASE);
  });

  test("where nothing is allowed yet, or no way out pays, it is left alone", () => {
    const learn = learner(past(20, { end: 1.1 }), TARGET);
    const none = { ...CASE, items: CASE.items.map((i) => ({ ...i, allowed: usd("0.00") })) };
    expect(learn(none).priors.ownEnds).toBeUndefined();
    const closed = { ...CASE, ways: CASE.ways.map((w) => ({ ...w, open: false })) };
    expect(learn(closed).priors.ownEnds).toBeUndefined();
  });
});

describe("days to a reply", () => {
  test.each([
    ["nobody answered", [], undefined],
    ["this payer in two", past(10, { replies: [2] }), 2],
  ])("%s", (_, of, days) => {
    const said = learnedReply(of, TARGET);
    if (days === undefined) expect(said).toBeUndefined();
    else expect(Math.abs((said?.days ?? 99) - days)).toBeLessThan(0.4);
  });

  test("of a payer never met lie between what others take and the judgement", () => {
    const said = learnedReply(past(10, { replies: [12] }), { ...FAR, specialty: "emergency" });
    expect(said?.days).toBeGreaterThan(4);
    expect(said?.days).toBeLessThan(12);
  });
});

describe("own winners (G6)", () => {
  const won = (awards: readonly number[], more: Partial<PastEnd> = {}): readonly PastEnd[] =>
    awards.map((award) => ({ ...TARGET, age: 30, replies: [], award, won: true, ...more }));

  test.each([
    ["four are too few", won([1, 2, 3, 4]), undefined],
    ["of eight the sixth, at the size of this case", won([1, 1.5, 2, 2.1, 2.2, 2.5, 3, 3.5]), "1050.00"],
    ["lost ones count nothing", won([1, 1.5, 2, 2.1, 2.2], { won: false }), undefined],
    ["older than 24 months count nothing", won([1, 1.5, 2, 2.1, 2.2], { age: 731 }), undefined],
    ["other specialties count nothing", won([1, 1.5, 2, 2.1, 2.2], { specialty: "radiology" }), undefined],
    ["never above the charge", won([9, 9, 9, 9, 9]), "2000.00"],
  ])("%s", (_, of, amount) => {
    expect(winners75(of, TARGET, CASE)?.value).toBe(amount === undefined ? undefined : usd(amount));
  });
});

describe("where talks end, over what was allowed first", () => {
  const target = { payer: "northfield", vendor: "", specialty: "ed" };
  const ended = (end: number, payer = "northfield") => ({ ...target, payer, age: 10, end, replies: [] });
  const five = [1.2, 1.4, 1.5, 1.6, 1.8].map((x) => ended(x));

  test("is not said of four", () => {
    expect(learnedEnd(five.slice(1), target)).toEqual({ n: 4, source: "own 4 of the 5 closed cases it takes" });
  });

  test("of five has a middle inside its interval, and says its sample", () => {
    const { n, multiple, source } = learnedEnd(five, target);
    expect([n, multiple !== undefined && multiple.low < multiple.median && multiple.median < multiple.high]).toEqual([
      ...[5, true],
    ]);
    expect(source).toMatch(/^own 5 cases: 5 of this payer/);
  });

  test("a payer that ends higher than others pulls its own forecast up", () => {
    const all = [...five, ...[2.8, 3, 3.2, 3.1, 2.9].map((x) => ended(x, "sable"))];
    const of = (payer: string) => learnedEnd(all, { ...target, payer }).multiple?.median ?? 0;
    expect(of("sable")).toBeGreaterThan(of("northfield"));
  });

  test("cases without an end are not counted", () => {
    expect(learnedEnd([{ ...target, age: 1, replies: [3] }], target).n).toBe(0);
  });
});
