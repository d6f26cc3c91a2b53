import type { TenantTx } from "#store/store.ts";
import { type ComplaintAbout, type Complaints, complaintsFor } from "#strategy/support.ts";
import { rowOf } from "./case-sheet.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";
import type { QueueRow } from "./queue.ts";

/** Who hears a complaint about the claim of a case; undefined when there is no such case that the principal may see. */
export async function complaintsOfCase(
  tx: TenantTx,
  desk: Desk,
  caseId: string,
): Promise<(ComplaintAbout & Complaints & { readonly row: QueueRow }) | undefined> {
  const row = await rowOf(tx, caseId);
  const on = desk.today();
  const ground = row && (await evaluateStored(tx, desk, row.claim, { asOf: on }));
  if (row === undefined || ground === undefined) return undefined;
  const { state, plan_funding: funding } = ground.coverage.facts;
  const about = { state: state ?? ground.evaluation.state ?? row.us_state ?? undefined, funding };
  return { row, ...about, ...complaintsFor(about, on) };
}
