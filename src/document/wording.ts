import { type Day, dayNumber, MONTHS } from "#base/day.ts";
import { type Cents, formatUsd, showUsd } from "#base/money.ts";

/** How papers say things: sentences as runs, days and amounts in words, lists of lines. */

/** A piece of a sentence: plain, strong, or the number of a note beside it. */
export type Run = string | { readonly strong: string } | { readonly note: number };
export type Sentence = readonly Run[];

/**
 * Marks that would turn or hide the text around them, and control characters, which no font draws. What is left is
 * written as it came: a name in any script stays what it is.
 */
const UNPRINTABLE = /[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

/** A text as it can stand on paper, on one line. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\ufffd", "?")
    .replace(/[\n\r\t\v\f\u2028\u2029]/g, " ")
    .replace(UNPRINTABLE, "")
    .replace(/\s+/g, " ");

/** Every text of a value made printable, so that paper and JSON say the same. */
export function printableAll<T>(value: T): T {
  if (typeof value === "string") return printable(value) as T & string;
  if (Array.isArray(value)) return value.map(printableAll) as T & unknown[];
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, printableAll(v)])) as T & object;
}

/** "November 23, 2026", as paper writes a day. */
export function longDay(d: Day): string {
  dayNumber(d);
  return `${MONTHS[Number(d.slice(5, 7)) - 1]} ${Number(d.slice(8))}, ${d.slice(0, 4)}`;
}

/** "October 3, 2026" or "October 3 to October 5, 2026". */
export function daySpan(from: Day, to: Day): string {
  if (from === to) return longDay(from);
  const first = longDay(from);
  return `${from.slice(0, 4) === to.slice(0, 4) ? first.replace(/, \d{4}$/, "") : first} to ${longDay(to)}`;
}

export const money = (a: Cents): string => showUsd(a);

/** Money in JSON: two decimals as text, unknown as null. */
export const moneyJson = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items[items.length - 1];
  if (last === undefined) return "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** "Line 2", "Lines 1 to 3 and 5": numbers in order, runs of three and more drawn together. */
export function linesWords(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    let j = i;
    while (numbers[j + 1] === (numbers[j] ?? 0) + 1) j++;
    if (j - i >= 2) parts.push(`${numbers[i]} to ${numbers[j]}`);
    else for (let k = i; k <= j; k++) parts.push(`${numbers[k]}`);
    i = j + 1;
  }
  return `${numbers.length === 1 ? "Line" : "Lines"} ${listed(parts)}`;
}

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** First letter large, as a sentence begins. */
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** "61%" of a share of one. */
export const percentWords = (share: number): string => `${Math.round(share * 100)}%`;
