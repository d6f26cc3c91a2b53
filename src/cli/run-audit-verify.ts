import { readHead } from "#app/audit.ts";
import { problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { placeOf, refused, tellChain } from "./stored-data.ts";

export async function run(typed: Invocation, io: Io): Promise<ExitCode> {
  const { org, head } = typed.values;
  const noted = head === undefined ? undefined : readHead(head);
  if (head !== undefined && noted === undefined)
    return refused(typed, io, {
      code: "head",
      sentence: "--head is a number, a colon and 64 hex digits, as this command prints them.",
    });
  const verified = await dataAct(placeOf(typed, io), "audit verify", { org, noted });
  if (!verified.ok) return refused(typed, io, verified.error);
  const organizations = verified.value;
  if (organizations.length === 0)
    return refused(typed, io, { code: "no-organization", sentence: "There is no such organization." });
  if (noted !== undefined && organizations.length > 1)
    return refused(typed, io, {
      code: "which-organization",
      sentence: "A noted head is of one organization. Say which with --org.",
    });
  const faults = organizations.reduce((n, o) => n + o.faults, 0);
  if (typed.switches.has("json"))
    await printJson(io, {
      organizations,
      problems: organizations.flatMap((o) =>
        o.findings.map((f) =>
          problem("error", `event-${f.kind}`, { file: `events of ${o.org}`, line: f.seq }, f.sentence),
        ),
      ),
    });
  else
    for (const o of organizations) {
      await print(io, `${o.name} (${o.org})`);
      await tellChain(io, "  History", o);
    }
  return faults > 0 ? 2 : 0;
}
