import type { Day } from "#base/day.ts";
import { type Cents, cents, minus, sum } from "#base/money.ts";
import type { Claim, Remittance, RemittanceLine } from "#claim/claim.ts";
import { matchLines } from "#claim/match-lines.ts";
import type { Body } from "./event.ts";

const negative = (amount: Cents): Cents => cents(-amount);

/** A reversal says every amount with the opposite sign; turned round, its lines match as those it takes back did. */
const turned = (l: RemittanceLine): RemittanceLine => ({
  ...l,
  charge: negative(l.charge),
  paid: negative(l.paid),
  allowedStated: l.allowedStated === undefined ? undefined : negative(l.allowedStated),
  adjustments: l.adjustments.map((a) => ({ ...a, amount: negative(a.amount) })),
});

const REVERSAL = "22";

/** How a remittance is named in a case: the file as the user gave it, and the segment it begins at. */
export const remittanceName = (r: Pick<Remittance, "source">): string =>
  `${r.source.file}, segment ${r.source.segment}`;

/**
 * What one remittance paid on the lines of a claim, as a case records it. A reversal counts below zero. What the lines do
 * not account for is money on no line, so the lines always add up to the amount. `received` stands in for the day of a
 * payment that names none.
 */
export function paymentOf(claim: Claim, r: Remittance, received: Day): Body<"payment received"> {
  const back = r.status === REVERSAL;
  const said = back ? { ...r, paid: negative(r.paid), billed: negative(r.billed), lines: r.lines.map(turned) } : r;
  const lines = matchLines(claim, [said], []).flatMap(({ line, paid }) => {
    const amount = sum(paid.map((p) => p.paid));
    if (amount === 0n) return [];
    return [{ ...(line !== undefined && { line: line.number }), amount: back ? negative(amount) : amount }];
  });
  const rest = minus(r.paid, sum(lines.map((l) => l.amount)));
  const { trace } = r.payment;
  return {
    remittance: remittanceName(r),
    ...(trace !== undefined && trace !== "" && { trace }),
    day: r.payment.effective ?? r.payment.fileDay ?? received,
    amount: r.paid,
    lines: rest === 0n ? lines : [...lines, { amount: rest }],
  };
}
