import { createRoute, z } from "@hono/zod-openapi";
import { LETTER_KINDS } from "#document/letter.ts";
import { TONE_KINDS } from "#document/tone.ts";
import { oneCase } from "./cases.ts";
import { day, money, text } from "./form.ts";
import { body, json, refusals } from "./problem.ts";
import { terms } from "./terms.ts";

/** Letters of a negotiation as papers. */

/** What is said of a letter, however it is asked for. */
export const letterFields = {
  kind: z.enum(LETTER_KINDS),
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
};

const letter = z
  .strictObject({ ...letterFields, format: z.enum(["pdf", "json"]).default("pdf") })
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

const tone = z
  .object({
    kind: z.enum(TONE_KINDS),
    from: z.int().openapi({ description: "Its first character." }),
    to: z.int().openapi({ description: "One past its last character." }),
    words: z.string(),
    says: z.string(),
    calmer: z.string(),
    confirm: z.boolean().openapi({ description: "It gives something away: ask once more before it is kept." }),
  })
  .openapi("ToneFinding");

export const readTone = createRoute({
  method: "post",
  path: "/v1/tone",
  tags: ["Negotiation"],
  summary: "How words to the other side sound: places worth another look, each with a calmer way. Keeps nothing",
  request: { body: body(z.strictObject({ text: z.string().max(4000) })) },
  responses: { 200: json(z.object({ found: z.array(tone) }), "Places, in the order of the text."), ...refusals },
});
