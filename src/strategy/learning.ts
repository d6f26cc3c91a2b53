import { timeOffer } from "./concession.ts";
import { below, density } from "./normal.ts";

/** (h) What past cases teach, and how well a forecast did. */

export interface Updated {
  readonly mean: number;
  readonly var: number;
  readonly weightOnData: number;
}

/** A normal prior met by the mean of `n` observations. */
export function normalUpdate(
  prior: { readonly mean: number; readonly var: number },
  data: { readonly mean: number; readonly n: number; readonly obsVar: number },
): Updated {
  const seen = data.n / data.obsVar;
  const precision = 1 / prior.var + seen;
  return {
    mean: (prior.mean / prior.var + seen * data.mean) / precision,
    var: 1 / precision,
    weightOnData: seen / precision,
  };
}

export interface Counterparty {
  readonly payer: string;
  readonly vendor: string;
  readonly specialty: string;
}

export interface Cell extends Counterparty {
  readonly n: number;
  readonly mean: number;
}

export interface Spreads {
  readonly globalMean: number;
  readonly tauPayer: number;
  readonly tauVendor: number;
  readonly tauSpecialty: number;
  /** Effect of a vendor whichever payer it works for; absent, a vendor teaches of one payer alone. */
  readonly tauAcross?: number;
  readonly sigma: number;
}

export interface Pooled {
  readonly mean: number;
  readonly sd: number;
  readonly predictiveSd: number;
  readonly medianRatio: number;
}

type Effect = "P" | "V" | "S" | "A";
const keysOf = (c: Counterparty, s: Spreads): readonly (readonly [kind: Effect, key: string])[] => [
  ["P", JSON.stringify(["P", c.payer])],
  ["V", JSON.stringify(["V", c.payer, c.vendor])],
  ["S", JSON.stringify(["S", c.specialty])],
  ...(s.tauAcross === undefined || c.vendor === "" ? [] : [["A", JSON.stringify(["A", c.vendor])] as const]),
];

/**
 * Exact partial pooling of log ratios: global mean + payer + vendor of that payer + specialty + noise. Nothing known of a
 * payer gives the global mean with its full spread.
 */
export function hierarchy(s: Spreads, cells: readonly Cell[], target: Counterparty): Pooled {
  const tau = { P: s.tauPayer, V: s.tauVendor, S: s.tauSpecialty, A: s.tauAcross ?? 1 };
  const at = new Map<string, number>();
  const diagonal: number[] = [];
  for (const c of [...cells, target])
    for (const [kind, key] of keysOf(c, s)) {
      if (at.has(key)) continue;
      at.set(key, at.size);
      diagonal.push(1 / tau[kind] ** 2);
    }
  const size = at.size;
  const places = (c: Counterparty): readonly number[] => keysOf(c, s).map(([, key]) => at.get(key) ?? 0);
  const matrix = diagonal.map((d, i) => Array.from({ length: size }, (_, j) => (i === j ? d : 0)));
  const right = new Array<number>(size).fill(0);
  for (const c of cells) {
    const weight = c.n / s.sigma ** 2;
    for (const i of places(c)) {
      right[i] = (right[i] ?? 0) + weight * (c.mean - s.globalMean);
      const row = matrix[i] ?? [];
      for (const j of places(c)) row[j] = (row[j] ?? 0) + weight;
    }
  }
  const inverse = invert(matrix);
  const of = (i: number, j: number): number => inverse[i]?.[j] ?? 0;
  const here = places(target);
  const effect = (i: number): number => right.reduce((t, b, j) => t + of(i, j) * b, 0);
  const mean = s.globalMean + here.reduce((t, i) => t + effect(i), 0);
  const variance = here.reduce((t, i) => t + here.reduce((u, j) => u + of(i, j), 0), 0);
  return {
    mean,
    sd: Math.sqrt(variance),
    predictiveSd: Math.sqrt(variance + s.sigma ** 2),
    medianRatio: Math.exp(mean),
  };
}

