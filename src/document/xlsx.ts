import { type Day, dayNumber } from "#base/day.ts";
import { type Cents, formatUsd } from "#base/money.ts";
import { writeZip, ZipEntry } from "./zip.ts";

/**
 * A workbook in Office Open XML (ECMA-376, SpreadsheetML), as much of it as lists need: sheets of typed columns with a
 * frozen header and a filter. Sheets may be written side by side and in any amount; nothing is held but compressed bytes.
 * Text is always an inline string, so nothing a file says can become a formula; text that looks like one is also marked
 * with a quote prefix, so that it stays text when somebody edits the cell.
 */
export type ColumnKind = "text" | "long" | "money" | "number" | "day";

export interface SheetColumn {
  readonly title: string;
  readonly kind: ColumnKind;
  /** In characters. */
  readonly width: number;
}

/** An amount for a money column, a Day for a day column, a decimal as text or a number for a number column. */
export type CellValue = string | number | Cents | Day | undefined;

/** Header and data rows a sheet of Excel can hold. */
const ROWS_MAX = 1_048_576;
/** Characters a cell of Excel can hold. */
const TEXT_MAX = 32_767;
/** Day 0 of Excel's calendar is 1899-12-30 for every day after February 1900. */
const EXCEL_EPOCH = 25_569;

/** Indexes into cellXfs of `STYLES`. */
const STYLE = { text: 1, long: 2, money: 3, number: 4, day: 5, header: 6, quoted: 7 } as const;

const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="&quot;$&quot;#,##0.00"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF2EF"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="8">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>' +
  "</cellXfs></styleSheet>";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot hold them, nor can a cell show them
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const SPECIAL: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Almost all text of a claim has none of these and is written as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const NEEDS_WORK = /[&<>"_\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/;

/** Text as XML. `_x0041_` is how SpreadsheetML writes a character by number, so a literal one is escaped (22.4.2.4). */
export const xmlText = (text: string): string =>
  NEEDS_WORK.test(text)
    ? text
        .replace(UNPRINTABLE, " ")
        .toWellFormed()
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
        .replace(/[&<>"]/g, (c) => SPECIAL[c] ?? c)
    : text;

/** What a spreadsheet program may take for a formula when the text is typed or pasted. */
const LOOKS_LIKE_FORMULA = /^[=+\-@\t\r\n|%]/;

const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : letters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));

function textCell(at: string, text: string, style: number): string {
  const marked = LOOKS_LIKE_FORMULA.test(text) ? STYLE.quoted : style;
  const cut = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text;
  return `<c r="${at}" s="${marked}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cut)}</t></is></c>`;
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,9})?$/;

function cellXml(at: string, kind: ColumnKind, value: CellValue): string {
  if (value === undefined || value === "") return "";
  if (typeof value === "bigint") return `<c r="${at}" s="${STYLE.money}"><v>${formatUsd(value)}</v></c>`;
  if (typeof value === "number") return `<c r="${at}" s="${STYLE.number}"><v>${value}</v></c>`;
  if (kind === "day") return `<c r="${at}" s="${STYLE.day}"><v>${dayNumber(value as Day) + EXCEL_EPOCH}</v></c>`;
  if (kind === "number" && DECIMAL.test(value)) return `<c r="${at}" s="${STYLE.number}"><v>${value}</v></c>`;
  return textCell(at, value, kind === "long" ? STYLE.long : STYLE.text);
}

/** One sheet of the file; a list longer than a sheet can hold goes on in the next. */
class SheetPart {
  readonly name: string;
  readonly entry: ZipEntry;
  rows = 1;
  private readonly columns: readonly SheetColumn[];
  private readonly letters: readonly string[];

  constructor(name: string, number: number, columns: readonly SheetColumn[]) {
    this.name = name;
    this.columns = columns;
    this.letters = columns.map((_, i) => letters(i));
    this.entry = new ZipEntry(`xl/worksheets/sheet${number}.xml`);
  }

