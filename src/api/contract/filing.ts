import { createRoute, z } from "@hono/zod-openapi";
import { FILING_ROADS, OUTCOMES_OF_SENDING, PAPERS, SENT_WAYS } from "#case/event-lists.ts";
import { oneCase } from "./cases.ts";
import { day, usd } from "./form.ts";
import { approval } from "./negotiation.ts";
import { json, refusals } from "./problem.ts";

/** Whether one case may be filed: what each road asks, the papers that went out, and what was filed. */

const state = z.enum(["met", "missing", "not known", "not yet"]);

const requirement = z
  .object({
    id: z.string(),
    what: z.string(),
    state,
    says: z.string(),
    day: day.nullable(),
    cite: z.string().nullable(),
    todo: z.string().nullable(),
  })
  .openapi("FilingRequirement");

const sentPaper = z
  .object({
    event: z.int(),
    paper: z.enum(PAPERS),
    hash: z
      .string()
      .nullable()
      .openapi({ description: "SHA-256 of the data of the letter that was kept, if one was." }),
    to: z.object({ name: z.string(), address: z.string().nullable() }),
    way: z.enum(SENT_WAYS),
    day,
    reference: z.string().nullable(),
    by: z.string(),
    delivery: z
      .object({
        event: z.int(),
        outcome: z.enum(OUTCOMES_OF_SENDING),
        day,
        file: z.string().nullable().openapi({ description: "Name of the proof; null when it was removed." }),
        note: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi("SentPaper");

const filed = z
  .object({
    event: z.int(),
    road: z.enum(FILING_ROADS),
    day,
    reference: z.string(),
    fee: usd.nullable(),
    finalOffer: usd.nullable(),
    entity: z.string().nullable(),
    by: z.string(),
    answers: z
      .array(z.object({ label: z.string(), day: day.nullable(), says: z.string(), cite: z.string().nullable() }))
      .openapi({ description: "By when it is to be answered; a day that is not known is null, and says why." }),
  })
  .openapi("Filed");

const filing = z
  .object({
    on: day,
    roads: z.array(
      z.object({
        road: z.enum(FILING_ROADS),
        label: z.string(),
        open: state,
        ready: z.boolean().openapi({ description: "Nothing is missing but what a person attests or rules out." }),
        requirements: z.array(requirement),
      }),
    ),
    evidence: z.object({
      playbook: z.string().nullable(),
      rows: z.array(
        z.object({
          text: z.string(),
          shownBy: z.array(z.string()),
          files: z.array(z.string()),
          barred: z.boolean(),
          state,
          source: z.string(),
        }),
      ),
    }),
    finalOffer: z.object({
      amount: usd.nullable(),
      why: z.string().nullable(),
      exhibits: z.array(z.object({ kind: z.string(), shows: z.string() })),
      leftOut: z.array(z.string()),
      cite: z.string(),
    }),
    unproven: z.array(z.object({ fact: z.string(), question: z.string() })),
    after: z.object({ begun: day, days: z.array(z.object({ label: z.string(), day, cite: z.string() })) }),
    offers: z.array(z.object({ event: z.int(), from: z.enum(["us", "them"]), amount: usd, made: day })),
    papers: z.array(sentPaper),
    filings: z.array(filed),
    approvals: z.array(
      approval.extend({ road: z.string().nullable().openapi({ description: "Where it may be filed." }) }),
    ),
  })
  .openapi("Filing");

export const getFiling = createRoute({
  method: "get",
  path: "/v1/cases/{case}/filing",
  tags: ["Cases"],
  summary: "Whether the case may be filed, by road: what is there, what is missing, what to do",
  request: { params: oneCase },
  responses: { 200: json(filing, "The filing as of today."), ...refusals },
});
