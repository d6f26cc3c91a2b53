import { createRoute, z } from "@hono/zod-openapi";
import { REASON, SORTS, TURNS } from "#app/desk/queue.ts";
import { OUTCOMES, OUTCOMES_OF_NOTHING } from "#case/event-lists.ts";
import { TABS } from "#case/work.ts";
import { ROLES } from "#store/tables.ts";
import { flag, lineClass } from "./evaluation.ts";
import { caseNumber, day, id, moment, ofClient, page, pageOf, person, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

export const tab = z.enum(TABS).openapi("Tab");

const filters = {
  tab: tab.default("my day"),
  class: lineClass.optional(),
  flag: flag.optional(),
  channel: z.string().max(100).optional(),
  payer: z.string().max(200).optional().openapi({ description: "Payer key." }),
  usState: z.string().length(2).optional(),
  owner: z.union([id, z.enum(["me", "nobody"])]).optional(),
  state: z.enum(["open", "snoozed", "held", "closed"]).optional(),
  turn: z.enum(TURNS).optional().openapi({ description: "Who must act next." }),
  right: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: "Id of the right that is due next; none where no right is open." }),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  on: day.optional().openapi({ description: "Something is due on this day, or a right ends on it." }),
  endsFrom: day.optional().openapi({ description: "The right that ends next ends on this day or later." }),
  endsTo: day.optional(),
  reasonCode: z
    .string()
    .regex(REASON)
    .optional()
    .openapi({ description: "A remittance of its claim gives this reason or remark: 197, CO-197, N30." }),
  outcome: z.enum(OUTCOMES).optional(),
  sort: z.enum(SORTS).default("loss"),
};

export const queueFilter = ofClient.extend(filters);

/** Words one looks for. They may be a name, so they come in a body: addresses are kept by browsers and written down by proxies. */
const words = body(
  z.object({
    q: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .openapi({ description: "Case number, claim number, payer, or the beginning of a patient's name." }),
  }),
);

export const queueRow = z
  .object({
    id,
    number: caseNumber,
    client: id,
    version: z.int(),
    /** Masked for roles that may not see patients; null when no file said it. */
    patient: z.string().nullable(),
    claim: z.string(),
    payer: z.string(),
    plan: z.string().nullable(),
    usState: z.string().nullable(),
    class: lineClass,
    flags: z.array(flag),
    channel: z.string(),
    state: z.enum(["open", "snoozed", "held", "closed"]),
    /** What to do next, as a sentence of a few words. */
    step: z.string(),
    service: day.nullable(),
    due: z
      .object({
        day,
        daysLeft: z.int(),
        what: z.string(),
        cite: z.string(),
        assumed: z.boolean(),
        starts: day.nullable(),
      })
      .nullable(),
    snoozedUntil: day.nullable(),
    because: z.string().nullable().openapi({ description: "Why it is snoozed or held." }),
    billed: usd,
    allowed: usd.nullable(),
    paid: usd,
    benchmark: usd.nullable(),
    stake: usd,
    loss: usd,
    lastOffer: z.object({ amount: usd, from: z.enum(["us", "them"]) }).nullable(),
    turn: z.enum(TURNS).nullable(),
    right: z.string().nullable().openapi({ description: "Id of the right that ends next." }),
    owner: person.nullable(),
  })
  .openapi("QueueRow");

export const getQueue = createRoute({
  method: "get",
  path: "/v1/queue",
  tags: ["Work"],
  summary: "Cases to work, by what is lost if nobody touches them",
  request: { query: queueFilter.extend(page) },
  responses: { 200: json(pageOf(queueRow), "A page of cases."), ...refusals },
});

export const getQueueSum = createRoute({
  method: "get",
  path: "/v1/queue/sum",
  tags: ["Work"],
  summary: "How many cases a filter of the queue holds, and their dollars",
  request: { query: queueFilter },
  responses: { 200: json(z.object({ cases: z.int(), stake: usd, loss: usd }), "Sums."), ...refusals },
});

export const searchQueue = createRoute({
  method: "post",
  path: "/v1/queue/search",
  tags: ["Work"],
  summary: "The filtered queue, and of it the cases that words are about",
  request: { query: queueFilter.extend(page), body: words },
  responses: { 200: json(pageOf(queueRow), "A page of cases."), ...refusals },
});

export const getQueueCounts = createRoute({
  method: "get",
  path: "/v1/queue/counts",
  tags: ["Work"],
  summary: "How many cases each tab holds, and their dollars",
  request: { query: ofClient },
  responses: {
    200: json(
      z.object({
        tabs: z.array(z.object({ tab, cases: z.int(), stake: usd, loss: usd })),
        payers: z.array(z.object({ key: z.string(), name: z.string(), cases: z.int() })),
        owners: z
          .array(person.extend({ cases: z.int() }))
          .openapi({ description: "Whoever has cases, the most first; then whoever may be given some." }),
        rights: z
          .array(z.object({ id: z.string(), name: z.string(), cases: z.int() }))
          .openapi({ description: "Rights that end next in open cases, the most cases first." }),
      }),
      "Counts.",
    ),
    ...refusals,
  },
});

