import { type Day, readDay } from "#base/day.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { type Cell, columnsAt, type FigureTable, readFigureTable, type Wrong } from "./figure-table.ts";
import type { Table } from "./table.ts";

/**
 * What a service is worth elsewhere, as the user brings it: rates a plan published, amounts allowed out of network, the
 * practice's own contracts, percentiles of charges. Nothing is built in; a row without a source and a day is not used.
 */

export const OUTSIDE_KINDS = ["in-network", "out-of-network", "contract", "charges"] as const;
export type OutsideKind = (typeof OUTSIDE_KINDS)[number];

/** One amount for one unit of a service. */
export interface BenchmarkRow {
  readonly kind: OutsideKind;
  readonly code: string;
  /** Modifiers the amount is for, sorted: a line bears them, and no other that changes an amount. */
  readonly modifiers: readonly string[];
  /** Median, or the one rate; a percentile where `percentile` says which. */
  readonly amount: Cents;
  /** Quartiles, where the amount is of a distribution. */
  readonly low: Cents | undefined;
  readonly high: Cents | undefined;
  readonly percentile: number | undefined;
  /** Payer id or name; any payer when absent. Never absent on a contract. */
  readonly payer: string | undefined;
  /** Places of service it is for, two digits each; any place when empty. */
  readonly places: readonly string[];
  /** Days of service it is for, both included. */
  readonly from: Day | undefined;
  readonly until: Day | undefined;
  readonly source: string;
  /** The day the figure is of. */
  readonly date: Day;
  readonly line: number;
}

const COLUMNS: Readonly<Record<string, string>> = {
  kind: "kind",
  code: "code",
  modifiers: "modifiers",
  modifier: "modifiers",
  amount: "amount",
  median: "amount",
  low: "low",
  p25: "low",
  high: "high",
  p75: "high",
  percentile: "percentile",
  payer: "payer",
  places: "places",
  place: "places",
  from: "from",
  until: "until",
  source: "source",
  date: "date",
};

/** Columns that no list of claims has together. */
const TELLING = ["kind", "amount", "source"] as const;

/** Whether a header is that of a benchmark table. */
export function looksLikeBenchmarks(header: readonly string[]): boolean {
  const at = columnsAt(COLUMNS, header);
  return TELLING.every((c) => at.has(c)) && at.has("code");
}

const CODE = /^[0-9A-Z]{4,7}$/;
const MODIFIER = /^[0-9A-Z]{2}$/;
const PLACE = /^\d{2}$/;

const words = (text: string): readonly string[] =>
  text
    .toUpperCase()
    .split(/[\s;,|/]+/)
    .filter((t) => t !== "");

const isKind = (text: string): text is OutsideKind => (OUTSIDE_KINDS as readonly string[]).includes(text);

/** Blank is none; what cannot be read is `null`. */
function dollars(text: string): Cents | undefined | null {
  if (text === "") return undefined;
  const read = readUsd(text.replace(/[$,]/g, ""));
  return read.ok && read.value > 0n ? read.value : null;
}

function dayIn(text: string): Day | undefined | null {
  return text === "" ? undefined : (readDay(text) ?? null);
}

function percentileIn(text: string): number | undefined | null {
  if (text === "") return undefined;
  const n = Number(text.replace(/(?:st|nd|rd|th|%)$/i, ""));
  return Number.isInteger(n) && n >= 1 && n <= 99 ? n : null;
}

function amountsOf(cell: Cell): Pick<BenchmarkRow, "amount" | "low" | "high" | "percentile"> | Wrong {
  const [amount, low, high] = [dollars(cell("amount")), dollars(cell("low")), dollars(cell("high"))];
  if (amount === undefined || amount === null)
    return { column: "amount", says: "Write dollars for one unit, above 0, such as 412.50." };
  if (low === null || high === null)
    return { column: low === null ? "low" : "high", says: "Write dollars above 0, or leave it empty." };
  if ((low !== undefined && low > amount) || (high !== undefined && high < amount))
    return { column: "low", says: "The amount must lie between low and high." };
  const percentile = percentileIn(cell("percentile"));
  if (percentile === null) return { column: "percentile", says: "Write a whole number from 1 to 99." };
  return { amount, low, high, percentile };
}

function daysOf(cell: Cell): Pick<BenchmarkRow, "from" | "until" | "date"> | Wrong {
  const [from, until, date] = [dayIn(cell("from")), dayIn(cell("until")), dayIn(cell("date"))];
  if (date === undefined || date === null)
    return { column: "date", says: "Write the day the figure is of as 2026-01-31." };
  if (from === null || until === null)
    return { column: from === null ? "from" : "until", says: "Write the day as 2026-01-31, or leave it empty." };
  if (from !== undefined && until !== undefined && until < from)
    return { column: "until", says: "It ends before it begins." };
  return { from, until, date };
}

function rowOf(cell: Cell, line: number): BenchmarkRow | Wrong {
  const kind = cell("kind").toLowerCase();
  if (!isKind(kind)) return { column: "kind", says: `The kind is one of ${OUTSIDE_KINDS.join(", ")}.` };
  const code = cell("code").toUpperCase();
  if (!CODE.test(code)) return { column: "code", says: "Write the code of a service, without its modifiers." };
  const modifiers = words(cell("modifiers"));
  if (!modifiers.every((m) => MODIFIER.test(m)))
    return { column: "modifiers", says: "A modifier has two characters; several stand with blanks between." };
  const places = words(cell("places"));
  if (!places.every((p) => PLACE.test(p)))
    return { column: "places", says: "A place of service has two digits; several stand with blanks between." };
  const amounts = amountsOf(cell);
  if ("says" in amounts) return amounts;
  const days = daysOf(cell);
  if ("says" in days) return days;
  const source = cell("source");
  if (source === "") return { column: "source", says: "A figure without a source is not used." };
  const payer = cell("payer") === "" ? undefined : cell("payer");
  if (kind === "contract" && payer === undefined)
    return { column: "payer", says: "A contracted rate names the payer it was agreed with." };
  return { kind, code, modifiers: modifiers.toSorted(), ...amounts, ...days, payer, places, source, line };
}

const BENCHMARKS: FigureTable<BenchmarkRow> = {
  columns: COLUMNS,
  needed: ["kind", "code", "amount", "source", "date"],
  has: "It has kind, code, amount, source and date, and may have modifiers, low, high, percentile, payer, places, from and until.",
  code: "benchmarks",
  // A cell that a spreadsheet would run as a formula is written with an apostrophe before it.
  row: (cell, line) => rowOf((column) => cell(column).replace(/^'(?=[=+\-@])/, ""), line),
};

/** Reads a benchmark table. A row that is wrong is left out with a Problem that names its line and column, never its value. */
export const readBenchmarks = (table: Table) => readFigureTable(BENCHMARKS, table);
