import { type AuditedOrganization, faultsOf, readHead } from "#app/audit.ts";
import { problem } from "#base/problem.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { count, counted } from "./draw.ts";
import { type Io, print, printJson } from "./io.ts";
import { dataAct } from "./server-client.ts";
import { FINDINGS_SHOWN, placeOf, refused, tellChain } from "./stored-data.ts";

async function tellImports(io: Io, { rows }: AuditedOrganization): Promise<void> {
  const { imports, findings } = rows;
  const verdict = findings.length === 0 ? "rows as written" : counted(findings.length, "fault");
  await print(io, `  Imports: ${count(imports)}, ${verdict}.`);
  for (const f of findings.slice(0, FINDINGS_SHOWN)) await print(io, `  Import ${f.import}: ${f.fault}`);
  if (findings.length > FINDINGS_SHOWN)
    await print(io, `  and ${count(findings.length - FINDINGS_SHOWN)} more; --json lists all.`);
}

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
  const faults = organizations.reduce((n, o) => n + faultsOf(o), 0);
  if (typed.switches.has("json"))
    await printJson(io, {
      organizations,
      problems: organizations.flatMap((o) => [
        ...o.findings.map((f) =>
          problem("error", `event-${f.kind}`, { file: `events of ${o.org}`, line: f.seq }, f.sentence),
        ),
        ...o.rows.findings.map((f) => problem("error", "import-rows", { file: `import ${f.import}` }, f.fault ?? "")),
      ]),
    });
  else
    for (const o of organizations) {
      await print(io, `${o.name} (${o.org})`);
      await tellChain(io, "  History", o);
      await tellImports(io, o);
    }
  return faults > 0 ? 2 : 0;
}
