import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { AnswerKeys } from "#claim/answer-facts.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import type { AnswersIndex } from "#claim/facts-file.ts";
import type { MatchedClaim } from "#claim/match.ts";
import { isReceipt } from "#claim/receipt-dispute.ts";
import { factOf, readFact, readFactDay } from "#law/fact.ts";

/** Rows of a facts file that law cannot read: an unknown fact, or an answer that is not one. Located, and not used. */
function checkAnswers(answers: readonly FactAnswer[]): readonly Problem[] {
  const problems: Problem[] = [];
  for (const a of answers) {
    const at = { file: a.file, line: a.line };
    const fact = factOf(a.fact);
    if (fact === undefined) {
      problems.push(
        problem(
          "warning",
          "fact-unknown",
          { ...at, column: "fact" },
          "Parley asks no fact of this name, so the row answers nothing. `parley facts list` prints the names.",
        ),
      );
      continue;
    }
    const value = readFact(a.fact, a.value);
    if (!value.ok) {
      problems.push(
        problem(
          "warning",
          "fact-value",
          { ...at, column: "value" },
          `The answer could not be read and is not used: expected ${value.error.expected}.`,
        ),
      );
    }
    if (!fact.scopes.includes(a.scope)) {
      problems.push(
        problem(
          "warning",
          "fact-scope",
          { ...at, column: "scope" },
          `This fact is answered for a ${fact.scopes.join(", a ")}; the row is used as it stands.`,
        ),
      );
    }
  }
  return problems;
}

/** Rows that name no claim, plan, facility or payer of the folder. To be asked for after every claim was matched. */
const unusedAnswers = (unused: readonly FactAnswer[]): readonly Problem[] =>
  unused
    .filter((a) => factOf(a.fact) !== undefined)
    .map((a) =>
      problem(
        "warning",
        "facts-unused",
        { file: a.file, line: a.line, column: "key" },
        `No claim of the folder has this ${a.scope}, so the row answers nothing. Compare the key with \`parley facts list\`.`,
      ),
    );

/**
 * A day of receipt that cannot be: after the day the map is drawn for, or before the service (`served`, when known). A
 * clock would run from it all the same, so it is told. Undefined when the answer is none or the day can be.
 */
function receiptProblem(a: FactAnswer, asOf: Day, served?: Day): Problem | undefined {
  if (!isReceipt(a)) return undefined;
  const received = readFactDay(a.value);
  if (received === undefined) return undefined;
  const at = { file: a.file, line: a.line, column: "value" };
  if (received > asOf)
    return problem(
      "warning",
      "fact-future",
      at,
      "This day of receipt is after the day the map is drawn for. Nobody can know it yet; write the day it came.",
    );
  if (served === undefined || received >= served) return undefined;
  const text = "This day of receipt is before the service it pays for. Write the day the payment or denial came.";
  return problem("warning", "fact-before-service", at, text);
}

/** The first day of a claim's service, as far as its papers say. */
export const servedOn = (m: MatchedClaim): Day | undefined =>
  m.claim?.from ?? m.standing[0]?.from ?? m.remittances[0]?.from;

/** What a facts file got wrong, once every claim was asked for. */
export interface FactWatch {
  /** Takes note of a claim and the day of its service: its answered receipt cannot be earlier. */
  see(keys: AnswerKeys, served: Day | undefined): void;
  /** Every Problem of the facts file that only the claims or the day could show. To be asked for at the end. */
  problems(): readonly Problem[];
}

/** Watches the answers of a facts file while the claims of a folder go by. */
export function watchFacts(answers: readonly FactAnswer[], answersFor: AnswersIndex, asOf: Day): FactWatch {
  const early = new Map<FactAnswer, Problem>();
  const stated = answers.some(isReceipt);
  return {
    see(keys, served) {
      if (!stated) return;
      const received = answersFor(keys).get("payment_received");
      if (received === undefined || served === undefined) return;
      for (const a of [received, ...(received.against ?? [])]) {
        const found = receiptProblem(a, asOf, served);
        if (found?.code === "fact-before-service") early.set(a, found);
      }
    },
    problems: () => [
      ...checkAnswers(answers),
      ...answers.flatMap((a) => receiptProblem(a, asOf) ?? []),
      ...early.values(),
      ...unusedAnswers(answersFor.unused()),
    ],
  };
}
