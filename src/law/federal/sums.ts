import { cfr, cite, usc } from "#base/cite.ts";
import { day } from "#base/day.ts";
import { percent, usd } from "#base/money.ts";

/** Sums of law that are neither fee nor deadline. */

/** A patient without coverage may dispute a bill this much or more above the estimate, provider by provider. */
export const PATIENT_DISPUTE_TEST = {
  excess: usd("400.00"),
  fee: usd("25.00"),
  cites: [usc(42, "300gg-137"), cfr(45, "149.620")],
  confidence: "verified",
} as const;

/** What a court may award for each day plan documents are late. */
export const PLAN_DOCUMENT_PENALTY = {
  perDay: usd("110.00"),
  cites: [usc(29, "1132(c)(1)"), cfr(29, "2575.502c-1")],
  confidence: "known",
} as const;

/** How far ahead care must be booked for each kind of estimate, in business days. */
export const ESTIMATE_NOTICE = {
  farAhead: 10,
  near: 3,
  cites: [usc(42, "300gg-136"), cfr(45, "149.610(b)(1)(vi)")],
  confidence: "verified",
} as const;

/** Interest on late payment that a state's law adds, for plans the state may regulate. More states come with their library. */
export const PROMPT_PAY_INTEREST = [
  {
    state: "CA",
    yearly: percent(15),
    yearDays: 365,
    deadline: "ca.prompt_pay",
    from: day("2026-01-01"),
    cites: [cite("Cal. Health & Safety Code 1371")],
    confidence: "verified",
  },
] as const;

/** Self-funded plans under ERISA owe no state prompt-pay interest. */
export const NO_STATE_INTEREST = { cites: [usc(29, "1144(b)(2)(B)")] } as const;
