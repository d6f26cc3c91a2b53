import { createRoute, z } from "@hono/zod-openapi";
import { caseNumber, day, id, ofClient, usd } from "./form.ts";
import { json, refusals } from "./problem.ts";

/** Own settled cases played again: what would have been advised with what was known then, against what was done. */

/** So many of `n`, and the 95% interval of the share (Wilson). */
const share = z.object({ hits: z.int(), n: z.int(), low: z.number(), high: z.number() });

const advice = z.object({
  move: z.enum(["ask", "take", "wait", "escalate", "stop"]),
  amount: usd.nullable(),
  chance: z.number().openapi({ description: "That going on ends in agreement, as it was stated." }),
  because: z.string(),
});

const parting = z.object({
  case: id,
  number: caseNumber,
  payer: z.string(),
  how: z.enum(["longer", "earlier", "otherwise"]).openapi({
    description: "longer: advised to go on where it was ended; earlier: to take an offer that was passed over.",
  }),
  on: day,
  done: z.enum(["ask", "take", "refuse", "stop"]),
  amount: usd.nullable(),
  advice: advice.nullable(),
  stood: usd.nullable().openapi({ description: "Their offer that stood then, total allowed." }),
  final: usd.nullable().openapi({ description: "The offer it was agreed on; null where it ended otherwise." }),
  seen: usd.nullable().openapi({ description: "Final less the offer that was passed over." }),
  bounds: z.object({ low: usd, high: usd }).nullable(),
  apart: usd.openapi({ description: "How far act and advice lay apart; what would have followed it does not say." }),
});

const calibration = {
  n: z.int(),
  brier: z.number().nullable(),
  plainBrier: z
    .number()
    .nullable()
    .openapi({ description: "Of stating for every case the share of which it came true." }),
  bins: z.array(z.object({ from: z.number(), to: z.number(), stated: z.number().nullable(), settled: share })).openapi({
    description: "Fifths; `settled` counts those of which it came true: that settled, or of disputes that paid.",
  }),
};

export const backtest = z
  .object({
    from: day,
    to: day,
    played: z.int(),
    advised: z.int().openapi({ description: "Cases with an act on which enough was known to advise." }),
    moments: z.int(),
    left: z.int().openapi({ description: "Cases of the period still to be played; asked again, the next are." }),
    newestOnly: z.int().nullable().openapi({ description: "How many are played at most, when there are more." }),
    least: z.int().openapi({ description: "Fewer cases than these say nothing." }),
    enough: z.boolean(),
    agree: share,
    asks: z
      .object({
        n: z.int(),
        median: usd,
        low25: usd,
        high75: usd,
        median95: z.object({ low: usd, high: usd }).nullable(),
      })
      .nullable()
      .openapi({ description: "What was asked less what was to be asked, where both were to ask." }),
    longer: z.object({ share, withFinal: z.int(), low: usd, high: usd }),
    earlier: z.object({ share, withFinal: z.int(), seen: usd }),
    calibration: z.object(calibration),
    disputes: z
      .object({
        ...calibration,
        left: z.int().openapi({ description: "Filed, without a stated chance or not decided." }),
      })
      .openapi({ description: "The chance that a filed dispute pays, against how it was decided." }),
    partings: z.array(parting).openapi({ description: "Widest apart first; at most 50." }),
    partingsOf: z.int(),
    says: z.array(z.string()).openapi({ description: "What the figures rest on, and what they do not say." }),
  })
  .openapi("Backtest");

export const getBacktest = createRoute({
  method: "get",
  path: "/v1/backtest",
  tags: ["Work"],
  summary: "Own settled cases played again: the advice of then against what was done",
  request: { query: ofClient.extend({ from: day, to: day }) },
  responses: { 200: json(backtest, "Totals, calibration, and the cases furthest apart."), ...refusals },
});
