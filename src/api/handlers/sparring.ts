import type { Asked, HandlersOf } from "#api/handler.ts";
import { Refused } from "#api/refused.ts";
import { gameJson } from "#app/sparring-out.ts";
import { formatUsd, readUsd, ZERO } from "#base/money.ts";
import { type Illegal, type Move, play } from "#strategy/sparring.ts";
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

export const SPARRING: HandlersOf<"playSparring" | "certifySparring"> = {
  playSparring: async ({ body }) => {
    const game = play(body.seed, body.level, movesOf(body.moves));
    if (!game.ok) throw illegal(game.error);
    return gameJson(game.value);
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
