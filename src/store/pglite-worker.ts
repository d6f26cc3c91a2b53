import { fdatasyncSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { check } from "#base/check.ts";
import type { Ask, Reply, Told } from "./pglite-thread.ts";
import { reportedBy } from "./sql-fault.ts";

/** PostgreSQL in WebAssembly, in a thread of its own: a long statement holds up nobody but the next statement. */

let syncs = 0;

interface SyncStream {
  readonly nfd?: number;
}

interface StreamOps {
  fsync?: (stream: SyncStream) => number;
}

const opsOf = (fs: unknown): StreamOps | undefined => {
  const ops = typeof fs === "object" && fs !== null && "stream_ops" in fs ? fs.stream_ops : undefined;
  return typeof ops === "object" && ops !== null ? ops : undefined;
};

/**
 * As shipped PGlite runs with fsync off and gives its files no fsync at all, so an acknowledged commit can vanish with the
 * power. This gives them one; `wal_sync_method=fsync` below is what makes PostgreSQL call it on commit.
 */
class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS["init"]>[1]): ReturnType<NodeFS["init"]> {
    const ready = await super.init(pg, options);
    const before = ready.emscriptenOpts.preRun ?? [];
    ready.emscriptenOpts.preRun = [
      ...before,
      (mod) => {
        const ops = opsOf(mod.FS.filesystems.NODEFS);
        check(ops !== undefined, "PGlite keeps its files in another way; commits would not reach the disk");
        ops.fsync = (stream) => {
          if (stream.nfd !== undefined) {
            fdatasyncSync(stream.nfd);
            syncs += 1;
          }
          return 0;
        };
      },
    ];
    return ready;
  }
}

const MEMORY = ["shared_buffers=16MB", "work_mem=8MB", "maintenance_work_mem=32MB"];
/** The log is cut by us (upkeep.ts), and statistics of a third of the usual sample are enough for lists by index. */
const UPKEEP = ["max_wal_size=256MB", "default_statistics_target=30"];

function options(folder: string): PGliteOptions {
  const settings = ["wal_sync_method=fsync", "timezone=UTC", ...MEMORY, ...UPKEEP];
  return {
    fs: new DurableNodeFS(folder),
    startParams: [...PGlite.defaultStartParams.filter((p) => p !== "-F"), ...settings.flatMap((s) => ["-c", s])],
  };
}

const same = (value: unknown): string => String(value);

let db: PGlite | undefined;

async function open(folder: string): Promise<void> {
  db = await PGlite.create(options(folder));
  // Values pass as text in both directions: wire.ts reads and writes them, for both engines alike.
  for (const type of Object.keys(db.parsers)) db.parsers[Number(type)] = same;
  for (const type of Object.keys(db.serializers)) db.serializers[Number(type)] = same;
}

type Result = { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] } & {
  readonly rows: readonly unknown[];
  readonly affectedRows?: number;
};

const told = (result: Result | undefined): Told => ({
  fields: (result?.fields ?? []).map((f) => ({ name: f.name, type: f.dataTypeID })),
  // rowMode "array" with parsers that keep text: every cell is a text or null.
  rows: (result?.rows ?? []) as readonly (readonly (string | null)[])[],
  count: result?.fields.length ? result.rows.length : (result?.affectedRows ?? 0),
});

async function answer(ask: Ask): Promise<Told> {
  if (ask.op === "open") {
    await open(ask.folder);
    return told(undefined);
  }
  check(db !== undefined, "the database is asked before it is open");
  switch (ask.op) {
    case "query":
      return told(await db.query(ask.sql, [...ask.params], { rowMode: "array" }));
    case "script":
      return told((await db.exec(ask.sql, { rowMode: "array" })).at(-1));
    case "copy":
      return told(await db.query(ask.sql, [], { blob: new Blob([ask.text]) }));
    case "syncs":
      return { fields: [], rows: [], count: syncs };
    case "close":
      await db.close();
      return told(undefined);
  }
}

async function reply(ask: Ask): Promise<Reply> {
  try {
    return { id: ask.id, answer: await answer(ask) };
  } catch (error) {
    const refused = reportedBy(error);
    const message = error instanceof Error ? error.message : "";
    return { id: ask.id, ...(refused === undefined ? { broken: message } : { refused }) };
  }
}

// One after the other, in the order they were sent, so that a transaction may send its next statement without waiting.
let turn: Promise<void> = Promise.resolve();
parentPort?.on("message", (ask: Ask) => {
  turn = turn.then(async () => parentPort?.postMessage(await reply(ask)));
});
