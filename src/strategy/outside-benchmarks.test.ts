import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, usd } from "#base/money.ts";
import type { BenchmarkRow } from "#claim/benchmark-table.ts";
import { claim, line } from "#test/sample-map.ts";
import { stateBefore } from "./before-talks.ts";
import { fairValue } from "./fair-value.ts";
import { planCaseOf } from "./from-evaluation.ts";
import { type LineAsked, type OutsideBenchmarks, OutsideTable } from "./outside-benchmarks.ts";
import { planOfState } from "./plan.ts";
import { withoutReason } from "./plan-case.ts";
import { fromPerDollar } from "./scale.ts";
import { worthOf } from "./worth.ts";

const row = (of: Partial<BenchmarkRow>): BenchmarkRow => ({
  ...{ kind: "in-network", code: "99285", modifiers: [], amount: usd("400.00"), low: undefined, high: undefined },
  ...{ percentile: undefined, payer: undefined, places: [], from: undefined, until: undefined },
  ...{ source: "Plan files", date: day("2026-10-01"), line: 2 },
  ...of,
});
const LINE: LineAsked = {
  ...{ payer: { key: "acme", name: "Acme Health", id: "00123" }, code: "99285", modifiers: [], units: "1", unit: "UN" },
  ...{ place: "23", date: day("2026-06-01") },
};
const asked = (rows: readonly Partial<BenchmarkRow>[], of: Partial<LineAsked> = {}): OutsideBenchmarks =>
  new OutsideTable(() => rows.map(row)).for({ ...LINE, ...of });
const amount = (rows: readonly Partial<BenchmarkRow>[], of: Partial<LineAsked> = {}): Cents | undefined =>
  asked(rows, of).inNetwork?.value;

describe("which row stands for a line", () => {
  test.each<[string, Partial<BenchmarkRow>, Partial<LineAsked>, string | undefined]>([
    ["a row of its code, for one unit", {}, {}, "400.00"],
    ["times the units, half a cent up", { amount: usd("0.35") }, { units: "1.5" }, "0.53"],
    ["no row of another code", { code: "99284" }, {}, undefined],
    ["the same modifiers in any order", { modifiers: ["26", "RT"] }, { modifiers: ["RT", "26"] }, "400.00"],
    ["no row for a modifier the line lacks", { modifiers: ["26"] }, {}, undefined],
    ["no row without the modifier of the line", {}, { modifiers: ["26"] }, undefined],
    ["a row without a modifier that changes no amount", {}, { modifiers: ["25", "LT"] }, "400.00"],
    ["no row for it where the line lacks it", { modifiers: ["25"] }, {}, undefined],
    ["a row of its place", { places: ["21", "23"] }, {}, "400.00"],
    ["no row of another place", { places: ["11"] }, {}, undefined],
    ["no row of a place where the line has none", { places: ["23"] }, { place: undefined }, undefined],
    ["its payer by name", { payer: "ACME HEALTH" }, {}, "400.00"],
    ["its payer by id", { payer: "123" }, {}, "400.00"],
    ["no row of another payer", { payer: "Lone Star" }, {}, undefined],
    ["within its days", { from: day("2026-06-01"), until: day("2026-06-01") }, {}, "400.00"],
    ["not before them", { from: day("2026-06-02") }, {}, undefined],
    ["not after them", { until: day("2026-05-31") }, {}, undefined],
    ["not by days where the line has none", { until: day("2026-12-31") }, { date: undefined }, undefined],
    ["never for minutes", {}, { unit: "MJ" }, undefined],
    ["never for no units", {}, { units: "0" }, undefined],
  ])("%s", (_, of, line, wanted) => {
    expect(amount([of], line)).toBe(wanted === undefined ? undefined : usd(wanted));
  });

  test("a contract counts for four years after its end, and no longer", () => {
    const ended = (until: string) => asked([{ kind: "contract", payer: "Acme Health", until: day(until) }]).contracted;
    expect(ended("2022-06-01")?.value).toBe(usd("400.00"));
    expect(ended("2022-05-31")).toBeUndefined();
  });

  test("the narrower goes before the wider, the newer before the older, of equals the first", () => {
    const any = { amount: usd("1.00") };
    const placed = { amount: usd("2.00"), places: ["23"] };
    const ofPayer = { amount: usd("3.00"), payer: "Acme Health" };
    const both = { amount: usd("4.00"), payer: "Acme Health", places: ["23"] };
    expect(amount([any, placed])).toBe(usd("2.00"));
    expect(amount([placed, ofPayer, any])).toBe(usd("3.00"));
    expect(amount([ofPayer, both, placed])).toBe(usd("4.00"));
    const modified = { amount: usd("6.00"), modifiers: ["25"] };
    expect(amount([placed, modified, any], { modifiers: ["25"] })).toBe(usd("6.00"));
    expect(amount([any, { amount: usd("5.00"), date: day("2026-11-01") }])).toBe(usd("5.00"));
    expect(amount([any, { amount: usd("5.00") }])).toBe(usd("1.00"));
  });

  test("says where it comes from, and how far such amounts lie apart", () => {
    const found = asked(
      [
        { low: usd("300.00"), high: usd("500.00") },
        { kind: "charges", percentile: 80, line: 9 },
      ],
      {
        units: "2",
      },
    );
    expect(found.inNetwork?.source).toBe("Plan files, 2026-10-01, line 2 of the benchmark table: $400.00 a unit x 2");
    expect(found.inNetwork?.logSd).toBeCloseTo(Math.log(500 / 300) / 1.349, 12);
    expect(found.charges?.source).toBe(
      "Plan files, 2026-10-01, line 9 of the benchmark table: $400.00 a unit, percentile 80 of charges x 2",
    );
    expect(found.charges?.logSd).toBeUndefined();
  });
});

