import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayFromNumber, readDay } from "#base/day.ts";
import { readUsd } from "#base/money.ts";
import { centsAt, countAt, NO_NUMBER, quantitySign, TOO_FINE, TOO_LARGE } from "./amount.ts";
import { CATALOG, transactionFor } from "./catalog.ts";
import { dayAt, shortDayAt } from "./date.ts";
import { readHeader } from "./delimiters.ts";
import { isId, packId, unpackId } from "./segment.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const cents = (text: string): number => centsAt(bytes(text), 0, bytes(text).length);

describe("amounts from bytes", () => {
  test.each<[string, number]>([
    ["1250", 125000],
    ["1250.5", 125050],
    [".75", 75],
    ["-12.00", -1200],
    ["+3", 300],
    ["0", 0],
    ["-0", 0],
    ["7.", 700],
    ["1.100", 110],
    [" 5 ", 500],
    ["", NO_NUMBER],
    [".", NO_NUMBER],
    ["-", NO_NUMBER],
    ["1,250", NO_NUMBER],
    ["$5", NO_NUMBER],
    ["1e3", NO_NUMBER],
    ["1.2.3", NO_NUMBER],
    ["1.005", TOO_FINE],
    ["1.005x", NO_NUMBER],
    ["99999999999999999", TOO_LARGE],
  ])("%s is %d", (text, expected) => expect(cents(text)).toBe(expected));

  test("agree with the reading of text", () => {
    const form = fc.stringMatching(/^[+-]?\d{0,11}(\.\d{0,4})?$/);
    fc.assert(
      fc.property(form, (text) => {
        const other = readUsd(text);
        const mine = cents(text);
        expect(Number.isFinite(mine)).toBe(other.ok);
        if (other.ok) expect(BigInt(mine)).toBe(other.value);
      }),
    );
  });
});

describe("days from bytes", () => {
  test("agree with the reading of text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.stringMatching(/^\d{8}$/), fc.integer({ min: -30000, max: 90000 }).map(dayText)),
        (text) => {
          expect(dayAt(bytes(text), 0)).toBe(readDay(text));
        },
      ),
    );
  });
  test.each([
    ["260105", "2026-01-05"],
    ["261301", undefined],
    ["2601 5", undefined],
  ])("six digits %s: %s", (text, expected) => expect(shortDayAt(bytes(text), 0)).toBe(expected));
});

const dayText = (n: number): string => dayFromNumber(n).replaceAll("-", "");

test.each<[string, number, number]>([
  ["0012", 12, 1],
  ["-1", -1, -1],
  ["1.25", -1, 1],
  ["", -1, 0],
  ["12x", -1, 0],
  ["9999999999", -1, 1],
])("a count %s is %d and its sign %d", (text, count, sign) => {
  const b = bytes(text);
  expect([countAt(b, 0, b.length), quantitySign(b, 0, b.length)]).toEqual([count, sign]);
});

describe("delimiters", () => {
  const isa = (tail: string, e = "*") =>
    ["ISA", "00", "", "00", "", "ZZ", "A", "ZZ", "B", "260105", "1200", "^", "00501", "000000001", "0", "T", tail].join(
      e,
    );
  const of = (text: string) => {
    const h = readHeader(bytes(text), 0, bytes(text).length);
    if (typeof h === "string") return h;
    const { element, component, terminator } = h.delimiters;
    return [element, component, terminator].map((b) => (b < 0 ? "none" : String.fromCharCode(b))).join(" ");
  };
  test.each([
    [isa(":~\nGS"), "* : ~"],
    [isa(">!GS", "|"), "| > !"],
    [isa(":\nGS"), "* : \n"],
    [isa(":\r\nGS"), "* : \r"],
    // A component separator that others use as terminator.
    [isa("~\\\nGS"), "* ~ \\"],
    [isa("~\nGS"), "* none ~"],
    [isa("~GS"), "* none ~"],
    [isa("\nGS"), "* none \n"],
    [isa(":"), "more"],
    [isa("").slice(0, 40), "more"],
    [isa("A~GS"), "bad"],
    ["ISAAC*NEWTON*1~", "bad"],
    ["ISA IS A NAME AND NO HEADER AT ALL, WHATEVER FOLLOWS", "bad"],
    [`ISA*${"X".repeat(40)}*`, "bad"],
  ])("%j: %s", (text, expected) => expect(of(text)).toBe(expected));
});

describe("segment ids", () => {
  test.each([
    ["CLM", true],
    ["N1", true],
    ["clm", false],
    ["1AB", false],
    ["N*", false],
  ])("%s: %s", (id, expected) => expect(isId(packId(id))).toBe(expected));
  test("pack and unpack", () => expect(["CLM", "N1"].map((id) => unpackId(packId(id)))).toEqual(["CLM", "N1"]));
});

describe("the catalog", () => {
  test.each<[string, string, string | undefined]>([
    ["837", "005010X222A1", "837P"],
    ["837", "005010X222", "837P"],
    ["837", "004010X098A1", "837P"],
    ["837", "005010X223A2", "837I"],
    ["837", "005010X223A3", "837I"],
    ["837", "005010X223", "837I"],
    ["837", "004010X096A1", "837I"],
    ["837", "005010X224A2", undefined],
    ["835", "005010X221A1", "835"],
    ["835", "004010X091A1", "835"],
    ["835", "", undefined],
    ["999", "005010X231A1", "999"],
    ["277", "005010X214", "277CA"],
    ["277", "005010X212", undefined],
  ])("%s of %s is read by %s", (kind, version, set) => expect(transactionFor(kind, version)?.grammar.set).toBe(set));

  test("no reader waits for a segment that its grammar does not have", () => {
    expect(CATALOG.map((t) => t.unused())).toEqual(CATALOG.map(() => []));
  });
});
