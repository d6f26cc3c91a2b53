import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { oracleHolidays, oracleOpen } from "#test/oracle-calendar.ts";
import { FEDERAL, isWeekend } from "./calendar.ts";
import { type Day, day, daysBetween, plusDays, weekday } from "./day.ts";

/** Every day of a century, by an oracle that shares no code with the calendar. */
const FIRST = "2000-01-01";
const LAST = "2100-12-31";

const days: { readonly d: Day; readonly open: boolean; readonly weekday: number }[] = [];
for (let t = Temporal.PlainDate.from(FIRST); t.toString() <= LAST; t = t.add({ days: 1 }))
  days.push({ d: t.toString() as Day, open: oracleOpen(t), weekday: t.dayOfWeek % 7 });

describe(`every day from ${FIRST} to ${LAST}, against Temporal and 5 USC 6103`, () => {
  test("is the day after the one before it, on the weekday after", () => {
    expect(days.length).toBe(36_890);
    const wrong = days.filter(({ d, weekday: wd }, i) => plusDays(day(FIRST), i) !== d || weekday(d) !== wd);
    expect(wrong).toEqual([]);
    expect(daysBetween(day(FIRST), day(LAST))).toBe(36_889);
  });

  test("is open or closed as the oracle says", () => {
    expect(days.filter(({ d, open }) => FEDERAL.isBusinessDay(d) !== open)).toEqual([]);
  });

  test("counts the same business days from it and after it", () => {
    const open = days.filter((x) => x.open).map((x) => x.d);
    const wrong: string[] = [];
    let before = 0;
    for (const { d, open: isOpen } of days) {
      const after = before + (isOpen ? 1 : 0);
      for (const n of [1, 4, 30, 34])
        if (after + n <= open.length) {
          if (FEDERAL.nthAfter(d, n) !== open[after + n - 1]) wrong.push(`${n} after ${d}`);
          if (FEDERAL.nthFrom(d, n) !== open[before + n - 1]) wrong.push(`${n} from ${d}`);
          if (FEDERAL.countAfter(d, open[after + n - 1] as Day) !== n) wrong.push(`days from ${d}`);
        }
      before = after;
    }
    expect(wrong).toEqual([]);
  });
});

test("every holiday of the century is closed, falls on no weekend, and there are ten to twelve a year", () => {
  for (let year = 2000; year <= 2100; year++) {
    const list = oracleHolidays(year).map((d) => day(d));
    expect(list.length).toBeGreaterThanOrEqual(year < 2021 ? 9 : 10);
    expect(list.length).toBeLessThanOrEqual(12);
    for (const d of list) expect(FEDERAL.isBusinessDay(d) || isWeekend(d), d).toBe(false);
  }
});

describe("starts on closed days, and the ends of months and years", () => {
  test.each([
    // from          n  counting it     not counting it  because
    ["2026-11-14", 1, "2026-11-16", "2026-11-16", "a Saturday: both readings agree"],
    ["2026-11-15", 1, "2026-11-16", "2026-11-16", "a Sunday"],
    ["2026-11-11", 1, "2026-11-12", "2026-11-12", "Veterans Day"],
    ["2026-07-03", 1, "2026-07-06", "2026-07-06", "Independence Day observed on a Friday"],
    ["2027-07-05", 1, "2027-07-06", "2027-07-06", "Independence Day observed on a Monday"],
    ["2027-12-31", 1, "2028-01-03", "2028-01-03", "New Year's Day observed in the old year"],
    ["2026-11-13", 1, "2026-11-13", "2026-11-16", "a Friday: the readings are a weekend apart"],
    ["2028-02-29", 1, "2028-02-29", "2028-03-01", "a leap day"],
    ["2026-12-31", 1, "2026-12-31", "2027-01-04", "the year ends on a Thursday"],
    ["2026-11-25", 2, "2026-11-27", "2026-11-30", "Thanksgiving between"],
    ["2026-12-24", 2, "2026-12-28", "2026-12-29", "Christmas and a weekend between"],
  ])("from %s the %ith business day is %s counting that day, %s not counting it: %s", (d, n, from, after) => {
    expect([FEDERAL.nthFrom(day(d), n), FEDERAL.nthAfter(day(d), n)]).toEqual([from, after]);
  });
});
