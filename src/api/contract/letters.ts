import { createRoute, z } from "@hono/zod-openapi";
import { LETTER_KINDS } from "#document/letter.ts";
import { TONE_KINDS } from "#document/tone.ts";
import { oneCase } from "./cases.ts";
import { day, money, text } from "./form.ts";
import { body, json, refusals } from "./problem.ts";
import { terms } from "./terms.ts";

/** Letters of a negotiation as papers. */

export const search = z
  .strictObject({
    by: text(80).openapi({ description: "Who looked." }),
    on: day,
    directory: text(160).openapi({ description: "Which directory, and for what." }),
    found: text(300),
    miles: z.int().min(0).max(5000).optional().openapi({ description: "To the nearest found; unknown when absent." }),
    waitDays: z.int().min(0).max(1000).optional().openapi({ description: "Until its first appointment." }),
  })
  .openapi("GapSearch");

const agreement = z
  .strictObject({
    from: day.optional().openapi({ description: "First day of service." }),
    to: day.optional().openapi({ description: "Last day of service." }),
    authorization: text(60).optional(),
    claimsTo: text(200).optional().openapi({ description: "Where claims are sent." }),
    fileWithin: z.int().min(1).max(1000).optional().openapi({ description: "Days from the service to file a claim." }),
    searches: z.array(search).max(10).default([]).openapi({ description: "Proof of the gap in the network." }),
  })
  .openapi("CaseAgreement");

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
  agreement: agreement
    .optional()
    .openapi({ description: "Of a single case agreement: what it says beyond the price." }),
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