/** Inverse by Gauss-Jordan with the largest pivot; the matrices here are positive definite and small. */
export function invert(a: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const n = a.length;
  const rows = a.map((r, i) => [...r, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < n; i++) {
    let lead = i;
    for (let r = i + 1; r < n; r++) if (Math.abs(rows[r]?.[i] ?? 0) > Math.abs(rows[lead]?.[i] ?? 0)) lead = r;
    const from = rows[lead] ?? [];
    rows[lead] = rows[i] ?? [];
    const pivot = from[i] ?? 1;
    const scaled = from.map((x) => x / pivot);
    rows[i] = scaled;
    for (let r = 0; r < n; r++) {
      const factor = rows[r]?.[i] ?? 0;
      if (r !== i && factor !== 0) rows[r] = (rows[r] ?? []).map((x, k) => x - factor * (scaled[k] ?? 0));
    }
  }
  return rows.map((r) => r.slice(n));
}

/** Wins and losses added to a beta prior, fading with their age. */
export function betaUpdate(
  prior: { readonly a: number; readonly b: number },
  data: { readonly wins: number; readonly losses: number },
  age?: { readonly days: number; readonly halfLife: number },
): { readonly a: number; readonly b: number; readonly mean: number; readonly sd: number } {
  const weight = age === undefined ? 1 : 0.5 ** (age.days / age.halfLife);
  const a = prior.a + weight * data.wins;
  const b = prior.b + weight * data.losses;
  const sum = a + b;
  return { a, b, mean: a / sum, sd: Math.sqrt((a * b) / (sum ** 2 * (sum + 1))) };
}

export interface PayerSeen {
  readonly limits: readonly number[];
  readonly exponents: readonly number[];
  /** The payer's first offer, and those that followed, each at its share of the window. */
  readonly first: number;
  readonly observations: readonly (readonly [t: number, offer: number])[];
  readonly noise: number;
  readonly priorLimits?: readonly number[];
  readonly rejectedAsks?: readonly number[];
  /** Chance that a payer whose limit is above our ask would have taken it. */
  readonly acceptIfBelow?: number;
}

export interface PayerBelief {
  readonly mean: number;
  readonly sd: number;
  readonly limits: readonly number[];
  readonly exponents: readonly number[];
}

/** Where a payer's limit lies and how it concedes, given what it offered and refused; undefined when nothing fits. */
export function payerPosterior(p: PayerSeen): PayerBelief | undefined {
  const each = p.exponents.length;
  const fallen = Math.log(1 - (p.acceptIfBelow ?? 0.5));
  const logs = p.limits.flatMap((limit, i) => {
    const prior = p.priorLimits === undefined ? 1 / p.limits.length : (p.priorLimits[i] ?? 0);
    const refused = (p.rejectedAsks ?? []).filter((ask) => limit >= ask).length;
    const start = prior > 0 ? Math.log(prior) - Math.log(each) : Number.NEGATIVE_INFINITY;
    const impossible = p.observations.some(([, y]) => y > limit + 3 * p.noise);
    return p.exponents.map((e) =>
      impossible
        ? Number.NEGATIVE_INFINITY
        : p.observations.reduce(
            (t, [at, y]) => t - 0.5 * ((y - timeOffer(p.first, limit, at, e)) / p.noise) ** 2,
            // Zero refusals of a payer that always takes a good ask must not make 0 times minus infinity.
            refused === 0 ? start : start + refused * fallen,
          ),
    );
  });
  const most = logs.reduce((t, x) => Math.max(t, x), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(most)) return undefined;
  const weights = logs.map((x) => Math.exp(x - most));
  const total = weights.reduce((t, w) => t + w, 0);
  const sum = (keep: (i: number) => boolean): number => weights.reduce((t, w, i) => (keep(i) ? t + w : t), 0) / total;
  const limits = p.limits.map((_, i) => sum((k) => Math.floor(k / each) === i));
  const mean = p.limits.reduce((t, limit, i) => t + limit * (limits[i] ?? 0), 0);
  const variance = p.limits.reduce((t, limit, i) => t + (limit - mean) ** 2 * (limits[i] ?? 0), 0);
  return { mean, sd: Math.sqrt(variance), limits, exponents: p.exponents.map((_, j) => sum((k) => k % each === j)) };
}

/** Mean squared error of probabilities against what happened. */
export const brier = (ps: readonly number[], ys: readonly number[]): number =>
  ps.reduce((t, p, i) => t + (i < ys.length ? (p - (ys[i] ?? 0)) ** 2 : 0), 0) / ps.length;

/** Continuous ranked probability score of a normal forecast. */
export function crpsNormal(m: number, s: number, y: number): number {
  const z = (y - m) / s;
  return s * (z * (2 * below(z) - 1) + 2 * density(z) - 1 / Math.sqrt(Math.PI));
}

/** The same of a lognormal forecast. */
export function crpsLognormal(m: number, s: number, y: number): number {
  const w = (Math.log(y) - m) / s;
  const mean = Math.exp(m + (s * s) / 2);
  return y * (2 * below(w) - 1) - 2 * mean * (below(w - s) + below(s / Math.SQRT2) - 1);
}

export interface Settlement {
  readonly share: number | undefined;
  readonly nash: number;
  readonly counted: boolean;
  readonly badDeal?: boolean;
  readonly regret?: number;
}

/** How a negotiation came out, given both limits; no zone is not counted, and a deal without one was a bad deal. */
export function settlementMetrics(price: number | undefined, ours: number, theirs: number): Settlement {
  const room = theirs - ours;
  if (room <= 0) return { share: undefined, nash: 0, counted: false, badDeal: price !== undefined };
  if (price === undefined) return { share: 0, nash: 0, counted: true, regret: room };
  return {
    share: (price - ours) / room,
    nash: ((price - ours) * (theirs - price)) / (room / 2) ** 2,
    counted: true,
    regret: theirs - price,
  };
}
