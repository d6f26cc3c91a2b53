import { dayNumber } from "#base/day.ts";
import { evaluateCondition } from "./condition.ts";
import type { FactId, Facts, Moment } from "./fact.ts";
import { NEVER_WAIVED } from "./federal/scope.ts";

/**
 * Whether a patient's consent gives up protection. Without a consent that somebody shows, protection stands: that is
 * the Act's own default, so an unsigned or unmentioned consent is not a question.
 */
export type ConsentFinding =
  | { readonly verdict: "none" | "valid" | "void"; readonly because: string }
  | { readonly verdict: "undetermined"; readonly missing: readonly FactId[] };

const MINUTES = 24 * 60;
/** Minutes since 1970 of a moment; a day alone counts at its first minute. */
const at = (m: Moment): number => dayNumber(m.day) * MINUTES + (m.minute ?? 0);

/**
 * The notice must come 72 hours before the day of service when care was booked that far ahead; on the booking day when
 * it was not; and three hours before care on the same day (42 USC 300gg-132(d)(1), 45 CFR 149.420(c)(1)). The text
 * counts back from the day of service, so the safe reading is midnight at its start.
 */
function inTime(booked: Moment, service: Moment, notice: Moment): boolean {
  const dayStart = dayNumber(service.day) * MINUTES;
  if (dayStart - at(booked) >= 72 * 60) return at(notice) <= dayStart - 72 * 60;
  if (booked.day === service.day) {
    return service.minute !== undefined && notice.minute !== undefined && at(service) - at(notice) >= 180;
  }
  return notice.day === booked.day;
}

/** Decides consent from the facts of the paper. Cites: 42 USC 300gg-132(b), (d); 45 CFR 149.410, 149.420. */
export function consentOf(facts: Facts): ConsentFinding {
  if (facts.signed !== true) return { verdict: "none", because: "No signed consent is shown." };
  const barred = evaluateCondition(NEVER_WAIVED, facts);
  const tests = facts.provider === "laboratory" || facts.provider === "diagnostic_imaging";
  if (tests || barred.verdict === "applies")
    return { verdict: "void", because: "No consent counts for this kind of care." };
  if (facts.standard_form === false) return { verdict: "void", because: "The paper is not the federal form." };
  if (facts.participating_alternative_listed === false) {
    return { verdict: "void", because: "The notice named no network provider at the facility." };
  }
  const { booked, service_at: service, notice_given: notice } = facts;
  if (booked !== undefined && service !== undefined && notice !== undefined && !inTime(booked, service, notice)) {
    return { verdict: "void", because: "The notice came too late." };
  }
  const missing: FactId[] = [];
  missing.push(...barred.missing);
  if (facts.standard_form === undefined) missing.push("standard_form");
  if (facts.participating_alternative_listed === undefined) missing.push("participating_alternative_listed");
  if (booked === undefined) missing.push("booked");
  if (service === undefined) missing.push("service_at");
  if (notice === undefined) missing.push("notice_given");
  if (missing.length > 0) return { verdict: "undetermined", missing };
  return { verdict: "valid", because: "The federal form was given in time and signed." };
}
