import { expect, test } from "vitest";
import { now, today } from "./clock.ts";

test("today is the local calendar day, to its last minute", () => {
  expect(today(new Date(2026, 10, 23, 23, 59, 59))).toBe("2026-11-23");
  expect(today(new Date(2024, 1, 29, 0, 0, 0))).toBe("2024-02-29");
  expect(today()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test("a clock that stands nowhere is said so", () => {
  expect(() => today(new Date(1800, 0, 1))).toThrow("clock");
});

test("a moment is written in UTC", () => {
  expect(now(new Date(Date.UTC(2026, 10, 23, 14, 5, 9)))).toBe("2026-11-23T14:05:09.000Z");
});
