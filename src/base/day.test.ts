import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { FEDERAL, federalCalendar, isWeekend } from "./calendar.ts";
import {
  day,
  dayFrom,
  dayFromNumber,
  dayNumber,
  daysBetween,
  earlier,
  later,
  plusDays,
  plusMonths,
  readDay,
  weekday,
} from "./day.ts";

describe("a day is read in two spellings, or not at all", () => {
  test.each([
    ["2026-11-21", "2026-11-21"],
    ["20261121", "2026-11-21"],
    ["2024-02-29", "2024-02-29"],
    ["2000-02-29", "2000-02-29"],
  ])("%s is %s", (text, d) => expect(readDay(text)).toBe(d));
  test.each([
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "1776-07-04",
    "2200-01-01",
    "261121",
    "",
    "2026-1-1",
  ])("%j is no day", (text) => expect(readDay(text)).toBeUndefined());
  test("a typing mistake in our own code stops at once", () => expect(() => day("2026-02-30")).toThrow(/not a day/));
});

const anyDay = fc.integer({ min: dayNumber(day("1900-01-01")), max: dayNumber(day("2199-12-31")) }).map(dayFromNumber);

test("property: day arithmetic agrees with the Temporal polyfill", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -2000, max: 2000 }), (d, n) => {
      const t = Temporal.PlainDate.from(d);
      expect(weekday(d)).toBe(t.dayOfWeek % 7);
      const moved = t.add({ days: n });
      if (moved.year >= 1900 && moved.year <= 2199) {
        expect(plusDays(d, n)).toBe(moved.toString());
        expect(daysBetween(d, plusDays(d, n))).toBe(n);
      }
    }),
  );
});

test("property: months on, by the last of the month or the first of the next where there is no such date", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 120 }), (d, n) => {
      const t = Temporal.PlainDate.from(d);
      const target = t.with({ day: 1 }).add({ months: n });
      const next = t.day <= target.daysInMonth ? target.with({ day: t.day }) : target.add({ months: 1 });
      expect(plusMonths(d, n)).toBe(t.add({ months: n }).toString());
      expect(plusMonths(d, n, "next-first")).toBe(next.toString());
    }),
  );
});

test("earlier and later choose by date", () => {
  expect(earlier(day("2026-01-02"), day("2026-01-01"))).toBe("2026-01-01");
  expect(later(day("2026-01-02"), day("2026-01-01"))).toBe("2026-01-02");
  expect(dayFrom(2026, 2, 30)).toBeUndefined();
});

describe("federal holidays are observed as 5 USC 6103 says", () => {
  test.each([
    ["2026-07-03", "Independence Day on a Saturday is observed on Friday"],
    ["2027-12-31", "New Year 2028 on a Saturday is observed in the year before"],
    ["2027-07-05", "Independence Day on a Sunday is observed on Monday"],
    ["2026-11-26", "the fourth Thursday of November"],
    ["2026-05-25", "the last Monday of May"],
    ["2021-06-18", "the first Juneteenth, a Saturday, observed on Friday"],
  ])("%s is closed: %s", (d) => expect(FEDERAL.isBusinessDay(day(d))).toBe(false));
  test.each([
    ["2020-06-19", "Juneteenth was no holiday yet"],
    ["2026-07-06", "the Monday after a Friday observance"],
    ["2026-12-24", "an executive closure is not statutory"],
    ["1985-01-21", "Martin Luther King Day began in 1986"],
  ])("%s is open: %s", (d) => expect(FEDERAL.isBusinessDay(day(d))).toBe(true));
  test("closures of the practice's own can be added", () => {
    expect(federalCalendar([day("2026-12-24")]).isBusinessDay(day("2026-12-24"))).toBe(false);
  });
  test("outside 1971 to 2199 the calendar refuses rather than guesses", () => {
    expect(() => FEDERAL.isBusinessDay(day("1970-12-31"))).toThrow(RangeError);
  });
});

test("property: counting business days agrees with walking the days one by one", () => {
  const inRange = fc
    .integer({ min: dayNumber(day("2021-01-01")), max: dayNumber(day("2032-12-31")) })
    .map(dayFromNumber);
  fc.assert(
    fc.property(inRange, fc.integer({ min: 1, max: 60 }), (start, n) => {
      let at = start;
      let seen = 0;
      while (seen < n) {
        at = plusDays(at, 1);
        if (FEDERAL.isBusinessDay(at)) seen++;
      }
      expect(FEDERAL.nthAfter(start, n)).toBe(at);
      expect(FEDERAL.countAfter(start, at)).toBe(n);
      expect(FEDERAL.nthFrom(start, FEDERAL.isBusinessDay(start) ? n + 1 : n)).toBe(at);
      expect(isWeekend(at)).toBe(false);
    }),
  );
});

test("counting backwards is zero, never negative", () => {
  expect(FEDERAL.countAfter(day("2026-11-20"), day("2026-11-20"))).toBe(0);
  expect(FEDERAL.countAfter(day("2026-11-20"), day("2026-11-01"))).toBe(0);
});
