import { createRoute, z } from "@hono/zod-openapi";
import { WAITS, WAYS } from "#case/event.ts";
import { caseView, oneCase } from "./cases.ts";
import { day, id, money, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

const event = z.int().positive();
const way = z.enum(WAYS);
const waits = z.enum(WAITS);

/** What a person may do to a case. The decider of src/case says whether it is allowed now, and why not. */
export const act = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("assign"), to: id.nullable() }),
    z.object({
      type: z.literal("answer fact"),
      fact: text(100),
      scope: z.enum(["claim", "plan", "facility", "payer"]),
      key: text(200),
      value: text(1000),
      source: text(500),
    }),
    z.object({ type: z.literal("withdraw fact"), answer: event, reason: text(4000) }),
    z.object({
      type: z.literal("add task"),
      title: text(500),
      due: day.optional(),
      for: id.optional(),
      waits: waits.default("us"),
    }),
    z.object({
      type: z.literal("change task"),
      task: event,
      title: text(500),
      due: day.optional(),
      for: id.optional(),
      waits: waits,
    }),
    z.object({ type: z.literal("finish task"), task: event, how: text(4000).optional() }),
    z.object({ type: z.literal("add note"), text: text(4000) }),
    z.object({
      type: z.literal("log call"),
      who: text(200),
      reference: text(200).optional(),
      said: text(4000),
      promise: z.object({ what: text(500), by: day }).optional(),
    }),
    z.object({ type: z.literal("remove file"), file: event, reason: text(4000) }),
    z.object({
      type: z.literal("log offer"),
      from: z.enum(["us", "them"]),
      amount: money,
      terms: text(4000).optional(),
      made: day,
      expires: day.optional(),
      way,
    }),
    z.object({ type: z.literal("withdraw offer"), offer: event, reason: text(4000).optional() }),
    z.object({
      type: z.literal("enter agreement"),
      kind: z.enum(["agreement", "award"]),
      basis: z.enum(["total payment", "further payment"]),
      amount: money,
      lines: z.array(z.object({ line: z.int().positive(), amount: money })).max(1000),
      agreed: day,
      due: day,
      days: z.enum(["calendar", "business"]),
      source: text(500),
      offer: event.optional(),
      replaces: event.optional(),
      terms: text(4000).optional(),
    }),
    z.object({ type: z.literal("supersede agreement"), agreement: event, reason: text(4000) }),
    z.object({ type: z.literal("snooze"), until: day, reason: text(4000) }),
    z.object({ type: z.literal("wake") }),
    z.object({ type: z.literal("hold"), reason: text(4000) }),
    z.object({ type: z.literal("release"), reason: text(4000).optional() }),
    z.object({ type: z.literal("close"), outcome: text(100), amount: money, reason: text(4000).optional() }),
    z.object({ type: z.literal("reopen"), reason: text(4000) }),
    z.object({ type: z.literal("undo"), event }),
  ])
  .openapi("Act");

export const actOnCase = createRoute({
  method: "post",
  path: "/v1/cases/{case}/acts",
  tags: ["Cases"],
  summary: "Do something to a case; `saw` is the version it was decided on",
  request: { params: oneCase, headers: idempotencyKey, body: body(z.object({ saw: z.int().min(0), act })) },
  responses: {
    200: json(
      z.object({
        case: caseView,
        events: z.array(z.int()),
        /** What an answer changed: "Channel set to federal. 9 lines moved." Empty when nothing. */
        said: z.string(),
      }),
      "Done; the case as it stands now.",
    ),
    ...refusals,
  },
});
