import { cbsaKey } from "#price/asc-book.ts";
import { isQuarterLetter, readRelease, releaseOf } from "#price/release.ts";
import { ASC_DEVICES, ASC_SURGERY, ASC_WAGES, type AscColumn, type AscFile } from "./asc-columns.ts";
import { type Cells, cellsOfRecords } from "./cells.ts";
import type { Header } from "./columns.ts";
import type { Records } from "./delimited.ts";
import { type Findings, keepFirst } from "./findings.ts";
import { BEGINS, isCut, isWhole, missing, noRelease, noRows, type ReadFile, type Reading, refused } from "./reading.ts";
import { scaled } from "./scaled.ts";

/** Reads CMS's surgery center addenda AA, BB and FF and the wage index file into the rows of a book. */

const CODE = /^[A-Z0-9]{5}$/;
const INDICATOR = /^[A-Z]\d$/;
/** What CMS writes where there is no amount. */
const NONE = /^(?:|\.|-+|N\/?A)$/i;

/** A dollar cell without its sign and commas: `$9,891.33 ` is 9891.33. */
const bare = (cell: string): string => cell.replace(/[$,\s]/g, "");

/** Ten-thousandths; "" where the cell holds no amount or zero, which is no rate; undefined where it cannot be read. */
function amount(cell: string): string | undefined {
  const text = bare(cell);
  if (NONE.test(text)) return "";
  const n = scaled(text, 4);
  return n === undefined ? undefined : n === 0 ? "" : `${n}`;
}

type RateColumn = AscColumn;

/** Titles and footnotes fill the first cell alone. */
const isRateRow = (cells: Cells<RateColumn>, i: number): boolean =>
  cells.cell(i, "indicator") !== "" || cells.cell(i, "rate") !== "" || cells.cell(i, "discounted") !== "";

type Row = { readonly key: string; readonly row: string } | { readonly column: string; readonly why: string };

function rateRow(cells: Cells<RateColumn>, i: number, surgery: boolean): Row {
  const bad = (column: RateColumn, why: string): Row => ({ column: ASC_SURGERY[column].shown, why });
  const code = cells.cell(i, "code").toUpperCase();
  if (!CODE.test(code)) return bad("code", "not a code of five characters");
  const indicator = cells.cell(i, "indicator").toUpperCase().replace(/\*+$/, "");
  if (!INDICATOR.test(indicator)) return bad("indicator", "not a letter and a digit, as payment indicators are");
  const discounted = cells.cell(i, "discounted").toUpperCase();
  if (surgery && !/^[YN]?$/.test(discounted)) return bad("discounted", "neither Y nor N");
  const weight = amount(cells.cell(i, "weight"));
  if (weight === undefined) return bad("weight", "not a number with at most four decimals");
  const rate = amount(cells.cell(i, "rate"));
  if (rate === undefined) return bad("rate", "not an amount with at most four decimals");
  return { key: code, row: [code, indicator, surgery && discounted === "Y" ? "Y" : "N", weight, rate].join("\t") };
}

function numberRow(cells: Cells<string>, i: number, of: "asc-ff" | "asc-wages"): Row {
  if (of === "asc-ff") {
    const code = cells.cell(i, "code").toUpperCase();
    if (!CODE.test(code)) return { column: ASC_DEVICES.code.shown, why: "not a code of five characters" };
    const part = scaled(bare(cells.cell(i, "amount")), 4);
    return part === undefined
      ? { column: ASC_DEVICES.amount.shown, why: "not an amount with at most four decimals" }
      : { key: code, row: `${code}\t${part}` };
  }
  const cbsa = cbsaKey(cells.cell(i, "cbsa"));
  if (cbsa === undefined) return { column: ASC_WAGES.cbsa.shown, why: "not a number of at most five digits" };
  const index = scaled(bare(cells.cell(i, "index")), 4) ?? 0;
  return index === 0 || index > 50_000
    ? { column: ASC_WAGES.index.shown, why: "not an index between 0 and 5 with at most four decimals" }
    : { key: cbsa, row: `${cbsa}\t${index}` };
}

interface Table {
  readonly count: number;
  readonly isRow: (i: number) => boolean;
  readonly read: (i: number) => Row;
  readonly line: (i: number) => number;
  /** The column of the key, and what it is. */
  readonly column: string;
  readonly what: string;
}

function rowsOf(table: Table, found: Findings): string[] {
  const rows = new Map<string, string>();
  for (let i = 0; i < table.count; i++) {
    if (!table.isRow(i)) continue;
    const line = (): number => table.line(i);
    const r = table.read(i);
    if ("key" in r) keepFirst(rows, r.key, r.row, { found, line, column: table.column, what: table.what });
    else found.add("error", "book-bad-cell", line, r.column, `${r.why}: the row was left out`);
  }
  return [...rows.values()].sort();
}

const MONTH = /(JAN|APR|JUL|OCT)[A-Z]*[\s_,-]*(?:CY[\s_]*)?(20\d\d)/;
const MONTH_AFTER = /(20\d\d)[\s_-]*(JAN|APR|JUL|OCT)/;
const FOLDER = /(?:^|[^A-Z0-9])(20\d\d)([A-D])(?![A-Z0-9])/;
const YEAR = /(?:^|[^0-9])(20\d\d)(?:[^0-9]|$)/;
const WI = /(?:^|[^A-Z])WI[\s_]*(\d\d)(?:[^0-9]|$)/;
const LETTERS: Readonly<Record<string, string>> = { JAN: "A", APR: "B", JUL: "C", OCT: "D" };

