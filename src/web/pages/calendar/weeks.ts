import { FEDERAL } from "#base/calendar.ts";
import { type Day, day, plusDays, plusMonths, weekday } from "#base/day.ts";
import { showDay } from "#web/kit/day-words.ts";

/** Weeks, and the arithmetic between two days in words. */

export const mondayOf = (d: Day): Day => plusDays(d, -((weekday(d) + 6) % 7));

const firstOfMonth = (d: Day): Day => day(`${d.slice(0, 7)}-01`);

/** Mondays of the weeks that have a day in the month of `d`. */
export function mondaysOfMonth(d: Day): readonly Day[] {
  const next = plusMonths(firstOfMonth(d), 1);
  const mondays: Day[] = [];
  for (let m = mondayOf(firstOfMonth(d)); m < next; m = plusDays(m, 7)) mondays.push(m);
  return mondays;
}

export interface Span {
  readonly from: Day;
  readonly to: Day;
  readonly mondays: readonly Day[];
}

/** The days a view asks for: whole weeks, Monday to Sunday. What is promised for a weekend is asked for too. */
export function spanOf(view: "month" | "week", at: Day): Span {
  const mondays = view === "week" ? [mondayOf(at)] : mondaysOfMonth(at);
  const first = mondays[0] ?? mondayOf(at);
  return { from: first, to: plusDays(mondays.at(-1) ?? first, 6), mondays };
}

/** The same view one step back or forward. */
export const stepFrom = (view: "month" | "week", at: Day, by: 1 | -1): Day =>
  view === "week" ? plusDays(at, 7 * by) : plusMonths(firstOfMonth(at), by);

/** The days of a week: five, or all seven. */
export const daysOfWeek = (monday: Day, days: 5 | 7): readonly Day[] =>
  Array.from({ length: days }, (_, i) => plusDays(monday, i));

export interface Shown {
  readonly days: 5 | 7;
  readonly mondays: readonly Day[];
}

/**
 * What of a span is drawn: Monday to Friday, and the weekends only while something is due on one of them. A week whose
 * weekend alone belongs to the month is drawn when something is due on that weekend.
 */
export function shownOf(view: "month" | "week", at: Day, span: Span, isDue: (d: Day) => boolean): Shown {
  const weekend = (m: Day): readonly Day[] => [plusDays(m, 5), plusDays(m, 6)];
  const first = firstOfMonth(at);
  const mondays = span.mondays.filter(
    (m) => view === "week" || plusDays(m, 4) >= first || weekend(m).some((d) => d >= first && isDue(d)),
  );
  return { days: mondays.some((m) => weekend(m).some(isDue)) ? 7 : 5, mondays };
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/**
 * How far a day is in business days, and what was stepped over: "4 business days from today; Thanksgiving Day skipped".
 * `holidays` names the closed weekdays that are known.
 */
export function arithmetic(today: Day, d: Day, holidays: ReadonlyMap<Day, string>): string {
  if (d === today) return "today";
  const [from, to] = d > today ? [today, d] : [d, today];
  const n = FEDERAL.countAfter(from, to);
  const skipped = [...holidays].filter(([h]) => h > from && h <= to).map(([, name]) => name);
  const unit = n === 1 ? "business day" : "business days";
  const away = d > today ? `${n} ${unit} from today` : `${n} ${unit} ago`;
  return skipped.length === 0 ? away : `${away}; ${list(skipped)} skipped`;
}

/**
 * Where a period of `of` business days that ends on `due` stands today: "day 22 of 30, last Fri, Nov 27". Undefined once it
 * has ended, and before its first day.
 */
export function dayOfPeriod(today: Day, due: Day, of: number): string | undefined {
  if (due < today) return undefined;
  const left = FEDERAL.countAfter(today, due);
  return left >= of ? undefined : `day ${of - left} of ${of} business days, last ${showDay(due)}`;
}
