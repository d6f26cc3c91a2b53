import { describe, expect, test } from "vitest";
import { formatUsd, usd } from "#base/money.ts";
import { type BatchFees, batchWorth, type LineStake, WRONG_LINE } from "./batch-worth.ts";
import { STARTING_PRIORS } from "./priors.ts";

/** One batch beside single disputes. Expectations by hand from the formulas of ways out, with certain money and no delay. */

const SURE = {
  ...STARTING_PRIORS,
  eligible: { value: 1, source: "test", prior: false },
  collect: { value: 1, source: "test", prior: false },
  days: { value: 0, source: "test", prior: false },
  handling: { value: usd("0.00"), source: "test", prior: false },
};
const fees: BatchFees = { admin: usd("15.00"), single: usd("500.00"), batch: usd("700.00") };
const line = (gain: string, chance: number, proven = true): LineStake => ({ gain: usd(gain), chance, proven });
const many = (n: number, of: LineStake): readonly LineStake[] => Array.from({ length: n }, () => of);

describe("a batch", () => {
  test.each([
    [1, "1000.00", 1, "980.00", "985.00", "singles", "one line that is sure: it can only sink by itself"],
    [2, "1000.00", 1, "1965.05", "1970.00", "singles", "two that are sure: nothing to save but a fee"],
    [10, "100.00", 0, "-680.78", "0.00", "neither", "ten that cannot win: only the fee is lost, and nobody files"],
  ])("of %i lines of $%s at %d is worth $%s, singles $%s: %s (%s)", (n, gain, chance, batch, singles, better) => {
    const w = batchWorth(many(n, line(gain, chance)), fees, SURE);
    expect([formatUsd(w.batch), formatUsd(w.singles), w.better]).toEqual([batch, singles, better]);
  });

  test("pays where single disputes do not, because one fee is shared", () => {
    const w = batchWorth(many(30, line("200.00", 0.6)), fees, SURE);
    expect([formatUsd(w.singles), w.better]).toEqual(["0.00", "batch"]);
    expect(w.batch > 0n).toBe(true);
  });

  test.each([
    [1, true, WRONG_LINE.proven],
    [30, true, 1 - (1 - WRONG_LINE.proven) ** 30],
    [30, false, 1 - (1 - WRONG_LINE.unproven) ** 30],
  ])("of %i lines, proven: %s, sinks with a chance of %d", (n, proven, chance) => {
    expect(batchWorth(many(n, line("200.00", 0.6, proven)), fees, SURE).sinks).toBeCloseTo(chance, 12);
  });

  test.each([
    [0, 1, "never won"],
    [0.5, 0.5, "won half the time, ties counted half"],
    [1, 0, "always won"],
  ])("whose lines win with %d bears the fee with %d: %s", (chance, falls) => {
    expect(batchWorth(many(7, line("200.00", chance)), fees, SURE).feeFalls).toBeCloseTo(falls, 9);
  });

  test("is worth less where a line is not proven, and where its fee is larger", () => {
    const lines = many(10, line("500.00", 0.6));
    const w = batchWorth(lines, fees, SURE);
    const [first, ...rest] = lines;
    expect(batchWorth([{ ...(first as LineStake), proven: false }, ...rest], fees, SURE).batch < w.batch).toBe(true);
    expect(batchWorth(lines, { ...fees, batch: usd("950.00") }, SURE).batch < w.batch).toBe(true);
  });
});
