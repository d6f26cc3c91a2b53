import { type Problem, problem } from "#base/problem.ts";
import { COLUMNS, CSV_LIMIT } from "./csv.ts";
import { columnOf, isoText, numberText, type Shown, unescaped } from "./workbook-cells.ts";
import { attributesOf, XmlFault, type XmlSeen } from "./xml-scan.ts";

/** The sheet, as text, is larger than a list may be. */
export class SheetTooLarge extends Error {
  readonly row: number;

  constructor(row: number) {
    super("the sheet is larger than a list may be");
    this.row = row;
  }
}

/** Rows a sheet can have, by Excel's own limits. */
const ROWS = 1_048_576;
/** A cell holds 32,767 characters; a file that gives a million was made to fill a memory. */
const TEXT_MAX = 1 << 20;
/** Cells told one by one; of the others only how many. */
const TOLD = 50;

/** Text of the tags we ask for, put together from its pieces. */
class Collected {
  text = "";
  private open = false;

  begin(): void {
    this.open = true;
  }

  end(): void {
    this.open = false;
  }

  add(piece: string): void {
    if (!this.open) return;
    this.text += piece;
    if (this.text.length > TEXT_MAX) throw new XmlFault("a text longer than a cell can be");
  }

  take(): string {
    const { text } = this;
    this.text = "";
    return text;
  }
}

/** Texts that cells share, in their order. The reading beside an East Asian text (rPh) is no part of it. */
export class SharedTexts implements XmlSeen {
  readonly all: string[] = [];
  private readonly collected = new Collected();
  private beside = false;

  open(name: string): void {
    if (name === "rPh") this.beside = true;
    else if (name === "t" && !this.beside) this.collected.begin();
  }

  text(text: string): void {
    this.collected.add(text);
  }

  close(name: string): void {
    if (name === "t") this.collected.end();
    else if (name === "rPh") this.beside = false;
    else if (name === "si") this.all.push(unescaped(this.collected.take()));
  }
}

/** What the rest of a workbook says of the cells of a sheet. */
export interface SheetOf {
  readonly file: string;
  readonly texts: readonly string[];
  readonly styles: readonly Shown[];
  readonly from1904: boolean;
  /** Takes lines of the table as they come. */
  readonly write: (text: string) => void;
}

const FORMULA =
  "A cell holds a formula without its result. Open the workbook in a spreadsheet program, save it, and give it again.";
const FAULTY = "A formula of this cell failed, so the cell is read as empty. Correct it in the workbook.";

const AS_KEPT: Shown = { is: "as-kept" };

/** Rows of a sheet as lines of a delimited table: row 7 is line 7, so that a Problem names the row a person sees. */
export class SheetLines implements XmlSeen {
  readonly problems: Problem[] = [];
  private readonly of: SheetOf;
  private readonly collected = new Collected();
  private within = false;
  private beside = false;
  private row = 0;
  private written = 0;
  private size = 0;
  private untold = 0;
  private cells: string[] = [];
  private column = -1;
  private type = "n";
  private style = 0;
  private isFormula = false;
  private hasValue = false;

  constructor(of: SheetOf) {
    this.of = of;
  }

  open(name: string, attributes: string): void {
    if (name === "sheetData") this.within = true;
    if (!this.within) return;
    if (name === "row") this.openRow(attributes);
    else if (name === "c") this.openCell(attributes);
    else if (name === "f") this.isFormula = true;
    else if (name === "rPh") this.beside = true;
    else if (name === "v" || (name === "t" && !this.beside)) {
      this.hasValue = true;
      this.collected.begin();
    }
  }

  text(text: string): void {
    this.collected.add(text);
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.collected.end();
    else if (name === "rPh") this.beside = false;
    else if (name === "c" && this.within) this.closeCell();
    else if (name === "row" && this.within) this.closeRow();
    else if (name === "sheetData") this.within = false;
  }

  /** After the last row: what was too much to tell. */
  end(): void {
    if (this.untold > 0)
      this.problems.push(
        problem("error", "workbook-cell", { file: this.of.file }, `${this.untold} more cells cannot be read.`),
      );
  }

  private openRow(attributes: string): void {
    const given = Number(attributesOf(attributes).get("r") ?? this.row + 1);
    if (!(given > this.row && given <= ROWS)) throw new XmlFault("rows out of their order");
    this.row = given;
    this.column = -1;
    this.cells = [];
  }

  private openCell(attributes: string): void {
    const a = attributesOf(attributes);
    const given = columnOf(a.get("r") ?? "");
    this.column = given >= 0 ? given : this.column + 1;
    this.type = a.get("t") ?? "n";
    this.style = Number(a.get("s") ?? 0);
    this.isFormula = false;
    this.hasValue = false;
    this.collected.take();
  }

  private closeCell(): void {
    const kept = this.collected.take();
    if (this.column >= COLUMNS) return;
    if (this.isFormula && !this.hasValue) this.tell(FORMULA);
    this.cells[this.column] = this.cellText(kept);
  }

  private cellText(kept: string): string {
    switch (this.type) {
      case "s": {
        // Number("") is 0, and the first text is not what an empty cell says.
        if (kept.trim() === "") return "";
        const text = this.of.texts[Number(kept)];
        if (text === undefined) throw new XmlFault("a cell names a text that is not there");
        return text;
      }
      case "inlineStr":
      case "str":
        return unescaped(kept);
      case "b":
        return kept === "1" ? "TRUE" : kept === "0" ? "FALSE" : kept;
      case "d":
        return isoText(kept);
      case "e":
        this.tell(FAULTY);
        return "";
      default:
        return numberText(kept, this.of.styles[this.style] ?? AS_KEPT, this.of.from1904);
    }
  }

  private tell(message: string): void {
    if (this.problems.length >= TOLD) {
      this.untold++;
      return;
    }
    const at = { file: this.of.file, line: this.row, column: letters(this.column) };
    this.problems.push(problem("error", "workbook-cell", at, message));
  }

  private closeRow(): void {
    let last = this.cells.length;
    while (last > 0 && (this.cells[last - 1] ?? "").trim() === "") last--;
    if (last === 0) return;
    let line = "\n".repeat(this.row - this.written - 1);
    for (let i = 0; i < last; i++) line += `${i === 0 ? "" : ","}${quoted(this.cells[i] ?? "")}`;
    this.written = this.row;
    this.size += line.length + 1;
    if (this.size > CSV_LIMIT) throw new SheetTooLarge(this.row);
    this.of.write(`${line}\n`);
  }
}

/** A cell of several lines is one line here, so that lines stay rows. */
const quoted = (cell: string): string => `"${cell.replace(/[\r\n]+/g, " ").replaceAll('"', '""')}"`;

const letters = (column: number): string =>
  (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
