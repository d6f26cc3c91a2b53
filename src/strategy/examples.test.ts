import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { samples, samplesPresent } from "#test/samples.ts";
import { runStrategyExamples } from "./examples.ts";
import { winDistribution } from "./way-out.ts";

const one = (example: unknown) => {
  const r = runStrategyExamples({ examples: [example] });
  if (!r.ok) throw new Error("the file was refused");
  return r.value.rows[0];
};
const ZONE = { fn: "zopa", input: { reservation: 900, mean: 1000, sd: 200 } };

describe("worked examples of strategy", () => {
  test.each([
    ["right", { prob: 0.6914624612740131, expectedWidth: 139.55931148026121 }, "passed"],
    ["one wrong", { prob: 0.6914624612740131, expectedWidth: 139.66 }, "failed"],
    ["a part that is not there", { probability: 0.69 }, "failed"],
    ["a list instead", [1], "failed"],
    ["a text instead", { prob: "0.69" }, "failed"],
    ["nothing", {}, "skipped"],
    ["no expectation", undefined, "skipped"],
  ] as const)("expecting %s is %s", (_, expected, outcome) =>
    expect(
      one({ id: "x", ...ZONE, expected, ...(outcome === "skipped" && expected === undefined ? {} : {}) })?.outcome,
    ).toBe(outcome),
  );

  test.each([
    ["an unknown formula", { fn: "crystal_ball", input: {}, expected: 1 }, "formula crystal_ball is not built"],
    ["a missing number", { fn: "zopa", input: { mean: 1, sd: 1 }, expected: 1 }, "reservation is not given"],
    [
      "a text for a number",
      { fn: "zopa", input: { reservation: "9", mean: 1, sd: 1 }, expected: 1 },
      "reservation is not a number",
    ],
    ["a name nobody knows", { ...ZONE, input: { ...ZONE.input, moon: 1 }, expected: 1 }, "moon is not an input"],
    ["no input", { fn: "zopa", expected: 1 }, "it has no input"],
    ["no formula", { input: {}, expected: 1 }, "it names no formula"],
    [
      "a word out of place",
      { fn: "fair_value", input: { channel: "by phone", benchmarks: [] }, expected: 1 },
      "channel is not one of",
    ],
    ["a list out of place", { fn: "brier", input: { ps: 3, ys: ["x"] }, expected: 1 }, "ps is not a list"],
    [
      "pairs out of place",
      { fn: "offer_value", input: { p: 1, payerOffers: [[1]], m: 1, s: 1 }, expected: 1 },
      "payerOffers is not a list of pairs",
    ],
    [
      "pairs missing",
      { fn: "offer_value", input: { p: 1, m: 1, s: 1 }, expected: 1 },
      "payerOffers is not a list of pairs",
    ],
    [
      "objects out of place",
      { fn: "choose_path", input: { options: [3] }, expected: 1 },
      "options[0] is not an object",
    ],
    ["rows that are no square", { fn: "invert", input: { A: [[1, 2]] }, expected: 1 }, "A is not a square"],
    ["objects missing", { fn: "choose_path", input: {}, expected: 1 }, "options is not a list"],
    [
      "a part of an object missing",
      { fn: "choose_path", input: { options: [{ value: 2 }] }, expected: 1 },
      "options[0].name is not given",
    ],
    [
      "steps of nothing",
      { fn: "idr_fees", input: { items: 2, single: 1, batchBase: 1, batchIncrement: 1, cap: 0 }, expected: 1 },
      "cap is not above zero",
    ],
    [
      "more than can be done",
      { fn: "ask_ladder", input: { reservation: 1, high: 2, n: 1e12 }, expected: 1 },
      "n is not a whole number up to",
    ],
    [
      "half a step",
      { fn: "ask_ladder", input: { reservation: 1, high: 2, n: 0.5 }, expected: 1 },
      "n is not a whole number up to",
    ],
    [
      "nothing for a target",
      {
        fn: "hierarchy",
        input: { cells: [], target: 4, globalMean: 1, tauPayer: 1, tauVendor: 1, tauSpecialty: 1, sigma: 1 },
        expected: 1,
      },
      "target is not an object",
    ],
    ["an empty thing", 7, "it names no formula"],
  ])("%s is skipped and says why", (_, example, why) => {
    const row = one(example);
    expect(row?.outcome).toBe("skipped");
    expect(row?.reason).toContain(why);
  });

  test.each([
    ["crps_normal", { m: 3, s: 2, y: 4.5 }, 0.8963],
    ["idr_fees", { items: 3, single: 450, batchBase: 1, batchIncrement: 1, batched: false }, 1350],
    ["phi", { z: 0 }, 0.39894],
    ["Phi", { z: 1.959964 }, 0.975],
    ["inv_Phi", { p: 0.975 }, 1.959964],
    ["beta_binom_pmf", { n: 2, mean: 0.5, icc: 0 }, [0.25, 0.5, 0.25]],
    [
      "invert",
      {
        A: [
          [2, 0],
          [0, 4],
        ],
      },
      [
        [0.5, 0],
        [0, 0.25],
      ],
    ],
    [
      "invert",
      {
        A: [
          [0, 1],
          [1, 0],
        ],
      },
      [
        [0, 1],
        [1, 0],
      ],
    ],
    ["offer_value", { p: 500, payerOffers: [[500, 1]], m: 6, s: 0.5 }, 500],
  ])("%s is built though the published file does not use it", (fn, input, expected) =>
    expect(one({ fn, input, expected, tol: 1e-3 })?.outcome).toBe("passed"),
  );

  test("a posterior that fits nothing, and a null for what is absent", () => {
    const input = { limits: [600], exponents: [1], first: 400, observations: [[0.5, 9000]], noise: 25 };
    expect(one({ fn: "grid_posterior", input, expected: { ok: false } })?.outcome).toBe("passed");
    expect(
      one({ fn: "settlement_metrics", input: { price: null, rp: 5, ry: 4 }, expected: { share: null, counted: false } })
        ?.outcome,
    ).toBe("passed");
    expect(one({ fn: "brier", input: { ps: [], ys: [] }, expected: 0.1 })?.outcome).toBe("failed");
    expect(one({ fn: "stopping_values", input: { outside: 0, n: 2 }, expected: [0, 0.5] })?.outcome).toBe("failed");
    expect(one({ fn: "brier", input: { ps: [1], ys: [1] }, expected: { a: 1 } })?.outcome).toBe("failed");
    expect(one({ fn: "zopa", input: ZONE.input, expected: 4 })?.outcome).toBe("failed");
    expect(
      one({ fn: "stopping_values", input: { outside: 0, n: 6 }, expected: [9, 9, 9, 9, 9, 9, 9] })?.reason,
    ).toContain("and 4 more");
  });

  test.each([[null], [[]], ["x"], [{ examples: {} }]])("%j is not a file of examples", (json) => {
    const r = runStrategyExamples(json, "a.json");
    expect(r.ok).toBe(false);
    if (!r.ok) expect(r.error).toMatchObject({ code: "strategy-examples-malformed", at: { file: "a.json" } });
  });
});

