import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import type { CaseView, Offer } from "./state.ts";

/** Business days without an answer after which an offer of ours is asked after: a week, as a person would wait. */
export const FOLLOW_UP_DAYS = 5;

export interface FollowUp {
  readonly offer: Offer;
  /** From this day on it is ours to ask again. */
  readonly day: Day;
  /** When they were last spoken to: the offer itself, or a call since. */
  readonly since: Day;
}

/**
 * The offer of ours that waits for an answer, and from which day to ask after it: so that no offer is left lying because
 * nobody counted the days. A promise that is still to come is waited for in its place.
 */
export function followUpOf(view: CaseView, today: Day): FollowUp | undefined {
  const offer = view.offers.findLast((o) => o.state === "open");
  if (offer === undefined || offer.from !== "us") return undefined;
  if (offer.expires !== undefined && offer.expires < today) return undefined;
  const promised = view.tasks.some(
    (t) => t.done === undefined && t.waits === "payer" && t.due !== undefined && t.due >= today,
  );
  if (promised) return undefined;
  const since = view.calls.reduce<Day>((m, c) => (c.event > offer.event && c.on > m ? c.on : m), offer.made);
  return { offer, since, day: FEDERAL.nthAfter(since, FOLLOW_UP_DAYS) };
}
