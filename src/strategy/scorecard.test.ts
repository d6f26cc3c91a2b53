import { describe, expect, test } from "vitest";
import { expectedAllowed } from "./expected-allowed.ts";
import { quarterOf, type Scored, sayShare, sayTimes, scoreOf } from "./scorecard.ts";

const TODAY = "2026-11-20";
const none: Scored = { opened: "2026-05-01", replies: [], promises: [], inTime: [], escalated: 0 };
const settled = (on: string, uplift: number, forum = 0): Scored => ({ ...none, settled: on, uplift, forum });
const measure = (cases: readonly Scored[], id: string) => scoreOf(cases, TODAY).measures.find((m) => m.id === id);

describe("a score", () => {
  test.each([
    ["four are not comparable", 4, undefined, "not comparable"],
    ["five are", 5, 750, "75%"],
  ])("%s", (_, n, value, says) => {
    const cases = Array.from({ length: n }, () => ({ ...none, first: 750 }));
    expect(measure(cases, "first")).toEqual({ id: "first", n, says, ...(value !== undefined && { value }) });
  });

  test("counts promises and settlements, and says how many took a forum", () => {
    const cases = [
      ...Array.from({ length: 4 }, () => ({ ...settled("2026-08-01", 150), promises: [1] })),
      { ...settled("2026-08-01", 150, 1), promises: [0], escalated: 1 },
    ];
    expect(measure(cases, "promises")).toMatchObject({ n: 5, value: 800, says: "4 of 5" });
    expect(measure(cases, "no forum")).toMatchObject({ n: 5, value: 800, says: "4 of 5" });
    expect(measure(cases, "escalated")).toMatchObject({ n: 5, value: 200, says: "1 of 5" });
    expect(measure(cases, "awards")).toMatchObject({ n: 5, value: 1, says: "1" });
  });

  test("the trend is of the last two whole quarters, the running one left out", () => {
    const cases = [
      ...Array.from({ length: 5 }, () => settled("2026-04-01", 120)),
      ...Array.from({ length: 5 }, () => settled("2026-09-30", 150)),
      settled("2026-10-01", 900),
      settled("2026-03-31", 900),
    ];
    const { trend } = scoreOf(cases, TODAY);
    expect(trend).toMatchObject({
      before: { from: "2026-04-01", n: 5, value: 120 },
      last: { from: "2026-07-01", n: 5, value: 150 },
      says: "1.20 times, then 1.50 times",
    });
    expect(scoreOf(cases.slice(1), TODAY).trend.says).toBe("not comparable: 4 and 5 settled");
  });

  test.each([
    ["2026-01-01", 0, "2026-01-01"],
    ["2026-01-01", 1, "2025-10-01"],
    ["2026-03-31", 2, "2025-07-01"],
    ["2026-12-31", 0, "2026-10-01"],
    ["2026-12-31", 4, "2025-10-01"],
  ])("quarter of %s, %i back: %s", (on, back, from) => {
    expect(quarterOf(on, back)).toBe(from);
  });

  test.each([
    [845, "84.5%"],
    [1000, "100%"],
    [5, "0.5%"],
  ])("%i thousandths are %s", (p, says) => {
    expect(sayShare(p)).toBe(says);
  });

  test.each([
    [132, "1.32 times"],
    [5, "0.05 times"],
  ])("%i hundredths are %s", (h, says) => {
    expect(sayTimes(h)).toBe(says);
  });
});

describe("what is to be expected", () => {
  const own = (...amounts: readonly number[]): ReadonlyMap<number, number> => new Map(amounts.map((a) => [a, 1]));

  test.each([
    [
      "five lines stand alone",
      own(100, 200, 300, 400, 500),
      { low: 100n, middle: 300n, high: 500n, n: 5, assumed: false },
    ],
    ["four are pooled", own(100, 200, 300, 400), { n: 4, assumed: true }],
  ])("%s", (_, amounts, expected) => {
    expect(expectedAllowed(new Map([["p", amounts]]), "p")).toMatchObject(expected);
  });

  test("amounts that were taken back count nothing", () => {
    expect(expectedAllowed(new Map([["p", new Map([[100, 0]])]]), "p")).toBeUndefined();
  });

  test("of a payer never met it lies among the others, and wider; one line draws it nearer", () => {
    const others = [
      ["a", own(1000, 1010, 1020, 1030, 1040)],
      ["b", own(2000, 2010, 2020, 2030, 2040)],
    ] as const;
    const fresh = expectedAllowed(new Map(others), "new");
    const one = expectedAllowed(new Map([...others, ["new", own(2000)]]), "new");
    expect(Number(fresh?.middle)).toBeGreaterThan(1000);
    expect(Number(fresh?.middle)).toBeLessThan(2000);
    expect(Number(fresh?.high) / Number(fresh?.low)).toBeGreaterThan(2);
    expect(Number(one?.middle)).toBeGreaterThan(Number(fresh?.middle));
    expect(Number(one?.high) / Number(one?.low)).toBeLessThan(Number(fresh?.high) / Number(fresh?.low));
  });
});
