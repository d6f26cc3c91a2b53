import { check } from "#base/check.ts";
import { type Day, dayFrom } from "#base/day.ts";

/** The only clock: everything else is given the day it works for. */

/** Today where this machine stands. */
export function today(now: Date = new Date()): Day {
  const d = dayFrom(now.getFullYear(), now.getMonth() + 1, now.getDate());
  check(d !== undefined, "the clock of this machine stands outside 1900 to 2199");
  return d;
}

/** This moment, for a note of when something was made: `2026-11-23T14:05:09.000Z`. */
export const now = (at: Date = new Date()): string => at.toISOString();

/** A moment as the Date that some libraries want. */
export const dateOf = (moment: string): Date => new Date(moment);

/** The moment so many milliseconds before another. */
export const momentBefore = (moment: string, ms: number): string => new Date(Date.parse(moment) - ms).toISOString();

/** The moment so many milliseconds after another. */
export const momentAfter = (moment: string, ms: number): string => new Date(Date.parse(moment) + ms).toISOString();
