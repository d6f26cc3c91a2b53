import { createRoute, z } from "@hono/zod-openapi";
import { SIGNED_KINDS } from "#document/settlement.ts";
import { caseView, oneCase } from "./cases.ts";
import { day, money, text } from "./form.ts";
import { letterFields } from "./letters.ts";
import { onePackage } from "./packages.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** What both sides sign, the list to look at before, and the keeping of papers on their case. */

const event = z.int().positive();
const kind = z.enum(SIGNED_KINDS).default("settlement agreement");
const format = z.enum(["pdf", "json"]).default("pdf");
const stands = day.optional().openapi({ description: "Last day on which the rate stands, where one was agreed." });
const agreement = event.optional().openapi({ description: "The newest in force where none is named." });

const ofCase = z.strictObject({ kind, agreement, stands });
const paper = { 200: { description: "A PDF, or the data it draws." }, ...refusals };

export const writeSettlement = createRoute({
  method: "post",
  path: "/v1/cases/{case}/settlement",
  tags: ["Negotiation"],
  summary: "The settlement agreement of what was agreed, or the confirmation of its rate; refused while a check fails",
  request: { params: oneCase, body: body(ofCase.extend({ format })) },
  responses: paper,
});

export const writePackageSettlement = createRoute({
  method: "post",
  path: "/v1/packages/{package}/settlement",
  tags: ["Negotiation"],
  summary: "The settlement agreement of a deal over many cases that was taken",
  request: { params: onePackage, body: body(z.strictObject({ kind, stands, format })) },
  responses: paper,
});

const check = z
  .object({
    id: z.string(),
    label: z.string(),
    is: z.enum(["pass", "fail", "not known"]),
    says: z.string(),
    source: z.string(),
    allowed: z.boolean().openapi({ description: "It fails, and somebody who may allow it has." }),
  })
  .openapi("SignCheck");

export const checkSigning = createRoute({
  method: "post",
  path: "/v1/cases/{case}/signing",
  tags: ["Negotiation"],
  summary: "What to look at before an offer is taken or an agreement is signed; changes nothing",
  request: {
    params: oneCase,
    body: body(
      z.strictObject({
        offer: event.optional(),
        agreement: event.optional(),
        patient: money.optional().openapi({ description: "What of the offer the patient would owe." }),
      }),
    ),
  },
  responses: { 200: json(z.object({ checks: z.array(check), clear: z.boolean() }), "The list."), ...refusals },
});

/** A paper to keep: a letter with its words, or what both sides sign. */
const kept = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("letter"), ...letterFields, answerBy: day.optional() }),
  z.strictObject({ of: z.literal("settlement"), ...ofCase.shape, reference: text(200).optional() }),
]);

export const keepPaper = createRoute({
  method: "post",
  path: "/v1/cases/{case}/papers",
  tags: ["Negotiation"],
  summary: "Keep a paper on its case: its PDF among the files and the writing of it in the history. Sends nothing",
  request: {
    params: oneCase,
    headers: idempotencyKey,
    body: body(z.strictObject({ saw: z.int().min(0), paper: kept })),
  },
  responses: {
    201: json(z.object({ case: caseView, sha256: z.string() }), "Kept, with the hash that stands on its pages."),
    ...refusals,
  },
});
