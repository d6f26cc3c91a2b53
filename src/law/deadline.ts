import { type Calendar, FEDERAL } from "#base/calendar.ts";
import { type Day, earlier, later, plusDays, plusMonths, readDay } from "#base/day.ts";
import { err, ok, type Result } from "#base/result.ts";
import { EXTERNAL_REVIEW } from "./federal/appeal.ts";
import {
  AWARD_PAYMENT,
  BATCHED_COOLING_OFF,
  COOLING_OFF,
  DEPARTMENTS_SELECT,
  DETERMINATION,
  ENTITY_FEE_REFUND,
  ENTITY_SELECTION,
  ENTITY_SELECTION_NOTICE,
  IDR_INITIATION,
  OFFERS_AND_FEES,
  POST_COOLING_OFF,
} from "./federal/dispute.ts";
import { NEGOTIATION_START } from "./federal/negotiation.ts";
import type { Deadline } from "./statute.ts";

/** One reading of a period: the days on which the act may be done, both ends included. */
export interface Span {
  readonly opens: Day;
  readonly closes: Day;
}

/**
 * A period as days. Where the law can be counted two ways both readings are given and `safe` is their overlap: never
 * before the later opening, never after the earlier closing.
 */
export interface Window {
  readonly safe: readonly [Day, Day];
  readonly readings?: { readonly inclusive: Span; readonly exclusive: Span };
}

/** Periods are counted for triggers in these years; outside them a date is a slip of the pen, not a claim. */
const FIRST = "1990-01-01" as Day;
const LAST = "2190-12-31" as Day;
export const isCountable = (d: Day): boolean => d >= FIRST && d <= LAST;

/** A period that opens at once opens on its trigger day; one that waits opens on the first day after the wait. */
function business(rule: Deadline, trigger: Day, calendar: Calendar, counts: "from" | "after"): Span {
  const nth = (n: number): Day => (counts === "from" ? calendar.nthFrom(trigger, n) : calendar.nthAfter(trigger, n));
  const waits = rule.waits ?? 0;
  return { opens: waits === 0 ? trigger : nth(waits + 1), closes: nth(waits + rule.count) };
}

function plainSpan(rule: Deadline, trigger: Day): Span {
  const waits = rule.waits ?? 0;
  const first = rule.beginsOn === "trigger-day" ? trigger : plusDays(trigger, 1);
  if (rule.unit === "month" || rule.unit === "year") {
    const months = rule.unit === "year" ? rule.count * 12 : rule.count;
    return { opens: trigger, closes: plusMonths(trigger, months, rule.noSuchDate) };
  }
  const closes = plusDays(first, waits + rule.count - 1);
  return { opens: waits === 0 ? trigger : plusDays(first, waits), closes };
}

const nextOpen = (d: Day, calendar: Calendar): Day => calendar.nthFrom(d, 1);

/** The days on which the act of a deadline may be done, counted from the day of its trigger. */
export function windowFor(rule: Deadline, trigger: Day, calendar: Calendar = FEDERAL): Window {
  if (rule.unit === "business-day") {
    if (rule.beginsOn === "disputed") {
      const inclusive = business(rule, trigger, calendar, "from");
      const exclusive = business(rule, trigger, calendar, "after");
      const safe = [later(inclusive.opens, exclusive.opens), earlier(inclusive.closes, exclusive.closes)] as const;
      return { safe, readings: { inclusive, exclusive } };
    }
    const one = business(rule, trigger, calendar, rule.beginsOn === "trigger-day" ? "from" : "after");
    return { safe: [one.opens, one.closes] };
  }
  const span = plainSpan(rule, trigger);
  const closes = rule.closedLastDay === "next-open-day" ? nextOpen(span.closes, calendar) : span.closes;
  return { safe: [span.opens, closes] };
}

/** How long a period is: "30 business days", "4 months". */
export function lengthOf({ count, unit }: Deadline): string {
  return `${count} ${unit.replace("-", " ")}${count === 1 ? "" : "s"}`;
}

/** The last safe day of a deadline. */
export const lastDay = (rule: Deadline, trigger: Day): Day => windowFor(rule, trigger).safe[1];

export type DeadlineStart =
  | "received"
  | "open-negotiation-start"
  | "initiated"
  | "selected"
  | "determination"
  | "final-denial";

export interface NegotiationStartDays {
  readonly received: Day;
  readonly inclusive_last_day: Day;
  readonly exclusive_last_day: Day;
}

