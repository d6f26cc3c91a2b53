import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { ChainHead } from "./audit.ts";
import { type Entry, notWhole, pack, type Totals, unpack } from "./backup-archive.ts";
import { DUMP_OPENING, dump, tablesOf } from "./backup-tables.ts";
import type { Engine, Session } from "./engine.ts";
import { codeOf, derive, type MasterKey, syncFolder } from "./keys.ts";
import { Outage } from "./outage.ts";
import { openStream, type SealKey, sealStream } from "./seal.ts";
import { everyFile, keysIn } from "./vault-folders.ts";

/**
 * A backup: every table in one snapshot, the wrapped data keys and the sealed files, in one file sealed with the master
 * key. The master key is not in it. It is written beside its name first, read back whole, and only then named.
 */

/** Shape of the archive; another number is another reader. */
export const FORMAT = 1;
const DEADLINE_MS = 12 * 3_600_000;

/** What a backup says of itself before anything else. */
export interface About {
  readonly format: number;
  /** Version of Parley that wrote it. */
  readonly parley: string;
  /** Number of the last migration its tables went through. */
  readonly schema: number;
  readonly made: string;
  readonly engine: string;
  /** Last event of every organization: a restored chain must end there. */
  readonly heads: readonly (ChainHead & { readonly org: string })[];
}

export interface BackupReport extends Totals {
  readonly about: About;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Size of the sealed file. */
  readonly sealedBytes: number;
}

export interface BackupOptions {
  readonly engine: Engine;
  /** Holds `files` and `keys`. */
  readonly dataDir: string;
  readonly master: MasterKey;
  /** Where to write; nothing may stand there. */
  readonly file: string;
  readonly parley: string;
  readonly now: string;
}

export const backupKey = (master: MasterKey): SealKey => ({
  id: master.id,
  secret: derive(master.secret, "parley-backup-1"),
  purpose: "backup",
});

async function aboutOf(session: Session, { parley, now, engine }: BackupOptions): Promise<About> {
  const steps = await session.query("SELECT coalesce(max(number), 0) AS at FROM parley_meta.migration");
  await session.script("SET LOCAL ROLE parley_system");
  const heads = await session.query("SELECT org, seq, hash FROM chain_head ORDER BY org");
  await session.script("SET LOCAL ROLE NONE");
  return {
    format: FORMAT,
    parley,
    schema: Number(steps.rows[0]?.at),
    made: now,
    engine: engine.kind,
    heads: heads.rows.map((r) => ({ org: String(r.org), seq: Number(r.seq), hash: String(r.hash) })),
  };
}

interface Counts {
  tables: number;
  rows: number;
  files: number;
}

async function* contents(session: Session, about: About, dataDir: string, counts: Counts): AsyncGenerator<Entry> {
  yield { name: "about", bytes: [Buffer.from(JSON.stringify(about))], deflate: true };
  for (const name of await readdir(keysIn(dataDir)).catch(whenGone<string[]>([])))
    if (name.endsWith(".key"))
      yield { name: `keys/${name}`, bytes: [await readFile(join(keysIn(dataDir), name))], deflate: false };
  for (const t of await tablesOf(session)) {
    const { schema, name, columns } = t;
    const about = { schema, table: name, columns };
    const count = (rows: number): void => {
      counts.rows += rows;
    };
    counts.tables++;
    yield { name: `tables/${schema}.${name}`, about, bytes: dump(session, t, count), deflate: true };
  }
  // Files after tables: a file is stored before the row that names it, so every named one is here.
  for await (const { org, address, path } of everyFile(dataDir)) {
    const file = await open(path, "r").catch(whenGone(undefined));
    if (file === undefined) continue;
    counts.files++;
    yield { name: `files/${org}/${address}`, bytes: file.createReadStream({ highWaterMark: 1 << 20 }), deflate: false };
  }
}

const whenGone =
  <T>(otherwise: T) =>
  (thrown: unknown): T => {
    if (codeOf(thrown) === "ENOENT") return otherwise;
    throw thrown;
  };

