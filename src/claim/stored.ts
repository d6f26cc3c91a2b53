import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, centsFromInt } from "#base/money.ts";
import type { Claim, ClaimLine, Payment, Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";

/**
 * Claims and remittances as JSON text, to be kept and read back as the same values. Amounts are whole cents: no file may
 * state more than fits a whole number of JSON exactly, and `kept` says so where it would not.
 */

type Kept<T> = T extends Cents
  ? number
  : T extends string
    ? T
    : T extends readonly (infer E)[]
      ? readonly Kept<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Kept<T[K]> }
        : T;

/** An amount in whole cents, as JSON writes it exactly. */
export function kept(amount: Cents): number {
  const n = Number(amount);
  check(Number.isSafeInteger(n), "an amount is larger than any file may state");
  return n;
}

const keptOrNot = (amount: Cents | undefined): number | undefined => (amount === undefined ? undefined : kept(amount));
const centsOrNot = (n: number | undefined): Cents | undefined => (n === undefined ? undefined : centsFromInt(n));

const keptAdjustment = (a: RemittanceAdjustment) => ({ group: a.group, reason: a.reason, amount: kept(a.amount) });
const keptPayment = (p: Payment) => ({ ...p, amount: keptOrNot(p.amount) });
const keptClaimLine = (l: ClaimLine) => ({ ...l, charge: kept(l.charge) });
const keptLine = (l: RemittanceLine) => ({
  ...l,
  charge: kept(l.charge),
  paid: kept(l.paid),
  allowedStated: keptOrNot(l.allowedStated),
  adjustments: l.adjustments.map(keptAdjustment),
});

/** The text of a claim; `sent` is the day its file was made, which tells two sendings of it apart. */
export const claimText = (c: Claim, sent?: Day): string =>
  JSON.stringify({ ...c, billed: kept(c.billed), lines: c.lines.map(keptClaimLine), sent });

/** The text of a remittance, with the payment it belongs to. */
export const remittanceText = (r: Remittance): string =>
  JSON.stringify({
    ...r,
    billed: kept(r.billed),
    paid: kept(r.paid),
    patient: keptOrNot(r.patient),
    payment: keptPayment(r.payment),
    adjustments: r.adjustments.map(keptAdjustment),
    lines: r.lines.map(keptLine),
  });

/** A claim as it is kept. */
export interface StoredClaim {
  readonly claim: Claim;
  readonly sent: Day | undefined;
}

/** The claim of a text that `claimText` made. */
export function storedClaim(text: string): StoredClaim {
  const { sent, ...c } = JSON.parse(text) as Kept<Claim> & { readonly sent?: Day };
  const lines = c.lines.map((l) => ({ ...l, charge: centsFromInt(l.charge) }));
  return { claim: { ...c, billed: centsFromInt(c.billed), lines }, sent };
}

/** The same without the day it was sent. */
export const claimFrom = (text: string): Claim => storedClaim(text).claim;

const adjustmentFrom = (a: Kept<RemittanceAdjustment>): RemittanceAdjustment => ({
  group: a.group,
  reason: a.reason,
  amount: centsFromInt(a.amount),
});

const lineFrom = (l: Kept<RemittanceLine>): RemittanceLine => ({
  ...l,
  charge: centsFromInt(l.charge),
  paid: centsFromInt(l.paid),
  allowedStated: centsOrNot(l.allowedStated),
  adjustments: l.adjustments.map(adjustmentFrom),
});

/** The remittance of a text that `remittanceText` made. */
export function remittanceFrom(text: string): Remittance {
  const r = JSON.parse(text) as Kept<Remittance>;
  return {
    ...r,
    billed: centsFromInt(r.billed),
    paid: centsFromInt(r.paid),
    patient: centsOrNot(r.patient),
    payment: { ...r.payment, amount: centsOrNot(r.payment.amount) },
    adjustments: r.adjustments.map(adjustmentFrom),
    lines: r.lines.map(lineFrom),
  };
}
