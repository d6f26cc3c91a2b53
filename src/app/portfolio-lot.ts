import type { Cents } from "#base/money.ts";
import type { Prospect } from "#strategy/portfolio.ts";
import type { Change } from "#strategy/portfolio-change.ts";
import { prospectOfTurn, prospectOfTurnIf, type TurnCase } from "#strategy/portfolio-turn.ts";
import type { Known } from "#strategy/priors.ts";

/** What the prospects of a portfolio share. Plain data: it travels between threads. */
export interface ProspectGround {
  readonly changes: readonly Change[];
}

/** A case with where its negotiation stands, begun or not, and what an hour of its client's staff costs. */
export interface ToWeigh {
  readonly negotiation: TurnCase;
  readonly hour: Known<Cents>;
}

/** A case as a prospect, and as one under the changes. */
export interface Weighed {
  readonly prospect: Prospect;
  readonly after?: Prospect;
}

/** Some cases: what a thread is asked to plan at a time. */
export interface PlanLot {
  readonly ground: ProspectGround;
  readonly cases: readonly ToWeigh[];
}

export function weigh(of: ToWeigh, { changes }: ProspectGround): Weighed {
  const prospect = prospectOfTurn(of.negotiation, of);
  return changes.length === 0 ? { prospect } : { prospect, after: prospectOfTurnIf(of.negotiation, of, changes) };
}

export const planLot = ({ ground, cases }: PlanLot): readonly Weighed[] => cases.map((of) => weigh(of, ground));
