import { err, ok, type Result } from "#base/result.ts";
import type { Principal } from "#store/principal.ts";
import type { OpenDesk } from "./desk/open-desk.ts";
import { eventFor, sendAgain, sendTest, webhookRow } from "./desk/webhook-post.ts";
import type { Sent } from "./desk/webhook-send.ts";
import { changeWebhook, listWebhooks, skipEvent, type Webhook } from "./desk/webhooks.ts";
import type { Doing } from "./doing.ts";
import { whichOrganization } from "./export-all.ts";

/** Webhooks by command, for the account that holds the key: the same acts as the window has. */

export const WEBHOOK_ACTS = ["list", "test", "pause", "go on", "replay", "skip"] as const;

export interface WebhooksWanted {
  readonly org?: string | undefined;
  readonly act: (typeof WEBHOOK_ACTS)[number];
  /** Its id or the beginning of it; of all but the list. */
  readonly webhook?: string | undefined;
  /** Number of an event of the chain, to replay or to skip. */
  readonly event?: number | undefined;
  /** Why it is skipped. */
  readonly reason?: string | undefined;
}

export interface WebhooksDone {
  /** All of them, or the one that was acted on as it is now. */
  readonly webhooks: readonly Webhook[];
  /** What came of a test or a replay. */
  readonly sent: Sent | null;
}

interface Refusal {
  readonly code: string;
  readonly sentence: string;
}

type Done = Result<WebhooksDone, Refusal>;

interface On {
  readonly open: OpenDesk;
  readonly who: Principal;
  readonly inside: boolean;
}

/** The one that an id, or the beginning of one, means. */
function oneOf(all: readonly Webhook[], wanted: string | undefined): Result<Webhook, Refusal> {
  const found = all.filter((w) => wanted !== undefined && wanted !== "" && w.id.startsWith(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return ok(only);
  const sentence =
    found.length > 1
      ? "More than one webhook begins so. Give more of its id."
      : "There is no such webhook. `parley webhooks list` names them.";
  return err({ code: "no-webhook", sentence });
}

async function sentBy(
  { open, who, inside }: On,
  id: string,
  event: number | undefined,
): Promise<Result<Sent, Refusal>> {
  const found = await open.desk.store.as(who, async (tx) => {
    const row = await webhookRow(tx, id);
    return { row, happened: row && event !== undefined ? await eventFor(tx, row, event) : undefined };
  });
  const { row, happened } = found;
  if (row === undefined) return err({ code: "no-webhook", sentence: "It was removed meanwhile." });
  if (event === undefined) return ok(await sendTest(open, row, inside));
  if (happened === undefined)
    return err({ code: "no-event", sentence: "This webhook is not told of an event of that number." });
  return ok(await sendAgain(open, row, happened, inside));
}

/** Pauses, goes on or skips; undefined for what only sends. */
function changed({ open, who, inside }: On, id: string, { act, event = 0, reason = "" }: WebhooksWanted) {
  const { store } = open.desk;
  if (act === "skip") return store.as(who, (tx) => skipEvent(tx, id, { event, reason }));
  if (act !== "pause" && act !== "go on") return undefined;
  return store.as(who, (tx) => changeWebhook(tx, id, { paused: act === "pause" }, { inside }));
}

/** Does what was asked of webhooks, or says why not. */
export async function storedWebhooks(open: OpenDesk, asked: WebhooksWanted, doing: Doing): Promise<Done> {
  const which = await whichOrganization(open.desk.store, asked.org);
  if (!which.ok) return which;
  const who: Principal = { org: which.value.org, clients: "all" };
  const on: On = { open, who, inside: doing.webhooksInside === true };
  const all = await open.desk.store.as(who, listWebhooks);
  if (asked.act === "list") return ok({ webhooks: all, sent: null });
  const one = oneOf(all, asked.webhook);
  if (!one.ok) return one;
  const change = changed(on, one.value.id, asked);
  if (change !== undefined) {
    const now = await change;
    return now.ok ? ok({ webhooks: [now.value], sent: null }) : now;
  }
  const sent = await sentBy(on, one.value.id, asked.act === "replay" ? (asked.event ?? 0) : undefined);
  return sent.ok ? ok({ webhooks: [one.value], sent: sent.value }) : sent;
}
