import type { Day } from "#base/day.ts";
import { cents, greatest, sum, ZERO } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { BALANCE_BARRED, lateInterest, type TermsGround } from "#strategy/terms-worth.ts";
import { openLines } from "./negotiation-table.ts";
import type { Sheet, SheetCase } from "./package-sheet.ts";
import { isBalanceBarred, lateOf, laterOf, otherClaims, paidOf } from "./terms-ground.ts";

/** What is known around a deal, so that its terms become dollars once, and not once a case. */

const paidIn = (c: SheetCase) => paidOf(openLines(c.table));

/** Interest of every case on its own share; what one of them lacks is named, and then nothing is known of the deal. */
function interestOf(sheet: Sheet, on: Day): Pick<TermsGround, "interest" | "late"> {
  const each = sheet.cases.map((c) => {
    const late = lateOf(c.table.ground.coverage.facts, on);
    const owed = greatest(cents((c.share ?? ZERO) - paidIn(c)), ZERO);
    return { c, late, owed: lateInterest({ ...late, owed }) };
  });
  const lacking = each.find((e) => e.owed === undefined);
  if (lacking !== undefined) return { late: lacking.late };
  const known = each.flatMap((e) => e.owed ?? []);
  const [first] = known;
  if (first === undefined) return {};
  const all = new Set(known.map((k) => k.source));
  const source = all.size === 1 ? first.source : each.map((e) => `${e.c.row.number}: ${e.owed?.source}`).join("; ");
  return { interest: { amount: cents(sum(known.map((k) => k.amount))), source } };
}

/** The ground of a deal: of its open lines, and of the cases with this payer that are not in it. */
export async function dealGround(tx: TenantTx, sheet: Sheet, on: Day): Promise<TermsGround> {
  const whose = { client: sheet.client, payer_key: sheet.payerKey };
  const { cases } = sheet;
  const lines = cases.flatMap((c) => openLines(c.table));
  return {
    on,
    rate: STARTING_PRIORS.rate,
    paid: cents(sum(cases.map(paidIn))),
    otherClaims: await otherClaims(
      tx,
      whose,
      cases.map((c) => c.row.id),
    ),
    ...interestOf(sheet, on),
    later: await laterOf(tx, whose, lines),
    ...(cases.every((c) => isBalanceBarred(c.table.ground)) && { balance: BALANCE_BARRED }),
  };
}
