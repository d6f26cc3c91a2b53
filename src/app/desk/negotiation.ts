import type { Day } from "#base/day.ts";
import type { TenantTx } from "#store/store.ts";
import { type ApprovalShown, approvalsOfCase, decidingOf } from "./approvals.ts";
import type { Held } from "./authority.ts";
import { loadCase } from "./case-log.ts";
import { rowOf } from "./case-sheet.ts";
import { idOfMade } from "./case-tables.ts";
import type { Desk } from "./desk.ts";
import { type NegotiationOffer, offersOf } from "./negotiation-offers.ts";
import type { QueueRow } from "./queue.ts";

/** One case as a negotiation, as of today. */
export interface Negotiation {
  readonly row: QueueRow;
  readonly asOf: Day;
  readonly version: number;
  readonly offers: readonly NegotiationOffer[];
  readonly held: Held;
  readonly approvals: readonly ApprovalShown[];
}

/** Undefined when there is no such case that the principal may see. */
export async function readNegotiation(tx: TenantTx, desk: Desk, caseId: string): Promise<Negotiation | undefined> {
  const row = await rowOf(tx, caseId);
  const logged = row && (await loadCase(tx, caseId));
  const view = logged?.state.view;
  if (row === undefined || logged === undefined || view === undefined) return undefined;
  const asOf = desk.today();
  const deciding = await decidingOf(tx, [row.client], asOf);
  const held = deciding.authority(row.client);
  if (held === undefined) return undefined;
  const { version } = logged.state;
  const keys = { caseId, number: row.number, client: row.client, version };
  return {
    ...{ row, asOf, version, held, offers: offersOf(view, asOf) },
    approvals: approvalsOfCase(view, (event) => idOfMade(caseId, event), keys, asOf, deciding),
  };
}
