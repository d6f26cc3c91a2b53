import { type Cents, cents, showUsd } from "#base/money.ts";
import { scaleOver } from "#web/kit/axis-scale.ts";

/** What both sides gain by agreeing on an amount, against the best way without the other's consent, on average. */
export interface JointGain {
  /** What that way brings us, and what it costs the plan: the two ends of the room. */
  readonly ours: Cents;
  readonly theirs: Cents;
  /** What there is to share; not above 0 when the way costs the plan no more than it brings us. */
  readonly whole: Cents;
}

/** The ways as the desk tells them, amounts in cents. */
export interface Way {
  readonly id: string;
  readonly label: string;
  readonly open: boolean;
  readonly value: Cents | null;
  readonly payerCost: Cents | null;
}

/** A lawsuit is counsel's to choose, and keeping what was allowed leaves nothing to share. */
const NOT_WEIGHED: readonly string[] = ["accept", "lawsuit"];

/** The way that brings us most of those that are open, and the room it leaves; undefined without one. */
export function jointGainOf(ways: readonly Way[]): (JointGain & { readonly way: string }) | undefined {
  let best: (JointGain & { readonly way: string }) | undefined;
  for (const { id, label, open, value, payerCost } of ways) {
    if (!open || value === null || payerCost === null || NOT_WEIGHED.includes(id)) continue;
    if (best === undefined || value > best.ours)
      best = { way: label, ours: value, theirs: payerCost, whole: cents(payerCost - value) };
  }
  return best;
}

const moreOrLess = (amount: Cents, more: string, less: string): string =>
  amount >= 0n ? `${showUsd(amount)} ${more}` : `${showUsd(cents(-amount))} ${less}`;

/** The gain of each side at an amount, in a sentence. */
export function gainSaid(of: JointGain & { readonly way: string }, amount: Cents): string {
  const we = moreOrLess(cents(amount - of.ours), "more", "less");
  const plan = moreOrLess(cents(of.theirs - amount), "less", "more");
  return `At ${showUsd(amount)} we get ${we} than by the ${of.way} on average, and the plan bears ${plan} than by it.`;
}

/** Where an amount stands between the two ends, 0 to 1; undefined where there is no room. */
export function placeOf(of: JointGain, amount: Cents): number | undefined {
  if (of.whole <= 0n) return undefined;
  return scaleOver(of.ours, of.theirs).at(amount);
}
