import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cents, cents, formatUsd, sum, usd, ZERO } from "#base/money.ts";
import { chooseBatch, type FeesFor } from "./batch-choice.ts";
import { batchWorth, type LineStake, singleWorth } from "./batch-worth.ts";
import { STARTING_PRIORS } from "./priors.ts";

const line = (gain: string, chance: number, proven = true): LineStake => ({ gain: usd(gain), chance, proven });
const fees: FeesFor = (n) => ({
  ...{ admin: usd("15.00"), single: usd("700.00") },
  batch: cents(usd("800.00") + BigInt(Math.max(0, Math.ceil((n - 25) / 25))) * 15_000n),
});
const choose = (lines: readonly LineStake[]) => chooseBatch(lines, fees, STARTING_PRIORS);
/** What they would bring with every line in the batch. */
const together = (lines: readonly LineStake[]): Cents =>
  lines.length < 2 ? ZERO : batchWorth(lines, fees(lines.length), STARTING_PRIORS).batch;
const advice = (lines: readonly LineStake[]): string =>
  choose(lines)
    .lines.map((l) => l.advice)
    .join(" ");

describe("which lines go together", () => {
  test.each([
    [
      "small ones that pay only together",
      [line("300", 0.8), line("300", 0.8), line("300", 0.8), line("300", 0.8), line("300", 0.8)],
      "in in in in in",
    ],
    ["none that pay nowhere", [line("20", 0.5), line("30", 0.5)], "leave out leave out"],
    [
      "a line that brings nothing is left out, the others stay",
      [line("400", 0.8), line("400", 0.8), line("400", 0.8), line("400", 0.8), line("0", 0.1)],
      "in in in in leave out",
    ],
    ["one large line with a small one goes alone", [line("20000", 0.7), line("5", 0.2, false)], "alone leave out"],
    ["one line", [line("5000", 0.8)], "alone"],
    ["no line", [], ""],
  ])("%s", (_, lines, words) => expect(advice(lines)).toBe(words));

  test("of more than can be tried in every way, those that cost are left out", () => {
    const lines = [
      ...Array.from({ length: 40 }, () => line("250", 0.75)),
      ...Array.from({ length: 10 }, () => line("0", 0)),
    ];
    const chosen = choose(lines);
    expect(chosen.lines.filter((l) => l.advice === "in")).toHaveLength(40);
    expect(chosen.worth > together(lines)).toBe(true);
  });

  const stakes = fc
    .record({
      gain: fc.integer({ min: 0, max: 400_000 }),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
      proven: fc.boolean(),
    })
    .map(({ gain, ...of }): LineStake => ({ gain: cents(BigInt(gain)), ...of }));

  test("never brings less than all together, each alone, or nothing; and its figures are those of the worths", () => {
    fc.assert(
      fc.property(fc.array(stakes, { maxLength: 14 }), (lines) => {
        const c = choose(lines);
        const alone = sum(lines.map((l) => singleWorth(l, fees(1), STARTING_PRIORS)).map((s) => (s > 0n ? s : ZERO)));
        expect(c.worth >= together(lines) && c.worth >= alone && c.worth >= 0n).toBe(true);
        const kept = lines.filter((_, i) => c.lines[i]?.advice === "in");
        const batch = together(kept);
        const rest = sum(c.lines.flatMap((l) => (l.advice === "alone" ? [l.single] : [])));
        expect(formatUsd(c.worth)).toBe(formatUsd(cents(batch + rest)));
        for (const [i, l] of c.lines.entries()) {
          if (l.advice !== "in") continue;
          const without = together(kept.filter((k) => k !== lines[i]));
          expect(l.within).toBe(cents(batch - without) as Cents);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the order by what each adds comes within a hundredth of trying every way", () => {
    const few = fc.array(stakes, { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(few, (lines) => {
        const every = choose(lines).worth;
        // Lines that can never be won change nothing but the number, so that the other way is taken.
        const padded = choose([...lines, line("0", 0), line("0", 0)]).worth;
        expect(Number(padded)).toBeGreaterThanOrEqual(Number(every) * 0.99 - 100);
      }),
      { numRuns: 200 },
    );
  });
});
