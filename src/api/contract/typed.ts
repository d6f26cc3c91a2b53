import { createRoute, z } from "@hono/zod-openapi";
import { lineClass } from "./evaluation.ts";
import { because, day, id, money, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** What is typed by hand from paper: an EOB, a claim. */

const typedLine = z.object({
  code: text(60),
  modifiers: z.array(z.string().max(2)).max(4).default([]),
  units: z.string().max(20).default("1"),
  date: day,
  charge: money,
});

export const typedEob = z
  .object({
    client: id,
    claim: text(100).openapi({ description: "The practice's claim number." }),
    payer: text(200),
    payerId: z.string().max(80).optional(),
    payerNumber: z.string().max(80).optional(),
    status: z.string().max(2).default("1"),
    paidOn: day,
    receivedOn: day.optional(),
    trace: z.string().max(80).optional(),
    paid: money,
    patient: money.optional(),
    remarks: z.array(z.string().max(10)).max(20).default([]),
    lines: z
      .array(
        typedLine.extend({
          allowed: money.optional(),
          paid: money,
          adjustments: z
            .array(
              z.object({
                group: z.enum(["CO", "PR", "OA", "PI", "CR"]),
                reason: z.string().max(5),
                amount: z.string().regex(/^-?\d{1,13}(\.\d{1,2})?$/),
              }),
            )
            .max(30)
            .default([]),
          remarks: z.array(z.string().max(10)).max(20).default([]),
        }),
      )
      .min(1)
      .max(200),
  })
  .openapi("TypedEob");

export const balance = z
  .object({
    balances: z.boolean(),
    text: z.string(),
    out: usd,
    lines: z.array(z.object({ line: z.int(), out: usd, text: z.string() })),
    /** The claim it answers, if it is known. */
    claim: z.object({ number: z.string(), case: id.nullable(), lines: z.array(typedLine) }).nullable(),
    problems: z.array(z.string()),
  })
  .openapi("Balance");

export const balanceEob = createRoute({
  method: "post",
  path: "/v1/remittances/balance",
  tags: ["Imports"],
  summary: "How an EOB that is being typed balances; nothing is kept",
  request: { body: body(typedEob) },
  responses: { 200: json(balance, "In balance or not, line by line."), ...refusals },
});

export const typeEob = createRoute({
  method: "post",
  path: "/v1/remittances",
  tags: ["Imports"],
  summary: "Keep a typed EOB; refused until it balances",
  request: { headers: idempotencyKey, body: body(typedEob) },
  responses: {
    201: json(z.object({ remittance: id, case: id.nullable(), said: z.string() }), "Kept and matched."),
    ...refusals,
  },
});

export const typedClaim = z
  .object({
    client: id,
    claim: text(100),
    form: z.enum(["professional", "institutional"]),
    payer: text(200),
    payerId: z.string().max(80).optional(),
    usState: z.string().length(2).optional(),
    place: z.string().max(2).optional(),
    lines: z.array(typedLine).min(1).max(200),
  })
  .openapi("TypedClaim");

export const typeClaim = createRoute({
  method: "post",
  path: "/v1/claims",
  tags: ["Imports"],
  summary: "Keep a typed claim",
  request: { headers: idempotencyKey, body: body(typedClaim) },
  responses: {
    201: json(z.object({ claim: id, case: id.nullable(), class: lineClass, because: z.array(because) }), "Kept."),
    ...refusals,
  },
});
