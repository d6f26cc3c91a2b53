import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Param, paramText, readerOf } from "./wire.ts";

describe("a value as the text of a parameter", () => {
  test.each([
    [null, null],
    [undefined, null],
    ["", ""],
    [-0.5, "-0.5"],
    [9_007_199_254_740_993n, "9007199254740993"],
    [true, "true"],
    [new Uint8Array([1, 255]), "\\x01ff"],
    [["a", null, 'q"', "b\\"], '{"a",NULL,"q\\"","b\\\\"}'],
    [[["a"], ["b"]], '{{"a"},{"b"}}'],
    [{ a: [1] }, '{"a":[1]}'],
  ])("%s is %s", (value, text) => expect(paramText(value as Param)).toBe(text));

  test("what is no number is a bug of ours", () => expect(() => paramText(Number.NaN)).toThrow(/no number/));
});

test("property: a list of texts comes back from the array it was written as", () => {
  const read = readerOf(1009);
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: "binary" }))), (list) => {
      expect(read(paramText(list) ?? "")).toEqual(list);
    }),
  );
});

describe("a moment is read with three places, whatever the database keeps", () => {
  test.each([
    ["2026-11-23 14:05:09+00", "2026-11-23T14:05:09.000Z"],
    ["2026-11-23 14:05:09.2+00", "2026-11-23T14:05:09.200Z"],
    ["2026-11-23 14:05:09.123456+00", "2026-11-23T14:05:09.123Z"],
    ["infinity", "infinity"],
  ])("%s is %s", (text, moment) => expect(readerOf(1184)(text)).toBe(moment));
});
