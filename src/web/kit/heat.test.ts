import { expect, test } from "vitest";
import { usd } from "#base/money.ts";
import { tint, weights } from "./heat.ts";

test.each([
  ["0.00", "100.00", 0],
  ["100.00", "0.00", 0],
  ["0.01", "44870.00", 4],
  ["11217.50", "44870.00", 15],
  ["44870.00", "44870.00", 30],
])("%s of %s tints by %s percent", (amount, greatest, percent) => {
  expect(tint(usd(amount), usd(greatest))).toBe(percent);
});

test("weights are shares of a million, and nothing weighs nothing", () => {
  expect(weights([usd("75.00"), usd("25.00"), usd("0.00")])).toEqual([750_000, 250_000, 0]);
  expect(weights([usd("0.00")])).toEqual([0]);
  expect(weights([usd("9000000000.00"), usd("9000000000.00")])).toEqual([500_000, 500_000]);
});
