import { type Cents, showUsd } from "#base/money.ts";
import type { Turn } from "./turn.ts";

/** A turn that would take their offer asks for it again instead, unless `stands`, the offer that may still be taken, is that one. */
export function takesStanding(turn: Turn, stands: Cents | undefined): Turn {
  if (turn.move !== "accept" || stands === turn.amount) return turn;
  const { amount: _, ...rest } = turn;
  const said = turn.amount === undefined ? "their offer" : `their offer of ${showUsd(turn.amount)}`;
  return { ...rest, move: "hold", because: `${said} would be taken, but it stands no more; ask them to renew it` };
}
