declare const dayBrand: unique symbol;

/**
 * A calendar day, `YYYY-MM-DD`. Not an instant: it has no hour and no zone. Compares with `<`, equals with `===`, is
 * already JSON. Years 1900 to 2199, which is wider than any claim and narrow enough to catch a mistyped year.
 */
export type Day = string & { readonly [dayBrand]: true };

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (y: number): boolean => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;

const monthLength = (y: number, m: number): number => (m === 2 && isLeap(y) ? 29 : (DAYS_IN_MONTH[m - 1] ?? 0));

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** Names of the months, January first. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** The day, or undefined when there is no such day (30 February, year 1776). */
export function dayFrom(y: number, m: number, d: number): Day | undefined {
  if (!(y >= 1900 && y <= 2199 && m >= 1 && m <= 12 && d >= 1 && d <= monthLength(y, m))) return undefined;
  return `${y}-${two(m)}-${two(d)}` as Day;
}

const DASHED = /^(\d{4})-(\d{2})-(\d{2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

/** Reads `2026-11-21` or, as X12 writes it, `20261121`. */
export function readDay(text: string): Day | undefined {
  const m = DASHED.exec(text) ?? COMPACT.exec(text);
  return m === null ? undefined : dayFrom(Number(m[1]), Number(m[2]), Number(m[3]));
}

/** The day written in our own code or in a test. Throws on a typing mistake; never use it on input. */
export function day(text: string): Day {
  const d = readDay(text);
  if (d === undefined) throw new Error(`Parley bug: "${text}" is not a day`);
  return d;
}

/** Days since 1970-01-01, by the civil-calendar arithmetic of Howard Hinnant's days_from_civil. */
export function dayNumber(d: Day): number {
  const y0 = Number(d.slice(0, 4));
  const m = Number(d.slice(5, 7));
  const dd = Number(d.slice(8, 10));
  const y = m <= 2 ? y0 - 1 : y0;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + dd - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146097 + doe - 719468;
}

/** The inverse of `dayNumber`. */
export function dayFromNumber(n: number): Day {
  const z = n + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const m = mp < 10 ? mp + 3 : mp - 9;
  const y = yoe + era * 400 + (m <= 2 ? 1 : 0);
  const d = doy - Math.floor((153 * mp + 2) / 5) + 1;
  return `${y}-${two(m)}-${two(d)}` as Day;
}

/** `n` calendar days later (earlier when negative). */
export const plusDays = (d: Day, n: number): Day => dayFromNumber(dayNumber(d) + n);

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => dayNumber(b) - dayNumber(a);

/** 0 Sunday, 1 Monday, ... 6 Saturday. */
export const weekday = (d: Day): number => (((dayNumber(d) + 4) % 7) + 7) % 7;

/**
 * The same date `n` months later. Where that month has no such date the answer is its last day, or, as 45 CFR
 * 147.136(d)(2)(i) counts its four months, the first of the month after it: four months after 30 October is 1 March.
 */
export function plusMonths(d: Day, n: number, noSuchDate: "last-of-month" | "next-first" = "last-of-month"): Day {
  const months = Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7)) - 1 + n;
  const y = Math.floor(months / 12);
  const m = (months % 12) + 1;
  const dd = Number(d.slice(8, 10));
  const last = monthLength(y, m);
  if (dd <= last) return `${y}-${two(m)}-${two(dd)}` as Day;
  // December has 31 days, so the month after is of the same year.
  return noSuchDate === "last-of-month" ? (`${y}-${two(m)}-${two(last)}` as Day) : (`${y}-${two(m + 1)}-01` as Day);
}

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
export const later = (a: Day, b: Day): Day => (a > b ? a : b);
