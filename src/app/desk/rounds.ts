export interface RoundsTiming {
  /** How often it is looked, and how soon after something was done here. */
  readonly everyMs: number;
  readonly soonMs: number;
}

/** Work that a server does in rounds while it serves, one after the other: every so often, and soon after something happened. */
export class Rounds {
  private readonly work: (stop: AbortSignal) => Promise<void>;
  private readonly timing: RoundsTiming;
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private isSoon = false;
  private running: Promise<void> = Promise.resolve();

  /** `work` never throws: it tells what went wrong by itself. */
  constructor(work: (stop: AbortSignal) => Promise<void>, timing: RoundsTiming) {
    this.work = work;
    this.timing = timing;
  }

  begin(): void {
    this.wait(false);
  }

  /** A round now, for who waits for it. */
  round(): Promise<void> {
    const { signal } = this.stopping;
    this.running = this.running.then(() => (signal.aborted ? undefined : this.work(signal)));
    return this.running;
  }

  /** A round soon; news come in bursts, and of a burst there is one. */
  soon(): void {
    this.wait(true);
  }

  /** Resolves when what is in hand is done; the rest is for the next server. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private wait(isSoon: boolean): void {
    // A burst does not put off what its first word began.
    if (this.stopping.signal.aborted || (this.isSoon && isSoon)) return;
    this.isSoon = isSoon;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        this.isSoon = false;
        void this.round().finally(() => {
          if (!this.isSoon) this.wait(false);
        });
      },
      isSoon ? this.timing.soonMs : this.timing.everyMs,
    );
    this.timer.unref();
  }
}
