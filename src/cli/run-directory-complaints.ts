import { supportFor } from "#strategy/support.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, printJson } from "./io.ts";
import { dayAsked, heading, statementJson, tell } from "./knowledge-view.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const bodies = supportFor(typed.values.state, dayAsked(typed));
  if (typed.switches.has("json")) {
    const rows = bodies.map((b) => ({
      ...{ id: b.id, name: b.name, state: b.state ?? null, statements: b.statements.map(statementJson) },
    }));
    await printJson(io, { bodies: rows, problems: [] });
    return 0;
  }
  for (const b of bodies) {
    await heading(io, b.name);
    for (const s of b.statements) await tell(io, s);
  }
  if (typed.values.state !== undefined && !bodies.some((b) => b.state !== undefined))
    await print(io, "Of this place nothing is known; look for its department of insurance.");
  return 0;
}
