import type { Session } from "./engine.ts";

/** The rows of one organization in open formats, read in a transaction of the system. */

export interface OrgTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Answers kept so that a request asked twice is done once, which are about requests and not about the organization; and the
 * doors of rooms, which are digests of what opens them. What happened in a room are events of its case.
 */
const LEFT_OUT = ["idempotency_key", "room", "guest_session"];
/** Sealed secrets and digests of secrets: nothing opens them, and nobody who reads an export has a use for one. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  webhook: ["secret", "old_secret"],
  scim_token: ["digest"],
};
const ROWS = 1_000;

const TABLES = `
SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname <> ALL ($1)
GROUP BY c.relname HAVING bool_or(a.attname = 'org') ORDER BY c.relname`;

/** Every table with rows of organizations. */
export async function orgTables(session: Session): Promise<readonly OrgTable[]> {
  const { rows } = await session.query(TABLES, [LEFT_OUT]);
  return rows.map((r) => {
    const name = String(r.name);
    const columns = (r.columns as readonly string[]).map(String);
    return { name, columns: columns.filter((c) => SECRETS[name]?.includes(c) !== true) };
  });
}

/** A row as JSON writes each of its cells; null where there is nothing. */
export type Cells = readonly (string | null)[];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Whose rows: of an organization, or of one client of it. */
export interface Of {
  readonly org: string;
  readonly client?: string | undefined;
}

/** Their rows in a table, as JSON writes their cells, in the order of their key. */
export async function* rowsOf(session: Session, t: OrgTable, { org, client }: Of): AsyncGenerator<Cells> {
  const cells = t.columns.map((c, i) => `to_json(${quoted(c)})::text AS c${i}`).join(", ");
  const whose = client === undefined ? "org = $1" : "org = $1 AND client = $2";
  await session.query(
    `DECLARE parley_export NO SCROLL CURSOR FOR SELECT ${cells} FROM ${quoted(t.name)} WHERE ${whose}`,
    client === undefined ? [org] : [org, client],
  );
  for (;;) {
    const { rows } = await session.query(`FETCH ${ROWS} FROM parley_export`);
    for (const row of rows)
      yield t.columns.map((_, i) => {
        const cell = row[`c${i}`];
        return cell === null ? null : String(cell);
      });
    if (rows.length < ROWS) break;
  }
  await session.script("CLOSE parley_export");
}

/** The text of a cell that is a JSON string; undefined for any other. */
function textOf(cell: string): string | undefined {
  if (!cell.startsWith('"')) return undefined;
  const text: unknown = JSON.parse(cell);
  return typeof text === "string" ? text : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A body is JSON kept as text; here it stands as what it is. */
function jsonCell(column: string, cell: string | null): string {
  if (cell === null) return "null";
  const text = column === "body" ? textOf(cell) : undefined;
  return text !== undefined && isJson(text) ? text : cell;
}

/** A row as one line of JSON, exactly what is stored. */
export const jsonLine = ({ columns }: OrgTable, cells: Cells): string =>
  `{${columns.map((c, i) => `${JSON.stringify(c)}:${jsonCell(c, cells[i] ?? null)}`).join(",")}}\n`;

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * A field of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it; plain
 * numbers stay, also below zero.
 */
export function csvField(text: string): string {
  const guarded = /^[=+\-@\t\r\n|%]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Rows of texts as CSV; nothing is an empty field. */
export const csvRows = (rows: readonly (readonly (string | null | undefined)[])[]): string =>
  rows.map((cells) => `${cells.map((cell) => csvField(cell ?? "")).join(",")}\r\n`).join("");

/** A stored row as a line of CSV; nothing is an empty field. */
export const csvLine = (cells: Cells): string =>
  `${cells.map((cell) => (cell === null ? "" : csvField(textOf(cell) ?? cell))).join(",")}\r\n`;

export const csvHead = ({ columns }: OrgTable): string => `${columns.map(csvField).join(",")}\r\n`;
