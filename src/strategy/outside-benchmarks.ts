import { type Day, plusMonths } from "#base/day.ts";
import { cents, divide, readRatio, showUsd } from "#base/money.ts";
import type { BenchmarkRow, OutsideKind } from "#claim/benchmark-table.ts";
import type { Payer } from "#claim/claim.ts";
import { namesPayer } from "#claim/contract.ts";
import { leavesAmount } from "#price/modifier.ts";
import { FIELD_OF } from "./item-benchmarks.ts";
import type { Loaded } from "./plan-case.ts";

/** Which rows of a loaded benchmark table stand for a line: same code, modifiers, unit, place, payer and day, or none. */

/** What a table says of one line. */
export type OutsideBenchmarks = { readonly [B in (typeof FIELD_OF)[OutsideKind]]?: Loaded };

/** The line that is asked about. */
export interface LineAsked {
  readonly payer: Payer;
  readonly code: string;
  readonly modifiers: readonly string[];
  /** Exact decimal text. */
  readonly units: string;
  /** UN counts, MJ minutes. */
  readonly unit: string;
  readonly place: string | undefined;
  readonly date: Day | undefined;
}

/** Quartiles of a normal distribution lie so many standard deviations apart; Wan et al. 2014, as the specification has it. */
const QUARTILES = 1.349;
/** Contracts of the four plan years before the service are a circumstance an arbitrator weighs, 45 CFR 149.510(c)(4)(iii)(E). */
const CONTRACT_YEARS = 4;

/** A line bears what the row names; what it bears besides says where or why, and never how much. */
const sameService = (row: readonly string[], line: readonly string[]): boolean =>
  row.every((m) => line.includes(m)) && line.every((m) => row.includes(m) || leavesAmount(m));

function standsOn(row: BenchmarkRow, date: Day | undefined): boolean {
  if (row.from === undefined && row.until === undefined) return true;
  if (date === undefined) return false;
  if (row.from !== undefined && date < row.from) return false;
  if (row.until === undefined || date <= row.until) return true;
  return row.kind === "contract" && date <= plusMonths(row.until, CONTRACT_YEARS * 12);
}

const fits = (row: BenchmarkRow, line: LineAsked): boolean =>
  sameService(row.modifiers, line.modifiers) &&
  (row.places.length === 0 || (line.place !== undefined && row.places.includes(line.place))) &&
  (row.payer === undefined || namesPayer(row.payer, line.payer)) &&
  standsOn(row, line.date);

/** The narrower row before the wider, the newer before the older, and of equals the first of the table. */
function better(a: BenchmarkRow, b: BenchmarkRow): boolean {
  const rank = (r: BenchmarkRow): number =>
    (r.payer === undefined ? 0 : 4) + (r.modifiers.length === 0 ? 0 : 2) + (r.places.length === 0 ? 0 : 1);
  return rank(a) === rank(b) ? a.date > b.date : rank(a) > rank(b);
}

function spreadOf({ low, high }: BenchmarkRow): { readonly logSd?: number } {
  if (low === undefined || high === undefined || high <= low) return {};
  return { logSd: Math.log(Number(high) / Number(low)) / QUARTILES };
}

function loadedOf(row: BenchmarkRow, units: string): Loaded | undefined {
  const count = readRatio(units);
  if (count === undefined || count.top <= 0n) return undefined;
  const value = cents(divide(row.amount * count.top, count.bottom, "half-up"));
  const which = row.percentile === undefined ? "" : `, percentile ${row.percentile} of charges`;
  const times = units === "1" ? "" : ` x ${units}`;
  const source = `${row.source}, ${row.date}, line ${row.line} of the benchmark table: ${showUsd(row.amount)} a unit${which}${times}`;
  return { value, source, prior: false, ...spreadOf(row) };
}

/** A benchmark table to be asked by line. `rows` is called once, when the first line asks: most that hold a table never do. */
export class OutsideTable {
  private readonly rows: () => readonly BenchmarkRow[];
  private byCode: Map<string, BenchmarkRow[]> | undefined;

  constructor(rows: () => readonly BenchmarkRow[]) {
    this.rows = rows;
  }

  /** Every kind that has a row for the line; the amount is for all units billed. Minutes are no units of a table. */
  for(line: LineAsked): OutsideBenchmarks {
    const rows = line.unit === "MJ" ? undefined : this.codes().get(line.code);
    if (rows === undefined) return {};
    const best = new Map<OutsideKind, BenchmarkRow>();
    for (const row of rows) {
      if (!fits(row, line)) continue;
      const now = best.get(row.kind);
      if (now === undefined || better(row, now)) best.set(row.kind, row);
    }
    const found: { -readonly [B in keyof OutsideBenchmarks]: OutsideBenchmarks[B] } = {};
    for (const [kind, row] of best) {
      const loaded = loadedOf(row, line.units);
      if (loaded !== undefined) found[FIELD_OF[kind]] = loaded;
    }
    return found;
  }

  private codes(): ReadonlyMap<string, readonly BenchmarkRow[]> {
    if (this.byCode !== undefined) return this.byCode;
    this.byCode = new Map();
    for (const row of this.rows()) {
      const list = this.byCode.get(row.code);
      if (list === undefined) this.byCode.set(row.code, [row]);
      else list.push(row);
    }
    return this.byCode;
  }
}
