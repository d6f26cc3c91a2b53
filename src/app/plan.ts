import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { stateOfClaim } from "#strategy/before-talks.ts";
import { type ClaimFacts, planCaseOf } from "#strategy/from-evaluation.ts";
import { advisedOn, type Plan, type PlanGround, planOf } from "#strategy/plan.ts";
import { atStaffRate } from "#strategy/portfolio.ts";
import { nextTurn } from "#strategy/turn.ts";
import { talkDaysOf } from "#strategy/window.ts";
import { type ClaimAnswer, type ClaimAsked, type ClaimNamed, type FoundCase, findClaim, notOne } from "./find-claim.ts";
import { staffHourOf } from "./staff-hour.ts";

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

/** What papers and checks read of a plan. */
export type PlanOutline = Pick<Plan, "opening" | "target" | "floor" | "worth">;

export interface PlanRun {
  readonly answer: PlanAnswer;
  readonly problems: readonly Problem[];
}

/** A claim with what its plan stands on. */
type Planned = Pick<FoundCase, "evaluation" | "matched" | "coverage" | "outside">;

/** What a loaded table says of each line of a claim. */
function outsideOf({ evaluation, matched, coverage, outside }: Planned): ClaimFacts["outside"] {
  if (outside === undefined) return undefined;
  const { payer, place } = coverage;
  return new Map(
    evaluation.lines.map((l) => {
      const billed = matched.claim?.lines.find((b) => b.number === l.number);
      const { code, modifiers, units, date } = l;
      const at = { unit: billed?.unit ?? "UN", place: billed?.place ?? place };
      return [l.number, outside.for({ payer, code, modifiers, units, date, ...at })];
    }),
  );
}

/** What the plan of a claim needs of its facts beyond the evaluation. */
export function claimFactsOf(of: Planned): ClaimFacts {
  const { coverage } = of;
  const { qpa, open_negotiation_start: began } = coverage.facts;
  const outside = outsideOf(of);
  return {
    ...(outside === undefined ? {} : { outside }),
    ...(qpa === undefined ? {} : { qpa: { amount: qpa, source: coverage.proof.qpa ?? "facts file" } }),
    ...(began === undefined ? {} : { negotiationStart: began }),
  };
}

/** Where a claim of a folder stands before anybody has offered anything. */
export function stateFor(found: Omit<FoundCase, "table">, asOf: Day): Result<ReturnType<typeof stateOfClaim>, string> {
  const { evaluation, coverage, profile } = found;
  const made = planCaseOf(evaluation, claimFactsOf(found), asOf);
  if (!made.plannable) return err(made.why);
  return ok(stateOfClaim(evaluation, coverage.facts, atStaffRate(made.planCase, staffHourOf(profile)), asOf));
}

/** What a plan stands on: the table of a stored case, else the claim before anybody has spoken. */
function groundFor(found: FoundCase, asOf: Day): Result<PlanGround, string> {
  if (found.table !== undefined) return found.table;
  const stands = stateFor(found, asOf);
  if (!stands.ok) return stands;
  const { state, window } = stands.value;
  const turn = nextTurn(state);
  return turn.ok
    ? ok({ state, turn: turn.value, talkDays: talkDaysOf(window, asOf) })
    : err(turn.error.map((u) => `${u.field} ${u.says}`).join("; "));
}

/** The plan of a claim that was found, or why there is nothing to plan. */
export function planFor(found: FoundCase, asOf: Day): Result<Plan, string> {
  const ground = groundFor(found, asOf);
  return ground.ok ? ok(planOf(ground.value)) : ground;
}

/** The figures of the plan without its reasons: many times as fast, for papers that state no reason. */
export function outlineFor(found: FoundCase, asOf: Day): Result<PlanOutline, string> {
  const ground = groundFor(found, asOf);
  if (!ground.ok) return ground;
  const { state, turn } = ground.value;
  return ok({ ...advisedOn(state, turn), worth: turn.worth });
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
