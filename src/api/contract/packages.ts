import { createRoute, z } from "@hono/zod-openapi";
import { WAYS } from "#case/event-lists.ts";
import { caseNumber, day, id, moment, money, ofClient, text, usd } from "./form.ts";
import { approval, guard } from "./negotiation.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";
import { terms } from "./terms.ts";

/** Deals over many cases of one payer. */

const BASES = ["fair value", "stake", "billed", "allowed"] as const;
const KINDS = ["package", "single case agreement"] as const;
const basis = z.enum(BASES);

/** An amount, or so many percent of a basis. */
const asked = z.union([
  z.object({ amount: money }),
  z.object({ percent: z.string().regex(/^\d{1,3}(\.\d{1,2})?$/), of: basis }),
]);

const move = z.object({
  from: z.enum(["us", "them"]),
  asked,
  made: day,
  expires: day.optional(),
  way: z.enum(WAYS),
  note: text(4000).optional(),
  belowFloor: text(1000).optional().openapi({ description: "Why, though a line gets less than its floor." }),
  terms: terms.optional().openapi({ description: "What it asks beside the amount; it becomes dollars." }),
  request: id.optional().openapi({ description: "The approval it rests on." }),
});

/** One guardrail of a deal, with the cases it is about; none where it is the deal as a whole. */
const dealGuard = guard.extend({ cases: z.array(caseNumber) });

/** A deal with its terms in dollars; null dollars where nobody knows, with what is missing. */
const worth = z.object({
  amount: usd,
  worth: usd,
  terms: z.array(z.object({ term: z.string(), label: z.string(), dollars: z.string().nullable(), source: z.string() })),
});

const line = z.object({
  line: z.int(),
  code: z.string(),
  service: z.string(),
  billed: usd,
  allowed: usd.nullable(),
  patient: usd,
  stake: usd,
  fair: usd.nullable(),
  floor: usd.nullable(),
  share: usd.nullable(),
  belowFloor: z.boolean(),
  atCharge: z.boolean(),
});

export const sheet = z
  .object({
    client: id,
    payer: z.string(),
    amount: usd.nullable(),
    /** Why the amount cannot be split. */
    fault: z.string().nullable(),
    basis,
    anchors: z.array(z.object({ basis, amount: usd.nullable() })),
    cases: z.array(
      z.object({
        case: id,
        number: caseNumber,
        version: z.int(),
        billed: usd,
        stake: usd,
        floor: usd.nullable(),
        share: usd.nullable(),
        belowFloor: z.boolean(),
        lines: z.array(line),
      }),
    ),
    floor: usd.nullable().openapi({ description: "Sum of the floors; null when one is not known." }),
    refused: z.array(dealGuard).openapi({
      description: "What stands in the way of saying it, or of taking it where it is theirs.",
    }),
    worth: worth.nullable().openapi({ description: "The amount with its terms in dollars." }),
    belowFloor: z.int().openapi({ description: "How many lines get less than their floor." }),
  })
  .openapi("PackageSheet");

const state = z.enum(["draft", "open", "accepted", "declined", "withdrawn", "expired"]);

export const packageRow = z
  .object({
    id,
    client: id,
    kind: z.enum(KINDS),
    name: z.string(),
    payer: z.string(),
    state,
    version: z.int(),
    amount: usd,
    expires: day.nullable(),
    cases: z.int(),
    lastFrom: z.enum(["us", "them"]),
    changedAt: moment,
  })
  .openapi("Package");

const project = z.object({
  client: id,
  payer: z.string(),
  family: z.string(),
  cases: z.array(id),
  stake: usd,
  missing: z.object({ from: z.int(), to: z.int() }),
});

export const listPackages = createRoute({
  method: "get",
  path: "/v1/packages",
  tags: ["Negotiation"],
  summary: "Deals over many cases, and groups of cases that could be one",
  request: { query: ofClient },
  responses: {
    200: json(z.object({ rows: z.array(packageRow), suggested: z.array(project) }), "Deals, the newest change first."),
    ...refusals,
  },
});

const cases = z.array(id).min(1).max(100);

export const weighPackage = createRoute({
  method: "post",
  path: "/v1/packages/weigh",
  tags: ["Negotiation"],
  summary: "How an amount would fall on cases, line by line; changes nothing",
  request: {
    body: body(
      z.object({
        cases,
        basis,
        asked: asked.optional(),
        terms: terms.optional(),
        deal: id.optional().openapi({ description: "The deal it would be said in." }),
      }),
    ),
  },
  responses: { 200: json(sheet, "The split."), ...refusals },
});

