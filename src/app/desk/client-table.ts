import { z } from "zod";
import { check } from "#base/check.ts";
import { type Day, day } from "#base/day.ts";
import { hasError, type Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { Table } from "#claim/table.ts";
import { memorySource } from "#exchange/byte-source.ts";
import { readTable } from "#exchange/csv.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { clientBy } from "./clients.ts";
import { type NotNow, notNow } from "./refused.ts";
import { readSetting, type SettingOf, writeSetting } from "./settings.ts";

/** A table of figures that a client loads, kept with who brought it and when; one loaded later takes its place. */
export interface ClientTable<Row> {
  /** Its name among the settings of a client. */
  readonly setting: string;
  readonly event: "arbiters changed" | "benchmarks changed";
  readonly most: number;
  /** What of the figures there are, in words: "figures", "benchmarks". */
  readonly what: string;
  readonly read: (table: Table) => { readonly rows: readonly Row[]; readonly problems: readonly Problem[] };
  /** A row as JSON keeps it, and back; what comes back was written by `pack`. */
  readonly pack: (row: Row) => object;
  readonly unpack: (rows: unknown) => readonly Row[];
}

export interface KeptTable<Row> {
  readonly version: number;
  readonly changedAt: string | null;
  readonly by: string | null;
  /** What the table was called, and the day it was loaded. */
  readonly file: string | undefined;
  readonly loaded: Day | undefined;
  readonly rows: readonly Row[];
}

const keptBody = z.object({ name: z.string(), day: z.string(), rows: z.unknown() });

/** A cell that may be empty, as `pack` wrote it. */
export const kept = <T>(text: string | null, read: (text: string) => T): T | undefined =>
  text === null ? undefined : read(text);

/** The body of a setting as a table. */
export function tableIn<Row>(
  of: ClientTable<Row>,
  body: unknown,
): Pick<KeptTable<Row>, "rows"> & { readonly file: string; readonly loaded: Day } {
  const read = keptBody.safeParse(body);
  check(read.success, "a table of figures is not as it was written");
  return { file: read.data.name, loaded: day(read.data.day), rows: of.unpack(read.data.rows) };
}

const settingOf = (tx: TenantTx, client: string, name: string): SettingOf => ({ org: tx.principal.org, client, name });

export async function clientTableOf<Row>(tx: TenantTx, of: ClientTable<Row>, client: string): Promise<KeptTable<Row>> {
  const { body, version, changedAt, by } = await readSetting(tx, settingOf(tx, client, of.setting));
  const table = body === undefined ? { file: undefined, loaded: undefined, rows: [] } : tableIn(of, body);
  return { version, changedAt, by, ...table };
}

export interface TableGiven {
  readonly client: string;
  readonly saw: number;
  readonly name: string;
  readonly csv: string;
}

/** Writes rows over version `saw`; the version they have now, or undefined when somebody else was quicker. */
export async function writeRows<Row>(
  tx: TenantTx,
  of: ClientTable<Row>,
  given: Omit<TableGiven, "csv"> & { readonly rows: readonly Row[] },
  today: Day,
): Promise<number | undefined> {
  const { client, saw, name, rows } = given;
  const body = { name, day: today, rows: rows.map(of.pack) };
  const version = await writeSetting(tx, settingOf(tx, client, of.setting), saw, body, tx.principal.person ?? null);
  if (version !== undefined)
    await append(tx, [{ type: of.event, client, subject: client, body: { version, name, rows: rows.length } }]);
  return version;
}

/** Keeps a table in the place of the one before. Rows that are wrong are left out and told; without a good one nothing is kept. */
export async function putClientTable<Row>(
  tx: TenantTx,
  of: ClientTable<Row>,
  { client, saw, name, csv }: TableGiven,
  today: Day,
): Promise<Result<{ readonly kept: KeptTable<Row>; readonly problems: readonly Problem[] }, NotNow>> {
  if ((await clientBy(tx, client)) === undefined) return err(notNow("not-found", "There is no such client here."));
  const read = readTable(memorySource(new TextEncoder().encode(csv)), name);
  const { rows, problems: wrong } = of.read(read.table);
  const problems = [...read.problems, ...wrong];
  const [first] = problems.filter((p) => p.severity === "error");
  if (rows.length === 0 && hasError(problems))
    return err(notNow("not-valid", `${first?.message ?? "No row can be read."} Nothing was kept.`));
  if (rows.length > of.most)
    return err(notNow("not-valid", `A table of at most ${of.most} rows is kept. Nothing was kept.`));
  if ((await writeRows(tx, of, { client, saw, name, rows }, today)) === undefined) {
    const now = await clientTableOf(tx, of, client);
    const since = [{ what: `Other ${of.what} were loaded.`, by: now.by ?? "Parley", at: now.changedAt ?? tx.now }];
    return err({ code: "stale-version", sentence: `Somebody else loaded ${of.what}. Nothing was changed.`, since });
  }
  return ok({ kept: await clientTableOf(tx, of, client), problems });
}
