import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { ago, msOf, whenOf } from "./moment-words.ts";

describe("moments", () => {
  test("are read to the second", () => {
    expect(msOf("1970-01-02T00:00:01.500Z")).toBe(86_401_000);
    expect(msOf("2026-11-31T00:00:00Z")).toBeUndefined();
    expect(msOf("yesterday")).toBeUndefined();
  });

  test.each([
    [2, "just now"],
    [-90, "just now"],
    [20, "20 s ago"],
    [250, "4 min ago"],
    [7300, "2 h ago"],
    [200_000, "2 days ago"],
  ])("%d seconds before now is %s", (s, said) => {
    expect(ago(0, s * 1000)).toBe(said);
  });

  test("a day of another year says so", () => {
    expect(whenOf(day("2025-11-16"), "", day("2026-11-23"))).toBe("Nov 16, 2025");
    expect(whenOf(day("2026-11-16"), "", day("2026-11-23"))).toBe("Nov 16");
    expect(whenOf(day("2026-11-23"), "", day("2026-11-23"))).toBe("Today");
  });
});
