import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FEDERAL } from "#base/calendar.ts";
import { day, dayFromNumber, dayNumber } from "#base/day.ts";
import { when } from "./when.ts";

describe("business days back", () => {
  test.each([
    // as of        back  day           because
    ["2026-11-20", 0, "2026-11-20", "a business day is its own"],
    ["2026-11-21", 0, "2026-11-23", "a Saturday stands for the next Monday"],
    ["2026-11-21", 1, "2026-11-20", "and the Friday is one back from it"],
    ["2026-11-27", 1, "2026-11-25", "Thanksgiving falls between"],
    ["2026-07-03", 0, "2026-07-06", "Independence Day is observed on Friday the 3rd"],
    ["2026-01-02", 1, "2025-12-31", "New Year"],
  ])("on %s, %i back is %s: %s", (asOf, n, expected) => {
    expect(when(day(asOf)).back(n)).toBe(day(expected));
  });

  const days = fc.integer({ min: dayNumber(day("2023-01-01")), max: dayNumber(day("2030-12-31")) }).map(dayFromNumber);

  test("a payment of 29 business days ago has its 30th day now, and one of 45 has none left, on any day", () => {
    fc.assert(
      fc.property(days, (asOf) => {
        const w = when(asOf);
        expect(FEDERAL.nthFrom(w.back(29), 30)).toBe(FEDERAL.nthFrom(asOf, 1));
        expect(FEDERAL.nthFrom(w.back(45), 30) < asOf).toBe(true);
      }),
    );
  });

  test("a batch lies before its payment by at least the lead", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 2, max: 45 }), (asOf, n) => {
        const w = when(asOf);
        const batch = w.batchBefore(w.back(n), 10);
        expect(dayNumber(w.back(n)) - dayNumber(batch)).toBeGreaterThanOrEqual(10);
        expect(FEDERAL.isBusinessDay(batch)).toBe(true);
      }),
    );
  });
});
