import type { Answer } from "#web/data/paths.ts";

/** An invented year of settled cases, played again. */

const share = (hits: number, n: number, low: number, high: number) => ({ hits, n, low, high });

const parting = (
  of: Partial<Answer<"getBacktest">["partings"][number]>,
): Answer<"getBacktest">["partings"][number] => ({
  ...{ case: "1c7a8d02-5be1-4f7e-9a35-0d1f6f2b2041", number: "HR-2041", payer: "Northfield Mutual (synthetic)" },
  ...{ how: "longer", on: "2026-06-12", done: "take", amount: "640.00", stood: "640.00", final: "640.00" },
  advice: {
    move: "ask",
    amount: "910.00",
    chance: 0.72,
    because: "the best falling ask against what the payer has shown",
  },
  ...{ seen: null, bounds: { low: "-260.00", high: "540.00" }, apart: "270.00" },
  ...of,
});

export const backtest: Answer<"getBacktest"> = {
  ...{ from: "2025-11-23", to: "2026-11-23", played: 38, advised: 34, moments: 91, left: 0, newestOnly: null },
  ...{ least: 10, enough: true, agree: share(57, 91, 0.524, 0.719) },
  asks: {
    ...{ n: 48, median: "35.00", low25: "-20.00", high75: "110.00" },
    median95: { low: "5.00", high: "60.00" },
  },
  longer: { share: share(9, 34, 0.146, 0.431), withFinal: 8, low: "-1910.00", high: "3240.00" },
  earlier: { share: share(5, 34, 0.064, 0.301), withFinal: 4, seen: "-180.00" },
  calibration: {
    ...{ n: 31, brier: 0.171, plainBrier: 0.218 },
    bins: [
      { from: 0, to: 0.2, stated: null, settled: share(0, 0, 0, 1) },
      { from: 0.2, to: 0.4, stated: 0.33, settled: share(1, 4, 0.046, 0.699) },
      { from: 0.4, to: 0.6, stated: 0.52, settled: share(5, 8, 0.306, 0.863) },
      { from: 0.6, to: 0.8, stated: 0.71, settled: share(8, 11, 0.43, 0.903) },
      { from: 0.8, to: 1, stated: 0.88, settled: share(7, 8, 0.529, 0.978) },
    ],
  },
  disputes: {
    ...{ n: 14, brier: 0.204, plainBrier: 0.23, left: 3 },
    bins: [
      { from: 0, to: 0.2, stated: null, settled: share(0, 0, 0, 1) },
      { from: 0.2, to: 0.4, stated: 0.31, settled: share(1, 3, 0.061, 0.792) },
      { from: 0.4, to: 0.6, stated: 0.5, settled: share(2, 4, 0.15, 0.85) },
      { from: 0.6, to: 0.8, stated: 0.69, settled: share(5, 7, 0.359, 0.918) },
      { from: 0.8, to: 1, stated: null, settled: share(0, 0, 0, 1) },
    ],
  },
  partings: [
    parting({}),
    parting({
      ...{ case: "1c7a8d02-5be1-4f7e-9a35-0d1f6f2b2052", number: "HR-2052", how: "earlier", done: "ask" },
      ...{ amount: "820.00", stood: "700.00", final: "610.00", seen: "-90.00", bounds: null, apart: "90.00" },
      advice: { move: "take", amount: "700.00", chance: 0.6, because: "going on is worth no more" },
    }),
  ],
  partingsOf: 21,
  says: ["What would have followed from another act is not known."],
};