export const packageWhole = z
  .object({
    row: packageRow,
    moves: z.array(
      z.object({
        from: z.enum(["us", "them"]),
        amount: usd,
        percent: z.string().nullable(),
        made: day,
        expires: day.nullable(),
        way: z.string(),
        note: z.string().nullable(),
        belowFloor: z.string().nullable(),
        by: z.string(),
        terms,
        worth: worth.nullable(),
      }),
    ),
    approvals: z.array(approval).openapi({ description: "What a second person was asked to allow, newest first." }),
    ended: z.object({ how: z.string(), by: z.string(), on: day }).nullable(),
    members: z
      .array(z.object({ case: id, number: z.string(), share: usd.nullable() }))
      .openapi({ description: "The cases of it that one may see, with what each gets of what was said last." }),
    sheet: sheet.nullable().openapi({ description: "Of an open deal: the split as of today." }),
    why: z.string().nullable().openapi({ description: "Why there is no split." }),
  })
  .openapi("PackageWhole");

export const onePackage = z.object({ package: id });

export const getPackage = createRoute({
  method: "get",
  path: "/v1/packages/{package}",
  tags: ["Negotiation"],
  summary: "One deal with its moves and its split",
  request: { params: onePackage },
  responses: { 200: json(packageWhole, "The deal."), ...refusals },
});

export const proposePackage = createRoute({
  method: "post",
  path: "/v1/packages",
  tags: ["Negotiation"],
  summary: "Open a deal with its first word: ours, or theirs as it came in",
  request: {
    headers: idempotencyKey,
    body: body(
      z.object({
        ...{ kind: z.enum(KINDS), name: text(200), cases, basis, move },
        ask: z
          .object({ note: text(4000).optional() })
          .optional()
          .openapi({ description: "Say nothing yet: keep a draft, and ask a second person to allow the first word." }),
      }),
    ),
  },
  responses: { 201: json(packageWhole, "Opened."), ...refusals },
});

export const packageAct = z.discriminatedUnion("type", [
  z.object({ type: z.literal("counter"), move }),
  z.object({
    type: z.literal("accept"),
    cases: z.array(z.object({ case: id, saw: z.int().min(0) })).max(100),
    due: day,
    days: z.enum(["calendar", "business"]),
    source: text(500),
    belowFloor: text(1000).optional(),
    request: id.optional(),
  }),
  z.object({ type: z.literal("ask counter"), move, note: text(4000).optional() }),
  z.object({ type: z.literal("ask accept"), belowFloor: text(1000).optional(), note: text(4000).optional() }),
  z.object({ type: z.literal("approve"), request: id, attested: z.array(text(200)).max(10_000) }),
  z.object({ type: z.literal("refuse approval"), request: id, reason: text(4000) }),
  z.object({ type: z.literal("withdraw approval"), request: id }),
  z.object({ type: z.literal("decline"), reason: text(4000) }),
  z.object({ type: z.literal("withdraw"), reason: text(4000) }),
]);

export const actOnPackage = createRoute({
  method: "post",
  path: "/v1/packages/{package}/acts",
  tags: ["Negotiation"],
  summary:
    "Counter, accept on every case or on none, ask or give an approval, end; `saw` is the version it was decided on",
  request: {
    params: onePackage,
    headers: idempotencyKey,
    body: body(z.object({ saw: z.int().min(1), act: packageAct })),
  },
  responses: { 200: json(packageWhole, "Done."), ...refusals },
});

export const getCaseDeal = createRoute({
  method: "get",
  path: "/v1/cases/{case}/deal",
  tags: ["Negotiation"],
  summary: "The deal that a case is in, or was agreed by, with its share; null when there is none",
  request: { params: z.object({ case: id }) },
  responses: {
    200: json(
      z.object({
        deal: z
          .object({
            ...{ id, name: z.string(), kind: z.enum(KINDS), state, amount: usd, cases: z.int() },
            lastFrom: z.enum(["us", "them"]),
            share: usd.nullable().openapi({ description: "Of this case in what was said last; null when not known." }),
          })
          .nullable(),
        agreements: z
          .array(z.object({ id, name: z.string() }))
          .openapi({ description: "Single case agreements that its claim comes under." }),
      }),
      "The deal, or null.",
    ),
    ...refusals,
  },
});

/** Its words may be a patient's, so they travel in a body. */
export const writePackageLetter = createRoute({
  method: "post",
  path: "/v1/packages/{package}/letter",
  tags: ["Negotiation"],
  summary: "The letter of what was said last of a deal, with every line to the cent. Sends nothing and changes nothing",
  request: {
    params: onePackage,
    body: body(
      z.strictObject({
        format: z.enum(["pdf", "json"]).default("pdf"),
        because: text(4000).optional().openapi({
          description: "Of a single case agreement: what shows that the network has nobody; one reason a line.",
        }),
      }),
    ),
  },
  responses: { 200: { description: "A PDF, or the data it draws." }, ...refusals },
});
