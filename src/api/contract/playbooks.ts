import { createRoute, z } from "@hono/zod-openapi";
import { day, id } from "./form.ts";
import { json, refusals } from "./problem.ts";

/** Playbooks of specialties: what to have in the file, what payers say and what answers it, each with its source and day. */

export const statement = z
  .object({
    text: z.string(),
    source: z.object({
      title: z.string(),
      url: z.string(),
      day: day.openapi({ description: "The document's own day, else the day it was read." }),
      read: day,
    }),
    confidence: z.enum(["verified", "known", "unsure"]),
    from: day.nullable(),
    until: day.nullable(),
    keepFromFederal: z
      .boolean()
      .openapi({ description: "Leans on charges or public rates: it may not reach a federal arbitrator." }),
  })
  .openapi("Statement");

const playbookRow = z
  .object({
    id: z.string(),
    title: z.string(),
    about: z.string(),
    statements: z.int(),
    sources: z.int(),
    codes: z.array(z.object({ from: z.string(), to: z.string(), what: z.string() })),
  })
  .openapi("PlaybookRow");

export const playbook = playbookRow
  .extend({
    places: z.array(z.object({ code: z.string(), name: z.string() })),
    specialties: z.array(z.string()),
    modifiers: z.array(z.string()),
    bills: z.array(z.string()),
    evidence: z.array(statement),
    arguments: z.array(z.object({ payer: statement, answer: statement })),
    channels: z.array(statement),
    batching: z.array(statement),
    /** Professional associations of the specialty: names and their own addresses, as of a day. */
    associations: z.array(z.object({ short: z.string(), name: z.string(), url: z.string(), day })),
  })
  .openapi("Playbook");

/** The medical association of a state: its name, its own site, the page of it that was read, and when. */
const stateAssociation = z
  .object({ state: z.string(), short: z.string(), name: z.string(), url: z.string(), page: z.string(), day })
  .openapi("StateAssociation");

export const listPlaybooks = createRoute({
  method: "get",
  path: "/v1/playbooks",
  tags: ["Reference"],
  summary: "Playbooks of specialties as they stood on a day",
  request: { query: z.object({ asOf: day.optional() }) },
  responses: {
    200: json(
      z.object({ asOf: day, rows: z.array(playbookRow), stateAssociations: z.array(stateAssociation) }),
      "Playbooks, and the medical associations of states as far as they were read.",
    ),
    ...refusals,
  },
});

export const getPlaybook = createRoute({
  method: "get",
  path: "/v1/playbooks/{playbook}",
  tags: ["Reference"],
  summary: "One playbook with its statements and their sources",
  request: { params: z.object({ playbook: z.string().max(50) }), query: z.object({ asOf: day.optional() }) },
  responses: { 200: json(playbook, "The playbook."), ...refusals },
});

export const getCasePlaybooks = createRoute({
  method: "get",
  path: "/v1/cases/{case}/playbooks",
  tags: ["Work"],
  summary: "The playbooks that fit a case by its codes, place and providers, the best first",
  request: { params: z.object({ case: id }) },
  responses: {
    200: json(
      z.object({
        asOf: day,
        fitting: z.array(z.object({ playbook, lines: z.int(), because: z.array(z.string()) })),
      }),
      "Playbooks; none where nothing fits.",
    ),
    ...refusals,
  },
});

const complaintBody = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.string().nullable(),
    why: z.string(),
    statements: z.array(statement),
  })
  .openapi("ComplaintBody");

export const getComplaintBodies = createRoute({
  method: "get",
  path: "/v1/cases/{case}/complaint-bodies",
  tags: ["Work"],
  summary: "Who hears a complaint about the claim of a case, by who funds its plan and its state",
  request: { params: z.object({ case: id }) },
  responses: {
    200: json(
      z.object({
        asOf: day,
        state: z.string().nullable(),
        funding: z.string().nullable(),
        says: z.string(),
        bodies: z.array(complaintBody),
        association: stateAssociation
          .nullable()
          .openapi({ description: "Of the claim's state; null where none was read." }),
      }),
      "Bodies, federal ones first.",
    ),
    ...refusals,
  },
});
