import { type Problem, problem } from "#base/problem.ts";
import { columnKey, type Table } from "./table.ts";

/** Tables of figures that a user brings: known by the names of their columns, and read row by row. */

export type Cell = (column: string) => string;

/** What is wrong with a row: its column and a sentence that repeats no value. */
export interface Wrong {
  readonly column: string;
  readonly says: string;
}

export interface FigureTable<Row extends object> {
  /** What each column is called here, by its key as people write it. */
  readonly columns: Readonly<Record<string, string>>;
  readonly needed: readonly string[];
  /** Which columns there are, as a sentence. */
  readonly has: string;
  /** How the codes of its Problems begin. */
  readonly code: string;
  readonly row: (cell: Cell, line: number) => Row | Wrong;
}

/** Where the columns of a header stand. */
export const columnsAt = (columns: Readonly<Record<string, string>>, header: readonly string[]) =>
  new Map(header.map((name, i) => [columns[columnKey(name)] ?? "", i]));

/** Reads a table. A row that is wrong is left out with a Problem that names its line and column, never its value. */
export function readFigureTable<Row extends object>(
  { columns, needed, has, code, row: rowOf }: FigureTable<Row>,
  { file, header, rows: given }: Table,
): { readonly rows: readonly Row[]; readonly problems: readonly Problem[] } {
  const at = columnsAt(columns, header);
  const lacking = needed.filter((c) => !at.has(c));
  if (lacking.length > 0) {
    const text = `The table lacks the columns ${lacking.join(", ")}. ${has}`;
    return { rows: [], problems: [problem("error", `${code}-columns`, { file, line: 1 }, text)] };
  }
  const problems: Problem[] = [];
  const rows = given.flatMap(({ line, cells }): readonly Row[] => {
    const row = rowOf((column) => (cells[at.get(column) ?? -1] ?? "").trim(), line);
    if (!("says" in row)) return [row];
    const where = { file, line, column: row.column };
    problems.push(problem("error", `${code}-row`, where, `${row.says} The row is left out.`));
    return [];
  });
  return { rows, problems };
}
