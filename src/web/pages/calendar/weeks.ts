import { FEDERAL } from "#base/calendar.ts";
import { type Day, day, plusDays, plusMonths, weekday } from "#base/day.ts";
import { showDay } from "#web/kit/day-words.ts";

/** Weeks of business days, and the arithmetic between two days in words. */

export const mondayOf = (d: Day): Day => plusDays(d, -((weekday(d) + 6) % 7));

const firstOfMonth = (d: Day): Day => day(`${d.slice(0, 7)}-01`);

/** Mondays of the weeks that have a weekday in the month of `d`. */
export function mondaysOfMonth(d: Day): readonly Day[] {
  const first = firstOfMonth(d);
  const next = plusMonths(first, 1);
  const mondays: Day[] = [];
  for (let m = mondayOf(first); m < next; m = plusDays(m, 7)) if (plusDays(m, 4) >= first) mondays.push(m);
  return mondays;
}

export interface Span {
  readonly from: Day;
  readonly to: Day;
  readonly mondays: readonly Day[];
}

/** The days a view asks for: whole weeks of business days. */
export function spanOf(view: "month" | "week", at: Day): Span {
  const mondays = view === "week" ? [mondayOf(at)] : mondaysOfMonth(at);
  const first = mondays[0] ?? mondayOf(at);
  return { from: first, to: plusDays(mondays.at(-1) ?? first, 4), mondays };
}

/** The same view one step back or forward. */
export const stepFrom = (view: "month" | "week", at: Day, by: 1 | -1): Day =>
  view === "week" ? plusDays(at, 7 * by) : plusMonths(firstOfMonth(at), by);

export const weekdaysOf = (monday: Day): readonly Day[] => [0, 1, 2, 3, 4].map((i) => plusDays(monday, i));

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

/** Day n of 30: where a period of thirty business days that ends on `due` stands today. */
export function dayOfThirty(today: Day, due: Day, of = 30): string | undefined {
  if (due < today) return undefined;
  const left = FEDERAL.countAfter(today, due);
  return left >= of ? undefined : `day ${of - left} of ${of}, last ${showDay(due)}`;
}
