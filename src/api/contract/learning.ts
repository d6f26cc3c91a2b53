import { createRoute, z } from "@hono/zod-openapi";
import { OUTSIDE_KINDS } from "#claim/benchmark-table.ts";
import { day, id, moment, ofClient, problemOfInput, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** What Parley learns from, and the switch; and the tables of figures that a client loads. */

const client = z.object({
  client: id,
  name: z.string(),
  on: z.boolean(),
  version: z.int(),
  changedAt: moment.nullable(),
  by: z.string().nullable(),
});

export const getLearning = createRoute({
  method: "get",
  path: "/v1/learning",
  tags: ["Settings"],
  summary: "What is learned from which tables and documents, and for which clients it is switched on",
  request: { query: ofClient },
  responses: {
    200: json(
      z.object({
        on: day,
        says: z.array(z.string()),
        off: z.string(),
        least: z.int(),
        clients: z.array(client),
        tables: z.array(z.object({ table: z.string(), columns: z.string(), what: z.string(), most: z.string() })),
        data: z.array(
          z.object({ title: z.string(), url: z.string().nullable(), day: day.nullable(), used: z.string() }),
        ),
      }),
      "Learning.",
    ),
    ...refusals,
  },
});

export const putLearning = createRoute({
  method: "put",
  path: "/v1/learning",
  tags: ["Settings"],
  summary: "Switch learning of one client on or off",
  request: { headers: idempotencyKey, body: body(z.object({ client: id, saw: z.int().min(0), on: z.boolean() })) },
  responses: { 200: json(client.omit({ name: true }), "Kept."), ...refusals },
});

const arbiter = z
  .object({
    entity: z.string(),
    specialty: z.string().nullable(),
    disputes: z.int(),
    providerWins: z.int(),
    share: z.number(),
    low: z.number(),
    high: z.number(),
    enough: z.boolean().openapi({ description: "False under 20 disputes: too few to order by." }),
    medianDays: z.int().nullable(),
    fee: usd.nullable(),
    feeSays: z.string(),
    conflicts: z.array(z.string()),
    source: z.string(),
    date: day,
    line: z.int(),
  })
  .openapi("Arbiter");

const keptTable = {
  version: z.int(),
  file: z.string().nullable(),
  loaded: day.nullable(),
  by: z.string().nullable(),
};
const kept = { ...keptTable, entities: z.int() };

const tableGiven = body(
  z.object({ client: id, saw: z.int().min(0), name: text(200), csv: z.string().min(1).max(1_000_000) }),
);

export const listArbiters = createRoute({
  method: "get",
  path: "/v1/arbiters",
  tags: ["Planning"],
  summary: "Dispute entities compared for a dispute, by figures the client loaded",
  request: {
    query: z.object({
      client: id,
      parties: z.string().max(1_000).default("").openapi({ description: "Names of the sides, with commas between." }),
      specialty: z.string().trim().max(100).optional(),
      lines: z.coerce.number().int().min(1).max(1_000).default(1),
    }),
  },
  responses: {
    200: json(z.object({ ...kept, rows: z.array(arbiter), says: z.string() }), "Entities, in their order."),
    ...refusals,
  },
});

export const putArbiters = createRoute({
  method: "post",
  path: "/v1/arbiters",
  tags: ["Planning"],
  summary: "Load figures of dispute entities from a CSV, in the place of those before",
  request: {
    headers: idempotencyKey,
    body: tableGiven,
  },
  responses: { 200: json(z.object({ ...kept, problems: z.array(problemOfInput) }), "Kept."), ...refusals },
});

const benchmark = z
  .object({
    kind: z.enum(OUTSIDE_KINDS),
    code: z.string(),
    modifiers: z.array(z.string()),
    amount: usd.openapi({ description: "For one unit: the median, or the one rate." }),
    low: usd.nullable().openapi({ description: "Lower quartile." }),
    high: usd.nullable().openapi({ description: "Upper quartile." }),
    percentile: z.int().nullable(),
    payer: z.string().nullable(),
    places: z.array(z.string()),
    from: day.nullable(),
    until: day.nullable(),
    source: z.string(),
    date: day,
    line: z.int(),
  })
  .openapi("LoadedBenchmark");

export const listBenchmarks = createRoute({
  method: "get",
  path: "/v1/benchmarks",
  tags: ["Planning"],
  summary: "What services are worth elsewhere, as the client loaded it",
  request: { query: z.object({ client: id }) },
  responses: {
    200: json(z.object({ ...keptTable, rows: z.array(benchmark), says: z.string() }), "Rows, in the table's order."),
    ...refusals,
  },
});

export const putBenchmarks = createRoute({
  method: "post",
  path: "/v1/benchmarks",
  tags: ["Planning"],
  summary: "Load a benchmark table from a CSV, in the place of the one before",
  request: { headers: idempotencyKey, body: tableGiven },
  responses: {
    200: json(z.object({ ...keptTable, benchmarks: z.int(), problems: z.array(problemOfInput) }), "Kept."),
    ...refusals,
  },
});
