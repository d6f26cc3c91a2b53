import { createRoute, z } from "@hono/zod-openapi";
import { caseNumber, day, id, moment, money, ofClient, page, pageOf, usd } from "./form.ts";
import { guard } from "./negotiation.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Offers that Parley has ready, as far as the dial of the authority lets it. */

export const preparedCase = z
  .object({
    case: id,
    number: caseNumber,
    version: z.int(),
    client: id,
    payer: z.string(),
    loss: usd.openapi({ description: "Lost on average if nobody touches it." }),
    ends: day.nullable().openapi({ description: "Last safe day of the right that ends next." }),
    offer: z
      .object({ amount: usd, way: z.string(), reasons: z.array(z.string()) })
      .nullable()
      .openapi({ description: "The offer as it would be made; null where none is to be." }),
    says: z.string().openapi({ description: "What is advised and why, or why nothing is." }),
    needs: z.array(guard).openapi({ description: "What stands between it and leaving." }),
    notAlone: z
      .string()
      .nullable()
      .openapi({ description: "Why Parley would not make it by itself; null where it would, the dial at auto." }),
  })
  .openapi("Prepared");

const preparedPage = pageOf(preparedCase).extend({
  on: z.boolean().openapi({ description: "Whether offers are made ready for any client asked." }),
});

export const listPrepared = createRoute({
  method: "get",
  path: "/v1/prepared",
  tags: ["Negotiation"],
  summary: "Cases on which it is for us to act, with the offer that stands ready on each: worked out anew when asked",
  request: {
    query: ofClient.extend({
      ...page,
      limit: page.limit.unwrap().max(50).default(25),
      dry: z.enum(["true"]).optional().openapi({ description: "As if the dial stood at auto: what it would do." }),
    }),
  },
  responses: { 200: json(preparedPage, "A page, the most to lose first."), ...refusals },
});

const sent = z.object({
  case: id,
  number: z.string(),
  event: z.int().nullable().openapi({ description: "The event that made the offer; null where nothing left." }),
  why: z.string().nullable().openapi({ description: "Why nothing left." }),
});

export const sendPrepared = createRoute({
  method: "post",
  path: "/v1/prepared/send",
  tags: ["Negotiation"],
  summary: "Make offers that stood ready, each past the guardrails; what moved since it was shown is not made",
  request: {
    headers: idempotencyKey,
    body: body(
      z.object({
        offers: z
          .array(z.object({ case: id, saw: z.int().min(1), amount: money }))
          .min(1)
          .max(50),
      }),
    ),
  },
  responses: { 200: json(z.object({ sent: z.array(sent) }), "What became of each."), ...refusals },
});

export const listAlone = createRoute({
  method: "get",
  path: "/v1/prepared/alone",
  tags: ["Negotiation"],
  summary: "Offers that Parley made by itself, newest first",
  request: { query: ofClient.extend({ limit: page.limit }) },
  responses: {
    200: json(
      z.object({
        rows: z.array(
          z.object({
            ...{ id, case: id, client: id, number: caseNumber, payer: z.string(), amount: usd },
            ...{ at: moment, day, state: z.string() },
          }),
        ),
      }),
      "The newest of them.",
    ),
    ...refusals,
  },
});
