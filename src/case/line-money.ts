import { type Cents, cents, ZERO } from "#base/money.ts";
import { allowedOf } from "#claim/allowed.ts";
import type { Remittance, RemittanceLine } from "#claim/claim.ts";
import type { MatchedClaim, MatchedLine } from "#claim/match.ts";
import { reasonMeaning } from "#codes/adjustment.ts";

/** What was billed and what became of it, to the cent. */
export interface LineMoney {
  readonly billed: Cents;
  readonly paid: Cents;
  /** Everything in group PR: what the payer says the patient owes. */
  readonly patient: Cents;
  /** Absent when no remittance answers the line. */
  readonly allowed: Cents | undefined;
  readonly allowedFrom: "stated (AMT*B6)" | "paid plus patient responsibility" | undefined;
  readonly answered: boolean;
  /** Nothing allowed though something was billed, and not because the patient's cost share took it all. */
  readonly denied: boolean;
}

/**
 * PR money that the plan did not allow: above its price, or not covered at all. "Paid plus patient responsibility" counts
 * what the plan allowed, so it is left out. A reason nobody knows is taken at its word as the patient's.
 */
function patientNotAllowed(piece: RemittanceLine): Cents {
  let total = 0n;
  for (const a of piece.adjustments)
    if (a.group === "PR" && (reasonMeaning(a.reason)?.answer ?? "patient") !== "patient") total += a.amount;
  return cents(total);
}

/** Adds up the remittance lines that stand for one billed line. */
export function moneyOf(line: MatchedLine, m: MatchedClaim): LineMoney {
  const answered = line.paid.length > 0;
  const billed = line.line?.charge ?? line.paid.reduce((t: Cents, p) => cents(t + p.charge), ZERO);
  let paid = 0n;
  let patient = 0n;
  let allowed = 0n;
  let stated = answered;
  for (const piece of line.paid) {
    const a = allowedOf(piece);
    paid += piece.paid;
    patient += a.patient;
    allowed += a.basis === "stated" ? a.amount : a.amount - patientNotAllowed(piece);
    stated &&= a.basis === "stated";
  }
  // Paid something and still "allowed" less than it: a payer's arithmetic, not ours to carry on.
  if (allowed < paid) allowed = paid;
  const deniedByStatus = (r: Remittance | undefined): boolean => r?.status === "4";
  const denied =
    answered && paid <= 0n && billed > 0n && (allowed <= 0n || (deniedByStatus(m.standing[0]) && patient === 0n));
  return {
    billed,
    paid: cents(paid),
    patient: cents(patient),
    allowed: answered ? cents(allowed) : undefined,
    allowedFrom: !answered ? undefined : stated ? "stated (AMT*B6)" : "paid plus patient responsibility",
    answered,
    denied,
  };
}
