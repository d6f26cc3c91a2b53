import { check } from "#base/check.ts";
import type { Answer, Session } from "./engine.ts";
import { Outage } from "./outage.ts";

/**
 * Tables as the text of COPY, which both engines read and write alike: the release of PostgreSQL, the engine and the
 * order of rows do not matter. The schema is not in it; it is made by the migrations the rows were written under.
 */

export interface Table {
  readonly schema: string;
  readonly name: string;
  /** In their order, without those the database computes. */
  readonly columns: readonly string[];
  /** Policies bind the table's owner too, so rows are read as the system role and loaded with the force taken off. */
  readonly isForced: boolean;
}

/** Bookkeeping of migrations, which make it anew, and queued jobs, which are put again by what they were for. */
const LEFT_OUT = ["pg_catalog", "information_schema", "parley_meta", "pgboss"];
const ROWS = 1_000;
/** Text gathered before it is handed on. */
const CHUNK = 1 << 18;

const TABLES = `
SELECT n.nspname AS schema, c.relname AS name, c.relforcerowsecurity AS forced,
  array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname <> ALL ($1)
GROUP BY n.nspname, c.relname, c.relforcerowsecurity`;

const REFERENCES = `
SELECT DISTINCT n.nspname AS schema, c.relname AS name, fn.nspname AS to_schema, f.relname AS to_name
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`;

const nameOf = (t: { readonly schema: string; readonly name: string }): string => `${t.schema}.${t.name}`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** As SQL writes it. */
export const sqlName = (t: Pick<Table, "schema" | "name">): string => `${quoted(t.schema)}.${quoted(t.name)}`;

const columnList = (t: Table): string => t.columns.map(quoted).join(", ");

/** Every table there is to save, each after those it refers to. */
export async function tablesOf(session: Session): Promise<readonly Table[]> {
  const found = (await session.query(TABLES, [LEFT_OUT])).rows
    .map((r) => ({
      schema: String(r.schema),
      name: String(r.name),
      columns: (r.columns as readonly string[]).map(String),
      isForced: r.forced === true,
    }))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const needs = new Map<string, Set<string>>(found.map((t) => [nameOf(t), new Set<string>()]));
  for (const r of (await session.query(REFERENCES)).rows)
    needs.get(`${String(r.schema)}.${String(r.name)}`)?.add(`${String(r.to_schema)}.${String(r.to_name)}`);
  const placed: Table[] = [];
  const done = new Set<string>();
  while (placed.length < found.length) {
    const ready = found.filter(
      (t) => !done.has(nameOf(t)) && [...(needs.get(nameOf(t)) ?? [])].every((n) => done.has(n)),
    );
    check(ready.length > 0, "tables refer to each other in a circle");
    for (const t of ready) {
      placed.push(t);
      done.add(nameOf(t));
    }
  }
  return placed;
}

/** Text of every type as both engines read it, whatever their settings; one snapshot for all tables. */
export const DUMP_OPENING = `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;`;

/** Rows under policies are read by the role that sees all of them; anywhere else a policy is an error and not a gap. */
const reader = (t: Table): string =>
  t.isForced
    ? "SET LOCAL ROLE parley_system; SET LOCAL row_security = on"
    : "SET LOCAL ROLE NONE; SET LOCAL row_security = off";

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const cell = (value: unknown): string =>
  value === null ? "\\N" : String(value).replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign);

function lines({ rows }: Answer, width: number): string {
  let text = "";
  for (const row of rows) {
    for (let i = 0; i < width; i++) text += `${i === 0 ? "" : "\t"}${cell(row[`c${i}`])}`;
    text += "\n";
  }
  return text;
}

/** The rows of a table as COPY text, whole lines at a time; `count` is told how many at the end. */
export async function* dump(session: Session, t: Table, count: (rows: number) => void): AsyncGenerator<Buffer> {
  await session.script(reader(t));
  const cells = t.columns.map((c, i) => `${quoted(c)}::text AS c${i}`).join(", ");
  await session.script(`DECLARE parley_dump NO SCROLL CURSOR FOR SELECT ${cells} FROM ${sqlName(t)}`);
  let [text, rows] = ["", 0];
  for (;;) {
    const answer = await session.query(`FETCH ${ROWS} FROM parley_dump`);
    rows += answer.rows.length;
    text += lines(answer, t.columns.length);
    if (text.length >= CHUNK) {
      yield Buffer.from(text, "utf8");
      text = "";
    }
    if (answer.rows.length < ROWS) break;
  }
  await session.script("CLOSE parley_dump; SET LOCAL ROLE NONE; SET LOCAL row_security = on");
  count(rows);
  if (text !== "") yield Buffer.from(text, "utf8");
}

/** PostgreSQL refuses COPY into a table whose policies bind whoever copies; its owner alone may lift that, for a while. */
async function force(session: Session, t: Table, how: "NO FORCE" | "FORCE"): Promise<void> {
  if (t.isForced) await session.script(`ALTER TABLE ${sqlName(t)} ${how} ROW LEVEL SECURITY`);
}

/** Loads COPY text into a table that stands empty. Text may be cut anywhere; `end` gives the rows it held. */
export class TableLoad {
  private readonly session: Session;
  private readonly table: Table;
  private held: Buffer[] = [];
  private size = 0;
  private rows = 0;

  private constructor(session: Session, table: Table) {
    this.session = session;
    this.table = table;
  }

  /** Throws an Outage when this schema has no such table or not these columns. */
  static async begin(
    session: Session,
    known: readonly Table[],
    { schema, name, columns }: Omit<Table, "isForced">,
  ): Promise<TableLoad> {
    const table = known.find((t) => t.schema === schema && t.name === name);
    if (table === undefined || columns.some((c) => !table.columns.includes(c)))
      throw new Outage(
        "backup-other",
        "The backup holds a table this Parley does not know. Restore it with the Parley that wrote it, or a newer one.",
        "no",
      );
    await force(session, table, "NO FORCE");
    return new TableLoad(session, { ...table, columns });
  }

  async data(bytes: Uint8Array): Promise<void> {
    this.held.push(Buffer.from(bytes));
    this.size += bytes.length;
    if (this.size >= 4 * CHUNK) await this.flush(false);
  }

  /** A line feed inside a value is written `\n`, so every byte 10 ends a row. */
  private async flush(isEnd: boolean): Promise<void> {
    const all = Buffer.concat(this.held);
    const cut = isEnd ? all.length : all.lastIndexOf(10) + 1;
    if (cut > 0)
      this.rows += await this.session.copyIn(
        `${sqlName(this.table)} (${columnList(this.table)})`,
        all.subarray(0, cut),
      );
    this.held = [all.subarray(cut)];
    this.size = all.length - cut;
  }

  async end(): Promise<number> {
    await this.flush(true);
    await force(this.session, this.table, "FORCE");
    return this.rows;
  }
}
