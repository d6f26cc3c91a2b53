import type { HandlersOf } from "#api/handler.ts";
import { orRefuse, Refused } from "#api/refused.ts";
import { eventFor, sendAgain, sendTest, webhookRow } from "#app/desk/webhook-post.ts";
import {
  addWebhook,
  changeWebhook,
  deliveriesOf,
  listWebhooks,
  removeWebhook,
  rotateWebhook,
  skipEvent,
  type Webhook,
} from "#app/desk/webhooks.ts";

/** Webhooks as they are kept and tried. */

type Names =
  | "listWebhooks"
  | "addWebhook"
  | "changeWebhook"
  | "skipWebhookEvent"
  | "rotateWebhook"
  | "removeWebhook"
  | "testWebhook"
  | "listDeliveries"
  | "replayDelivery";

const out = (w: Webhook) => ({ ...w, kinds: [...w.kinds] });

const none = (): Refused => new Refused("not-found", "There is no such webhook here.");

export const WEBHOOKS: HandlersOf<Names> = {
  listWebhooks: async ({ as }) => ({ rows: (await as(listWebhooks)).map(out) }),

  addWebhook: async ({ as, hall, body }) => {
    const { address, kinds, client = null } = body;
    const given = { address, kinds, client };
    const made = orRefuse(await as((tx) => addWebhook(tx, hall.open.secrets, given, hall.webhooks)));
    return { webhook: out(made.webhook), secret: made.secret };
  },

  changeWebhook: async ({ as, hall, params, body }) => {
    const changed = orRefuse(await as((tx) => changeWebhook(tx, params.webhook, body, hall.webhooks)));
    hall.webhooks.soon();
    return out(changed);
  },

  skipWebhookEvent: async ({ as, hall, params, body }) => {
    const { event, reason } = body;
    const left = orRefuse(await as((tx) => skipEvent(tx, params.webhook, { event, reason: reason.trim() })));
    hall.webhooks.soon();
    return out(left);
  },

  rotateWebhook: async ({ as, hall, params }) => ({
    secret: orRefuse(await as((tx) => rotateWebhook(tx, hall.open.secrets, params.webhook))),
  }),

  removeWebhook: async ({ as, params }) => orRefuse(await as((tx) => removeWebhook(tx, params.webhook))),

  testWebhook: async ({ as, hall, params }) => {
    const row = await as((tx) => webhookRow(tx, params.webhook));
    if (row === undefined) throw none();
    return await sendTest(hall.open, row, hall.webhooks.inside);
  },

  listDeliveries: async ({ as, params }) => {
    const rows = await as((tx) => deliveriesOf(tx, params.webhook));
    if (rows === undefined) throw none();
    return { rows: [...rows] };
  },

  replayDelivery: async ({ as, hall, params, body }) => {
    const found = await as(async (tx) => {
      const row = await webhookRow(tx, params.webhook);
      const event = row && (await eventFor(tx, row, body.seq));
      return row && event && { row, event };
    });
    if (found === undefined) throw new Refused("not-found", "This webhook is not told of such an event.");
    return await sendAgain(hall.open, found.row, found.event, hall.webhooks.inside);
  },
};
