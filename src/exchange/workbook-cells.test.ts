import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnOf, dayOfSerial, isoText, numberText, type Shown, shownBy, unescaped } from "./workbook-cells.ts";

describe("a number as its format shows it", () => {
  test.each([
    // kept                    format                                        shown         because
    ["1250.5", "General", "1250.5", "as it is kept"],
    ["1250.5", "0.00", "1250.50", "to the cent"],
    ["1250.1000000000001", "General", "1250.1", "a spreadsheet keeps 15 digits"],
    ["0.30000000000000004", "General", "0.3", "a sum of floats"],
    ["33.333333333333336", "#,##0.00", "33.33", "what is shown is what was meant"],
    ["2.675", "0.00", "2.68", "a half goes up"],
    ["-2.675", "0.00", "-2.68", "and away from zero"],
    ["1250.5", "#,##0", "1250.5", "cents that are hidden are there"],
    ["1250.5", '_($* #,##0.00_);_($* \\(#,##0.00\\);_($* "-"??_);_(@_)', "1250.50", "the accounting format"],
    ["1250.5", '"$"#,##0.00', "1250.50", "a currency in quotes"],
    ["1250.5", "[$$-409]#,##0.00", "1250.50", "a currency of a place"],
    ["1.25E3", "General", "1250", "an exponent"],
    ["1.5E-3", "General", "0.0015", "an exponent below nothing"],
    ["99213", "0", "99213", "a code"],
    ["7030", "00000", "07030", "a ZIP code"],
    ["123456789", "00-0000000", "12-3456789", "a tax number"],
    ["12345678", "00-0000000", "01-2345678", "a tax number that begins with zero"],
    ["1234567890123", "00000", "1234567890123", "more digits than the format has"],
    ["0.5", "0%", "0.5", "a percentage is not worked on"],
    ["46052", "m/d/yyyy", "2026-01-30", "a day"],
    ["46052.75", "yyyy\\-mm\\-dd hh:mm", "2026-01-30", "the day of a moment"],
    ["46052", '[$-409]d"-"mmm"-"yy;@', "2026-01-30", "a day of a place"],
    ["46052", "[Red]0.00", "46052.00", "the d of a colour is no day"],
    ["46052", '"paid "0.00', "46052.00", "the d of a word in quotes is no day"],
    ["-5", "m/d/yyyy", "-5", "no day lies before the first"],
    ["999999", "m/d/yyyy", "999999", "a day beyond all claims is left a number"],
    ["", "General", "", "nothing"],
    ["x", "General", "x", "no number at all"],
    ["-0", "General", "0", "no less than nothing"],
  ])("%s in %s is %s: %s", (kept, code, shown) => {
    expect(numberText(kept, shownBy(code), false)).toBe(shown);
  });

  test("any cents are kept whole, with and without a format", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), (cents) => {
        const text = (cents / 100).toFixed(2);
        const shown: Shown = { is: "decimals", count: 2 };
        expect(numberText(String(cents / 100), shown, false)).toBe(text === "-0.00" ? "0.00" : text);
        expect(Number(numberText(String(cents / 100), { is: "as-kept" }, false))).toBe(cents / 100 + 0);
      }),
    );
  });
});

describe("days", () => {
  test.each([
    [1, false, "1900-01-01", "the first of the system of 1900"],
    [59, false, "1900-02-28", "before the day that never was"],
    [60, false, undefined, "29 February 1900 never was"],
    [61, false, "1900-03-01", "after it"],
    [46052, false, "2026-01-30", "today's kind"],
    [0, true, "1904-01-01", "the first of the system of 1904"],
    [44590, true, "2026-01-30", "the same day, 1,462 less"],
    [0, false, undefined, "a time without a day"],
  ])("%i (from 1904: %s) is %s: %s", (serial, from1904, expected, _because) => {
    expect(dayOfSerial(serial, from1904)).toBe(expected);
  });

  test("every serial after the first is the day after the one before", () => {
    fc.assert(
      fc.property(fc.integer({ min: 62, max: 109_000 }), (n) => {
        const [a, b] = [dayOfSerial(n - 1, false), dayOfSerial(n, false)];
        expect(a !== undefined && b !== undefined && a < b).toBe(true);
        expect(dayOfSerial(n - 1462, true)).toBe(n >= 1462 ? b : undefined);
      }),
    );
  });
});

test.each([
  ["A1", 0],
  ["Z9", 25],
  ["AA1", 26],
  ["XFD1048576", 16_383],
  ["", -1],
  ["12", -1],
])("%s is column %i", (reference, column) => {
  expect(columnOf(reference)).toBe(column);
});

test("days and characters that files write their own way", () => {
  expect(isoText("2026-01-31T00:00:00")).toBe("2026-01-31");
  expect(isoText("x")).toBe("x");
  expect(unescaped("a_x000D_b_x00")).toBe("a\rb_x00");
});
