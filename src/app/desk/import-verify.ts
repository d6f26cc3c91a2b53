import type { TenantTx } from "#store/store.ts";
import { idAt } from "#store/uuid.ts";
import { type BatchFile, batchBy, filesOf, NO_ROWS } from "./import-batch.ts";
import { importDigest } from "./import-end.ts";
import { digestWith } from "./import-rows.ts";

/** Whether the rows of an import are the ones whose digest its event holds. */
export interface ImportFinding {
  readonly import: string;
  /** A sentence without any value of a row; undefined when all is as it was written. */
  readonly fault: string | undefined;
}

const ROWS = 500;

interface Kept {
  readonly id: string;
  readonly body: string;
}

async function digestOf(tx: TenantTx, table: "claim" | "remittance", file: BatchFile): Promise<string> {
  let digest = NO_ROWS;
  let after = idAt(file.id, 0);
  let isFirst = true;
  const last = idAt(file.id, 2 ** 48 - 1);
  for (;;) {
    const { rows } = await tx.session.query<Kept>(
      `SELECT id, body FROM ${table} WHERE org = $1 AND id ${isFirst ? ">=" : ">"} $2 AND id <= $3 ORDER BY id LIMIT ${ROWS}`,
      [tx.principal.org, after, last],
    );
    for (const { id, body } of rows) digest = digestWith(digest, id, body);
    after = rows.at(-1)?.id ?? after;
    isFirst = false;
    if (rows.length < ROWS) return digest;
  }
}

/** In the order of their case numbers, which is the order they were opened in. */
async function openingsDigest(tx: TenantTx, batch: string): Promise<string> {
  const { rows } = await tx.session.query<Kept>(
    `SELECT o.case_id AS id, o.body FROM case_opening o JOIN case_row r ON r.org = o.org AND r.id = o.case_id
     WHERE o.org = $1 AND o.batch = $2 ORDER BY split_part(r.number, '-', 2)::bigint`,
    [tx.principal.org, batch],
  );
  return rows.reduce((d, { id, body }) => digestWith(d, id, body), NO_ROWS);
}

async function written(tx: TenantTx, batch: string): Promise<string | undefined> {
  const event = await tx.db
    .selectFrom("event")
    .select("body")
    .where("org", "=", tx.principal.org)
    .where("subject", "=", batch)
    .where("type", "=", "import done")
    .executeTakeFirst();
  if (event?.body === null || event === undefined) return undefined;
  return (JSON.parse(event.body) as { readonly digest?: string }).digest;
}

/** Reads the rows of an import again and compares them with what its event says. To be run for imports that are done. */
export async function verifyImport(tx: TenantTx, id: string): Promise<ImportFinding> {
  const said = (fault: string | undefined): ImportFinding => ({ import: id, fault });
  const batch = await batchBy(tx, id);
  if (batch === undefined) return said("There is no such import here.");
  const event = await written(tx, id);
  if (event === undefined) return said("No event says that this import was done.");
  const files = await filesOf(tx, [id]);
  for (const f of files.filter((x) => x.state === "read")) {
    const { claims, remittances } = f.body.digest;
    if ((await digestOf(tx, "claim", f)) !== claims)
      return said(`Claims of file ${f.id} were changed, removed or added.`);
    if ((await digestOf(tx, "remittance", f)) !== remittances)
      return said(`Remittances of file ${f.id} were changed, removed or added.`);
  }
  const openings = await openingsDigest(tx, id);
  if (openings !== batch.body.openings) return said("Openings of its cases were changed, removed or added.");
  return importDigest(files, openings) === event
    ? said(undefined)
    : said("What is kept of the import is not what its event says.");
}
