import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { EXAMPLE_FUNCTIONS } from "./example-functions.ts";
import { ExampleInput, isRecord } from "./example-input.ts";

export interface StrategyExampleRow {
  readonly id: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly reason?: string;
}

export interface StrategyExampleReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly rows: readonly StrategyExampleRow[];
}

const TOLERANCE = 1e-6;

/** Close in relative or absolute terms, whichever is kinder. */
function close(a: number, b: number, tolerance: number): boolean {
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= Math.max(tolerance * Math.max(Math.abs(a), Math.abs(b)), tolerance);
}

/** Where the result differs from what is expected; keys the example does not name are free. */
function differences(actual: unknown, expected: unknown, tolerance: number, at: string): readonly string[] {
  const here = at === "" ? "the result" : at;
  if (typeof expected === "number") {
    if (typeof actual === "boolean") return differences(Number(actual), expected, tolerance, at);
    if (typeof actual !== "number") return [`${here} is not a number`];
    return close(actual, expected, tolerance) ? [] : [`${here} is ${actual}, expected ${expected}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${here} is not a list`];
    if (actual.length !== expected.length) return [`${here} has ${actual.length} items, expected ${expected.length}`];
    return expected.flatMap((x: unknown, i) => differences(actual[i], x, tolerance, `${at}[${i}]`));
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return [`${here} has no parts`];
    return Object.keys(expected).flatMap((key) =>
      Object.hasOwn(actual, key)
        ? differences(actual[key], expected[key], tolerance, at === "" ? key : `${at}.${key}`)
        : [`${at === "" ? key : `${at}.${key}`} is missing`],
    );
  }
  // A truth that is expected is met by one, and a falsehood by nothing.
  const value = typeof expected === "boolean" && typeof actual === "number" ? actual === 1 : (actual ?? null);
  return value === expected ? [] : [`${here} is ${JSON.stringify(value)}, expected ${JSON.stringify(expected)}`];
}

const DIFFERENCES_SHOWN = 3;

function runOne(item: unknown, at: number): StrategyExampleRow {
  const id = isRecord(item) && typeof item.id === "string" ? item.id : `example ${at + 1}`;
  const skipped = (reason: string): StrategyExampleRow => ({ id, outcome: "skipped", reason });
  if (!isRecord(item) || typeof item.fn !== "string") return skipped("it names no formula (fn)");
  if (!isRecord(item.input)) return skipped("it has no input");
  const { expected } = item;
  if (expected === undefined || (isRecord(expected) && Object.keys(expected).length === 0))
    return skipped("it expects nothing that can be checked");
  const formula = EXAMPLE_FUNCTIONS.get(item.fn);
  if (formula === undefined) return skipped(`formula ${item.fn} is not built`);
  const input = new ExampleInput(item.input);
  const sum = formula(input);
  const unread = input.problems();
  if (unread.length > 0) return skipped(unread.join("; "));
  const { tol } = item;
  const tolerance = typeof tol === "number" && tol >= 0 ? tol : TOLERANCE;
  const found = differences(sum(), expected, tolerance, "");
  if (found.length === 0) return { id, outcome: "passed" };
  const more = found.length > DIFFERENCES_SHOWN ? `; and ${found.length - DIFFERENCES_SHOWN} more` : "";
  return { id, outcome: "failed", reason: found.slice(0, DIFFERENCES_SHOWN).join("; ") + more };
}

/**
 * Runs a file of worked examples against the formulas of this room: each passes, fails with what differed, or is skipped
 * with its reason. Nothing is decided by an example's id. `file` is the name shown in the Problem.
 */
export function runStrategyExamples(json: unknown, file = "examples"): Result<StrategyExampleReport, Problem> {
  if (!isRecord(json) || !Array.isArray(json.examples)) {
    return err(
      problem(
        "error",
        "strategy-examples-malformed",
        { file },
        "The file is not one of strategy examples: it needs a list named examples. Give a file of that form.",
      ),
    );
  }
  const rows = json.examples.map((item: unknown, i) => runOne(item, i));
  const count = (outcome: StrategyExampleRow["outcome"]): number => rows.filter((r) => r.outcome === outcome).length;
  return ok({ passed: count("passed"), failed: count("failed"), skipped: count("skipped"), rows });
}
