import { type Cents, cents, greatest, least } from "../../src/base/money.ts";
import { Payer } from "../../src/strategy/invented-payer.ts";
import type { OfferMade } from "../../src/strategy/negotiation.ts";
import { fromPerDollar, perDollar } from "../../src/strategy/scale.ts";
import { type Drawn, drawGame, type Level, stateOf } from "../../src/strategy/sparring-case.ts";
import { nextTurn, type Turn } from "../../src/strategy/turn.ts";

/** The practice games of the product, played by rules and by the engine's whole turn: only a QPA is known. */

export interface Table {
  readonly drawn: Drawn;
  readonly offers: readonly OfferMade[];
  readonly bid: Cents;
  readonly ourLast: Cents | undefined;
  readonly elapsed: number;
  readonly asksLeft: number;
}

/** An ask, or the word that ends the talks. */
export type Word = Cents | "accept" | "walk";
export type Player = (t: Table) => Word;

const leave = (t: Table): Word => (t.bid >= t.drawn.told.wayOut ? "accept" : "walk");

const askOrTake = (t: Table, wanted: bigint): Word => {
  const amount = least(t.drawn.told.charge, least(t.ourLast ?? t.drawn.told.charge, cents(wanted)));
  return amount <= t.bid ? "accept" : amount;
};

/** Even steps from four times the QPA to a little above the way out. */
export const evenSteps: Player = (t) => {
  const { told } = t.drawn;
  if (t.asksLeft === 0) return leave(t);
  const [top, low] = [greatest(cents(told.qpa * 4n), told.wayOut), (told.wayOut * 21n) / 20n];
  const made = BigInt(told.asks - t.asksLeft + 1);
  const wanted = top - ((top - low) * made) / BigInt(told.asks);
  return wanted > told.charge && told.charge <= t.bid ? "accept" : askOrTake(t, wanted);
};

/** Does what the engine says; where it would leave the talks, takes the bid if that is worth more. */
export const engine =
  (hear: (turn: Turn, table: Table) => void = () => undefined): Player =>
  (t) => {
    const { told, planCase } = t.drawn;
    const turn = nextTurn(
      stateOf(planCase, t.offers, { window: told.window, elapsed: t.elapsed, asksLeft: t.asksLeft }),
    );
    if (!turn.ok) throw new Error(turn.error.map((e) => e.says).join());
    const { move, amount } = turn.value;
    hear(turn.value, t);
    if (move === "accept") return "accept";
    if (move === "hold" && t.ourLast !== undefined && t.asksLeft > 0 && t.ourLast > t.bid) return t.ourLast;
    if (amount === undefined) return leave(t);
    return amount <= t.bid ? "accept" : amount;
  };

export interface Ended {
  readonly drawn: Drawn;
  readonly price: Cents | undefined;
  /** Share of the room; undefined where there was none. */
  readonly share: number | undefined;
  readonly bad: boolean;
}

export function playGame(seed: number, level: Level, player: Player): Ended {
  const drawn = drawGame(seed, level);
  const { told, hidden } = drawn;
  const payer = new Payer({ ...hidden, init: perDollar(told.first), limit: perDollar(hidden.limit) }, told.asks);
  const offers: OfferMade[] = [];
  let [bid, asked, ourLast]: [Cents, number, Cents | undefined] = [told.first, 0, undefined];
  let price: Cents | undefined;
  for (;;) {
    const elapsed = Math.round((told.window * asked) / told.asks);
    const word = player({ drawn, offers, bid, ourLast, elapsed, asksLeft: told.asks - asked });
    if (word === "walk") break;
    if (word === "accept") {
      price = bid;
      break;
    }
    offers.push({ from: "us", amount: word, at: elapsed });
    asked += 1;
    ourLast = word;
    if (payer.takes(perDollar(word), asked / told.asks)) {
      price = word;
      break;
    }
    bid = greatest(bid, fromPerDollar(payer.bid, "down"));
    offers.push({ from: "payer", amount: bid, at: Math.round((told.window * asked) / told.asks) });
  }
  const room = hidden.limit - told.wayOut;
  const over = price === undefined ? 0n : price - told.wayOut;
  return { drawn, price, share: room > 0n ? Number(over) / Number(room) : undefined, bad: over < 0n };
}