/** Every number of an expectation, moved by 1% (at least a thousandth), one at a time. */
function* spoilt(expected: unknown): Generator<unknown> {
  if (typeof expected === "number") yield expected + Math.max(0.001, Math.abs(expected) / 100);
  else if (typeof expected === "boolean") yield !expected;
  else if (Array.isArray(expected))
    for (const [i, x] of expected.entries()) for (const y of spoilt(x)) yield expected.with(i, y);
  else if (typeof expected === "object" && expected !== null)
    for (const [k, x] of Object.entries(expected)) for (const y of spoilt(x)) yield { ...expected, [k]: y };
}

describe.skipIf(!samplesPresent)("the published worked examples (skipped when the sample files are absent)", () => {
  const file = (): { examples: { id: string; expected: unknown }[] } =>
    JSON.parse(readFileSync(samples("reference", "negotiation-examples.json"), "utf8"));

  test("all pass, none is skipped", () => {
    const r = runStrategyExamples(file());
    expect(r.ok && { ...r.value, rows: r.value.rows.filter((x) => x.outcome !== "passed") }).toMatchObject({
      failed: 0,
      skipped: 0,
      rows: [],
    });
    expect(r.ok && r.value.passed).toBeGreaterThanOrEqual(60);
  });

  test("each fails when any of its expected values is another", () => {
    const { examples } = file();
    const quick = examples.filter((e) => !["robust", "fit", "fit-none"].includes(e.id));
    const wrong = quick.flatMap((e) => [...spoilt(e.expected)].map((expected) => ({ ...e, expected })));
    const r = runStrategyExamples({ examples: wrong });
    expect(wrong.length).toBeGreaterThan(150);
    expect(r.ok && r.value.rows.filter((x) => x.outcome !== "failed")).toEqual([]);
  });
});

