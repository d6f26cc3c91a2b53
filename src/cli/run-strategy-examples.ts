import { readStrategyExamples } from "#app/strategy-examples.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { StrategyExampleRow } from "#strategy/examples.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems, print, printJson, say } from "./io.ts";
import { paint } from "./style.ts";
import { clean } from "./text.ts";

/** A failed example is an error of the input or of the formulas: either way somebody must look. */
const failedProblem = (file: string, row: StrategyExampleRow): Problem =>
  problem(
    "error",
    "strategy-example-failed",
    { file, element: row.id },
    row.reason ?? "The example expects something else.",
  );

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  const json = typed.switches.has("json");
  const report = readStrategyExamples(file, (thrown) => inputProblem(thrown, file));
  if (!report.ok) {
    if (json) await printJson(io, { file, passed: 0, failed: 0, skipped: 0, examples: [], problems: [report.error] });
    else await listProblems(io, [report.error]);
    return 2;
  }
  const { passed, failed, skipped, rows } = report.value;
  const problems = rows.filter((r) => r.outcome === "failed").map((r) => failedProblem(file, r));
  if (json) await printJson(io, { file, passed, failed, skipped, examples: rows, problems });
  else {
    for (const r of rows.filter((r) => r.outcome === "skipped"))
      await say(io, `${paint(io.errLook, "quiet", "skipped")}  ${clean(r.id)}: ${clean(r.reason ?? "")}`);
    await listProblems(io, problems);
    await print(io, `${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  return exitFor(problems);
}
