import { createRoute, z } from "@hono/zod-openapi";
import { money, usd } from "./form.ts";
import { body, json, refusals } from "./problem.ts";

/** The sparring partner: negotiations to practise on. Cases are invented, and nothing is kept between questions. */

/** The same words as src/strategy/sparring-case.ts; a test holds them together. */
const level = z.enum(["easy", "usual", "hard"]);
const seed = z.int().min(0).max(999_999);

const move = z.discriminatedUnion("move", [
  z.object({ move: z.literal("ask"), amount: money }),
  z.object({ move: z.literal("accept") }),
  z.object({ move: z.literal("walk") }),
]);

/** Asks that fit into a window are eight at most. */
const moves = z.array(move).max(12);

const outcome = z.object({
  how: z.enum(["agreed", "walked"]),
  price: usd.nullable(),
  gets: usd.openapi({ description: "The price, or what the way out is worth." }),
  over: usd.openapi({ description: "`gets` less the way out; negative for a bad deal." }),
  limit: usd.openapi({ description: "The most this payer would have paid." }),
  best: usd,
  sharePermille: z
    .int()
    .nullable()
    .openapi({ description: "Of the room between way out and limit; null without room." }),
  bad: z.boolean(),
  tactic: z.string(),
});

export const sparringGame = z
  .object({
    practice: z.literal(true).openapi({ description: "The case is invented; nothing is stored." }),
    seed,
    level,
    told: z.object({
      qpa: usd,
      first: usd.openapi({ description: "What the payer allowed first." }),
      charge: usd,
      window: z.int().openapi({ description: "Business days." }),
      asks: z.int(),
      wayOut: usd,
      road: z.string(),
    }),
    bid: usd,
    ourLast: usd.nullable(),
    elapsed: z.int(),
    asksLeft: z.int(),
    turns: z.array(
      z.object({
        move: z.enum(["ask", "accept", "walk"]),
        amount: usd.nullable(),
        day: z.int(),
        said: z.string(),
        bid: usd,
        coach: z
          .object({
            move: z.enum(["open", "counter", "accept", "hold", "escalate", "walk"]),
            amount: usd.nullable(),
            because: z.string(),
          })
          .nullable(),
      }),
    ),
    outcome: outcome.nullable().openapi({ description: "Null until the game is over; so is the payer's limit." }),
  })
  .openapi("SparringGame");

export const playSparring = createRoute({
  method: "post",
  path: "/v1/sparring",
  tags: ["Planning"],
  summary: "Play these moves against an invented payer, from the beginning; nothing is stored",
  request: { body: body(z.object({ seed, level, moves })) },
  responses: { 200: json(sparringGame, "The game as it stands."), ...refusals },
});

export const certifySparring = createRoute({
  method: "post",
  path: "/v1/sparring/certificate",
  tags: ["Planning"],
  summary: "Score ten finished games of one level, of seeds that follow each other; nothing is stored",
  request: {
    body: body(z.object({ level, games: z.array(z.object({ seed, moves })).min(1).max(10) })),
  },
  responses: {
    200: json(
      z
        .object({
          practice: z.literal(true),
          level,
          games: z.int(),
          withRoom: z.int(),
          sharePermille: z.int().nullable(),
          badDeals: z.int(),
          over: usd,
          markPermille: z.int(),
          markBecause: z.string(),
          passed: z.boolean(),
          says: z.string(),
        })
        .openapi("SparringCertificate"),
      "The score.",
    ),
    ...refusals,
  },
});
