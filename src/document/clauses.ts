import { type Day, day } from "#base/day.ts";
import type { Conditions } from "#case/event.ts";

/**
 * Clauses of what both sides sign, as dated literals: chosen by the structured terms that were agreed and by nothing else, so
 * that a paper binds nobody to a word that was not negotiated. Words in braces are filled from the agreement. A clause that
 * is changed gets a successor with its own first day; a paper printed before says what it said.
 */

/** What an agreement says on each matter, as far as clauses ask it. */
export interface Chosen {
  readonly basis: "total payment" | "further payment";
  readonly pay: "within days" | "by a day";
  readonly interest: "waived" | "kept";
  readonly release: NonNullable<Conditions["release"]> | "not said";
  readonly confidential: "yes" | "not said";
  readonly precedent: NonNullable<Conditions["precedent"]> | "not said";
  readonly patient: "in-network share" | "no balance" | "not said";
  readonly stands: "through a day" | "not said";
}

/** What stands in braces. */
export const BLANKS = ["payer", "provider", "plan", "patient", "rate", "days", "due", "stands", "before"] as const;
export type Blank = (typeof BLANKS)[number];

export interface Clause {
  readonly id: string;
  /** First day on which it is printed, and the last where another took its place. */
  readonly from: Day;
  readonly until?: Day;
  /** Every matter named must be so; an empty list is always so. */
  readonly when: Partial<Chosen>;
  readonly text: string;
}

const FIRST = day("2026-01-01");

export const CLAUSES: readonly Clause[] = [
  {
    id: "amount.total",
    from: FIRST,
    when: { basis: "total payment" },
    text: "{payer} pays {plan} in all for the services above, counting what it has paid on them before. With the patient's share of {patient} the agreed rate is {rate}.",
  },
  {
    id: "amount.further",
    from: FIRST,
    when: { basis: "further payment" },
    text: "{payer} pays {plan} more for the services above, beside the {before} it has paid on them before. With the patient's share of {patient} the agreed rate is {rate}.",
  },
  {
    id: "pay.within",
    from: FIRST,
    when: { pay: "within days" },
    text: "The money is paid within {days} of the agreement and by {due}, by the way the plan pays claims, naming the claim numbers above.",
  },
  {
    id: "pay.by",
    from: FIRST,
    when: { pay: "by a day" },
    text: "The money is paid by {due}, by the way the plan pays claims, naming the claim numbers above.",
  },
  {
    id: "interest.waived",
    from: FIRST,
    when: { interest: "waived" },
    text: "{provider} asks no interest for late payment of these services up to that day.",
  },
  {
    id: "interest.kept",
    from: FIRST,
    when: { interest: "kept" },
    text: "Interest that the law grants on money paid later than that day is not waived.",
  },
  { id: "release.none", from: FIRST, when: { release: "none" }, text: "Nothing is released." },
  {
    id: "release.lines",
    from: FIRST,
    when: { release: "these lines" },
    text: "Once it has been paid in full, the price of the services above is settled, and of no other.",
  },
  {
    id: "release.all",
    from: FIRST,
    when: { release: "all claims" },
    text: "Once it has been paid in full, all claims between {provider} and {payer} for services up to the day of the last signature are settled.",
  },
  {
    id: "release.unsaid",
    from: FIRST,
    when: { release: "not said" },
    text: "It is about the services above and about no other claim.",
  },
  {
    id: "confidential",
    from: FIRST,
    when: { confidential: "yes" },
    text: "Both sides keep the amount confidential, save where the law, a regulator, an auditor or a dispute asks for it.",
  },
  {
    id: "precedent.none",
    from: FIRST,
    when: { precedent: "none" },
    text: "The rate sets no precedent for other claims.",
  },
  {
    id: "precedent.code",
    from: FIRST,
    when: { precedent: "this code" },
    text: "The rate also holds for later claims of the same codes, until either side ends it in writing.",
  },
  {
    id: "patient.network",
    from: FIRST,
    when: { patient: "in-network share" },
    text: "The patient owes no more than the in-network cost share, {patient}, and is not billed for the rest.",
  },
  {
    id: "patient.none",
    from: FIRST,
    when: { patient: "no balance" },
    text: "The patient is not billed for more than the share shown above, {patient}.",
  },
  {
    id: "patient.unsaid",
    from: FIRST,
    when: { patient: "not said" },
    text: "It neither raises nor forgives what the patient owes under the plan.",
  },
  {
    id: "stands",
    from: FIRST,
    when: { stands: "through a day" },
    text: "The rate stands through {stands}. If {payer} has neither signed nor paid by then, {provider} is not bound by it any more.",
  },
  {
    id: "no admission",
    from: FIRST,
    when: {},
    text: "It is made to settle. Neither side says by it what a charge, a benchmark or a qualifying payment amount is worth.",
  },
  {
    id: "whole",
    from: FIRST,
    when: {},
    text: "It is the whole agreement about the price of these services; a change is made in writing and signed by both. Each person who signs states that they may bind the side they sign for.",
  },
];

const holds = (when: Partial<Chosen>, chosen: Chosen): boolean =>
  (Object.entries(when) as [keyof Chosen, string][]).every(([matter, is]) => chosen[matter] === is);

/** The clauses of an agreement on a day, filled. Throws where a clause has a blank that nobody fills. */
export function clausesFor(chosen: Chosen, filled: Readonly<Record<Blank, string>>, on: Day): readonly string[] {
  return CLAUSES.filter((c) => c.from <= on && (c.until === undefined || on <= c.until) && holds(c.when, chosen)).map(
    (c) => c.text.replace(/\{(\w+)\}/g, (_, name: Blank) => filled[name]),
  );
}
