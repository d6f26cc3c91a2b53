import { createRoute, z } from "@hono/zod-openapi";
import { WAYS } from "#case/event-lists.ts";
import { caseNumber, day, id, moment, money, ofClient, text, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

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
    belowFloor: z.int().openapi({ description: "How many lines get less than their floor." }),
  })
  .openapi("PackageSheet");

const state = z.enum(["open", "accepted", "declined", "withdrawn", "expired"]);

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
  request: { body: body(z.object({ cases, basis, asked: asked.optional() })) },
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
      }),
    ),
    ended: z.object({ how: z.string(), by: z.string(), on: day }).nullable(),
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
    body: body(z.object({ kind: z.enum(KINDS), name: text(200), cases, basis, move })),
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
  }),
  z.object({ type: z.literal("decline"), reason: text(4000) }),
  z.object({ type: z.literal("withdraw"), reason: text(4000) }),
]);

export const actOnPackage = createRoute({
  method: "post",
  path: "/v1/packages/{package}/acts",
  tags: ["Negotiation"],
  summary: "Counter, accept on every case or on none, decline or withdraw; `saw` is the version it was decided on",
  request: {
    params: onePackage,
    headers: idempotencyKey,
    body: body(z.object({ saw: z.int().min(1), act: packageAct })),
  },
  responses: { 200: json(packageWhole, "Done."), ...refusals },
});
