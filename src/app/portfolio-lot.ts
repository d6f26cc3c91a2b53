import type { Cents } from "#base/money.ts";
import type { PlanCase } from "#strategy/plan-case.ts";
import { type Prospect, prospectOf } from "#strategy/portfolio.ts";
import { type Change, prospectIf } from "#strategy/portfolio-change.ts";
import type { Known } from "#strategy/priors.ts";

/** What the prospects of a portfolio share. Plain data: it travels between threads. */
export interface ProspectGround {
  readonly hour: Known<Cents>;
  readonly changes: readonly Change[];
}

/** A case as a prospect, and as one under the changes. */
export interface Weighed {
  readonly prospect: Prospect;
  readonly after?: Prospect;
}

/** Some cases: what a thread is asked to plan at a time. */
export interface PlanLot {
  readonly ground: ProspectGround;
  readonly cases: readonly { readonly id: string; readonly planCase: PlanCase }[];
}

export function weigh(id: string, planCase: PlanCase, { hour, changes }: ProspectGround, offer?: Cents): Weighed {
  const terms = { hour, ...(offer === undefined ? {} : { offer }) };
  const prospect = prospectOf(id, planCase, terms);
  return changes.length === 0 ? { prospect } : { prospect, after: prospectIf(id, planCase, terms, changes) };
}

export const planLot = ({ ground, cases }: PlanLot): readonly Weighed[] =>
  cases.map(({ id, planCase }) => weigh(id, planCase, ground));
