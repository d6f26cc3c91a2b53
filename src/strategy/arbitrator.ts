import { argmax, below, quantile } from "./normal.ts";

/**
 * (g) Final offers. An arbitrator who must take one of two offers takes the one nearer to a value of their own, which
 * nobody sees; ours is a belief about it. Amounts are in one unit of the caller's choice.
 */
export interface Arbitrator {
  /** Median of the logarithm of the arbitrator's value; of the value itself when `dist` is normal. */
  readonly m: number;
  /** Standard deviation on the same scale. */
  readonly s: number;
  /** Whether nearness is counted in dollars or in ratios. */
  readonly closeness?: "arithmetic" | "geometric";
  readonly dist?: "lognormal" | "normal";
  /** Chance that a side makes no offer or pays no fee, so that the other's is taken. */
  readonly payerDefault?: number;
  readonly providerDefault?: number;
}

/** What the payer may offer, each with its probability. */
export type PayerOffers = readonly (readonly [offer: number, probability: number])[];

const middle = (p: number, q: number, a: Arbitrator): number =>
  a.closeness === "geometric" ? Math.sqrt(p * q) : (p + q) / 2;

function nearer(p: number, q: number, a: Arbitrator): number {
  if (p === q) return 0.5;
  if (p < q) return 1 - nearer(q, p, a);
  const mid = middle(p, q, a);
  return 1 - below(((a.dist === "normal" ? mid : Math.log(mid)) - a.m) / a.s);
}

/** Chance that the provider's offer `p` is taken against the payer's `q`. Falls in both. */
export function winChance(p: number, q: number, a: Arbitrator): number {
  const { payerDefault = 0, providerDefault = 0 } = a;
  return payerDefault + (1 - payerDefault - providerDefault) * nearer(p, q, a);
}

/** The median that a published share of wins implies, when one pair of offers stands for all. */
export function impliedMedian(
  winShare: number,
  p: number,
  q: number,
  a: { readonly s: number; readonly closeness?: "arithmetic" | "geometric"; readonly payerDefault?: number },
): number {
  const { payerDefault = 0 } = a;
  const core = (winShare - payerDefault) / (1 - payerDefault);
  return Math.log(middle(p, q, { m: 0, ...a })) + a.s * quantile(core);
}

export interface Stakes {
  /** The entity's fee, borne by the side whose offer is not taken. */
  readonly entityFee?: number;
  /** Constant absolute risk aversion; 0 counts every dollar alike. */
  readonly riskAversion?: number;
}

/** What an offer is worth before the arbitrator, fee included; with risk aversion the sure amount that is as good. */
export function offerValue(p: number, offers: PayerOffers, a: Arbitrator, stakes: Stakes = {}): number {
  const { entityFee = 0, riskAversion = 0 } = stakes;
  let total = 0;
  for (const [q, weight] of offers) {
    const chance = winChance(p, q, a);
    const lost = q - entityFee;
    total +=
      weight *
      (riskAversion === 0
        ? chance * p + (1 - chance) * lost
        : chance * Math.exp(-riskAversion * p) + (1 - chance) * Math.exp(-riskAversion * lost));
  }
  return riskAversion === 0 ? total : -Math.log(total) / riskAversion;
}

const meanChance = (p: number, offers: PayerOffers, a: Arbitrator): number =>
  offers.reduce((t, [q, weight]) => t + weight * winChance(p, q, a), 0);

export interface Bounds {
  readonly cap: number;
  readonly floor?: number;
}

export type FinalOffer =
  | {
      readonly ok: true;
      readonly offer: number;
      readonly value: number;
      readonly winChance: number;
      /** True when the cap, not the model, set the offer. */
      readonly atCap: boolean;
    }
  | { readonly ok: false; readonly reason: "cap below lower bound"; readonly lower: number };

const lowest = (offers: PayerOffers, bounds: Bounds): number =>
  Math.max(bounds.floor ?? 0, Math.min(...offers.map(([q]) => q)));

const CAP_TOLERANCE = 1e-6;

/** The best offer when the belief is taken at its word. */
export function bestOffer(offers: PayerOffers, a: Arbitrator, bounds: Bounds, stakes: Stakes = {}): FinalOffer {
  const lower = lowest(offers, bounds);
  if (bounds.cap < lower) return { ok: false, reason: "cap below lower bound", lower };
  const worth = (x: number): number => offerValue(x, offers, a, stakes);
  const offer = argmax(worth, lower, bounds.cap);
  return {
    ok: true,
    offer,
    value: worth(offer),
    winChance: meanChance(offer, offers, a),
    atCap: Math.abs(offer - bounds.cap) < CAP_TOLERANCE,
  };
}

export interface Doubt {
  /** Standard deviation of our belief about `m`. */
  readonly mSd?: number;
  /** Multiples of `s` thought equally likely. */
  readonly multipliers?: readonly number[];
}