const load = z
  .object({
    cases: z.int(),
    ours: z.int().openapi({ description: "Open, and it is our turn." }),
    asleep: z.int().openapi({ description: "Snoozed or on hold." }),
    today: z.int().openapi({ description: "Something is due today." }),
    late: z.int().openapi({ description: "Something was due before today." }),
    expiring: z.int().openapi({ description: "A right ends within ten business days." }),
    stake: usd,
    loss: usd.openapi({ description: "Expected dollars lost if nobody touches them." }),
    minutes: z
      .int()
      .nullable()
      .openapi({ description: "Of the next steps that your last portfolio planned for them; null when it has none." }),
    unplanned: z.int().openapi({ description: "Cases that it did not plan: their minutes are not known." }),
  })
  .openapi("Load");

export const getTeam = createRoute({
  method: "get",
  path: "/v1/team",
  tags: ["Work"],
  summary: "Who has how much: the open cases of each person, and of nobody",
  request: { query: ofClient },
  responses: {
    200: json(
      z.object({
        today: day,
        until: day.openapi({ description: "The last day of the ten business days within which a right expires." }),
        planned: z
          .object({ asOf: day, madeAt: moment, source: z.string() })
          .nullable()
          .openapi({ description: "The portfolio the minutes are from; null while you have made none." }),
        rows: z.array(
          z.object({
            owner: person.nullable().openapi({ description: "Null for what nobody has." }),
            role: z.enum(ROLES).nullable(),
            load,
          }),
        ),
      }),
      "Nobody's cases first, then people by the dollars that would be lost.",
    ),
    ...refusals,
  },
});

export const exportQueue = createRoute({
  method: "get",
  path: "/v1/queue/export",
  tags: ["Work"],
  summary: "The filtered queue as a file",
  request: { query: queueFilter.extend({ format: z.enum(["csv", "xlsx"]) }) },
  responses: { 200: { description: "The file." }, ...refusals },
});

const bulkAct = z.discriminatedUnion("type", [
  z.object({ type: z.literal("assign"), to: id.nullable() }),
  z.object({ type: z.literal("snooze"), until: day, reason: text(4000) }),
  z.object({ type: z.literal("wake") }),
  z.object({ type: z.literal("hold"), reason: text(4000) }),
  z.object({ type: z.literal("release"), reason: text(4000).optional() }),
  z.object({ type: z.literal("add task"), title: text(500), due: day.optional() }),
  z
    .object({ type: z.literal("close"), outcome: z.enum(OUTCOMES_OF_NOTHING), reason: text(4000) })
    .openapi({ description: "Without money: a case that brought some is closed by itself, with its amount." }),
]);

export const bulkResult = z
  .object({
    id: id.openapi({ description: "Names what was done, to undo it." }),
    done: z.array(z.object({ case: id, version: z.int() })),
    refused: z.array(
      z.object({
        case: id,
        number: z.string().openapi({ description: "Its number; empty when there is no such case." }),
        because: z.string(),
        cite: z.string().nullable(),
      }),
    ),
    undo: z.boolean(),
  })
  .openapi("BulkResult");

export const doInBulk = createRoute({
  method: "post",
  path: "/v1/queue/acts",
  tags: ["Work"],
  summary: "One act on many cases; those that refuse it are named with the reason",
  request: {
    headers: idempotencyKey,
    body: body(
      z.object({
        act: bulkAct,
        cases: z
          .array(z.object({ case: id, saw: z.int() }))
          .min(1)
          .max(1000),
      }),
    ),
  },
  responses: { 200: json(bulkResult, "What was done and what was not."), ...refusals },
});

export const undoBulk = createRoute({
  method: "post",
  path: "/v1/queue/acts/{act}/undo",
  tags: ["Work"],
  summary: "Take a bulk act back, where nothing was built on it",
  request: { headers: idempotencyKey, params: z.object({ act: id }) },
  responses: { 200: json(bulkResult, "What was taken back."), ...refusals },
});

export const savedView = z
  .object({ id, name: z.string(), shared: z.boolean(), mine: z.boolean(), query: z.string(), changedAt: moment })
  .openapi("SavedView");
const viewGiven = z.object({ name: text(100), shared: z.boolean(), query: z.string().max(2000) });

export const listViews = createRoute({
  method: "get",
  path: "/v1/views",
  tags: ["Work"],
  summary: "Saved views of the queue",
  responses: { 200: json(z.object({ rows: z.array(savedView) }), "Views."), ...refusals },
});

export const saveView = createRoute({
  method: "post",
  path: "/v1/views",
  tags: ["Work"],
  summary: "Keep a view of the queue by name",
  request: { headers: idempotencyKey, body: body(viewGiven) },
  responses: { 201: json(savedView, "Kept."), ...refusals },
});

export const removeView = createRoute({
  method: "delete",
  path: "/v1/views/{view}",
  tags: ["Work"],
  summary: "Forget a view",
  request: { headers: idempotencyKey, params: z.object({ view: id }) },
  responses: { 204: { description: "Forgotten." }, ...refusals },
});

export const search = createRoute({
  method: "post",
  path: "/v1/search",
  tags: ["Work"],
  summary: "Cases by number, claim number, payer or the beginning of a name; for the palette",
  request: { body: words },
  responses: {
    200: json(
      z.object({
        cases: z.array(
          queueRow.pick({ id: true, number: true, patient: true, payer: true, claim: true, class: true, stake: true }),
        ),
      }),
      "At most twelve.",
    ),
    ...refusals,
  },
});
