import { type Problem, problem, type Severity } from "#base/problem.ts";

/** Problems of one file, at most this many told singly. */
const MOST_TOLD = 50;

/** Collects the Problems of one file and counts the rest, so that a wholly wrong file does not bury the others. */
export interface Findings {
  /** A line that is costly to find may be given as a function: it is asked only for Problems that are told. */
  add(
    severity: Severity,
    code: string,
    line: number | (() => number) | undefined,
    column: string | undefined,
    message: string,
  ): void;
  /** Everything found, with one closing Problem for those not told singly. */
  all(): readonly Problem[];
}

export function findings(file: string): Findings {
  const told: Problem[] = [];
  let untold = 0;
  return {
    add(severity, code, line, column, message) {
      if (told.length >= MOST_TOLD) {
        untold++;
        return;
      }
      const at = {
        file,
        ...(line === undefined ? {} : { line: typeof line === "number" ? line : line() }),
        ...(column === undefined ? {} : { column }),
      };
      told.push(problem(severity, code, at, message));
    },
    all() {
      if (untold === 0) return told;
      const severity = told.some((p) => p.severity === "error") ? "error" : "warning";
      return [
        ...told,
        problem(severity, "book-more", { file }, `${untold} more Problems of this file are not listed one by one`),
      ];
    },
  };
}
