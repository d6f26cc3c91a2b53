import { type Day, readDay } from "#base/day.ts";
import { type Cents, readUsd } from "#base/money.ts";
import { Refused } from "./refused.ts";

/** Fields of a request in the values of the rooms below: what the contract lets through by its form may still mean nothing. */

export const wrong = (path: string, message: string): Refused =>
  new Refused("not-valid", { detail: "Nothing was changed.", fields: [{ path, message }] });

/** A day of the calendar. Throws Refused for one that never was. */
export function dayIn(text: string, path: string): Day {
  const day = readDay(text);
  if (day === undefined) throw wrong(path, "There is no such day.");
  return day;
}

export const dayOrNot = (text: string | undefined, path: string): Day | undefined =>
  text === undefined ? undefined : dayIn(text, path);

/** An amount in dollars and cents. Throws Refused for what is none. */
export function usdIn(text: string, path: string): Cents {
  const read = readUsd(text);
  if (!read.ok) throw wrong(path, "Write an amount such as 1250.00.");
  return read.value;
}
