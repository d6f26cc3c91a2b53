import { padKey } from "#price/geography.ts";
import type { Cells } from "./cells.ts";
import { ANES_COLUMNS, type AnesColumn } from "./columns.ts";
import { type Findings, keepFirst } from "./findings.ts";
import { scaled } from "./scaled.ts";

const FIXED = /^\s*(\d{4,5})\s+(\d{1,2})\s{2,}\S.*?\s{2,}(\d{3,5})\s*$/;
/** A line that begins as a row does. */
const BEGUN = /^\s*\d{5}(?:\s+\d{1,2}\b|\s*$)/;
const FIXED_AT: Readonly<Record<AnesColumn, number>> = { carrier: 1, locality: 2, factor: 3 };

/** Whether a line has the shape of the fixed-width anesthesia file. */
export const looksFixedAnes = (line: string): boolean => FIXED.test(line);

/**
 * The fixed-width anesthesia file, read by shape: a contractor, a locality, a name and the factor without its decimal
 * point, in cents. Lines of another shape are titles and footnotes.
 */
export function cellsOfAnesText(lines: readonly string[]): Cells<AnesColumn> {
  const matched = lines.map((l) => FIXED.exec(l));
  const ends = (row: number): number => (lines[row] ?? "").trimEnd().length;
  return {
    count: lines.length,
    cell: (row, column) => {
      const text = matched[row]?.[FIXED_AT[column]] ?? "";
      return column === "factor" ? `${text.slice(0, -2)}.${text.slice(-2)}` : text;
    },
    blank: (row) => matched[row] === null,
    line: (row) => row + 1,
    // The factor ends every row at one column: a last row that ends before the others has lost digits of it.
    short: (row) =>
      matched[row] === null
        ? BEGUN.test(lines[row] ?? "")
        : row === lines.length - 1 && row > 0 && matched[row - 1] !== null && ends(row) < ends(row - 1),
  };
}

/** Footnotes below the table have text in the first column alone. */
export const isAnesRow = (cells: Cells<AnesColumn>, row: number): boolean =>
  cells.cell(row, "factor") !== "" || cells.cell(row, "locality") !== "";

/** The localities of an anesthesia file, each as `carrier, locality, factor` in cents, sorted. */
export function readAnesRows(cells: Cells<AnesColumn>, found: Findings): string[] {
  const rows = new Map<string, string>();
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i) || !isAnesRow(cells, i)) continue;
    const carrier = padKey(cells.cell(i, "carrier"), 5);
    const locality = padKey(cells.cell(i, "locality"), 2);
    const factor = scaled(cells.cell(i, "factor"), 2) ?? 0;
    const wrong: readonly [AnesColumn, string] | undefined =
      carrier === undefined
        ? ["carrier", "not a contractor number of at most five digits"]
        : locality === undefined
          ? ["locality", "not a locality number of at most two digits"]
          : factor === 0
            ? ["factor", "not an amount above zero with at most two decimals"]
            : undefined;
    const line = (): number => cells.line(i);
    if (wrong === undefined) {
      const key = `${carrier}\t${locality}`;
      keepFirst(rows, key, `${key}\t${factor}`, { found, line, column: "Contractor", what: "locality" });
    } else {
      const [column, why] = wrong;
      found.add("error", "book-bad-cell", line, ANES_COLUMNS[column].shown, `${why}: the row was left out`);
    }
  }
  return [...rows.values()].sort();
}
