import { add, type Cents, cents, minus, ZERO } from "#base/money.ts";
import { reasonMeaning } from "#codes/adjustment.ts";
import type { RemittanceAdjustment, RemittanceLine } from "./claim.ts";
import type { MatchedLine } from "./match.ts";

/** Where an allowed amount comes from: the payer stated it (AMT*B6), or it is what was paid plus what the patient owes. */
export type AllowedBasis = "stated" | "paid plus patient";

export interface Allowed {
  readonly amount: Cents;
  readonly basis: AllowedBasis;
  /** The line's patient responsibility: every PR adjustment. */
  readonly patient: Cents;
  /** The part of it that is cost sharing (deductible, coinsurance, copayment), which a plan owes to have allowed. */
  readonly costShare: Cents;
}

/** The sum of the PR adjustments. */
export function patientResponsibility(adjustments: readonly RemittanceAdjustment[]): Cents {
  let total = 0n;
  for (const a of adjustments) if (a.group === "PR") total += a.amount;
  return cents(total);
}

/**
 * Whether an amount left to the patient is cost sharing; the rest (not covered, above the plan's price) is owed but not
 * allowed. A reason nobody knows is taken at its word as the patient's.
 */
const isCostShare = (reason: string): boolean => (reasonMeaning(reason)?.answer ?? "patient") === "patient";

/**
 * What the payer allowed for one line of a remittance: AMT*B6 when it is there, otherwise paid plus patient
 * responsibility. A line paid 0.00 whose charge went to the deductible is therefore allowed, not denied.
 */
export function allowedOf(line: RemittanceLine): Allowed {
  let patient = ZERO;
  let other = ZERO;
  for (const a of line.adjustments) {
    if (a.group !== "PR") continue;
    patient = add(patient, a.amount);
    if (!isCostShare(a.reason)) other = add(other, a.amount);
  }
  const stated = line.allowedStated;
  return {
    amount: stated ?? add(line.paid, patient),
    basis: stated === undefined ? "paid plus patient" : "stated",
    patient,
    costShare: other === 0n ? patient : minus(patient, other),
  };
}

/** What stands for a billed line, summed over its pieces; "stated" only when the payer stated every piece. */
export function allowedOfMatched(line: MatchedLine): Allowed {
  let amount = 0n;
  let patient = 0n;
  let costShare = 0n;
  let stated = line.paid.length > 0;
  for (const piece of line.paid) {
    const a = allowedOf(piece);
    amount += a.amount;
    patient += a.patient;
    costShare += a.costShare;
    stated &&= a.basis === "stated";
  }
  return {
    amount: cents(amount),
    basis: stated ? "stated" : "paid plus patient",
    patient: cents(patient),
    costShare: cents(costShare),
  };
}

/** What was paid on a billed line, summed over its pieces. */
export const paidOfMatched = (line: MatchedLine): Cents =>
  cents(line.paid.reduce((total: bigint, piece) => total + piece.paid, ZERO));
