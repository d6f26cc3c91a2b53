import { type Cents, cents, divide, greatest, least, plus, ZERO } from "#base/money.ts";
import type { NegotiationState, OfferMade, Standing } from "./negotiation.ts";
import { nextTurn, type TurnMove } from "./turn.ts";

/** The concession plan: what the engine would do next, for each way in which the other side may answer an ask. */

export const ANSWERED = ["silence", "no move", "a small step", "half way", "nearly all the way"] as const;
export type Answered = (typeof ANSWERED)[number];

/** Thousandths of the gap between their bid and our ask that an answer comes up by. */
const STEPS: readonly (readonly [Answered, bigint])[] = [
  ["no move", 0n],
  ["a small step", 150n],
  ["half way", 500n],
  ["nearly all the way", 900n],
];

export interface AskAhead {
  readonly answer: Answered;
  /** What they would have on the table then. */
  readonly bid: Cents;
  /** What the engine would do then, and at which amount. */
  readonly move: TurnMove;
  readonly amount: Cents | undefined;
  readonly because: string;
}

/**
 * One row for each answer, the least first: the turn that the same engine takes after `ask` was answered so. An ask that is
 * our last and has no answer yet is out already; any other is thought to be made today.
 * @param replyDays business days until they answer
 * @throws nothing; a state that gives no turn gives no rows
 */
export function asksAhead(
  s: NegotiationState,
  ask: Cents,
  { bid, ourLast, waiting }: Pick<Standing, "bid" | "ourLast" | "waiting">,
  replyDays: number,
): readonly AskAhead[] {
  const { clock, offers } = s;
  const isOut = waiting && ourLast === ask;
  const asked: readonly OfferMade[] = isOut ? offers : [...offers, { from: "us", amount: ask, at: clock.elapsed }];
  const elapsed = clock.elapsed + Math.max(1, Math.round(replyDays));
  const asksLeft = isOut ? clock.asksLeft : Math.max(0, clock.asksLeft - 1);
  const gap = greatest(ZERO, cents(ask - bid));
  const rowOf = (answer: Answered, to: Cents, made: readonly OfferMade[]): readonly AskAhead[] => {
    const turn = nextTurn({ ...s, clock: { ...clock, elapsed, asksLeft }, offers: made });
    if (!turn.ok) return [];
    const { move, amount, because } = turn.value;
    return [{ answer, bid: to, move, amount, because }];
  };
  return [
    ...rowOf("silence", bid, asked),
    ...STEPS.flatMap(([answer, permille]) => {
      const to = least(greatest(ask, bid), plus(bid, cents(divide(gap * permille, 1000n, "down"))));
      return rowOf(answer, to, [...asked, { from: "payer", amount: to, at: elapsed }]);
    }),
  ];
}
