import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "#base/check.ts";
import { type Entry, notWhole, pack, unpack } from "./backup-archive.ts";
import { EmbeddedEngine } from "./embedded.ts";
import { syncFolder } from "./keys.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import { Outage } from "./outage.ts";

/**
 * A cluster with today's schema and no row of anybody, packed into one file beside the build. A new data folder is unpacked
 * from it, because to make one from nothing takes PostgreSQL in WebAssembly seconds. It says which schema and which PGlite
 * it was made by and holds a hash of every file; where any of that does not fit, the cluster is made from nothing.
 */

/** Where the build leaves it: beside the bundle. */
export const READY_FILE = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../../dist/cluster.ready" : "./cluster.ready", import.meta.url),
);

/** Left by a process that had it open; the next one makes its own. */
const LEFT_OUT = ["postmaster.pid"];

/** Names what a cluster is made of: the release of PGlite and every step of the schema. */
export function clusterKey(): string {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const hash = createHash("sha256").update(readFileSync(join(dirname(entry), "..", "package.json")));
  for (const { number, name, sql } of MIGRATIONS) hash.update(`\0${number} ${name}\0`).update(sql);
  return hash.digest("hex");
}

/** Folders before what stands in them, each path with `/`. */
function contentsOf(folder: string): { readonly folders: string[]; readonly files: string[] } {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  const nameOf = (at: string, name: string): string =>
    join(at, name)
      .slice(folder.length + 1)
      .replaceAll("\\", "/");
  const names = (of: typeof found): string[] => of.map((e) => nameOf(e.parentPath, e.name)).sort();
  return {
    folders: names(found.filter((e) => e.isDirectory())),
    files: names(found.filter((e) => e.isFile() && !LEFT_OUT.includes(e.name))),
  };
}

/** Makes the file anew, with a cluster that nobody has written to. */
export async function makeReadyCluster(file: string): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "parley-cluster-"));
  const cluster = join(dir, "pg");
  try {
    const engine = await EmbeddedEngine.open(cluster);
    await migrate(engine);
    await engine.alone("VACUUM (FREEZE, ANALYZE)");
    await engine.close();
    const { folders, files } = contentsOf(cluster);
    const about = Buffer.from(JSON.stringify({ key: clusterKey(), folders }));
    async function* entries(): AsyncGenerator<Entry> {
      yield { name: "about", bytes: [about], deflate: true };
      for (const name of files) yield { name, bytes: [readFileSync(join(cluster, name))], deflate: true };
    }
    const parts: Buffer[] = [];
    for await (const part of pack(entries())) parts.push(part);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, Buffer.concat(parts));
    renameSync(`${file}.${process.pid}`, file);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The folders of a ready cluster that is ours. Throws an Outage for any other. */
function foldersIn(about: Buffer): readonly string[] {
  const said: unknown = JSON.parse(about.toString("utf8"));
  if (typeof said !== "object" || said === null || !("key" in said) || !("folders" in said)) throw notWhole();
  if (said.key !== clusterKey() || !Array.isArray(said.folders)) throw notWhole();
  return said.folders.map(String);
}

const isCalm = (name: string): boolean => /^[\w.-]+(\/[\w.-]+)*$/.test(name) && !name.split("/").includes("..");

/** Writes the entries of the archive below a folder. */
class Laying {
  readonly written: string[] = [];
  private readonly folder: string;
  private about: Buffer[] | undefined = [];
  private file: number | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  async begin(name: string): Promise<void> {
    if ((name === "about") !== (this.about !== undefined) || !isCalm(name)) throw notWhole();
    if (this.about !== undefined) return;
    this.file = openSync(join(this.folder, name), "wx", 0o600);
    this.written.push(name);
  }

  async data(bytes: Uint8Array): Promise<void> {
    if (this.about !== undefined) this.about.push(Buffer.from(bytes));
    else if (this.file !== undefined)
      for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
  }

  async end(): Promise<void> {
    if (this.about !== undefined) {
      const folders = foldersIn(Buffer.concat(this.about));
      this.about = undefined;
      check(folders.every(isCalm), "a ready cluster names a folder that is none of its own");
      mkdirSync(this.folder, { mode: 0o700 });
      for (const name of folders) mkdirSync(join(this.folder, name), { mode: 0o700 });
    }
    this.drop();
  }

  /** Closes what is open. */
  drop(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

/** Flushes to the disk at the same time; one after the other a thousand files take twice as long. */
const AT_ONCE = 16;

/** A power cut must not tear later what was laid: PostgreSQL flushes only what it writes itself. */
async function flush(folder: string, files: readonly string[]): Promise<void> {
  const left = files.values();
  const worker = async (): Promise<void> => {
    for (const name of left) {
      const file = await open(join(folder, name), "r");
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const name of contentsOf(folder).folders) syncFolder(join(folder, name));
  syncFolder(folder);
}

/** Lays a ready cluster at `folder`, where nothing stands; false, and nothing there, when there is none that fits. */
export async function layReadyCluster(folder: string, file = READY_FILE): Promise<boolean> {
  if (!existsSync(file)) return false;
  const laying = new Laying(folder);
  try {
    await unpack(createReadStream(file, { highWaterMark: 1 << 20 }), laying);
    await flush(folder, laying.written);
    return true;
  } catch (thrown) {
    laying.drop();
    rmSync(folder, { recursive: true, force: true });
    // Of another build, or damaged: a cluster is made from nothing. Anything else, such as a full disk, is told.
    if (thrown instanceof Outage && thrown.code === "backup-damaged") return false;
    throw thrown;
  }
}
