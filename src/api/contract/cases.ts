import { createRoute, z } from "@hono/zod-openapi";
import { evaluation, lineClass, question } from "./evaluation.ts";
import { because, caseNumber, day, id, moment, page, pageOf, person, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";
import { queueRow } from "./queue.ts";

const one = z.object({ case: id.openapi({ description: "Key of the case; its number is searched by /v1/search." }) });

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

const offer = z
  .object({
    event: z.int(),
    from: z.enum(["us", "them"]),
    amount: usd,
    terms: z.string().nullable(),
    made: day,
    expires: day.nullable(),
    way: z.string(),
    state: z.enum(["standing", "withdrawn", "expired", "superseded"]),
  })
  .openapi("Offer");

const expected = z
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

const attached = z
  .object({ event: z.int(), name: z.string(), kind: z.string(), bytes: z.int(), at: moment, by: z.string() })
  .openapi("AttachedFile");

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
    offers: z.array(offer),
    expected: z.array(expected),
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
  request: { params: one, query: z.object({ asOf: day.optional() }) },
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
    kind: z.enum(["decision", "offer", "call", "note", "file", "task", "payment", "other"]),
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
  request: { params: one, query: z.object(page) },
  responses: { 200: json(pageOf(timelineEntry), "Events."), ...refusals },
});

const adjustment = z.object({ code: z.string(), amount: usd, meaning: z.string(), owes: z.string() });

/** A remittance as the paper EOB would show it, its segments beside each row. */
export const eob = z
  .object({
    remittance: id,
    file: id.nullable(),
    typedBy: z.string().nullable(),
    payer: z.string(),
    trace: z.string().nullable(),
    paidOn: day.nullable(),
    payerNumber: z.string().nullable(),
    status: z.string(),
    fate: z.object({ what: z.string(), because: z.string() }),
    billed: usd,
    paid: usd,
    patient: usd.nullable(),
    adjustments: z.array(adjustment),
    remarks: z.array(z.object({ code: z.string(), meaning: z.string() })),
    lines: z.array(
      z.object({
        code: z.string(),
        modifiers: z.array(z.string()),
        units: z.string(),
        date: day.nullable(),
        charge: usd,
        takenOff: usd,
        allowed: usd.nullable(),
        patient: usd,
        paid: usd,
        adjustments: z.array(adjustment),
        remarks: z.array(z.object({ code: z.string(), meaning: z.string() })),
        segments: z.array(z.object({ segment: z.int(), text: z.string() })),
      }),
    ),
    balance: z.object({ balances: z.boolean(), out: usd, text: z.string() }),
    segments: z.array(z.object({ segment: z.int(), text: z.string() })),
  })
  .openapi("Eob");

export const getEobs = createRoute({
  method: "get",
  path: "/v1/cases/{case}/eobs",
  tags: ["Cases"],
  summary: "What the payer said, remittance by remittance, newest last",
  request: { params: one },
  responses: { 200: json(z.object({ rows: z.array(eob) }), "Remittances."), ...refusals },
});

export const getPlan = createRoute({
  method: "get",
  path: "/v1/cases/{case}/plan",
  tags: ["Cases"],
  summary: "The plan, key for key as `parley plan --json` writes it",
  request: { params: one },
  responses: {
    200: json(z.looseObject({ claim: z.string(), advice: z.string() }).openapi("Plan"), "The plan."),
    ...refusals,
  },
});

const money = z.string().regex(/^\d{1,13}(\.\d{1,2})?$/);
const event = z.int().positive();
const way = z.enum(["phone", "fax", "email", "portal", "mail", "in person"]);

/** What a person may do to a case. The decider of src/case says whether it is allowed now, and why not. */
export const act = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("assign"), to: id.nullable() }),
    z.object({
      type: z.literal("answer fact"),
      fact: text(100),
      scope: z.enum(["claim", "plan", "facility", "payer"]),
      key: text(200),
      value: text(1000),
      source: text(500),
    }),
    z.object({ type: z.literal("withdraw fact"), answer: event, reason: text(4000) }),
    z.object({
      type: z.literal("add task"),
      title: text(500),
      due: day.optional(),
      for: id.optional(),
      waits: z.enum(["us", "payer", "records"]).default("us"),
    }),
    z.object({
      type: z.literal("change task"),
      task: event,
      title: text(500),
      due: day.optional(),
      for: id.optional(),
      waits: z.enum(["us", "payer", "records"]),
    }),
    z.object({ type: z.literal("finish task"), task: event, how: text(4000).optional() }),
    z.object({ type: z.literal("add note"), text: text(4000) }),
    z.object({
      type: z.literal("log call"),
      who: text(200),
      reference: text(200).optional(),
      said: text(4000),
      promise: z.object({ what: text(500), by: day }).optional(),
    }),
    z.object({ type: z.literal("remove file"), file: event, reason: text(4000) }),
    z.object({
      type: z.literal("log offer"),
      from: z.enum(["us", "them"]),
      amount: money,
      terms: text(4000).optional(),
      made: day,
      expires: day.optional(),
      way,
    }),
    z.object({ type: z.literal("withdraw offer"), offer: event, reason: text(4000).optional() }),
    z.object({
      type: z.literal("enter agreement"),
      kind: z.enum(["agreement", "award"]),
      basis: z.enum(["total payment", "further payment"]),
      amount: money,
      lines: z.array(z.object({ line: z.int().positive(), amount: money })).max(1000),
      agreed: day,
      due: day,
      days: z.enum(["calendar", "business"]),
      source: text(500),
      offer: event.optional(),
      replaces: event.optional(),
      terms: text(4000).optional(),
    }),
    z.object({ type: z.literal("supersede agreement"), agreement: event, reason: text(4000) }),
    z.object({ type: z.literal("snooze"), until: day, reason: text(4000) }),
    z.object({ type: z.literal("wake") }),
    z.object({ type: z.literal("hold"), reason: text(4000) }),
    z.object({ type: z.literal("release"), reason: text(4000).optional() }),
    z.object({ type: z.literal("close"), outcome: text(100), amount: money, reason: text(4000).optional() }),
    z.object({ type: z.literal("reopen"), reason: text(4000) }),
    z.object({ type: z.literal("undo"), event }),
  ])
  .openapi("Act");

