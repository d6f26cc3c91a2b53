import type { OutsideKind } from "#claim/benchmark-table.ts";
import type { BenchmarkKind } from "./fair-value.ts";

/** The benchmarks a line may have, each under its name in a plan; their order is that of papers and screens. */
export const ITEM_BENCHMARKS = [
  "qpa",
  "ownMedian",
  "contracted",
  "inNetwork",
  "oonAllowed",
  "charges",
  "medicare",
] as const;
export type ItemBenchmark = (typeof ITEM_BENCHMARKS)[number];

export const KIND_OF: Readonly<Record<ItemBenchmark, BenchmarkKind>> = {
  qpa: "qpa",
  ownMedian: "own_history",
  contracted: "own_contracts",
  inNetwork: "tic_in_network",
  oonAllowed: "oon_allowed",
  charges: "ucr_percentile",
  medicare: "medicare_multiple",
};

export const BENCHMARK_LABELS: Readonly<Record<ItemBenchmark, string>> = {
  qpa: "QPA",
  ownMedian: "Own median with this payer",
  contracted: "Rate contracted with this payer",
  inNetwork: "In-network rates published",
  oonAllowed: "Allowed out of network",
  charges: "Percentile of charges",
  medicare: "The practice's percentage of Medicare",
};

/** Where rows of a benchmark table go. */
export const FIELD_OF = {
  contract: "contracted",
  "in-network": "inNetwork",
  "out-of-network": "oonAllowed",
  charges: "charges",
} as const satisfies Record<OutsideKind, ItemBenchmark>;

/** Benchmarks that say what the service is worth to somebody who pays for it: not a mere charge, and not a guess. */
export const EVIDENT = [
  "qpa",
  "ownMedian",
  "contracted",
  "inNetwork",
  "oonAllowed",
] as const satisfies readonly ItemBenchmark[];
