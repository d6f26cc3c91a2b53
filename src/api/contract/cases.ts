import { createRoute, z } from "@hono/zod-openapi";
import { FOR } from "#app/desk/packet-case.ts";
import { FILE_KINDS } from "#case/event-lists.ts";
import { evaluation, question } from "./evaluation.ts";
import { day, id, moment, page, pageOf, person, text, usd } from "./form.ts";
import { idempotencyKey, json, refusals } from "./problem.ts";
import { queueRow } from "./queue.ts";

export const oneCase = z.object({
  case: id.openapi({ description: "Key of the case; its number is searched by POST /v1/search." }),
});

const task = z
  .object({
    event: z.int(),
    title: z.string(),
    due: day.nullable(),
    daysLeft: z.int().nullable(),
    for: person.nullable(),
    waits: z.enum(["us", "payer", "records"]),
    done: z.boolean(),
    call: z.int().nullable(),
  })
  .openapi("Task");

const threadAnswer = z.object({ event: z.int(), by: person, at: moment, text: z.string() });

/** What one of the practice asked another about the case; it never leaves the practice. */
const threadQuestion = z
  .object({
    event: z.int(),
    by: person,
    at: moment,
    to: person,
    text: z.string(),
    answerBy: day,
    daysLeft: z.int().openapi({ description: "Business days to the answer, today counted; 0 when it is late." }),
    answers: z.array(threadAnswer),
    answered: z.boolean(),
    /** Whether it was asked of the person who reads this. */
    mine: z.boolean(),
  })
  .openapi("ThreadQuestion");

const offer = z
  .object({
    event: z.int(),
    from: z.enum(["us", "them"]),
    amount: usd,
    terms: z.string().nullable(),
    made: day,
    expires: day.nullable(),
    way: z.string(),
    state: z.enum(["standing", "withdrawn", "expired", "rejected", "accepted", "agreed"]),
  })
  .openapi("Offer");

const letter = z
  .object({
    event: z.int(),
    paper: z.string(),
    name: z.string(),
    to: z.string(),
    on: day,
    by: z.string(),
    sha256: z.string(),
    offer: z.int().nullable(),
    agreement: z.int().nullable(),
    reference: z.string().nullable(),
    answerBy: day.nullable(),
    file: z.int().nullable().openapi({ description: "Its PDF among the files, while it is there." }),
  })
  .openapi("LetterKept");

export const expected = z
  .object({
    agreement: z.int(),
    kind: z.enum(["agreement", "award"]),
    basis: z.string(),
    due: day,
    state: z.enum(["expected", "paid", "short", "over", "late"]),
    expected: usd,
    received: usd,
    difference: usd,
    daysLate: z.int().nullable(),
    lines: z.array(z.object({ line: z.int(), expected: usd, received: usd, difference: usd, working: z.string() })),
    working: z.string(),
    source: z.string(),
  })
  .openapi("Expected");

/** What a file is, in the words of the case; the window names each for people. */
const fileKind = z.enum(FILE_KINDS).openapi("FileKind");

const attached = z
  .object({ event: z.int(), name: z.string(), kind: fileKind, bytes: z.int(), at: moment, by: z.string() })
  .openapi("AttachedFile");

/** What was signed of an agreement: its papers by the hash on their pages, the signed copies, and each line's rate by name. */
const signing = z
  .object({
    agreement: z.int(),
    papers: z.array(
      z.object({ event: z.int(), paper: z.string(), sha256: z.string(), on: day, stands: day.nullable() }),
    ),
    copies: z.array(z.object({ event: z.int(), name: z.string(), on: day, by: z.string() })),
    rates: z.array(z.object({ line: z.int(), id: z.string() })),
  })
  .openapi("Signing");

/** What would flip the channel: a fact answered otherwise, and the channel and clock it would lead to. */
const flip = z.object({
  fact: z.string(),
  answer: z.string(),
  channel: z.string(),
  until: day.nullable(),
  text: z.string(),
});

