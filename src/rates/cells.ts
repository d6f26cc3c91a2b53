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
  /**
   * Whether the row breaks off before the columns it needs, as one does where a download was cut. A title or footnote
   * may look so as well.
   */
  short(row: number): boolean;
}

/** End-of-file mark of old systems (^Z), which some CMS files still carry as a last row. */
export const EOF_MARK = "\u001a";

/** `ended` says whether the text's last line has a line end; one without is whole only at the header's full width. */
export function cellsOfRecords<C extends string>(records: Records, header: Header<C>, ended = true): Cells<C> {
  const placed: readonly (number | undefined)[] = Object.values(header.at);
  const needed = 1 + Math.max(0, ...placed.map((i) => i ?? 0));
  const full = records[header.dataFrom - 1]?.length ?? needed;
  const blank = (row: number): boolean =>
    (records[header.dataFrom + row] ?? []).every((c) => c === "" || c === EOF_MARK || c.trim() === "");
  return {
    count: records.length - header.dataFrom,
    cell(row, column) {
      const at = header.at[column];
      return at === undefined ? "" : (records[header.dataFrom + row]?.[at] ?? "").trim();
    },
    blank,
    line: (row) => lineOf(records, header.dataFrom + row),
    short(row) {
      const at = header.dataFrom + row;
      return !blank(row) && (records[at]?.length ?? 0) < (!ended && at === records.length - 1 ? full : needed);
    },
  };
}

export function cellsOfLines<C extends string>(lines: readonly string[], layout: Readonly<Record<C, Span>>): Cells<C> {
  const spans: readonly Span[] = Object.values(layout);
  const needed = Math.max(...spans.map(([, to]) => to));
  const blank = (row: number): boolean => {
    const line = lines[row] ?? "";
    return line.trim() === "" || line.startsWith(EOF_MARK) || line.startsWith("HDR") || line.startsWith("TRL");
  };
  return {
    count: lines.length,
    cell: (row, column) => cut(lines[row] ?? "", layout[column]),
    blank,
    line: (row) => row + 1,
    short: (row) => !blank(row) && (lines[row] ?? "").length < needed,
  };
}