export interface InitiationDays {
  readonly open_negotiation_start: Day;
  readonly exclusive: { readonly end: Day; readonly opens: Day; readonly closes: Day };
  readonly inclusive: { readonly end: Day; readonly opens: Day; readonly closes: Day };
  readonly safe: readonly [Day, Day];
}

export interface SelectionDays {
  readonly idr_initiated: Day;
  readonly joint_selection_due: Day;
  readonly selection_notice_due: Day;
  readonly departments_select_by: Day;
}

export interface OfferDays {
  readonly final_selection: Day;
  readonly offers_and_fees_due: Day;
  readonly determination_due: Day;
}

export interface AwardDays {
  readonly determination: Day;
  readonly payment_due: Day;
  readonly fee_refund_due: Day;
  readonly cooling_off_end_single: Day;
  readonly post_cooling_off_last_day: Day;
  readonly cooling_off_end_batched: Day;
}

export interface ExternalReviewDays {
  readonly received: Day;
  readonly file_by: Day;
}

export type LawDeadlines =
  | NegotiationStartDays
  | InitiationDays
  | SelectionDays
  | OfferDays
  | AwardDays
  | ExternalReviewDays;

function negotiationStart(received: Day): NegotiationStartDays {
  const w = windowFor(NEGOTIATION_START, received);
  return {
    received,
    inclusive_last_day: w.readings?.inclusive.closes ?? w.safe[1],
    exclusive_last_day: w.readings?.exclusive.closes ?? w.safe[1],
  };
}

function initiation(start: Day): InitiationDays {
  const w = windowFor(IDR_INITIATION, start);
  const whole: Span = { opens: w.safe[0], closes: w.safe[1] };
  const { inclusive, exclusive } = w.readings ?? { inclusive: whole, exclusive: whole };
  const waits = IDR_INITIATION.waits ?? 0;
  return {
    open_negotiation_start: start,
    exclusive: { end: FEDERAL.nthAfter(start, waits), opens: exclusive.opens, closes: exclusive.closes },
    inclusive: { end: FEDERAL.nthFrom(start, waits), opens: inclusive.opens, closes: inclusive.closes },
    safe: w.safe,
  };
}

function award(determination: Day): AwardDays {
  const single = lastDay(COOLING_OFF, determination);
  return {
    determination,
    payment_due: lastDay(AWARD_PAYMENT, determination),
    fee_refund_due: lastDay(ENTITY_FEE_REFUND, determination),
    cooling_off_end_single: single,
    post_cooling_off_last_day: lastDay(POST_COOLING_OFF, single),
    cooling_off_end_batched: lastDay(BATCHED_COOLING_OFF, determination),
  };
}

/**
 * The federal days that follow from one event: what `parley law deadlines` prints. Keys are in the order shown. Source
 * and readings are those of each deadline (42 USC 300gg-111(c), 45 CFR 149.510, 45 CFR 147.136).
 */
export function lawDeadlines(start: DeadlineStart, on: Day): Result<LawDeadlines, "day-out-of-range"> {
  if (!isCountable(on)) return err("day-out-of-range");
  switch (start) {
    case "received":
      return ok(negotiationStart(on));
    case "open-negotiation-start":
      return ok(initiation(on));
    case "initiated":
      return ok({
        idr_initiated: on,
        joint_selection_due: lastDay(ENTITY_SELECTION, on),
        selection_notice_due: lastDay(ENTITY_SELECTION_NOTICE, lastDay(ENTITY_SELECTION, on)),
        departments_select_by: lastDay(DEPARTMENTS_SELECT, on),
      });
    case "selected":
      return ok({
        final_selection: on,
        offers_and_fees_due: lastDay(OFFERS_AND_FEES, on),
        determination_due: lastDay(DETERMINATION, on),
      });
    case "determination":
      return ok(award(on));
    case "final-denial":
      return ok({ received: on, file_by: lastDay(EXTERNAL_REVIEW, on) });
  }
}

/** `lawDeadlines` from the words of a command line: the option's name and its text. */
export function lawDeadlinesFrom(
  start: string,
  text: string,
): Result<LawDeadlines, "unknown-start" | "not-a-day" | "day-out-of-range"> {
  const starts: readonly string[] = [
    "received",
    "open-negotiation-start",
    "initiated",
    "selected",
    "determination",
    "final-denial",
  ] satisfies readonly DeadlineStart[];
  if (!starts.includes(start)) return err("unknown-start");
  const on = readDay(text);
  return on === undefined ? err("not-a-day") : lawDeadlines(start as DeadlineStart, on);
}
