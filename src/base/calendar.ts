import { type Day, dayFrom, dayFromNumber, dayNumber, plusDays, weekday } from "./day.ts";

/**
 * Business days: Monday to Friday that are not a federal holiday. Holidays are those of 5 USC 6103(a), observed as
 * 6103(b) and Executive Order 11582 say: a Saturday holiday on the Friday before, a Sunday holiday on the Monday after.
 * One-off closures by executive order are not statutory; a calendar may be given them as `extraClosures`.
 */
export interface Calendar {
  isBusinessDay(d: Day): boolean;
  /** The `n`th business day counting from `d`; day 1 is `d` itself when it is a business day, else the next one. */
  nthFrom(d: Day, n: number): Day;
  /** The `n`th business day strictly after `d`. */
  nthAfter(d: Day, n: number): Day;
  /** Business days in `(from, to]`; 0 when `to` is not after `from`. */
  countAfter(from: Day, to: Day): number;
}

/** The nth given weekday of a month, as a day number; `nth` 5 means the last. */
function nthWeekday(y: number, m: number, wd: number, nth: number): number {
  const first = dayNumber(dayFrom(y, m, 1) as Day);
  const at = first + ((((wd - (((first + 4) % 7) + 7)) % 7) + 7) % 7) + (nth - 1) * 7;
  return nth === 5 && dayFromNumber(at).slice(5, 7) !== (m < 10 ? `0${m}` : `${m}`) ? at - 7 : at;
}

function observed(y: number, m: number, d: number): number {
  const n = dayNumber(dayFrom(y, m, d) as Day);
  const wd = (((n + 4) % 7) + 7) % 7;
  return wd === 6 ? n - 1 : wd === 0 ? n + 1 : n;
}

/** Day numbers of the observed holidays that belong to year `y`. New Year's Day may be observed in the year before. */
function holidaysOf(y: number): number[] {
  const days = [
    observed(y, 1, 1),
    nthWeekday(y, 2, 1, 3),
    nthWeekday(y, 5, 1, 5),
    observed(y, 7, 4),
    nthWeekday(y, 9, 1, 1),
    nthWeekday(y, 10, 1, 2),
    observed(y, 11, 11),
    nthWeekday(y, 11, 4, 4),
    observed(y, 12, 25),
  ];
  if (y >= 1986) days.push(nthWeekday(y, 1, 1, 3));
  // Pub. L. 117-17 was signed on 17 June 2021, and federal offices closed the next day.
  if (y >= 2021) days.push(observed(y, 6, 19));
  return days;
}

const FIRST_YEAR = 1971;
const LAST_YEAR = 2199;
const ORIGIN = dayNumber("1971-01-01" as Day);

/** Running count of business days up to and including each day since the origin, so that every question is a lookup. */
function tabulate(extraClosures: readonly Day[]): { open: Uint8Array; upTo: Int32Array; nth: Int32Array } {
  const size = dayNumber("2199-12-31" as Day) - ORIGIN + 1;
  const closed = new Set<number>(extraClosures.map(dayNumber));
  for (let y = FIRST_YEAR; y <= LAST_YEAR; y++) for (const n of holidaysOf(y)) closed.add(n);
  const open = new Uint8Array(size);
  const upTo = new Int32Array(size);
  const nth = new Int32Array(size);
  let count = 0;
  for (let i = 0; i < size; i++) {
    const wd = (((ORIGIN + i + 4) % 7) + 7) % 7;
    if (wd !== 0 && wd !== 6 && !closed.has(ORIGIN + i)) {
      open[i] = 1;
      nth[count++] = i;
    }
    upTo[i] = count;
  }
  return { open, upTo, nth };
}

export function federalCalendar(extraClosures: readonly Day[] = []): Calendar {
  const { open, upTo, nth } = tabulate(extraClosures);
  const index = (d: Day): number => {
    const i = dayNumber(d) - ORIGIN;
    if (i < 0 || i >= open.length) throw new RangeError("the federal calendar covers 1971 to 2199");
    return i;
  };
  const at = (k: number): Day => dayFromNumber(ORIGIN + (nth[k] ?? 0));
  const before = (i: number): number => (i === 0 ? 0 : (upTo[i - 1] ?? 0));
  return {
    isBusinessDay: (d) => open[index(d)] === 1,
    nthFrom: (d, n) => at(before(index(d)) + n - 1),
    nthAfter: (d, n) => at((upTo[index(d)] ?? 0) + n - 1),
    countAfter: (from, to) => (to <= from ? 0 : (upTo[index(to)] ?? 0) - (upTo[index(from)] ?? 0)),
  };
}

/** The one calendar federal periods run on. */
export const FEDERAL: Calendar = federalCalendar();

/** Business days from today through the last, today counted: one on the last day, none after it. */
export const daysLeft = (today: Day, last: Day): number =>
  last < today ? 0 : FEDERAL.countAfter(dayFromNumber(dayNumber(today) - 1), last);

export const isWeekend = (d: Day): boolean => weekday(d) === 0 || weekday(d) === 6;

/** The last day with at most `n` business days left, today counted. */
export const lastWithin = (today: Day, n: number): Day => plusDays(FEDERAL.nthAfter(plusDays(today, -1), n + 1), -1);
