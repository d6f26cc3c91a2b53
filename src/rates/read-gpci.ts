import { padKey } from "#price/geography.ts";
import type { Cells } from "./cells.ts";
import { GPCI_COLUMNS, type GpciColumn } from "./columns.ts";
import { type Findings, keepFirst } from "./findings.ts";
import { scaled } from "./scaled.ts";

export type WorkColumn = "work" | "workWithFloor" | "workWithoutFloor";

const FIXED = /^\s*(\d{4,5})\s+[A-Z]{2}\s+(\d{1,2})\s+\S.*?\s(\d\.\d{3})\s+(\d\.\d{3})\s+(\d\.\d{3})\s*$/;
/** A line that begins as a row does. */
const BEGUN = /^\s*\d{5}(?:\s+[A-Z]{2}\b|\s*$)/;
const FIXED_AT: Readonly<Partial<Record<GpciColumn, number>>> = {
  carrier: 1,
  locality: 2,
  work: 3,
  workWithFloor: 3,
  workWithoutFloor: 3,
  pe: 4,
  malpractice: 5,
};

/**
 * The fixed-width GPCI file, read by shape: its column positions move from year to year, and its lines hold exactly a
 * contractor, a state, a locality, a name and three indices. Lines of another shape are titles and footnotes.
 */
export function cellsOfGpciText(lines: readonly string[]): Cells<GpciColumn> {
  const matched = lines.map((l) => FIXED.exec(l));
  return {
    count: lines.length,
    cell: (row, column) => (matched[row]?.[FIXED_AT[column] ?? -1] ?? "").trim(),
    blank: (row) => matched[row] === null,
    line: (row) => row + 1,
    short: (row) => matched[row] === null && BEGUN.test(lines[row] ?? ""),
  };
}

/** Footnotes and dates below the table have text in the first column and no indices. */
const isFootnote = (cells: Cells<GpciColumn>, row: number): boolean =>
  cells.cell(row, "pe") === "" && cells.cell(row, "malpractice") === "" && cells.cell(row, "locality") === "";

/** The localities of a GPCI file, each as `carrier, locality, work, pe, malpractice` with indices in thousandths, sorted. */
export function readGpciRows(cells: Cells<GpciColumn>, work: WorkColumn, found: Findings): string[] {
  const rows = new Map<string, string>();
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i) || isFootnote(cells, i)) continue;
    const carrier = padKey(cells.cell(i, "carrier"), 5);
    const locality = padKey(cells.cell(i, "locality"), 2);
    const bad = (column: GpciColumn, why: string): void =>
      found.add(
        "error",
        "book-bad-cell",
        () => cells.line(i),
        GPCI_COLUMNS[column].shown,
        `${why}: the row was left out`,
      );
    if (carrier === undefined) {
      bad("carrier", "not a contractor number of at most five digits");
      continue;
    }
    if (locality === undefined) {
      bad("locality", "not a locality number of at most two digits");
      continue;
    }
    const columns = [work, "pe", "malpractice"] as const;
    const values = columns.map((c) => scaled(cells.cell(i, c), 3));
    const wrong = columns.find((_, k) => (values[k] ?? 0) === 0);
    if (wrong !== undefined) {
      bad(wrong, "not an index above zero with at most three decimals");
      continue;
    }
    const key = `${carrier}\t${locality}`;
    const row = [key, ...values].join("\t");
    keepFirst(rows, key, row, { found, line: () => cells.line(i), column: "MAC", what: "locality" });
  }
  return [...rows.values()].sort();
}
