import { createRoute, z } from "@hono/zod-openapi";
import { caseNumber, day, id, moment, ofClient, usd } from "./form.ts";
import { body, idempotencyKey, json, refusals } from "./problem.ts";

/** Many cases planned beside each other: what to do this week, what waits, what a change would do. */

const fate = z.enum(["this week", "lost", "later", "let go", "look", "close", "no gain"]);
const course = z.enum(["accept", "counter", "escalate"]);

const prospect = z.object({
  course,
  firm: z.boolean().openapi({ description: "False where the plan says `not enough to advise`; `held` says why." }),
  held: z.array(z.string()),
  step: z.string(),
  move: z
    .enum(["open", "counter", "accept", "hold", "escalate", "walk"])
    .nullable()
    .openapi({ description: "The move that the negotiation of the case shows." }),
  amount: usd.nullable().openapi({ description: "What is asked or taken by it." }),
  gain: usd
    .nullable()
    .openapi({ description: "Worth beyond accepting, net of fees, delay and work; null when unknown." }),
  value: usd.nullable(),
  accept: usd,
  fees: usd.openapi({ description: "Advanced to others when it comes to a dispute." }),
  minutes: z.int(),
  days: z.number().nullable(),
  chance: z.number().nullable(),
  daysLeft: z.int().nullable(),
  right: z.string().nullable(),
});

const named = z.object({ case: id, number: caseNumber, payer: z.string() });

export const portfolioCase = named.extend({ fate }).extend(prospect.shape).openapi("PortfolioCase");

const totals = z.object({
  gain: usd.openapi({ description: "What all cases bring beyond accepting." }),
  week: usd.openapi({ description: "What fits into the week of it." }),
});

export const portfolio = z
  .object({
    run: z.object({ state: z.enum(["none", "running", "done", "stopped", "failed"]), done: z.int(), of: z.int() }),
    made: z
      .object({
        asOf: day,
        madeAt: moment,
        client: id.nullable(),
        whatIf: z.string().nullable(),
        nothingToPlan: z.int(),
        hour: usd,
        hourSource: z.string(),
        gone: z.int().openapi({ description: "Cases closed since, or no longer seen; they count nowhere." }),
        week: z.object({
          minutes: z.int(),
          used: z.int(),
          earns: usd,
          loses: usd,
          waits: usd,
          counts: z.object({
            now: z.int(),
            lost: z.int(),
            later: z.int(),
            letGo: z.int(),
            look: z.int(),
            close: z.int(),
          }),
        }),
        payers: z.array(z.object({ key: z.string(), name: z.string(), cases: z.int() })),
        cases: z.array(portfolioCase).openapi({ description: "At most 200 of each fate; the export has all of them." }),
        effect: z
          .object({
            says: z.string(),
            effect: usd,
            cases: z.int(),
            turns: z.int(),
            before: totals,
            after: totals,
            rows: z.array(named.extend({ effect: usd, before: course, after: course })),
          })
          .nullable(),
        breakEven: z
          .object({
            admin: usd,
            adminSource: z.string(),
            entity: usd,
            entitySource: z.string(),
            line: z.array(z.object({ chance: z.number(), least: usd })),
          })
          .nullable(),
      })
      .nullable(),
  })
  .openapi("Portfolio");

const view = {
  minutes: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(2400)
    .openapi({ description: "Minutes of staff there are this week." }),
  payer: z.string().max(200).optional().openapi({ description: "Payer key." }),
};

export const getPortfolio = createRoute({
  method: "get",
  path: "/v1/portfolio",
  tags: ["Planning"],
  summary: "How far your portfolio is, and the week of the last one that was done",
  request: { query: ofClient.extend(view) },
  responses: { 200: json(portfolio, "The portfolio."), ...refusals },
});

export const startPortfolio = createRoute({
  method: "post",
  path: "/v1/portfolio",
  tags: ["Planning"],
  summary: "Plan all open cases beside each other; it goes on after the answer",
  request: {
    headers: idempotencyKey,
    body: body(
      z.object({
        client: id.optional(),
        whatIf: z.string().trim().min(1).max(200).optional().openapi({
          example: "fee=115.00",
          description: "What would change, such as fee=115.00,hours=20,payer=NORTHFIELD:0.9.",
        }),
      }),
    ),
  },
  responses: { 202: json(portfolio.shape.run, "Begun."), ...refusals },
});

export const stopPortfolio = createRoute({
  method: "delete",
  path: "/v1/portfolio",
  tags: ["Planning"],
  summary: "Stop the portfolio that is being made; the last one stays",
  request: { headers: idempotencyKey },
  responses: { 204: { description: "Stopped." }, ...refusals },
});

export const exportPortfolio = createRoute({
  method: "get",
  path: "/v1/portfolio/export",
  tags: ["Planning"],
  summary: "The portfolio as a file, every case of it",
  request: { query: ofClient.extend({ ...view, format: z.enum(["csv", "xlsx"]) }) },
  responses: { 200: { description: "The file." }, ...refusals },
});
