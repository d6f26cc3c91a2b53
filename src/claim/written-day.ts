import { type Day, dayFrom, readDay } from "#base/day.ts";

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/;

/** A day as people and spreadsheets write it here: `2026-01-31`, `20260131`, `1/31/2026`, `1/31/26`. Month first. */
export function readWrittenDay(text: string): Day | undefined {
  const m = SLASHED.exec(text);
  if (m === null) return readDay(text.length > 10 ? text.replace(/[T ]00:00.*$/, "") : text);
  const [, month = "", d = "", year = ""] = m;
  return dayFrom(Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(d));
}
