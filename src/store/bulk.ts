import type { Insertable, Updateable } from "kysely";
import { check } from "#base/check.ts";
import type { Statement } from "./engine.ts";
import type { TenantTx } from "./store.ts";
import { NOTHING_DUE, type Tables } from "./tables.ts";
import { type Param, paramText } from "./wire.ts";

/**
 * Many rows in one statement: each column travels as one text, is taken apart inside the database and inserted from there
 * under the role and policies of the request. Nothing is staged where no policy looks, PostgreSQL and PGlite read the same
 * SQL, and on both it was faster than COPY into a staging table and an insert from that.
 */

/** What a table is loaded into by: its columns, and the key that says whether a row is there already. */
interface Load {
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const KEYS = ["org", "client", "id"];
const READ = ["source", "file", "byte"];
const PAYER = ["payer_key", "payer_name"];

const LOADS = {
  payment: {
    columns: [...KEYS, ...READ, ...PAYER, "trace", "amount", "effective", "file_day", "body"],
    key: ["org", "id"],
  },
  claim: {
    columns: [
      ...[...KEYS, ...READ, ...PAYER, "number", "loose", "form", "us_state"],
      ...["from_day", "to_day", "billed", "replaces", "patient", "body"],
    ],
    key: ["org", "id"],
  },
  remittance: {
    columns: [
      ...[...KEYS, ...READ, ...PAYER, "payment", "claim", "number", "loose", "payer_number", "status"],
      ...["billed", "paid", "patient_owes", "from_day", "to_day", "body"],
    ],
    key: ["org", "id"],
  },
  evaluation: {
    columns: [
      ...["org", "client", "claim", "as_of", "class", "payment_state", "flags", "set_aside"],
      ...["billed", "allowed", "paid", "patient_owes", "benchmark", "stake", "loss"],
      ...["channel", "next_right", "safe_from", "safe_to", "chance_permille", "body", "batch"],
    ],
    key: ["org", "claim"],
  },
  case_row: {
    columns: [
      ...[...KEYS, ...PAYER, "number", "claim", "claim_number", "version", "state", "owner", "class", "flags"],
      ...["channel", "us_state", "patient", "service_day", "billed", "allowed", "paid", "stake", "loss"],
      ...["due", "due_why", "snoozed_until", "hold", "turn", "last_offer", "last_offer_by"],
      ...["opened_at", "closed_at", "outcome", "as_of", "step", "step_cite", "benchmark", "batch"],
      ...["right_id", "right_last", "right_assumed", "right_from", "asks", "uncounted", "paid_wrong"],
    ],
    key: ["org", "id"],
  },
  case_opening: { columns: ["org", "client", "case_id", "batch", "body"], key: ["org", "case_id"] },
  provider_adjustment: {
    columns: [...KEYS, "file", "segment", "reason", "reference", "amount", "names"],
    key: ["org", "id"],
  },
  claim_answer: {
    columns: [
      ...[...KEYS, "file", "segment", "loose", "from_day", "billed", "day", "outcome", "category", "code"],
      "payer_number",
    ],
    key: ["org", "id"],
  },
  sent_set: {
    columns: [...KEYS, "file", "segment", "sender", "interchange", "in_group", "control", "day"],
    key: ["org", "id"],
  },
  set_answer: {
    columns: [...KEYS, "file", "segment", "receiver", "in_group", "control", "day", "outcome", "codes", "errors"],
    key: ["org", "id"],
  },
} as const satisfies Partial<Record<keyof Tables, Load>>;

export type BulkTable = keyof typeof LOADS;

export const BULK_TABLES: readonly string[] = Object.keys(LOADS);

/** Rows of one load; more are several loads, so that a page never waits long for one. */
export const BULK_ROWS_MAX = 10_000;

/** Stand between values and for null; no text we write holds them, and one from a file that does goes another way. */
const [BETWEEN, NULL] = ["\u001f", "\u001e"] as const;

/** Columns that are not text in the database. */
const TYPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["org", "client", "id", "file", "payment", "claim", "owner", "batch", "case_id"].map((c) => [c, "uuid"]),
  ),
  ...Object.fromEntries(["byte", "billed", "allowed", "paid", "patient_owes", "benchmark"].map((c) => [c, "bigint"])),
  ...Object.fromEntries(["stake", "loss", "last_offer", "amount", "version"].map((c) => [c, "bigint"])),
  ...Object.fromEntries(
    ["from_day", "to_day", "day", "as_of", "safe_from", "safe_to", "service_day"].map((c) => [c, "date"]),
  ),
  ...Object.fromEntries(
    ["due", "snoozed_until", "effective", "file_day", "right_last", "right_from"].map((c) => [c, "date"]),
  ),
  ...Object.fromEntries(["opened_at", "closed_at"].map((c) => [c, "timestamptz"])),
  ...Object.fromEntries(["right_assumed", "asks", "uncounted", "paid_wrong"].map((c) => [c, "boolean"])),
  ...Object.fromEntries(["chance_permille", "segment"].map((c) => [c, "integer"])),
  ...Object.fromEntries(["flags", "names", "awaits"].map((c) => [c, "text[]"])),
};

/** What a column is when a row does not say. */
const DEFAULTS: Readonly<Record<string, Param>> = {
  flags: [],
  names: [],
  due: NOTHING_DUE,
  as_of: "2000-01-01",
  ...Object.fromEntries(["right_assumed", "asks", "uncounted", "paid_wrong"].map((c) => [c, false])),
};

