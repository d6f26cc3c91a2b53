import { createRoute, z } from "@hono/zod-openapi";
import { question, totals } from "./evaluation.ts";
import { caseNumber, day, id, moment, ofClient, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

const cell = z.object({ lines: z.int(), stake: usd });

/** Which cases a figure of the map is made of, as a query of /v1/queue. */
const list = z.string().openapi({ example: "class=underpaid&tab=team" });

export const moneyMap = z
  .object({
    asOf: day,
    madeAt: moment,
    totals,
    /** Stake of lines whose next right ends within the current week. */
    lapsesThisWeek: z.object({ stake: usd, lines: z.int(), list }),
    rights: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        note: z.string(),
        /** By business days left: expired, 0 to 3, 4 to 10, 11 to 20, 21 to 30, over 30. */
        cells: z.array(cell),
      }),
    ),
    /** By calendar days since service: 0 to 30, 31 to 60, 61 to 90, 91 to 120, over 120. */
    billAging: z.array(z.object({ label: z.string(), stake: usd })),
    payers: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        recoverable: usd,
        byClass: z.record(z.string(), usd),
        lines: z.int(),
        /** Allowed as a share of the benchmark, in percent, over lines that have both. */
        allowedPercent: z.number().nullable(),
      }),
    ),
    doFirst: z.array(
      z.object({
        case: id,
        number: caseNumber,
        payer: z.string(),
        step: z.string(),
        lines: z.int(),
        loss: usd,
        stake: usd,
        due: day.nullable(),
        daysLeft: z.int().nullable(),
      }),
    ),
    questions: z.array(
      question
        .extend({
          client: id.nullable(),
          case: id.nullable().openapi({ description: "An open case that asks it, the most dollars first." }),
        })
        .openapi("MapQuestion"),
    ),
    writeOffGuard: cell.extend({ list }),
    assumptions: z.array(z.string()),
    leftOut: z.array(z.object({ what: z.string(), because: z.string(), claims: z.int(), billed: usd })),
  })
  .openapi("MoneyMap");

export const getMap = createRoute({
  method: "get",
  path: "/v1/map",
  tags: ["Work"],
  summary: "The money map of one client or all",
  request: { query: ofClient },
  responses: { 200: json(moneyMap, "The map."), ...refusals },
});