describe("a plan with loaded benchmarks", () => {
  const asOf = day("2026-11-23");
  const bare = claim({ lines: [line({ benchmark: undefined })] });
  const loaded = new OutsideTable(() => [
    row({ amount: usd("900.00") }),
    row({ kind: "out-of-network", amount: usd("700.00"), low: usd("500.00"), high: usd("950.00") }),
    row({ kind: "contract", payer: "Acme Health", amount: usd("650.00") }),
    row({ kind: "charges", amount: usd("2000.00"), percentile: 80 }),
  ]);
  const [only] = bare.lines;
  const outside = new Map([[only?.number ?? 0, loaded.for({ ...LINE, code: "99285" })]]);
  const made = (facts: { readonly outside?: ReadonlyMap<number, OutsideBenchmarks> }) => {
    const r = planCaseOf(bare, facts, asOf);
    if (!r.plannable) throw new Error(r.why);
    return r.planCase;
  };

  test("pools all of them in talks, and leaves charges out of what a federal arbitrator is shown", () => {
    const item = worthOf(made({ outside })).items[0];
    const four = [
      { kind: "own_contracts", value: 650, logSd: 0.15 },
      { kind: "tic_in_network", value: 900, logSd: 0.25 },
      { kind: "oon_allowed", value: 700, logSd: Math.log(950 / 500) / 1.349 },
      { kind: "ucr_percentile", value: 2000, logSd: 0.2 },
    ] as const;
    const talks = fairValue("open_negotiation", four).value;
    const federal = fairValue("federal_idr", four.slice(0, 3)).value;
    expect(item?.fair?.median).toBe(fromPerDollar(talks?.median ?? 0, "half-up"));
    expect(item?.argued?.median).toBe(fromPerDollar(federal?.median ?? 0, "half-up"));
    expect(item?.keptOut).toEqual([{ kind: "ucr_percentile", reason: "prohibited by law" }]);
    expect(item?.argued?.brief.exhibits.map((x) => x.shows)).toEqual([
      "Rate contracted between the parties: $650.00",
      "Published in-network rates: $900.00",
      "Amounts allowed out of network: $700.00",
    ]);
  });

  test("is advised where without them every figure rests on priors alone", () => {
    const plan = (c: ReturnType<typeof made>) => planOfState(stateBefore(c, { window: 30, elapsed: 0, asksLeft: 6 }));
    const why = "no QPA, no history of the practice and no rates loaded: every figure rests on priors alone";
    expect(plan(made({})).because).toContain(why);
    const told = plan(made({ outside }));
    expect(told.because).not.toContain(why);
    const reasons = told.moves.flatMap((m) => m.reasons.map((r) => r.id));
    expect(reasons).toEqual(expect.arrayContaining(["contracted rates", "in-network rates", "percentile of charges"]));
  });

  test.each(["contracted rates", "in-network rates", "out-of-network amounts", "percentile of charges"] as const)(
    "without %s the case is as if nobody had loaded it",
    (id) => {
      const left = withoutReason(made({ outside }), id);
      const had = Object.keys(made({ outside }).items[0] ?? {}).length;
      expect(Object.keys(left.items[0] ?? {})).toHaveLength(had - 1);
    },
  );

  test("charges alone do not make a plan firm", () => {
    const charges = new OutsideTable(() => [row({ kind: "charges", amount: usd("2000.00") })]);
    const one = new Map([[only?.number ?? 0, charges.for(LINE)]]);
    const plan = planOfState(stateBefore(made({ outside: one }), { window: 30, elapsed: 0, asksLeft: 6 }));
    expect(plan.advice).toBe("not enough to advise");
  });
});
