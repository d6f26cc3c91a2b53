import type { Day } from "#base/day.ts";
import { type Cents, cents, showUsd, sum } from "#base/money.ts";
import { allowedOf, patientResponsibility } from "#claim/allowed.ts";
import type { Remittance, RemittanceAdjustment, RemittanceLine } from "#claim/claim.ts";
import type { Fate } from "#claim/match.ts";
import { groupMeaning, type NextAct, nextOf, reasonMeaning, remarkMeaning } from "#codes/adjustment.ts";
import { claimStatusOf } from "#codes/claim-status.ts";

/** A remittance as the paper EOB would show it, in our words, with what it says of itself added up. */

export interface EobAdjustment {
  /** `CO-45`. */
  readonly code: string;
  readonly amount: Cents;
  readonly meaning: string;
  readonly owes: string;
  /** What to do about it: a tag of a word or two, and the next act. */
  readonly next: NextAct | undefined;
}

export interface EobRemark {
  readonly code: string;
  readonly meaning: string;
}

export interface EobLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: string;
  readonly date: Day | undefined;
  readonly charge: Cents;
  /** What no patient owes: every adjustment but the patient's part. */
  readonly takenOff: Cents;
  readonly allowed: Cents;
  readonly patient: Cents;
  readonly paid: Cents;
  readonly adjustments: readonly EobAdjustment[];
  readonly remarks: readonly EobRemark[];
}

export interface Eob {
  readonly payer: string;
  readonly trace: string | undefined;
  readonly paidOn: Day | undefined;
  readonly payerNumber: string | undefined;
  readonly status: string;
  readonly fate: { readonly what: string; readonly because: string };
  readonly billed: Cents;
  readonly paid: Cents;
  /** Absent when the payer left it empty, which is not zero. */
  readonly patient: Cents | undefined;
  readonly adjustments: readonly EobAdjustment[];
  readonly remarks: readonly EobRemark[];
  readonly lines: readonly EobLine[];
  readonly balance: EobBalance;
}

export interface EobBalance {
  readonly balances: boolean;
  /** Charge less what was taken off less what was paid. */
  readonly out: Cents;
  readonly text: string;
}

const NOT_KNOWN = "Not in our list; ask the payer what it means.";

/** Who owes an amount, as its group says. */
const OWES: Readonly<Record<string, string>> = {
  PR: "the patient",
  CO: "nobody, says the payer",
  PI: "nobody, says the payer",
  OA: "not said",
  CR: "see the correction",
};

const adjustmentOf = ({ group, reason, amount }: RemittanceAdjustment): EobAdjustment => ({
  code: `${group}-${reason}`,
  amount,
  meaning: reasonMeaning(reason)?.words ?? groupMeaning(group)?.words ?? NOT_KNOWN,
  owes: OWES[group] ?? "not said",
  next: nextOf(reason),
});

const remarkOf = (code: string): EobRemark => ({ code, meaning: remarkMeaning(code)?.words ?? NOT_KNOWN });

const takenOff = (adjustments: readonly RemittanceAdjustment[]): Cents => sum(adjustments.map((a) => a.amount));

function lineOf(l: RemittanceLine): EobLine {
  const patient = patientResponsibility(l.adjustments);
  return {
    code: l.code,
    modifiers: l.modifiers,
    units: l.units,
    date: l.date,
    charge: l.charge,
    takenOff: cents(takenOff(l.adjustments) - patient),
    allowed: allowedOf(l).amount,
    patient,
    paid: l.paid,
    adjustments: l.adjustments.map(adjustmentOf),
    remarks: l.remarks.map(remarkOf),
  };
}

const size = (amount: Cents): Cents => (amount < 0n ? cents(-amount) : amount);

/**
 * Whether charges, what was taken off and what was paid agree, line by line and over the claim. What was taken off the
 * claim as a whole belongs to no line.
 */
export function balanceOfEob(r: Remittance): EobBalance {
  const lines = r.lines.map((l, i) => ({ line: i + 1, out: cents(l.charge - takenOff(l.adjustments) - l.paid) }));
  const off = takenOff(r.adjustments) + takenOff(r.lines.flatMap((l) => l.adjustments));
  const out = cents(r.billed - off - r.paid);
  const wrong = lines.filter((l) => l.out !== 0n);
  if (out === 0n && wrong.length === 0) return { balances: true, out, text: "Balances to the cent" };
  const says = wrong.map((l) => `Out by ${showUsd(size(l.out))} on line ${l.line}`);
  if (out !== 0n && out !== sum(wrong.map((l) => l.out))) says.push(`Out by ${showUsd(size(out))} over the claim`);
  if (says.length === 0) says.push(`Out by ${showUsd(size(out))}`);
  return { balances: false, out, text: says.join("; ") };
}

const STANDS: Fate = { what: "stands", because: "the latest answer" };

/** `fate` is what became of it beside the other remittances of its claim. */
export function eobOf(r: Remittance, { what, because }: Fate = STANDS): Eob {
  return {
    payer: r.payer.name,
    trace: r.payment.trace === "" ? undefined : r.payment.trace,
    paidOn: r.payment.effective ?? r.payment.fileDay,
    payerNumber: r.payerClaimNumber,
    status: claimStatusOf(r.status)?.words ?? `Status ${r.status}`,
    fate: { what, because },
    billed: r.billed,
    paid: r.paid,
    patient: r.patient,
    adjustments: r.adjustments.map(adjustmentOf),
    remarks: r.remarks.map(remarkOf),
    lines: r.lines.map(lineOf),
    balance: balanceOfEob(r),
  };
}