/** Writes a stream to a new file for its owner alone, to the disk. */
async function writeFileFrom(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, "wx", 0o600);
  let size = 0;
  try {
    for await (const chunk of source) {
      for (let done = 0; done < chunk.length; )
        done += (await file.write(chunk, done, chunk.length - done)).bytesWritten;
      size += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return size;
}

/** Makes a backup and reads it back. Throws an Outage when something stands at its name or what was written reads wrong. */
export async function backUp(options: BackupOptions): Promise<BackupReport> {
  const file = resolve(options.file);
  const there = await open(file, "r").catch(whenGone(undefined));
  await there?.close();
  if (there !== undefined)
    throw new Outage(
      "backup-exists",
      `Something stands at ${file} already, and a backup is never written over. Name another file.`,
      "no",
    );
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.part`;
  await rm(draft, { force: true });
  try {
    const counts: Counts = { tables: 0, rows: 0, files: 0 };
    const key = backupKey(options.master);
    const { about, sealedBytes, totals } = await options.engine.transaction(
      DUMP_OPENING,
      async (session) => {
        const about = await aboutOf(session, options);
        let totals: Totals | undefined;
        const packed = pack(contents(session, about, options.dataDir, counts), (t) => {
          totals = t;
        });
        const sealedBytes = await writeFileFrom(draft, sealStream(key, packed));
        return { about, sealedBytes, totals };
      },
      { lane: "bulk", deadlineMs: DEADLINE_MS },
    );
    const read = await readBackup(draft, options.master);
    if (totals === undefined || read.totals.digest !== totals.digest) throw notWhole();
    await rename(draft, file);
    syncFolder(dirname(file));
    return { about, ...totals, ...counts, sealedBytes };
  } finally {
    await rm(draft, { force: true });
  }
}

export function sealedBytesOf(file: string): AsyncIterable<Uint8Array> {
  return createReadStream(file, { highWaterMark: 1 << 20 });
}

function isAbout(value: unknown): value is About {
  if (typeof value !== "object" || value === null) return false;
  const a: Partial<Record<keyof About, unknown>> = value;
  return (
    typeof a.parley === "string" && typeof a.made === "string" && Number.isInteger(a.schema) && Array.isArray(a.heads)
  );
}

/** What a backup says of itself, from its first entry. Throws an Outage when it is of another format. */
export function aboutFrom(bytes: Uint8Array): About {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (format !== FORMAT)
    throw new Outage(
      "backup-newer",
      "This backup was written by a newer Parley. Restore it with that one; nothing was changed.",
      "no",
    );
  if (!isAbout(value)) throw notWhole();
  return value;
}

/** Reads a backup from end to end, every byte verified, and changes nothing. Throws an Outage. */
export async function readBackup(
  file: string,
  master: MasterKey,
): Promise<{ readonly about: About; readonly totals: Totals }> {
  let about: About | undefined;
  let isFirst = true;
  const head: Uint8Array[] = [];
  const totals = await unpack(openBackup(file, master), {
    async begin(name) {
      if (isFirst !== (name === "about")) throw notWhole();
    },
    async data(bytes) {
      if (isFirst) head.push(bytes);
    },
    async end() {
      if (isFirst) about = aboutFrom(Buffer.concat(head));
      isFirst = false;
    },
  });
  if (about === undefined) throw notWhole();
  return { about, totals };
}

/** The archive inside a backup. Names the key it needs when it was made with another one. */
export async function* openBackup(file: string, master: MasterKey): AsyncGenerator<Buffer> {
  try {
    yield* openStream(backupKey(master), sealedBytesOf(file));
  } catch (thrown) {
    if (thrown instanceof Outage && thrown.code === "seal-foreign")
      throw new Outage(
        "backup-key",
        `This backup opens with the key it was made with, and that is not ${master.id.slice(0, 8)}, the one Parley has. Set PARLEY_KEY, or put that key's file back.`,
        "no",
      );
    if (thrown instanceof Outage && thrown.code === "seal-damaged") throw notWhole();
    throw thrown;
  }
}
