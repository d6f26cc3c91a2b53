import { type Problem, problem } from "#base/problem.ts";
import type { FactAnswer } from "#claim/fact-answer.ts";
import { factOf, readFact } from "#law/fact.ts";

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
