import { type Cents, divide, sum } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Game } from "./sparring.ts";
import type { Level } from "./sparring-case.ts";

/** Ten games as one score, so that a lucky payer does not make a negotiator. */

const CERTIFICATE_GAMES = 10;

/**
 * Thousandths of the room. Taking the first offer above the way out gets about 200 of them at every level, coming down in even
 * steps and taking what is left above the way out about 500; a test plays both. Between them nobody passes by not negotiating.
 */
const MARK = 400;
const BECAUSE =
  "Who takes the first offer above the way out gets about 20% of the room; who comes down in even steps gets about half. 40% cannot be had without holding out, and one deal below the way out fails.";

export interface Certificate {
  readonly level: Level;
  readonly games: number;
  /** Games in which there was room between the way out and the payer's limit; the share is of these. */
  readonly withRoom: number;
  /** Mean share of the room in thousandths; absent where no game had room. */
  readonly sharePermille?: number;
  readonly badDeals: number;
  /** Dollars over the way out, all games together. */
  readonly over: Cents;
  readonly markPermille: number;
  readonly markBecause: string;
  readonly passed: boolean;
  readonly says: string;
}

/** Why these are not the games of a certificate; undefined when they are. */
function unfit(games: readonly Game[]): string | undefined {
  if (games.length !== CERTIFICATE_GAMES) return `A certificate is of ${CERTIFICATE_GAMES} games.`;
  const open = games.find((g) => g.outcome === undefined);
  if (open !== undefined) return `Game ${open.seed} is not over.`;
  if (games.some((g) => g.level !== games[0]?.level)) return "The games of a certificate are of one level.";
  const inOrder = games.every((g, i) => g.seed === (games[0]?.seed ?? 0) + i);
  return inOrder ? undefined : "The seeds of a certificate follow each other, so that none is picked.";
}

/** Scores ten finished games of one level whose seeds follow each other; an error says in words why it cannot. */
export function certificate(games: readonly Game[]): Result<Certificate, string> {
  const wrong = unfit(games);
  const level = games[0]?.level;
  if (wrong !== undefined || level === undefined) return err(wrong ?? "There is no game.");
  const outcomes = games.flatMap((g) => g.outcome ?? []);
  const shares = outcomes.flatMap((o) => o.sharePermille ?? []);
  const total = shares.reduce((t, s) => t + s, 0);
  const mean = shares.length === 0 ? undefined : Number(divide(BigInt(total), BigInt(shares.length), "half-up"));
  const badDeals = outcomes.filter((o) => o.bad).length;
  const passed = mean !== undefined && mean >= MARK && badDeals === 0;
  const bads = badDeals === 1 ? "1 bad deal" : `${badDeals} bad deals`;
  const got = mean === undefined ? "no game had room" : `${Math.round(mean / 10)}% of the room`;
  return ok({
    ...{ level, games: games.length, withRoom: shares.length, badDeals, over: sum(outcomes.map((o) => o.over)) },
    ...(mean === undefined ? {} : { sharePermille: mean }),
    ...{ markPermille: MARK, markBecause: BECAUSE, passed },
    says: `${passed ? "Passed" : "Not passed"}: ${got}, ${bads}; the mark is ${MARK / 10}% and none.`,
  });
}
