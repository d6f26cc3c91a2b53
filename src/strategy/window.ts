import { FEDERAL } from "#base/calendar.ts";
import { type Day, daysBetween } from "#base/day.ts";
import type { ClaimEvaluation, RightView } from "#case/evaluation.ts";
import type { Facts } from "#law/fact.ts";
import { NEGOTIATION_PERIOD } from "#law/federal/negotiation.ts";
import type { NegotiationClock } from "./negotiation.ts";

/** The time a negotiation has: the 30 business days of open negotiation once it began, else the right that runs. */

export interface NegotiationWindow {
  readonly label: string;
  readonly from: Day;
  readonly until: Day;
  /** Business days of the window, those gone, and those left with today. */
  readonly length: number;
  readonly elapsed: number;
  readonly daysLeft: number;
  readonly cite: string;
  /** True when talks and this window are one; a right to begin ends before the talks it begins. */
  readonly talks: boolean;
}

/** Talks by law where none is named: the federal period. */
const TALKS = NEGOTIATION_PERIOD.count;
/** The right whose use begins the talks. */
const BEGINS = "nsa.open_neg_initiate";

const isAlive = (r: RightView, asOf: Day): boolean =>
  r.safe !== undefined && r.safe[1] >= asOf && (r.state === "open" || r.state === "not yet open");

/** A window of so many business days, as it stands on a day. */
export function windowFrom(
  of: Pick<NegotiationWindow, "label" | "from" | "until" | "cite" | "talks">,
  asOf: Day,
): NegotiationWindow {
  const left = asOf > of.until ? 0 : FEDERAL.countAfter(asOf, of.until) + (FEDERAL.isBusinessDay(asOf) ? 1 : 0);
  return {
    ...of,
    length: Math.max(1, FEDERAL.countAfter(of.from, of.until)),
    elapsed: FEDERAL.countAfter(of.from, asOf),
    daysLeft: left,
  };
}

/** Undefined when neither talks nor a right are running. */
export function windowOf(e: ClaimEvaluation, facts: Facts, asOf: Day): NegotiationWindow | undefined {
  const began = facts.open_negotiation_start;
  if (began !== undefined && began <= asOf) {
    const until = FEDERAL.nthAfter(began, TALKS);
    const cite = NEGOTIATION_PERIOD.cites[1].text;
    if (asOf <= until) return windowFrom({ label: "Open negotiation", from: began, until, cite, talks: true }, asOf);
  }
  const [first] = e.rights
    .filter((r) => isAlive(r, asOf))
    .sort((a, b) => ((a.safe?.[1] ?? "") < (b.safe?.[1] ?? "") ? -1 : 1));
  if (first?.safe === undefined) return undefined;
  const [from, until] = first.safe;
  return windowFrom({ label: first.label, from, until, cite: first.cite, talks: first.id !== BEGINS }, asOf);
}

/** Calendar days until the talks of a window end; undefined where none are running. */
export const talkDaysOf = (window: NegotiationWindow | undefined, asOf: Day): number | undefined =>
  window?.talks === true ? Math.max(0, daysBetween(asOf, window.until)) : undefined;

/** Fewest and most asks that are planned for, whatever a payer's pace. */
const MOST_ASKS = 8;

/**
 * The clock of the talks in business days. Before the notice is sent the whole period is still to come; without any window
 * the period is assumed, from the first offer on.
 */
export function clockOf(
  window: NegotiationWindow | undefined,
  firstOffer: Day | undefined,
  asOf: Day,
  replyDays: number,
): NegotiationClock & { readonly from: Day } {
  const from = window?.talks === true ? window.from : (firstOffer ?? asOf);
  const length = window?.talks === true ? window.length : TALKS;
  const elapsed = from > asOf ? 0 : FEDERAL.countAfter(from, asOf);
  const left = Math.max(0, length - elapsed);
  // A day of ours for each answer of theirs.
  const asks = left === 0 ? 0 : Math.max(1, Math.floor(left / Math.max(1, replyDays + 1)));
  return { from, window: length, elapsed, asksLeft: Math.min(MOST_ASKS, asks) };
}
