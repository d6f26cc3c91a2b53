import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusDays } from "#base/day.ts";
import { compareReleases, isQuarterLetter, type Release, readRelease, releaseOf } from "./release.ts";

const read = (text: string): Release => {
  const r = readRelease(text);
  if (r === undefined) throw new Error("a test names a release that cannot be");
  return r;
};

describe("when a release is in force", () => {
  test.each([
    ["2025A", "2025-01-01", "2025-03-31"],
    ["2025B", "2025-04-01", "2025-06-30"],
    ["2025C", "2025-07-01", "2025-09-30"],
    ["2025D", "2025-10-01", "2025-12-31"],
    ["2024A", "2024-01-01", "2024-03-08"],
    ["2024AR", "2024-03-09", "2024-03-31"],
    ["2026AR", "2026-01-01", "2026-03-31"],
  ])("%s from %s until %s", (name, from, until) => {
    expect(read(name)).toMatchObject({ id: name, from, until });
  });

  test("property: the quarters of a year follow each other without gap or overlap, the revision included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2099 }), (year) => {
        const names = year === 2024 ? ["A", "AR", "B", "C", "D"] : ["A", "B", "C", "D"];
        const all = names.map((n) => read(`${year}${n}`));
        for (const [i, r] of all.slice(1).entries()) expect(r.from).toBe(plusDays(all[i]?.until ?? r.from, 1));
        expect([...all].reverse().sort(compareReleases)).toEqual(all);
      }),
    );
  });
});

describe("spellings", () => {
  test.each([["2025D"], ["2025d"], [" 2025D "], ["25D"], ["RVU25D"], ["rvu2025d"]])("%j is 2025D", (text) => {
    expect(readRelease(text)?.id).toBe("2025D");
  });

  test.each([["2025"], ["2025E"], ["1999A"], ["2025DD"], ["D2025"], [""]])("%j is none", (text) => {
    expect(readRelease(text)).toBeUndefined();
  });

  test("years outside the century are none, and letters are A to D", () => {
    expect(releaseOf(2100, "A", false)).toBeUndefined();
    expect(["A", "B", "C", "D", "E", "a", ""].filter(isQuarterLetter)).toEqual(["A", "B", "C", "D"]);
  });

  test("a revision stands after the file it revises", () => {
    expect(compareReleases(read("2026A"), read("2026AR"))).toBeLessThan(0);
    expect(compareReleases(read("2024AR"), read("2024A"))).toBeGreaterThan(0);
  });
});
