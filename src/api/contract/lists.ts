import { createRoute, z } from "@hono/zod-openapi";
import { LISTS } from "#app/desk/lists.ts";
import { REASON } from "#app/desk/queue.ts";
import { inPeriod, period } from "./boards.ts";
import { flag, lineClass } from "./evaluation.ts";
import { day, id, ofClient, page, pageOf, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

/** The lists behind the figures of the dashboard, the map and the month, and the month on one page. */

const which = z.object({ list: z.enum(LISTS) });
const narrowed = ofClient.extend({
  ...inPeriod,
  class: lineClass.optional(),
  flag: flag.optional(),
  payer: z.string().max(200).optional(),
  reasonCode: z.string().regex(REASON).optional(),
  code: z.string().max(48).optional(),
});
const file = z.enum(["csv", "xlsx"]);

export const listRow = z
  .object({
    key: z.string(),
    client: id,
    case: id.nullable(),
    number: z.string().nullable(),
    import: id.nullable(),
    claim: z.string(),
    payer: z.string(),
    what: z.string(),
    day: day.nullable(),
    amount: usd.nullable(),
    other: usd.nullable(),
  })
  .openapi("ListRow");

export const getList = createRoute({
  method: "get",
  path: "/v1/lists/{list}",
  tags: ["Work"],
  summary: "The claims, cases or files behind a figure",
  request: { params: which, query: narrowed.extend(page) },
  responses: {
    200: json(
      pageOf(listRow).extend({
        title: z.string(),
        says: z.string(),
        /** What the amounts are; null where the list has none. */
        amount: z.string().nullable(),
        other: z.string().nullable(),
        /** Null where the list is as of today, and of no period. */
        period: period.nullable(),
        count: z.int(),
        sum: usd,
        otherSum: usd,
        /** There are more rows than were counted and added up; the pages go on past them. */
        cut: z.boolean(),
      }),
      "A page of the list, and what all of it adds up to.",
    ),
    ...refusals,
  },
});

export const exportList = createRoute({
  method: "get",
  path: "/v1/lists/{list}/export",
  tags: ["Work"],
  summary: "The same as a file",
  request: { params: which, query: narrowed.extend({ format: file }) },
  responses: { 200: { description: "The file." }, ...refusals },
});

export const getMonthEnd = createRoute({
  method: "get",
  path: "/v1/month-end",
  tags: ["Work"],
  summary: "The month on one page: figures, each with its list",
  request: { query: ofClient.extend(inPeriod) },
  responses: {
    200: json(
      z.object({
        period,
        figures: z.array(
          z.object({
            name: z.string(),
            count: z.int().nullable(),
            amount: usd.nullable(),
            says: z.string(),
            list: z.string().nullable(),
          }),
        ),
      }),
      "Figures.",
    ),
    ...refusals,
  },
});

export const exportMonthEnd = createRoute({
  method: "get",
  path: "/v1/month-end/export",
  tags: ["Work"],
  summary: "The same as a file",
  request: { query: ofClient.extend({ ...inPeriod, format: file }) },
  responses: { 200: { description: "The file." }, ...refusals },
});
