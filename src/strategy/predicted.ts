import type { Arbitrator, PayerOffers } from "./arbitrator.ts";
import type { PlanItem } from "./plan-case.ts";
import type { Priors } from "./priors.ts";
import { perDollar } from "./scale.ts";

/**
 * The value an arbitrator is predicted to have in mind: a belief for deciding what to do, never a figure for a paper. It
 * is a belief about a person, so it stays a distribution; no amount of money is made of it here.
 */
export interface PredictedValue {
  readonly what: "predicted arbitrator value";
  readonly arbitrator: Arbitrator;
  /** Doubt about the arbitrator's median, as a standard deviation of its logarithm. */
  readonly doubt: number;
  readonly payerOffers: PayerOffers;
  /** True when the QPA itself is guessed from the first payment. */
  readonly qpaGuessed: boolean;
}

/** Nobody's arbitrators agree better than this. */
const LEAST_SPREAD = 0.25;

/** Undefined when neither a QPA nor a first payment gives a place to start from. */
export function predictArbitrator(item: PlanItem, priors: Priors): PredictedValue | undefined {
  const guess = priors.allowedOverQpa.value;
  const allowed = perDollar(item.allowed);
  const known = item.qpa !== undefined && item.qpa.value > 0n ? perDollar(item.qpa.value) : undefined;
  const qpa = known ?? (allowed > 0 ? allowed / guess.share : undefined);
  if (qpa === undefined) return undefined;
  const { multiple, logDoubt } = priors.award.value;
  const offers = priors.payerOffers.map(([m, weight]) => [m * qpa, weight] as const);
  const rest = 1 - priors.payerOffers.reduce((t, [, weight]) => t + weight, 0);
  // A payer that allowed something may repeat it; one that allowed nothing is taken at its own QPA.
  const last: readonly [number, number] = [allowed > 0 ? allowed : qpa, rest];
  return {
    what: "predicted arbitrator value",
    arbitrator: {
      m: Math.log(qpa * multiple),
      s: Math.max(LEAST_SPREAD, priors.spread),
      payerDefault: priors.payerDefault.value,
    },
    doubt: known === undefined ? Math.hypot(logDoubt, guess.logDoubt) : logDoubt,
    payerOffers: rest > 1e-9 ? [...offers, last] : offers,
    qpaGuessed: known === undefined,
  };
}

/** Standard normal quantile of 90%. */
const Z90 = 1.2816;

/**
 * The upper end, 80%, of where arbitrators' median may lie, as a ratio to a dollar: a bound for asks, never an argument.
 * That the QPA itself is a guess is no reason to ask for more, so that doubt is not in it.
 */
export function awardHigh(item: PlanItem, priors: Priors): number | undefined {
  const predicted = predictArbitrator(item, priors);
  if (predicted === undefined) return undefined;
  return Math.exp(predicted.arbitrator.m + Z90 * priors.award.value.logDoubt);
}
