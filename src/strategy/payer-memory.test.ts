import { describe, expect, test } from "vitest";
import { breakIn, fading, HALF_LIFE, learnedHold, learnedTactics, type PastNegotiation } from "./payer-memory.ts";

const prior = {
  curves: [
    [0.2, 0.5],
    [1, 0.3],
  ] as const,
  reciprocal: [[1, 0.2]] as const,
  stepper: [],
};
const past = (age: number, pace: number, residual = 0): PastNegotiation => ({
  ...{ age, residual, tactics: [[{ kind: "curve", pace }, 1]] },
});
const shareOf = (s: ReturnType<typeof learnedTactics>, pace: number): number => {
  const all = [...s.curves, ...s.reciprocal, ...s.stepper].reduce((t, [, w]) => t + w, 0);
  return (s.curves.find(([e]) => e === pace)?.[1] ?? 0) / all;
};

describe("what is remembered of a payer", () => {
  test("without a past it is the prior", () => {
    expect(shareOf(learnedTactics(prior, []), 0.2)).toBeCloseTo(0.5, 12);
  });

  test("a pooled share lies between the prior and what was seen, nearer to it with more", () => {
    const [few, many] = [3, 60].map((n) =>
      shareOf(
        learnedTactics(
          prior,
          Array.from({ length: n }, () => past(10, 0.2)),
        ),
        0.2,
      ),
    );
    expect(few! > 0.5 && few! < many! && many! < 1).toBe(true);
  });

  test("the order of the past changes nothing", () => {
    const all = [past(10, 0.2), past(200, 1), past(400, 0.2)];
    expect(learnedTactics(prior, all.toReversed())).toEqual(learnedTactics(prior, all));
  });

  test.each([
    [0, 1],
    [HALF_LIFE, 0.5],
    [2 * HALF_LIFE, 0.25],
    [-5, 1],
  ])("at %d days a case counts %d", (age, weight) => expect(fading(age)).toBeCloseTo(weight, 12));

  test.each<[string, readonly number[], boolean]>([
    ["nothing but chance", [0.4, -0.6, 0.9, -1.1, 0.2, 0.5], false],
    ["a drift upwards", Array.from({ length: 8 }, () => 1.4), true],
    ["a drift downwards", Array.from({ length: 8 }, () => -1.4), true],
    ["a sum of exactly five", [5.5], false],
    ["a hair above five", [5.6], true],
  ])("%s", (_, residuals, found) => expect(breakIn(residuals) !== undefined).toBe(found));

  test("after a break the old is forgotten sooner", () => {
    const old = Array.from({ length: 20 }, (_, i) => past(300 + i, 1));
    const fresh = (residual: number) => Array.from({ length: 8 }, (_, i) => past(10 + i, 0.2, residual));
    const calm = shareOf(learnedTactics(prior, [...old, ...fresh(0)]), 1);
    expect(shareOf(learnedTactics(prior, [...old, ...fresh(1.5)]), 1)).toBeLessThan(calm);
  });

  test("a payer's own exponent counts from ten negotiations on", () => {
    const learned = learnedTactics(
      prior,
      Array.from({ length: 40 }, () => past(1, 0.2)),
    );
    expect(learnedHold(learned, 9)).toBeUndefined();
    expect(learnedHold(learned, 10)).toBeGreaterThan(0.2);
    expect(learnedHold(learned, 10)).toBeLessThan(0.3);
    expect(learnedHold({ ...learned, curves: [] }, 10)).toBeUndefined();
  });
});
