import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { Engine, PaperName, Press } from "#document/typst.ts";
import { startWorker } from "#store/worker-entry.ts";
import { paperText, printPapers } from "./report-files.ts";

/** A paper that a thread is asked to print and write. Plain data: it travels between threads. */
export interface PaperAsked {
  readonly template: PaperName;
  readonly text: string;
  /** Path of the files without their endings. */
  readonly name: string;
}

/** What a thread that prints is told when it starts. */
export interface PrinterStart {
  readonly engine: Engine;
  /** Counts the papers it has printed: whoever asks may be too busy to hear messages. */
  readonly printed: Int32Array;
}

/** So many papers are printed before a thread is started: starting one takes as long as some of them. */
const WORTH_THREAD = 20;
/** Papers that wait in the thread while this one prints another. */
const AHEAD = 3;

/**
 * Prints many papers, and writes each with its JSON: on two threads from the twentieth on, where there are two processors.
 * A paper is the same whoever prints it. The class guards how much is asked ahead.
 */
export class Printers {
  private readonly press: Press;
  private readonly threads: number;
  private readonly printed = new Int32Array(new SharedArrayBuffer(4));
  private seen = 0;
  private asked = 0;
  private worker: Worker | undefined;
  private ended: Promise<void> | undefined;

  constructor(press: Press, threads: 1 | 2 = availableParallelism() > 1 ? 2 : 1) {
    this.press = press;
    this.threads = threads;
  }

  /** Throws when the disk fails here; when it fails in the thread, `end` does. */
  write(template: PaperName, data: object, name: string): void {
    if (this.seen++ === WORTH_THREAD && this.threads > 1) this.start();
    const paper: PaperAsked = { template, text: paperText(data), name };
    if (this.worker !== undefined && this.asked - Atomics.load(this.printed, 0) < AHEAD) {
      this.asked++;
      this.worker.postMessage(paper);
    } else printPapers(paper, this.press);
  }

  private start(): void {
    const workerData: PrinterStart = { engine: this.press.engine, printed: this.printed };
    const worker = startWorker(import.meta.url, "printer-worker", { workerData });
    this.ended = new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("exit", () => resolve());
    });
    // Whoever calls `end` hears of it; until then nothing waits for the thread, so that a failure here ends the program.
    this.ended.catch(() => {});
    worker.unref();
    this.worker = worker;
  }

  /** To be called once: resolves when every paper is written. Throws what failed in the thread. */
  async end(): Promise<void> {
    this.worker?.ref();
    this.worker?.postMessage(undefined);
    await this.ended;
  }
}
