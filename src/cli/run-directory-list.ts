import { PUBLIC_ENTRIES } from "#strategy/vendors/library.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, printJson } from "./io.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const rows = PUBLIC_ENTRIES.map((e) => ({ id: e.id, kind: e.kind, name: e.name, of: e.of ?? null }));
  if (typed.switches.has("json")) await printJson(io, { entries: rows, problems: [] });
  else
    for (const r of rows)
      await print(io, `${r.id.padEnd(18)}${r.kind.padEnd(10)}${r.name}${r.of === null ? "" : `, of ${r.of}`}`);
  return 0;
}
