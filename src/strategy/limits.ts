import { below } from "./normal.ts";
import type { Guess, Hypothesis, Tactic } from "./opponent.ts";

/** (b) What is believed of the other side's limit before it has said anything, and the way out that goes with each. */

/** One thing the arbitrator may turn out to be: what the way out then brings us, and what it then costs the payer. */
export interface Outlook {
  readonly weight: number;
  readonly wayOut: number;
  readonly payerCost: number;
}

export interface LimitTerms {
  /** What the payer already allowed: no limit lies below it. */
  readonly initial: number;
  /** How payers see their own side: mean and standard deviation of the logarithm of limit over cost. */
  readonly shading: readonly [mean: number, sd: number];
  /** Points of the belief. */
  readonly points: number;
  /** What was charged: nobody goes above it. */
  readonly charge?: number;
  /** Payers who would also go as far as the service seems worth to them, asked to: a belief in logarithms. */
  readonly moved?: { readonly share: number; readonly median: number; readonly sd: number };
}

/** Deviations of the logarithm that the belief covers above the dearest outlook. */
const REACH = 3.5;

/**
 * Limits of payers that weigh what the dispute would cost them. A high limit goes with a dear dispute, and so with a good
 * way out: each point carries the way out that its limit makes likely, so that bids teach something of the arbitrator.
 */
export function weighedLimits(outlooks: readonly Outlook[], t: LimitTerms): readonly Guess[] {
  const [mean, sd] = t.shading;
  const { moved } = t;
  const dearest = outlooks.reduce((m, o) => Math.max(m, o.payerCost), t.initial) * Math.exp(mean + REACH * sd);
  const reach = moved === undefined ? dearest : Math.max(dearest, moved.median * Math.exp(REACH * moved.sd));
  const most = Math.min(reach, Math.max(t.charge ?? reach, t.initial));
  // Nothing allowed yet: a belief in logarithms still needs a place to start from.
  const low = Math.log(Math.max(t.initial, most / 50));
  const step = Math.max(1e-6, (Math.log(most) - low) / (t.points - 1));
  // Whoever can be moved by asking goes as far as the dearer of the two, so that one more road never makes a limit lower.
  const asked = (x: number): number =>
    moved === undefined ? 1 : 1 - moved.share * (1 - below((x - Math.log(moved.median)) / moved.sd));
  return Array.from({ length: t.points }, (_, i) => {
    const at = low + i * step;
    let weight = 0;
    let outside = 0;
    for (const o of outlooks) {
      const z = (x: number): number => (x - Math.log(Math.max(t.initial, most / 50, o.payerCost)) - mean) / sd;
      // The first point holds everything a payer would rather have below what it already allowed.
      const upTo = (x: number): number => below(z(x)) * asked(x);
      // The last point holds everything beyond.
      const to = i === t.points - 1 ? 1 : upTo(at + step / 2);
      const mass = o.weight * (to - (i === 0 ? 0 : upTo(at - step / 2)));
      weight += mass;
      outside += mass * o.wayOut;
    }
    return { limit: Math.exp(at), weight, outside: outside / Math.max(1e-300, weight) };
  }).map((g, _, all) => (g.weight > 1e-300 ? g : { ...g, outside: nearestOutside(all, g.limit) }));
}

/** Where no outlook puts a limit, the way out of the nearest limit that one does. */
function nearestOutside(all: readonly Guess[], limit: number): number {
  let best: Guess | undefined;
  for (const g of all)
    if (g.weight > 1e-300 && (best === undefined || Math.abs(g.limit - limit) < Math.abs(best.limit - limit))) best = g;
  return best?.outside ?? 0;
}

const STONEWALL_POINTS = 12;

/** Limits of payers that do not move whatever a dispute would cost: anywhere up to `most` times what they allowed. */
export function stonewallLimits(initial: number, most: number, wayOut: number): readonly Guess[] {
  return Array.from({ length: STONEWALL_POINTS }, (_, i) => ({
    limit: initial * (1 + ((most - 1) * (i + 0.5)) / STONEWALL_POINTS),
    weight: 1 / STONEWALL_POINTS,
    outside: wayOut,
  }));
}

/** How often each way of conceding is met, before a payer has been seen. */
export interface TacticShares {
  readonly curves: readonly (readonly [exponent: number, weight: number])[];
  readonly reciprocal: readonly (readonly [rate: number, weight: number])[];
  readonly stepper: readonly (readonly [share: number, weight: number])[];
}

const tacticsOf = (s: TacticShares): readonly (readonly [Tactic, number])[] => [
  ...s.curves.map(([pace, w]) => [{ kind: "curve", pace }, w] as const),
  ...s.reciprocal.map(([pace, w]) => [{ kind: "reciprocal", pace }, w] as const),
  ...s.stepper.map(([pace, w]) => [{ kind: "stepper", pace }, w] as const),
];

/** Every tactic with a belief about limits; weights of the tactics are scaled to `weight`. */
export function hypothesesOf(shares: TacticShares, guesses: readonly Guess[], weight: number): readonly Hypothesis[] {
  const all = tacticsOf(shares);
  const total = all.reduce((t, [, w]) => t + w, 0);
  return all.map(([tactic, w]) => ({ tactic, weight: (weight * w) / total, guesses }));
}
