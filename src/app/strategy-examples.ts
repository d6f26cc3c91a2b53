import { readFileSync } from "node:fs";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { runStrategyExamples, type StrategyExampleReport } from "#strategy/examples.ts";

function parsed(text: string, file: string): Result<unknown, Problem> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(
      problem("error", "strategy-examples-malformed", { file }, "The file is not JSON. Give a file of examples."),
    );
  }
}

/** Reads and runs a file of strategy examples; `unopened` says what is wrong with a file that cannot be opened. */
export function readStrategyExamples(
  file: string,
  unopened: (thrown: unknown) => Problem,
): Result<StrategyExampleReport, Problem> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (thrown) {
    return err(unopened(thrown));
  }
  const json = parsed(text, file);
  return json.ok ? runStrategyExamples(json.value, file) : json;
}
