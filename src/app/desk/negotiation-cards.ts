import { type Cents, cents, greatest, showUsd, ZERO } from "#base/money.ts";
import type { NegotiationState } from "#strategy/negotiation.ts";
import { wordsOf } from "#strategy/plan.ts";
import { REASONS, type ReasonId } from "#strategy/plan-case.ts";
import type { GuardRefusal } from "#strategy/proposal-guards.ts";
import { fromPerDollar, perDollar } from "#strategy/scale.ts";
import { leastStep, STYLE } from "#strategy/step.ts";
import { nextTurn, type Turn, type TurnMove } from "#strategy/turn.ts";
import { compared, TURN_REASONS, type TurnReasonId, withoutTurnReason } from "#strategy/turn-reasons.ts";

/** The moves side by side. Every figure is the turn's own, and every effect is a rerun of it without one reason. */

export type CardMove = "accept" | "counter" | "escalate" | "wait";

export interface CardReason {
  readonly id: TurnReasonId;
  readonly text: string;
  /** What the move is worth more because of it; negative where it is worth less. */
  readonly effect: Cents;
  readonly source: string;
  readonly prior: boolean;
}

export interface Card {
  readonly move: CardMove;
  readonly label: string;
  readonly amount: Cents | undefined;
  readonly value: Cents | undefined;
  readonly low: Cents | undefined;
  readonly high: Cents | undefined;
  readonly chance: number | undefined;
  readonly days: number | undefined;
  readonly fees: Cents;
  readonly minutes: number;
  readonly suggested: boolean;
  readonly open: boolean;
  readonly why: string;
  readonly needs: readonly GuardRefusal[];
  readonly reasons: readonly CardReason[];
  readonly flips: readonly string[];
}

/** Minutes of staff that each move is thought to take: judgements, shown as such. */
export const MINUTES: Readonly<Record<CardMove, number>> = { accept: 15, counter: 20, escalate: 90, wait: 2 };

/** What each move brings in a state. */
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

/** Whether there is anything to ask for at all. */
export const mayCounter = (s: NegotiationState, turn: Turn): boolean =>
  s.clock.asksLeft > 0 && turn.floor <= turn.cap && turn.cap > turn.worth.accept;

export const valuesOfTurn = (s: NegotiationState, turn: Turn): Values => ({
  accept: turn.standing.named ? turn.standing.bid : turn.worth.accept,
  counter: mayCounter(s, turn) ? greatest(turn.worth.accept, fromPerDollar(turn.step.value, "half-up")) : undefined,
  escalate: bestWay(turn)?.value,
});

/** The same of a state; undefined where it cannot be reckoned. */
export function valuesOf(s: NegotiationState): Values | undefined {
  const turn = nextTurn(s);
  return turn.ok ? valuesOfTurn(s, turn.value) : undefined;
}

const OWN_WORDS: Readonly<Record<Exclude<TurnReasonId, ReasonId>, { text: string; source: string }>> = {
  "payer's offers": { text: "what the payer has offered so far", source: "the log of offers" },
  "practice floor": { text: "the floor the practice set", source: "the floor that was set" },
  "asks left": { text: "the asks that are left in the time there is", source: "the payer's usual time to answer" },
};

const isPlanReason = (id: TurnReasonId): id is ReasonId => (REASONS as readonly string[]).includes(id);

function wordsFor(s: NegotiationState, id: TurnReasonId): Omit<CardReason, "effect" | "id"> | undefined {
  if (isPlanReason(id)) return wordsOf(s.planCase, id);
  const source = id === "practice floor" ? s.planCase.practiceFloor?.source : undefined;
  return { text: OWN_WORDS[id].text, source: source ?? OWN_WORDS[id].source, prior: false };
}

const MOVES = ["accept", "counter", "escalate"] as const;
const size = (a: Cents): bigint => (a < 0n ? -a : a);

/** What each reason changes of each move, the strongest first. A move that is gone leaves what was allowed. */
export async function effectsOf(
  s: NegotiationState,
  now: Values,
  pause: () => Promise<void>,
): Promise<Readonly<Record<(typeof MOVES)[number], readonly CardReason[]>>> {
  const found: Record<(typeof MOVES)[number], CardReason[]> = { accept: [], counter: [], escalate: [] };
  for (const id of TURN_REASONS) {
    const words = wordsFor(s, id);
    if (words === undefined) continue;
    await pause();
    const without = valuesOf(withoutTurnReason(s, id));
    if (without === undefined) continue;
    for (const move of MOVES) {
      const is = now[move];
      if (is === undefined) continue;
      const effect = cents(is - (without[move] ?? without.accept));
      if (effect !== 0n) found[move].push({ id, ...words, effect });
    }
  }
  for (const move of MOVES)
    found[move].sort((a, b) => (size(a.effect) === size(b.effect) ? 0 : size(a.effect) > size(b.effect) ? -1 : 1));
  return found;
}

const SUGGESTS: Readonly<Record<TurnMove, CardMove>> = {
  open: "counter",
  counter: "counter",
  accept: "accept",
  hold: "wait",
  escalate: "escalate",
  walk: "accept",
};
export const suggestedBy = (turn: Pick<Turn, "move">): CardMove => SUGGESTS[turn.move];

/** What a counter would ask now, whatever the turn would rather do; undefined where nothing can be asked. */
export function askOf(s: NegotiationState, turn: Turn): Cents | undefined {
  if ((turn.move === "open" || turn.move === "counter") && turn.amount !== undefined) return turn.amount;
  if (!mayCounter(s, turn)) return undefined;
  const ask = fromPerDollar(Math.floor(turn.step.price), "down");
  const most =
    turn.standing.ourLast !== undefined && turn.standing.ourLast < turn.cap ? turn.standing.ourLast : turn.cap;
  if (turn.floor > most) return undefined;
  return ask < turn.floor ? turn.floor : ask > most ? most : ask;
}

/** Whether the desk holds because coming down to `ask` would be no step that anybody hears. */
export function isNoStep({ move, standing }: Turn, ask: Cents): boolean {
  const { ourLast, bid } = standing;
  if (move !== "hold" || ourLast === undefined) return false;
  return perDollar(cents(ourLast - ask)) < leastStep(STYLE.least, perDollar(ourLast), perDollar(bid));
}

/** Interval of the counter and of a way, as the comparison of the turn has them. */
export function intervalOf(
  s: NegotiationState,
  turn: Turn,
  what: string,
): { readonly low: Cents | undefined; readonly high: Cents | undefined } {
  const row = compared(s, turn).find((x) => x.what === what);
  return { low: row?.low80, high: row?.high80 };
}

/** Why a counter is not open. */
export function whyNoCounter(s: NegotiationState, turn: Turn): string {
  if (s.clock.asksLeft === 0) return "no ask is left in the time there is";
  if (turn.floor > turn.cap)
    return `the floor of ${showUsd(turn.floor)} lies above the ${showUsd(turn.cap)} that can be defended`;
  return "nothing known says what could be asked for";
}