/** Inputs as the reference checker takes them, with what it gives. */
describe("an input in another form", () => {
  test.each<[string, string, object, unknown]>([
    ["truths as what happened", "brier", { ps: [0.5, true], ys: [true, 0] }, 0.625],
    ["fewer things that happened than were foretold", "brier", { ps: [0.5, 0.5], ys: [1] }, 0.125],
    [
      "a benchmark of no known kind, and one that is left out without its spread",
      "fair_value",
      {
        channel: "federal_idr",
        benchmarks: [
          { kind: "qpa", value: 400, sd: 0.1, note: "x" },
          { kind: "settlements", value: 700, sd: 0.2 },
          { kind: "billed", value: 2000 },
          { kind: "own_history", value: null },
        ],
      },
      {
        ok: true,
        median: 399.9999999999999,
        mean: 406.55309973364564,
        logMean: 5.991464547107982,
        logSd: 0.18027756377319948,
        low80: 317.4846761336057,
        high80: 503.9613311373422,
        birge: 1.0,
        shares: { qpa: 1.0 },
        excluded: [
          { kind: "settlements", reason: "zero weight" },
          { kind: "billed", reason: "prohibited" },
          { kind: "own_history", reason: "missing" },
        ],
      },
    ],
    [
      "one for a win",
      "fit_arbitrator",
      {
        cases: [
          { p: 3, q: 1, won: 1, id: 7 },
          { p: 2, q: 1, won: 0 },
        ],
        m0: 0.8,
        tau: 0.4,
      },
      { m: 0.698776053940846, mSd: 0.31059078190604267, s: 0.606497079800844, medianMultiple: 2.011289490509904 },
    ],
    [
      "nothing for not in one batch",
      "idr_fees",
      { items: 3, single: 500, batchBase: 700, batchIncrement: 100, batched: 0 },
      1500,
    ],
    [
      "a null for not in one batch",
      "idr_fees",
      { items: 3, single: 500, batchBase: 700, batchIncrement: 100, batched: null },
      1500,
    ],
    [
      "a vendor that is nobody, and more said than is asked",
      "hierarchy",
      {
        globalMean: 0,
        tauPayer: 0.35,
        tauVendor: 0.25,
        tauSpecialty: 0.3,
        sigma: 0.55,
        cells: [{ payer: "a", vendor: null, specialty: "s", n: 4, mean: 0.3, since: 2024 }],
        target: { payer: "a", vendor: null, specialty: "s", state: "TX" },
      },
      {
        mean: 0.23529411764705876,
        sd: 0.24354409352352618,
        predictiveSd: 0.6015095389852069,
        medianRatio: 1.2652808554396466,
      },
    ],
    [
      "another word for closeness is the usual one",
      "win_prob",
      { p: 900, q: 400, m: 6.5, s: 0.5, closeness: "harmonic" },
      0.5183669029222525,
    ],
    [
      "another word for a distribution is the plain one",
      "win_prob",
      { p: 900, q: 400, m: 700, s: 200, dist: "gamma" },
      0.5987063256829237,
    ],
    [
      "another proposer is the payer",
      "rubinstein",
      { rp: 100, ry: 200, dp: 0.9, dy: 0.8, proposer: "us" },
      { providerShare: 0.6428571428571428, price: 164.28571428571428 },
    ],
    [
      "a way that is not there, by a null",
      "choose_path",
      {
        options: [
          { name: 1, value: 9, available: null },
          { name: null, value: 5 },
        ],
      },
      { choice: null, value: 5, margin: null },
    ],
  ])("%s", (_, fn, input, expected) => {
    const run = runStrategyExamples({ examples: [{ id: "x", fn, input, expected }] });
    expect(run.ok && run.value.rows).toEqual([{ id: "x", outcome: "passed" }]);
  });

  test("a batch of any number has chances that add up to one", () => {
    for (const [n, icc] of [
      [1500, 0.2],
      [1500, 0],
      [3, 1],
    ] as const)
      expect(winDistribution(n, 0.4, icc).reduce((t, p) => t + p, 0)).toBeCloseTo(1, 9);
    expect(winDistribution(4, 1, 0.2)).toEqual([0, 0, 0, 0, 1]);
  });
});
