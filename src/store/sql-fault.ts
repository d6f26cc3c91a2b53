/** What a database says of a statement it refuses; both engines report these fields by the same names. */
interface Reported {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly table?: unknown;
  readonly column?: unknown;
  readonly constraint?: unknown;
}

/**
 * A statement the database refused. `code` is the SQLSTATE (23505 unique, 23503 reference, 42501 not allowed, ...).
 * PostgreSQL's own message, detail and parameters are left behind because they repeat values of rows; only errors of our
 * own SQL (class 42), which name tables and columns, keep their message.
 */
export class SqlFault extends Error {
  readonly code: string;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;

  constructor(from: Reported) {
    const code = textOf(from.code) ?? "XX000";
    const constraint = textOf(from.constraint);
    const told = code.startsWith("42") ? `: ${textOf(from.message) ?? ""}` : "";
    super(`the database refused a statement (${[code, constraint].filter((x) => x !== undefined).join(" ")})${told}`);
    this.name = "SqlFault";
    this.code = code;
    this.table = textOf(from.table);
    this.column = textOf(from.column);
    this.constraint = constraint;
  }
}

const textOf = (x: unknown): string | undefined => (typeof x === "string" && x !== "" ? x : undefined);

/** The fields of a thrown database error, as plain data that passes between threads; undefined for another error. */
export function reportedBy(error: unknown): Reported | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  if (!/^[0-9A-Z]{5}$/.test(error.code)) return undefined;
  const { message, code, table, column, constraint } = error as Error & Reported;
  return { message, code, table, column, constraint };
}
