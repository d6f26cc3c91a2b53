import { FEDERAL, isWeekend } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";

/** Legal public holidays by the month they are observed in, as 5 USC 6103(a) names them. */
const BY_MONTH: Readonly<Record<number, string>> = {
  1: "Birthday of Martin Luther King, Jr.",
  2: "Washington's Birthday",
  5: "Memorial Day",
  6: "Juneteenth National Independence Day",
  7: "Independence Day",
  9: "Labor Day",
  10: "Columbus Day",
  11: "Thanksgiving Day",
  12: "Christmas Day",
};

/** The federal holiday that is observed on a day; null on every other day. */
export function holidayOf(day: Day): string | null {
  if (isWeekend(day) || FEDERAL.isBusinessDay(day)) return null;
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  if ((month === 1 && date <= 2) || (month === 12 && date === 31)) return "New Year's Day";
  if (month === 11 && date <= 12) return "Veterans Day";
  return BY_MONTH[month] ?? null;
}
