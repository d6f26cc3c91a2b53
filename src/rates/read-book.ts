import type { GpciBook, Schedule } from "#price/book.ts";
import { type Cells, cellsOfLines, cellsOfRecords, EOF_MARK } from "./cells.ts";
import type { AnesColumn, BaseUnitColumn, GpciColumn, Header, RvuColumn, ZipCbsaColumn, ZipColumn } from "./columns.ts";
import { type Records, readDelimited } from "./delimited.ts";
import { findings } from "./findings.ts";
import { RVU_LAYOUT, ZIP5_LAYOUT } from "./layouts.ts";
import { readOppscapRows } from "./oppscap.ts";
import { cellsOfAnesText, isAnesRow, readAnesRows } from "./read-anes.ts";
import { readAsc } from "./read-asc.ts";
import { isBaseUnitRow, readBaseUnitRows } from "./read-base-units.ts";
import { cellsOfGpciText, readGpciRows, type WorkColumn } from "./read-gpci.ts";
import { lastCode, readRvuRows } from "./read-rvu.ts";
import { readZipRows } from "./read-zip.ts";
import { readZipCbsaRows } from "./read-zip-cbsa.ts";
import {
  BEGINS,
  isCut,
  isWhole,
  missing,
  noRelease,
  noRows,
  type ReadBook,
  type ReadFile,
  type Reading,
  refused,
  type SourceFile,
} from "./reading.ts";
import { recognize, recognizeByName } from "./recognize.ts";
import { nameCrosswalk, nameQuarter, nameRelease, nameSchedule } from "./release-name.ts";

const BOM = "\u00ef\u00bb\u00bf";

/** CMS writes Latin-1 or ASCII; a UTF-8 mark is dropped. Every column read here is ASCII. */
function decode(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  return text.startsWith(BOM) ? text.slice(BOM.length) : text;
}

const isBinary = (bytes: Buffer): boolean => bytes.subarray(0, 8_192).includes(0);

/** Whether the last line has its line end, which every file CMS publishes has. */
const isEnded = (r: Reading): boolean => ["\n", "\r", EOF_MARK].some((end) => r.text.endsWith(end));

const named = (r: Reading): ReturnType<typeof nameRelease> => nameRelease(r.source.names, r.text.slice(0, 4_000));

/** The schedule a file is of; said when its year has two and nothing tells which. */
function scheduleOf(r: Reading, year: number): Schedule {
  const { schedule, assumed } = nameSchedule(year, r.source.names, r.text.slice(0, 4_000));
  if (assumed) {
    r.found.add(
      "warning",
      "book-schedule-assumed",
      undefined,
      undefined,
      "from 2026 there are two schedules and neither name nor title says which this is: taken as non-QP",
    );
  }
  return schedule;
}

function rvu(r: Reading, cells: Cells<RvuColumn>): ReadFile {
  const release = named(r)?.release;
  if (release === undefined) {
    return noRelease(
      r,
      "its release cannot be told from its name, its folder or its title: put it in a folder named like 2025D and import it again",
    );
  }
  if (isCut(r, cells, () => true)) return refused(r);
  const schedule = scheduleOf(r, release.year);
  const rows = readRvuRows(cells, r.found);
  if (rows.length === 0) return noRows(r);
  const leftOut = missing(cells, rows, () => true);
  return {
    books: [{ kind: "rvu", release: release.id, schedule, floor: "unstated", rows, leftOut, ends: lastCode(cells) }],
    verdict: "read",
    problems: r.found.all(),
  };
}

const WORK: Readonly<Record<WorkColumn, GpciBook["floor"]>> = {
  work: "unstated",
  workWithFloor: "with",
  workWithoutFloor: "without",
};

function gpci(r: Reading, cells: Cells<GpciColumn>, columns: readonly WorkColumn[]): ReadFile {
  const when = named(r);
  if (when === undefined) {
    return noRelease(
      r,
      "its year cannot be told from its name, its folder or its title: name it like GPCI2025 and import it again",
    );
  }
  if (isCut(r, cells, (i) => BEGINS.test(cells.cell(i, "carrier")))) return refused(r);
  const books: ReadBook[] = [];
  for (const column of columns) {
    const rows = readGpciRows(cells, column, r.found);
    if (rows.length === 0) continue;
    const leftOut = missing(cells, rows, (i) => cells.cell(i, "pe") !== "");
    books.push({
      kind: "gpci",
      release: when.release?.id ?? `${when.year}`,
      schedule: "single",
      floor: WORK[column],
      rows,
      leftOut,
    });
  }
  return books.length === 0 ? noRows(r) : { books, verdict: "read", problems: r.found.all() };
}

