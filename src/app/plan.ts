import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { coverageOf } from "#claim/answer-facts.ts";
import { loosely } from "#claim/control-number.ts";
import { answersIndex } from "#claim/facts-file.ts";
import { openBooks } from "#rates/shelf.ts";
import { type ClaimFacts, planCaseOf } from "#strategy/from-evaluation.ts";
import { type Plan, planOf } from "#strategy/plan.ts";
import { servedOn, watchFacts } from "./fact-problems.ts";
import { type Intake, openIntake } from "./intake.ts";

export interface PlanOptions {
  /** The claim's own number, in any case and with or without blanks. */
  readonly claim: string;
  readonly paths: readonly string[];
  readonly asOf: Day;
  readonly home: string;
  readonly booksDir: string;
  readonly facts?: string | undefined;
  readonly profile?: string | undefined;
  readonly mapping?: string | undefined;
  readonly progress?: ((done: number, total: number, stage: string) => void) | undefined;
}

/** One of several claims that answer to the number asked for. */
export interface ClaimNamed {
  readonly claim: string;
  readonly payer: string;
  readonly dateOfService: Day | undefined;
  readonly source: string;
}

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

interface Hit {
  readonly evaluation: ClaimEvaluation;
  readonly facts: ClaimFacts;
}

/** The claims of this number, exactly as written when there are such, else whatever case and blanks. */
function hitsOf(
  options: PlanOptions,
  intake: Intake,
): { readonly hits: readonly Hit[]; readonly problems: readonly Problem[] } {
  const { books, problems } = openBooks(options.booksDir);
  const answersFor = answersIndex(intake.facts);
  const watch = watchFacts(intake.facts, answersFor, options.asOf);
  const shared = { profile: intake.profile, books, history: intake.history, law: CURRENT_LAW, asOf: options.asOf };
  const wanted = loosely(options.claim);
  const hits: Hit[] = [];
  // A remittance may come without a number; asking for none must not find it.
  for (const matched of intake.matched()) {
    const id = matched.claim?.id ?? matched.standing[0]?.id ?? matched.remittances[0]?.id ?? "";
    const meant = wanted !== "" && loosely(id) === wanted;
    // A row of the facts file is unused only when no claim of the folder has its key, so every claim is asked.
    if (!meant && intake.facts.length === 0) continue;
    const coverage = coverageOf(matched, intake.profile, answersFor);
    watch.see(coverage.keys, servedOn(matched));
    if (!meant) continue;
    const { qpa } = coverage.facts;
    const source = coverage.proof.qpa ?? "facts file";
    const began = coverage.facts.open_negotiation_start;
    hits.push({
      evaluation: evaluate({ matched, coverage, ...shared }),
      facts: {
        ...(qpa === undefined ? {} : { qpa: { amount: qpa, source } }),
        ...(began === undefined ? {} : { negotiationStart: began }),
      },
    });
  }
  const exact = hits.filter((h) => h.evaluation.claim === options.claim.trim());
  return { hits: exact.length > 0 ? exact : hits, problems: [...watch.problems(), ...problems] };
}

const named = ({ evaluation: e }: Hit): ClaimNamed => ({
  claim: e.claim,
  payer: e.payer,
  dateOfService: e.dateOfService,
  source: e.sources[0] ?? "",
});

function answerOf(hits: readonly Hit[], asOf: Day): PlanAnswer {
  // Copies and replaced sendings do not make a number ambiguous; the one that counts is meant.
  const counted = hits.filter((h) => h.evaluation.setAside === undefined);
  const choice = counted.length > 0 ? counted : hits;
  const [only] = choice;
  if (only === undefined) return { found: "none" };
  if (choice.length > 1) return { found: "several", claims: choice.map(named) };
  const { evaluation, facts } = only;
  const made = planCaseOf(evaluation, facts, asOf);
  if (!made.plannable) return { found: "nothing to plan", why: made.why, evaluation };
  return { found: "plan", plan: planOf(made.planCase), evaluation, sources: evaluation.sources };
}

/** Reads a folder as the map does and plans one claim of it. */
export async function runPlan(options: PlanOptions): Promise<PlanRun> {
  const { home, facts, profile, mapping, progress } = options;
  const intake = await openIntake(options.paths, { home, facts, profile, mapping, progress });
  try {
    const { hits, problems } = hitsOf(options, intake);
    const answer = answerOf(hits, options.asOf);
    const read = [...intake.files.flatMap((f) => f.problems), ...problems];
    return { answer, problems: [...read, ...unanswered(answer)] };
  } finally {
    intake.close();
  }
}

/** What of the answer is an error of the question. The number asked for is not repeated: it may be a patient's. */
function unanswered(answer: PlanAnswer): readonly Problem[] {
  const at = { file: "CLAIM" };
  switch (answer.found) {
    case "none":
      return [
        problem("error", "plan-no-claim", at, "No claim in these files has that number. Check it, and the folder."),
      ];
    case "several":
      return [
        problem(
          "error",
          "plan-several-claims",
          at,
          "Several claims have that number. Name fewer files, or the number exactly as one of them writes it.",
        ),
      ];
    case "nothing to plan":
      return [problem("warning", "plan-nothing", at, `There is nothing to plan: ${answer.why}.`)];
    case "plan":
      return [];
  }
}
