import { err, ok, type Result } from "./result.ts";

declare const centsBrand: unique symbol;

/** An amount of US dollars as a whole number of cents. Exact; no float ever touches it. */
export type Cents = bigint & { readonly [centsBrand]: true };

/** A share or a multiple as two whole numbers, so that 140% is 140/100 and stays exact. */
export interface Ratio {
  readonly top: bigint;
  readonly bottom: bigint;
}

export type Rounding = "half-up" | "down" | "up";

export const cents = (n: bigint): Cents => n as Cents;

/** From a count of cents that is already whole, such as an element read from a tape. */
export const centsFromInt = (n: number): Cents => BigInt(n) as Cents;

export const ZERO: Cents = cents(0n);

const AMOUNT = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * Reads a decimal amount of dollars: `1250`, `1250.5`, `-12.00`, `.75`. Thousands separators, currency signs, exponents
 * and more than two significant decimals are refused, because a silent rounding here would be a wrong cent everywhere.
 */
export function readUsd(text: string): Result<Cents, "not-a-number" | "too-many-decimals" | "too-large"> {
  const m = AMOUNT.exec(text);
  if (m === null) return err("not-a-number");
  const [, sign = "", whole = "", fraction = ""] = m;
  if (whole === "" && fraction === "") return err("not-a-number");
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > 2) return err("too-many-decimals");
  if (whole.length > 16) return err("too-large");
  const n = BigInt(whole === "" ? "0" : whole) * 100n + BigInt(kept.padEnd(2, "0"));
  return ok(cents(sign === "-" ? -n : n));
}

/** The amount written in our own code or in a test. Throws on a typing mistake; never use it on input. */
export function usd(text: string): Cents {
  const r = readUsd(text);
  if (!r.ok) throw new Error(`Parley bug: "${text}" is not an amount`);
  return r.value;
}

/** `"1250.00"`, `"-3.05"`: the form of amounts in JSON, CSV and events. */
export function formatUsd(amount: Cents): string {
  if (amount === 0n) return "0.00";
  const small = Number(amount);
  // Nearly every amount of a claim: small whole numbers become text several times as fast as bigints do.
  if (small > 0 && small < 2 ** 31) {
    const dollars = Math.trunc(small / 100);
    return dollars + (HUNDREDTHS[small - dollars * 100] ?? "");
  }
  const negative = amount < 0n;
  const digits = (negative ? -amount : amount).toString().padStart(3, "0");
  return `${negative ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** ".00" to ".99". */
const HUNDREDTHS = Array.from({ length: 100 }, (_, n) => `.${String(n).padStart(2, "0")}`);

/** `"$1,250.00"`, `"−$3.05"`: for people. `whole` drops the cents, rounding half up. */
export function showUsd(amount: Cents, form: "cents" | "whole" = "cents"): string {
  const shown = form === "whole" ? cents(divide(amount, 100n, "half-up") * 100n) : amount;
  const [dollars = "0", rest = "00"] = formatUsd(shown < 0n ? cents(-shown) : shown).split(".");
  const grouped = dollars.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${shown < 0n ? "−" : ""}$${grouped}${form === "whole" ? "" : `.${rest}`}`;
}

export const plus = (a: Cents, b: Cents): Cents => cents(a + b);
/** `plus`, for sums of which most have one part that is not zero: adding zero would make a new number all the same. */
export const add = (a: Cents, b: Cents): Cents => (a === 0n ? b : b === 0n ? a : cents(a + b));
export const minus = (a: Cents, b: Cents): Cents => cents(a - b);
export const negate = (a: Cents): Cents => cents(-a);
export const least = (a: Cents, b: Cents): Cents => (a < b ? a : b);
export const greatest = (a: Cents, b: Cents): Cents => (a > b ? a : b);

export function sum(amounts: Iterable<Cents>): Cents {
  let total = 0n;
  for (const a of amounts) total += a;
  return cents(total);
}

/** `a` held between `low` and `high`. */
export const clamp = (a: Cents, low: Cents, high: Cents): Cents => greatest(low, least(a, high));

/** Whole-number division with a named rounding. "half-up" rounds halves away from zero, as invoices do. */
export function divide(top: bigint, bottom: bigint, rounding: Rounding): bigint {
  // Nearly every division: nothing is negative, and a half is added instead of comparing what is left.
  if (rounding === "half-up" && top >= 0n && bottom > 0n) return (2n * top + bottom) / (2n * bottom);
  const negative = top < 0n !== bottom < 0n;
  const t = top < 0n ? -top : top;
  const b = bottom < 0n ? -bottom : bottom;
  const q = t / b;
  const r = t % b;
  const up = rounding === "up" ? r > 0n : rounding === "half-up" ? r * 2n >= b : false;
  const n = up ? q + 1n : q;
  return negative ? -n : n;
}

/** A part of a whole in thousandths, rounded down, for drawing; 0 when the whole is nothing. */
export const permille = (part: bigint, whole: bigint): number => (whole === 0n ? 0 : Number((part * 1000n) / whole));

/** `amount` times `ratio`, rounded once, by name. */
export const times = (amount: Cents, ratio: Ratio, rounding: Rounding): Cents =>
  cents(divide(amount * ratio.top, ratio.bottom, rounding));

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A decimal text as an exact ratio: `ratio("1.0925")`, `ratio("33.2875")`. Undefined when it is not a decimal number. */
export function readRatio(text: string): Ratio | undefined {
  const m = DECIMAL.exec(text);
  if (m === null) return undefined;
  const [, sign = "", whole = "", fraction = ""] = m;
  const top = BigInt(whole + fraction);
  return { top: sign === "-" ? -top : top, bottom: 10n ** BigInt(fraction.length) };
}

/** `percent(150)` is 150/100. Whole percents only: anything finer is written with `readRatio`. */
export const percent = (n: number): Ratio => ({ top: BigInt(n), bottom: 100n });
