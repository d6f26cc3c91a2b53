import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";

/**
 * Writes X12 for the demo alone. It shares nothing with Parley's own reader and writer, so that an error of theirs
 * cannot hide in the demo.
 */

/** Joins elements and drops the empty ones at the end, as the standard asks. */
export function segment(...elements: readonly string[]): string {
  return `${joined(elements, "*")}~\n`;
}

/** Joins the parts of a composite element. */
export const composite = (...parts: readonly string[]): string => joined(parts, ":");

function joined(parts: readonly string[], separator: string): string {
  let n = parts.length;
  while (n > 1 && parts[n - 1] === "") n--;
  let text = parts[0] ?? "";
  for (let i = 1; i < n; i++) text += separator + parts[i];
  return text;
}

/** An X12 decimal: no zeros at the end, no bare point, and `0` for nothing. */
export function decimal(amount: Cents): string {
  const n = amount < 0n ? -amount : amount;
  const rest = Number(n % 100n);
  const tail = rest === 0 ? "" : rest % 10 === 0 ? `.${rest / 10}` : rest < 10 ? `.0${rest}` : `.${rest}`;
  return `${amount < 0n ? "-" : ""}${n / 100n}${tail}`;
}

/** `20261121`. */
export const compact = (d: Day): string => d.slice(0, 4) + d.slice(5, 7) + d.slice(8, 10);

export const digits = (n: number, width: number): string => String(n).padStart(width, "0");

export interface Envelope {
  readonly sender: string;
  readonly receiver: string;
  readonly day: Day;
  /** ISA13 and GS06. */
  readonly control: number;
  /** GS01 and GS08: HC with 005010X222A1, HP with 005010X221A1. */
  readonly group: "HC" | "HP";
  readonly guide: string;
}

export function openEnvelope(e: Envelope): string {
  const day = compact(e.day);
  return (
    segment(
      ...["ISA", "00", " ".repeat(10), "00", " ".repeat(10), "ZZ", e.sender.padEnd(15), "ZZ", e.receiver.padEnd(15)],
      ...[day.slice(2), "0800", "^", "00501", digits(e.control, 9), "0", "T", ":"],
    ) + segment("GS", e.group, e.sender, e.receiver, day, "0800", String(e.control), "X", e.guide)
  );
}

export const closeEnvelope = (e: Envelope, sets: number): string =>
  segment("GE", String(sets), String(e.control)) + segment("IEA", "1", digits(e.control, 9));

/** A whole interchange of finished sets. */
export const interchange = (e: Envelope, sets: readonly string[]): string =>
  openEnvelope(e) + sets.join("") + closeEnvelope(e, sets.length);

/** Adds SE to the text of a set that begins with ST; its count takes in both. No element of the demo holds a tilde. */
export function closeSet(body: string, control: number): string {
  let segments = 1;
  for (let at = body.indexOf("~"); at >= 0; at = body.indexOf("~", at + 1)) segments++;
  return body + segment("SE", String(segments), digits(control, 4));
}
