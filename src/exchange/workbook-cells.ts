import { day, dayFromNumber, dayNumber } from "#base/day.ts";
import { attributesOf } from "./xml-scan.ts";

/**
 * What a cell of a workbook shows, as text: numbers to the digits that a spreadsheet keeps, days as days, zeros in front
 * where the format asks for them. Only text is worked on, so no amount passes through a float.
 */

/** How a style shows a number (ECMA-376 part 1, 18.8.30). */
export type Shown =
  | { readonly is: "as-kept" }
  | { readonly is: "day" }
  /** So many digits after the point. */
  | { readonly is: "decimals"; readonly count: number }
  /** Zeros in front, such as 00000 for a ZIP code, and hyphens as written. */
  | { readonly is: "digits"; readonly pattern: string };

const AS_KEPT: Shown = { is: "as-kept" };

/** Formats without a code of their own: 1 to 49 the same everywhere, 50 to 58 days in East Asian editions. */
const BUILT_IN_DAYS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const BUILT_IN_CENTS = new Set([2, 4, 7, 8, 39, 40, 43, 44]);

/** What a format code means for numbers that are not below zero: its first section. */
export function shownBy(code: string): Shown {
  const bare = code
    .replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, "")
    .split(";")[0]
    ?.trim();
  if (bare === undefined || /^general$/i.test(bare)) return AS_KEPT;
  if (/[yd]/i.test(bare)) return { is: "day" };
  if (/^0[0-]+$/.test(bare)) return { is: "digits", pattern: bare };
  const decimals = /\.(0+)/.exec(bare)?.[1];
  return decimals === undefined || /[%Ee]/.test(bare) ? AS_KEPT : { is: "decimals", count: decimals.length };
}

const builtIn = (id: number): Shown =>
  BUILT_IN_DAYS.has(id) ? { is: "day" } : BUILT_IN_CENTS.has(id) ? { is: "decimals", count: 2 } : AS_KEPT;

/** The formats of the styles that cells name, in their order. Told by `open` and `close` of the tags of styles.xml. */
export class Styles {
  readonly shown: Shown[] = [];
  private readonly codes = new Map<string, string>();
  private within = false;

  open(name: string, attributes: string): void {
    if (name === "cellXfs") this.within = true;
    else if (name === "numFmt") {
      const a = attributesOf(attributes);
      this.codes.set(a.get("numFmtId") ?? "", a.get("formatCode") ?? "");
    } else if (name === "xf" && this.within) {
      const id = attributesOf(attributes).get("numFmtId") ?? "0";
      const code = this.codes.get(id);
      this.shown.push(code === undefined ? builtIn(Number(id)) : shownBy(code));
    }
  }

  close(name: string): void {
    if (name === "cellXfs") this.within = false;
  }
}

/** A spreadsheet keeps 15 digits of a number; what a file holds beyond is noise of its sums. */
const DIGITS = 15;
const NUMBER = /^([+-]?)(\d{0,400})(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

interface Decimal {
  readonly sign: "" | "-";
  /** The digits without their point. */
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

const tenTo = (n: number): bigint => 10n ** BigInt(n);

/** To so many digits after the point, a half away from zero. */
function rounded(d: Decimal, scale: number): Decimal {
  if (d.scale <= scale) return { ...d, digits: d.digits * tenTo(scale - d.scale), scale };
  const cut = tenTo(d.scale - scale);
  return { ...d, digits: (d.digits + cut / 2n) / cut, scale };
}

function decimalOf(text: string): Decimal | undefined {
  const m = NUMBER.exec(text.trim());
  if (m === null) return undefined;
  const [, sign = "", whole = "", after = "", exponent = "0"] = m;
  if (whole === "" && after === "") return undefined;
  const digits = BigInt(whole + after);
  const scale = after.length - Number(exponent);
  const kept: Decimal =
    scale < 0
      ? { sign: sign === "-" ? "-" : "", digits: digits * tenTo(-scale), scale: 0 }
      : { sign: sign === "-" ? "-" : "", digits, scale };
  const extra = digits.toString().length - DIGITS;
  return extra > 0 && kept.scale >= extra ? rounded(kept, kept.scale - extra) : kept;
}

function plainText({ sign, digits, scale }: Decimal, keepZeros: boolean): string {
  const text = digits.toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const after = text.slice(text.length - scale);
  const shown = keepZeros ? after : after.replace(/0+$/, "");
  return `${digits === 0n ? "" : sign}${whole}${shown === "" ? "" : `.${shown}`}`;
}

/** Day 0 of each system, as days since 1970; the one of 1900 counts a 29 February that never was. */
const SYSTEM_1904 = dayNumber(day("1904-01-01"));
const SYSTEM_1900 = dayNumber(day("1900-01-01")) - 2;
const LAST_SERIAL = 109_000;

/** The day of a serial number; undefined when it has none. */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  if (serial > LAST_SERIAL || serial < (from1904 ? 0 : 1) || (!from1904 && serial === 60)) return undefined;
  return dayFromNumber(from1904 ? SYSTEM_1904 + serial : SYSTEM_1900 + serial + (serial < 60 ? 1 : 0));
}

function withZeros(digits: string, pattern: string): string {
  const places = pattern.replaceAll("-", "").length;
  const all = digits.padStart(places, "0");
  const over = all.length - places;
  let at = over;
  return all.slice(0, over) + [...pattern].map((c) => (c === "-" ? "-" : (all[at++] ?? ""))).join("");
}

/**
 * The text of a number as its style shows it. With two or more decimals it is rounded as shown; with fewer it stays what
 * it is, for a sheet that hides cents has them all the same.
 */
export function numberText(kept: string, shown: Shown, from1904: boolean): string {
  const d = decimalOf(kept);
  if (d === undefined) return kept;
  const cut = tenTo(d.scale);
  if (shown.is === "day" && d.sign === "") return dayOfSerial(Number(d.digits / cut), from1904) ?? plainText(d, false);
  if (shown.is === "decimals" && shown.count >= 2) return plainText(rounded(d, shown.count), true);
  const text = plainText(d, false);
  return shown.is === "digits" && /^\d+$/.test(text) ? withZeros(text, shown.pattern) : text;
}

/** `2026-01-31T00:00:00`, as cells of type "d" keep it, is the day. */
export const isoText = (kept: string): string => (/^\d{4}-\d{2}-\d{2}T/.test(kept) ? kept.slice(0, 10) : kept);

/** Characters that XML cannot hold are written `_x000D_` (18.4.12, ST_Xstring). */
export const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Column of a reference such as `BC12`, counted from 0; -1 when it is none. */
export function columnOf(reference: string): number {
  let n = 0;
  for (const c of /^\$?([A-Z]{1,3})\$?\d/.exec(reference)?.[1] ?? "") n = n * 26 + c.charCodeAt(0) - 64;
  return n - 1;
}
