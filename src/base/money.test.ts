import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  cents,
  clamp,
  divide,
  formatUsd,
  percent,
  readRatio,
  readUsd,
  showUsd,
  sum,
  times,
  usd,
} from "./money.ts";

describe("amounts are read to the cent or refused", () => {
  test.each([
    ["1250", "1250.00"],
    ["1250.5", "1250.50"],
    ["-12.00", "-12.00"],
    [".75", "0.75"],
    ["0012.30", "12.30"],
    ["5.", "5.00"],
    ["1.100", "1.10"],
    ["+3", "3.00"],
  ])("%s is %s", (text, shown) => expect(formatUsd(usd(text))).toBe(shown));

  test.each([
    ["", "not-a-number"],
    [".", "not-a-number"],
    ["-", "not-a-number"],
    ["1,250.00", "not-a-number"],
    ["$5", "not-a-number"],
    ["1e3", "not-a-number"],
    ["NaN", "not-a-number"],
    ["1.005", "too-many-decimals"],
    ["99999999999999999", "too-large"],
  ])("%j is refused: %s", (text, error) => expect(readUsd(text)).toEqual({ ok: false, error }));
});

test("a typing mistake in our own code stops at once", () => expect(() => usd("12,50")).toThrow(/not an amount/));

describe("rounding has a name", () => {
  test.each([
    ["100.00", 140, "half-up", "140.00"],
    ["0.01", 50, "half-up", "0.01"],
    ["0.01", 50, "down", "0.00"],
    ["0.01", 1, "up", "0.01"],
    ["-0.01", 50, "half-up", "-0.01"],
    ["-0.01", 50, "down", "0.00"],
  ] as const)("%s at %i%% %s is %s", (amount, p, rounding, result) => {
    expect(formatUsd(times(usd(amount), percent(p), rounding))).toBe(result);
  });
});

test("amounts for people are grouped and use a true minus", () => {
  expect(showUsd(usd("1234567.5"))).toBe("$1,234,567.50");
  expect(showUsd(usd("-999.995".slice(0, 7)))).toBe("−$999.99");
  expect(showUsd(usd("1499.50"), "whole")).toBe("$1,500");
});

test("decimals become exact ratios", () => {
  expect(readRatio("33.2875")).toEqual({ top: 332875n, bottom: 10000n });
  expect(readRatio("-2")).toEqual({ top: -2n, bottom: 1n });
  expect(readRatio("1e3")).toBeUndefined();
});

test("clamp holds a value between two others", () => {
  expect(clamp(usd("5"), usd("1"), usd("3"))).toBe(usd("3"));
  expect(clamp(usd("-5"), usd("1"), usd("3"))).toBe(usd("1"));
});

test("property: what is printed reads back as the same amount", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (n) => {
      expect(usd(formatUsd(cents(n)))).toBe(n);
    }),
  );
});

test("property: half-up never differs from the exact quotient by more than a half", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }), (t, b) => {
      const gap = 2n * (divide(t, b, "half-up") * b - t);
      expect(gap <= b && gap >= -b).toBe(true);
    }),
  );
});

test("property: adding with nothing left out is adding", () =>
  fc.assert(
    fc.property(fc.constantFrom(0n, 1n, -3n, 2n ** 70n), fc.bigInt(), (a, b) => {
      expect(add(cents(a), cents(b))).toBe(a + b);
      expect(add(cents(b), cents(a))).toBe(a + b);
    }),
  ));

test("property: the sum does not depend on the order", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })), (ns) => {
      expect(sum(ns.map(cents))).toBe(sum([...ns].reverse().map(cents)));
    }),
  );
});
