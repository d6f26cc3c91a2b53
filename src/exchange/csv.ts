import { CsvError, parse } from "csv-parse/sync";
import { type Problem, problem } from "#base/problem.ts";
import type { Row, Table } from "#claim/table.ts";
import { type ByteSource, readAll } from "./byte-source.ts";

/** A list typed by people or exported for them; a larger one is split, or sent as 837. */
export const CSV_LIMIT = 16 * 1024 * 1024;
/** Columns of a table that are read. */
export const COLUMNS = 500;

export interface ReadTable {
  readonly table: Table;
  readonly problems: readonly Problem[];
}

/** UTF-8, or else the Western European set that older spreadsheets write. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Comma, semicolon, tab or bar: the one that stands most often outside quotes in the first line. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  let best = ",";
  for (const d of [",", ";", "\t", "|"]) if (line.split(d).length > line.split(best).length) best = d;
  return best;
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "A quoted cell is never closed. Close the quote; rows from here on were not read.",
  CSV_INVALID_CLOSING_QUOTE: "A quoted cell has text after its closing quote. Correct the row; it was not read.",
};

const linesIn = (cells: readonly string[]): number => {
  let n = 0;
  for (const c of cells) for (let i = c.indexOf("\n"); i >= 0; i = c.indexOf("\n", i + 1)) n++;
  return n;
};

/**
 * Reads a delimited text file as rows: comma, semicolon, tab or bar, quoted cells, any line breaks, with or without a
 * byte order mark. A row that cannot be read is left out with a Problem; nothing throws.
 */
export function readTable(source: ByteSource, file: string): ReadTable {
  const problems: Problem[] = [];
  const report = (code: string, line: number | undefined, message: string): void => {
    problems.push(problem("error", code, { file, ...(line !== undefined && { line }) }, message));
  };
  if (source.size > CSV_LIMIT) {
    report("csv-too-large", undefined, "The table is larger than 16 MiB. Split it, or send the claims as 837.");
    return { table: { file, header: [], rows: [] }, problems };
  }
  const text = decode(readAll(source, CSV_LIMIT)).replace(/^\uFEFF/, "");
  let header: readonly string[] | undefined;
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      max_record_size: 1 << 20,
      skip_records_with_error: true,
      on_skip: (e) => {
        if (e instanceof CsvError)
          report("csv-row", e.lines as number | undefined, REASONS[e.code] ?? "The row cannot be read.");
      },
      on_record: (cells: string[], info) => {
        if (header === undefined) header = cells.slice(0, COLUMNS).map((c) => c.trim());
        else if (cells.some((c) => c.trim() !== ""))
          rows.push({ line: info.lines - linesIn(cells), cells: cells.slice(0, COLUMNS) });
        return null;
      },
    });
  } catch (e) {
    const known = e instanceof CsvError ? REASONS[e.code] : undefined;
    report(
      "csv-unreadable",
      undefined,
      known ?? "The table cannot be read to its end. What was read before it is used.",
    );
  }
  return { table: { file, header: header ?? [], rows }, problems };
}
