import { Temporal } from "temporal-polyfill";

/**
 * Federal business days as somebody else would count them: over the Temporal polyfill, holiday by holiday from 5 USC
 * 6103(a) and the days of observance in 6103(b) and Executive Order 11582, one day after the other. Slow and plain on
 * purpose; it shares nothing with src/base.
 */

function weekdayOf(year: number, month: number, weekday: number, n: number): string {
  let d = Temporal.PlainDate.from({ year, month, day: 1 });
  while (d.dayOfWeek !== weekday) d = d.add({ days: 1 });
  return d.add({ days: 7 * (n - 1) }).toString();
}

function lastMondayOfMay(year: number): string {
  let d = Temporal.PlainDate.from({ year, month: 5, day: 31 });
  while (d.dayOfWeek !== 1) d = d.subtract({ days: 1 });
  return d.toString();
}

function observed(year: number, month: number, day: number): string {
  const d = Temporal.PlainDate.from({ year, month, day });
  return (d.dayOfWeek === 6 ? d.subtract({ days: 1 }) : d.dayOfWeek === 7 ? d.add({ days: 1 }) : d).toString();
}

/** The holidays that fall in a year as observed, New Year's Day of the year after among them when it is a Saturday. */
function holidaysIn(year: number): ReadonlySet<string> {
  const days = [
    observed(year, 1, 1),
    observed(year + 1, 1, 1),
    weekdayOf(year, 1, 1, 3),
    weekdayOf(year, 2, 1, 3),
    lastMondayOfMay(year),
    ...(year >= 2021 ? [observed(year, 6, 19)] : []),
    observed(year, 7, 4),
    weekdayOf(year, 9, 1, 1),
    weekdayOf(year, 10, 1, 2),
    observed(year, 11, 11),
    weekdayOf(year, 11, 4, 4),
    observed(year, 12, 25),
  ];
  return new Set(days.filter((d) => d.startsWith(`${year}-`)));
}

const known = new Map<number, ReadonlySet<string>>();

/** The observed holidays of a year, in order. */
export function oracleHolidays(year: number): readonly string[] {
  const days = known.get(year) ?? holidaysIn(year);
  known.set(year, days);
  return [...days].sort();
}

export function oracleOpen(d: Temporal.PlainDate): boolean {
  if (d.dayOfWeek > 5) return false;
  oracleHolidays(d.year);
  return known.get(d.year)?.has(d.toString()) !== true;
}

/** The nth business day after a day, or from it, that day counted when it is open. */
export function oracleNth(start: string, n: number, counts: "from" | "after"): string {
  let d = Temporal.PlainDate.from(start);
  if (counts === "after") d = d.add({ days: 1 });
  for (let left = n; ; d = d.add({ days: 1 })) {
    if (oracleOpen(d)) left -= 1;
    if (left === 0) return d.toString();
  }
}