function zip(r: Reading, cells: Cells<ZipColumn>): ReadFile {
  const yearQuarter = cells.count === 0 ? "" : cells.cell(0, "quarter");
  const when = nameQuarter(r.source.names, yearQuarter);
  if (when === undefined) {
    return noRelease(
      r,
      "its quarter stands neither in its rows nor in its name: name it like ZIP5_OCT2025 and import it again",
    );
  }
  if (isCut(r, cells, () => true)) return refused(r);
  const rows = readZipRows(cells, r.found);
  if (rows.length === 0) return noRows(r);
  const leftOut = missing(cells, rows, () => true);
  return {
    books: [
      { kind: "zip", release: `${when.year}Q${when.quarter}`, schedule: "single", floor: "unstated", rows, leftOut },
    ],
    verdict: "read",
    problems: r.found.all(),
  };
}

function crosswalk(r: Reading, cells: Cells<ZipCbsaColumn>): ReadFile {
  const release = nameCrosswalk(r.source.names);
  if (release === undefined) {
    return noRelease(
      r,
      "its quarter or year does not stand in its name: name it like ZIP_CBSA_122025 and import it again",
    );
  }
  if (isCut(r, cells, () => true)) return refused(r);
  const { rows, leftOut } = readZipCbsaRows(cells, r.found);
  if (rows.length === 0) return noRows(r);
  return {
    books: [{ kind: "zip-cbsa", release, schedule: "single", floor: "unstated", rows, leftOut }],
    verdict: "read",
    problems: r.found.all(),
  };
}

function anes(r: Reading, cells: Cells<AnesColumn>): ReadFile {
  const when = named(r);
  if (when === undefined) {
    return noRelease(
      r,
      "its year cannot be told from its name or its folder: name it like ANES2025 and import it again",
    );
  }
  if (isCut(r, cells, (i) => BEGINS.test(cells.cell(i, "carrier")))) return refused(r);
  const schedule = scheduleOf(r, when.year);
  const rows = readAnesRows(cells, r.found);
  if (rows.length === 0) return noRows(r);
  const leftOut = missing(cells, rows, (i) => isAnesRow(cells, i));
  const release = when.release?.id ?? `${when.year}`;
  return {
    books: [{ kind: "anes", release, schedule, floor: "unstated", rows, leftOut }],
    verdict: "read",
    problems: r.found.all(),
  };
}

function baseUnits(r: Reading, cells: Cells<BaseUnitColumn>): ReadFile {
  const when = named(r);
  if (when === undefined) {
    return noRelease(
      r,
      "its year cannot be told from its name or its folder: name it like anesthesia_base_units_2025 and import it again",
    );
  }
  if (isCut(r, cells, (i) => BEGINS.test(cells.cell(i, "code")))) return refused(r);
  const rows = readBaseUnitRows(cells, r.found);
  if (rows.length === 0) return noRows(r);
  const leftOut = missing(cells, rows, (i) => isBaseUnitRow(cells, i));
  return {
    books: [{ kind: "base-units", release: `${when.year}`, schedule: "single", floor: "unstated", rows, leftOut }],
    verdict: "read",
    problems: r.found.all(),
  };
}

/** Two columns of factors would be two schedules, and nothing says which is which. */
function anesByColumns(r: Reading, records: Records, header: Header<AnesColumn>): ReadFile {
  if (header.twice.length === 0)
    return isWhole(r, header) ? anes(r, cellsOfRecords(records, header, isEnded(r))) : refused(r);
  for (const name of header.twice) {
    r.found.add(
      "error",
      "book-column-twice",
      header.dataFrom,
      name,
      "two columns of this name stand in the header and which to use cannot be told, so the file was not read: leave one in each of two files, named for their schedule",
    );
  }
  return refused(r);
}

const WORKS: readonly WorkColumn[] = ["workWithFloor", "work", "workWithoutFloor"];

