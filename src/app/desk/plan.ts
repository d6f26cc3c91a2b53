import { planFor } from "#app/plan.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import { planJson } from "#strategy/plan-json.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import { learnedGroundOf } from "./learned.ts";
import type { QueueRow } from "./queue.ts";
import { type NotNow, notNow } from "./refused.ts";

export interface CasePlan {
  readonly row: QueueRow;
  /** Key for key as `parley plan --json` writes it. */
  readonly plan: object;
}

/** The plan of a case as of today, or why there is nothing to plan. */
export async function planOfCase(tx: TenantTx, desk: Desk, caseId: string): Promise<Result<CasePlan, NotNow>> {
  const row = await rowOf(tx, caseId);
  const asOf = desk.today();
  const stored = row && (await evaluateStored(tx, desk, row.claim, { asOf }));
  if (row === undefined || stored === undefined) return err(notNow("not-found", "There is no such case."));
  const ground = await learnedGroundOf(tx, row, stored, asOf);
  const plan = planFor(ground, asOf);
  if (!plan.ok) return err(notNow("not-now", `There is nothing to plan: ${plan.error}.`));
  return ok({ row, plan: planJson(plan.value, ground.evaluation.sources) });
}
