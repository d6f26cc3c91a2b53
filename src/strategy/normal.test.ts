import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argmax, below, density, erfc, quantile, threshold } from "./normal.ts";

describe("the normal distribution", () => {
  test.each([
    // z, probability below it, from tables of 12 digits
    [0, 0.5],
    [1, 0.841344746069],
    [-1, 0.158655253931],
    [1.959963984540054, 0.975],
    [3, 0.998650101968],
    [-3, 0.001349898032],
    [-3.6, 0.00015910859],
    [6, 0.999999999013],
  ])("below(%f) is %f", (z, p) => expect(below(z)).toBeCloseTo(p, 11));

  test("its integral by trapezoids is what `below` says", () => {
    let area = 0;
    for (let i = -8000; i < 700; i++) area += (density(i / 1000) + density((i + 1) / 1000)) / 2000;
    expect(below(0.7)).toBeCloseTo(area, 7);
  });

  test("rises, and the two ways of computing it meet", () => {
    const at = 2.5 * Math.SQRT2;
    expect(Math.abs(below(at - 1e-9) - below(at + 1e-9))).toBeLessThan(1e-11);
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 1e-3, max: 1, noNaN: true }),
        (z, step) => {
          expect(below(z + step)).toBeGreaterThanOrEqual(below(z));
        },
      ),
    );
  });

  test("the quantile undoes it, and is no number outside 0 to 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(below(quantile(p))).toBeCloseTo(p, 9);
      }),
    );
    for (const p of [0, 1, -1, Number.NaN]) expect(quantile(p)).toBeNaN();
    expect(erfc(Number.NaN)).toBeNaN();
  });
});

describe("search", () => {
  test("argmax finds the higher of two humps, an end, and a point when there is no room", () => {
    const humps = (x: number): number => Math.exp(-((x - 2) ** 2)) + 1.5 * Math.exp(-8 * (x - 7) ** 2);
    expect(argmax(humps, 0, 10)).toBeCloseTo(7, 4);
    expect(argmax((x) => x, 0, 3)).toBe(3);
    expect(argmax((x) => -x, 0, 3)).toBe(0);
    expect(argmax((x) => x, 3, 3)).toBe(3);
    expect(argmax((x) => x, 4, 3)).toBe(4);
  });

  test("threshold finds where a sentence becomes true, or says that it does not", () => {
    expect(threshold((x) => x >= 1.25, 0, 10)).toBeCloseTo(1.25, 9);
    expect(threshold(() => true, 0, 10)).toBeUndefined();
    expect(threshold(() => false, 0, 10)).toBeUndefined();
  });
});
