import type { Day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Facts } from "#law/fact.ts";
import type { Authority } from "./authority.ts";
import { USUAL_REPLY } from "./learned.ts";
import { type NegotiationClock, type NegotiationState, STARTING_PAYER } from "./negotiation.ts";
import type { PlanCase } from "./plan-case.ts";
import { clockOf, type NegotiationWindow, windowOf } from "./window.ts";

/** Nobody has allowed anything yet: every offer is put to a person. */
const NOBODY: Authority = {
  ...{ stopped: false, messagesToday: 0, messagesADay: 1, offerLimit: usd("0.00"), approvals: [] },
};

/** Where a claim stands before anybody has offered anything, with a payer of whom nothing is known. */
export const stateBefore = (planCase: PlanCase, clock: NegotiationClock): NegotiationState => ({
  ...{ planCase, offers: [], clock, payer: STARTING_PAYER, practice: {}, authority: NOBODY },
});

/** The same of an evaluated claim on a day, with the window that runs for it. */
export function stateOfClaim(
  e: ClaimEvaluation,
  facts: Facts,
  planCase: PlanCase,
  asOf: Day,
): { readonly state: NegotiationState; readonly window: NegotiationWindow | undefined } {
  const window = windowOf(e, facts, asOf);
  const { from: _, ...clock } = clockOf(window, undefined, asOf, USUAL_REPLY);
  return { state: stateBefore(planCase, clock), window };
}
