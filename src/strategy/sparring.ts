import { type Cents, cents, divide, greatest, showUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { Payer } from "./invented-payer.ts";
import type { OfferMade } from "./negotiation.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { type Drawn, drawGame, type GameCase, type Level, stateOf, tacticWords } from "./sparring-case.ts";
import { nextTurn, type TurnMove } from "./turn.ts";

/**
 * The sparring partner: a whole negotiation against an invented payer. The same seed, level and moves give the same game, so
 * nothing is kept between moves: the moves so far are played again.
 */

export type Move =
  | { readonly move: "ask"; readonly amount: Cents }
  | { readonly move: "accept" }
  | { readonly move: "walk" };

/** What the engine would have done where the player moved; it knows what the player knows and no more. */
export interface Coached {
  readonly move: TurnMove;
  readonly amount?: Cents;
  readonly because: string;
}

export interface Played {
  readonly move: Move;
  /** Business day of the window on which it was made. */
  readonly day: number;
  readonly said: string;
  /** What the payer has on the table after it. */
  readonly bid: Cents;
  readonly coach?: Coached;
}

export interface Outcome {
  readonly how: "agreed" | "walked";
  /** The price agreed; absent after walking away. */
  readonly price?: Cents;
  /** What is got: the price, or what the way out is worth. */
  readonly gets: Cents;
  /** `gets` less the way out: negative for a bad deal. */
  readonly over: Cents;
  /** The most this payer would have paid, and what a player who had known it would have got. */
  readonly limit: Cents;
  readonly best: Cents;
  /** Thousandths of the room between way out and limit that were got; at most 1000; absent where there was no room. */
  readonly sharePermille?: number;
  /** An agreement that brings less than walking away would have. */
  readonly bad: boolean;
  readonly tactic: string;
}

export interface Game {
  readonly seed: number;
  readonly level: Level;
  readonly told: GameCase;
  readonly turns: readonly Played[];
  readonly bid: Cents;
  readonly ourLast?: Cents;
  readonly elapsed: number;
  readonly asksLeft: number;
  /** Present when the game is over; until then nothing tells the payer's limit. */
  readonly outcome?: Outcome;
}

/** Why a move is not one, and which: counted from one. */
export interface Illegal {
  readonly at: number;
  readonly says: string;
}

class Table {
  readonly turns: Played[] = [];
  readonly offers: OfferMade[] = [];
  readonly drawn: Drawn;
  private readonly payer: Payer;
  asked = 0;
  bid: Cents;
  ourLast: Cents | undefined;
  outcome: Outcome | undefined;

  constructor(drawn: Drawn) {
    this.drawn = drawn;
    const { told, hidden } = drawn;
    this.payer = new Payer({ ...hidden, init: perDollar(told.first), limit: perDollar(hidden.limit) }, told.asks);
    this.bid = told.first;
  }

  get elapsed(): number {
    const { asks, window } = this.drawn.told;
    return Math.round((window * this.asked) / asks);
  }

  get asksLeft(): number {
    return this.drawn.told.asks - this.asked;
  }

  /** Why this move cannot be made here; undefined when it can. */
  refusal(m: Move): string | undefined {
    if (this.outcome !== undefined) return "The game is over; begin another.";
    if (m.move !== "ask") return undefined;
    const { charge } = this.drawn.told;
    if (this.asksLeft === 0) return "No ask is left in the window: accept what is offered, or walk away.";
    if (m.amount > charge) return `An ask cannot be above the charge of ${showUsd(charge)}.`;
    if (this.ourLast !== undefined && m.amount > this.ourLast)
      return `An ask cannot be above the last one, ${showUsd(this.ourLast)}.`;
    if (m.amount <= this.bid) return `They already offer ${showUsd(this.bid)}: accept it, or ask for more.`;
    return undefined;
  }

  coach(): Coached | undefined {
    const { told, planCase } = this.drawn;
    const t = nextTurn(
      stateOf(planCase, this.offers, { window: told.window, elapsed: this.elapsed, asksLeft: this.asksLeft }),
    );
    if (!t.ok) return undefined;
    const { move, amount, because } = t.value;
    return { move, because, ...(amount === undefined ? {} : { amount }) };
  }

  make(m: Move, coach: Coached | undefined): void {
    const day = this.elapsed;
    const said = m.move === "ask" ? this.answer(m.amount) : this.end(m.move);
    this.turns.push({ move: m, day, said, bid: this.bid, ...(coach === undefined ? {} : { coach }) });
  }

  private answer(ask: Cents): string {
    const from = this.bid;
    this.offers.push({ from: "us", amount: ask, at: this.elapsed });
    this.asked += 1;
    this.ourLast = ask;
    if (this.payer.takes(perDollar(ask), this.asked / this.drawn.told.asks)) {
      this.bid = ask;
      this.outcome = outcomeOf(this.drawn, ask);
      return `Agreed: ${showUsd(ask)}.`;
    }
    // Downwards, so that no cent is ever offered beyond the limit.
    this.bid = greatest(from, fromPerDollar(this.payer.bid, "down"));
    this.offers.push({ from: "payer", amount: this.bid, at: this.elapsed });
    const now = showUsd(this.bid);
    const last = this.asksLeft === 0 ? " The window is over; take it or leave it." : "";
    return this.bid > from ? `No. We can go to ${now}.${last}` : `No. We stay at ${now}.${last}`;
  }

  private end(move: "accept" | "walk"): string {
    this.outcome = outcomeOf(this.drawn, move === "accept" ? this.bid : undefined);
    return move === "accept" ? `Agreed: ${showUsd(this.bid)}.` : "The talks are over.";
  }
}

function outcomeOf({ told, hidden }: Drawn, price: Cents | undefined): Outcome {
  const gets = price ?? told.wayOut;
  const room = hidden.limit - told.wayOut;
  const over = cents(gets - told.wayOut);
  return {
    ...{ how: price === undefined ? "walked" : "agreed", gets, over },
    ...(price === undefined ? {} : { price }),
    ...{ limit: hidden.limit, best: greatest(hidden.limit, told.wayOut) },
    ...(room > 0n ? { sharePermille: Number(divide(over * 1000n, room, "half-up")) } : {}),
    ...{ bad: over < 0n, tactic: tacticWords(hidden) },
  };
}

/**
 * Plays the moves of a game from its beginning.
 * @param coached false leaves the engine's word out, which is most of the work
 * @returns the table as it stands, or the first move that cannot be made, in words
 */
export function play(seed: number, level: Level, moves: readonly Move[], coached = true): Result<Game, Illegal> {
  const drawn = drawGame(seed, level);
  const table = new Table(drawn);
  for (const [i, move] of moves.entries()) {
    const says = table.refusal(move);
    if (says !== undefined) return err({ at: i + 1, says });
    table.make(move, coached ? table.coach() : undefined);
  }
  const { turns, bid, ourLast, elapsed, asksLeft, outcome } = table;
  return ok({
    ...{ seed, level, told: drawn.told, turns, bid, elapsed, asksLeft },
    ...(ourLast === undefined ? {} : { ourLast }),
    ...(outcome === undefined ? {} : { outcome }),
  });
}
