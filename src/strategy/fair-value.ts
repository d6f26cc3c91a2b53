import { type EvidenceKind, type Forum, forumRules } from "#law/evidence.ts";

/**
 * (a) Fair value: benchmarks of different sorts pooled in logarithms, each weighted by how exact it is, how well it
 * stands for this service, and how much its sort counts on the road at hand.
 */

export const BENCHMARK_KINDS = [
  "qpa",
  "tic_in_network",
  "oon_allowed",
  "own_history",
  "own_contracts",
  "medicare_multiple",
  "ucr_percentile",
  "billed",
] as const;
export type BenchmarkKind = (typeof BENCHMARK_KINDS)[number];

export const VALUE_CHANNELS = ["open_negotiation", "federal_idr", "state_ucr80", "voluntary"] as const;
export type ValueChannel = (typeof VALUE_CHANNELS)[number];

/** Starting judgements, to be refitted on a practice's own settlements once there are fifty. Zero is never used. */
export const CHANNEL_WEIGHTS: Readonly<Record<ValueChannel, Readonly<Record<BenchmarkKind, number>>>> = {
  open_negotiation: {
    qpa: 1,
    tic_in_network: 1,
    oon_allowed: 0.8,
    own_history: 1.5,
    own_contracts: 1,
    medicare_multiple: 0.4,
    ucr_percentile: 0.4,
    billed: 0.1,
  },
  federal_idr: {
    qpa: 1,
    tic_in_network: 1,
    oon_allowed: 0.8,
    own_history: 1.5,
    own_contracts: 1,
    medicare_multiple: 0,
    ucr_percentile: 0,
    billed: 0,
  },
  state_ucr80: {
    qpa: 0.2,
    tic_in_network: 0.4,
    oon_allowed: 0.6,
    own_history: 1.5,
    own_contracts: 0.4,
    medicare_multiple: 0.2,
    ucr_percentile: 1.5,
    billed: 0.1,
  },
  voluntary: {
    qpa: 0.3,
    tic_in_network: 0.7,
    oon_allowed: 1,
    own_history: 1.5,
    own_contracts: 0.7,
    medicare_multiple: 0.8,
    ucr_percentile: 1,
    billed: 0.2,
  },
};

/** Under which name of law's list a benchmark would go before a forum; the first that the forum may weigh. */
export const GOES_AS = {
  qpa: ["qpa"],
  tic_in_network: ["other_in_network_rates", "median_in_network"],
  // What payers allowed or settled out of network has no name of its own: it goes as a party's further information.
  oon_allowed: ["paid_percentiles", "info_requested_by_entity"],
  own_history: ["info_requested_by_entity"],
  own_contracts: ["contracted_rates_prior_4_plan_years", "prior_contract_history"],
  medicare_multiple: ["public_payer_rates"],
  ucr_percentile: ["usual_customary_charges"],
  billed: ["billed_charges"],
} as const satisfies Record<BenchmarkKind, readonly EvidenceKind[]>;

/** True when the law of a forum keeps the kind out, whatever it is worth. */
export function barred(forum: Forum, kind: BenchmarkKind): boolean {
  const never: readonly EvidenceKind[] = forumRules(forum).barred;
  return GOES_AS[kind].some((k) => never.includes(k));
}

export interface Benchmark {
  readonly kind: BenchmarkKind;
  /** In the caller's unit; not above zero means there is none. */
  readonly value: number | undefined;
  /** Its own uncertainty, as a standard deviation of the logarithm. */
  readonly logSd: number;
  /** How well it stands for this very service: standard deviation of the logarithm. */
  readonly transferSd?: number;
  readonly multiplier?: number;
}

export interface Excluded {
  readonly kind: BenchmarkKind;
  readonly reason: "missing" | "prohibited" | "zero weight";
}

export interface FairValue {
  readonly median: number;
  readonly mean: number;
  readonly logMean: number;
  readonly logSd: number;
  readonly low80: number;
  readonly high80: number;
  /** Above 4 the benchmarks clash and the interval is no longer worth much. */
  readonly birge: number;
  readonly shares: Readonly<Partial<Record<BenchmarkKind, number>>>;
  readonly excluded: readonly Excluded[];
}

export interface Pooling {
  /** How far benchmarks repeat each other. */
  readonly rho?: number;
  /** Quantile of the interval; 80% by default. */
  readonly z?: number;
}

const TRANSFER_SD = 0.15;
const RHO = 0.3;
/** Standard normal quantile of 90%, so that the interval holds 80%. */
export const Z80 = 1.2815515655446004;

/**
 * Pools what counts on a channel. `undefined` value when nothing does: a fair value is never made up. Source: precision
 * weighting with a Birge factor for disagreement and a correlation for repeated evidence.
 */
export function fairValue(
  channel: ValueChannel,
  benchmarks: readonly Benchmark[],
  { rho = RHO, z = Z80 }: Pooling = {},
): { readonly value?: FairValue; readonly excluded: readonly Excluded[] } {
  const excluded: Excluded[] = [];
  const rows: { readonly kind: BenchmarkKind; readonly log: number; readonly p: number }[] = [];
  for (const b of benchmarks) {
    const weight = CHANNEL_WEIGHTS[channel][b.kind];
    if (b.value === undefined || !(b.value > 0) || !Number.isFinite(b.value)) {
      excluded.push({ kind: b.kind, reason: "missing" });
    } else if (weight <= 0) {
      const law = channel === "federal_idr" && barred("federal-idr", b.kind);
      excluded.push({ kind: b.kind, reason: law ? "prohibited" : "zero weight" });
    } else {
      const variance = b.logSd ** 2 + (b.transferSd ?? TRANSFER_SD) ** 2;
      rows.push({ kind: b.kind, log: Math.log(b.value * (b.multiplier ?? 1)), p: weight / variance });
    }
  }
  if (rows.length === 0) return { excluded };
  const total = rows.reduce((t, r) => t + r.p, 0);
  const mu = rows.reduce((t, r) => t + r.log * r.p, 0) / total;
  const independent = (total * total) / rows.reduce((t, r) => t + r.p ** 2, 0);
  const spread = rows.reduce((t, r) => t + r.p * (r.log - mu) ** 2, 0);
  const birge = rows.length > 1 ? Math.max(1, spread / (rows.length - 1)) : 1;
  const variance = (1 / total) * (1 + rho * (independent - 1)) * birge;
  const sd = Math.sqrt(variance);
  const shares: Partial<Record<BenchmarkKind, number>> = {};
  for (const r of rows) shares[r.kind] = r.p / total;
  return {
    excluded,
    value: {
      median: Math.exp(mu),
      mean: Math.exp(mu + variance / 2),
      logMean: mu,
      logSd: sd,
      low80: Math.exp(mu - z * sd),
      high80: Math.exp(mu + z * sd),
      birge,
      shares,
      excluded,
    },
  };
}
