import { type Day, dayFrom } from "#base/day.ts";

const FIRST_YEAR = 1900;
const YEARS = 300;
const MONTHS = 12;
const SLOTS = 31;
/** Every day of 1900 to 2199 is made once: files repeat few days, and a lookup costs less than a string. */
const DAYS: (Day | undefined)[] = new Array<Day | undefined>(YEARS * MONTHS * SLOTS).fill(undefined);

/** Two digits at `i` as a number, or -1. */
function pair(bytes: Uint8Array, i: number): number {
  const tens = (bytes[i] as number) - 48;
  const ones = (bytes[i + 1] as number) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** The day written as eight digits at `from`, or undefined when they are no day. */
export function dayAt(bytes: Uint8Array, from: number): Day | undefined {
  const century = pair(bytes, from);
  const year = pair(bytes, from + 2);
  return century < 0 || year < 0
    ? undefined
    : dayOf(century * 100 + year, pair(bytes, from + 4), pair(bytes, from + 6));
}

/** As `dayAt` for six digits, YYMMDD, which ISA09 uses; the century is the one that began in 2000. */
export function shortDayAt(bytes: Uint8Array, from: number): Day | undefined {
  const year = pair(bytes, from);
  return year < 0 ? undefined : dayOf(2000 + year, pair(bytes, from + 2), pair(bytes, from + 4));
}

function dayOf(y: number, m: number, d: number): Day | undefined {
  if (y < FIRST_YEAR || y >= FIRST_YEAR + YEARS || m < 1 || m > MONTHS || d < 1 || d > SLOTS) return undefined;
  const slot = ((y - FIRST_YEAR) * MONTHS + m - 1) * SLOTS + d - 1;
  const known = DAYS[slot];
  if (known !== undefined) return known;
  const made = dayFrom(y, m, d);
  if (made !== undefined) DAYS[slot] = made;
  return made;
}
