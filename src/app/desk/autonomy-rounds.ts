import type { OpenDesk } from "./open-desk.ts";
import { goAlone } from "./prepared-send.ts";

/** How often it is looked whether an offer may leave by itself; what happens here is looked at soon. */
const EVERY_MS = 15 * 60_000;
/** News come in bursts: of a burst it is looked once. */
const SOON_MS = 2_000;

export interface AutonomyTiming {
  readonly everyMs: number;
  readonly soonMs: number;
}

/**
 * Makes the offers that the dial leaves to Parley while a server serves, one round after the other. Of several servers two may
 * look at once: each offer is decided with its case locked and on the version that was seen, so only one of them makes it.
 */
export class AutonomyRounds {
  private readonly open: OpenDesk;
  private readonly failed: (what: string, thrown: unknown) => void;
  private readonly timing: AutonomyTiming;
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private isSoon = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    open: OpenDesk,
    failed: (what: string, thrown: unknown) => void,
    timing: AutonomyTiming = { everyMs: EVERY_MS, soonMs: SOON_MS },
  ) {
    this.open = open;
    this.failed = failed;
    this.timing = timing;
  }

  begin(): void {
    this.open.listen((_, news) => {
      if (news.topic === "cases") this.soon();
    });
    this.wait(this.timing.everyMs, false);
  }

  /** A round soon, because something was done on a case, or the dial was turned. */
  soon(): void {
    this.wait(this.timing.soonMs, true);
  }

  /** Resolves when the case in hand is decided; the rest is looked at by the next server. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private wait(ms: number, isSoon: boolean): void {
    // A burst does not put off what its first word began.
    if (this.stopping.signal.aborted || (this.isSoon && isSoon)) return;
    this.isSoon = isSoon;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.isSoon = false;
      this.running = this.running.then(() => this.round());
      void this.running.finally(() => {
        if (!this.isSoon) this.wait(this.timing.everyMs, false);
      });
    }, ms);
    this.timer.unref();
  }

  private async round(): Promise<void> {
    try {
      await goAlone(this.open.desk, this.stopping.signal);
    } catch (thrown) {
      if (!this.stopping.signal.aborted) this.failed("autonomy", thrown);
    }
  }
}