export const caseView = z
  .object({
    row: queueRow,
    /** As of which day everything here is said. */
    asOf: day,
    providers: z.object({
      billing: z.string().nullable(),
      facility: z.string().nullable(),
      rendering: z.string().nullable(),
    }),
    evaluation,
    flips: z.array(flip),
    questions: z.array(
      question.extend({ answer: z.object({ event: z.int(), value: z.string(), source: z.string() }).nullable() }),
    ),
    tasks: z.array(task),
    thread: z.array(threadQuestion),
    offers: z.array(offer),
    expected: z.array(expected),
    signing: z.array(signing),
    letters: z.array(letter),
    files: z.array(attached),
    otherRights: z.array(z.object({ label: z.string(), day, daysLeft: z.int(), cite: z.string() })),
    /** Acts this person may do on it now, in the words of commands. */
    may: z.array(z.string()),
    /** Events that may be undone now, newest first. */
    undoable: z.array(z.object({ event: z.int(), what: z.string() })),
  })
  .openapi("Case");

export const getCase = createRoute({
  method: "get",
  path: "/v1/cases/{case}",
  tags: ["Cases"],
  summary: "One case whole, as of today or any day",
  request: { params: oneCase, query: z.object({ asOf: day.optional() }) },
  responses: { 200: json(caseView, "The case."), ...refusals },
});

export const timelineEntry = z
  .object({
    event: z.int(),
    seq: z.int().openapi({ description: "Its number in the organization's chain." }),
    hash: z.string(),
    at: moment,
    on: day,
    side: z.enum(["we", "they", "rule"]),
    kind: z.enum(["decision", "offer", "call", "letter", "note", "file", "task", "payment", "other"]),
    what: z.string(),
    detail: z.string().nullable(),
    by: z.string(),
    superseded: z.boolean(),
  })
  .openapi("TimelineEntry");

export const getTimeline = createRoute({
  method: "get",
  path: "/v1/cases/{case}/timeline",
  tags: ["Cases"],
  summary: "What happened, newest first",
  request: { params: oneCase, query: z.object(page) },
  responses: { 200: json(pageOf(timelineEntry), "Events."), ...refusals },
});

const nextStep = z.object({
  why: z.string().nullable().openapi({ description: "Why nothing is advised." }),
  move: z.enum(["open", "counter", "accept", "hold", "escalate", "walk"]).nullable(),
  amount: usd.nullable().openapi({ description: "What is asked or taken; null where nothing is." }),
  because: z.string().nullable(),
});

export const getPlan = createRoute({
  method: "get",
  path: "/v1/cases/{case}/plan",
  tags: ["Cases"],
  summary: "The plan, key for key as `parley plan --json` writes it, and what Negotiate would do next",
  request: { params: oneCase },
  responses: {
    200: json(
      z.looseObject({ claim: z.string(), advice: z.string(), negotiation: nextStep }).openapi("Plan"),
      "The plan.",
    ),
    ...refusals,
  },
});

export const attachFile = createRoute({
  method: "put",
  path: "/v1/cases/{case}/files",
  tags: ["Cases"],
  summary: "Attach a file: its bytes are the body",
  request: {
    params: oneCase,
    headers: idempotencyKey,
    query: z.object({
      name: text(200),
      kind: fileKind,
      saw: z.coerce.number().int().min(0),
      agreement: z.coerce.number().int().positive().optional().openapi({ description: "Whose signed copy it is." }),
    }),
  },
  responses: { 201: json(caseView, "Attached."), ...refusals },
});

export const getFile = createRoute({
  method: "get",
  path: "/v1/cases/{case}/files/{event}",
  tags: ["Cases"],
  summary: "A file of a case, for saving; never shown inside a page",
  request: { params: oneCase.extend({ event: z.coerce.number().int().positive() }) },
  responses: { 200: { description: "Its bytes." }, ...refusals },
});

const paper = { 200: { description: "A PDF." }, ...refusals };

export const getReport = createRoute({
  method: "get",
  path: "/v1/cases/{case}/report",
  tags: ["Cases"],
  summary: "The claim analysis report, private to the provider",
  request: { params: oneCase, query: z.object({ format: z.enum(["pdf", "json"]).default("pdf") }) },
  responses: paper,
});

export const getNotice = createRoute({
  method: "get",
  path: "/v1/cases/{case}/notice",
  tags: ["Cases"],
  summary: "The open negotiation notice; refused with the facts it lacks",
  request: { params: oneCase, query: z.object({ format: z.enum(["pdf", "json"]).default("pdf") }) },
  responses: paper,
});

export const getPacket = createRoute({
  method: "get",
  path: "/v1/cases/{case}/packet",
  tags: ["Cases"],
  summary: "The case as one zip that verifies without Parley: for somebody outside, or for the practice itself",
  request: { params: oneCase, query: z.object({ for: z.enum(FOR).default("outside") }) },
  responses: { 200: { description: "A zip." }, ...refusals },
});
