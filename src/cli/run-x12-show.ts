import { showX12Json } from "#app/x12-json.ts";
import { showX12 } from "#app/x12-show.ts";
import type { Problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems, toJson } from "./io.ts";
import { plain } from "./style.ts";
import { harmless } from "./text.ts";

async function runJson(file: string, io: Io): Promise<ExitCode> {
  let begun = false;
  const out = {
    write: async (text: string): Promise<void> => {
      begun = true;
      await io.out.write(text);
    },
  };
  const problems = await showX12Json(file, out).catch(async (thrown: unknown): Promise<readonly Problem[]> => {
    const found = [inputProblem(thrown, file)];
    // A file that fails while it is read leaves a document that is cut, and says so by that.
    if (!begun) await io.out.write(`${toJson({ x12: 1, file, parts: [], whole: false, problems: found })}\n`);
    return found;
  });
  return exitFor(problems);
}

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  if (typed.switches.has("json")) return runJson(file, io);
  const write = (text: string) => io.out.write(plain(io.look, text.split("\n").map(harmless).join("\n")));
  const problems = await showX12(file, { write }).catch((thrown: unknown): readonly Problem[] => [
    inputProblem(thrown, file),
  ]);
  await listProblems(io, problems);
  return exitFor(problems);
}