  begin(): void {
    const cols = this.columns
      .map((c, i) => `<col min="${i + 1}" max="${i + 1}" width="${c.width}" customWidth="1"/>`)
      .join("");
    const head = this.columns.map((c, i) => textCell(`${letters(i)}1`, c.title, STYLE.header)).join("");
    this.entry.write(
      `${XML}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
        `<cols>${cols}</cols><sheetData><row r="1">${head}</row>`,
    );
  }

  row(values: readonly CellValue[]): void {
    this.rows += 1;
    const n = this.rows;
    let cells = "";
    for (const [i, c] of this.columns.entries()) cells += cellXml(`${this.letters[i]}${n}`, c.kind, values[i]);
    this.entry.write(`<row r="${n}">${cells}</row>`);
  }

  end(): void {
    this.entry.write(`</sheetData><autoFilter ref="A1:${this.lastCell("")}"/></worksheet>`);
    this.entry.end();
  }

  private lastCell(mark: string): string {
    return `${mark}${letters(this.columns.length - 1)}${mark}${this.rows}`;
  }

  /** The filtered range as a name of the workbook, which Excel wants beside the filter itself. */
  filterRange(): string {
    return `'${this.name.replaceAll("'", "''")}'!$A$1:${this.lastCell("$")}`;
  }
}

export interface Sheet {
  row(values: readonly CellValue[]): void;
}

export interface Workbook {
  /** Sheets stand in the file in the order they are asked for. */
  sheet(name: string, columns: readonly SheetColumn[]): Sheet;
  /** Ends every sheet and writes the file, whole or not at all. */
  save(path: string): void;
}

/** @param rowsMax rows a sheet holds before it goes on in the next; Excel's own limit unless a test says less. */
export function newWorkbook(rowsMax: number = ROWS_MAX): Workbook {
  const lists: SheetPart[][] = [];
  let parts = 0;
  return {
    sheet(name, columns) {
      const list: SheetPart[] = [];
      lists.push(list);
      const next = (): SheetPart => {
        parts += 1;
        const part = new SheetPart(list.length === 0 ? name : `${name} ${list.length + 1}`, parts, columns);
        list.push(part);
        part.begin();
        return part;
      };
      let part = next();
      return {
        row(values) {
          if (part.rows >= rowsMax) {
            part.end();
            part = next();
          }
          part.row(values);
        },
      };
    },
    save(path) {
      for (const list of lists) list.at(-1)?.end();
      writeZip(path, packed(lists.flat()));
    },
  };
}

/** The parts around the sheets: content types, relations, the list of sheets, and styles. */
function packed(sheets: readonly SheetPart[]): readonly ZipEntry[] {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const overrides = sheets
    .map((s) => `<Override PartName="/${s.entry.name}" ContentType="${kind}.worksheet+xml"/>`)
    .join("");
  const listed = sheets
    .map((s, i) => `<sheet name="${xmlText(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join("");
  const filters = sheets
    .map(
      (s, i) =>
        `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${xmlText(s.filterRange())}</definedName>`,
    )
    .join("");
  const related = sheets
    .map((s, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="${s.entry.name.slice(3)}"/>`)
    .join("");
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/>`;
  const around: readonly (readonly [string, string])[] = [
    [
      "[Content_Types].xml",
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${overrides}</Types>`,
    ],
    [
      "_rels/.rels",
      `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed}</sheets><definedNames>${filters}</definedNames></workbook>`,
    ],
    ["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${relations}">${related}${styles}</Relationships>`],
    ["xl/styles.xml", STYLES],
  ];
  const entries = around.map(([name]) => new ZipEntry(name));
  for (const [i, entry] of entries.entries()) {
    entry.write(XML + (around[i]?.[1] ?? ""));
    entry.end();
  }
  return [...entries, ...sheets.map((s) => s.entry)];
}
