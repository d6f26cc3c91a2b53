import { createRoute, z } from "@hono/zod-openapi";
import { expected } from "./cases.ts";
import { caseNumber, day, id, page, pageOf, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

export const paymentRow = expected
  .extend({
    case: id,
    number: caseNumber,
    payer: z.string(),
    remittances: z.array(z.object({ day, amount: usd, trace: z.string().nullable() })),
  })
  .openapi("PaymentRow");

export const listPayments = createRoute({
  method: "get",
  path: "/v1/payments",
  tags: ["Work"],
  summary: "Expected against received, to the cent",
  request: {
    query: z.object({
      ...page,
      client: id.optional(),
      state: z.enum(["expected", "paid", "short", "over", "late"]).optional(),
    }),
  },
  responses: {
    200: json(
      pageOf(paymentRow).extend({
        totals: z.array(z.object({ state: z.string(), rows: z.int(), expected: usd, received: usd, difference: usd })),
      }),
      "Payments.",
    ),
    ...refusals,
  },
});
