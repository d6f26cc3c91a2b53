import { writeX12, type X12Write } from "#app/x12-json.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems, printJson } from "./io.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  const json = typed.switches.has("json");
  const sink = json ? { write: async () => {} } : io.out;
  const done = await writeX12(file, sink).catch(
    (thrown: unknown): X12Write => ({ written: false, bytes: 0, segments: 0, problems: [inputProblem(thrown, file)] }),
  );
  if (json) await printJson(io, { file, ...done });
  else await listProblems(io, done.problems);
  return exitFor(done.problems);
}
