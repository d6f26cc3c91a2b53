import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import {
  counted,
  daySpan,
  linesWords,
  listed,
  longDay,
  percentWords,
  printable,
  printableAll,
  sentence,
} from "./wording.ts";

describe("words of papers", () => {
  test.each([
    ["2026-11-23", "November 23, 2026"],
    ["2024-02-29", "February 29, 2024"],
    ["2026-01-01", "January 1, 2026"],
  ])("%s is written %s", (d, words) => expect(longDay(day(d))).toBe(words));

  test.each([
    ["2026-10-03", "2026-10-03", "October 3, 2026"],
    ["2026-10-03", "2026-11-05", "October 3 to November 5, 2026"],
    ["2026-12-30", "2027-01-02", "December 30, 2026 to January 2, 2027"],
  ])("from %s to %s is %s", (from, to, words) => expect(daySpan(day(from), day(to))).toBe(words));

  test.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("%j is listed as %s", (items, words) => expect(listed(items)).toBe(words));

  test.each([
    [[2], "Line 2"],
    [[1, 2], "Lines 1 and 2"],
    [[1, 2, 3], "Lines 1 to 3"],
    [[1, 2, 3, 5, 7, 8], "Lines 1 to 3, 5, 7 and 8"],
  ])("%j are %s", (numbers, words) => expect(linesWords(numbers)).toBe(words));

  test.each([
    ["a\u0000b", "ab", "a control character"],
    ["a\u202eb\u202c", "ab", "a mark that turns the direction"],
    ["a\ufeffb\u200bc", "abc", "characters nobody sees"],
    ["a \n\t b", "a b", "white space of any kind"],
    ["a\ud800b", "a?b", "half of a character"],
    ["שלום Zoë #panic() $x$", "שלום Zoë #panic() $x$", "any script and any mark is kept"],
  ])("%j stands on paper as %j: %s", (text, shown) => expect(printable(text)).toBe(shown));

  test("every text of a value is made printable, and nothing else of it", () => {
    expect(printableAll({ a: ["x\u0007", 1, null, true], b: { c: undefined } })).toEqual({
      a: ["x", 1, null, true],
      b: { c: undefined },
    });
  });

  test("counts, shares and sentences", () => {
    expect([counted(1, "line"), counted(2, "line"), counted(0, "day", "days")]).toEqual([
      "1 line",
      "2 lines",
      "0 days",
    ]);
    expect([percentWords(0.614), percentWords(1)]).toEqual(["61%", "100%"]);
    expect([sentence("ask"), sentence("")]).toEqual(["Ask", ""]);
  });
});
