import { type Cents, greatest, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Authority } from "./authority.ts";
import type { Habits } from "./haggle.ts";
import type { TacticShares } from "./limits.ts";
import type { Exchange, Seen } from "./opponent.ts";
import type { PlanCase } from "./plan-case.ts";
import type { Known } from "./priors.ts";
import { PLANNABLE, perDollar } from "./scale.ts";

/** Where a negotiation stands: everything one turn rests on. The same state gives the same turn. */
export interface NegotiationState {
  readonly planCase: PlanCase;
  /** What was offered so far, in the order it was. */
  readonly offers: readonly OfferMade[];
  readonly clock: NegotiationClock;
  readonly payer: PayerHabits;
  readonly practice: PracticePast;
  readonly authority: Authority;
  /** Absent when counsel has not said what a suit would take. */
  readonly suit?: Known<Suit>;
}

export interface OfferMade {
  readonly from: "us" | "payer";
  readonly amount: Cents;
  /** Business days since the window opened. */
  readonly at: number;
}

export interface NegotiationClock {
  /** Business days of the window, and how many have gone. */
  readonly window: number;
  readonly elapsed: number;
  /** Asks we may still make, this one counted; from the payer's usual time to answer. */
  readonly asksLeft: number;
}

/** How payers are thought to behave, or how this one is known to. */
export interface PayerHabits {
  readonly tactics: Known<TacticShares>;
  readonly habits: Habits;
  /** Exponent below whose curve no ask but the last goes. */
  readonly hold: Known<number>;
}

/** What the practice's own past supports. */
export interface PracticePast {
  /** 75th percentile of its winning final offers for the code family in 24 months (G6). */
  readonly winners75?: Known<Cents>;
}

export interface Suit {
  readonly chance: number;
  readonly amount: Cents;
  readonly cost: Cents;
  readonly days: number;
}

export const STARTING_PAYER: PayerHabits = {
  tactics: {
    value: {
      curves: [0.2, 0.35, 0.5, 0.7, 1, 1.4, 2, 3].map((e) => [e, 0.08] as const),
      reciprocal: [
        [0.5, 0.06],
        [1, 0.14],
      ],
      stepper: [
        [0.125, 0.08],
        [0.25, 0.03],
      ],
    },
    source: "prior: most payers follow the calendar, a third answer concessions or count asks",
    prior: true,
  },
  habits: { end: "limit", lastWord: 0.9, silence: 0.02 },
  hold: { value: 0.5, source: "prior: holding out until late protects against a wrong belief", prior: true },
};

/** What keeps a state from being reckoned with at all. */
export interface Unsound {
  readonly field: string;
  readonly says: string;
}

/** Units, order and ranges. Every fault is named; a state with one gives no turn. */
export function sound(s: NegotiationState): Result<NegotiationState, readonly Unsound[]> {
  const faults: Unsound[] = [];
  const { clock, offers } = s;
  const number = (field: string, x: number, from: number, to: number): void => {
    if (!(x >= from && x <= to)) faults.push({ field, says: `must lie from ${from} to ${to}` });
  };
  number("clock.window", clock.window, 1, 1000);
  number("clock.elapsed", clock.elapsed, 0, 10_000);
  number("clock.asksLeft", clock.asksLeft, 0, 100);
  if (!Number.isInteger(clock.asksLeft)) faults.push({ field: "clock.asksLeft", says: "must be a whole number" });
  if (s.planCase.items.length === 0) faults.push({ field: "planCase.items", says: "must hold a line" });
  let last = 0;
  for (const [i, o] of offers.entries()) {
    if (o.amount < 0n || o.amount > PLANNABLE)
      faults.push({ field: `offers[${i}].amount`, says: "is no amount to offer" });
    if (!(o.at >= last && o.at <= clock.elapsed))
      faults.push({ field: `offers[${i}].at`, says: "must follow the offer before it and lie in the past" });
    last = o.at;
  }
  if (s.planCase.items.some((i) => i.allowed < 0n || i.billed <= 0n || i.billed > PLANNABLE))
    faults.push({ field: "planCase.items", says: "hold an amount that is none" });
  if (s.suit !== undefined) number("suit.chance", s.suit.value.chance, 0, 1);
  return faults.length === 0 ? ok(s) : err(faults);
}

export interface Standing {
  /** What the payer has on the table: its last offer, or what it already allowed. */
  readonly bid: Cents;
  /** True when the payer has named an offer of its own. */
  readonly named: boolean;
  readonly ourLast: Cents | undefined;
  /** True when our last ask has had no answer. */
  readonly waiting: boolean;
  /** True when the payer went below an earlier offer of its own. */
  readonly retracted: boolean;
  readonly seen: Seen;
}

/** Pairs asks with the bids that answered them. An ask without an answer waits and teaches nothing yet. */
export function standingOf(s: NegotiationState): Standing {
  const allowed = sum(s.planCase.items.map((i) => i.allowed));
  const share = (at: number): number => Math.min(1, at / s.clock.window);
  const exchanges: Exchange[] = [];
  let bid = allowed;
  let [named, waiting, retracted] = [false, false, false];
  let ask: Cents | undefined;
  let most: Cents = ZERO;
  let first: Cents | undefined;
  for (const o of s.offers) {
    if (o.from === "us") {
      if (ask === undefined) first = bid;
      // Two asks without an answer between them: the earlier was refused by silence.
      if (waiting && ask !== undefined) exchanges.push({ ask: perDollar(ask), bid: perDollar(bid), t: share(o.at) });
      [ask, waiting] = [o.amount, true];
      continue;
    }
    if (named && o.amount < most) retracted = true;
    most = greatest(most, o.amount);
    [bid, named] = [o.amount, true];
    if (ask === undefined) continue;
    if (waiting) exchanges.push({ ask: perDollar(ask), bid: perDollar(bid), t: share(o.at) });
    else exchanges[exchanges.length - 1] = { ask: perDollar(ask), bid: perDollar(bid), t: share(o.at) };
    waiting = false;
  }
  return {
    ...{ bid, named, waiting, retracted, ourLast: ask },
    seen: { first: perDollar(first ?? bid), exchanges },
  };
}
