import { recognizeFile } from "#app/recognize-file.ts";
import { problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems, print, printJson } from "./io.ts";
import { clean } from "./text.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  const answer = await recognizeFile(file).catch((thrown: unknown) => inputProblem(thrown, file));
  if (!("ok" in answer) || !answer.ok) {
    const problems = ["ok" in answer ? problem("error", "recognize-unread", { file }, answer.error) : answer];
    if (typed.switches.has("json")) await printJson(io, { file, found: [], problems });
    else await listProblems(io, problems);
    return exitFor(problems);
  }
  const read = answer.value;
  if (typed.switches.has("json")) {
    await printJson(io, { ...read, problems: [] });
    return 0;
  }
  if (read.found.length === 0) await print(io, "Nobody of the directory is named in it.");
  for (const r of read.found) {
    await print(io, `${r.name}, ${r.sure}`);
    for (const c of r.clues)
      await print(
        io,
        `  “${clean(c.words)}” in ${c.where}, ${c.from}-${c.to}${c.doubt === undefined ? "" : `. ${c.doubt}`}`,
      );
  }
  return 0;
}
