import type { Header } from "./columns.ts";
import { lineOf, type Records } from "./delimited.ts";
import { cut, type Span } from "./layouts.ts";

/** A table whose columns are known by meaning, whether it came delimited or fixed width. */
export interface Cells<C extends string> {
  readonly count: number;
  /** The trimmed cell; "" when the file has no such column or the row is short. */
  cell(row: number, column: C): string;
  /** Whether the row holds anything at all. */
  blank(row: number): boolean;
  line(row: number): number;
}

/** End-of-file mark of old systems (^Z), which some CMS files still carry as a last row. */
const EOF_MARK = "\u001a";

export function cellsOfRecords<C extends string>(records: Records, header: Header<C>): Cells<C> {
  return {
    count: records.length - header.dataFrom,
    cell(row, column) {
      const at = header.at[column];
      return at === undefined ? "" : (records[header.dataFrom + row]?.[at] ?? "").trim();
    },
    blank: (row) => (records[header.dataFrom + row] ?? []).every((c) => c === "" || c === EOF_MARK || c.trim() === ""),
    line: (row) => lineOf(records, header.dataFrom + row),
  };
}

export function cellsOfLines<C extends string>(lines: readonly string[], layout: Readonly<Record<C, Span>>): Cells<C> {
  return {
    count: lines.length,
    cell: (row, column) => cut(lines[row] ?? "", layout[column]),
    blank: (row) => {
      const line = lines[row] ?? "";
      return line.trim() === "" || line.startsWith(EOF_MARK) || line.startsWith("HDR") || line.startsWith("TRL");
    },
    line: (row) => row + 1,
  };
}
