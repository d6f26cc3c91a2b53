import { setFlagsFromString } from "node:v8";
import { checkX12, type X12Check } from "#app/x12-check.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { counted } from "./draw.ts";
import { inputProblem } from "./input.ts";
import { exitFor, type Io, listProblems, print, toJson } from "./io.ts";
import { clean } from "./text.ts";

// V8 may inline half of what it does by default: the loop is over in a second, of which compiling took more than a tenth
// on one core, and larger functions did not run faster.
setFlagsFromString("--max-inlined-bytecode-size-cumulative=500");

const NOTHING = { interchanges: 0, groups: 0, sets: 0, segments: 0, claims: 0 } as const;

const severities = (c: X12Check, severity: "error" | "warning"): number =>
  c.problems.filter((p) => p.severity === severity).length;

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const file = typed.args[0] ?? "";
  const checked = await checkX12(file).catch(
    (thrown: unknown): X12Check => ({ file, ...NOTHING, problems: [inputProblem(thrown, file)] }),
  );
  if (typed.switches.has("json")) {
    await io.out.write(`${toJson(checked)}\n`);
    return exitFor(checked.problems);
  }
  await listProblems(io, checked.problems);
  const counts = [
    counted(checked.interchanges, "interchange"),
    counted(checked.groups, "group"),
    counted(checked.sets, "set"),
    counted(checked.segments, "segment"),
    counted(checked.claims, "claim"),
  ].join(", ");
  const found =
    checked.problems.length === 0
      ? "No problems."
      : `${counted(severities(checked, "error"), "error")}, ${counted(severities(checked, "warning"), "warning")}.`;
  await print(io, `${clean(file)}: ${counts}. ${found}`);
  return exitFor(checked.problems);
}
