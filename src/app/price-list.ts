import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  type WriteStream,
} from "node:fs";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { type Day, dayFrom, readDay } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { type Problem, problem } from "#base/problem.ts";
import type { Books } from "#price/book.ts";
import { priceLine } from "#price/physician.ts";
import type { Price, PriceQuery, Reason } from "#price/price.ts";
import { readSetting } from "#price/setting.ts";
import { workingText } from "#price/working.ts";
import { delimitedRows } from "#rates/delimited-stream.ts";

/** The engine behind `parley price list`: a CSV of services in, the same rows with their Medicare prices out. */

/** Columns read. All may stand in any order, and columns of other names pass through untouched. */
const INPUT = ["date", "code", "modifiers", "carrier", "locality", "zip", "setting", "units", "release"] as const;
type InputColumn = (typeof INPUT)[number];

/** Columns added. Where the input has one of these names already, that column is filled instead of a second one made. */
const OUTPUT = [
  "amount",
  "amount_uncapped",
  "amount_therapy",
  "status",
  "release",
  "book",
  "steps",
  "problem",
] as const;
type OutputColumn = (typeof OUTPUT)[number];

export interface PriceListOptions {
  readonly in: string;
  /** Written whole or not at all; may be the same file as `in`. */
  readonly out: string;
  readonly books: Books;
  /** Which of the two schedules from 2026 on; non-QP when absent. */
  readonly schedule?: PriceQuery["schedule"];
  /** Called now and then with bytes read, for a progress bar. */
  readonly onProgress?: (bytes: number, total: number) => void;
}

export interface PriceListReport {
  readonly rows: number;
  readonly priced: number;
  readonly unpriced: number;
  /** Unpriced rows by reason. */
  readonly reasons: Readonly<Partial<Record<Reason | "row", number>>>;
  readonly out: string | null;
  readonly problems: readonly Problem[];
}

