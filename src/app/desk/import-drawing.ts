import type { Day } from "#base/day.ts";
import type { TenantTx } from "#store/store.ts";
import type { Run } from "./import-read.ts";
import { assumptions } from "./map-renewal.ts";
import { type KeptDrawing, keepMap, keptDrawing } from "./money-map.ts";

/** The money map that an import draws on its way. */

/** Whether the client has nothing but what this import read: nobody typed, and no other import left anything. */
async function isAlone({ session, principal }: TenantTx, client: string, batch: string): Promise<boolean> {
  const typed = (table: string) =>
    `EXISTS (SELECT 1 FROM ${table} WHERE org = $1 AND client = $2 AND source = 'typed')`;
  const { rows } = await session.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM import_batch WHERE org = $1 AND client = $2 AND id <> $3
       AND state NOT IN ('open', 'undone')) OR ${typed("claim")} OR ${typed("remittance")} AS any`,
    [principal.org, client, batch],
  );
  return rows[0]?.any === false;
}

/**
 * The map of a client whose every claim is in this import is drawn while they are evaluated: to evaluate them all once more
 * took longer than the import. Any other is drawn of all its claims afterwards.
 */
export async function drawingOf(run: Run, asOf: Day): Promise<KeptDrawing | undefined> {
  const { client, id } = run.batch;
  const alone = await run.within((tx) => isAlone(tx, client, id));
  return alone ? keptDrawing({ asOf, assumptions: assumptions(asOf) }) : undefined;
}

/** Keeps what was drawn, unless somebody typed a claim or began another import meanwhile. */
export async function keepDrawn(run: Run, tx: TenantTx, drawing: KeptDrawing | undefined): Promise<boolean> {
  const { client, id } = run.batch;
  if (drawing === undefined || !(await isAlone(tx, client, id))) return false;
  await keepMap(tx, client, drawing.finish());
  return true;
}
