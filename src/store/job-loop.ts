import type PgBoss from "pg-boss";
import type { JobData } from "./put-job.ts";

/** Does a job. `stop` is aborted when the loop is to end; what then returns or throws is broken off, and tried again. */
export type JobHandler = (data: JobData, stop: AbortSignal) => Promise<void>;

export interface JobLoopSetup {
  readonly boss: PgBoss;
  readonly queue: string;
  readonly pollMs: number;
  readonly handler: JobHandler;
  /** Says that the job is still at work; false when it is no longer ours. */
  readonly alive: (id: string) => Promise<boolean>;
  /** Told what a handler, or the bookkeeping after it, threw. Gives what may be kept of it. */
  readonly failed: (thrown: unknown) => string;
}

/** How often a job at work says so. A queue gives it up, for another server to try, after several of these. */
export const ALIVE_MS = 20_000;

/** So often is it tried to say what became of a job. */
const SAY_TRIES = 5;

/**
 * Takes the jobs of one queue, one after the other. pg-boss has such a loop too; this one can be waited for to its very
 * end, and neither takes a job that nobody will do nor leaves an answer of the database unheard.
 */
export class JobLoop {
  private readonly setup: JobLoopSetup;
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;
  private isNudged = false;
  private wake: () => void = () => {};

  constructor(setup: JobLoopSetup) {
    this.setup = setup;
    this.ended = this.run();
  }

  /** Looks now. */
  nudge(): void {
    this.isNudged = true;
    this.wake();
  }

  /** Breaks off what runs and resolves when nothing does. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.ended;
  }

  private async run(): Promise<void> {
    const { boss, queue, failed } = this.setup;
    while (!this.stopping.signal.aborted) {
      this.isNudged = false;
      try {
        const [job] = await boss.fetch<JobData>(queue, { batchSize: 1 });
        if (job === undefined) await this.pause();
        else await this.work(job);
      } catch (thrown) {
        // The database does not answer: the job is given up by its queue in time.
        failed(thrown);
        await this.pause();
      }
    }
  }

  private async pause(): Promise<void> {
    if (this.isNudged || this.stopping.signal.aborted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((go) => {
      this.wake = go;
      timer = setTimeout(go, this.setup.pollMs);
    });
    clearTimeout(timer);
  }

  private async work({ id, data }: PgBoss.Job<JobData>): Promise<void> {
    const { boss, queue, handler, alive, failed } = this.setup;
    const lost = new AbortController();
    const stop = AbortSignal.any([this.stopping.signal, lost.signal]);
    const timer = setInterval(() => {
      // That it could not be said this once is no matter.
      alive(id).then(
        (isOurs) => isOurs || lost.abort(),
        () => {},
      );
    }, ALIVE_MS);
    let fault: string | undefined;
    try {
      if (!stop.aborted) await handler(data, stop);
    } catch (thrown) {
      fault = stop.aborted ? undefined : failed(thrown);
    } finally {
      clearInterval(timer);
    }
    if (lost.signal.aborted) return;
    const message = stop.aborted ? "stopped" : fault;
    await this.settled(() =>
      message === undefined ? boss.complete(queue, id) : boss.fail(queue, id, { message: fault ?? message }),
    );
  }

  /** Says what became of a job; again where that could not be said, or it would be taken for work until its queue gives it up. */
  private async settled(say: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await say();
      } catch (thrown) {
        if (tries === SAY_TRIES || this.stopping.signal.aborted) throw thrown;
        await this.pause();
      }
    }
  }
}