function quarterIn(text: string): string | undefined {
  const folder = FOLDER.exec(text);
  if (folder !== null) return readRelease(`${folder[1]}${folder[2]}`)?.id;
  const first = MONTH.exec(text);
  const after = first === null ? MONTH_AFTER.exec(text) : null;
  const letter = LETTERS[first?.[1] ?? after?.[2] ?? ""] ?? "";
  const year = Number(first?.[2] ?? after?.[1]);
  return isQuarterLetter(letter) ? releaseOf(year, letter, false)?.id : undefined;
}

const yearIn = (text: string): string | undefined => {
  const wi = WI.exec(text);
  return wi === null ? YEAR.exec(text)?.[1] : `20${wi[1]}`;
};

/**
 * The quarter a file is of, else its year: as its own header says, else its title, its name, and what holds it. Wage indices
 * are of a whole year.
 */
function releaseIn(r: Reading, head: Records, of: AscFile["of"]): string | undefined {
  const header = (head[head.length - 1] ?? []).join(" ");
  const title = head
    .slice(0, -1)
    .map((row) => row.join(" "))
    .join(" ");
  const texts = [header, title, ...r.source.names].map((t) => t.toUpperCase().replace(/\s+/g, " "));
  const first = <T>(find: (text: string) => T | undefined): T | undefined => {
    for (const t of texts) {
      const hit = find(t);
      if (hit !== undefined) return hit;
    }
    return undefined;
  };
  const year = first(yearIn);
  if (of === "asc-wages") return year;
  const quarter = first(quarterIn);
  // A folder of another year says nothing about a file that names its own.
  return quarter !== undefined && (year === undefined || quarter.startsWith(year)) ? quarter : year;
}

const PROPOSED = /\bPROPOSED\b/i;

function tableOf(
  file: AscFile,
  records: Records,
  ended: boolean,
): { readonly cells: Cells<string>; readonly table: Table } {
  if (file.of === "asc-aa" || file.of === "asc-bb") {
    const cells = cellsOfRecords<RateColumn>(records, file.header, ended);
    const surgery = file.of === "asc-aa";
    const isRow = (i: number): boolean => !cells.blank(i) && isRateRow(cells, i);
    const read = (i: number): Row => rateRow(cells, i, surgery);
    return {
      cells: cells as Cells<string>,
      table: { count: cells.count, isRow, read, line: cells.line, column: "HCPCS Code", what: "code" },
    };
  }
  const header: Header<string> = file.header;
  const cells = cellsOfRecords(records, header, ended);
  const [key, value] = file.of === "asc-ff" ? ["code", "amount"] : ["cbsa", "index"];
  const isRow = (i: number): boolean =>
    !cells.blank(i) && cells.cell(i, value ?? "") !== "" && cells.cell(i, key ?? "") !== "";
  const read = (i: number): Row => numberRow(cells, i, file.of === "asc-ff" ? "asc-ff" : "asc-wages");
  const what = file.of === "asc-ff" ? ["HCPCS Code", "code"] : ["CBSA", "labor market"];
  return {
    cells,
    table: { count: cells.count, isRow, read, line: cells.line, column: what[0] ?? "", what: what[1] ?? "" },
  };
}

const NAMES: Readonly<Record<AscFile["of"], string>> = {
  "asc-aa": "asc_addendum_AA_apr2026.csv",
  "asc-bb": "asc_addendum_BB_apr2026.csv",
  "asc-ff": "asc_addendum_FF_apr2026.csv",
  "asc-wages": "asc_wage_index_2026.csv",
};

/** Two columns of rates would be two quarters, and nothing says which is meant. */
function isDouble(r: Reading, header: Header<string>): boolean {
  for (const name of header.twice) {
    r.found.add(
      "error",
      "book-column-twice",
      header.dataFrom,
      name,
      "two columns of this name stand in the header and which to use cannot be told, so the file was not read: leave the one in force",
    );
  }
  return header.twice.length > 0;
}

/** Reads one surgery center file into a book, or says why there is none. `ended`: the last line has its line end. */
export function readAsc(r: Reading, records: Records, file: AscFile, ended: boolean): ReadFile {
  const header: Header<string> = file.header;
  if (isDouble(r, header) || !isWhole(r, header)) return refused(r);
  const head = records.slice(0, header.dataFrom);
  if (head.some((row) => row.some((c) => PROPOSED.test(c)))) {
    const why =
      "these are rates of a proposed rule, which were never in force: import the file of the final rule or of a quarter";
    r.found.add("error", "book-proposed", undefined, undefined, why);
    return refused(r);
  }
  const release = releaseIn(r, head, file.of);
  if (release === undefined) {
    return noRelease(
      r,
      `its quarter or year stands neither in its header nor in its title or name: name it like ${NAMES[file.of]} and import it again`,
    );
  }
  const { cells, table } = tableOf(file, records, ended);
  const first = file.of === "asc-wages" ? "cbsa" : "code";
  if (isCut(r, cells, (i) => cells.cell(i, first) !== "" && BEGINS.test(cells.cell(i, first)))) return refused(r);
  const rows = rowsOf(table, r.found);
  if (rows.length === 0) return noRows(r);
  const leftOut = missing(cells, rows, table.isRow);
  return {
    books: [{ kind: file.of, release, schedule: "single", floor: "unstated", rows, leftOut }],
    verdict: "read",
    problems: r.found.all(),
  };
}
