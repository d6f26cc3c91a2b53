import type { Selectable } from "kysely";
import type { Problem } from "#base/problem.ts";
import type { Statement } from "#store/engine.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";

/** An import and its files as they are kept: what is not a column stands in their bodies as JSON. */

export interface BatchBody {
  /** Where it is, for a person: "reading", "matching", "evaluating". */
  readonly stage: string;
  readonly done: number;
  readonly of: number;
  readonly claims: { readonly new: number; readonly known: number };
  readonly remittances: {
    readonly new: number;
    readonly known: number;
    readonly matched: number;
    readonly unmatched: number;
  };
  readonly cases: { readonly opened: number; readonly changed: number };
  /** Set once the allowed amounts of its files were added to the practice's own. */
  readonly isCounted: boolean;
  /** Digest of the openings, in the order of their case numbers, once the import is done. */
  readonly openings: string;
  /** How it is made: as those of its rows; a running one (`digestWith`) where an earlier Parley opened the cases. */
  readonly openingsForm?: 2;
  /** Problems of no file of it. */
  readonly problems: readonly Problem[];
  /** What broke it off, in a sentence, when it failed. */
  readonly because?: string | undefined;
}

/** Where a running digest begins. */
export const NO_ROWS = "0".repeat(64);

export const EMPTY_BATCH: BatchBody = {
  stage: "open",
  done: 0,
  of: 0,
  claims: { new: 0, known: 0 },
  remittances: { new: 0, known: 0, matched: 0, unmatched: 0 },
  cases: { opened: 0, changed: 0 },
  isCounted: false,
  openings: NO_ROWS,
  problems: [],
};

export interface FileBody {
  /** The archive it came out of. */
  readonly archive?: string | undefined;
  /** SHA-256 of what it holds, where it came packed. */
  readonly content?: string | undefined;
  /** Why it was refused, is not used, or of which file it is a copy. */
  readonly because?: string | undefined;
  readonly claims: number;
  readonly remittances: number;
  readonly lines: number;
  /** Sum of what its remittances paid, in cents. */
  readonly paid: number;
  readonly problems: readonly Problem[];
  /** Digests of its rows in the order of their bytes. */
  readonly digest: RowDigests;
}

export interface RowDigests {
  readonly claims: string;
  readonly remittances: string;
  /** How they are made: `RowDigest` of import-rows.ts; running ones (`digestWith`) where an earlier Parley read the file. */
  readonly form?: 2;
}

export const EMPTY_FILE: FileBody = {
  claims: 0,
  remittances: 0,
  lines: 0,
  paid: 0,
  problems: [],
  digest: { claims: NO_ROWS, remittances: NO_ROWS },
};

/** An import as it is stored. */
export interface Batch {
  readonly id: string;
  readonly client: string;
  readonly state: Tables["import_batch"]["state"];
  readonly startedAt: string;
  readonly startedBy: string | null;
  readonly endedAt: string | null;
  readonly digest: string | null;
  readonly body: BatchBody;
}

/** A file of an import as it is stored. */
export interface BatchFile {
  readonly id: string;
  readonly client: string;
  readonly batch: string;
  readonly name: string;
  readonly sha256: string;
  readonly kind: string;
  readonly bytes: number;
  readonly readTo: number;
  readonly state: Tables["source_file"]["state"];
  readonly body: FileBody;
}

const batchQuery = ({ db, principal }: TenantTx, id: string) =>
  db.selectFrom("import_batch").selectAll().where("org", "=", principal.org).where("id", "=", id);

export async function batchBy(tx: TenantTx, id: string): Promise<Batch | undefined> {
  const r = await batchQuery(tx, id).executeTakeFirst();
  return r === undefined ? undefined : batchOf(r);
}

/**
 * As `batchBy`, once no transaction is at work on it: of a process that was killed the server may still be saving what it
 * was told last, and a run that goes on must know of it.
 */
export async function batchToRun(tx: TenantTx, id: string): Promise<Batch | undefined> {
  const r = await batchQuery(tx, id).forUpdate().executeTakeFirst();
  return r === undefined ? undefined : batchOf(r);
}

export const batchOf = (r: Selectable<Tables["import_batch"]>): Batch => ({
  id: r.id,
  client: r.client,
  state: r.state,
  startedAt: r.started_at,
  startedBy: r.started_by,
  endedAt: r.ended_at,
  digest: r.digest,
  body: r.body === null ? EMPTY_BATCH : (JSON.parse(r.body) as BatchBody),
});

const fileOf = (r: Selectable<Tables["source_file"]>): BatchFile => ({
  id: r.id,
  client: r.client,
  batch: r.batch,
  name: r.name,
  sha256: r.sha256,
  kind: r.kind,
  bytes: Number(r.bytes),
  readTo: Number(r.read_to),
  state: r.state,
  body: r.body === null ? EMPTY_FILE : (JSON.parse(r.body) as FileBody),
});

/** Files of imports, in the order of their names. */
export async function filesOf(tx: TenantTx, batches: readonly string[]): Promise<readonly BatchFile[]> {
  if (batches.length === 0) return [];
  const rows = await tx.db
    .selectFrom("source_file")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where("batch", "in", batches)
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.map(fileOf);
}

export async function fileBy(tx: TenantTx, id: string): Promise<BatchFile | undefined> {
  const r = await tx.db
    .selectFrom("source_file")
    .selectAll()
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .executeTakeFirst();
  return r === undefined ? undefined : fileOf(r);
}

export async function saveFile(
  tx: TenantTx,
  id: string,
  to: {
    readonly state?: BatchFile["state"];
    readonly kind?: string;
    readonly readTo?: number;
    readonly body?: FileBody;
  },
): Promise<void> {
  const { state, kind, readTo, body } = to;
  await tx.db
    .updateTable("source_file")
    .set({
      ...(state !== undefined && { state }),
      ...(kind !== undefined && { kind }),
      ...(readTo !== undefined && { read_to: readTo }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .execute();
}

/** Of an import, for a transaction that sends more with it. */
export const batchSaved = (org: string, id: string, body: BatchBody): Statement => ({
  sql: "UPDATE import_batch SET body = $3 WHERE org = $1 AND id = $2",
  params: [org, id, JSON.stringify(body)],
});

export async function saveBatch({ session, principal }: TenantTx, id: string, body: BatchBody): Promise<void> {
  await session.queries([batchSaved(principal.org, id, body)]);
}
