import fc from "fast-check";
import { expect, test } from "vitest";
import { cents, sum, usd } from "#base/money.ts";
import { allocate } from "./allocate.ts";

test.each([
  ["10.00", ["1.00", "1.00", "1.00"], ["3.34", "3.33", "3.33"], "the cent left over goes to the first of equals"],
  ["0.05", ["3.00", "2.00"], ["0.03", "0.02"], "shares are whole cents"],
  ["0.01", ["1.00", "9.00"], ["0.00", "0.01"], "the largest remainder takes the cent"],
  ["-10.00", ["1.00", "2.00"], ["-3.33", "-6.67"], "a takeback is shared like a payment"],
  ["7.00", ["0.00", "0.00"], ["3.50", "3.50"], "no charges, even shares"],
  ["7.00", [], [], "no lines, no shares"],
])("%s over %j is %j: %s", (amount, weights, shares) => {
  expect(allocate(usd(amount), weights.map(usd))).toEqual(shares.map(usd));
});

test("the shares always add up, and none is more than a cent from its proportion", () => {
  const amount = fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }).map(cents);
  const weights = fc.array(fc.bigInt({ min: 0n, max: 100_000_000n }).map(cents), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(amount, weights, (a, w) => {
      const shares = allocate(a, w);
      expect(sum(shares)).toBe(a);
      const total = sum(w);
      if (total > 0n)
        shares.forEach((s, i) => {
          const off = s * total - a * (w[i] ?? 0n);
          expect(off < 0n ? -off : off).toBeLessThan(total);
        });
    }),
  );
});
