import { expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { arithmetic, dayOfPeriod, daysOfWeek, mondaysOfMonth, shownOf, spanOf, stepFrom } from "./weeks.ts";

const THANKSGIVING = new Map<Day, string>([[day("2026-11-26"), "Thanksgiving Day"]]);

test("a month asks for the weeks that hold one of its days, Monday to Sunday", () => {
  // November 2026 begins on a Sunday.
  expect(mondaysOfMonth(day("2026-11-23"))).toEqual([
    "2026-10-26",
    "2026-11-02",
    "2026-11-09",
    "2026-11-16",
    "2026-11-23",
    "2026-11-30",
  ]);
  expect(spanOf("month", day("2026-10-10"))).toMatchObject({ from: "2026-09-28", to: "2026-11-01" });
  expect(spanOf("week", day("2026-11-25"))).toMatchObject({ from: "2026-11-23", to: "2026-11-29" });
});

test.each([
  ["nothing is due", [], 5, "2026-11-02"],
  ["a task is due on a Friday", ["2026-11-13"], 5, "2026-11-02"],
  ["a task is due on a Saturday", ["2026-11-14"], 7, "2026-11-02"],
  ["a promise is due on the Sunday the month begins with", ["2026-11-01"], 7, "2026-10-26"],
  ["a promise is due on the Saturday before the month", ["2026-10-31"], 5, "2026-11-02"],
] as const)("when %s every due day of the month has a cell", (_, due, days, first) => {
  const at = day("2026-11-23");
  const span = spanOf("month", at);
  const shown = shownOf("month", at, span, (d) => due.some((x) => x === d));
  expect([shown.days, shown.mondays[0]]).toEqual([days, first]);
  const cells = new Set(shown.mondays.flatMap((m) => daysOfWeek(m, shown.days)));
  expect(due.filter((d) => d.startsWith("2026-11")).every((d) => cells.has(day(d)))).toBe(true);
});

test.each([
  ["month", "2026-11-30", 1, "2026-12-01"],
  ["month", "2026-01-31", -1, "2025-12-01"],
  ["week", "2026-11-23", 1, "2026-11-30"],
] as const)("a step of a %s from %s by %i leads to %s", (view, at, by, to) => {
  expect(stepFrom(view, day(at), by)).toBe(to);
});

test.each([
  ["2026-11-23", "2026-11-23", "today"],
  ["2026-11-23", "2026-11-24", "1 business day from today"],
  ["2026-11-23", "2026-11-27", "3 business days from today; Thanksgiving Day skipped"],
  ["2026-11-23", "2026-11-20", "1 business day ago"],
])("from %s to %s is %s", (today, d, words) => {
  expect(arithmetic(day(today), day(d), THANKSGIVING)).toBe(words);
});

test.each([
  ["2026-11-23", "2026-11-27", 30, "day 27 of 30 business days, last Fri, Nov 27"],
  ["2026-11-23", "2026-11-23", 30, "day 30 of 30 business days, last Mon, Nov 23"],
  ["2026-11-23", "2026-11-25", 4, "day 2 of 4 business days, last Wed, Nov 25"],
  ["2026-11-23", "2026-11-20", 30, undefined],
  ["2026-11-23", "2027-06-01", 30, undefined],
] as const)("on %s a period that ends on %s, of %i days, stands so", (today, due, of, said) => {
  expect(dayOfPeriod(day(today), day(due), of)).toBe(said);
});
