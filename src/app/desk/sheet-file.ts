import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { formatUsd } from "#base/money.ts";
import { type CellValue, newWorkbook, type SheetColumn } from "#document/xlsx.ts";
import { csvField } from "#store/export-rows.ts";

/** Rows as a file for a spreadsheet. No cell of it is run as a formula. */

type Rows = readonly (readonly CellValue[])[];

const written = (value: CellValue): string =>
  value === undefined ? "" : typeof value === "bigint" ? formatUsd(value) : csvField(String(value));

/** A byte order mark, by which Excel knows UTF-8. */
const BOM = "\uFEFF";

export function csvOf(columns: readonly SheetColumn[], rows: Rows): string {
  const lines = [columns.map((c) => csvField(c.title)), ...rows.map((cells) => cells.map(written))];
  return `${BOM}${lines.map((cells) => `${cells.join(",")}\r\n`).join("")}`;
}

/** The bytes of an Excel workbook of one sheet; `home` is where it may lie while it is written. */
export function xlsxOf(name: string, columns: readonly SheetColumn[], rows: Rows, home: string): Uint8Array {
  const tmp = join(home, "tmp");
  mkdirSync(tmp, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(tmp, "sheet-"));
  try {
    const workbook = newWorkbook();
    const sheet = workbook.sheet(name, columns);
    for (const cells of rows) sheet.row(cells);
    const path = join(folder, "sheet.xlsx");
    workbook.save(path);
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
