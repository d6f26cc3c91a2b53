import { planFor } from "#app/plan.ts";
import { formatUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import { planJson } from "#strategy/plan-json.ts";
import type { Desk } from "./desk.ts";
import { learnedGroundOf } from "./learned.ts";
import { type ReadNegotiation, readNegotiation } from "./negotiation.ts";
import { moveOf } from "./negotiation-advice.ts";
import type { Table } from "./negotiation-table.ts";
import { type NotNow, notNow } from "./refused.ts";

/** What Negotiate would do next, as JSON has it; `why` says why it advises nothing. */
interface NextStep {
  readonly why: string | null;
  readonly move: string | null;
  readonly amount: string | null;
  readonly because: string | null;
}

export interface CasePlan {
  readonly read: ReadNegotiation;
  readonly next: NextStep;
  /** Key for key as `parley plan --json` writes it, and `next` as its `negotiation`. */
  readonly plan: object;
}

function nextStep(table: Table): NextStep {
  const said = moveOf(table);
  if (said.turn === undefined) return { why: said.why, move: null, amount: null, because: null };
  const { move, amount, because } = said.turn;
  return { why: null, move, amount: amount === undefined ? null : formatUsd(amount), because };
}

/**
 * The plan of a case as of today, or why there is nothing to plan. The plan weighs one round alone; a case is worked by what
 * Negotiate says, which weighs the rounds to come and the offers made.
 */
export async function planOfCase(tx: TenantTx, desk: Desk, caseId: string): Promise<Result<CasePlan, NotNow>> {
  const read = await readNegotiation(tx, desk, caseId);
  if (read === undefined) return err(notNow("not-found", "There is no such case."));
  const { row, table } = read;
  const ground = await learnedGroundOf(tx, row, table.ground, table.asOf);
  const plan = planFor(ground, table.asOf);
  if (!plan.ok) return err(notNow("not-now", `There is nothing to plan: ${plan.error}.`));
  const said = planJson(plan.value, ground.evaluation.sources);
  const next = nextStep(table);
  return ok({ read, next, plan: { ...said, negotiation: next } });
}
