import { type Day, dayFrom } from "#base/day.ts";

/** Every day of 1900 to 2199 is made once: files repeat few days, and a lookup costs less than a string. */
const DAYS: (Day | undefined)[] = [];
const MONTHS = 12;
const SLOTS = 31;

/** The day written as eight digits at `from`, or undefined when they are no day. */
export function dayAt(bytes: Uint8Array, from: number): Day | undefined {
  let n = 0;
  for (let i = from; i < from + 8; i++) {
    const d = (bytes[i] as number) - 48;
    if (!(d >= 0 && d <= 9)) return undefined;
    n = n * 10 + d;
  }
  const d = n % 100;
  const m = ((n - d) / 100) % 100;
  return dayOf((n - d - m * 100) / 10000, m, d);
}

/** As `dayAt` for six digits, YYMMDD, which ISA09 uses; the century is the one that began in 2000. */
export function shortDayAt(bytes: Uint8Array, from: number): Day | undefined {
  let n = 0;
  for (let i = from; i < from + 6; i++) {
    const d = (bytes[i] as number) - 48;
    if (!(d >= 0 && d <= 9)) return undefined;
    n = n * 10 + d;
  }
  return dayOf(2000 + Math.floor(n / 10000), Math.floor(n / 100) % 100, n % 100);
}

function dayOf(y: number, m: number, d: number): Day | undefined {
  if (y < 1900 || y > 2199 || m < 1 || m > MONTHS || d < 1 || d > SLOTS) return undefined;
  const slot = ((y - 1900) * MONTHS + m - 1) * SLOTS + d - 1;
  const known = DAYS[slot];
  if (known !== undefined) return known;
  const made = dayFrom(y, m, d);
  if (made !== undefined) {
    while (DAYS.length <= slot) DAYS.push(undefined);
    DAYS[slot] = made;
  }
  return made;
}
