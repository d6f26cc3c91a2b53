import type { Cents } from "#base/money.ts";

/** Who has allowed what: the standing limits of a practice, and approvals given for one step. */
export interface Authority {
  /** G10: nothing leaves while this is set. */
  readonly stopped: boolean;
  readonly messagesToday: number;
  readonly messagesADay: number;
  /** G4: an offer above this needs a person. */
  readonly offerLimit: Cents;
  readonly approvals: readonly Approval[];
}

/** What only a person may allow. */
export const APPROVABLE = [
  "first contact",
  "large offer",
  "large step",
  "filing",
  "final offer",
  "second person",
  "release",
  "lawsuit",
  "settlement",
  "eligibility",
] as const;
export type Approvable = (typeof APPROVABLE)[number];

export interface Approval {
  readonly what: Approvable;
  readonly by: string;
  /** Business days since it was given. */
  readonly age: number;
  /** How many offers had been made when it was given; a new offer ends it. */
  readonly offersThen: number;
  /** The most it covers; absent when it names no amount. */
  readonly upTo?: Cents;
}

/** G4: a step down by more than this share in one go needs a person. */
export const LARGE_STEP_PERCENT = 30n;

/** Approvals end after two business days or when another offer is made. */
const APPROVAL_DAYS = 2;

/** Whether a person has allowed this, for this amount, and the approval still stands. */
export function approved(a: Authority, what: Approvable, offersNow: number, amount?: Cents): boolean {
  return a.approvals.some(
    (x) =>
      x.what === what &&
      x.by !== "" &&
      x.age >= 0 &&
      x.age <= APPROVAL_DAYS &&
      x.offersThen === offersNow &&
      (x.upTo === undefined || (amount !== undefined && amount <= x.upTo)),
  );
}
