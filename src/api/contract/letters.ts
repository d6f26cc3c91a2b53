import { createRoute, z } from "@hono/zod-openapi";
import { LETTER_KINDS } from "#document/letter.ts";
import { oneCase } from "./cases.ts";
import { day, money, text } from "./form.ts";
import { body, refusals } from "./problem.ts";
import { terms } from "./terms.ts";

/** Letters of a negotiation as papers. */

const letter = z
  .strictObject({
    kind: z.enum(LETTER_KINDS),
    format: z.enum(["pdf", "json"]).default("pdf"),
    offer: z
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
    terms: terms.optional().openapi({ description: "Of a draft." }),
  })
  .openapi("LetterAsked");

/** Its words may be a patient's, so they travel in a body: an address is kept by browsers, proxies and logs. */
export const writeLetter = createRoute({
  method: "post",
  path: "/v1/cases/{case}/letter",
  tags: ["Negotiation"],
  summary: "A letter about an offer of the case; without an offer it is a draft. Sends nothing and changes nothing",
  request: { params: oneCase, body: body(letter) },
  responses: { 200: { description: "A PDF, or the data it draws." }, ...refusals },
});
