import { createRoute, z } from "@hono/zod-openapi";
import { contact, habit, submission } from "./directory.ts";
import { day, id, moment, ofClient, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

/** The other side of a case, how payers and vendors treat the practice, and what is to be expected of them. */

const told = z.object({ of: z.string(), text: z.string(), source: z.string(), day, own: z.boolean() });

const learning = z.object({
  on: z.boolean(),
  version: z.int(),
  changedAt: moment.nullable(),
  by: z.string().nullable(),
});

const counterparty = z
  .object({
    sides: z.array(
      z.object({
        role: z.enum(["payer", "vendor"]),
        entry: z.string().nullable(),
        name: z.string(),
        sure: z.enum(["certain", "likely", "possible"]),
        why: z.string(),
      }),
    ),
    says: z.string(),
    contacts: z
      .array(contact.extend({ of: z.string(), entry: id }))
      .openapi({ description: "The best address of each channel; those that failed are left out." }),
    mayBind: z.array(told),
    rates: z.array(told),
    tactics: z.array(told),
    planLimits: z.array(told),
    submission: z.array(submission.extend({ of: z.string() })),
    habits: z.array(z.object({ of: z.string(), cases: z.int(), rows: z.array(habit) })),
    learning,
  })
  .openapi("Counterparty");

export const getCounterparty = createRoute({
  method: "get",
  path: "/v1/cases/{case}/counterparty",
  tags: ["Work"],
  summary: "Who sits on the other side of a case: why we think so, contacts with proof, who may bind, rates, habits",
  request: { params: z.object({ case: id }) },
  responses: { 200: json(counterparty, "The other side."), ...refusals },
});

const expected = z
  .object({
    low: usd,
    middle: usd,
    high: usd,
    n: z.int().openapi({ description: "Own lines of this payer it rests on." }),
    assumed: z.boolean(),
    says: z.string(),
  })
  .openapi("ExpectedAllowed", { description: "10th, 50th and 90th percentile of what is allowed for one unit." });

export const getCaseExpected = createRoute({
  method: "get",
  path: "/v1/cases/{case}/expected",
  tags: ["Work"],
  summary: "What this payer is to be expected to allow for each line, from the client's own remittances",
  request: { params: z.object({ case: id }) },
  responses: {
    200: json(
      z.object({
        rows: z.array(
          z.object({ line: z.int(), code: z.string(), place: z.string().nullable(), expected: expected.nullable() }),
        ),
      }),
      "Ranges, by line.",
    ),
    ...refusals,
  },
});

export const getExpected = createRoute({
  method: "get",
  path: "/v1/expected",
  tags: ["Reference"],
  summary: "What each payer of a client is to be expected to allow for a code, from the client's own remittances",
  request: {
    query: ofClient.extend({
      code: z.string().trim().min(1).max(10),
      modifier: z.string().trim().max(2).optional(),
      place: z.string().trim().max(2).optional(),
      revenue: z.string().trim().max(4).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        rows: z.array(z.object({ payer: z.string(), name: z.string(), expected })),
        choose: z.boolean().openapi({ description: "Several clients and none named: nothing was looked up." }),
        says: z.string(),
      }),
      "Ranges, by payer.",
    ),
    ...refusals,
  },
});

const quarter = z.object({ from: day, n: z.int(), value: z.int().nullable() });

const scoreRow = z
  .object({
    kind: z.enum(["payer", "vendor"]),
    key: z.string(),
    name: z.string(),
    cases: z.int(),
    settled: z.int(),
    measures: z.array(
      z.object({ id: z.string(), n: z.int(), says: z.string(), comparable: z.boolean(), value: z.int().nullable() }),
    ),
    trend: z.object({ before: quarter, last: quarter, says: z.string() }),
  })
  .openapi("ScoreRow");

export const getScorecard = createRoute({
  method: "get",
  path: "/v1/scorecard",
  tags: ["Reference"],
  summary: "How each payer and vendor treats the practice, from the own cases of one client",
  request: { query: ofClient },
  responses: {
    200: json(
      z.object({
        client: z.string().nullable(),
        asOf: day,
        measures: z.array(z.object({ id: z.string(), label: z.string(), counted: z.string() })),
        rows: z.array(scoreRow),
        choose: z.boolean(),
        says: z.string(),
      }),
      "The scorecard.",
    ),
    ...refusals,
  },
});

export const exportScorecard = createRoute({
  method: "get",
  path: "/v1/scorecard/export",
  tags: ["Reference"],
  summary: "The same as CSV",
  request: { query: ofClient },
  responses: { 200: { description: "The file." }, ...refusals },
});
