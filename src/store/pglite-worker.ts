import { fdatasyncSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { check } from "#base/check.ts";
import { refusalIn } from "./pglite-answer.ts";
import { joined, Statements, script } from "./pglite-protocol.ts";
import type { Ask, Asked, Reply } from "./pglite-thread.ts";
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

type Ready = Awaited<ReturnType<NodeFS["init"]>>;

/** Node has it, though the types of Node alone do not say so. */
interface Wasm {
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
  }) => NonNullable<Ready["emscriptenOpts"]["wasmMemory"]>;
}
const { Memory } = Reflect.get(globalThis, "WebAssembly") as Wasm;

/** In pages of 64 KiB: what PostgreSQL begins with, and what it may grow to; a statement that needs more is refused. */
const FIRST_PAGES = 2048;
const MOST_PAGES = 8192;

/**
 * As shipped PGlite runs with fsync off and gives its files no fsync at all, so an acknowledged commit can vanish with the
 * power. This gives them one; `wal_sync_method=fsync` below is what makes PostgreSQL call it on commit.
 */
class DurableNodeFS extends NodeFS {
  override async init(pg: PGlite, options: Parameters<NodeFS["init"]>[1]): ReturnType<NodeFS["init"]> {
    const ready = await super.init(pg, options);
    ready.emscriptenOpts.wasmMemory = new Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES });
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

/** Pages of tables and indexes at hand: what is not there is read through the file system of the WebAssembly, which is slow. */
const MEMORY = ["shared_buffers=64MB", "work_mem=8MB", "maintenance_work_mem=32MB"];
/** The log is cut by us (upkeep.ts), and statistics of a third of the usual sample are enough for lists by index. */
const UPKEEP = ["max_wal_size=256MB", "default_statistics_target=30"];

function options(folder: string): PGliteOptions {
  const settings = ["wal_sync_method=fsync", "timezone=UTC", ...MEMORY, ...UPKEEP];
  return {
    fs: new DurableNodeFS(folder),
    startParams: [...PGlite.defaultStartParams.filter((p) => p !== "-F"), ...settings.flatMap((s) => ["-c", s])],
  };
}

let db: PGlite | undefined;

async function open(folder: string): Promise<void> {
  db = await PGlite.create(options(folder));
}

const statements = new Statements();

/** The answer as the bytes it came in; throws what the database refuses. */
async function ask(of: PGlite, message: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  // What it gives lies in its own memory and is written over by what comes next.
  await of.execProtocolRawStream(message, { syncToFs: false, onRawData: (part) => parts.push(part.slice()) });
  const bytes = joined(parts);
  const refused = refusalIn(bytes);
  if (refused !== undefined) throw Object.assign(new Error(), refused);
  return bytes;
}

async function query(of: PGlite, { sql, params }: Asked): Promise<Uint8Array> {
  try {
    return await ask(of, statements.of(sql, params));
  } catch (error) {
    statements.failed(sql);
    throw error;
  }
}

async function queries(of: PGlite, all: readonly Asked[]): Promise<Uint8Array> {
  const told: Uint8Array[] = [];
  for (const one of all) told.push(await query(of, one));
  return joined(told);
}

type Answered = Pick<Reply, "bytes" | "count">;

async function answer(asked: Ask): Promise<Answered> {
  if (asked.op === "open") {
    await open(asked.folder);
    return { count: 0 };
  }
  check(db !== undefined, "the database is asked before it is open");
  switch (asked.op) {
    case "query":
      return { bytes: await query(db, asked) };
    case "queries":
      return { bytes: await queries(db, asked.all) };
    case "script":
      statements.after(asked.sql);
      return { bytes: await ask(db, script(asked.sql)) };
    case "copy": {
      const { affectedRows } = await db.query(asked.sql, [], { blob: new Blob([asked.text]) });
      return { count: affectedRows ?? 0 };
    }
    case "syncs":
      return { count: syncs };
    case "close":
      await db.close();
      return { count: 0 };
  }
}

async function reply(asked: Ask): Promise<Reply> {
  const { id } = asked;
  try {
    return { id, ...(await answer(asked)) };
  } catch (error) {
    const refused = reportedBy(error);
    const message = error instanceof Error ? error.message : "";
    return { id, ...(refused === undefined ? { broken: message } : { refused }) };
  }
}

/** Answers are kept back for so long at most, while there is more to answer of the same message. */
const TOGETHER_MS = 2;

/** A commit waits for the disk: what was read before it goes ahead, and is worked on meanwhile. */
const isLong = (asked: Ask): boolean => asked.op === "script" && asked.sql === "COMMIT";

async function answerAll(all: readonly Ask[]): Promise<void> {
  let replies: Reply[] = [];
  let since = performance.now();
  for (const [i, asked] of all.entries()) {
    replies.push(await reply(asked));
    const next = all[i + 1];
    if (next !== undefined && !isLong(next) && performance.now() - since < TOGETHER_MS) continue;
    parentPort?.postMessage(replies);
    replies = [];
    since = performance.now();
  }
}

// One after the other, in the order they were sent, so that a transaction may send its next statement without waiting.
let turn: Promise<void> = Promise.resolve();
parentPort?.on("message", (all: readonly Ask[]) => {
  turn = turn.then(() => answerAll(all));
});