interface Column {
  readonly param: string | null;
  /** One value of all rows; a joined text; or, when a value holds one of the marks, an array, which is slower to read. */
  readonly as: "one" | "joined" | "array";
}

function columnOf(name: string, rows: readonly Readonly<Record<string, unknown>>[]): Column {
  const otherwise = DEFAULTS[name];
  const first = rows[0]?.[name] ?? otherwise;
  const one = paramText(first as Param);
  const texts: string[] = [];
  let [isOne, hasMarks] = [true, false];
  for (const row of rows) {
    const cell = row[name] ?? otherwise;
    // Most columns of most loads hold one and the same value, which need not be written out to be compared.
    const text = cell === first ? one : paramText(cell as Param);
    isOne &&= text === one;
    hasMarks ||= text !== null && (text === "" || text === NULL || text.includes(BETWEEN));
    texts.push(text ?? NULL);
  }
  if (isOne) return { param: one, as: "one" };
  // A list of one empty text would be read as an empty list.
  return hasMarks
    ? { param: paramText(rows.map((row) => paramText((row[name] ?? otherwise) as Param))), as: "array" }
    : { param: texts.join(BETWEEN), as: "joined" };
}

/** What becomes of a row that is there already: it is kept, or replaced where it differs; or none is, and none is looked for. */
export type WhenThere = "keep" | "replace" | "new";

function whenThereOf(table: string, of: Load, whenThere: WhenThere): string {
  if (whenThere === "new") return "";
  if (whenThere === "keep") return "ON CONFLICT DO NOTHING";
  const rest = of.columns.filter((name) => !of.key.includes(name));
  const list = (prefix: string): string => `(${rest.map((name) => prefix + name).join(", ")})`;
  return `ON CONFLICT (${of.key.join(", ")}) DO UPDATE SET ${list("")} = ${list("excluded.")}
    WHERE ${list(`${table}.`)} IS DISTINCT FROM ${list("excluded.")}`;
}

/** The rows of a statement taken apart: an expression of the right type for each column, and what they are selected from. */
function takenApart(names: readonly string[], columns: readonly Column[], rows: number) {
  const typed = (text: string, name: string): string => `${text}::${TYPES[name] ?? "text"}`;
  const isOne = (i: number): boolean => columns[i]?.as === "one";
  const cells = names.map((name, i) => typed(isOne(i) ? `$${i + 1}` : `t.${name}`, name));
  const many = names.flatMap((name, i) => (isOne(i) ? [] : [{ name, i }]));
  const lists = many.map(({ i }) =>
    columns[i]?.as === "joined" ? `string_to_array($${i + 1}, E'\\x1f', E'\\x1e')` : `$${i + 1}::text[]`,
  );
  const from =
    many.length === 0
      ? `generate_series(1, ${rows}) AS t`
      : `unnest(${lists.join(", ")}) AS t (${many.map((c) => c.name).join(", ")})`;
  return { cells, from };
}

function inserting(table: string, of: Load, columns: readonly Column[], whenThere: WhenThere, rows: number): string {
  const { cells, from } = takenApart(of.columns, columns, rows);
  return `INSERT INTO ${table} (${of.columns.join(", ")}) SELECT ${cells.join(", ")} FROM ${from} ${whenThereOf(table, of, whenThere)}`;
}

/** Rows made into a statement, outside a transaction and before it. */
export type Loadable = Statement;

/** Undefined when there are no rows. At most `BULK_ROWS_MAX` rows. */
export function loadable<T extends BulkTable>(
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  whenThere: WhenThere = "keep",
): Loadable | undefined {
  check(rows.length <= BULK_ROWS_MAX, "a load is too large");
  if (rows.length === 0) return undefined;
  const of: Load = LOADS[table];
  const columns = of.columns.map((name) => columnOf(name, rows));
  return { sql: inserting(table, of, columns, whenThere, rows.length), params: columns.map((c) => c.param) };
}

/**
 * Many rows changed by their ids in one statement: one by one they took longer than to decide what they become. Every row
 * names the same columns; undefined when there are no rows.
 */
export function changing(
  table: "case_row",
  org: string,
  rows: readonly ({ readonly id: string } & Omit<Updateable<Tables["case_row"]>, "id">)[],
): Loadable | undefined {
  const [first] = rows;
  check(rows.length <= BULK_ROWS_MAX, "a change is too large");
  if (first === undefined) return undefined;
  const names = Object.keys(first);
  const columns = names.map((name) => columnOf(name, rows));
  const { cells, from } = takenApart(names, columns, rows.length);
  const at = names.indexOf("id");
  const set = names.flatMap((name, i) => (i === at ? [] : [`${name} = ${cells[i]}`])).join(", ");
  const sql = `UPDATE ${table} SET ${set} FROM ${from} WHERE ${table}.org = $${names.length + 1} AND ${table}.id = ${cells[at]}`;
  return { sql, params: [...columns.map((c) => c.param), org] };
}

/**
 * Loads rows into a table and gives how many were new or changed; by default the same rows loaded again change nothing.
 * Every row stands under the policies of the principal: one of another client or organization fails the whole load. At
 * most `BULK_ROWS_MAX` rows.
 */
export async function load<T extends BulkTable>(
  tx: TenantTx,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  whenThere: WhenThere = "keep",
): Promise<number> {
  const ready = loadable(table, rows, whenThere);
  return ready === undefined ? 0 : (await tx.session.query(ready.sql, ready.params)).count;
}