export const actOnCase = createRoute({
  method: "post",
  path: "/v1/cases/{case}/acts",
  tags: ["Cases"],
  summary: "Do something to a case; `saw` is the version it was decided on",
  request: { params: one, headers: idempotencyKey, body: body(z.object({ saw: z.int().min(0), act })) },
  responses: {
    200: json(
      z.object({
        case: caseView,
        events: z.array(z.int()),
        /** What an answer changed: "Channel set to federal. 9 lines moved." Empty when nothing. */
        said: z.string(),
      }),
      "Done; the case as it stands now.",
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
    params: one,
    headers: idempotencyKey,
    query: z.object({ name: text(200), kind: text(50), saw: z.coerce.number().int().min(0) }),
  },
  responses: { 201: json(caseView, "Attached."), ...refusals },
});

export const getFile = createRoute({
  method: "get",
  path: "/v1/cases/{case}/files/{event}",
  tags: ["Cases"],
  summary: "A file of a case, for saving; never shown inside a page",
  request: { params: one.extend({ event: z.coerce.number().int().positive() }) },
  responses: { 200: { description: "Its bytes." }, ...refusals },
});

const paper = { 200: { description: "A PDF." }, ...refusals };

export const getReport = createRoute({
  method: "get",
  path: "/v1/cases/{case}/report",
  tags: ["Cases"],
  summary: "The claim analysis report, private to the provider",
  request: { params: one, query: z.object({ format: z.enum(["pdf", "json"]).default("pdf") }) },
  responses: paper,
});

export const getNotice = createRoute({
  method: "get",
  path: "/v1/cases/{case}/notice",
  tags: ["Cases"],
  summary: "The open negotiation notice; refused with the facts it lacks",
  request: { params: one, query: z.object({ format: z.enum(["pdf", "json"]).default("pdf") }) },
  responses: paper,
});

const typedLine = z.object({
  code: text(60),
  modifiers: z.array(z.string().max(2)).max(4).default([]),
  units: z.string().max(20).default("1"),
  date: day,
  charge: money,
});

export const typedEob = z
  .object({
    client: id,
    claim: text(100).openapi({ description: "The practice's claim number." }),
    payer: text(200),
    payerId: z.string().max(80).optional(),
    payerNumber: z.string().max(80).optional(),
    status: z.string().max(2).default("1"),
    paidOn: day,
    receivedOn: day.optional(),
    trace: z.string().max(80).optional(),
    paid: money,
    patient: money.optional(),
    remarks: z.array(z.string().max(10)).max(20).default([]),
    lines: z
      .array(
        typedLine.extend({
          allowed: money.optional(),
          paid: money,
          adjustments: z
            .array(
              z.object({
                group: z.enum(["CO", "PR", "OA", "PI", "CR"]),
                reason: z.string().max(5),
                amount: z.string().regex(/^-?\d{1,13}(\.\d{1,2})?$/),
              }),
            )
            .max(30)
            .default([]),
          remarks: z.array(z.string().max(10)).max(20).default([]),
        }),
      )
      .min(1)
      .max(200),
  })
  .openapi("TypedEob");

export const balance = z
  .object({
    balances: z.boolean(),
    text: z.string(),
    out: usd,
    lines: z.array(z.object({ line: z.int(), out: usd, text: z.string() })),
    /** The claim it answers, if it is known. */
    claim: z.object({ number: z.string(), case: id.nullable(), lines: z.array(typedLine) }).nullable(),
    problems: z.array(z.string()),
  })
  .openapi("Balance");

export const balanceEob = createRoute({
  method: "post",
  path: "/v1/remittances/balance",
  tags: ["Imports"],
  summary: "How an EOB that is being typed balances; nothing is kept",
  request: { body: body(typedEob) },
  responses: { 200: json(balance, "In balance or not, line by line."), ...refusals },
});

export const typeEob = createRoute({
  method: "post",
  path: "/v1/remittances",
  tags: ["Imports"],
  summary: "Keep a typed EOB; refused until it balances",
  request: { headers: idempotencyKey, body: body(typedEob) },
  responses: {
    201: json(z.object({ remittance: id, case: id.nullable(), said: z.string() }), "Kept and matched."),
    ...refusals,
  },
});

export const typedClaim = z
  .object({
    client: id,
    claim: text(100),
    form: z.enum(["professional", "institutional"]),
    payer: text(200),
    payerId: z.string().max(80).optional(),
    usState: z.string().length(2).optional(),
    place: z.string().max(2).optional(),
    lines: z.array(typedLine).min(1).max(200),
  })
  .openapi("TypedClaim");

export const typeClaim = createRoute({
  method: "post",
  path: "/v1/claims",
  tags: ["Imports"],
  summary: "Keep a typed claim",
  request: { headers: idempotencyKey, body: body(typedClaim) },
  responses: {
    201: json(z.object({ claim: id, case: id.nullable(), class: lineClass, because: z.array(because) }), "Kept."),
    ...refusals,
  },
});

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
