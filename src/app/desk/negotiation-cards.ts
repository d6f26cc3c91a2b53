import { type Cents, greatest, least } from "#base/money.ts";
import type { Reason } from "#strategy/move-reasons.ts";
import { type MoveName, suggestedBy, type Waiting } from "#strategy/moves.ts";
import type { NegotiationState } from "#strategy/negotiation.ts";
import type { GuardRefusal } from "#strategy/proposal-guards.ts";
import type { Turn } from "#strategy/turn.ts";
import { compared } from "#strategy/turn-reasons.ts";

/** The moves side by side, as cards. Every figure is the turn's own. */

export type CardMove = MoveName | "wait";

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
  readonly reasons: readonly Reason[];
  readonly flips: readonly string[];
}

/** Minutes of staff that each move is thought to take: judgements, shown as such. */
export const MINUTES: Readonly<Record<CardMove, number>> = { accept: 15, counter: 20, escalate: 90, wait: 2 };

/** Interval of the counter and of a way, as the comparison of the turn has them. */
export function intervalOf(
  s: NegotiationState,
  turn: Turn,
  what: string,
): { readonly low: Cents | undefined; readonly high: Cents | undefined } {
  const row = compared(s, turn).find((x) => x.what === what);
  return { low: row?.low80, high: row?.high80 };
}

/** What the course that waiting leaves brings, within what, and how likely it ends in a price: an agreement, or the road taken. */
export function waitOutlook({ value, state, turn }: Waiting): Pick<Card, "value" | "low" | "high" | "chance"> {
  const then = suggestedBy(turn);
  if (then === "accept") return { value, low: value, high: value, chance: 1 };
  const goes = then === "escalate";
  const { low, high } = intervalOf(state, turn, goes ? turn.wayOut.label : "counter");
  return {
    value,
    low: low && least(low, value),
    high: high && greatest(high, value),
    chance: goes ? turn.wayOut.chance : turn.step.agreement,
  };
}
