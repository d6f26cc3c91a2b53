import type { TenantTx } from "#store/store.ts";
import { idAt } from "#store/uuid.ts";
import { type Batch, type BatchFile, batchBy, filesOf, NO_ROWS } from "./import-batch.ts";
import { importDigest } from "./import-end.ts";
import { openingsOf, runningOpenings } from "./import-openings.ts";
import { digestWith, RowDigest } from "./import-rows.ts";

/** Whether the rows of an import are the ones whose digest its event holds. */
export interface ImportFinding {
  readonly import: string;
  /** Number of its event in the chain; undefined when there is none. */
  readonly seq: number | undefined;
  /** A sentence without any value of a row; undefined when all is as it was written. */
  readonly fault: string | undefined;
}

const ROWS = 500;

interface Kept {
  readonly id: string;
  readonly body: string;
}

async function digestOf(tx: TenantTx, table: "claim" | "remittance", file: BatchFile): Promise<string> {
  let running = NO_ROWS;
  const digest = file.body.digest.form === 2 ? new RowDigest() : undefined;
  let place = 0;
  let after = idAt(file.id, 0);
  let isFirst = true;
  const last = idAt(file.id, 2 ** 48 - 1);
  for (;;) {
    const { rows } = await tx.session.query<Kept>(
      `SELECT id, body FROM ${table} WHERE org = $1 AND id ${isFirst ? ">=" : ">"} $2 AND id <= $3 ORDER BY id LIMIT ${ROWS}`,
      [tx.principal.org, after, last],
    );
    for (const { id, body } of rows)
      if (digest === undefined) running = digestWith(running, id, body);
      else digest.add(place++, id, body);
    after = rows.at(-1)?.id ?? after;
    isFirst = false;
    if (rows.length < ROWS) return digest?.finish() ?? running;
  }
}

const openingsDigest = async (tx: TenantTx, { id, body }: Batch): Promise<string> =>
  body.openingsForm === 2 ? (await openingsOf(tx, id)).finish() : await runningOpenings(tx, id);

/** The event that says an import was done, as far as it is here: its body goes when its client is deleted. */
async function written(tx: TenantTx, batch: string) {
  const event = await tx.db
    .selectFrom("event")
    .select(["seq", "body"])
    .where("org", "=", tx.principal.org)
    .where("subject", "=", batch)
    .where("type", "=", "import done")
    .executeTakeFirst();
  if (event === undefined || event.body === null) return undefined;
  return { seq: Number(event.seq), digest: (JSON.parse(event.body) as { readonly digest?: string }).digest };
}

/** Reads the rows of an import again and compares them with what its event says. To be run for imports that are done. */
export async function verifyImport(tx: TenantTx, id: string): Promise<ImportFinding> {
  const event = await written(tx, id);
  const said = (fault: string | undefined): ImportFinding => ({ import: id, seq: event?.seq, fault });
  const batch = await batchBy(tx, id);
  if (batch === undefined) return said("An event says that an import was done, and the import is not here.");
  if (event === undefined) return said("No event says that this import was done.");
  const files = await filesOf(tx, [id]);
  for (const f of files.filter((x) => x.state === "read")) {
    const { claims, remittances } = f.body.digest;
    if ((await digestOf(tx, "claim", f)) !== claims)
      return said(`Claims of file ${f.id} were changed, removed or added.`);
    if ((await digestOf(tx, "remittance", f)) !== remittances)
      return said(`Remittances of file ${f.id} were changed, removed or added.`);
  }
  const openings = await openingsDigest(tx, batch);
  if (openings !== batch.body.openings) return said("Openings of its cases were changed, removed or added.");
  return importDigest(files, openings) === event.digest
    ? said(undefined)
    : said("What is kept of the import is not what its event says.");
}

/** Imports that are done, by their rows or by their events: whichever is left tells of the other. */
const DONE = `SELECT id::text AS id FROM import_batch WHERE org = $1 AND state = 'done'
  UNION SELECT subject FROM event e WHERE org = $1 AND type = 'import done' AND body IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM event u WHERE u.org = e.org AND u.subject = e.subject AND u.type = 'import undone') ORDER BY 1`;

export interface ImportsReport {
  /** Imports whose rows were read again. */
  readonly imports: number;
  readonly findings: readonly ImportFinding[];
}

/** Verifies every import of the organization that is done. */
export async function verifyImports(tx: TenantTx): Promise<ImportsReport> {
  const { rows } = await tx.session.query<{ id: string }>(DONE, [tx.principal.org]);
  const findings: ImportFinding[] = [];
  for (const { id } of rows) {
    const finding = await verifyImport(tx, id);
    if (finding.fault !== undefined) findings.push(finding);
  }
  return { imports: rows.length, findings };
}
