import { showX12 } from "#app/x12-show.ts";
import type { Problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems } from "./io.ts";
import { plain } from "./style.ts";
import { harmless } from "./text.ts";

/** Lines as elements of a JSON array, written as they come: a file may be larger than memory. */
function jsonLines(io: Io): (text: string) => Promise<void> {
  let first = true;
  return async (text) => {
    for (const line of text.replace(/\n$/, "").split("\n")) {
      await io.out.write(`${first ? "" : ","}\n${JSON.stringify(line)}`);
      first = false;
    }
  };
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  const json = typed.switches.has("json");
  const write = json
    ? jsonLines(io)
    : (text: string) => io.out.write(plain(io.look, text.split("\n").map(harmless).join("\n")));
  if (json) await io.out.write(`{"file":${JSON.stringify(file)},"lines":[`);
  const problems = await showX12(file, { write }).catch((thrown: unknown): readonly Problem[] => [
    inputProblem(thrown, file),
  ]);
  if (json) await io.out.write(`],"problems":${JSON.stringify(problems)}}\n`);
  else await listProblems(io, problems);
  return exitFor(problems);
}
