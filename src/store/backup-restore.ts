import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type ChainHead, type ChainReport, verifyChain } from "./audit.ts";
import { eventsOf, headOf } from "./audit-rows.ts";
import { type About, openBackup, readBackup } from "./backup.ts";
import { notWhole, type Unpacking, unpack } from "./backup-archive.ts";
import { type Table, TableLoad, tablesOf } from "./backup-tables.ts";
import { EmbeddedEngine } from "./embedded.ts";
import type { Engine, Session } from "./engine.ts";
import { codeOf, type MasterKey, syncFolder } from "./keys.ts";
import { KeyRing } from "./keys-ring.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
import { Outage } from "./outage.ts";
import { OPENING_FOR_SYSTEM } from "./principal.ts";
import { isAddress } from "./vault.ts";
import { keysIn, pathOf } from "./vault-folders.ts";

/**
 * A backup becomes a data folder. It is read and verified from end to end before anything is made; then everything is
 * made under another name, the chains are verified, and the folder gets its name last. Stopped halfway it leaves nothing
 * that could be taken for data.
 */

const DEADLINE_MS = 12 * 3_600_000;

export interface RestoreOptions {
  readonly file: string;
  /** The data folder to make; nothing may stand there. */
  readonly dataDir: string;
  readonly master: MasterKey;
  /** A server whose database is empty; the embedded database in the data folder when absent. */
  readonly engine?: Engine | undefined;
  /** As `migrate` takes them: all, unless a test asks for the data folder of an earlier release. */
  readonly steps?: readonly Migration[];
}

export interface RestoreReport {
  readonly about: About;
  readonly rows: number;
  readonly files: number;
  readonly chains: readonly ChainReport[];
}

const KEY = /^keys\/([A-Za-z0-9_-]{1,64}\.key)$/;
const FILE = /^files\/([A-Za-z0-9_-]{1,64})\/([0-9a-f]{64})$/;
const isTexts = (v: unknown): v is readonly string[] => Array.isArray(v) && v.every((x) => typeof x === "string");

/** Where the bytes of an entry go. */
interface Taker {
  data(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

async function fileTaker(path: string): Promise<Taker> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600);
  return {
    async data(bytes) {
      await file.writeFile(bytes);
    },
    async end() {
      await file.sync();
      await file.close();
    },
  };
}

/** Puts every entry of an archive in its place. */
class Restoring implements Unpacking {
  rows = 0;
  files = 0;
  private readonly session: Session;
  private readonly dataDir: string;
  private readonly tables: readonly Table[];
  private taker: Taker | undefined;

  constructor(session: Session, dataDir: string, tables: readonly Table[]) {
    this.session = session;
    this.dataDir = dataDir;
    this.tables = tables;
  }

  async begin(name: string, about: Readonly<Record<string, unknown>>): Promise<void> {
    this.taker = await this.takerOf(name, about);
  }

  private async takerOf(name: string, about: Readonly<Record<string, unknown>>): Promise<Taker | undefined> {
    if (name === "about") return undefined;
    const key = KEY.exec(name)?.[1];
    if (key !== undefined) return fileTaker(join(keysIn(this.dataDir), key));
    const [, org, address] = FILE.exec(name) ?? [];
    if (org !== undefined && address !== undefined && isAddress(address)) {
      this.files++;
      return fileTaker(pathOf(this.dataDir, org, address));
    }
    const { schema, table, columns } = about;
    if (typeof schema !== "string" || typeof table !== "string" || !isTexts(columns)) throw notWhole();
    const load = await TableLoad.begin(this.session, this.tables, { schema, name: table, columns });
    return {
      data: (bytes) => load.data(bytes),
      end: async () => {
        this.rows += await load.end();
      },
    };
  }

  async data(bytes: Uint8Array): Promise<void> {
    await this.taker?.data(bytes);
  }

  async end(): Promise<void> {
    await this.taker?.end();
    this.taker = undefined;
  }
}

async function isFree(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory() && (await readdir(path)).length === 0;
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return true;
    throw thrown;
  }
}

const taken = (what: string): Outage =>
  new Outage(
    "restore-taken",
    `${what} is not empty, and a backup is never restored over data. Name another place.`,
    "no",
  );

/** Tables as the backup had them; its rows; then the steps that this Parley has beyond. */
async function load(engine: Engine, options: RestoreOptions, about: About, dataDir: string): Promise<Restoring> {
  if (about.schema > MIGRATIONS.length)
    throw new Outage(
      "backup-newer",
      "This backup was written by a newer Parley. Restore it with that one; nothing was changed.",
      "no",
    );
  await migrate(engine, MIGRATIONS.slice(0, about.schema));
  const restored = await engine.transaction(
    "",
    async (session) => {
      await session.script("SET LOCAL ROLE parley_system");
      if ((await session.query("SELECT 1 FROM organization LIMIT 1")).rows.length > 0) throw taken("The database");
      await session.script("SET LOCAL ROLE NONE");
      const restoring = new Restoring(session, dataDir, await tablesOf(session));
      await unpack(openBackup(options.file, options.master), restoring);
      return restoring;
    },
    { lane: "bulk", deadlineMs: DEADLINE_MS },
  );
  await migrate(engine, options.steps);
  return restored;
}

/** Every chain, read from the database as restored, against the heads the backup noted. */
async function verifyAll(engine: Engine, about: About): Promise<readonly ChainReport[]> {
  return engine.transaction(
    OPENING_FOR_SYSTEM,
    async (session) => {
      const reports: ChainReport[] = [];
      for (const { org, seq, hash } of about.heads) {
        const noted: ChainHead = { seq, hash };
        reports.push(await verifyChain(org, eventsOf(session, org), await headOf(session, org), noted));
      }
      return reports;
    },
    { lane: "bulk", deadlineMs: DEADLINE_MS },
  );
}

/**
 * Restores a backup into a new data folder, and into `engine` when one is given. Throws an Outage, and leaves no data
 * folder, when the backup is not whole, opens with another key or was written by a newer Parley. Chains that do not
 * verify are reported and restored all the same: they were so when the backup was made.
 */
export async function restore(options: RestoreOptions): Promise<RestoreReport> {
  const dataDir = resolve(options.dataDir);
  if (!(await isFree(dataDir))) throw taken(`The folder ${dataDir}`);
  const { about } = await readBackup(options.file, options.master);
  const making = `${dataDir}.restoring`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { recursive: true, mode: 0o700 });
  const engine = options.engine ?? (await EmbeddedEngine.open(join(making, "pg")));
  try {
    const { rows, files } = await load(engine, options, about, making);
    const chains = await verifyAll(engine, about);
    new KeyRing(keysIn(making), options.master).proveAll();
    if (options.engine === undefined) await engine.close();
    await rm(dataDir, { recursive: true, force: true });
    await rename(making, dataDir);
    syncFolder(dirname(dataDir));
    return { about, rows, files, chains };
  } finally {
    if (options.engine === undefined) await engine.close();
    await rm(making, { recursive: true, force: true });
  }
}
