import { add, type Cents, cents, minus, ZERO } from "#base/money.ts";
import { allowedOf } from "#claim/allowed.ts";
import type { MatchedClaim, MatchedLine } from "#claim/match.ts";

/**
 * Where an allowed amount comes from. The third form leaves out what the payer put on the patient without allowing it: above
 * its price, or not covered.
 */
export type AllowedFrom =
  | "stated (AMT*B6)"
  | "paid plus patient responsibility"
  | "paid plus the patient's cost share (the rest was not allowed)";

/** What was billed and what became of it, to the cent. */
export interface LineMoney {
  readonly billed: Cents;
  readonly paid: Cents;
  /** Everything in group PR: what the payer says the patient owes. */
  readonly patient: Cents;
  /** Absent when no remittance answers the line. */
  readonly allowed: Cents | undefined;
  readonly allowedFrom: AllowedFrom | undefined;
  readonly answered: boolean;
  /** Nothing allowed though something was billed, and not because the patient's cost share took it all. */
  readonly denied: boolean;
}

/** The charge of the claim's line; a line the payer answered and the claim never billed has none. */
function billedOf(line: MatchedLine, m: MatchedClaim): Cents {
  if (line.line !== undefined) return line.line.charge;
  return m.claim !== undefined ? ZERO : line.paid.reduce((t: Cents, p) => cents(t + p.charge), ZERO);
}

/** Adds up the remittance lines that stand for one billed line. */
export function moneyOf(line: MatchedLine, m: MatchedClaim): LineMoney {
  const answered = line.paid.length > 0;
  const billed = billedOf(line, m);
  let paid = ZERO;
  let patient = ZERO;
  let allowed = ZERO;
  let stated = answered;
  let left = ZERO;
  for (const piece of line.paid) {
    const a = allowedOf(piece);
    paid = add(paid, piece.paid);
    patient = add(patient, a.patient);
    // What the plan put on the patient without allowing it: above its price, or not covered at all.
    const notAllowed = a.basis === "stated" || a.patient === a.costShare ? ZERO : minus(a.patient, a.costShare);
    left = add(left, notAllowed);
    allowed = add(allowed, notAllowed === ZERO ? a.amount : minus(a.amount, notAllowed));
    stated &&= a.basis === "stated";
  }
  const deniedByStatus = m.standing[0]?.status === "4";
  const denied = answered && paid <= 0n && billed > 0n && (allowed <= 0n || (deniedByStatus && patient === 0n));
  return {
    billed,
    paid,
    patient,
    allowed: answered ? allowed : undefined,
    allowedFrom: answered ? from(stated, left > 0n) : undefined,
    answered,
    denied,
  };
}

function from(stated: boolean, left: boolean): AllowedFrom {
  if (stated) return "stated (AMT*B6)";
  return left ? "paid plus the patient's cost share (the rest was not allowed)" : "paid plus patient responsibility";
}
