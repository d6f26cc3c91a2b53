import { now } from "#app/clock.ts";
import type { OpenDesk } from "#app/desk/open-desk.ts";
import { type Doing, reading } from "#app/doing.ts";
import { err, ok, type Result } from "#base/result.ts";
import { type ExportReport, exportAll } from "#store/export.ts";
import type { Store } from "#store/store.ts";

/** The engine behind `parley export`, and how a command is told which organization it is about. */

export interface WhichRefusal {
  readonly code: "no-organization" | "which-organization";
  readonly sentence: string;
}

/** The organization asked for by id, or the only one there is. */
export async function whichOrganization(
  store: Store,
  asked: string | undefined,
): Promise<Result<{ readonly org: string; readonly name: string }, WhichRefusal>> {
  const { rows } = await store.asSystem(({ session }) =>
    session.query("SELECT org, name FROM organization WHERE removed_at IS NULL ORDER BY name, org"),
  );
  const all = rows.map((r) => ({ org: String(r.org), name: String(r.name) }));
  const [only, ...more] = asked === undefined ? all : all.filter((o) => o.org === asked);
  if (only === undefined)
    return err({
      code: "no-organization",
      sentence: "There is no such organization. `parley audit verify` lists them.",
    });
  if (more.length > 0)
    return err({
      code: "which-organization",
      sentence: "There is more than one organization. Say which with --org; `parley audit verify` lists them.",
    });
  return ok(only);
}

export interface ExportAsked {
  /** The zip to make. */
  readonly file: string;
  readonly org?: string | undefined;
  readonly client?: string | undefined;
}

/** Exports everything of an organization, or of one client, to a new zip, while others go on working. Throws an Outage. */
export async function exportData(
  { desk }: OpenDesk,
  { file, org, client }: ExportAsked,
  doing: Doing,
): Promise<Result<ExportReport & { readonly name: string }, WhichRefusal>> {
  const which = await whichOrganization(desk.store, org);
  if (!which.ok) return which;
  const vault = await desk.vault(which.value.org);
  const report = await reading(desk.store.engine, doing, (engine) =>
    exportAll({ store: { engine }, org: which.value.org, client, vault, file, parley: doing.parley, now: now() }),
  );
  return ok({ ...report, name: which.value.name });
}
