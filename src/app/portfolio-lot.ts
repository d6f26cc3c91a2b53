import type { Cents } from "#base/money.ts";
import type { PlanCase } from "#strategy/plan-case.ts";
import { type Prospect, prospectOf } from "#strategy/portfolio.ts";
import { type Change, prospectIf } from "#strategy/portfolio-change.ts";
import { prospectOfTurn, prospectOfTurnIf, type TurnCase } from "#strategy/portfolio-turn.ts";
import type { Known } from "#strategy/priors.ts";

/** What the prospects of a portfolio share. Plain data: it travels between threads. */
export interface ProspectGround {
  readonly hour: Known<Cents>;
  readonly changes: readonly Change[];
}

/** A claim of a folder, which nobody negotiates yet, or a stored case with its negotiation and its client's hour of staff. */
export type ToWeigh =
  | { readonly id: string; readonly planCase: PlanCase }
  | { readonly negotiation: TurnCase; readonly hour: Known<Cents> };

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

export function weigh(of: ToWeigh, { hour, changes }: ProspectGround): Weighed {
  if ("negotiation" in of) {
    const prospect = prospectOfTurn(of.negotiation, of);
    return changes.length === 0 ? { prospect } : { prospect, after: prospectOfTurnIf(of.negotiation, of, changes) };
  }
  const { id, planCase } = of;
  const prospect = prospectOf(id, planCase, { hour });
  return changes.length === 0 ? { prospect } : { prospect, after: prospectIf(id, planCase, { hour }, changes) };
}

export const planLot = ({ ground, cases }: PlanLot): readonly Weighed[] => cases.map((of) => weigh(of, ground));
