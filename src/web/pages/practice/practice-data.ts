import { answered, api } from "#web/data/api.ts";
import type { Answer, Body } from "#web/data/paths.ts";

export type Game = Answer<"playSparring">;
export type Outcome = NonNullable<Game["outcome"]>;
export type Move = Body<"playSparring">["moves"][number];
export type Level = Game["level"];
export type Certificate = Answer<"certifySparring">;

/** A game as it is played again: the moves are all that is kept, in this page alone. */
export interface Moves {
  readonly seed: number;
  readonly moves: readonly Move[];
}

export const SEED_MOST = 999_999;
export const TEN = 10;

export const LEVELS: readonly { readonly value: Level; readonly name: string }[] = [
  { value: "easy", name: "Easy: gives way with the calendar" },
  { value: "usual", name: "Usual: any payer" },
  { value: "hard", name: "Hard: holds out, or does not move" },
];

export const playMoves = (level: Level, { seed, moves }: Moves): Promise<Game> =>
  answered(api.POST("/v1/sparring", { body: { seed, level, moves: [...moves] } }));

export const certify = (level: Level, games: readonly Moves[]): Promise<Certificate> =>
  answered(
    api.POST("/v1/sparring/certificate", {
      body: { level, games: games.map(({ seed, moves }) => ({ seed, moves: [...moves] })) },
    }),
  );

/** A seed nobody chose, with room for ten after it. */
export function anySeed(): number {
  const [n = 0] = crypto.getRandomValues(new Uint32Array(1));
  return n % (SEED_MOST - TEN);
}
