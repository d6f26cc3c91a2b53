import { check } from "#base/check.ts";
import { againAfterDeadlock } from "#store/deadlock.ts";
import type { Jobs, QueueOptions } from "#store/jobs.ts";
import { putJob } from "#store/put-job.ts";
import { markBooksMoved } from "./books-moved.ts";
import { DECIDE, decideJob, resumeMarked } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { bringToToday } from "./night.ts";

/**
 * What a workbench does unasked, as jobs in its database: of several servers over one PostgreSQL one does each, and what a
 * stop breaks off is tried again. Every server puts the work of the clock, and the first in its hour or day is heard.
 *
 * Imports are none of these: they keep for themselves how far they are and go on at once when a server starts, where a job
 * would wait until it is given up.
 */

/** Work of the clock that the caller gives. */
export interface Chore {
  /** Its queue, made where there is none. */
  readonly queue: string;
  /** Done once in so many seconds, by whichever server. */
  readonly everySeconds: number;
  /** Done at each start too. */
  readonly isAtStart?: true;
  readonly run: (stop: AbortSignal) => Promise<void>;
}

/** For tests. */
export interface BackgroundTiming {
  readonly beginMs?: number;
  readonly everyMs?: number;
  readonly pollSeconds?: number;
}

const QUEUE: QueueOptions = { retries: 3, retrySeconds: 10, expireSeconds: 120, isKeyed: true };
export const HOUR_SECONDS = 3600;
/** The first page comes before the queues, whose library takes a fifth of a second to load. */
const BEGIN_MS = 1_000;
const AGAIN_MS = 60_000;

interface Begun {
  readonly chores: readonly Chore[];
  readonly failed: (what: string, thrown: unknown) => void;
  readonly timing: BackgroundTiming;
}

export class Background {
  private readonly desk: Desk;
  private readonly forgetBooks: () => void;
  private begun: Begun | undefined;
  private jobs: Jobs | undefined;
  private opening: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(desk: Desk, forgetBooks: () => void) {
    this.desk = desk;
    this.forgetBooks = forgetBooks;
  }

  /** Begins a moment after; `failed` is told what goes wrong, now and later, and what went wrong is tried again. */
  begin(chores: readonly Chore[], failed: Begun["failed"], timing: BackgroundTiming = {}): void {
    check(this.begun === undefined, "the background is begun twice");
    const night: Chore = { queue: "night", everySeconds: HOUR_SECONDS, isAtStart: true, run: (s) => this.night(s) };
    this.begun = { chores: [night, ...chores], failed, timing };
    if (!this.isStopped) this.wait(this.begun, timing.beginMs ?? BEGIN_MS);
  }

  /** What was marked just now is decided at once, when a server is here to do it. */
  decideSoon(): void {
    this.jobs?.nudge(DECIDE);
  }

  /** Breaks off what runs at the end of its short transaction, and starts no more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.opening;
    await this.jobs?.stop();
    this.jobs = undefined;
  }

  private wait(begun: Begun, ms: number): void {
    this.timer = setTimeout(() => {
      this.opening = this.turn(begun);
    }, ms);
    this.timer.unref();
  }

  /** Opens the queues, or puts the work of this hour; then waits for the next. Never throws. */
  private async turn(begun: Begun): Promise<void> {
    let next = begun.timing.everyMs ?? HOUR_SECONDS * 1000;
    try {
      if (this.jobs === undefined) this.jobs = await this.open(begun);
      else await this.put(this.jobs, begun.chores, false);
    } catch (thrown) {
      begun.failed("jobs", thrown);
      next = AGAIN_MS;
    }
    if (!this.isStopped) this.wait(begun, next);
  }

  private async open({ chores, failed, timing }: Begun): Promise<Jobs> {
    const { Jobs } = await import("#store/jobs.ts");
    const jobs = await Jobs.start(this.desk.store, {
      onFault: (queue, _, thrown) => failed(queue, thrown),
      pollSeconds: timing.pollSeconds,
    });
    try {
      for (const queue of [DECIDE, ...chores.map((c) => c.queue)]) await jobs.queue(queue, QUEUE);
      await resumeMarked(this.desk);
      await this.put(jobs, chores, true);
      jobs.work(DECIDE, (data, signal) => decideJob(this.desk, data, { signal, booksMoved: this.forgetBooks }));
      for (const { queue, run } of chores) jobs.work(queue, (_, stop) => run(stop));
      return jobs;
    } catch (thrown) {
      await jobs.stop();
      throw thrown;
    }
  }

  private async put(jobs: Jobs, chores: readonly Chore[], isStart: boolean): Promise<void> {
    // Books that another program or server imported.
    this.forgetBooks();
    for (const { queue, everySeconds, isAtStart } of chores) {
      if (isStart && isAtStart !== true) continue;
      // At a start it may be the second time in its hour: what moved while nobody served is not left waiting for the next.
      const once = isStart ? {} : { slotSeconds: everySeconds };
      const put = () => this.desk.store.asSystem((tx) => putJob(tx, queue, {}, once));
      if (await againAfterDeadlock(put)) jobs.nudge(queue);
    }
  }

  /** What moved while nobody looked: the day, the price books, and what a stop broke off. */
  private async night(stop: AbortSignal): Promise<void> {
    await bringToToday(this.desk, stop);
    stop.throwIfAborted();
    this.forgetBooks();
    await markBooksMoved(this.desk);
    await resumeMarked(this.desk);
    this.decideSoon();
  }
}
