import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, showUsd, sum, usd } from "#base/money.ts";
import { proposeSplit, splitState } from "./split.ts";

const lines = (...weights: string[]) => weights.map((w, i) => ({ line: i + 1, weight: usd(w) }));

describe("an agreed amount over lines", () => {
  test.each([
    ["by weight", "300.00", ["100.00", "200.00"], ["100.00", "200.00"]],
    ["the odd cents go where most was lost", "100.00", ["1.00", "1.00", "1.00"], ["33.34", "33.33", "33.33"]],
    ["equally when no line has a weight", "10.00", ["0.00", "0.00"], ["5.00", "5.00"]],
    ["nothing to a line without weight", "10.00", ["0.00", "4.00"], ["0.00", "10.00"]],
  ])("%s", (_, amount, weights, shares) => {
    expect(proposeSplit(usd(amount), lines(...weights))).toEqual(shares.map(usd));
  });

  test("always adds up to the cent", () => {
    const weight = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        fc.array(weight, { minLength: 1, maxLength: 30 }),
        (amount, of) => {
          const shares = proposeSplit(
            cents(amount),
            of.map((w, i) => ({ line: i + 1, weight: cents(w) })),
          );
          expect(sum(shares)).toBe(amount);
          expect(shares.every((s) => s >= 0n)).toBe(true);
        },
      ),
    );
  });

  test.each([
    ["100.00", ["60", "40.00"], true, "Adds up to the cent"],
    ["$1,000", ["999.99", ""], false, "$0.01 left to place"],
    ["10", ["12"], false, "$2.00 too much"],
    ["ten", ["12"], false, "Enter the amount first"],
    ["10", ["x"], false, "One line is no amount"],
  ])("%s over %j", (amount, typed, adds, says) => {
    expect(splitState(amount, typed, (c) => showUsd(c))).toEqual({ adds, says });
  });
});