function byColumns(r: Reading, records: Records, kind: ReturnType<typeof recognize>): ReadFile | undefined {
  if (kind.kind === "rvu-columns")
    return isWhole(r, kind.header) ? rvu(r, cellsOfRecords(records, kind.header, isEnded(r))) : refused(r);
  if (kind.kind === "zip-columns")
    return isWhole(r, kind.header) ? zip(r, cellsOfRecords(records, kind.header, isEnded(r))) : refused(r);
  if (kind.kind === "zip-cbsa-columns")
    return isWhole(r, kind.header) ? crosswalk(r, cellsOfRecords(records, kind.header, isEnded(r))) : refused(r);
  if (kind.kind === "asc-columns") return readAsc(r, records, kind.file, isEnded(r));
  if (kind.kind === "anes-columns") return anesByColumns(r, records, kind.header);
  if (kind.kind === "base-unit-columns")
    return isWhole(r, kind.header) ? baseUnits(r, cellsOfRecords(records, kind.header, isEnded(r))) : refused(r);
  if (kind.kind !== "gpci-columns") return undefined;
  const { header } = kind;
  const works = WORKS.filter((w) => header.at[w] !== undefined);
  if (works.length === 0) {
    r.found.add(
      "error",
      "book-no-column",
      header.dataFrom,
      "PW GPCI",
      "the header has no column of this name, so the file was not read",
    );
  }
  return isWhole(r, header) && works.length > 0
    ? gpci(r, cellsOfRecords(records, header, isEnded(r)), works)
    : refused(r);
}

function aside(r: Reading, code: string, severity: "error" | "warning", why: string): ReadFile {
  r.found.add(severity, code, undefined, undefined, why);
  return { books: [], verdict: severity === "error" ? "refused" : "skipped", problems: r.found.all() };
}

/** An OPPSCAP file as an oracle; undefined when the text is none. */
function oppscapFile(r: Reading): ReadFile | undefined {
  const rows = readOppscapRows(r.text);
  if (rows === undefined) return undefined;
  const release = named(r)?.release;
  const schedule =
    release === undefined ? "single" : nameSchedule(release.year, r.source.names, r.text.slice(0, 4_000)).schedule;
  return { books: [], verdict: "skipped", problems: [], oppscap: { release: release?.id, schedule, rows } };
}

/** Reads one published file into books. Nothing is thrown: what is wrong with the file comes back as located Problems. */
export function readBookFile(source: SourceFile): ReadFile {
  const found = findings(source.file);
  const unknownIs = source.asked ? "error" : "warning";
  const named = recognizeByName(source.path);
  const binary = named === undefined && isBinary(source.bytes);
  const text = binary ? "" : decode(source.bytes);
  const r: Reading = { source, text, found };
  if (binary)
    return aside(
      r,
      "book-unknown",
      unknownIs,
      "binary or UTF-16 content: Parley reads the .csv and .txt files CMS publishes",
    );
  if (text.trim() === "") return aside(r, "book-empty", unknownIs, "the file is empty");
  const lines = (): string[] => text.split(/\r\n|\n|\r/);
  let kind = named ?? recognize(source.path, text, undefined);
  let records: Records | undefined;
  if (kind.kind === "unknown") {
    const read = readDelimited(text);
    if (read.ok) {
      records = read.records;
      kind = recognize(source.path, text, records);
    } else if (/HCPCS|GPCI|ZIP ?CODE|CBSA/i.test(text.slice(0, 4_000))) {
      found.add(
        "error",
        "book-quote",
        read.line,
        undefined,
        "a quotation mark is opened here and never closed, or a line is over a million characters: nothing of the file was read",
      );
      return refused(r);
    }
  }
  switch (kind.kind) {
    case "rvu-fixed":
      return rvu(r, cellsOfLines(lines(), RVU_LAYOUT));
    case "anes-fixed":
      return anes(r, cellsOfAnesText(lines()));
    case "zip-fixed":
      return zip(r, cellsOfLines(lines(), ZIP5_LAYOUT));
    case "gpci-fixed":
      return gpci(r, cellsOfGpciText(lines()), [
        /with 1\.0 floor/i.test(text)
          ? "workWithFloor"
          : /without 1\.0 floor/i.test(text)
            ? "workWithoutFloor"
            : "work",
      ]);
    case "not-an-input":
      return oppscapFile(r) ?? aside(r, "book-not-an-input", "warning", kind.why);
    case "not-yet":
      return aside(r, "book-not-read-yet", "warning", kind.why);
    case "unknown":
      return aside(r, "book-unknown", unknownIs, kind.why);
    default:
      return byColumns(r, records ?? [], kind) ?? refused(r);
  }
}
