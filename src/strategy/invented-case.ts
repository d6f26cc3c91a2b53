import { bestOffer, winChance } from "./arbitrator.ts";
import type { Chance } from "./chance.ts";
import { disputeValue, payerCost } from "./way-out.ts";

/**
 * One simulated negotiation: what the engine may know, and what is true. Amounts in dollars, as plain numbers: nothing here is
 * of a patient, and nothing is money until whoever plays it rounds it.
 */

/** Asks the provider may make. */
export const ROUNDS = 8;
export const FEES = { adminFee: 15, entityFee: 450 } as const;
export const SPREAD = 0.5;

export type PayerKind = "td" | "tft" | "stone" | "micro";

/** What the engine sees: the same for every strategy. */
export interface Seen {
  readonly qpa: number;
  readonly init: number;
  readonly cap: number;
  /** Its forecast of the logarithm of the arbitrator's median. */
  readonly forecast: number;
  /** Final offers of both sides, and the chance to be found eligible. */
  readonly p: number;
  readonly q: number;
  readonly eligible: number;
  /** Whether the dispute would be filed; when not, the way out is the initial payment. */
  readonly files: boolean;
  /** The way out and the payer's cost, were the forecast exact. */
  readonly wayOut: number;
  readonly payerCost: number;
}

export interface Case extends Seen {
  readonly trueWayOut: number;
  /** Logarithm of the arbitrators' true median. */
  readonly truth: number;
  readonly limit: number;
  readonly kind: PayerKind;
  readonly exponent: number;
}

/** Provider's way out and payer's cost for a believed arbitrator. `collect`, days and handling as in the specification. */
export function dispute(
  c: { readonly p: number; readonly q: number; readonly init: number },
  m: number,
  eligible: { readonly ours: number; readonly theirs: number },
): { readonly wayOut: number; readonly payerCost: number } {
  const chance = winChance(c.p, c.q, { m, s: SPREAD });
  const terms = { p: c.p, q: c.q, chance, initial: c.init, days: 150, ...FEES };
  return {
    wayOut: disputeValue({ ...terms, handling: 60, eligible: eligible.ours, collect: 0.95 }).providerValue,
    payerCost: payerCost({ ...terms, handling: 90, eligible: eligible.theirs }),
  };
}

const KINDS = [
  ["td", 0.55],
  ["tft", 0.2],
  ["stone", 0.15],
  ["micro", 0.1],
] as const;

/** Draws one case in the order of the reference, so that a seed gives the same case there and here. */
export function drawCase(rng: Chance): Case {
  const qpa = Math.exp(rng.gauss(Math.log(500), 0.7));
  const init = 0.95 * qpa;
  const m = Math.log(qpa) + Math.log(2.2) + rng.gauss(0, 0.4);
  const q = qpa * rng.uniform(1, 1.2);
  const eligible = rng.uniform(0.75, 0.95);
  const cap = qpa * rng.uniform(4, 9);
  const forecast = m + rng.gauss(0, 0.2);
  const offer = bestOffer([[q, 1]], { m: forecast, s: SPREAD }, { cap }, { entityFee: FEES.entityFee });
  const p = offer.ok ? offer.offer : cap;
  const terms = { p, q, init };
  const truth = dispute(terms, m, { ours: eligible, theirs: eligible });
  const seen = dispute(terms, forecast, { ours: eligible, theirs: 0.85 });
  const files = seen.wayOut > init;
  const kind = rng.weighted(KINDS);
  const feared = files ? truth.payerCost : init;
  const limit =
    kind === "stone" ? init * rng.uniform(1, 1.25) : Math.max(init, feared * Math.exp(rng.gauss(-0.05, 0.15)));
  const exponent = rng.choice([0.2, 0.5, 1, 2]);
  // The reference gives each payer a seed of its own here; the draw is made so that the next case is the same.
  rng.next();
  return {
    ...{ qpa, init, cap, forecast, p, q, eligible, files, kind, limit, exponent },
    wayOut: files ? seen.wayOut : init,
    payerCost: files ? seen.payerCost : init,
    trueWayOut: files ? truth.wayOut : init,
    truth: m,
  };
}
