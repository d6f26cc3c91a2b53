import { type Day, daysBetween, earlier, plusDays } from "#base/day.ts";
import { type Cents, least, sum } from "#base/money.ts";
import { chanceOf } from "#case/loss.ts";
import { CHANNELS, isChannelId } from "#law/channels.ts";
import { INITIAL_PAYMENT } from "#law/federal/negotiation.ts";
import { wayIdOf } from "./from-evaluation.ts";
import type { PlanCase, PlanItem, Way } from "./plan-case.ts";
import type { Known } from "./priors.ts";
import { type NegotiationWindow, windowFrom } from "./window.ts";

/**
 * Talks before payment: a repricer proposes a price on a claim that the plan has not processed. The other course is to let
 * the plan process it: it then allows what it usually does, and the roads of the claim open. So the case is reckoned as it
 * would stand once the plan has paid, and their offer is held against that. What a plan usually allows is the practice's own
 * median for the line; where a line has none the other course is not known, and nothing is advised.
 */

/** Days a plan takes where no law at hand binds it, or the day it got the claim is not known: a judgement. */
const USUAL_DAYS = 30;

const CITE = INITIAL_PAYMENT.cites.map((x) => x.text).join("; ");

const isFederal = (verdict: string): boolean => wayIdOf(verdict) === "federal IDR";

/** The last day on which the plan may pay or deny; undefined where that is not known. */
const payByOf = (verdict: string, received: Day | undefined): Day | undefined =>
  received !== undefined && isFederal(verdict) ? plusDays(received, INITIAL_PAYMENT.count) : undefined;

const expectedOf = (i: PlanItem): Cents | undefined => i.ownMedian && least(i.ownMedian.value, i.billed);

/** The road of the claim, which opens when the plan has paid. */
function opening(way: Way, verdict: string): Way {
  if (way.open || wayIdOf(verdict) !== way.id) return way;
  const { unsure: _, ...rest } = way;
  return {
    ...rest,
    ...{ open: true, ready: false, why: "opens once the plan has paid" },
    label: isChannelId(verdict) ? CHANNELS[verdict].label : way.label,
    chancePermille: chanceOf("underpaid", verdict).permille,
  };
}

const later = (of: Known<number>, days: number): Known<number> => ({
  ...of,
  value: of.value + days,
  source: `${of.source}; and ${days} days until the plan has paid`,
});

/**
 * The same case as it would stand once the plan has paid; undefined where what it would allow is not known. `verdict` is the
 * channel that law names for the claim, `received` the day the plan got it.
 */
export function beforePayment(c: PlanCase, verdict: string, received: Day | undefined): PlanCase | undefined {
  const amounts = c.items.flatMap((i) => expectedOf(i) ?? []);
  if (c.answered || c.items.length === 0 || amounts.length < c.items.length) return undefined;
  const payBy = payByOf(verdict, received);
  const days = payBy === undefined ? USUAL_DAYS : Math.max(0, daysBetween(c.asOf, payBy));
  const { priors } = c;
  const [first] = c.items;
  const source = `${first?.ownMedian?.source ?? ""}${c.items.length > 1 ? `, and so of each of ${c.items.length} lines` : ""}`;
  return {
    ...c,
    items: c.items.map((i) => ({ ...i, allowed: expectedOf(i) ?? i.allowed })),
    allowedSource: `what the plan is expected to allow: ${source}`,
    foreseen: { value: sum(amounts), source, prior: true, days, ...(payBy !== undefined && { payBy }) },
    ways: c.ways.map((w) => opening(w, verdict)),
    priors: {
      ...priors,
      days: later(priors.days, days),
      stateDays: later(priors.stateDays, days),
      appealDays: later(priors.appealDays, days),
    },
    notes: [
      ...c.notes,
      "The plan has not answered. It goes on processing the claim while the two sides talk; nothing here asks it to wait.",
    ],
  };
}

/**
 * The time that talks before payment have: until their offer expires or the plan has to answer, whichever is first. Undefined
 * where neither day is known or both have passed.
 */
export function boxOf(
  c: PlanCase,
  offers: { readonly first: Day | undefined; readonly expires: Day | undefined },
): NegotiationWindow | undefined {
  const days = [c.foreseen?.payBy, offers.expires].flatMap((d) => (d !== undefined && d >= c.asOf ? [d] : []));
  const [one, other] = days;
  if (one === undefined) return undefined;
  const until = other === undefined ? one : earlier(one, other);
  const from = offers.first ?? c.asOf;
  const cite = until === c.foreseen?.payBy ? CITE : "the day their offer expires";
  return windowFrom({ label: "Before payment", from: from < until ? from : until, until, cite, talks: true }, c.asOf);
}
