import type { Day } from "#base/day.ts";
import { type Cents, minus, negate, sum, ZERO } from "#base/money.ts";
import type { DemoPayer, DemoPayment, DemoPractice, DemoProviderAdjustment } from "./model.ts";
import { type DemoCheck, paidBy } from "./remittance.ts";

/** Sorts payments into checks: one for each practice, payer and day. */

interface Open {
  readonly payer: DemoPayer;
  readonly practice: DemoPractice;
  readonly day: Day;
  readonly payments: DemoPayment[];
  readonly adjustments: DemoProviderAdjustment[];
}

const byDay = (a: Open, b: Open): number => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

/**
 * A check cannot be negative: what a payer takes back beyond what it pays is carried forward under PLB FB (a negative
 * amount), and the next check to the same practice begins by taking it (FB, positive).
 */
function carried(open: Open, owed: Cents): { readonly check: DemoCheck; readonly owed: Cents } {
  const carry = (amount: Cents): DemoProviderAdjustment => ({
    practice: open.practice,
    payer: open.payer,
    day: open.day,
    reason: "FB",
    reference: `BALANCE${open.payer.id}`,
    amount,
  });
  const adjustments = owed === ZERO ? open.adjustments : [...open.adjustments, carry(owed)];
  const total = minus(sum(open.payments.map(paidBy)), sum(adjustments.map((a) => a.amount)));
  if (total >= 0n) return { check: { ...open, adjustments }, owed: ZERO };
  return { check: { ...open, adjustments: [...adjustments, carry(total)] }, owed: negate(total) };
}

/** Every check that pays these payments, oldest first; nothing is left owed unless the last check of a pair is short. */
export function checksFor(
  payments: readonly DemoPayment[],
  adjustments: readonly DemoProviderAdjustment[],
): readonly DemoCheck[] {
  const open = new Map<string, Open>();
  const at = (practice: DemoPractice, payer: DemoPayer, day: Day): Open => {
    const key = `${practice.prefix} ${payer.id} ${day}`;
    const found = open.get(key) ?? { payer, practice, day, payments: [], adjustments: [] };
    open.set(key, found);
    return found;
  };
  for (const p of payments) at(p.claim.practice, p.claim.plan.payer, p.day).payments.push(p);
  for (const a of adjustments) at(a.practice, a.payer, a.day).adjustments.push(a);
  const owing = new Map<string, Cents>();
  return [...open.values()].sort(byDay).map((o) => {
    const pair = `${o.practice.prefix} ${o.payer.id}`;
    const next = carried(o, owing.get(pair) ?? ZERO);
    owing.set(pair, next.owed);
    return next.check;
  });
}
