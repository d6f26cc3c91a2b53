import type { OpenDesk } from "./open-desk.ts";
import { dueWebhooks, tellWebhooks } from "./webhook-post.ts";

/** How often it is looked whether a webhook waits; what this server does itself is told at once. */
const EVERY_MS = 15_000;
/** News come in bursts: of a burst the webhooks hear once. */
const SOON_MS = 500;

export interface WebhookTiming {
  /** Whether http addresses and the server's own network may be told. */
  readonly inside: boolean;
  /** For tests: how often it is looked, and how soon after a change. */
  readonly everyMs?: number;
  readonly soonMs?: number;
}

/**
 * Tells webhooks while a server serves, one round after the other. It is no job of a queue: the chain is the queue, and how
 * far each webhook is stands with it. Of several servers over one database one alone tells at a time.
 */
export class WebhookRounds {
  private readonly open: OpenDesk;
  private readonly failed: (what: string, thrown: unknown) => void;
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private isSoon = false;
  private running: Promise<void> = Promise.resolve();
  private readonly everyMs: number;
  private readonly soonMs: number;
  /** Whether addresses of the server's own network may be told. */
  readonly inside: boolean;

  constructor(open: OpenDesk, timing: WebhookTiming, failed: (what: string, thrown: unknown) => void) {
    this.open = open;
    this.inside = timing.inside;
    this.everyMs = timing.everyMs ?? EVERY_MS;
    this.soonMs = timing.soonMs ?? SOON_MS;
    this.failed = failed;
  }

  begin(): void {
    this.open.listen(() => this.soon());
    this.wait(this.everyMs);
  }

  /** A round now, for who waits for it. */
  round(): Promise<void> {
    this.running = this.running.then(() => this.tell());
    return this.running;
  }

  /** A round soon, because something about a webhook was changed by hand. */
  soon(): void {
    this.wait(this.soonMs);
  }

  /** Resolves when the message in hand is answered; what waits is told by the next server. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private wait(ms: number): void {
    // A burst does not put off what its first word began.
    if (this.stopping.signal.aborted || (this.isSoon && ms === this.soonMs)) return;
    this.isSoon = ms === this.soonMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.isSoon = false;
      void this.round().finally(() => {
        if (!this.isSoon) this.wait(this.everyMs);
      });
    }, ms);
    this.timer.unref();
  }

  private async tell(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    try {
      const { open, inside } = this;
      if ((await dueWebhooks(open)).length === 0) return;
      await open.desk.store.engine.holding("webhooks", () => tellWebhooks(open, inside, this.stopping.signal));
    } catch (thrown) {
      this.failed("webhooks", thrown);
    }
  }
}
