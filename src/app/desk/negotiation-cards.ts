import type { Cents } from "#base/money.ts";
import type { Reason } from "#strategy/move-reasons.ts";
import type { MoveName } from "#strategy/moves.ts";
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
