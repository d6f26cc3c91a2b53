import { formatUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import { planOf } from "#strategy/plan.ts";
import { planJson } from "#strategy/plan-json.ts";
import type { Desk } from "./desk.ts";
import { planGroundOf, type ReadNegotiation, readNegotiation } from "./negotiation.ts";
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
  /**
   * Key for key as `parley plan --json` writes it, and `next` as its `negotiation`. Some thirty turns, a tenth of a second:
   * to be asked for once the transaction is over.
   */
  readonly plan: () => object;
}

function nextStep(table: Table): NextStep {
  const said = moveOf(table);
  if (said.turn === undefined) return { why: said.why, move: null, amount: null, because: null };
  const { move, amount, because } = said.turn;
  return { why: null, move, amount: amount === undefined ? null : formatUsd(amount), because };
}

/** The plan of a case as of today, or why there is nothing to plan: what Negotiate says, with its reasons in words. */
export async function planOfCase(tx: TenantTx, desk: Desk, caseId: string): Promise<Result<CasePlan, NotNow>> {
  const read = await readNegotiation(tx, desk, caseId);
  if (read === undefined) return err(notNow("not-found", "There is no such case."));
  const { table } = read;
  const ground = planGroundOf(table);
  if (!ground.ok) return err(notNow("not-now", ground.error));
  const next = nextStep(table);
  const said = () => planJson(planOf(ground.value), table.ground.evaluation.sources);
  return ok({ read, next, plan: () => ({ ...said(), negotiation: next }) });
}
