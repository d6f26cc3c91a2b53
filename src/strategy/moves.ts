import { type Cents, cents, greatest, least, showUsd, ZERO } from "#base/money.ts";
import type { NegotiationState } from "./negotiation.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { leastStep, STYLE } from "./step.ts";
import { askWithin, nextTurn, type Turn, type TurnMove } from "./turn.ts";
import { isArgued } from "./worth.ts";

/** The moves of a turn side by side: the one reckoning that a plan, a desk, a notice and a portfolio all read. */

export type MoveName = "accept" | "counter" | "escalate";

/** What each move brings in a state, in total allowed and today's money. */
export interface Values {
  readonly accept: Cents;
  readonly counter: Cents | undefined;
  readonly escalate: Cents | undefined;
}

/** The best way that needs no consent; undefined where none is open and valued. */
export const bestWay = (turn: Turn) =>
  turn.channels
    .filter((c) => c.available && c.id !== "accept" && c.id !== "lawsuit" && c.value !== undefined)
    .reduce<Turn["channels"][number] | undefined>(
      (m, c) => (m === undefined || (c.value ?? ZERO) > (m.value ?? ZERO) ? c : m),
      undefined,
    );

/** Why there is nothing to ask for; undefined where there is. */
export function whyNoAsk(s: NegotiationState, turn: Turn): string | undefined {
  if (isArgued(s.planCase) && !turn.standing.named) return "a denial is argued, not priced";
  if (turn.floor <= turn.cap && turn.worth.target === undefined) return "nothing known says what could be asked for";
  if (s.clock.asksLeft === 0) return "no ask is left in the time there is";
  if (turn.floor > turn.cap)
    return `the floor of ${showUsd(turn.floor)} lies above the ${showUsd(turn.cap)} that can be defended`;
  return turn.cap > turn.worth.accept ? undefined : "nothing above what was allowed can be defended";
}

export function valuesOfTurn(s: NegotiationState, turn: Turn): Values {
  const counter = greatest(turn.worth.accept, fromPerDollar(turn.step.value, "half-up"));
  return {
    accept: turn.standing.named ? turn.standing.bid : turn.worth.accept,
    counter: whyNoAsk(s, turn) === undefined ? counter : undefined,
    escalate: bestWay(turn)?.value,
  };
}

/** The same of a state; undefined where it cannot be reckoned. */
export function valuesOf(s: NegotiationState): Values | undefined {
  const turn = nextTurn(s);
  return turn.ok ? valuesOfTurn(s, turn.value) : undefined;
}

/** What saying nothing leaves: its worth, and the course as it would stand then. */
export interface Waiting {
  readonly value: Cents;
  readonly state: NegotiationState;
  readonly turn: Turn;
}

/**
 * Saying nothing for `days` business days: the course as it would stand then, with one ask less. Waiting is a part of every
 * course, so it is never worth more than the best of them. Undefined where the state cannot be reckoned then.
 */
export function waitingOn(s: NegotiationState, turn: Turn, days: number): Waiting | undefined {
  const { elapsed, asksLeft } = s.clock;
  const clock = { ...s.clock, elapsed: elapsed + days, asksLeft: Math.max(0, asksLeft - 1) };
  // A right that ends meanwhile is no way out then.
  const ways = s.planCase.ways.map((w) =>
    w.daysLeft === undefined ? w : { ...w, daysLeft: w.daysLeft - days, open: w.open && w.daysLeft > days },
  );
  const state = { ...s, clock, planCase: { ...s.planCase, ways } };
  const then = nextTurn(state);
  if (!then.ok) return undefined;
  const { accept, counter } = valuesOfTurn(s, turn);
  const value = least(then.value.value, [accept, counter ?? accept].reduce(greatest, turn.value));
  return { value, state, turn: then.value };
}

const SUGGESTS: Readonly<Record<TurnMove, MoveName | "wait">> = {
  open: "counter",
  counter: "counter",
  accept: "accept",
  hold: "wait",
  escalate: "escalate",
  walk: "accept",
};
export const suggestedBy = (turn: Pick<Turn, "move">): MoveName | "wait" => SUGGESTS[turn.move];

/** What a counter would ask now, whatever the turn would rather do; undefined where nothing can be asked. */
export function askOf(s: NegotiationState, turn: Turn): Cents | undefined {
  if ((turn.move === "open" || turn.move === "counter") && turn.amount !== undefined) return turn.amount;
  if (whyNoAsk(s, turn) !== undefined) return undefined;
  const most = least(turn.cap, turn.standing.ourLast ?? turn.cap);
  return turn.floor > most ? undefined : askWithin(turn, turn.worth.target, most);
}

/** Whether the desk holds because coming down to `ask` would be no step that anybody hears. */
export function isNoStep({ move, standing }: Turn, ask: Cents): boolean {
  const { ourLast, bid } = standing;
  if (move !== "hold" || ourLast === undefined) return false;
  return perDollar(cents(ourLast - ask)) < leastStep(STYLE.least, perDollar(ourLast), perDollar(bid));
}

/**
 * The least that may be asked or taken (G1): the practice's own word where it gave one, else what the way out is worth.
 * Never less than what was allowed already.
 */
export const floorOfTurn = (s: NegotiationState, turn: Turn): Cents =>
  s.planCase.practiceFloor === undefined ? turn.floor : greatest(s.planCase.practiceFloor.value, turn.worth.accept);
