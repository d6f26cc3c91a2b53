import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { Coverage } from "#claim/answer-facts.ts";
import { type ClaimFacts, planCaseOf } from "#strategy/from-evaluation.ts";
import { type Plan, planOf } from "#strategy/plan.ts";
import { type ClaimAnswer, type ClaimAsked, type ClaimNamed, type FoundCase, findClaim, notOne } from "./find-claim.ts";

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

/** What the plan of a claim needs of its facts beyond the evaluation. */
export function claimFactsOf(coverage: Coverage): ClaimFacts {
  const { qpa, open_negotiation_start: began } = coverage.facts;
  return {
    ...(qpa === undefined ? {} : { qpa: { amount: qpa, source: coverage.proof.qpa ?? "facts file" } }),
    ...(began === undefined ? {} : { negotiationStart: began }),
  };
}

/** The plan of a claim that was found, or why there is nothing to plan. */
export function planFor({ evaluation, coverage, learn }: FoundCase, asOf: Day): Result<Plan, string> {
  const made = planCaseOf(evaluation, claimFactsOf(coverage), asOf);
  return made.plannable ? ok(planOf(learn?.(made.planCase) ?? made.planCase)) : err(made.why);
}

function planned(answer: ClaimAnswer, asked: ClaimAsked): PlanAnswer {
  if (answer.found !== "one") return answer;
  const { evaluation } = answer.case;
  const plan = planFor(answer.case, asked.asOf);
  if (!plan.ok) return { found: "nothing to plan", why: plan.error, evaluation };
  return { found: "plan", plan: plan.value, evaluation, sources: evaluation.sources };
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
