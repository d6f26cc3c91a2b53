import type { Day } from "#base/day.ts";
import { type Cents, showUsd, usd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";

/** What a plan may never do, whatever a formula says. A refusal names the rule and what a person should look at. */
export interface Refusal {
  readonly guard: "G1" | "G2" | "G12";
  readonly says: string;
}

export interface Limits {
  /** The least that may be accepted or asked (G1). */
  readonly floor: Cents;
  /** What was billed, and the most that documents can defend (G2). */
  readonly billed: Cents;
  readonly cap: Cents;
}

/** A figure that may leave the plan: at or above the floor, at or below the bill and what can be defended. */
export function figure(amount: Cents, limits: Limits): Result<Cents, Refusal> {
  if (amount < limits.floor)
    return err({ guard: "G1", says: "the figure would lie below the floor; nothing below it is asked or taken" });
  if (amount > limits.billed) return err({ guard: "G2", says: "the figure would lie above the billed charge" });
  if (amount > limits.cap) return err({ guard: "G2", says: "the figure would lie above what can be defended" });
  return ok(amount);
}

/** Whether there is any room between the floor and what can be defended; without room a person must look. */
export function roomFor(limits: Limits): Refusal | undefined {
  const most = limits.cap < limits.billed ? limits.cap : limits.billed;
  return limits.floor > most
    ? {
        guard: "G2",
        says: `the floor of ${showUsd(limits.floor)} lies above the ${showUsd(most)} that can be defended; a person must look`,
      }
    : undefined;
}

/** Below this chance of being eligible, the road itself is a question for a person (G12). */
export const ELIGIBLE_ENOUGH = 0.8;

const LARGE_OFFER = usd("5000.00");
const ALERT_DAYS = [1, 3, 5] as const;

/** Approvals that the steps of a plan need (G4, G6). A plan proposes; only a person sends. */
export function approvalsFor(plan: {
  readonly opening: Cents | undefined;
  readonly files: boolean;
  readonly finalOfferFromModel: boolean;
}): readonly string[] {
  return [
    "first contact with a payer",
    ...(plan.opening !== undefined && plan.opening > LARGE_OFFER
      ? [`an offer over ${showUsd(LARGE_OFFER, "whole")}`]
      : []),
    ...(plan.files ? ["every filing and final offer"] : []),
    ...(plan.files && plan.finalOfferFromModel
      ? ["a second person for a final offer that no past award of the practice supports"]
      : []),
  ];
}

/** A right that ends soon outranks a better price (G7). The day is named, so that it cannot be counted in two ways. */
export function alertFor(label: string, daysLeft: number | undefined, until?: Day): string | undefined {
  if (daysLeft === undefined) return undefined;
  const within = ALERT_DAYS.find((d) => daysLeft <= d);
  if (within === undefined) return undefined;
  const last = until === undefined ? `${daysLeft} business days left, today counted` : `the last safe day is ${until}`;
  const days = daysLeft <= 1 ? "today is the last safe day" : last;
  return `${label}: ${days}. Do not let the right lapse for a better price.`;
}
