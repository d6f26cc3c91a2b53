import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, plusDays } from "#base/day.ts";
import {
  boxWord,
  calendarWeeks,
  combDays,
  dayOfPeriod,
  daysLeft,
  holidaysWithin,
  leftWords,
  nearness,
  silence,
} from "./comb-days.ts";

const MONDAY = day("2026-11-23");

test.each([
  [undefined, "gone", "the day has passed"],
  [0, "today", "which is today"],
  [1, "1", "1 business day left"],
  [8, "8", "8 business days left"],
] as const)("%s days left show as %s and read %s", (left, box, words) => {
  expect([boxWord(left), leftWords(left)]).toEqual([box, words]);
});

describe("business days left", () => {
  test.each([
    ["2026-11-23", 0, "today", "on the last day itself"],
    ["2026-11-24", 1, "hot", "tomorrow is 1"],
    ["2026-11-27", 3, "hot", "Thanksgiving is not counted"],
    ["2026-11-30", 4, "warm", "four is not hot any more"],
    ["2026-12-08", 10, "warm", "ten is still near"],
    ["2026-12-09", 11, "quiet", "eleven is not"],
    ["2026-11-20", undefined, "gone", "passed"],
  ] as const)("until %s: %s, %s (%s)", (due, left, near, _why) => {
    expect(daysLeft(MONDAY, day(due))).toBe(left);
    expect(nearness(daysLeft(MONDAY, day(due)))).toBe(near);
  });
});

describe("the comb of a notice: first payment October 15, last day November 27", () => {
  const start = day("2026-10-15");
  const due = day("2026-11-27");
  const teeth = combDays(start, due, MONDAY);

  test("has thirty teeth, the 27th of them today", () => {
    expect(teeth.length).toBe(30);
    expect(teeth.find((t) => t.is === "today")).toEqual({ day: MONDAY, n: 27, is: "today" });
    expect(dayOfPeriod(start, due, MONDAY)).toEqual({ n: 27, of: 30 });
  });

  test("leaves out weekends, Veterans Day and Thanksgiving", () => {
    expect(teeth.some((t) => t.day === "2026-11-11" || t.day === "2026-11-26" || t.day === "2026-11-21")).toBe(false);
    expect(holidaysWithin(start, due)).toEqual(["2026-11-11", "2026-11-26"]);
  });

  test("opens to seven weeks, Monday to Friday, with a number in each cell that counts", () => {
    const weeks = calendarWeeks(start, due, MONDAY);
    expect(weeks.length).toBe(7);
    expect(weeks[0]?.map((c) => c.is)).toEqual(["outside", "outside", "outside", "past", "past"]);
    expect(weeks[4]?.[2]).toEqual({ day: "2026-11-11", is: "holiday" });
    expect(weeks[6]?.map((c) => [c.is, c.n])).toEqual([
      ["today", 27],
      ["left", 28],
      ["left", 29],
      ["holiday", undefined],
      ["last", 30],
    ]);
  });

  test("on a Saturday no tooth is tall, and the day of the period is Friday's", () => {
    const saturday = day("2026-11-21");
    expect(combDays(start, due, saturday).some((t) => t.is === "today")).toBe(false);
    expect(dayOfPeriod(start, due, saturday).n).toBe(26);
  });
});

test("teeth that are left are as many as the chip says, whatever the days", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 }), (back, ahead) => {
      const start = plusDays(MONDAY, -back);
      const due = plusDays(MONDAY, ahead);
      const left = combDays(start, due, MONDAY).filter((t) => t.is === "left").length;
      expect(left).toBe(Math.min(daysLeft(MONDAY, due) ?? -1, 60));
    }),
  );
});

test.each([
  ["2026-11-03", "2026-11-09", undefined],
  ["2026-09-24", "2026-10-09", undefined],
  ["2026-09-24", "2026-10-13", 11],
  ["2026-09-24", "2026-10-20", 16],
])("from %s to %s the silence is %s business days", (a, b, n) => {
  expect(silence(day(a), day(b))).toBe(n);
});
