import { type Day, readDay } from "#base/day.ts";
import { type Cents, readUsd } from "#base/money.ts";

/** Amounts and days come as text; a page reads each once, and what cannot be read is a bug of ours, not a zero. */
export function centsOf(text: string): Cents {
  const read = readUsd(text);
  if (!read.ok) throw new Error("Parley bug: an amount of the server is no amount");
  return read.value;
}

export const centsOrNull = (text: string | null): Cents | null => (text === null ? null : centsOf(text));

export function dayOf(text: string): Day {
  const d = readDay(text);
  if (d === undefined) throw new Error("Parley bug: a day of the server is no day");
  return d;
}
