import { isPricedStatus } from "#price/status.ts";
import type { Cells } from "./cells.ts";
import { RVU_COLUMNS, type RvuColumn } from "./columns.ts";
import { type Findings, keepFirst } from "./findings.ts";
import { scaled } from "./scaled.ts";

/** Fields of a relative value row in a book, in this order. Numbers are whole: hundredths, and ten-thousandths for the conversion factor. */
export const RVU_FIELDS = [
  "code",
  "modifier",
  "status",
  "work",
  "peNonFacility",
  "peFacility",
  "malpractice",
  "naNonFacility",
  "naFacility",
  "pcTc",
  "globalDays",
  "preShare",
  "intraShare",
  "postShare",
  "multipleProcedure",
  "bilateral",
  "assistant",
  "coSurgeon",
  "team",
  "endoscopicBase",
  "imagingFamily",
  "conversionFactor",
  "oppsPeNonFacility",
  "oppsPeFacility",
  "oppsMalpractice",
] as const satisfies readonly RvuColumn[];

const PLACES: Readonly<Partial<Record<RvuColumn, number>>> = {
  work: 2,
  peNonFacility: 2,
  peFacility: 2,
  malpractice: 2,
  preShare: 2,
  intraShare: 2,
  postShare: 2,
  conversionFactor: 4,
  oppsPeNonFacility: 2,
  oppsPeFacility: 2,
  oppsMalpractice: 2,
};

const CODE = /^[A-Z0-9]{5}$/;
/** Spreadsheets turn 00100 into 100, and CMS has published that (RVU20D). No real code is all digits and shorter than five. */
const SHORTENED = /^\d{3,4}$/;
const MODIFIER = /^(?:[A-Z0-9]{2})?$/;
const STATUS = /^[A-Z]$/;
const WORD = /^[A-Z0-9]{0,5}$/;

type Field = string | { readonly column: RvuColumn; readonly why: string };

/** Reads a cell's text; `priced` when the row's status is one whose RVUs count, so that an empty number is no zero. */
function field(column: RvuColumn, text: string, priced: boolean): Field {
  const places = PLACES[column];
  if (places !== undefined) {
    const value = text === "" && !priced ? 0 : scaled(text, places);
    if (value === undefined) return { column, why: `not a number with at most ${places} decimals` };
    if (column === "conversionFactor" && value === 0 && priced) return { column, why: "the conversion factor is zero" };
    return value.toString();
  }
  const upper = text.toUpperCase();
  const word = column === "code" && SHORTENED.test(upper) ? upper.padStart(5, "0") : upper;
  const shape = column === "code" ? CODE : column === "modifier" ? MODIFIER : column === "status" ? STATUS : WORD;
  return shape.test(word) ? word : { column, why: "not written as CMS writes this column" };
}

/** The code a relative value file ends with, in its own order. CMS sorts by code, so releases end alike and a cut one does not. */
export function lastCode(cells: Cells<RvuColumn>): string | undefined {
  for (let i = cells.count - 1; i >= 0; i--) {
    const code = cells.cell(i, "code").toUpperCase();
    if (CODE.test(code)) return code;
  }
  return undefined;
}

/**
 * The rows of a relative value file, each as one line of tab-separated fields, sorted by code and modifier. A row with
 * a cell that cannot be read is left out with a Problem at its line and column; of two rows for one code and modifier
 * the first counts.
 */
export function readRvuRows(cells: Cells<RvuColumn>, found: Findings): string[] {
  const rows = new Map<string, string>();
  // Nearly half a million cells hold a few thousand different texts, so each is read once for each column.
  const known = new Map(RVU_FIELDS.map((c) => [c, [new Map<string, Field>(), new Map<string, Field>()] as const]));
  const read = (i: number, column: RvuColumn, priced: boolean): Field => {
    const text = cells.cell(i, column);
    const before = known.get(column as (typeof RVU_FIELDS)[number])?.[priced ? 1 : 0];
    let f = before?.get(text);
    if (f === undefined) {
      f = field(column, text, priced);
      if (before !== undefined && before.size < 50_000) before.set(text, f);
    }
    return f;
  };
  let shortened: number | undefined;
  for (let i = 0; i < cells.count; i++) {
    if (cells.blank(i)) continue;
    if (SHORTENED.test(cells.cell(i, "code"))) shortened ??= i;
    const fields: string[] = [];
    const priced = isPricedStatus(cells.cell(i, "status").toUpperCase());
    let bad = false;
    for (const column of RVU_FIELDS) {
      const f = read(i, column, priced);
      if (typeof f === "string") {
        fields.push(f);
        continue;
      }
      found.add(
        "error",
        "book-bad-cell",
        () => cells.line(i),
        RVU_COLUMNS[f.column].shown,
        `${f.why}: the row was left out`,
      );
      bad = true;
      break;
    }
    if (bad) continue;
    keepFirst(rows, `${fields[0]}\t${fields[1]}`, fields.join("\t"), {
      found,
      line: () => cells.line(i),
      column: "HCPCS",
      what: "code and modifier",
    });
  }
  if (shortened !== undefined) {
    found.add(
      "warning",
      "book-zeros-lost",
      () => cells.line(shortened),
      "HCPCS",
      "codes here have lost their leading zeros, as spreadsheets do: they were put back",
    );
  }
  return [...rows.values()].sort();
}
