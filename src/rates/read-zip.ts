import { padKey } from "#price/geography.ts";
import type { Cells } from "./cells.ts";
import { ZIP_COLUMNS, type ZipColumn } from "./columns.ts";
import { type Findings, keepFirst } from "./findings.ts";

/** The ZIP codes of a ZIP5 file, each as `zip, carrier, locality, plus-four flag`, sorted. */
export function readZipRows(cells: Cells<ZipColumn>, found: Findings): string[] {
  const rows = new Map<string, string>();
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i)) continue;
    const zip = padKey(cells.cell(i, "zip"), 5);
    const carrier = padKey(cells.cell(i, "carrier"), 5);
    const locality = padKey(cells.cell(i, "locality"), 2);
    const flag = cells.cell(i, "plusFour");
    const wrong: ZipColumn | undefined =
      zip === undefined
        ? "zip"
        : carrier === undefined
          ? "carrier"
          : locality === undefined
            ? "locality"
            : /^[01]?$/.test(flag)
              ? undefined
              : "plusFour";
    if (wrong !== undefined || zip === undefined) {
      found.add(
        "error",
        "book-bad-cell",
        () => cells.line(i),
        ZIP_COLUMNS[wrong ?? "zip"].shown,
        "not written as CMS writes this column: the row was left out",
      );
      continue;
    }
    const row = [zip, carrier, locality, flag === "1" ? "1" : "0"].join("\t");
    keepFirst(rows, zip, row, { found, line: () => cells.line(i), column: "ZIP CODE", what: "ZIP code" });
  }
  return [...rows.values()].sort();
}
