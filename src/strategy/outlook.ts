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

interface AtPlace {
  readonly wayOut: number;
  readonly payerCost: number;
}

/** One line before an arbitrator whose median lies `z` doubts from where it is thought to be; undefined when unvalued. */
function lineAt(c: PlanCase, w: Worth, i: number, z: number): AtPlace | undefined {
  const { fees, priors } = c;
  const [item, offer] = [c.items[i], w.items[i]?.final?.offer];
  const predicted = item === undefined ? undefined : predictArbitrator(item, priors);
  if (item === undefined || offer === undefined || predicted === undefined || fees === undefined) return undefined;
  const share = fees.oneEach ? 1 : 1 / Math.max(1, c.items.length);
  const a = { ...predicted.arbitrator, m: predicted.arbitrator.m + z * predicted.doubt };
  const terms = {
    ...{ p: perDollar(offer), initial: perDollar(item.allowed), rate: priors.rate, days: priors.days.value },
    ...{ adminFee: perDollar(fees.admin.value) * share, entityFee: perDollar(fees.entity.value) * share },
    eligible: priors.eligible.value,
  };
  const handling = perDollar(priors.handling.value) * share;
  let [wayOut, cost] = [0, 0];
  for (const [q, weight] of predicted.payerOffers) {
    const at = { ...terms, q, chance: winChance(terms.p, q, a) };
    wayOut += weight * disputeValue({ ...at, handling, collect: priors.collect.value }).providerValue;
    cost += weight * payerCost({ ...at, handling: perDollar(priors.payerHandling) * share });
  }
  return { wayOut, payerCost: cost };
}

/** All lines there, those alone filed that the plan would file. */
function federalAt(c: PlanCase, w: Worth, z: number): AtPlace {
  let [wayOut, cost] = [0, 0];
  for (const [i, item] of c.items.entries()) {
    const initial = perDollar(item.allowed);
    const filed = w.items[i]?.federal;
    const skipped = filed === undefined || ((c.fees?.oneEach ?? true) && filed.value <= item.allowed);
    const at = skipped ? undefined : lineAt(c, w, i, z);
    wayOut += at?.wayOut ?? initial;
    cost += at?.payerCost ?? initial;
  }
  return { wayOut, payerCost: cost };
}

/** What the payer bears there, those lines filed that would gain; with one dispute for all, all or none. */
function gainfulAt(c: PlanCase, w: Worth, z: number): number {
  const all = c.items.map((item, i) => {
    const initial = perDollar(item.allowed);
    return { initial, at: lineAt(c, w, i, z) ?? { wayOut: initial, payerCost: initial } };
  });
  const kept = all.reduce((t, x) => t + x.initial, 0);
  const whole = all.reduce((t, x) => t + x.at.wayOut, 0) > kept;
  const costs = all.map((x) =>
    ((c.fees?.oneEach ?? true) ? x.at.wayOut > x.initial : whole) ? x.at.payerCost : x.initial,
  );
  return costs.reduce((t, x) => t + x, 0);
}

/** What payers have to fear, and the share of them that have anything to fear at all. */
export interface Fear {
  readonly share: number;
  /** What the roads would bring and cost, where there is one to fear; empty where nobody has. */
  readonly outlooks: readonly Outlook[];
}

/** What the roads beside the federal dispute would cost the payer that expects the worst of those worth going. */
const otherCost = (w: Worth): number =>
  w.ways.reduce((m, x) => (x.id !== "federal IDR" && x.value > w.accept ? Math.max(m, perDollar(x.payerCost)) : m), 0);

/**
 * The roads as the payer may see them. A road worth going is feared by every payer, whether or not a better one stands beside
 * it: which is gone is ours to choose. A dispute that is not worth filing on average would be before some arbitrators: a payer
 * that knows its arbitrators fears it there, though our own way out stays what it was.
 */
export function fearOf(c: PlanCase, w: Worth): Fear {
  const planned = outlooksOf(c, w);
  const other = otherCost(w);
  const [best] = w.ways;
  const federal = w.ways.find((x) => x.id === "federal IDR");
  if (planned.length > 1 || federal === undefined || c.fees === undefined)
    return { share: planned.length > 0 ? 1 : 0, outlooks: planned.map((o) => dearer(o, other)) };
  const initial = initialOf(c);
  const wayOut = best !== undefined && best.value > w.accept ? perDollar(best.value) : initial;
  const raw = PLACES.map((z) => Math.exp((-z * z) / 2));
  const total = raw.reduce((t, x) => t + x, 0);
  const feared = PLACES.flatMap((z, i) => {
    const payerCost = Math.max(other, gainfulAt(c, w, z));
    return payerCost > initial ? [{ wayOut, payerCost, weight: (raw[i] ?? 0) / total }] : [];
  });
  const share = feared.reduce((t, o) => t + o.weight, 0);
  return { share, outlooks: feared.map((o) => ({ ...o, weight: o.weight / share })) };
}

const dearer = (o: Outlook, other: number): Outlook => ({ ...o, payerCost: Math.max(o.payerCost, other) });

/** What the payer allowed on all lines, as a ratio to a dollar. */
export const initialOf = (c: PlanCase): number => perDollar(sum(c.items.map((i) => i.allowed)));

/**
 * The way out below which `q` of the outlooks lie. Each stands for the values around it, half way to its neighbours, so it is
 * read between them: taken as it stands, the outermost place makes an interval of 80% hold nearer 87%. 0 of none.
 */
export function wayOutQuantile(outlooks: readonly Pick<Outlook, "wayOut" | "weight">[], q: number): number {
  const sorted = outlooks.toSorted((a, b) => a.wayOut - b.wayOut);
  const total = sorted.reduce((t, o) => t + o.weight, 0);
  let below = 0;
  let before: { readonly at: number; readonly wayOut: number } | undefined;
  for (const { wayOut, weight } of sorted) {
    const at = (below + weight / 2) / total;
    if (q <= at)
      return before === undefined
        ? wayOut
        : before.wayOut + ((wayOut - before.wayOut) * (q - before.at)) / (at - before.at);
    below += weight;
    before = { at, wayOut };
  }
  return before?.wayOut ?? 0;
}