interface Node {
  readonly arbitrator: Arbitrator;
  readonly weight: number;
}

/** Three places for the median, each with every spread: the belief with its doubt as a few plain beliefs. */
export function nodesOf(a: Arbitrator, { mSd = 0, multipliers = [0.7, 1, 1.3] }: Doubt): readonly Node[] {
  const places = [
    [-1, 1 / 6],
    [0, 2 / 3],
    [1, 1 / 6],
  ] as const;
  return places.flatMap(([k, weight]) =>
    multipliers.map((f) => ({
      arbitrator: { ...a, m: a.m + k * Math.sqrt(3) * mSd, s: a.s * f },
      weight: weight / multipliers.length,
    })),
  );
}

/** How finely offers are searched: cells of the first grid, and steps of the refinement. */
export interface Search {
  readonly steps: number;
  readonly halvings: number;
}

const ROBUST: Search = { steps: 1500, halvings: 120 };

/**
 * The offer that is best on average over doubt about the arbitrator: the default, because asking too much through an
 * overstated spread costs more than asking too little.
 */
export function robustOffer(
  offers: PayerOffers,
  a: Arbitrator,
  bounds: Bounds,
  doubt: Doubt = {},
  stakes: Stakes = {},
  { steps, halvings }: Search = ROBUST,
): FinalOffer {
  const lower = lowest(offers, bounds);
  if (bounds.cap < lower) return { ok: false, reason: "cap below lower bound", lower };
  const nodes = nodesOf(a, doubt);
  const worth = (x: number): number =>
    nodes.reduce((t, n) => t + n.weight * offerValue(x, offers, n.arbitrator, stakes), 0);
  const offer = argmax(worth, lower, bounds.cap, steps, halvings);
  return {
    ok: true,
    offer,
    value: worth(offer),
    winChance: nodes.reduce((t, n) => t + n.weight * meanChance(offer, offers, n.arbitrator), 0),
    atCap: Math.abs(offer - bounds.cap) < CAP_TOLERANCE,
  };
}

export interface Equilibrium {
  readonly provider: number;
  readonly payer: number;
  readonly gap: number;
  readonly center: number;
  /** Only for the lognormal: false when the payer's offer would not be above zero. */
  readonly valid?: boolean;
}

/** Offers from which neither side gains by moving; a stress test, not advice. */
export function equilibrium(m: number, s: number, dist: "normal" | "lognormal" = "normal"): Equilibrium {
  const center = dist === "normal" ? m : Math.exp(m);
  const half = (dist === "normal" ? s : center * s) * Math.sqrt(Math.PI / 2);
  const offers = { provider: center + half, payer: center - half, gap: 2 * half, center };
  return dist === "normal" ? offers : { ...offers, valid: half < center };
}

export interface DecidedCase {
  readonly p: number;
  readonly q: number;
  readonly won: boolean;
}

export interface FittedArbitrator {
  readonly m: number;
  readonly mSd: number;
  readonly s: number;
  readonly medianMultiple: number;
}

const SURE = 1e-12;

/**
 * Learns the arbitrator from decided cases. A decision is one-sided: it says only on which side of the middle the value
 * lay. Posterior on a grid of m0 +/- 3 tau and of ln s +/- 2 standard deviations; without cases it is the prior.
 */
export function fitArbitrator(
  cases: readonly DecidedCase[],
  prior: {
    readonly m0: number;
    readonly tau: number;
    readonly s0?: number;
    readonly sLogSd?: number;
    readonly payerDefault?: number;
  },
): FittedArbitrator {
  const { m0, tau, s0 = 0.5, sLogSd = 0.4, payerDefault = 0 } = prior;
  const points: { readonly m: number; readonly s: number; readonly log: number }[] = [];
  for (let i = -30; i <= 30; i++) {
    const m = m0 + (tau * i) / 10;
    for (let j = -8; j <= 8; j++) {
      const s = s0 * Math.exp((sLogSd * j) / 4);
      let log = -0.5 * ((m - m0) / tau) ** 2 - 0.5 * (Math.log(s / s0) / sLogSd) ** 2;
      for (const c of cases) {
        const chance = Math.min(1 - SURE, Math.max(SURE, winChance(c.p, c.q, { m, s, payerDefault })));
        log += Math.log(c.won ? chance : 1 - chance);
      }
      points.push({ m, s, log });
    }
  }
  const most = points.reduce((t, x) => Math.max(t, x.log), Number.NEGATIVE_INFINITY);
  const weights = points.map((x) => Math.exp(x.log - most));
  const total = weights.reduce((t, w) => t + w, 0);
  const mean = (of: (x: (typeof points)[number]) => number): number =>
    points.reduce((t, x, i) => t + of(x) * (weights[i] ?? 0), 0) / total;
  const m = mean((x) => x.m);
  return { m, mSd: Math.sqrt(mean((x) => (x.m - m) ** 2)), s: mean((x) => x.s), medianMultiple: Math.exp(m) };
}
