import { expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { arithmetic, dayOfThirty, mondaysOfMonth, spanOf, stepFrom } from "./weeks.ts";

const THANKSGIVING = new Map<Day, string>([[day("2026-11-26"), "Thanksgiving Day"]]);

test("a month has the weeks that hold one of its weekdays", () => {
  expect(mondaysOfMonth(day("2026-11-23"))).toEqual([
    "2026-11-02",
    "2026-11-09",
    "2026-11-16",
    "2026-11-23",
    "2026-11-30",
  ]);
  expect(spanOf("month", day("2026-10-10"))).toMatchObject({ from: "2026-09-28", to: "2026-10-30" });
  expect(spanOf("week", day("2026-11-25"))).toMatchObject({ from: "2026-11-23", to: "2026-11-27" });
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

test("a window of thirty business days is counted from its end", () => {
  expect(dayOfThirty(day("2026-11-23"), day("2026-11-27"))).toBe("day 27 of 30, last Fri, Nov 27");
  expect(dayOfThirty(day("2026-11-23"), day("2026-11-20"))).toBeUndefined();
  expect(dayOfThirty(day("2026-11-23"), day("2027-06-01"))).toBeUndefined();
});
