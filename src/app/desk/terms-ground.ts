import type { Day } from "#base/day.ts";
import { type Cents, cents, ZERO } from "#base/money.ts";
import type { LineEvaluation } from "#case/evaluation.ts";
import { serviceOf } from "#claim/history.ts";
import { lastDay } from "#law/deadline.ts";
import type { Facts } from "#law/fact.ts";
import { PROMPT_PAY_INTEREST } from "#law/federal/sums.ts";
import { deadlineOf } from "#law/library.ts";
import type { TenantTx } from "#store/store.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { BALANCE_BARRED, type LaterLine, type TermsGround } from "#strategy/terms-worth.ts";
import type { StoredEvaluation } from "./evaluate-claim.ts";
import { ownHistory } from "./history-own.ts";
import type { QueueRow } from "./queue.ts";

/** Roads under which the law itself keeps the patient from being billed for the rest. */
const FEDERAL = /^federal_/;
export const isBalanceBarred = ({ evaluation }: Pick<StoredEvaluation, "evaluation">): boolean =>
  FEDERAL.test(evaluation.channel.verdict);

type Whose = Pick<QueueRow, "client" | "payer_key">;

/** What the other open cases of this client against this payer could still bring. */
export async function otherClaims(
  tx: TenantTx,
  whose: Whose,
  but: readonly string[],
): Promise<NonNullable<TermsGround["otherClaims"]>> {
  const found = await tx.db
    .selectFrom("case_row")
    .select(({ fn }) => [fn.sum<string | null>("stake").as("stake"), fn.countAll<string>().as("count")])
    .where("org", "=", tx.principal.org)
    .where("client", "=", whose.client)
    .where("payer_key", "=", whose.payer_key)
    .where("state", "=", "open")
    .where("id", "not in", but)
    .executeTakeFirstOrThrow();
  const n = Number(found.count);
  return {
    amount: cents(BigInt(found.stake ?? "0")),
    source: `stake of ${n} other open case${n === 1 ? "" : "s"} with this payer`,
  };
}

/** What interest for paying late hangs on: the state's own days from the claim's receipt, where its rule is here. */
export function lateOf(facts: Facts, on: Day): NonNullable<TermsGround["late"]> {
  const { plan_funding: planFunding, state, claim_received: received } = facts;
  const rule = PROMPT_PAY_INTEREST.find((r) => r.state === state && r.from <= on);
  const days = rule && deadlineOf(rule.deadline);
  const due = days === undefined || received === undefined ? undefined : lastDay(days, received);
  return { state, planFunding, due, on };
}

/** Own history of each line with this payer, to say what a price that binds later claims would cost. */
export async function laterOf(
  tx: TenantTx,
  whose: Whose,
  lines: readonly LineEvaluation[],
): Promise<readonly LaterLine[]> {
  const history = await ownHistory(tx, whose.client, new Set(lines.map(serviceOf)));
  return lines.map((l) => ({
    code: l.code,
    own: history.median(whose.payer_key, l.code, l.modifiers),
    weight: l.allowed ?? l.billed,
  }));
}

/** What was paid and what the patient owes of lines: an offer counts it in, and it waits for nobody. */
export const paidOf = (lines: readonly LineEvaluation[]): Cents =>
  cents(lines.reduce<bigint>((t, l) => t + l.paid + l.patient, ZERO));

/** What is known around offers on a case, so that their terms become dollars. */
export async function termsGround(
  tx: TenantTx,
  row: QueueRow,
  { coverage, evaluation }: Pick<StoredEvaluation, "coverage" | "evaluation">,
  on: Day,
): Promise<TermsGround> {
  return {
    on,
    rate: STARTING_PRIORS.rate,
    paid: paidOf(evaluation.lines),
    otherClaims: await otherClaims(tx, row, [row.id]),
    late: lateOf(coverage.facts, on),
    later: await laterOf(tx, row, evaluation.lines),
    ...(isBalanceBarred({ evaluation }) && { balance: BALANCE_BARRED }),
  };
}
