import { type FilingJson, filingOf } from "#app/filing.ts";
import { outlineFor } from "#app/plan.ts";
import type { CaseView } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { type ApprovalShown, approvalsOfCase } from "./approvals.ts";
import { traitsOfCase } from "./case-knowledge.ts";
import { idOfMade } from "./case-tables.ts";
import type { Desk } from "./desk.ts";
import { earlierDisputes } from "./earlier-disputes.ts";
import { groundWithTable, tableOfCase } from "./negotiation.ts";
import { unprovenOf } from "./negotiation-table.ts";
import type { QueueRow } from "./queue.ts";

/** Whether a stored case may be filed, with the papers that went out, the approvals and the filings so far. */
export interface CaseFiling {
  readonly row: QueueRow;
  readonly filing: FilingJson;
  readonly view: CaseView;
  readonly approvals: readonly ApprovalShown[];
}

/** Undefined when there is no such case that the principal may see. */
export async function readFiling(tx: TenantTx, desk: Desk, caseId: string): Promise<CaseFiling | undefined> {
  const found = await tableOfCase(tx, desk, caseId);
  const known = found && (await traitsOfCase(tx, caseId));
  if (found === undefined || known === undefined) return undefined;
  const { row, table, deciding } = found;
  const { view } = table;
  const on = desk.today();
  const ground = groundWithTable(table);
  const planned = outlineFor(ground, on);
  const earlier = await earlierDisputes(tx, row, view);
  const filing = filingOf({
    found: { ...ground, id: row.id, name: row.number },
    ...{ view, on, traits: known.traits, unproven: unprovenOf({ view, ground }), earlier },
    plan: planned.ok ? planned.value : undefined,
  });
  const { client } = row;
  const keys = { caseId, number: row.number, client, version: Number(row.version) };
  const approvals = approvalsOfCase(view, (event) => idOfMade(caseId, event), keys, on, deciding);
  return { row, filing, view, approvals: approvals.filter((a) => a.act === "file" || a.act === "sue") };
}
