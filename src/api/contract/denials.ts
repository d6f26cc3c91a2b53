import { createRoute, z } from "@hono/zod-openapi";
import { REASON } from "#app/desk/queue.ts";
import { nextAct } from "./eobs.ts";
import { ofClient, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

/** Denials by reason, payer and service, with what came of such denials before, and the log of them. */

const asked = ofClient.extend({
  reasonCode: z.string().regex(REASON).optional(),
  payer: z.string().max(200).optional(),
  code: z.string().max(48).optional(),
});

const outcomes = z.object({ closed: z.int(), paid: z.int(), recovered: usd });

export const getDenials = createRoute({
  method: "get",
  path: "/v1/denials",
  tags: ["Work"],
  summary: "Denied lines by reason, payer and service, and what came of closed cases like them",
  request: { query: asked },
  responses: {
    200: json(
      z.object({
        lines: z.int(),
        stake: usd,
        reasons: z.array(
          z.object({
            reason: z.string(),
            meaning: z.string().nullable(),
            next: nextAct.nullable(),
            lines: z.int(),
            stake: usd,
            outcomes,
          }),
        ),
        rows: z.array(
          z.object({
            reason: z.string(),
            payerKey: z.string(),
            payer: z.string(),
            code: z.string(),
            lines: z.int(),
            stake: usd,
            outcomes,
          }),
        ),
      }),
      "Denials.",
    ),
    ...refusals,
  },
});

export const exportDenials = createRoute({
  method: "get",
  path: "/v1/denials/export",
  tags: ["Work"],
  summary: "The denial log: every denied line, what it asks for and how its case stands",
  request: { query: asked.extend({ format: z.enum(["csv", "xlsx"]) }) },
  responses: { 200: { description: "The file." }, ...refusals },
});
