import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { Result } from "#base/result.ts";
import { CURRENT_LAW } from "#case/deciding.ts";
import { evaluate } from "#case/evaluate.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import { type Coverage, coverageOf } from "#claim/answer-facts.ts";
import { loosely } from "#claim/control-number.ts";
import { answersIndex } from "#claim/facts-file.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import type { Books } from "#price/book.ts";
import { openBooks } from "#rates/shelf.ts";
import type { OutsideTable } from "#strategy/outside-benchmarks.ts";
import type { PlanGround } from "#strategy/plan.ts";
import { servedOn, watchFacts } from "./fact-problems.ts";
import { type Intake, openIntake } from "./intake.ts";

/** Which claim of which files is meant. */
export interface ClaimAsked {
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

/** A claim with everything a plan or a paper about it asks. */
export interface FoundCase {
  readonly evaluation: ClaimEvaluation;
  readonly matched: MatchedClaim;
  readonly coverage: Coverage;
  readonly profile: Profile | undefined;
  /** The benchmark table that was loaded; absent when there is none. */
  readonly outside?: OutsideTable | undefined;
  /** Where the negotiation of a stored case stands; absent where nothing is stored, and nobody has spoken yet. */
  readonly table?: Result<PlanGround, string>;
}

/** One of several claims that answer to the number asked for. */
export interface ClaimNamed {
  readonly claim: string;
  readonly payer: string;
  readonly dateOfService: Day | undefined;
  readonly source: string;
}

export type ClaimAnswer =
  | { readonly found: "one"; readonly case: FoundCase; readonly profile: Profile | undefined; readonly books: Books }
  | { readonly found: "several"; readonly claims: readonly ClaimNamed[] }
  | { readonly found: "none" };

const numberOf = (m: MatchedClaim): string => m.claim?.id ?? m.standing[0]?.id ?? m.remittances[0]?.id ?? "";

/** The claims of this number, exactly as written when there are such, else whatever case and blanks. */
function casesOf(
  asked: ClaimAsked,
  intake: Intake,
  books: Books,
): { readonly cases: readonly FoundCase[]; readonly problems: readonly Problem[] } {
  const answersFor = answersIndex(intake.facts);
  const watch = watchFacts(intake.facts, answersFor, asked.asOf);
  const shared = { profile: intake.profile, books, history: intake.history, law: CURRENT_LAW, asOf: asked.asOf };
  const wanted = loosely(asked.claim);
  const cases: FoundCase[] = [];
  for (const matched of intake.matched()) {
    // A remittance may come without a number; asking for none must not find it.
    const meant = wanted !== "" && loosely(numberOf(matched)) === wanted;
    // A row of the facts file is unused only when no claim of the folder has its key, so every claim is asked.
    if (!meant && intake.facts.length === 0) continue;
    const coverage = coverageOf(matched, intake.profile, answersFor);
    watch.see(coverage.keys, servedOn(matched));
    const { profile, outside } = intake;
    if (meant)
      cases.push({ matched, coverage, profile, outside, evaluation: evaluate({ matched, coverage, ...shared }) });
  }
  const exact = cases.filter((c) => c.evaluation.claim === asked.claim.trim());
  return { cases: exact.length > 0 ? exact : cases, problems: watch.problems() };
}

const named = ({ evaluation: e }: FoundCase): ClaimNamed => ({
  claim: e.claim,
  payer: e.payer,
  dateOfService: e.dateOfService,
  source: e.sources[0] ?? "",
});

/** Reads a folder as the map does and finds one claim of it. Problems are those of the files. */
export async function findClaim(
  asked: ClaimAsked,
): Promise<{ readonly answer: ClaimAnswer; readonly problems: readonly Problem[] }> {
  const { home, facts, profile, mapping, progress } = asked;
  const intake = await openIntake(asked.paths, { home, facts, profile, mapping, progress });
  try {
    const { books, problems } = openBooks(asked.booksDir);
    const { cases, problems: answers } = casesOf(asked, intake, books);
    const read = [...intake.files.flatMap((f) => f.problems), ...answers, ...problems];
    // Copies and replaced sendings do not make a number ambiguous; the one that counts is meant.
    const counted = cases.filter((c) => c.evaluation.setAside === undefined);
    const choice = counted.length > 0 ? counted : cases;
    const [only] = choice;
    if (only === undefined) return { answer: { found: "none" }, problems: read };
    if (choice.length > 1) return { answer: { found: "several", claims: choice.map(named) }, problems: read };
    return { answer: { found: "one", case: only, profile: intake.profile, books }, problems: read };
  } finally {
    intake.close();
  }
}

const AT = { file: "CLAIM" };

/** Why a number did not name one claim; `of` is the command that asked. The number is not repeated: it may be a patient's. */
export function notOne(of: string, answer: ClaimAnswer | { readonly found: string }): readonly Problem[] {
  if (answer.found === "none") {
    const text = "No claim in these files has that number. Check it, and the folder.";
    return [problem("error", `${of}-no-claim`, AT, text)];
  }
  if (answer.found !== "several") return [];
  const text = "Several claims have that number. Name fewer files, or the number exactly as one of them writes it.";
  return [problem("error", `${of}-several-claims`, AT, text)];
}
