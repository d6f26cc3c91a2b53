import { createRoute, z } from "@hono/zod-openapi";
import { BATCH_CASES_MOST } from "#app/desk/batch.ts";
import { day, id, usd } from "./form.ts";
import { body, json, refusals } from "./problem.ts";

/** Lines of several cases in one federal dispute: which, why, what it costs and is worth, and what it still lacks. */

const line = z.object({
  case: id,
  number: z.string(),
  line: z.int(),
  code: z.string(),
  modifiers: z.array(z.string()),
  service: day.nullable(),
  place: z.string().nullable(),
  state: z.string().nullable(),
  payer: z.string(),
  npi: z.string().nullable(),
  tin: z.string().nullable(),
  billed: usd,
  allowed: usd.nullable(),
  qpa: usd.nullable(),
  gain: usd,
  chance: z.number(),
  missing: z.array(z.string()),
});

const batchedLine = line.extend({
  advice: z
    .enum(["in", "alone", "leave out"])
    .openapi({ description: "What brings most: here, by itself, or nowhere." }),
  adds: usd.openapi({ description: "What it adds to the batch that brings most; negative where it takes." }),
  single: usd.openapi({ description: "What a dispute of its own brings; negative where it costs more." }),
  why: z.string(),
});
const left = line.extend({ because: z.string(), cites: z.array(z.string()) });

export const batches = z
  .object({
    on: day,
    batches: z.array(
      z.object({
        relation: z.string(),
        because: z.string(),
        rule: z.object({ from: day, mostLines: z.int().nullable(), cites: z.array(z.string()) }),
        confidence: z.string(),
        first: day,
        lastService: day,
        initiate: z.object({ from: day, until: day }).nullable(),
        ready: z.boolean().openapi({ description: "Nothing is missing but what a person confirms." }),
        fees: z.object({ admin: usd, batch: z.array(usd), single: z.array(usd) }),
        worth: z.object({
          batch: usd,
          singles: usd,
          better: z.enum(["batch", "singles", "neither"]),
          feeFalls: z.number(),
          sinks: z.number(),
          atStake: usd,
        }),
        choice: z.object({ lines: z.int(), worth: usd, pays: z.boolean() }).openapi({
          description:
            "How many of its lines bring most together, what that and the rest alone bring, and whether the whole pays.",
        }),
        checks: z.array(
          z.object({
            what: z.string(),
            state: z.enum(["done", "missing", "wait", "person"]),
            says: z.string(),
            cite: z.string().nullable(),
          }),
        ),
        lines: z.array(batchedLine),
      }),
    ),
    alone: z.array(left),
    out: z.array(left),
  })
  .openapi("Batches");

const only = z
  .enum(["all", "paying"])
  .optional()
  .openapi({ description: "Every line that law lets go together, or those alone that pay together." });

export const buildBatch = createRoute({
  method: "post",
  path: "/v1/batch",
  tags: ["Planning"],
  summary: "Put the lines of these cases into as few disputes as the rule allows; changes nothing",
  request: { body: body(z.object({ cases: z.array(id).min(1).max(BATCH_CASES_MOST), only })) },
  responses: { 200: json(batches, "Batches, and why each other line is in none."), ...refusals },
});

export const exportBatch = createRoute({
  method: "post",
  path: "/v1/batch/export",
  tags: ["Planning"],
  summary: "The same as a file",
  request: {
    body: body(z.object({ cases: z.array(id).min(1).max(BATCH_CASES_MOST), only, format: z.enum(["csv", "json"]) })),
  },
  responses: { 200: { description: "The file." }, ...refusals },
});
