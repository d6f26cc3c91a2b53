import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT, startPostgres } from "#test/postgres.ts";
import { rowsOfEveryTable } from "#test/store-rows.ts";
import { ENGINES, organizationIn, type TestStore, testClock } from "#test/stores.ts";
import { backUp, readBackup } from "./backup.ts";
import { restore } from "./backup-restore.ts";
import { DUMP_OPENING, tablesOf } from "./backup-tables.ts";
import type { Engine } from "./engine.ts";
import { append } from "./events.ts";
import { type MasterKey, readMasterKey } from "./keys.ts";
import { KeyRing } from "./keys-ring.ts";
import { PostgresEngine } from "./postgres.ts";
import { openEmbedded } from "./store.ts";
import { Vault } from "./vault.ts";
import { filesIn, keysIn } from "./vault-folders.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

function master(byte: string): MasterKey {
  const key = readMasterKey(`ff${byte.repeat(31)}`, "PARLEY_KEY");
  if (!key.ok) throw new Error(key.error.sentence);
  return key.value;
}
const MASTER = master("01");
const CANARY = "CANARY^PATIENT\twith tab, \\back\\slash,\r\nlines, ünïcode and \\N";

/** Every row of every table as text, in no order of its own. */
async function everyRow(engine: Engine): Promise<Record<string, readonly string[]>> {
  return engine.transaction(DUMP_OPENING, async (session) => {
    const found: Record<string, readonly string[]> = {};
    for (const { schema, name } of await tablesOf(session)) {
      await session.script("SET LOCAL ROLE parley_system");
      const { rows } = await session.query(`SELECT t::text AS row FROM "${schema}"."${name}" t`);
      found[name] = rows.map((r) => String(r.row)).sort();
      await session.script("SET LOCAL ROLE NONE");
    }
    return found;
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe.each(ENGINES)("a backup of %s", (_, open) => {
  let at: TestStore;
  let dir = "";
  let dataDir = "";
  let file = "";
  let org = "";
  let address = "";
  let rows: Record<string, readonly string[]> = {};

  const write = (to: string) =>
    backUp({
      engine: at.store.engine,
      dataDir,
      master: MASTER,
      file: to,
      parley: "0.1.0",
      now: "2026-11-23T15:00:00.000Z",
    });

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), "parley-backup-"));
    at = await open();
    dataDir = at.folder ?? join(dir, "data");
    file = join(dir, "one.parley");
    for (const times of [1, 2]) {
      const made = await organizationIn(at.store, times);
      org = made.org;
      await at.store.as({ org, clients: "all" }, async (tx) => {
        const client = made.clients[0] ?? "";
        await rowsOfEveryTable(tx, client);
        await append(tx, [{ client, type: "noted", body: { text: CANARY } }]);
      });
    }
    await at.store.as({ org, clients: "all" }, (tx) => append(tx, [{ type: "noted", body: null }]));
    const vault = new Vault({
      dir: filesIn(dataDir),
      key: new KeyRing(keysIn(dataDir), MASTER).make(org),
      fileMax: 1e9,
    });
    const kept = await vault.put(once(Buffer.from(CANARY)));
    if (kept.ok) address = kept.value.address;
    rows = await everyRow(at.store.engine);
    await write(file);
  });
  afterAll(async () => {
    await at.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test("restored into a new data folder has every row, as guarded as before, and the sealed files open", async () => {
    const to = join(dir, "back");
    const report = await restore({ file, dataDir: to, master: MASTER });
    expect(report.chains.map((c) => c.faults)).toEqual([0, 0]);
    expect(report.files).toBe(1);
    expect(readdirSync(dir).filter((n) => /restoring|part|lock/.test(n))).toEqual([]);
    const vault = new Vault({ dir: filesIn(to), key: new KeyRing(keysIn(to), MASTER).of(org), fileMax: 1e9 });
    await vault.verify(address);
    const store = await openEmbedded(to, { now: testClock() });
    try {
      expect([rows.claim?.length, rows.event?.length, rows.access_log?.length]).toEqual([2, 3, 4]);
      expect(await everyRow(store.engine)).toEqual(rows);
      const stranger = { org: "0192aaaa-0000-7000-8000-000000000001", clients: "all" } as const;
      expect(await store.as(stranger, ({ db }) => db.selectFrom("claim").select("id").execute())).toEqual([]);
      const unforced = "SELECT count(*)::int AS n FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity";
      expect((await store.engine.alone(unforced, [])).rows).toEqual([{ n: 0 }]);
    } finally {
      await store.close();
    }
  });

  test.skipIf(!hasPostgres)("restored into a server has every row of every table", async () => {
    const server = await startPostgres();
    const engine = await PostgresEngine.open(server.url);
    try {
      const to = join(dir, "server");
      const report = await restore({ file, dataDir: to, master: MASTER, engine });
      expect(report.chains.every((c) => c.faults === 0)).toBe(true);
      expect(await everyRow(engine)).toEqual(rows);
      await expect(restore({ file, dataDir: join(dir, "again"), master: MASTER, engine })).rejects.toMatchObject({
        code: "restore-taken",
      });
      expect(existsSync(join(dir, "again"))).toBe(false);
    } finally {
      await engine.close();
      await server.stop();
    }
  });

  test("is closed to others, tells nothing, and does not hold the master key", async () => {
    const bytes = readFileSync(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const secret of ["CANARY", "Harbor", "event", MASTER.secret.export().toString("latin1")])
      expect(bytes.includes(Buffer.from(secret, "latin1"))).toBe(false);
  });

  test("is never written over, and a failed one leaves nothing", async () => {
    await expect(write(file)).rejects.toMatchObject({ code: "backup-exists" });
    expect(readdirSync(dir).filter((n) => n.endsWith(".part"))).toEqual([]);
  });

  test("opens with no other key, and says which one Parley has", async () => {
    const other = master("02");
    await expect(restore({ file, dataDir: join(dir, "other"), master: other })).rejects.toThrow(
      `is not ${other.id.slice(0, 8)}, the one Parley has`,
    );
    expect(existsSync(join(dir, "other"))).toBe(false);
  });

  test("damaged or cut is refused before anything is made", async () => {
    const good = readFileSync(file);
    const bad = join(dir, "bad.parley");
    const flipped = Buffer.from(good);
    flipped[good.length >> 1] = (flipped[good.length >> 1] ?? 0) ^ 1;
    for (const bytes of [
      flipped,
      good.subarray(0, good.length - 100),
      good.subarray(0, 30),
      Buffer.alloc(0),
      Buffer.from("PK\u0003\u0004"),
    ]) {
      writeFileSync(bad, bytes);
      await expect(readBackup(bad, MASTER)).rejects.toMatchObject({ code: "backup-damaged" });
      await expect(restore({ file: bad, dataDir: join(dir, "bad"), master: MASTER })).rejects.toMatchObject({
        code: "backup-damaged",
      });
      expect(existsSync(join(dir, "bad"))).toBe(false);
    }
  });

  test("is never restored over data", async () => {
    const to = join(dir, "taken");
    writeFileSync(to, "");
    await expect(restore({ file, dataDir: dir, master: MASTER })).rejects.toMatchObject({ code: "restore-taken" });
    await expect(restore({ file, dataDir: to, master: MASTER })).rejects.toMatchObject({ code: "restore-taken" });
  });
});
