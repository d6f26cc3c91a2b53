import type { OpenDesk } from "./open-desk.ts";
import { Rounds, type RoundsTiming } from "./rounds.ts";
import { dueWebhooks, tellWebhooks } from "./webhook-post.ts";

/** How often it is looked whether a webhook waits; what this server does itself is told at once. */
const USUAL: RoundsTiming = { everyMs: 15_000, soonMs: 500 };

/** Other times than the usual are for tests. */
export interface WebhookTiming extends Partial<RoundsTiming> {
  /** Whether http addresses and the server's own network may be told. */
  readonly inside: boolean;
}

type Failed = (what: string, thrown: unknown) => void;

async function tell(open: OpenDesk, inside: boolean, failed: Failed, stop: AbortSignal): Promise<void> {
  try {
    if ((await dueWebhooks(open)).length === 0) return;
    await open.desk.store.engine.holding("webhooks", () => tellWebhooks(open, inside, stop));
  } catch (thrown) {
    failed("webhooks", thrown);
  }
}

/**
 * Tells webhooks while a server serves, one round after the other. It is no job of a queue: the chain is the queue, and how
 * far each webhook is stands with it. Of several servers over one database one alone tells at a time.
 */
export class WebhookRounds extends Rounds {
  private readonly open: OpenDesk;
  /** Whether addresses of the server's own network may be told. */
  readonly inside: boolean;

  constructor(open: OpenDesk, { inside, ...timing }: WebhookTiming, failed: Failed) {
    super((stop) => tell(open, inside, failed, stop), { ...USUAL, ...timing });
    this.open = open;
    this.inside = inside;
  }

  override begin(): void {
    this.open.listen(() => this.soon());
    super.begin();
  }
}
