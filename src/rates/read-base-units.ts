import type { Cells } from "./cells.ts";
import { BASE_UNIT_COLUMNS, type BaseUnitColumn } from "./columns.ts";
import { type Findings, keepFirst } from "./findings.ts";
import { scaled } from "./scaled.ts";

const CODE = /^(?:[A-Z0-9]{5}|\d{3,4})$/;

/** Titles and footnotes fill one cell only. */
export const isBaseUnitRow = (cells: Cells<BaseUnitColumn>, row: number): boolean =>
  cells.cell(row, "baseUnits") !== "" && cells.cell(row, "code") !== "";

/** The anesthesia codes of a base-unit file, each as `code, base units`, sorted. Leading zeros lost are put back. */
export function readBaseUnitRows(cells: Cells<BaseUnitColumn>, found: Findings): string[] {
  const rows = new Map<string, string>();
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i) || !isBaseUnitRow(cells, i)) continue;
    const code = cells.cell(i, "code").toUpperCase();
    const units = scaled(cells.cell(i, "baseUnits"), 0);
    const line = (): number => cells.line(i);
    const bad = (column: BaseUnitColumn, why: string): void =>
      found.add("error", "book-bad-cell", line, BASE_UNIT_COLUMNS[column].shown, `${why}: the row was left out`);
    if (!CODE.test(code)) bad("code", "not a code of five characters");
    else if (units === undefined || units > 99) bad("baseUnits", "not a whole number of units below a hundred");
    else {
      const key = code.padStart(5, "0");
      keepFirst(rows, key, `${key}\t${units}`, { found, line, column: "HCPCS", what: "code" });
    }
  }
  return [...rows.values()].sort();
}
