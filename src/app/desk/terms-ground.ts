import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import type { TenantTx } from "#store/store.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { BALANCE_BARRED, lateInterest, type TermsGround } from "#strategy/terms-worth.ts";
import type { StoredEvaluation } from "./evaluate-claim.ts";
import type { QueueRow } from "./queue.ts";

/** Roads under which the law itself keeps the patient from being billed for the rest. */
const FEDERAL = /^federal_/;

/** What the other open cases of this client against this payer could still bring. */
async function otherClaims(tx: TenantTx, row: QueueRow): Promise<NonNullable<TermsGround["otherClaims"]>> {
  const found = await tx.db
    .selectFrom("case_row")
    .select(({ fn }) => [fn.sum<string | null>("stake").as("stake"), fn.countAll<string>().as("count")])
    .where("org", "=", tx.principal.org)
    .where("client", "=", row.client)
    .where("payer_key", "=", row.payer_key)
    .where("state", "=", "open")
    .where("id", "<>", row.id)
    .executeTakeFirstOrThrow();
  const n = Number(found.count);
  return {
    amount: cents(BigInt(found.stake ?? "0")),
    source: `stake of ${n} other open case${n === 1 ? "" : "s"} with this payer`,
  };
}

/** What is known around offers on a case, so that their terms become dollars. */
export async function termsGround(
  tx: TenantTx,
  row: QueueRow,
  { coverage, evaluation }: Pick<StoredEvaluation, "coverage" | "evaluation">,
  on: Day,
): Promise<TermsGround> {
  const { plan_funding: planFunding, state } = coverage.facts;
  const paid = cents(evaluation.lines.reduce((t, l) => t + l.paid + l.patient, 0n));
  const interest = lateInterest({ state, planFunding, due: undefined, owed: cents(0n), on });
  return {
    on,
    rate: STARTING_PRIORS.rate,
    paid: paid as Cents,
    otherClaims: await otherClaims(tx, row),
    ...(interest !== undefined && { interest }),
    ...(FEDERAL.test(evaluation.channel.verdict) && { balance: BALANCE_BARRED }),
  };
}
