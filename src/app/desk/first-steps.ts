import { lastBackup } from "#app/backup.ts";
import type { TenantTx } from "#store/store.ts";
import { PROFILE } from "./settings.ts";

/** The five steps from nothing to one's own map, and which of them are done. */
export interface FirstStep {
  readonly step: "practice" | "files" | "people" | "payers" | "backup";
  readonly done: boolean;
  readonly minutes: number;
}

const TESTS = `SELECT
  EXISTS (SELECT 1 FROM client WHERE org = $1 AND removed_at IS NULL) AS practice,
  EXISTS (SELECT 1 FROM import_batch WHERE org = $1 AND state = 'done') AS files,
  (SELECT count(*) FROM person WHERE org = $1 AND left_at IS NULL) > 1 AS people,
  EXISTS (SELECT 1 FROM setting WHERE org = $1 AND name = $2)
    OR EXISTS (SELECT 1 FROM fact_answer WHERE org = $1 AND scope IN ('payer', 'plan')) AS payers`;

/** A profile with contracts, or an answer about a payer, says that somebody looked the payers over. */
export async function firstSteps(tx: TenantTx, dataDir: string): Promise<readonly FirstStep[]> {
  const { rows } = await tx.session.query<Readonly<Record<string, boolean>>>(TESTS, [tx.principal.org, PROFILE]);
  const [is = {}] = rows;
  return [
    { step: "practice", done: is.practice === true, minutes: 1 },
    { step: "files", done: is.files === true, minutes: 2 },
    { step: "people", done: is.people === true, minutes: 1 },
    { step: "payers", done: is.payers === true, minutes: 2 },
    { step: "backup", done: lastBackup(dataDir) !== undefined, minutes: 1 },
  ];
}
