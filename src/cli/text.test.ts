import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clean, cut, padEnd, padStart, width, wrap } from "./text.ts";

describe("text of a file is made harmless", () => {
  test.each([
    ["ACME\x1b[31mRED\x1b[0m", "ACMERED", "colours"],
    ["a\x1b]0;title\x07b", "ab", "a window title"],
    ["a\x1b]8;;http://x\x1b\\b", "ab", "a link"],
    ["a\x1b[2J\x1b[1;1Hb", "ab", "clearing the screen"],
    ["a\x9b31mb", "ab", "the one-byte introducer"],
    ["a\x1bcb", "ab", "a reset"],
    ["a\r\nb\tc", "a b c", "lines and tabs"],
    ["abc\u202Ecba", "abc cba", "turned direction"],
    ["a\u2028b", "a b", "a line separator"],
    ["\ud800x", "\ufffdx", "half a character"],
    ["  two  blanks ", "two blanks", "blanks"],
    ["Zürich Société 保険", "Zürich Société 保険", "letters of any script"],
  ])("%j becomes %j (%s)", (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  test("whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must be gone
        expect(clean(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

test.each([
  ["abc", 3],
  ["", 0],
  ["Société", 7],
  ["Socie\u0301te\u0301", 7],
  ["保険", 4],
  ["\x1b[1mab\x1b[0m", 2],
  ["█░", 2],
])("width of %j is %i", (text, expected) => {
  expect(width(text)).toBe(expected);
});

describe("cutting", () => {
  test.each([
    ["Bluestem Valley", 20, "Bluestem Valley"],
    ["Bluestem Valley", 9, "Bluestem…"],
    ["保険会社", 6, "保険… "],
    ["保険会社", 8, "保険会社"],
    ["ab", 1, "…"],
    ["ab", 0, ""],
    ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
  ])("%j in %i cells is %j", (text, room, expected) => {
    expect(cut(text, room, "…")).toBe(expected);
  });

  test("never takes more room than it has", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 30 }), (text, room) => {
        expect(width(cut(text, room, "…"))).toBeLessThanOrEqual(room);
      }),
    );
  });
});

test("padding counts cells, not characters", () => {
  expect(padEnd("保", 4)).toBe("保  ");
  expect(padStart("保", 4)).toBe("  保");
  expect(padEnd("abc", 2)).toBe("abc");
});

test("wrapping breaks at blanks and loses no word", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrap("unbreakable x", 4)).toEqual(["unbreakable", "x"]);
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/)), fc.integer({ min: 8, max: 40 }), (words, room) => {
      const lines = wrap(words.join(" "), room);
      expect(lines.join(" ")).toBe(words.join(" "));
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(room);
    }),
  );
});
