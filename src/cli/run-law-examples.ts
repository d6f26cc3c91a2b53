import { readFileSync } from "node:fs";
import { type Problem, problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { type LawExampleRow, runLawExamples } from "#law/examples.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems, print, printJson, say } from "./io.ts";
import { paint } from "./style.ts";
import { clean } from "./text.ts";

function readJson(file: string): Result<unknown, Problem> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (thrown) {
    return err(inputProblem(thrown, file));
  }
  try {
    return ok(JSON.parse(text));
  } catch {
    return err(
      problem("error", "law-examples-malformed", { file }, "The file is not JSON. Give a file of law examples."),
    );
  }
}

/** A failed example is an error of the input or of the law: either way somebody must look. */
const failedProblem = (file: string, row: LawExampleRow): Problem =>
  problem(
    "error",
    "law-example-failed",
    { file, element: row.id },
    row.reason ?? "The example expects something else.",
  );

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  const json = typed.switches.has("json");
  const read = readJson(file);
  const report = read.ok ? runLawExamples(read.value, file) : read;
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
