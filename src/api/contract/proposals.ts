import { createRoute, z } from "@hono/zod-openapi";
import { FIELD_IDS } from "#strategy/proposal-fields.ts";
import { oneCase } from "./cases.ts";
import { text, usd } from "./form.ts";
import { idempotencyKey, json, refusals } from "./problem.ts";
import { terms } from "./terms.ts";

/** Proposals of the other side, read from their own words. */

const passage = z.object({ from: z.int(), to: z.int(), line: z.int(), page: z.int() });

const foundAt = z.object({
  value: z.string(),
  at: passage,
  sure: z.enum(["stated", "likely", "unsure"]),
  why: z.string(),
});

const signed = z.string().regex(/^-?\d{1,16}\.\d{2}$/);

export const readField = z
  .object({
    field: z.enum(FIELD_IDS as [(typeof FIELD_IDS)[number], ...(typeof FIELD_IDS)[number][]]),
    label: z.string(),
    kind: z.enum(["text", "money", "percent", "day", "term"]),
    state: z.enum(["found", "conflict", "missing"]),
    value: z.string().nullable().openapi({ description: "Only where all places agree." }),
    found: z.array(foundAt),
    givesUp: z
      .object({
        says: z.string(),
        dollars: signed.nullable().openapi({ description: "What it takes from the price; null when nobody knows." }),
        source: z.string(),
      })
      .nullable()
      .openapi({ description: "Of a term: what signing with it would give up; null where it gives up nothing." }),
  })
  .openapi("ProposalField");

export const proposal = z
  .object({
    /** The words as they were read; places count in them. */
    text: z.string(),
    pages: z.int(),
    fields: z.array(readField),
    checks: z.array(z.object({ agrees: z.boolean(), says: z.string() })),
    terms: terms.openapi({ description: "Terms without doubt, as an offer holds them." }),
    firstOffer: z.string().nullable().openapi({ description: "Why not to take a first offer; null when it is none." }),
    worth: z
      .object({
        amount: usd,
        worth: signed,
        terms: z.array(
          z.object({
            term: z.string(),
            label: z.string(),
            dollars: signed.nullable().openapi({ description: "Null when nobody knows." }),
            source: z.string(),
            assumed: z.boolean(),
          }),
        ),
      })
      .nullable(),
    file: z.object({ event: z.int(), name: z.string() }).openapi({ description: "The letter that was kept." }),
    version: z.int().openapi({ description: "Of the case, the kept letter counted." }),
  })
  .openapi("Proposal");

export const readProposal = createRoute({
  method: "put",
  path: "/v1/cases/{case}/proposal",
  tags: ["Negotiation"],
  summary: "Read a proposal: a PDF or plain text is the body. Keeps the file and logs no offer",
  request: {
    params: oneCase,
    headers: idempotencyKey,
    query: z.object({ name: text(200), saw: z.coerce.number().int().min(0) }),
  },
  responses: { 201: json(proposal, "What it says, to be confirmed."), ...refusals },
});
