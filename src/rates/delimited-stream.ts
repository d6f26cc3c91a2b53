import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";

/**
 * Reads comma-separated rows as they come, empty lines left out. Most lists hold no quotation mark, and their lines are
 * cut at the commas; from the first mark on, or a line past all measure, a full CSV reader takes over. Both give the
 * same rows for the same bytes.
 */

/** Some rows at a time, as many as came with one read. */
type Rows = readonly (readonly string[])[];

const OPTIONS = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: 1_048_576,
  skip_empty_lines: true,
} as const;
/** A longer line is left to the full reader, which refuses it. */
const LONGEST = 1_000_000;

type LineEnd = "\n" | "\r\n" | "\r";

/** How the first line ends, which decides for the file. A CR at the very end may be half of a CRLF. */
function lineEndOf(bytes: Buffer): LineEnd | undefined {
  const cr = bytes.indexOf(0x0d);
  const lf = bytes.indexOf(0x0a);
  if (lf >= 0 && (cr < 0 || lf < cr)) return "\n";
  if (cr < 0 || cr + 1 === bytes.length) return undefined;
  return bytes[cr + 1] === 0x0a ? "\r\n" : "\r";
}

const cut = (lines: readonly string[]): Rows => lines.filter((l) => l !== "").map((l) => l.split(","));

async function* before(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* rest;
}

const TOGETHER = 500;

/** Rows by the full reader. An error names its line in the whole file, of which `lines` ending in `end` were read. */
async function* full(source: AsyncIterable<Buffer>, lines: number, end: LineEnd | undefined): AsyncGenerator<Rows> {
  const bytes = Readable.from(source);
  const parser = bytes.pipe(parse(end === undefined ? OPTIONS : { ...OPTIONS, record_delimiter: end }));
  bytes.on("error", (e) => parser.destroy(e));
  let rows: string[][] = [];
  try {
    for await (const row of parser) {
      rows.push(row);
      if (rows.length === TOGETHER) {
        yield rows;
        rows = [];
      }
    }
  } catch (e) {
    if (rows.length > 0) yield rows;
    throw e instanceof CsvError && typeof e.lines === "number" ? Object.assign(e, { lines: e.lines + lines }) : e;
  }
  if (rows.length > 0) yield rows;
}

/** A byte order mark of UTF-16, which the full reader knows. */
const isWide = (b: Buffer): boolean => (b[0] === 0xff && b[1] === 0xfe) || (b[0] === 0xfe && b[1] === 0xff);

const QUOTE = 0x22;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads rows as they come. Throws a CsvError with its line on a broken file. */
export async function* delimitedRows(source: AsyncIterable<Buffer>): AsyncGenerator<Rows> {
  const chunks = source[Symbol.asyncIterator]();
  const rest: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => chunks };
  /** Bytes after the last whole line. */
  let tail: Buffer = Buffer.alloc(0);
  let end: LineEnd | undefined;
  let lines: number | undefined;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    let bytes = tail.length === 0 ? next.value : Buffer.concat([tail, next.value]);
    const strange = next.value.includes(QUOTE) || bytes.length > LONGEST;
    if (strange || (lines === undefined && (bytes.length < MARK.length || isWide(bytes)))) {
      yield* full(before(bytes, rest), lines ?? 0, end);
      return;
    }
    if (lines === undefined && bytes.subarray(0, MARK.length).equals(MARK)) bytes = bytes.subarray(MARK.length);
    lines ??= 0;
    end ??= lineEndOf(bytes);
    const at = end === undefined ? -1 : bytes.lastIndexOf(end);
    if (end === undefined || at < 0) {
      tail = bytes;
      continue;
    }
    const whole = bytes.toString("utf8", 0, at).split(end);
    lines += whole.length;
    tail = bytes.subarray(at + end.length);
    const rows = cut(whole);
    if (rows.length > 0) yield rows;
  }
  // A lone CR, or the file's very last character: the full reader decides what it is.
  if (end === undefined && tail.includes(0x0d)) yield* full(before(tail, rest), 0, end);
  else if (tail.length > 0) yield cut([tail.toString("utf8")]);
}
