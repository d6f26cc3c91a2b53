import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { Problem } from "#base/problem.ts";
import { Envelope } from "#x12/envelope.ts";
import { Problems } from "#x12/problems.ts";
import { locateSets, type RangeReport, type SetRange } from "#x12/ranges.ts";
import { readX12, type X12Summary } from "#x12/read.ts";
import { Tape } from "#x12/tape.ts";
import { fileChunks, latin1 } from "./read-bytes.ts";
import { startWorker } from "./worker-entry.ts";

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
  /** Threads that read sets beside the one that finds them; 0 reads all in this one. Default by file size and processors. */
  readonly workers?: number;
  /** Sets are handed to workers in lots of about so many bytes. */
  readonly lot?: number;
}

/** What a worker is asked. Answered with a `RangeReport`, in the order of asking. */
export interface RangeTask {
  readonly path: string;
  readonly file: string;
  readonly ranges: readonly SetRange[];
}

/** Below this size starting threads costs more than it saves. */
const WORTH_WORKERS = 30_000_000;
const LOT = 1 << 21;
const MOST_WORKERS = 2;
/** Lots waiting for each worker before the finder waits too. */
const LOTS_AHEAD = 8;

/**
 * Reads a file completely, every claim and payment of it, and answers counts and Problems. With workers the answer is
 * the same: one thread finds the sets, the others read them. Throws what the file system throws.
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
  return processors < 2 ? 0 : Math.min(MOST_WORKERS, processors);
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
    let lot: SetRange[] = [];
    const send = (): void => {
      if (lot.length > 0) reports.push(crew.ask({ path, file: path, ranges: lot }));
      lot = [];
    };
    // In the order of the file; and finding sets is faster than reading them, so the finder waits when it is far ahead.
    const settle = async (ahead: number): Promise<void> => {
      for (let report = reports[0]; report !== undefined && reports.length > ahead; report = reports[0]) {
        const { problems: found, tallies } = await report;
        reports.shift();
        problems.join(found, tallies);
      }
    };
    const envelope = new Envelope(
      locateSets((range) => {
        lot.push(range);
        if (range.to - (lot[0]?.context.byte ?? 0) >= lotBytes) send();
      }),
      problems,
    );
    const tape = new Tape(envelope, latin1, "frames");
    for (const chunk of fileChunks(path)) {
      // A Buffer finds a byte faster than a plain array of bytes does.
      tape.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
      await settle(count * LOTS_AHEAD);
      if (tape.stopped) break;
    }
    tape.end();
    envelope.finish();
    send();
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
  private next = 0;

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

  ask(task: RangeTask): Promise<RangeReport> {
    const k = this.next;
    this.next = (k + 1) % this.workers.length;
    const answer = new Promise<RangeReport>((resolve, reject) => {
      this.waiting[k]?.push({ resolve, reject });
      this.workers[k]?.postMessage(task);
    });
    // Whoever waits for it hears of a failure; one that nobody waits for any more must not end the program.
    answer.catch(() => {});
    return answer;
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.workers.map((w) => w.terminate()));
  }
}
