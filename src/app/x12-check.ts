import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import type { Problem } from "#base/problem.ts";
import { startWorker } from "#store/worker-entry.ts";
import type { LeftReport, LeftSet } from "#x12/left-sets.ts";
import { readX12, type X12Summary } from "#x12/read.ts";
import { SharedReader } from "#x12/shared-reader.ts";
import { type Asked, Crew } from "./crew.ts";
import { fileChunks, findBytes, latin1 } from "./read-bytes.ts";
import type { Lot } from "./x12-lot.ts";

/** What `parley x12 check` says of a file. All counts are of the whole file. */
export interface X12Check {
  readonly file: string;
  readonly interchanges: number;
  readonly groups: number;
  readonly sets: number;
  readonly segments: number;
  /** CLM of every 837 and CLP of every 835. */
  readonly claims: number;
  readonly problems: readonly Problem[];
}

export interface CheckOptions {
  /** Threads that read sets beside this one, which reads some too. Default by file size and processors. */
  readonly workers?: number;
  /** Sets are handed to workers in lots of about so many bytes. */
  readonly lot?: number;
}

/** Below this size starting threads costs more than it saves. */
const WORTH_WORKERS = 30_000_000;
const LOT = 1 << 19;
const MOST_WORKERS = 2;
/** So many lots keep a worker busy while this thread reads sets of its own. */
const LOTS_AHEAD = 3;

/**
 * Reads a file completely, every claim and payment of it, and answers counts and Problems. With workers the answer is
 * the same: this thread leaves sets to them while they have time, and reads the others. Throws what the file system throws.
 */
export async function checkX12(path: string, options: CheckOptions = {}): Promise<X12Check> {
  const workers = options.workers ?? defaultWorkers(path);
  const shared = workers === 0 ? undefined : await readShared(path, workers, options.lot ?? LOT);
  const { interchanges, groups, sets, segments, claims, problems } = shared ?? readAll(path);
  return { file: path, interchanges, groups, sets, segments, claims, problems };
}

function defaultWorkers(path: string): number {
  if (path === "-" || statSync(path).size < WORTH_WORKERS) return 0;
  const processors = availableParallelism();
  return Math.min(MOST_WORKERS, processors - 1);
}

function readAll(path: string): X12Summary {
  const reader = readX12(path, {}, latin1);
  for (const chunk of fileChunks(path)) {
    reader.push(chunk);
    if (reader.stopped) break;
  }
  return reader.end();
}

/** Undefined when a set is not as plain as leaping over it supposes; then one thread reads the file. */
async function readShared(path: string, count: number, lotBytes: number): Promise<X12Summary | undefined> {
  const crew = crewOf(count);
  try {
    const asked: Asked<LeftReport>[] = [];
    let sets: LeftSet[] = [];
    const hand = (): void => {
      if (sets.length > 0) asked.push(crew.ask({ path, sets }));
      sets = [];
    };
    const reader = new SharedReader(path, {
      latin1,
      find: findBytes,
      leaves: () => sets.length > 0 || crew.hasTime,
      left(set) {
        sets.push(set);
        if (set.to - (sets[0]?.context.byte ?? 0) >= lotBytes) hand();
      },
    });
    for (const chunk of fileChunks(path)) {
      reader.push(chunk);
      // The answers that came meanwhile are heard, so that nobody waits for the next lot and none pile up.
      await turn();
      for (let come = asked[0]?.come; come !== undefined; come = asked[0]?.come) {
        reader.take(come.value);
        asked.shift();
      }
      if (reader.stopped || reader.isDoubtful) break;
    }
    hand();
    for (const { answer } of asked) if (!reader.isDoubtful) reader.take(await answer);
    return reader.end();
  } finally {
    await crew.dismiss();
  }
}

/** Threads that read lots. */
function crewOf(count: number): Crew<Lot, LeftReport> {
  const resourceLimits = { maxYoungGenerationSizeMb: 16 };
  const start = () => startWorker(import.meta.url, "x12-worker", { resourceLimits });
  return new Crew(Array.from({ length: count }, start), LOTS_AHEAD);
}
