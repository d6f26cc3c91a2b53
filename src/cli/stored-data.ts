import type { Place } from "#app/desk/open-desk.ts";
import { problem } from "#base/problem.ts";
import type { ChainReport } from "#store/audit.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { type Io, listProblems, print, printJson } from "./io.ts";

/** What the commands about stored data share: which data, and how they tell of a history or of a refusal. */

export function placeOf(typed: Invocation, { config }: Io): Place {
  const { home, booksDir, databaseUrl, masterKey } = config;
  const demo = typed.switches.has("demo");
  return { home, demo, booksDir, databaseUrl: demo ? undefined : databaseUrl, masterKey: demo ? undefined : masterKey };
}

export const FINDINGS_SHOWN = 20;

export async function tellChain(io: Io, name: string, chain: ChainReport): Promise<void> {
  const { events, erased, faults, head, findings } = chain;
  const without = erased > 0 ? `, ${count(erased)} of them erased by a deletion` : "";
  const verdict = faults === 0 ? "as written" : faults === 1 ? "1 fault" : `${count(faults)} faults`;
  await print(io, `${name}: ${counted(events, "event")}${without}, ${verdict}. Last: ${head.seq}:${head.hash}`);
  for (const f of findings.slice(0, FINDINGS_SHOWN)) await print(io, `  ${f.sentence}`);
  if (faults > FINDINGS_SHOWN)
    await print(io, `  and ${count(faults - FINDINGS_SHOWN)} more; --json lists the first hundred.`);
}

/** A command that is not allowed now: its reason, and exit code 2. */
export async function refused(
  typed: Invocation,
  io: Io,
  { code, sentence }: { readonly code: string; readonly sentence: string },
): Promise<ExitCode> {
  const problems = [problem("error", code, { file: "command line" }, sentence)];
  if (typed.switches.has("json")) await printJson(io, { problems });
  else await listProblems(io, problems);
  return 2;
}

const OF_FOLDERS = ["as-of", "facts", "profile", "mapping", "books"];

/** Why a command about stored cases cannot have been meant so: it names what belongs to a folder. */
export function mixedWithStored(
  { values }: Invocation,
  paths: readonly string[],
): { readonly code: string; readonly sentence: string } | undefined {
  const named = OF_FOLDERS.find((o) => values[o] !== undefined);
  if (paths.length === 0 && named === undefined) return undefined;
  const what = named === undefined ? "a PATH" : `--${named}`;
  return { code: "usage", sentence: `--stored reads the stored cases as of today; leave ${what} out.` };
}
