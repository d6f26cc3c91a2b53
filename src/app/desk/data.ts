import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { lastBackup } from "#app/backup.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import type { TenantTx } from "#store/store.ts";

/** Where the data of an organization are, and what stands in the way of deleting them. */

export interface Hold {
  /** Name of the client; null when it is the whole organization's. */
  readonly client: string | null;
  readonly reason: string;
}

export interface DataState {
  readonly engine: "embedded" | "postgres";
  /** The data folder: files and keys, and the database unless a server keeps it. */
  readonly folder: string;
  /** Where the master key is, in words; never the key. */
  readonly key: string;
  /** Of the folder, and of the database. */
  readonly bytes: number;
  readonly lastBackup: string | null;
  readonly holds: readonly Hold[];
}

/** Files that go while they are counted count nothing. */
async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const e of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (e.isFile()) bytes += (await stat(join(e.parentPath, e.name)).catch(() => undefined))?.size ?? 0;
  return bytes;
}

async function holdsOf(tx: TenantTx): Promise<readonly Hold[]> {
  const { org } = tx.principal;
  const { rows } = await tx.session.query<{ name: string | null; reason: string }>(
    `SELECT NULL AS name, legal_hold AS reason FROM organization WHERE org = $1 AND legal_hold IS NOT NULL
     UNION ALL SELECT name, legal_hold FROM client
     WHERE org = $1 AND legal_hold IS NOT NULL AND removed_at IS NULL ORDER BY name NULLS FIRST`,
    [org],
  );
  return rows.map((r) => ({ client: r.name, reason: r.reason }));
}

export async function dataState(open: OpenDesk, tx: TenantTx): Promise<DataState> {
  const { kind: engine } = open.desk.store.engine;
  const database =
    engine === "embedded" ? undefined : await tx.session.query("SELECT pg_database_size(current_database()) AS bytes");
  return {
    engine,
    folder: open.dataDir,
    key: open.keySource,
    bytes: (await bytesBelow(open.dataDir)) + Number(database?.rows[0]?.bytes ?? 0),
    lastBackup: lastBackup(open.dataDir) ?? null,
    holds: await holdsOf(tx),
  };
}
