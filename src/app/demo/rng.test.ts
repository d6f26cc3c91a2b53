import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PRACTICES, SAGUARO } from "./cast.ts";
import { npi, rng } from "./rng.ts";

/** Luhn as ISO 7812 tells it: from the right, every second digit doubled, sum a multiple of ten. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, d, i) => {
    const n = Number(d) * (i % 2 === 1 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
}

describe("an NPI", () => {
  test("has the check digit of the standard's own example: 123456789 takes 3", () => {
    expect(npi("123456789")).toBe("1234567893");
  });

  test("passes Luhn behind 80840, whatever its nine digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 299_999_999 }), (n) => {
        expect(passesLuhn(`80840${npi(String(n))}`)).toBe(true);
      }),
    );
  });

  test("of the cast begins with 2, which nobody real has", () => {
    const all = [...PRACTICES.flatMap((p) => [p.npi, ...p.people.map((x) => x.npi)]), SAGUARO.npi];
    for (const one of all) expect(one).toMatch(/^2\d{9}$/);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe("chance", () => {
  const draws = (seed: number, stream: number): number[] => {
    const r = rng(seed, stream);
    return Array.from({ length: 8 }, () => r.int(0, 1_000_000));
  };

  test("is the same for the same seed and stream, and another for another", () => {
    expect(draws(7, 3)).toEqual(draws(7, 3));
    expect(draws(7, 3)).not.toEqual(draws(7, 4));
    expect(draws(7, 3)).not.toEqual(draws(8, 3));
  });

  test("stays within its bounds and reaches both", () => {
    const r = rng(1, 1);
    const seen = new Set(Array.from({ length: 500 }, () => r.int(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  test("of 0 and of 1000 in a thousand is never and always", () => {
    const r = rng(1, 2);
    expect(Array.from({ length: 50 }, () => [r.chance(0), r.chance(1000)])).toEqual(
      Array.from({ length: 50 }, () => [false, true]),
    );
  });
});
