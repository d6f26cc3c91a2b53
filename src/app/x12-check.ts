import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import type { Problem } from "#base/problem.ts";
import { startWorker } from "#store/worker-entry.ts";
import { Envelope } from "#x12/envelope.ts";
import { Problems } from "#x12/problems.ts";
import { locateSets, type RangeReport, type SetRange } from "#x12/ranges.ts";
import { readX12, type X12Summary } from "#x12/read.ts";
import { Tape } from "#x12/tape.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";
import { type Lot, readLot } from "./x12-lot.ts";

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
  /** Threads that read sets beside this one, which finds them and reads some too. Default by file size and processors. */
  readonly workers?: number;
  /** Sets are handed to workers in lots of about so many bytes. */
  readonly lot?: number;
}

/** Below this size starting threads costs more than it saves. */
const WORTH_WORKERS = 30_000_000;
const LOT = 1 << 19;
const MOST_WORKERS = 2;
/** So many lots keep a worker busy while this thread reads one. */
const LOTS_AHEAD = 3;
/** Reports that may wait for one before them. */
const REPORTS_AHEAD = 64;

/**
 * Reads a file completely, every claim and payment of it, and answers counts and Problems. With workers the answer is
 * the same: this thread finds the sets, and reads those that the workers have no time for. Throws what the file system throws.
 */
export async function checkX12(path: string, options: CheckOptions = {}): Promise<X12Check> {
  const workers = options.workers ?? defaultWorkers(path);
  const summary = workers === 0 ? readAll(path) : await readShared(path, workers, options.lot ?? LOT);
  const { interchanges, groups, sets, segments, claims, problems } = summary;
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

async function readShared(path: string, count: number, lotBytes: number): Promise<X12Summary> {
  const crew = new Crew(count);
  try {
    const problems = new Problems(path);
    const reports: Promise<RangeReport>[] = [];
    const lots: Lot[] = [];
    let ranges: SetRange[] = [];
    const closeLot = (): void => {
      if (ranges.length > 0) lots.push({ path, file: path, ranges });
      ranges = [];
    };
    const hand = async (): Promise<void> => {
      for (const lot of lots.splice(0)) {
        const asked = crew.ask(lot);
        reports.push(asked ?? Promise.resolve(readLot(lot)));
        // The answers that came meanwhile are heard, so that nobody waits for the next lot.
        if (asked === undefined) await turn();
      }
    };
    // In the order of the file; and soon, so that what is found in a bad file does not pile up.
    const settle = async (ahead: number): Promise<void> => {
      for (let report = reports[0]; report !== undefined && reports.length > ahead; report = reports[0]) {
        const { problems: found, tallies } = await report;
        reports.shift();
        problems.join(found, tallies);
      }
    };
    const envelope = new Envelope(
      locateSets((range) => {
        ranges.push(range);
        if (range.to - (ranges[0]?.context.byte ?? 0) >= lotBytes) closeLot();
      }),
      problems,
    );
    const tape = new Tape(envelope, latin1, "frames");
    for (const chunk of fileChunks(path)) {
      tape.push(chunk);
      await hand();
      await settle(REPORTS_AHEAD);
      if (tape.stopped) break;
    }
    tape.end();
    envelope.finish();
    closeLot();
    await hand();
    await settle(0);
    return { ...envelope.counts, problems: problems.list() };
  } finally {
    await crew.dismiss();
  }
}

interface Waiting {
  readonly resolve: (report: RangeReport) => void;
  readonly reject: (reason: unknown) => void;
}

/** Threads that read ranges. Each answers in the order it was asked. */
class Crew {
  private readonly workers: readonly Worker[];
  private readonly waiting: readonly Waiting[][];

  constructor(count: number) {
    const resourceLimits = { maxYoungGenerationSizeMb: 16 };
    this.workers = Array.from({ length: count }, () => startWorker(import.meta.url, "x12-worker", { resourceLimits }));
    this.waiting = this.workers.map(() => []);
    this.workers.forEach((worker, k) => {
      const queue = this.waiting[k] ?? [];
      worker.on("message", (report: RangeReport) => queue.shift()?.resolve(report));
      worker.on("error", (error) => {
        for (const w of queue.splice(0)) w.reject(error);
      });
    });
  }

  /** The answer of the worker that has the least to do; undefined when all have enough. */
  ask(lot: Lot): Promise<RangeReport> | undefined {
    const queue = this.waiting.reduce((least, other) => (other.length < least.length ? other : least));
    if (queue.length >= LOTS_AHEAD) return undefined;
    const answer = new Promise<RangeReport>((resolve, reject) => {
      queue.push({ resolve, reject });
      this.workers[this.waiting.indexOf(queue)]?.postMessage(lot);
    });
    // Whoever waits for it hears of a failure; one that nobody waits for any more must not end the program.
    answer.catch(() => {});
    return answer;
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.workers.map((w) => w.terminate()));
  }
}
