import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays, weekday } from "#base/day.ts";

/** The comb and its calendar: business days from a start to a last day, with what stands between them left out. */

/** How near a last day is. The words are those of the chip: hot is three or fewer, warm ten or fewer. */
export type Nearness = "gone" | "today" | "hot" | "warm" | "quiet";

/** Business days after today through `due`: 0 on the last day itself, undefined when it has passed. */
export const daysLeft = (today: Day, due: Day): number | undefined =>
  due < today ? undefined : FEDERAL.countAfter(today, due);

export function nearness(left: number | undefined): Nearness {
  if (left === undefined) return "gone";
  if (left === 0) return "today";
  return left <= 3 ? "hot" : left <= 10 ? "warm" : "quiet";
}

/** What the box of a chip shows: days left, "today" on the last day, "gone" after it. */
export const boxWord = (left: number | undefined): string =>
  left === undefined ? "gone" : left === 0 ? "today" : String(left);

/** The same in words, where they stand behind the day: "8 business days left". */
export function leftWords(left: number | undefined): string {
  if (left === undefined) return "the day has passed";
  return left === 0 ? "which is today" : `${left} business ${left === 1 ? "day" : "days"} left`;
}

export interface CombDay {
  readonly day: Day;
  /** Its number, the start being 1 when it is a business day. */
  readonly n: number;
  readonly is: "past" | "today" | "left";
}

/** A comb never needs more: longer periods are shown by their last days. */
const TEETH_MAX = 60;

/** One tooth for every business day of the period; today is the tall one. Weekends and holidays are not there. */
export function combDays(start: Day, due: Day, today: Day): readonly CombDay[] {
  const teeth: CombDay[] = [];
  for (let n = 1, d = FEDERAL.nthFrom(start, 1); d <= due; n++, d = FEDERAL.nthAfter(d, 1))
    teeth.push({ day: d, n, is: d < today ? "past" : d === today ? "today" : "left" });
  return teeth.slice(-TEETH_MAX);
}

/** Today on the comb, when it is no business day: the number of the last business day before it. */
export function dayOfPeriod(start: Day, due: Day, today: Day): { readonly n: number; readonly of: number } {
  const before = plusDays(start, -1);
  const last = today < due ? today : due;
  return { n: last < start ? 0 : FEDERAL.countAfter(before, last), of: FEDERAL.countAfter(before, due) };
}

export interface CalendarCell {
  readonly day: Day;
  /** Number within the period; undefined outside it and on holidays. */
  readonly n?: number;
  readonly is: "outside" | "past" | "today" | "left" | "last" | "holiday";
}

/** Monday to Friday, week by week, over the whole period. A holiday inside it has a cell and no number. */
export function calendarWeeks(start: Day, due: Day, today: Day): readonly (readonly CalendarCell[])[] {
  const numbered = new Map<string, number>();
  for (let n = 1, d = FEDERAL.nthFrom(start, 1); d <= due; n++, d = FEDERAL.nthAfter(d, 1)) numbered.set(d, n);
  const cell = (d: Day): CalendarCell => {
    const n = numbered.get(d);
    if (n === undefined) return { day: d, is: d >= start && d <= due ? "holiday" : "outside" };
    return { day: d, n, is: d === due ? "last" : d === today ? "today" : d < today ? "past" : "left" };
  };
  const weeks: CalendarCell[][] = [];
  const monday = plusDays(start, -((weekday(start) + 6) % 7));
  for (let week = monday; week <= due; week = plusDays(week, 7))
    weeks.push([0, 1, 2, 3, 4].map((i) => cell(plusDays(week, i))));
  return weeks;
}

/** Weekdays of the period that do not count. */
export const holidaysWithin = (start: Day, due: Day): readonly Day[] =>
  calendarWeeks(start, due, start)
    .flat()
    .filter((c) => c.is === "holiday")
    .map((c) => c.day);

/** Business days between two days with nothing in them; more than this is written as a silence. */
const SILENCE_OVER = 10;

/** The silence between an entry and the one before it, in business days; undefined when it is short. */
export function silence(earlier: Day, later: Day): number | undefined {
  const between = FEDERAL.countAfter(earlier, later) - 1;
  return between > SILENCE_OVER ? between : undefined;
}
