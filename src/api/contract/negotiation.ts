import { createRoute, z } from "@hono/zod-openapi";
import { AUTONOMY } from "#app/desk/authority.ts";
import { APPROVAL_STATES } from "#case/approval.ts";
import { ASKABLE } from "#case/event-lists.ts";
import { ANSWERED } from "#strategy/asks-ahead.ts";
import { APPROVABLE } from "#strategy/authority.ts";
import { GUARDS } from "#strategy/proposal-guards.ts";
import { oneCase } from "./cases.ts";
import { caseNumber, day, id, moment, money, ofClient, page, pageOf, person, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";
import { terms } from "./terms.ts";

/** The negotiator's desk: one case as a negotiation, what waits for a second person, and how far each may go. */

export const guard = z
  .object({
    guard: z.enum(GUARDS),
    says: z.string(),
    liftedBy: z.enum(APPROVABLE).nullable().openapi({ description: "The approval that lifts it; null when none can." }),
  })
  .openapi("Guard");

export const approvable = z.enum(APPROVABLE).openapi("Approvable");
const waived = z.object({ id: z.string(), label: z.string() });
const lineAmount = z.object({ line: z.int().positive(), amount: usd });

export const approval = z
  .object({
    id,
    case: id.nullable().openapi({ description: "Null where it is about a deal over many cases." }),
    number: z.string().openapi({ description: "Number of the case, or the name of the deal." }),
    deal: z.object({ id, name: z.string(), cases: z.int() }).nullable(),
    client: id,
    /** The event of the case that asked for it: what `approve` and `make offer` name as `request`; of a deal its `id`. */
    event: z.int(),
    act: z.enum(ASKABLE),
    amount: usd.nullable(),
    what: z.array(approvable),
    /** The rest of the act, to do it with once it was approved. */
    asks: z.object({
      offer: z.int().nullable(),
      answers: z.int().nullable(),
      final: z.boolean(),
      terms: terms.nullable(),
      lines: z.array(lineAmount).nullable(),
      way: z.string().nullable(),
      expires: day.nullable(),
      reasons: z.array(z.string()),
    }),
    says: z.string().openapi({ description: "What is asked for, in a sentence." }),
    note: z.string().nullable(),
    askedBy: person,
    asked: moment,
    ends: day.openapi({ description: "Last day on which it may be given, or used once it was given." }),
    floor: usd.nullable(),
    /** What whoever approves must name, each by its `fact`. */
    unproven: z.array(z.object({ fact: z.string(), question: z.string() })),
    attested: z.array(z.string()),
    state: z.enum(APPROVAL_STATES),
    decidedBy: person.nullable(),
    decided: moment.nullable(),
    reason: z.string().nullable(),
    mayDecide: z.boolean(),
    whyNot: z.string().nullable(),
    /** Version of the case or the deal, to act on it. */
    version: z.int(),
  })
  .openapi("Approval");

const range = z.object({ low: usd, high: usd });

const window = z.object({
  label: z.string(),
  from: day,
  until: day,
  length: z.int(),
  elapsed: z.int(),
  daysLeft: z.int(),
  cite: z.string(),
});

const turn = z.object({
  move: z.enum(["open", "counter", "accept", "hold", "escalate", "walk"]),
  amount: usd.nullable(),
  lastAsk: z.boolean(),
  because: z.string(),
  value: usd,
  prepare: z.boolean(),
  alerts: z.array(z.string()),
  flags: z.array(z.string()),
  refusals: z.array(guard),
});

const anchor = z.object({
  id: z.string(),
  label: z.string(),
  amount: usd,
  source: z.string(),
  admissible: z.boolean(),
  whyNot: z.string().nullable(),
});

const zone = z.object({
  floor: usd.openapi({ description: "The least that is asked or taken." }),
  target: usd.nullable(),
  cap: usd,
  likelyLow: usd,
  likelyHigh: usd,
  chance: z.number().openapi({ description: "Chance that the two limits leave room." }),
});

export const negotiationOffer = z
  .object({
    event: z.int(),
    from: z.enum(["us", "them"]),
    amount: usd,
    made: day,
    expires: day.nullable(),
    state: z.enum(["standing", "withdrawn", "expired", "rejected", "accepted", "agreed"]),
    terms: terms.nullable(),
    saidFinal: z.boolean(),
    answers: z.int().nullable(),
    /** Its step from the side's own offer before it; null for the first. */
    step: z.object({ amount: z.string(), percent: z.number() }).nullable(),
    by: z.string(),
    way: z.string(),
    source: z.string().nullable(),
    guarded: z.boolean().openapi({ description: "True when Parley's guardrails let it leave." }),
    reasons: z.array(z.string()),
    waives: z.array(waived),
    lines: z.array(lineAmount).nullable(),
    worth: usd.nullable().openapi({ description: "The amount with its terms turned into dollars; null when unknown." }),
    /** Each term with its dollars; null dollars where nobody knows. */
    termsWorth: z.array(
      z.object({ term: z.string(), label: z.string(), dollars: z.string().nullable(), source: z.string() }),
    ),
  })
  .openapi("NegotiationOffer");

const cardReason = z.object({
  id: z.string(),
  text: z.string(),
  effect: z
    .string()
    .openapi({ description: "What the move is worth more or less because of it: dollars with a sign." }),
  source: z.string(),
  prior: z.boolean(),
});

export const card = z
  .object({
    move: z.enum(["accept", "counter", "escalate", "wait"]),
    label: z.string(),
    amount: usd.nullable(),
    value: usd.nullable().openapi({ description: "What it brings on average in total allowed, in today's money." }),
    low: usd.nullable(),
    high: usd.nullable(),
    chance: z.number().nullable(),
    days: z.int().nullable(),
    fees: usd,
    minutes: z.int().openapi({ description: "Staff minutes that are assumed for it." }),
    suggested: z.boolean(),
    open: z.boolean(),
    why: z.string(),
    needs: z.array(guard),
    reasons: z.array(cardReason),
    flips: z.array(z.string()),
  })
  .openapi("MoveCard");

const wayOut = z.object({
  id: z.string(),
  label: z.string(),
  open: z.boolean(),
  why: z.string(),
  value: usd.nullable(),
  payerCost: usd
    .nullable()
    .openapi({ description: "What the plan bears on average if it goes this way, fees and work included." }),
  days: z.int().nullable(),
  fees: usd,
  chance: z.number().nullable(),
});

const sensitivity = z.object({
  what: z.string(),
  now: z.number(),
  low: z.number(),
  high: z.number(),
  steps: z.array(
    z.object({
      ...{ at: z.number(), accept: usd, counter: usd.nullable(), escalate: usd.nullable(), wait: usd.nullable() },
      move: z.enum(["accept", "counter", "escalate", "wait"]).openapi({ description: "What would be advised there." }),
    }),
  ),
  turns: z.array(z.object({ at: z.number(), from: z.string(), to: z.string() })),
});

export const mayBeSaid = z
  .object({
    id: z.string(),
    label: z.string(),
    text: z.string(),
    source: z.string(),
    admissible: z.boolean(),
    whyNot: z.string().nullable(),
  })
  .openapi("MayBeSaid");

const autonomy = z.enum(AUTONOMY).openapi("Autonomy", {
  description:
    "How far Parley goes unasked: off; suggest a move with its reasons; review, the advised offers stand ready and a person sends them; auto, those that nothing stands in the way of are made in an open room by Parley itself.",
});

const held = z.object({
  limit: usd,
  stopped: z.boolean(),
  messagesToday: z.int(),
  messagesADay: z.int(),
  autonomy,
  mayApprove: z.boolean(),
});

export const negotiation = z
  .object({
    case: id,
    number: caseNumber,
    version: z.int(),
    asOf: day,
    why: z.string().nullable().openapi({ description: "Why there is no advice; null when there is." }),
    /** The fact that would help most, when there is not enough to advise. */
    askFirst: z.object({ fact: z.string(), question: z.string(), worth: usd.nullable() }).nullable(),
    channel: z.object({
      id: z.string(),
      label: z.string(),
      admissibleForum: z.enum(["federal-idr", "state"]).nullable(),
    }),
    window: window.nullable(),
    before: z
      .object({ value: usd, source: z.string(), payBy: day.nullable(), days: z.int() })
      .nullable()
      .openapi({ description: "Of talks before payment: what the plan is expected to allow, and by when it answers." }),
    turn: turn.nullable(),
    anchors: z.array(anchor),
    zone: zone.nullable(),
    offers: z.array(negotiationOffer),
    cards: z.array(card),
    waysOut: z.array(wayOut),
    reply: z.object({ low: usd, high: usd, days: z.int().nullable(), sample: z.int() }).nullable(),
    final: z
      .object({
        n: z.int(),
        multiple: z.object({ low: z.number(), median: z.number(), high: z.number() }).nullable(),
        source: z.string(),
      })
      .openapi({
        description: "What talks end at over what was allowed first, from own closed cases; null under five.",
      }),
    sensitivity: sensitivity.nullable(),
    reasons: z.array(mayBeSaid),
    ahead: z
      .array(
        z.object({
          answer: z.enum(ANSWERED),
          bid: usd,
          move: turn.shape.move,
          amount: usd.nullable(),
          because: z.string(),
        }),
      )
      .openapi({ description: "What the engine would do next for each answer to the ask that is out or advised." }),
    firstOffer: z.object({ warn: z.boolean(), says: z.string(), next: range.nullable() }).nullable(),
    coach: z.array(z.object({ text: z.string(), n: z.int(), of: z.int(), source: z.string() })),
    authority: held,
    floorSet: z.object({ amount: usd, reason: z.string(), by: z.string(), at: moment }).nullable(),
    lines: z.array(
      z.object({
        line: z.int(),
        code: z.string(),
        billed: usd,
        allowed: usd.nullable(),
        paid: usd,
        patient: usd,
        asked: z.boolean().openapi({ description: "Whether the figures and an offer in total are about this line." }),
      }),
    ),
    approvals: z.array(approval),
  })
  .openapi("Negotiation");

export const getNegotiation = createRoute({
  method: "get",
  path: "/v1/cases/{case}/negotiation",
  tags: ["Negotiation"],
  summary: "A case as a negotiation: what to do now, why, what else there is, and what stands in its way",
  request: { params: oneCase },
  responses: { 200: json(negotiation, "The negotiation as of today."), ...refusals },
});

export const listApprovals = createRoute({
  method: "get",
  path: "/v1/approvals",
  tags: ["Negotiation"],
  summary: "What waits for a second person, and what was decided, newest first",
  request: { query: ofClient.extend({ ...page, state: z.enum(APPROVAL_STATES).optional() }) },
  responses: { 200: json(pageOf(approval), "A page of approvals."), ...refusals },
});

const limits = {
  offerLimit: usd.openapi({ description: "An offer or a settlement above it needs a second person." }),
  messagesADay: z.int().min(0).max(10_000),
  stopped: z.boolean().openapi({ description: "The kill switch: nothing leaves while it is set." }),
  autonomy,
};

export const authority = z
  .object({
    ...limits,
    client: id.nullable(),
    /** Whose word it is: the client's own, the organization's, or nobody's yet. */
    from: z.enum(["client", "organization", "nobody"]),
    version: z.int().openapi({ description: "Of the setting of this scope; 0 while it has none of its own." }),
    people: z.array(z.object({ person, upTo: usd })),
    messagesToday: z.int(),
    changedAt: moment.nullable(),
    by: z.string().nullable(),
  })
  .openapi("Authority");

export const getAuthority = createRoute({
  method: "get",
  path: "/v1/authority",
  tags: ["Negotiation"],
  summary: "How far offers may go: of one client, or of the organization",
  request: { query: ofClient },
  responses: { 200: json(authority, "The authority."), ...refusals },
});

export const putAuthority = createRoute({
  method: "put",
  path: "/v1/authority",
  tags: ["Negotiation"],
  summary: "Change how far offers may go; asks to prove again that it is you, and is written down",
  request: {
    headers: idempotencyKey,
    query: ofClient,
    body: body(
      z.object({
        saw: z.int().min(0),
        ...limits,
        offerLimit: money,
        people: z.array(z.object({ person: id, upTo: money })).max(500),
      }),
    ),
  },
  responses: { 200: json(authority, "Kept."), ...refusals },
});