const US_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** A date as lists write it: `2025-10-03`, `20251003`, or month first as US spreadsheets do, `10/3/2025`. */
function readListDay(text: string): Day | undefined {
  const m = US_DAY.exec(text);
  return m === null ? readDay(text) : dayFrom(Number(m[3]), Number(m[1]), Number(m[2]));
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function csvLine(cells: readonly string[]): string {
  let line = "";
  let comma = "";
  for (const cell of cells) {
    line += cell === "" ? comma : comma + quoted(cell);
    comma = ",";
  }
  return `${line}\n`;
}

/** Where each column stands: in the input, and in the output. */
interface Plan {
  readonly width: number;
  readonly at: Readonly<Partial<Record<InputColumn, number>>>;
  readonly to: Readonly<Record<OutputColumn, number>>;
  readonly header: readonly string[];
}

const nameOf = (cell: string): string =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

function planOf(header: readonly string[]): Plan {
  const names = header.map(nameOf);
  const at: Partial<Record<InputColumn, number>> = {};
  for (const column of INPUT) if (names.includes(column)) at[column] = names.indexOf(column);
  const out = [...header];
  const place = (column: OutputColumn): number =>
    names.includes(column) ? names.indexOf(column) : out.push(column) - 1;
  const to = Object.fromEntries(OUTPUT.map((c) => [c, place(c)])) as Record<OutputColumn, number>;
  return { width: header.length, at, to, header: out };
}

function missingColumns(plan: Plan, file: string): Problem[] {
  const need = (ok: boolean, column: string, what: string): Problem[] =>
    ok
      ? []
      : [
          problem(
            "error",
            "price-no-column",
            { file, line: 1, column },
            `the header has no ${what}: nothing was priced`,
          ),
        ];
  const { at } = plan;
  return [
    ...need(at.code !== undefined, "code", "column named code"),
    ...need(at.setting !== undefined, "setting", "column named setting (facility or nonfacility)"),
    ...need(at.date !== undefined || at.release !== undefined, "date", "column named date or release"),
    ...need(
      (at.carrier !== undefined && at.locality !== undefined) || at.zip !== undefined,
      "carrier",
      "columns named carrier and locality, and none named zip",
    ),
  ];
}

type Refusal = { readonly priced: false; readonly reason: "row"; readonly problem: string };

function queryOf(plan: Plan, row: readonly string[], schedule: PriceQuery["schedule"]): PriceQuery | Refusal {
  const cell = (column: InputColumn): string => {
    const i = plan.at[column];
    return i === undefined ? "" : (row[i] ?? "").trim();
  };
  const refuse = (why: string): Refusal => ({ priced: false, reason: "row", problem: why });
  if (row.length > plan.width)
    return refuse("the row has more cells than the header: a comma inside a cell needs quotation marks around it");
  const dateText = cell("date");
  const date = readListDay(dateText);
  if (dateText !== "" && date === undefined) return refuse("the date is not a date: write it as 2025-10-03");
  const settingText = cell("setting");
  const setting = readSetting(settingText);
  if (settingText !== "" && setting === undefined) return refuse("the setting is neither facility nor nonfacility");
  return {
    date,
    code: cell("code"),
    modifiers: cell("modifiers").split(/[\s,;:]+/),
    carrier: cell("carrier"),
    locality: cell("locality"),
    zip: cell("zip"),
    setting,
    units: cell("units"),
    release: cell("release"),
    schedule,
  };
}

function fill(plan: Plan, row: readonly string[], price: Price | Refusal): string[] {
  const cells: string[] = [];
  for (let i = 0; i < plan.header.length; i++) cells.push(i < plan.width ? (row[i] ?? "") : "");
  const given = cells[plan.to.release] ?? "";
  for (const column of OUTPUT) cells[plan.to[column]] = "";
  const set = (column: OutputColumn, text: string): void => {
    cells[plan.to[column]] = text;
  };
  if (!price.priced) {
    // Without a release used, what the row asked for stays, so that it can be tried again.
    set("release", ("release" in price ? price.release : undefined) ?? given);
    if ("status" in price) set("status", price.status ?? "");
    if ("book" in price) set("book", price.book ?? "");
    set("problem", price.problem);
    return cells;
  }
  set("amount", formatUsd(price.amount));
  set("amount_uncapped", formatUsd(price.amountUncapped));
  if (price.amountTherapy !== undefined) set("amount_therapy", formatUsd(price.amountTherapy));
  set("status", price.status);
  set("release", price.release);
  set("book", price.book);
  set("steps", workingText(price));
  return cells;
}

interface Tally {
  rows: number;
  priced: number;
  readonly reasons: Partial<Record<Reason | "row", number>>;
}

async function write(out: WriteStream, text: string): Promise<void> {
  if (text !== "" && !out.write(text)) await once(out, "drain");
}

interface Job {
  readonly out: WriteStream;
  readonly options: PriceListOptions;
  readonly tally: Tally;
}

/** Prices the rows that came together; returns them as lines of the output. */
function priceRows({ options, tally }: Job, plan: Plan, rows: readonly (readonly string[])[]): string {
  let text = "";
  for (const row of rows) {
    const query = queryOf(plan, row, options.schedule);
    const price = "priced" in query ? query : priceLine(options.books, query);
    tally.rows++;
    if (price.priced) tally.priced++;
    else tally.reasons[price.reason] = (tally.reasons[price.reason] ?? 0) + 1;
    text += csvLine(fill(plan, row, price));
  }
  return text;
}

/** Prices every row of the input; returns the Problems that ended it early. */
async function priceInto(job: Job, size: number): Promise<readonly Problem[]> {
  const { out, options } = job;
  const file = options.in;
  const source = createReadStream(file);
  let plan: Plan | undefined;
  try {
    for await (const rows of delimitedRows(source)) {
      let from = 0;
      if (plan === undefined) {
        plan = planOf(rows[0] ?? []);
        const missing = missingColumns(plan, file);
        if (missing.length > 0) return missing;
        await write(out, csvLine(plan.header));
        from = 1;
      }
      await write(out, priceRows(job, plan, from === 0 ? rows : rows.slice(from)));
      options.onProgress?.(source.bytesRead, size);
    }
  } catch (e) {
    const line = e instanceof Error && "lines" in e && typeof e.lines === "number" ? e.lines : undefined;
    return [
      problem(
        "error",
        "price-cut",
        { file, ...(line === undefined ? {} : { line }) },
        "the file cannot be read as CSV from here on (a quotation mark that never closes, or a line over a million characters): the rows before it are priced",
      ),
    ];
  } finally {
    source.destroy();
  }
  return plan === undefined
    ? [problem("error", "price-empty", { file }, "the file is empty: it needs a header line and rows")]
    : [];
}

/**
 * Prices a CSV list. The same rows come out in the same order, each with an amount or with an empty amount and a reason;
 * amounts are for the whole row, units included. Errors are about the file; a row without a price is not an error.
 */
export async function priceList(options: PriceListOptions): Promise<PriceListReport> {
  const tally: Tally = { rows: 0, priced: 0, reasons: {} };
  const part = `${options.out}.part`;
  const end = (out: string | null, problems: readonly Problem[]): PriceListReport => ({
    rows: tally.rows,
    priced: tally.priced,
    unpriced: tally.rows - tally.priced,
    reasons: tally.reasons,
    out,
    problems,
  });
  const size = statSync(options.in, { throwIfNoEntry: false });
  if (size?.isFile() !== true) {
    return end(null, [problem("error", "price-no-file", { file: options.in }, "there is no such file")]);
  }
  if (statSync(options.out, { throwIfNoEntry: false })?.isDirectory() === true) {
    const what = "this is a folder, and the priced rows need the name of a file: nothing was priced";
    return end(null, [problem("error", "price-out-folder", { file: options.out }, what)]);
  }
  mkdirSync(dirname(options.out), { recursive: true });
  const out = createWriteStream(part);
  const problems = await priceInto({ out, options, tally }, size.size);
  out.end();
  await finished(out);
  if (tally.rows === 0 && problems.length > 0) {
    rmSync(part, { force: true });
    return end(null, problems);
  }
  try {
    renameSync(part, options.out);
  } catch (e) {
    rmSync(part, { force: true });
    throw e;
  }
  return end(options.out, problems);
}
