import type { Day } from "#base/day.ts";
import { type Cents, cents, sum } from "#base/money.ts";
import type { Claim, Remittance, RemittanceLine } from "#claim/claim.ts";
import { matchLines } from "#claim/match-lines.ts";
import { sourceText } from "#claim/typed.ts";
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

/**
 * What one remittance paid on the lines of a claim, as a case records it, named by where it was read. A reversal counts below zero. The matcher
 * shares out what a payer said of the claim only, so the lines add up to the amount. `received` stands in for the day of
 * a payment that names none.
 */
export function paymentOf(claim: Claim, r: Remittance, received: Day): Body<"payment received"> {
  const back = r.status === REVERSAL;
  const said = back ? { ...r, paid: negative(r.paid), billed: negative(r.billed), lines: r.lines.map(turned) } : r;
  const lines = matchLines(claim, [said], []).flatMap(({ line, paid }) => {
    const amount = sum(paid.map((p) => p.paid));
    if (amount === 0n) return [];
    return [{ ...(line !== undefined && { line: line.number }), amount: back ? negative(amount) : amount }];
  });
  const { trace } = r.payment;
  return {
    remittance: sourceText(r.source),
    ...(trace !== undefined && trace !== "" && { trace }),
    day: r.payment.effective ?? r.payment.fileDay ?? received,
    amount: r.paid,
    lines,
  };
}
