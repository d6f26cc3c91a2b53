import { stateAssociation } from "#strategy/state-associations.ts";
import { supportFor } from "#strategy/support.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, printJson } from "./io.ts";
import { dayAsked, heading, statementJson, tell } from "./knowledge-view.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const bodies = supportFor(typed.values.state, dayAsked(typed));
  const association = stateAssociation(typed.values.state);
  if (typed.switches.has("json")) {
    const rows = bodies.map((b) => ({
      ...{ id: b.id, name: b.name, state: b.state ?? null, statements: b.statements.map(statementJson) },
    }));
    await printJson(io, { bodies: rows, association: association ?? null, problems: [] });
    return 0;
  }
  for (const b of bodies) {
    await heading(io, b.name);
    for (const s of b.statements) await tell(io, s);
  }
  if (association !== undefined) {
    await heading(io, `Medical association of the state: ${association.name} (${association.short})`);
    await print(io, `- ${association.url}; read of its page ${association.page} on ${association.read}`);
  } else if (typed.values.state !== undefined) {
    await print(io, "");
    await print(io, "No medical association of this place was read, so none is named.");
  }
  if (typed.values.state !== undefined && !bodies.some((b) => b.state !== undefined))
    await print(io, "Of this place nothing is known; look for its department of insurance.");
  return 0;
}
