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

/** Where a row stands, for a Problem about one that stands there twice. */
interface RowAt {
  readonly found: Findings;
  readonly line: () => number;
  readonly column: string;
  /** What two rows share: "locality", "code". */
  readonly what: string;
}

/** Keeps the first row of a key. The same row again is a warning, a different one an error. */
export function keepFirst(rows: Map<string, string>, key: string, row: string, at: RowAt): void {
  const before = rows.get(key);
  if (before === undefined) rows.set(key, row);
  else if (before === row) {
    at.found.add(
      "warning",
      "book-row-twice",
      at.line,
      at.column,
      "this row stands in the file twice: it was read once",
    );
  } else {
    at.found.add(
      "error",
      "book-row-twice",
      at.line,
      at.column,
      `a second, different row for the same ${at.what}: the first counts`,
    );
  }
}
