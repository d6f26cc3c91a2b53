import type { TacticShares } from "./limits.ts";
import type { Tactic } from "./opponent.ts";

/** (h) What earlier negotiations with a payer teach about how it bargains: with forgetting, and quicker after a break. */
export interface PastNegotiation {
  /** Days ago. */
  readonly age: number;
  /** How likely each way of conceding was, at its end. */
  readonly tactics: readonly (readonly [Tactic, number])[];
  /** How far it came out from what was forecast, in standard deviations. */
  readonly residual: number;
}

export const HALF_LIFE = 365;
export const HALF_LIFE_AFTER_BREAK = 90;
/** CUSUM: drift that is let pass, and the sum that counts as a break. */
const SLACK = 0.5;
const THRESHOLD = 5;
/** A prior of tactics counts as this many negotiations. */
const PRIOR_CASES = 10;

/** What is left of a case's weight at an age in days. */
export const fading = (age: number, halfLife = HALF_LIFE): number => 0.5 ** (Math.max(0, age) / halfLife);

/**
 * Whether standardised residuals, the oldest first, drifted further than chance lets them; `at` is the place at which it
 * was noticed. Two-sided CUSUM, which starts again after a break.
 */
export function breakIn(residuals: readonly number[]): { readonly at: number } | undefined {
  let [up, down] = [0, 0];
  let found: { at: number } | undefined;
  for (const [at, r] of residuals.entries()) {
    up = Math.max(0, up + r - SLACK);
    down = Math.max(0, down - r - SLACK);
    if (Math.max(up, down) <= THRESHOLD) continue;
    found = { at };
    [up, down] = [0, 0];
  }
  return found;
}

const same = (a: Tactic, kind: Tactic["kind"], pace: number): boolean => a.kind === kind && a.pace === pace;

/**
 * The shares of tactics after past negotiations, in any order: prior and posterior weights added up as counts, older ones
 * faded. Without a past it is the prior.
 */
export function learnedTactics(prior: TacticShares, past: readonly PastNegotiation[]): TacticShares {
  const oldestFirst = past.toSorted((a, b) => b.age - a.age);
  const halfLife = breakIn(oldestFirst.map((p) => p.residual)) === undefined ? HALF_LIFE : HALF_LIFE_AFTER_BREAK;
  const all = [...prior.curves, ...prior.reciprocal, ...prior.stepper];
  const total = all.reduce((t, [, w]) => t + w, 0);
  const learn = (
    kind: Tactic["kind"],
    of: readonly (readonly [number, number])[],
  ): readonly (readonly [number, number])[] =>
    of.map(([pace, weight]) => {
      const seen = past.reduce((t, p) => {
        const hit = p.tactics.reduce((u, [tactic, w]) => (same(tactic, kind, pace) ? u + w : u), 0);
        return t + hit * fading(p.age, halfLife);
      }, 0);
      return [pace, (weight / total) * PRIOR_CASES + seen] as const;
    });
  return {
    curves: learn("curve", prior.curves),
    reciprocal: learn("reciprocal", prior.reciprocal),
    stepper: learn("stepper", prior.stepper),
  };
}

/** Negotiations from which a payer's own exponent is trusted. */
const ENOUGH = 10;

/** The exponent of a payer's clock, in logarithms between the believed ones; undefined before ten negotiations. */
export function learnedHold(learned: TacticShares, cases: number): number | undefined {
  if (cases < ENOUGH || learned.curves.length === 0) return undefined;
  const total = learned.curves.reduce((t, [, w]) => t + w, 0);
  return Math.exp(learned.curves.reduce((t, [e, w]) => t + (w / total) * Math.log(e), 0));
}
