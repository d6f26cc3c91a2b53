import { type Day, plusDays } from "#base/day.ts";
import type { Flag, LineClass, PaymentState, RightsState } from "#case/evaluation.ts";
import { allow, deny, type Priced, payerClaimNumber, type Reduction } from "./answer.ts";
import { type Billing, bill } from "./bill.ts";
import type { DemoClaim, DemoPayment, DemoProviderAdjustment } from "./model.ts";
import type { When } from "./when.ts";

/** The words in which stories are told; what each story is stands in `stories.ts`. */

/** What Parley should say about a story, in the words of the map. */
export interface StoryExpectation {
  readonly class: LineClass;
  readonly payment: PaymentState;
  /** State of the right that decides, or none. */
  readonly rights: RightsState;
  /** Flags that must be there; others may be. */
  readonly flags: readonly Flag[];
  /** Channel id as law names it, "contract", "not_this_channel" or "undetermined". */
  readonly channel: string;
  /** Business days left with today counted, where the story turns on it. */
  readonly daysLeft?: number;
  /** The fact it waits for. */
  readonly missing?: string;
}

export interface Story {
  /** CLM01, or CLP01 of a remittance without its claim. */
  readonly claim: string;
  readonly title: string;
  /** What happened, as a biller would tell it. */
  readonly tells: string;
  readonly expect: StoryExpectation;
}

export interface Told {
  readonly claims: readonly DemoClaim[];
  readonly payments: readonly DemoPayment[];
  readonly adjustments: readonly DemoProviderAdjustment[];
}

export type Setting = Pick<Billing, "id" | "kind" | "visit" | "plan" | "site"> &
  Partial<Pick<Billing, "diagnoses" | "emergency" | "cause" | "priorAuthorization">>;

/** A claim whose answer came `n` business days ago: sent in the batch before, served a few days earlier. */
export function claimAnswered(s: Setting, days: When, n: number): DemoClaim {
  const sent = days.batchBefore(days.back(n), 10);
  return claimSent(s, days, sent);
}

export const claimSent = (s: Setting, days: When, sent: Day): DemoClaim =>
  bill({ ...s, sent, service: plusDays(sent, -6), asOf: days.asOf, person: Number(s.id.slice(3)) });

const payment = (c: DemoClaim, day: Day, status: DemoPayment["status"]): Omit<DemoPayment, "lines"> => ({
  claim: c,
  status,
  payerClaimNumber: payerClaimNumber(c),
  day,
  remarks: [],
});

/** Every line at one percentage of the invented fee. */
export const payAll = (c: DemoClaim, day: Day, p: Priced): DemoPayment => ({
  ...payment(c, day, "1"),
  lines: c.lines.map((l) => allow(c, l, p)),
});

/** Every line refused for one reason. */
export const denyAll = (c: DemoClaim, day: Day, why: Reduction, remarks: readonly string[]): DemoPayment => ({
  ...payment(c, day, "4"),
  lines: c.lines.map((l) => deny(l, why, remarks)),
});
