import { lastBackup } from "#app/backup.ts";
import type { TenantTx } from "#store/store.ts";
import { PROFILE } from "./settings.ts";

/** The steps from nothing to one's own map, and which of them are done. */
export interface FirstStep {
  readonly step: "practice" | "files" | "contracts" | "payers" | "people" | "second factor" | "backup";
  readonly done: boolean;
  readonly minutes: number;
}

const TESTS = `SELECT
  EXISTS (SELECT 1 FROM client WHERE org = $1 AND removed_at IS NULL) AS practice,
  EXISTS (SELECT 1 FROM import_batch WHERE org = $1 AND state = 'done') AS files,
  (SELECT count(*) FROM person WHERE org = $1 AND left_at IS NULL) > 1 AS people,
  EXISTS (SELECT 1 FROM setting WHERE org = $1 AND name = $2
    AND (body LIKE '%"contracts":[{%' OR body LIKE '%"contractsComplete":true%')) AS contracts,
  EXISTS (SELECT 1 FROM setting WHERE org = $1 AND name = $2)
    OR EXISTS (SELECT 1 FROM fact_answer WHERE org = $1 AND scope IN ('payer', 'plan')) AS payers`;

/**
 * A profile, or an answer about a payer, says that somebody looked the payers over; contracts are done when some are listed, or
 * when it is said that there are no more. The second factor is that of whoever asks, which the sign-in knows.
 */
export async function firstSteps(tx: TenantTx, dataDir: string, secondFactor: boolean): Promise<readonly FirstStep[]> {
  const { rows } = await tx.session.query<Readonly<Record<string, boolean>>>(TESTS, [tx.principal.org, PROFILE]);
  const [is = {}] = rows;
  return [
    { step: "practice", done: is.practice === true, minutes: 1 },
    { step: "files", done: is.files === true, minutes: 2 },
    { step: "contracts", done: is.contracts === true, minutes: 1 },
    { step: "payers", done: is.payers === true, minutes: 2 },
    { step: "people", done: is.people === true, minutes: 1 },
    { step: "second factor", done: secondFactor, minutes: 1 },
    { step: "backup", done: lastBackup(dataDir) !== undefined, minutes: 1 },
  ];
}
