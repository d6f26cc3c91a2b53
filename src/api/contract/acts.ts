import { createRoute, z } from "@hono/zod-openapi";
import {
  ASKABLE,
  FILING_ROADS,
  OUTCOMES_OF_SENDING,
  PAPERS,
  RECORDINGS,
  SENT_WAYS,
  WAITS,
  WAYS,
} from "#case/event-lists.ts";
import { caseView, oneCase } from "./cases.ts";
import { day, id, money, text } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";
import { lineSplit, terms } from "./terms.ts";

const event = z.int().positive();
const way = z.enum(WAYS);
const waits = z.enum(WAITS);

/** What an offer may say beside its amount. */
const offered = {
  final: z.boolean().optional().openapi({ description: "Whether it is said to be the last." }),
  answers: event.optional().openapi({ description: "The offer of the other side that it answers." }),
  lines: lineSplit.optional(),
  expires: day.optional(),
};
const reasons = z.array(text(200)).max(50);

/** What a second person is asked to allow, with the figures that the approval will hold for. */
export const askedAct = z
  .object({
    ...offered,
    type: z.enum(ASKABLE),
    amount: money.optional(),
    offer: event.optional(),
    forum: text(200).optional(),
    terms: terms.optional(),
    way: way.optional(),
    reasons: reasons.optional(),
  })
  .openapi("AskedAct");

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
    z.object({ type: z.literal("ask colleague"), to: id, text: text(4000), answerBy: day }),
    z.object({ type: z.literal("answer colleague"), question: event, text: text(4000) }),
    z.object({
      type: z.literal("log call"),
      who: text(200),
      reference: text(200).optional(),
      said: text(4000),
      promise: z.object({ what: text(500), by: day }).optional(),
      direction: z.enum(["from us", "to us"]).optional(),
      phone: text(200).optional(),
      contact: text(200).optional().openapi({ description: "The contact of the directory, by its key." }),
      recording: z.enum(RECORDINGS).optional(),
      answers: event.optional().openapi({ description: "The offer or the letter it is about." }),
    }),
    z.object({
      type: z.literal("send paper").openapi({ description: "Parley sends nothing: it writes down what was sent." }),
      paper: z.enum(PAPERS),
      hash: text(200).optional().openapi({ description: "SHA-256 of the paper's data, as it stands on its pages." }),
      to: z.object({ name: text(200), address: text(500).optional(), contact: id.optional() }),
      way: z.enum(SENT_WAYS),
      day,
      reference: text(200).optional(),
    }),
    z.object({
      type: z.literal("prove delivery"),
      sent: event,
      outcome: z.enum(OUTCOMES_OF_SENDING),
      day,
      file: event.optional().openapi({ description: "The attached proof of delivery; asked of what arrived." }),
      note: text(4000).optional(),
    }),
    z.object({
      type: z.literal("record filing"),
      road: z.enum(FILING_ROADS),
      day,
      reference: text(200),
      request: event.openapi({ description: "The approval by another person that it rests on." }),
      fee: money.optional(),
      finalOffer: money.optional(),
      entity: text(200).optional(),
      note: text(4000).optional(),
    }),
    z.object({
      type: z.literal("record counsel"),
      chance: z.int().min(0).max(100).openapi({ description: "Percent to win, as counsel says." }),
      amount: money.openapi({ description: "The allowed amount a suit would win in all." }),
      cost: money.openapi({ description: "What it costs, whatever comes of it." }),
      months: z.int().min(1).max(240),
      by: text(200).openapi({ description: "Who of counsel said it." }),
      day,
    }),
    z.object({ type: z.literal("remove file"), file: event, reason: text(4000) }),
    z.object({
      type: z.literal("log offer"),
      from: z.enum(["us", "them"]),
      amount: money,
      terms: z.union([text(4000), terms]).optional(),
      made: day,
      way,
      ...offered,
      source: text(500).optional(),
      move: event.optional().openapi({ description: "The move of a guest in a room that it writes down." }),
      waives: z
        .array(z.object({ id: text(200), label: text(500) }))
        .max(50)
        .optional(),
    }),
    z.object({
      type: z.literal("make offer"),
      amount: money,
      way,
      terms: terms.optional(),
      ...offered,
      reasons: reasons.default([]),
      request: event.optional().openapi({ description: "The approval it rests on." }),
      note: text(4000).optional(),
    }),
    z.object({
      type: z.literal("accept offer"),
      offer: event,
      lines: lineSplit,
      patient: money.optional().openapi({ description: "What of the offer the patient owes; the plan pays the rest." }),
      due: day,
      days: z.enum(["calendar", "business"]),
      source: text(500),
      request: event.optional(),
    }),
    z.object({ type: z.literal("reject offer"), offer: event, reason: text(4000) }),
    z.object({
      type: z.literal("set floor"),
      amount: money,
      reason: text(4000),
      request: event.optional(),
    }),
    z.object({ type: z.literal("ask approval"), act: askedAct, note: text(4000).optional() }),
    z.object({
      type: z.literal("approve"),
      request: event,
      attested: z.array(text(200)).max(1000).openapi({ description: "Every unproven fact, named by who approves." }),
    }),
    z.object({ type: z.literal("refuse approval"), request: event, reason: text(4000) }),
    z.object({ type: z.literal("withdraw approval"), request: event }),
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
      conditions: terms.optional().openapi({ description: "What it lets go of beside the price." }),
      reason: text(4000)
        .optional()
        .openapi({ description: "Why, where it takes less than the floor or lets go of more than the price." }),
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
