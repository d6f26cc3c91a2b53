import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EmbeddedEngine } from "#store/embedded.ts";
import { migrate } from "#store/migrate.ts";
import { MIGRATIONS } from "#store/migrations/list.ts";
import { openEmbedded, openPostgres, type Store } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { hasPostgres, startPostgres } from "./postgres.ts";

/** A store that is thrown away. */
export interface TestStore {
  readonly store: Store;
  /** Its data folder; undefined on PostgreSQL. */
  readonly folder: string | undefined;
  close(): Promise<void>;
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A fixed morning, one millisecond later at each look. */
export function testClock(): () => string {
  let ms = Date.parse("2026-11-23T14:00:00.000Z");
  return () => new Date(ms++).toISOString();
}

/**
 * An embedded cluster with today's schema, made once for each schema and PGlite and copied from then on: making one costs
 * seconds, copying it a tenth of one.
 */
export async function template(): Promise<string> {
  const pglite = readFileSync(join(ROOT, "node_modules/@electric-sql/pglite/package.json"));
  const digest = createHash("sha256").update(pglite);
  for (const { sql } of MIGRATIONS) digest.update(sql);
  const dir = join(ROOT, ".cache", "stores", digest.digest("hex").slice(0, 16));
  if (existsSync(dir)) return dir;
  const making = `${dir}.${process.pid}`;
  mkdirSync(dirname(dir), { recursive: true });
  const engine = await EmbeddedEngine.open(making);
  await migrate(engine);
  await engine.close();
  try {
    renameSync(making, dir);
  } catch {
    // Another test file made it in the meantime.
    rmSync(making, { recursive: true, force: true });
  }
  return dir;
}

export async function embeddedStore(): Promise<TestStore> {
  const dir = mkdtempSync(join(tmpdir(), "parley-store-"));
  const folder = join(dir, "data");
  mkdirSync(folder);
  cpSync(await template(), join(folder, "pg"), { recursive: true });
  const store = await openEmbedded(folder, { now: testClock() });
  const close = async (): Promise<void> => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { store, folder, close };
}

export async function postgresStore(): Promise<TestStore> {
  const server = await startPostgres();
  const store = await openPostgres(server.url, { now: testClock() });
  const close = async (): Promise<void> => {
    await store.close();
    await server.stop();
  };
  return { store, folder: undefined, close };
}

/** What a contract is tested on; a test file says with `POSTGRES_ABSENT` what it leaves out. */
export const ENGINES: readonly (readonly [name: string, open: () => Promise<TestStore>])[] = [
  ["PGlite", embeddedStore],
  ...(hasPostgres ? ([["PostgreSQL", postgresStore]] as const) : []),
];

/** An organization with clients, as a first start makes it. */
export async function organizationIn(store: Store, clients: number): Promise<{ org: string; clients: string[] }> {
  const made = "2026-11-23T13:00:00.000Z";
  const org = newId(made);
  const ids = Array.from({ length: clients }, () => newId(made));
  await store.asSystem(async ({ db }) => {
    await db.insertInto("organization").values({ org, name: "Harbor Ridge Group", made_at: made }).execute();
    await db
      .insertInto("chain_head")
      .values({ org, seq: 0, hash: "0".repeat(64) })
      .execute();
    for (const [i, client] of ids.entries())
      await db
        .insertInto("client")
        .values({ org, client, name: `Practice ${i + 1}`, case_prefix: `P${i + 1}`, made_at: made })
        .execute();
  });
  return { org, clients: ids };
}
