import type { Day } from "#base/day.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { factOf, readFact, readFactDay } from "#law/fact.ts";

/** Rows of a facts file that law cannot read: an unknown fact, or an answer that is not one. Located, and not used. */
export function checkAnswers(answers: readonly FactAnswer[]): readonly Problem[] {
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
export const unusedAnswers = (unused: readonly FactAnswer[]): readonly Problem[] =>
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
export function receiptProblem(a: FactAnswer, asOf: Day, served?: Day): Problem | undefined {
  if (factOf(a.fact)?.id !== "payment_received") return undefined;
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

/** Answered days of receipt that are still to come. */
export const futureReceipts = (answers: readonly FactAnswer[], asOf: Day): readonly Problem[] =>
  answers.flatMap((a) => receiptProblem(a, asOf) ?? []);
