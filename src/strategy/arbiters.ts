import { type Day, readDay } from "#base/day.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { type Cell, type FigureTable, readFigureTable, type Wrong } from "#claim/figure-table.ts";
import type { Table } from "#claim/table.ts";
import { shareInterval } from "./interval.ts";

/**
 * Certified dispute entities compared by figures that the user gives: nothing is built in, every row keeps its source and
 * date, a share is shown with its interval, and an entity that is tied to a party is named as in conflict.
 */
export interface EntityFigures {
  readonly entity: string;
  readonly specialty: string | undefined;
  readonly disputes: number;
  readonly providerWins: number;
  readonly medianDays: number | undefined;
  readonly feeSingle: Cents | undefined;
  readonly feeBatch: Cents | undefined;
  /** Payers and vendors it is tied to, as the user knows them. */
  readonly ties: readonly string[];
  readonly source: string;
  readonly date: Day;
  readonly line: number;
}

export interface EntityCompared extends EntityFigures {
  readonly share: number;
  /** Wilson interval of 95%. */
  readonly low: number;
  readonly high: number;
  /** The parties named that it is tied to, or is. */
  readonly conflicts: readonly string[];
}

/** Fewer disputes than this say too little to order by. */
export const ENOUGH_DISPUTES = 20;

const COLUMNS: Readonly<Record<string, string>> = {
  entity: "entity",
  idre: "entity",
  specialty: "specialty",
  disputes: "disputes",
  providerwins: "wins",
  wins: "wins",
  mediandays: "days",
  days: "days",
  feesingle: "single",
  feebatch: "batch",
  ties: "ties",
  conflicts: "ties",
  source: "source",
  date: "date",
};

const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

function fee(text: string): Cents | undefined {
  const read = readUsd(text.replace(/[$,]/g, ""));
  return text !== "" && read.ok && read.value >= 0n ? read.value : undefined;
}

function figuresOf(cell: Cell, line: number): EntityFigures | Wrong {
  const [disputes, wins, date] = [whole(cell("disputes")), whole(cell("wins")), readDay(cell("date"))];
  if (cell("entity") === "") return { column: "entity", says: "An entity needs a name." };
  if (disputes === undefined || disputes === 0)
    return { column: "disputes", says: "Write how many disputes, a whole number above 0." };
  if (wins === undefined || wins > disputes)
    return { column: "provider wins", says: "Write a whole number, no more than the disputes." };
  if (cell("source") === "") return { column: "source", says: "A figure without a source is not used." };
  if (date === undefined) return { column: "date", says: "Write the day of the figures as 2026-01-31." };
  return {
    ...{ entity: cell("entity"), disputes, providerWins: wins, source: cell("source"), date, line },
    specialty: cell("specialty") || undefined,
    ...{ medianDays: whole(cell("days")), feeSingle: fee(cell("single")), feeBatch: fee(cell("batch")) },
    ties: cell("ties")
      .split(/[;|]/)
      .map((t) => t.trim())
      .filter((t) => t !== ""),
  };
}

const FIGURES: FigureTable<EntityFigures> = {
  columns: COLUMNS,
  needed: ["entity", "disputes", "wins", "source", "date"],
  has: "It has entity, disputes, provider wins, source and date, and may have specialty, median days, fee single, fee batch and ties.",
  code: "arbiters",
  row: figuresOf,
};

/** Reads a table of figures. A row that is wrong is left out with a Problem that names its line and column, never its value. */
export const readFigures = (table: Table) => readFigureTable(FIGURES, table);

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** Whether two names may be one: the same, or one within the other as whole words. */
function mayBeOne(a: string, b: string): boolean {
  const [x, y] = [` ${plain(a)} `, ` ${plain(b)} `];
  return x.trim() !== "" && y.trim() !== "" && (x.includes(y) || y.includes(x));
}

/**
 * Compares entities for one pair of sides. Those in conflict come last, those with too few disputes before them, and the
 * rest by the lower end of the interval, so that little evidence never leads. Order of the rows changes nothing.
 */
export function compareEntities(
  figures: readonly EntityFigures[],
  asked: { readonly parties: readonly string[]; readonly specialty?: string | undefined },
): readonly EntityCompared[] {
  const wanted = asked.specialty === undefined ? undefined : plain(asked.specialty);
  const rank = (e: EntityCompared): number => (e.conflicts.length > 0 ? 2 : e.disputes < ENOUGH_DISPUTES ? 1 : 0);
  return figures
    .filter((f) => wanted === undefined || f.specialty === undefined || plain(f.specialty) === wanted)
    .map((f): EntityCompared => {
      const { low, high } = shareInterval(f.providerWins, f.disputes);
      const conflicts = asked.parties.filter((p) => [f.entity, ...f.ties].some((t) => mayBeOne(t, p)));
      return { ...f, share: f.providerWins / f.disputes, low, high, conflicts };
    })
    .sort((a, b) => rank(a) - rank(b) || b.low - a.low || (a.entity < b.entity ? -1 : 1) || a.line - b.line);
}
