import type { z } from "@hono/zod-openapi";
import type { sparringGame } from "#api/contract/sparring.ts";
import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { formatUsd, readUsd, ZERO } from "#base/money.ts";
import { type Game, type Illegal, type Move, type Outcome, type Played, play } from "#strategy/sparring.ts";
import { certificate } from "#strategy/sparring-certificate.ts";

/** Games against an invented payer. No row is read or written: the moves so far are played again each time. */

type Sent = Asked<"playSparring">["body"]["moves"];

const movesOf = (sent: Sent): readonly Move[] =>
  sent.map((m) => {
    if (m.move !== "ask") return m;
    const amount = readUsd(m.amount);
    return { move: "ask", amount: amount.ok ? amount.value : ZERO };
  });

const illegal = ({ at, says }: Illegal, game = ""): Refused => new Refused("not-valid", `${game}Move ${at}: ${says}`);

const outcomeOut = (o: Outcome) => ({
  ...{ how: o.how, price: o.price === undefined ? null : formatUsd(o.price) },
  ...{ gets: formatUsd(o.gets), over: formatUsd(o.over), limit: formatUsd(o.limit), best: formatUsd(o.best) },
  ...{ sharePermille: o.sharePermille ?? null, bad: o.bad, tactic: o.tactic },
});

const turnOut = ({ move, day, said, bid, coach }: Played) => ({
  ...{ move: move.move, amount: move.move === "ask" ? formatUsd(move.amount) : null },
  ...{ day, said, bid: formatUsd(bid) },
  coach:
    coach === undefined
      ? null
      : {
          move: coach.move,
          amount: coach.amount === undefined ? null : formatUsd(coach.amount),
          because: coach.because,
        },
});

const gameOut = (g: Game): z.input<typeof sparringGame> => ({
  ...{ practice: true, seed: g.seed, level: g.level },
  told: {
    ...{ qpa: formatUsd(g.told.qpa), first: formatUsd(g.told.first), charge: formatUsd(g.told.charge) },
    ...{ window: g.told.window, asks: g.told.asks, wayOut: formatUsd(g.told.wayOut), road: g.told.road },
  },
  ...{ bid: formatUsd(g.bid), ourLast: g.ourLast === undefined ? null : formatUsd(g.ourLast) },
  ...{ elapsed: g.elapsed, asksLeft: g.asksLeft, turns: g.turns.map(turnOut) },
  outcome: g.outcome === undefined ? null : outcomeOut(g.outcome),
});

export const SPARRING: HandlersOf<"playSparring" | "certifySparring"> = {
  playSparring: async ({ body }) => {
    const game = play(body.seed, body.level, movesOf(body.moves));
    if (!game.ok) throw illegal(game.error);
    return gameOut(game.value);
  },

  certifySparring: async ({ body }) => {
    const games = body.games.map(({ seed, moves }) => {
      const game = play(seed, body.level, movesOf(moves), false);
      if (!game.ok) throw illegal(game.error, `Game ${seed}, `);
      return game.value;
    });
    const made = certificate(games);
    if (!made.ok) throw new Refused("not-valid", made.error);
    const { over, sharePermille, ...rest } = made.value;
    return { practice: true as const, ...rest, over: formatUsd(over), sharePermille: sharePermille ?? null };
  },
};
