import { createRoute, z } from "@hono/zod-openapi";
import { caseNumber, day, id, ofClient, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

/** Pages that look at many cases at once: calendar, dashboard, law register, rates. */

const dueThing = z.object({
  case: id,
  number: caseNumber,
  what: z.string(),
  kind: z.enum(["right", "other"]),
  dollars: usd,
  cite: z.string().nullable(),
  businessDays: z
    .int()
    .nullable()
    .openapi({ description: "How many business days the right runs; null of what is not counted so." }),
});

export const getCalendar = createRoute({
  method: "get",
  path: "/v1/calendar",
  tags: ["Work"],
  summary: "What is due on each day, and which days count",
  request: { query: ofClient.extend({ from: day, to: day }) },
  responses: {
    200: json(
      z.object({
        days: z.array(
          z.object({
            day,
            business: z.boolean(),
            holiday: z.string().nullable(),
            count: z.int(),
            dollars: usd,
            first: z.array(dueThing),
          }),
        ),
        feed: z
          .string()
          .nullable()
          .openapi({ description: "Address of the ICS feed; it holds case numbers and no names." }),
      }),
      "Days; at most 100.",
    ),
    ...refusals,
  },
});

export const makeFeed = createRoute({
  method: "post",
  path: "/v1/calendar/feed",
  tags: ["Work"],
  summary: "Make a new address for the ICS feed; the old one ends",
  responses: { 201: json(z.object({ feed: z.string() }), "The address."), ...refusals },
});

export const getFeed = createRoute({
  method: "get",
  path: "/v1/calendar/{secret}.ics",
  tags: ["Work"],
  summary: "The calendar as ICS",
  request: { params: z.object({ secret: z.string().min(20).max(100) }) },
  responses: { 200: { description: "text/calendar" }, 404: refusals[404], 429: refusals[429] },
});

const periodKind = z.enum(["month", "quarter", "year"]);

/** A month, quarter or year by one of its days; the one that runs when no day is given. */
export const inPeriod = { period: periodKind.default("month"), of: day.optional() };
export const period = z.object({ kind: periodKind, from: day, to: day, label: z.string() });

const bar = z.object({ label: z.string(), value: z.number(), list: z.string().nullable() });

/** So many of `n`, and the 95% interval of the share (Wilson). */
const share = z.object({ hits: z.int(), n: z.int(), low: z.number(), high: z.number() });

/** The middle and the quarters of what was counted; the interval holds the median with 95%, and is null under six values. */
const spread = <V extends z.ZodType>(value: V) =>
  z.object({
    n: z.int(),
    median: value,
    low25: value,
    high75: value,
    median95: z.object({ low: value, high: value }).nullable(),
  });

/** Above the payer's first offer, gross and net, beside the cases on which the first offer was taken. */
const net = z
  .object({
    gross: spread(usd).nullable(),
    net: spread(usd).nullable(),
    fees: usd,
    staff: usd,
    minutes: z.int(),
    /** What the further payments lost in worth until they came, or are due. */
    delay: usd,
    /** Above the first payment and net, of cases of one payer, class and size; `apart` is null under five on a side. */
    alike: z.object({ negotiated: spread(usd).nullable(), took: spread(usd).nullable(), apart: usd.nullable() }),
    tookFirst: z.int(),
    says: z.string(),
    rests: z.array(z.string()),
  })
  .openapi("NetResults");

/** What negotiating brought in the period, from the cases settled in it. */
const results = z
  .object({
    /** Lines first paid below the benchmark, of those that were paid and have one. */
    underpaid: share,
    settled: z.int(),
    /** What the plan had paid on the settled lines when their cases were opened, what it pays in the end, what has come. */
    before: usd,
    promised: usd,
    received: usd,
    uplift: spread(usd).nullable(),
    upliftPercent: spread(z.number()).nullable(),
    /** The offer agreed on less the payer's first offer. */
    overFirst: spread(usd).nullable(),
    overFirstSum: usd,
    atFirst: share,
    withoutForum: share,
    /** From the opening of a case until all of it had come. */
    days: spread(z.number()).nullable(),
    /** Acts of persons a case. */
    acts: spread(z.number()).nullable(),
    /** Net of fees, staff and the wait for the money. */
    net,
    newestOnly: z.int().nullable().openapi({ description: "How many were counted, when there were more." }),
  })
  .openapi("Results");

export const dashboard = z
  .object({
    period,
    /** The month-end page in one paragraph; numbers open their lists. */
    said: z.array(z.object({ text: z.string(), list: z.string().nullable() })),
    funnel: z.array(
      z.object({
        stage: z.string(),
        count: z.int(),
        unit: z.enum(["lines", "cases"]),
        stake: usd,
        dropped: z.string().nullable(),
        list: z.string().nullable(),
      }),
    ),
    atStake: z.array(z.object({ week: day, byRight: z.record(z.string(), usd), cases: z.int(), list: z.string() })),
    firstPaid: z.array(
      z.object({
        payer: z.string(),
        n: z.int(),
        allowedPercent: z.number(),
        finalPercent: z.number().nullable(),
        /** How many settled cases the final share is of. */
        finalCases: z.int(),
        list: z.string(),
      }),
    ),
    denials: z.array(bar.extend({ reason: z.string(), meaning: z.string(), share: z.number(), dollars: usd })),
    importHealth: z.object({
      files: z.int(),
      refused: z.int(),
      unanswered: z.int(),
      withoutClaim: z.int(),
      unbalanced: z.int(),
      since: day.nullable(),
    }),
    money: z.object({ agreed: usd, received: usd, short: usd, late: usd, patient: usd }),
    missed: z.object({
      rights: z.int(),
      stake: usd,
      /** Lines whose days had passed when they came in; no case was opened for them. */
      before: z.object({ lines: z.int(), stake: usd }),
    }),
    results,
  })
  .openapi("Dashboard");

export const getDashboard = createRoute({
  method: "get",
  path: "/v1/dashboard",
  tags: ["Work"],
  summary: "Month, quarter or year in figures, each with its list",
  request: {
    query: ofClient.extend(inPeriod),
  },
  responses: { 200: json(dashboard, "The dashboard."), ...refusals },
});

export const lawRow = z
  .object({
    id: z.string(),
    kind: z.enum(["channel", "deadline", "fee", "statute"]),
    title: z.string(),
    jurisdiction: z.string(),
    value: z.string(),
    from: day.nullable(),
    until: day.nullable(),
    keyedBy: z.string(),
    confidence: z.string(),
    cites: z.array(z.object({ cite: z.string(), url: z.string().nullable() })),
    openCases: z.int(),
  })
  .openapi("LawRow");

export const getLaw = createRoute({
  method: "get",
  path: "/v1/law",
  tags: ["Reference"],
  summary: "The law register as it stood on a day",
  request: {
    query: z.object({
      asOf: day.optional(),
      q: z.string().trim().max(100).optional(),
      jurisdiction: z.string().max(10).optional(),
    }),
  },
  responses: { 200: json(z.object({ asOf: day, rows: z.array(lawRow) }), "Rules."), ...refusals },
});

export const getRule = createRoute({
  method: "get",
  path: "/v1/law/{rule}",
  tags: ["Reference"],
  summary: "One rule: its text in our words, examples, versions",
  request: { params: z.object({ rule: z.string().max(200) }), query: z.object({ asOf: day.optional() }) },
  responses: {
    200: json(
      z.object({
        row: lawRow,
        text: z.array(z.string()),
        conditions: z.array(z.string()),
        examples: z.array(z.object({ given: z.string(), expect: z.string(), source: z.string() })),
        versions: z.array(lawRow),
      }),
      "The rule.",
    ),
    ...refusals,
  },
});

export const book = z
  .object({
    id: z.string(),
    kind: z.string(),
    release: z.string(),
    from: day.nullable(),
    until: day.nullable(),
    rows: z.int(),
    sha256: z.string(),
    files: z.array(z.string()),
    licence: z.string(),
    notes: z.array(z.string()),
  })
  .openapi("Book");

export const getRates = createRoute({
  method: "get",
  path: "/v1/rates",
  tags: ["Reference"],
  summary: "Price books loaded, what they cover of your codes, and what is missing",
  request: { query: ofClient },
  responses: {
    200: json(
      z.object({
        books: z.array(book),
        coverage: z.array(
          z.object({ code: z.string(), lines: z.int(), billed: usd, priced: z.boolean(), because: z.string() }),
        ),
        missing: z.array(z.object({ what: z.string(), why: z.string(), where: z.string(), lines: z.int() })),
      }),
      "Books.",
    ),
    ...refusals,
  },
});

export const lookUpRate = createRoute({
  method: "get",
  path: "/v1/rates/lookup",
  tags: ["Reference"],
  summary: "What Medicare pays for a code on a day at a place, with its working",
  request: {
    query: z.object({
      code: z.string().trim().min(1).max(10),
      modifier: z.string().trim().max(2).optional(),
      date: day,
      zip: z
        .string()
        .regex(/^\d{5}(\d{4})?$/)
        .optional(),
      locality: z.string().max(20).optional(),
      /** `center`: what a surgery center itself is paid, by `cbsa`, its labor market, or the one `zip` lies in; the others are a clinician's. */
      setting: z.enum(["facility", "nonfacility", "center"]).default("nonfacility"),
      cbsa: z
        .string()
        .regex(/^\d{1,5}$/)
        .optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        price: usd.nullable(),
        working: z.array(z.string()),
        book: z.string().nullable(),
        because: z.string(),
      }),
      "The price, or why there is none.",
    ),
    ...refusals,
  },
});

export const addBook = createRoute({
  method: "put",
  path: "/v1/rates/books",
  tags: ["Reference"],
  summary: "Load a fee schedule: a CMS file or zip is the body",
  request: { query: z.object({ name: z.string().min(1).max(200) }) },
  responses: { 201: json(z.object({ books: z.array(book), said: z.array(z.string()) }), "Loaded."), ...refusals },
});
