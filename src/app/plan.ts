import { type Problem, problem } from "#base/problem.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { planCaseOf } from "#strategy/from-evaluation.ts";
import { type Plan, planOf } from "#strategy/plan.ts";
import { type ClaimAnswer, type ClaimAsked, type ClaimNamed, claimFactsOf, findClaim, notOne } from "./find-claim.ts";

export type PlanAnswer =
  | {
      readonly found: "plan";
      readonly plan: Plan;
      readonly evaluation: ClaimEvaluation;
      readonly sources: readonly string[];
    }
  | { readonly found: "nothing to plan"; readonly why: string; readonly evaluation: ClaimEvaluation }
  | { readonly found: "several"; readonly claims: readonly ClaimNamed[] }
  | { readonly found: "none" };

export interface PlanRun {
  readonly answer: PlanAnswer;
  readonly problems: readonly Problem[];
}

function planned(answer: ClaimAnswer, asked: ClaimAsked): PlanAnswer {
  if (answer.found !== "one") return answer;
  const { evaluation, coverage } = answer.case;
  const made = planCaseOf(evaluation, claimFactsOf(coverage), asked.asOf);
  if (!made.plannable) return { found: "nothing to plan", why: made.why, evaluation };
  return { found: "plan", plan: planOf(made.planCase), evaluation, sources: evaluation.sources };
}

/** Reads a folder as the map does and plans one claim of it. */
export async function runPlan(asked: ClaimAsked): Promise<PlanRun> {
  const found = await findClaim(asked);
  const answer = planned(found.answer, asked);
  const nothing =
    answer.found === "nothing to plan"
      ? [problem("warning", "plan-nothing", { file: "CLAIM" }, `There is nothing to plan: ${answer.why}.`)]
      : [];
  return { answer, problems: [...found.problems, ...notOne("plan", answer), ...nothing] };
}
