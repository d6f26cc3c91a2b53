import { createRoute, z } from "@hono/zod-openapi";
import { WEBHOOK_KINDS } from "#app/desk/webhook-message.ts";
import { id, moment, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Addresses that are told what happened. */

const kinds = z
  .array(z.enum(WEBHOOK_KINDS))
  .min(1)
  .max(WEBHOOK_KINDS.length)
  .openapi({ description: "evaluations are those of the night and of new files: many, and about no act of anybody." });

export const webhook = z
  .object({
    id,
    address: z.string(),
    kinds,
    client: id.nullable().openapi({ description: "Null: of all clients." }),
    madeAt: moment,
    behind: z
      .int()
      .openapi({ description: "Events of the chain, of whatever kind, that came after the last it was told." }),
    tries: z.int().openapi({ description: "Tries of the next message that failed." }),
    nextAt: moment.nullable(),
    refuses: z
      .object({ event: z.int(), type: z.string() })
      .nullable()
      .openapi({ description: "The event that it did not take, while those after it wait." }),
    pausedAt: moment.nullable(),
    pausedWhy: z.string().nullable(),
    oldUntil: moment.nullable().openapi({ description: "Until then the secret before this one signs beside it." }),
  })
  .openapi("Webhook");

const delivery = z
  .object({
    id,
    seq: z.int().nullable().openapi({ description: "Number of the event in the chain; null of a test." }),
    type: z.string(),
    at: moment,
    attempt: z.int(),
    status: z.int().nullable(),
    fault: z.string().nullable(),
    tookMs: z.int(),
  })
  .openapi("WebhookDelivery");

const sent = z.object({ status: z.int().nullable(), fault: z.string().nullable(), tookMs: z.int() });
const one = z.object({ webhook: id });
const address = text(500);

export const listWebhooks = createRoute({
  method: "get",
  path: "/v1/webhooks",
  tags: ["Webhooks"],
  summary: "Addresses that are told what happened, and how far along each is",
  responses: { 200: json(z.object({ rows: z.array(webhook) }), "Webhooks, without their secrets."), ...refusals },
});

export const addWebhook = createRoute({
  method: "post",
  path: "/v1/webhooks",
  tags: ["Webhooks"],
  summary: "Tell an address what happens from now on; its secret is shown once",
  request: {
    headers: idempotencyKey,
    body: body(z.strictObject({ address, kinds, client: id.nullable().optional() })),
  },
  responses: { 201: json(z.object({ webhook, secret: z.string() }), "Made."), ...refusals },
});

export const changeWebhook = createRoute({
  method: "patch",
  path: "/v1/webhooks/{webhook}",
  tags: ["Webhooks"],
  summary: "Change what it is told and where, pause it, or go on: it is then told what happened meanwhile",
  request: {
    headers: idempotencyKey,
    params: one,
    body: body(
      z.strictObject({ address: address.optional(), kinds: kinds.optional(), paused: z.boolean().optional() }),
    ),
  },
  responses: { 200: json(webhook, "Changed."), ...refusals },
});

export const skipWebhookEvent = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhook}/skip",
  tags: ["Webhooks"],
  summary: "Leave out the event that its address refuses, with a reason, and go on with those after it",
  request: {
    headers: idempotencyKey,
    params: one,
    body: body(z.strictObject({ event: z.int().positive(), reason: text(1000) })),
  },
  responses: { 200: json(webhook, "Left out."), ...refusals },
});

export const rotateWebhook = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhook}/secret",
  tags: ["Webhooks"],
  summary: "A new secret, shown once; the one before signs beside it for a day",
  request: { headers: idempotencyKey, params: one },
  responses: { 201: json(z.object({ secret: z.string() }), "Made."), ...refusals },
});

export const removeWebhook = createRoute({
  method: "delete",
  path: "/v1/webhooks/{webhook}",
  tags: ["Webhooks"],
  summary: "Tell it nothing more",
  request: { headers: idempotencyKey, params: one },
  responses: { 204: { description: "Removed." }, ...refusals },
});

export const testWebhook = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhook}/test",
  tags: ["Webhooks"],
  summary: "Send a test now, and say what came of it",
  request: { params: one },
  responses: { 200: json(sent, "What came of it."), ...refusals },
});

export const listDeliveries = createRoute({
  method: "get",
  path: "/v1/webhooks/{webhook}/deliveries",
  tags: ["Webhooks"],
  summary: "The newest fifty that were sent, and what came of each",
  request: { params: one },
  responses: { 200: json(z.object({ rows: z.array(delivery) }), "Deliveries."), ...refusals },
});

export const replayDelivery = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhook}/replay",
  tags: ["Webhooks"],
  summary: "Send the message of an event again now, under its old id",
  request: { params: one, body: body(z.strictObject({ seq: z.int().positive() })) },
  responses: { 200: json(sent, "What came of it."), ...refusals },
});
