import { createRoute, z } from "@hono/zod-openapi";
import { ON_CASE } from "#app/desk/single-case-claims.ts";
import { WAYS } from "#case/event-lists.ts";
import { LINE_STATES, RATE_BASES } from "#case/single-case.ts";
import { caseNumber, day, id, moment, money, ofClient, text, usd } from "./form.ts";
import { search } from "./letters.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Single case agreements made before the service, and what came under them. */

const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/)
  .openapi({ example: "62.5" });
const code = z.string().regex(/^[A-Z0-9]{4,5}$/);

const rate = z
  .object({
    code: code.openapi({ description: "A procedure code, or a revenue code in four digits." }),
    modifiers: z.array(z.string().regex(/^[A-Z0-9]{2}$/)).max(4),
    basis: z.enum(RATE_BASES),
    amount: money
      .nullable()
      .openapi({ description: "Total allowed, the patient's share included; null of a percent." }),
    percent: percent.nullable(),
    units: z.int().min(1).max(100_000).nullable().openapi({ description: "Covered in all; null: no limit." }),
  })
  .openapi("AgreedRate");

const words = {
  payer: text(200).openapi({ description: "The plan's name or id, as claims name it." }),
  patient: text(200).nullable(),
  member: text(80).nullable(),
  from: day,
  to: day,
  authorization: text(60).nullable(),
  planPerson: text(200).nullable().openapi({ description: "Who speaks for the plan." }),
  claimsTo: text(200).nullable(),
  fileWithin: z.int().min(1).max(1000).nullable().openapi({ description: "Days from the service to file a claim." }),
  payWithin: z.int().min(1).max(365).openapi({ description: "Days from a claim to its payment." }),
  days: z.enum(["calendar", "business"]),
  because: text(4000).nullable().openapi({ description: "What shows that the network has nobody; one a line." }),
  note: text(2000).nullable(),
  rates: z.array(rate).min(1).max(50),
};

const asWritten = z.object({ ...words, searches: z.array(search).max(10) }).openapi("SingleCaseWords");

const state = z.enum(["draft", "proposed", "agreed", "declined", "withdrawn", "ended"]);

export const singleCaseRow = z
  .object({
    ...{ id, client: id, name: z.string(), payer: z.string(), patient: z.string().nullable(), state },
    ...{ version: z.int(), from: day, to: day, changedAt: moment },
    worth: usd.nullable().openapi({ description: "Over all units agreed; null where a rate has no limit." }),
    claims: z.int(),
    due: usd,
    short: usd.openapi({ description: "What answered claims were allowed less than they are due." }),
    renew: z.array(z.string()).openapi({ description: "Why it is time to renew it; empty when it is not." }),
  })
  .openapi("SingleCase");

const lineState = z.enum(LINE_STATES);

const under = z.object({
  ...{ claim: id, number: z.string(), from: day.nullable(), tie: z.enum(["authorization", "patient", "hand"]) },
  doubt: z.string().nullable(),
  ...{ due: usd, allowed: usd.nullable(), state: lineState },
  case: z.object({ id, number: caseNumber }).nullable(),
  onCase: z.enum(ON_CASE).openapi({ description: "Whether its case knows, or was agreed otherwise." }),
  lines: z.array(
    z.object({
      ...{ line: z.int(), due: usd.nullable(), allowed: usd.nullable(), difference: usd.nullable() },
      ...{ state: lineState, working: z.string() },
    }),
  ),
});

const expected = z.object({ low: usd, middle: usd, high: usd, says: z.string() });

const whole = z
  .object({
    row: singleCaseRow,
    words: asWritten,
    agreedOn: day.nullable(),
    source: z.string().nullable(),
    renews: id.nullable(),
    use: z.array(
      z.object({
        ...{ used: z.string(), left: z.string().nullable(), nearlyUsed: z.boolean(), worth: usd.nullable() },
        usual: expected.nullable().openapi({ description: "What this plan allowed the practice for one unit before." }),
      }),
    ),
    claims: z.array(under),
    notCounted: z.int().openapi({ description: "Claims beyond the thousand that are read; in no total." }),
    leftOut: z.array(z.object({ claim: id, number: z.string() })),
    log: z.array(z.object({ what: z.string(), by: z.string(), on: day, note: z.string().nullable() })),
  })
  .openapi("SingleCaseWhole");

const one = z.object({ agreement: id });
const base = "/v1/single-case-agreements";

export const listSingleCases = createRoute({
  method: "get",
  path: base,
  tags: ["Negotiation"],
  summary: "Single case agreements made before the service, the newest change first",
  request: { query: ofClient },
  responses: { 200: json(z.object({ rows: z.array(singleCaseRow) }), "Agreements."), ...refusals },
});

export const makeSingleCase = createRoute({
  method: "post",
  path: base,
  tags: ["Negotiation"],
  summary: "Write the draft of a single case agreement. Sends nothing",
  request: {
    headers: idempotencyKey,
    body: body(z.object({ client: id, words: asWritten, renews: id.optional() })),
  },
  responses: { 201: json(whole, "Written."), ...refusals },
});

export const getSingleCase = createRoute({
  method: "get",
  path: `${base}/{agreement}`,
  tags: ["Negotiation"],
  summary: "One agreement with its rates, the units used, and its claims: due, allowed, short",
  request: { params: one },
  responses: { 200: json(whole, "The agreement."), ...refusals },
});

export const changeSingleCase = createRoute({
  method: "put",
  path: `${base}/{agreement}`,
  tags: ["Negotiation"],
  summary: "Write other words over a draft or a proposal; `saw` is the version they were written on",
  request: { params: one, body: body(z.object({ saw: z.int().min(1), words: asWritten })) },
  responses: { 200: json(whole, "Changed."), ...refusals },
});

const reason = text(1000);

export const singleCaseAct = z.discriminatedUnion("type", [
  z.object({ type: z.literal("propose"), way: z.enum(WAYS), to: text(200).optional() }),
  z.object({
    type: z.literal("agree"),
    on: day,
    source: text(500).openapi({ description: "What it is read from: a signed paper, a letter." }),
    authorization: text(60).optional(),
  }),
  z.object({ type: z.literal("decline"), reason }),
  z.object({ type: z.literal("withdraw"), reason }),
  z.object({ type: z.literal("reopen"), reason }),
  z.object({ type: z.literal("end"), on: day, reason }),
  z.object({ type: z.literal("count in"), number: text(80).openapi({ description: "The practice's claim number." }) }),
  z.object({ type: z.literal("leave out"), claim: id }),
  z.object({
    type: z.literal("enter"),
    claims: z.array(id).min(1).max(100).openapi({ description: "As the agreement of their cases; all or none." }),
  }),
]);

export const actOnSingleCase = createRoute({
  method: "post",
  path: `${base}/{agreement}/acts`,
  tags: ["Negotiation"],
  summary: "Propose, agree, end, count a claim in or out, enter it on cases; `saw` is the version it was decided on",
  request: {
    params: one,
    headers: idempotencyKey,
    body: body(z.object({ saw: z.int().min(1), act: singleCaseAct })),
  },
  responses: { 200: json(whole, "Done."), ...refusals },
});

export const writeSingleCase = createRoute({
  method: "get",
  path: `${base}/{agreement}/paper`,
  tags: ["Negotiation"],
  summary: "The agreement as a paper for both sides to sign. Sends nothing and changes nothing",
  request: { params: one, query: z.object({ format: z.enum(["pdf", "json"]).default("pdf") }) },
  responses: { 200: { description: "A PDF, or the data it draws." }, ...refusals },
});
