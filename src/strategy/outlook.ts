import { sum } from "#base/money.ts";
import { winChance } from "./arbitrator.ts";
import type { Outlook } from "./limits.ts";
import type { PlanCase } from "./plan-case.ts";
import { predictArbitrator } from "./predicted.ts";
import { perDollar } from "./scale.ts";
import { disputeValue, payerCost } from "./way-out.ts";
import type { Worth } from "./worth.ts";

/** Places of a normal belief about the arbitrator, in standard deviations. */
const PLACES = Array.from({ length: 13 }, (_, i) => (i - 6) / 2);

/**
 * What the best way out may turn out to be: for a federal dispute one outlook for each place of the arbitrator's median,
 * with our final offers as they are; for any other way the single one that is known. In ratios to a dollar.
 */
export function outlooksOf(c: PlanCase, w: Worth): readonly Outlook[] {
  const [best] = w.ways;
  if (best === undefined || best.value <= w.accept) return [];
  if (best.id !== "federal IDR" || c.fees === undefined)
    return [{ weight: 1, wayOut: perDollar(best.value), payerCost: perDollar(best.payerCost) }];
  const raw = PLACES.map((z) => Math.exp((-z * z) / 2));
  const total = raw.reduce((t, x) => t + x, 0);
  const at = PLACES.map((z) => federalAt(c, w, z));
  // The dispute's worth as the plan states it is the anchor; the places only say how it moves with the arbitrator.
  const mean = (of: (o: { wayOut: number; payerCost: number }) => number): number =>
    at.reduce((t, o, i) => t + (of(o) * (raw[i] ?? 0)) / total, 0);
  const shift = perDollar(best.value) - mean((o) => o.wayOut);
  const dearer = perDollar(best.payerCost) - mean((o) => o.payerCost);
  return at.map((o, i) => ({
    weight: (raw[i] ?? 0) / total,
    wayOut: o.wayOut + shift,
    payerCost: Math.max(perDollar(w.accept), o.payerCost + dearer),
  }));
}

/** All lines before an arbitrator whose median lies `z` doubts from where it is thought to be. */
function federalAt(c: PlanCase, w: Worth, z: number): { readonly wayOut: number; readonly payerCost: number } {
  const { fees, priors } = c;
  let wayOut = 0;
  let cost = 0;
  for (const [i, item] of c.items.entries()) {
    const offer = w.items[i]?.final?.offer;
    const predicted = predictArbitrator(item, priors);
    const initial = perDollar(item.allowed);
    const filed = w.items[i]?.federal;
    const skipped = filed === undefined || ((fees?.oneEach ?? true) && filed.value <= item.allowed);
    if (offer === undefined || predicted === undefined || fees === undefined || skipped) {
      wayOut += initial;
      cost += initial;
      continue;
    }
    const share = fees.oneEach ? 1 : 1 / Math.max(1, c.items.length);
    const a = { ...predicted.arbitrator, m: predicted.arbitrator.m + z * predicted.doubt };
    for (const [q, weight] of predicted.payerOffers) {
      const p = perDollar(offer);
      const terms = {
        ...{ p, q, initial, chance: winChance(p, q, a), rate: priors.rate, days: priors.days.value },
        ...{ adminFee: perDollar(fees.admin.value) * share, entityFee: perDollar(fees.entity.value) * share },
        eligible: priors.eligible.value,
      };
      const handling = perDollar(priors.handling.value) * share;
      wayOut += weight * disputeValue({ ...terms, handling, collect: priors.collect.value }).providerValue;
      cost += weight * payerCost({ ...terms, handling: perDollar(priors.payerHandling) * share });
    }
  }
  return { wayOut, payerCost: cost };
}

/** What the payer allowed on all lines, as a ratio to a dollar. */
export const initialOf = (c: PlanCase): number => perDollar(sum(c.items.map((i) => i.allowed)));
