import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cents, cents, formatUsd, sum, usd } from "#base/money.ts";
import { lineOffers, type OfferedLine } from "./line-offers.ts";

const line = (billed: string, allowed: string, fair?: string): OfferedLine => ({
  ...{ billed: usd(billed), allowed: usd(allowed) },
  ...(fair !== undefined && { fair: usd(fair) }),
});

describe("a total over lines", () => {
  test.each([
    ["goes where more is owed", "900.00", [line("900", "100", "500"), line("900", "400", "400")], "500.00 400.00"],
    [
      "leaves on a line what was allowed on it, though it is thought to be worth less",
      "700.00",
      [line("900", "100", "300"), line("900", "500", "200")],
      "200.00 500.00",
    ],
    ["stops at a charge", "1000.00", [line("300", "100", "900"), line("900", "100", "200")], "300.00 700.00"],
    [
      "goes by what was allowed where nothing says more",
      "600.00",
      [line("900", "100"), line("900", "200")],
      "200.00 400.00",
    ],
    ["is what was allowed where no more is asked", "300.00", [line("900", "100"), line("900", "200")], "100.00 200.00"],
    ["below what was allowed is split by it", "150.00", [line("900", "100"), line("900", "200")], "50.00 100.00"],
    [
      "above what is owed goes on in the same proportion",
      "1300.00",
      [line("900", "100", "300"), line("900", "100", "200")],
      "833.33 466.67",
    ],
  ])("%s", (_, total, lines, shares) => {
    expect(lineOffers(usd(total), lines).map(formatUsd).join(" ")).toBe(shares);
  });

  test("adds up to the cent, and no line gets less than was allowed or more than was charged", () => {
    const money = fc.integer({ min: 0, max: 500_000 }).map((n) => cents(BigInt(n)));
    const lines = fc.array(
      fc.record({ a: money, b: money, fair: fc.option(money, { nil: undefined }) }).map(({ a, b, fair }) => ({
        billed: cents((a > b ? a : b) + 1n),
        allowed: a > b ? b : a,
        fair,
      })),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 1, noNaN: true }), (list, at) => {
        const [least, most] = [sum(list.map((l) => l.allowed)), sum(list.map((l) => l.billed))];
        const total = cents(least + BigInt(Math.floor(Number(most - least) * at)));
        const shares = lineOffers(total, list);
        expect(sum(shares)).toBe(total);
        for (const [i, l] of list.entries()) {
          const share = shares[i] as Cents;
          expect(share >= l.allowed && share <= l.billed).toBe(true);
        }
      }),
    );
  });
});
