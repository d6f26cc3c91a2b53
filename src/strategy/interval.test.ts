import { describe, expect, test } from "vitest";
import { medianPlaces, shareInterval } from "./interval.ts";

describe("a share that was counted", () => {
  test.each([
    [0, 0, 0, 1],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [81, 263, 0.2553, 0.3662],
  ])("%i of %i lies from %f to %f", (hits, n, low, high) => {
    const said = shareInterval(hits, n);
    expect(said.low).toBeCloseTo(low, 3);
    expect(said.high).toBeCloseTo(high, 3);
  });

  test("holds the share itself, and more counted is surer", () => {
    for (let n = 1; n <= 60; n++)
      for (let hits = 0; hits <= n; hits++) {
        const { low, high } = shareInterval(hits, n);
        expect(low).toBeLessThanOrEqual(hits / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(hits / n - 1e-12);
        const surer = shareInterval(hits * 4, n * 4);
        expect(surer.high - surer.low).toBeLessThan(high - low);
      }
  });
});

describe("the places between which a median lies", () => {
  // Published tables of the sign test: n, rank of the lower bound counted from 1.
  test.each([
    [6, 1],
    [8, 1],
    [9, 2],
    [10, 2],
    [15, 4],
    [20, 6],
    [25, 8],
    [30, 10],
    [50, 18],
    [100, 40],
  ])("of %i values: the %ith from either end", (n, rank) => {
    expect(medianPlaces(n)).toEqual({ low: rank - 1, high: n - rank });
  });

  test.each([0, 1, 2, 3, 4, 5])("of %i values none can be named", (n) => {
    expect(medianPlaces(n)).toBeUndefined();
  });

  test("the two ways of counting meet at a thousand", () => {
    const [exact, normal] = [medianPlaces(1_000), medianPlaces(1_001)];
    expect(Math.abs((exact?.low ?? 0) - (normal?.low ?? 99))).toBeLessThanOrEqual(1);
  });
});
