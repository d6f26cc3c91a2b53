import { createRoute, z } from "@hono/zod-openapi";
import { PRECEDENTS, RELEASES } from "#case/event-lists.ts";
import { LETTER_KINDS } from "#document/letter.ts";
import { oneCase } from "./cases.ts";
import { day, money, text } from "./form.ts";
import { refusals } from "./problem.ts";

/** Letters of a negotiation as papers. */

const yes = z.enum(["yes"]).optional();

export const getLetter = createRoute({
  method: "get",
  path: "/v1/cases/{case}/letter",
  tags: ["Negotiation"],
  summary: "A letter about an offer of the case; without an offer it is a draft. Sends nothing",
  request: {
    params: oneCase,
    query: z.object({
      kind: z.enum(LETTER_KINDS),
      format: z.enum(["pdf", "json"]).default("pdf"),
      offer: z.coerce
        .number()
        .int()
        .positive()
        .optional()
        .openapi({ description: "Ours of an opening or counter; theirs of an acceptance or rejection." }),
      amount: money.optional().openapi({ description: "Of a draft." }),
      expires: day.optional(),
      reference: text(200).optional().openapi({ description: "Their own number for the talks." }),
      because: text(4000).optional().openapi({
        description: "Why not, or what shows that the network has nobody; one reason a line.",
      }),
      payWithin: z.coerce.number().int().min(1).max(365).optional(),
      release: z.enum(RELEASES).optional(),
      precedent: z.enum(PRECEDENTS).optional(),
      interestWaived: yes,
      confidential: yes,
      noBalanceBill: yes,
      note: text(4000).optional(),
    }),
  },
  responses: { 200: { description: "A PDF, or the data it draws." }, ...refusals },
});
