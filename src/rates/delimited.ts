import { CsvError, parse } from "csv-parse/sync";

/** A delimited file as cells, nothing skipped, so that record numbers lead back to lines. */
export type Records = readonly (readonly string[])[];

const OPTIONS = { bom: true, relax_column_count: true, relax_quotes: true, max_record_size: 1_048_576 } as const;

/** Whether the text is separated by tabs, as CMS's .txt tables are. */
function isTabbed(text: string): boolean {
  const head = text.slice(0, 4_000);
  return head.split("\t").length > head.split(",").length;
}

/** Reads text separated by commas, or by tabs, with any line ends. The error is the line where a quote was opened and never closed. */
export function readDelimited(
  text: string,
): { readonly ok: true; readonly records: Records } | { readonly ok: false; readonly line: number } {
  try {
    const records: string[][] = parse(text, {
      ...OPTIONS,
      delimiter: isTabbed(text) ? "\t" : ",",
      skip_empty_lines: false,
    });
    return { ok: true, records };
  } catch (e) {
    const line = e instanceof CsvError && typeof e.lines === "number" ? e.lines : 1;
    return { ok: false, line };
  }
}

const newlines = (cells: readonly string[]): number => {
  let n = 0;
  for (const c of cells) for (let i = c.indexOf("\n"); i >= 0; i = c.indexOf("\n", i + 1)) n++;
  return n;
};

/** The line a record begins on, counted from 1; cells may hold line breaks of their own. */
export function lineOf(records: Records, index: number): number {
  let line = index + 1;
  for (let i = 0; i < index; i++) line += newlines(records[i] ?? []);
  return line;
}
