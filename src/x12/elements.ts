import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { quantitySign, TOO_FINE, TOO_LARGE, toCents } from "./amount.ts";
import { otherSeparator } from "./asks.ts";
import { dayAt } from "./date.ts";
import type { Adjustment, Amount, Contact, DateRange, Procedure, Reference } from "./model.ts";
import type { Problems } from "./problems.ts";
import { packCode, type Segment } from "./segment.ts";

/** A record while it is being filled. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? readonly E[] | E[] : T[K] };

/** One empty list for all records: most lists of most records stay empty. Never written to, see `append`. */
const EMPTY: readonly never[] = Object.freeze([]);
export const none = (): readonly never[] => EMPTY;

/**
 * Appends without ever writing to the shared empty list. Lists of up to four items, which most are, get exactly the room
 * they need: growing an array by `push` reserves room for sixteen more.
 */
export function append<T>(list: readonly T[], item: T): readonly T[] {
  switch (list.length) {
    case 0:
      return [item];
    case 1:
      return [list[0] as T, item];
    case 2:
      return [list[0] as T, list[1] as T, item];
    case 3:
      return [list[0] as T, list[1] as T, list[2] as T, item];
    default:
      (list as T[]).push(item);
      return list;
  }
}

/** Cents, or NaN when the element is empty or no amount (a Problem says so). Kept a number so that sums are cheap. */
export function centsIn(s: Segment, i: number, loop: string, problems: Problems): number {
  const n = s.cents(i);
  if (Number.isFinite(n)) return n;
  if (s.has(i)) badAmount(s, i, n, loop, problems);
  return Number.NaN;
}

/** The amount as records hold it. */
export const money = (n: number): Cents | undefined => (!Number.isNaN(n) ? toCents(n) : undefined);

function badAmount(s: Segment, i: number, why: number, loop: string, problems: Problems): void {
  const text =
    why === TOO_FINE
      ? "The amount has more than two decimals, so it is no number of cents. It was left out; ask for a correct one."
      : why === TOO_LARGE
        ? "The amount is larger than any that can be true. It was left out; ask for a correct one."
        : "This is no amount. It was left out; ask for a correct one.";
  problems.at("warning", why === TOO_FINE ? "amount-decimals" : "amount", s, text, loop, [i]);
}

/** A quantity as written; a Problem when it is negative or no number. */
export function quantityIn(s: Segment, i: number, loop: string, problems: Problems): string | undefined {
  const text = s.text(i);
  if (text === undefined) return undefined;
  const from = s.at[i] as number;
  const sign = quantitySign(s.bytes, from, from + text.length);
  if (sign === 1) return text;
  const what = sign === 0 ? "This is no number of units. It was kept as written." : "A number of units is negative.";
  problems.at("warning", sign === 0 ? "units" : "units-negative", s, `${what} Ask for a correct one.`, loop, [i]);
  return text;
}

/** As `quantityIn` for units of a service, of which there is more than none. */
export function unitsIn(s: Segment, i: number, loop: string, problems: Problems): string | undefined {
  const text = quantityIn(s, i, loop, problems);
  if (text?.charCodeAt(0) === 48 && Number(text) === 0) {
    const why = "A service has 0 units. It was kept as written; ask for the number that was performed.";
    problems.at("warning", "units-zero", s, why, loop, [i]);
  }
  return text;
}

export function badDate(s: Segment, i: number, loop: string, problems: Problems): void {
  const text =
    "This is no date of 1900 to 2199 in the form the guide asks for. It was left out; ask for a correct one.";
  problems.at("warning", "date", s, text, loop, [i]);
}

/** A day of eight digits. */
export function dayIn(s: Segment, i: number, loop: string, problems: Problems): Day | undefined {
  if (!s.has(i)) return undefined;
  const d = s.day(i);
  if (d === undefined) badDate(s, i, loop, problems);
  return d;
}

const D8 = packCode("D8");
const DT = packCode("DT");
const RD8 = packCode("RD8");
/** DTP: kind, form, value. Undefined when it holds no day; a form that is none is told by the grammar. */
export function dtp(s: Segment, loop: string, problems: Problems): DateRange | undefined {
  const form = s.code(2);
  if (!s.has(3)) return undefined;
  if (form === D8 || form === DT) {
    const from = form === D8 ? dayIn(s, 3, loop, problems) : timedDay(s, loop, problems);
    return from === undefined ? undefined : { kind: s.word(1), from, to: undefined };
  }
  return form === RD8 ? range(s, loop, problems) : undefined;
}

/** DTP03 of the form DT: a day and a time, CCYYMMDDHHMM. */
function timedDay(s: Segment, loop: string, problems: Problems): Day | undefined {
  const day = s.width(3) === 12 ? dayAt(s.bytes, s.at[3] as number) : undefined;
  if (day === undefined) badDate(s, 3, loop, problems);
  return day;
}

function range(s: Segment, loop: string, problems: Problems): DateRange | undefined {
  const at = s.at[3] as number;
  const whole = s.width(3) === 17 && s.bytes[at + 8] === 45;
  const from = whole ? dayAt(s.bytes, at) : undefined;
  const to = whole ? dayAt(s.bytes, at + 9) : undefined;
  if (from === undefined || to === undefined) {
    badDate(s, 3, loop, problems);
    return undefined;
  }
  if (to < from) {
    const text = "This period ends before it begins. It was kept as written; ask for a correct one.";
    problems.at("warning", "date-order", s, text, loop, [3]);
  }
  return { kind: s.word(1), from, to };
}

/** DTM of an 835: kind and a day. */
export function dtm(s: Segment, loop: string, problems: Problems): DateRange | undefined {
  const from = dayIn(s, 2, loop, problems);
  return from === undefined ? undefined : { kind: s.word(1), from, to: undefined };
}

export const reference = (s: Segment): Reference => ({ kind: s.word(1), value: s.word(2), text: s.text(3) });

export function amount(s: Segment, loop: string, problems: Problems): Amount | undefined {
  const n = centsIn(s, 2, loop, problems);
  return !Number.isNaN(n) ? { kind: s.word(1), amount: toCents(n) } : undefined;
}

export function contact(s: Segment): Contact {
  const numbers: (readonly [string, string])[] = [];
  for (let i = 3; i <= 7; i += 2) {
    const value = s.text(i + 1);
    if (value !== undefined) numbers.push([s.word(i), value]);
  }
  return { kind: s.word(1), name: s.text(2), numbers };
}

/** Tells that element `i`, split into components, has a qualifier and no code; not where other signs part them, which is told. */
export function codeless(s: Segment, i: number, loop: string, problems: Problems): void {
  if (otherSeparator(s, i)) return;
  const text = "This code has a qualifier and no code. It was left out; ask the sender to fill it.";
  problems.at("warning", "element-missing", s, text, loop, [i, 2]);
}

/** A procedure composite: qualifier, code, modifiers. `shift` 0 for SV101 and SVC01. */
export function procedure(s: Segment, i: number): Procedure | undefined {
  const parts = s.split(i);
  if (parts === 0 || !s.has(i)) return undefined;
  const qualifier = s.part(1, parts) ?? "";
  const code = s.part(2, parts) ?? "";
  let modifiers: readonly string[] = none();
  for (let k = 3; k <= 6 && k <= parts; k++) {
    const m = s.part(k, parts);
    if (m !== undefined) modifiers = append(modifiers, m);
  }
  return { qualifier, code, modifiers };
}

/** Where the sums of adjustments go. */
export interface Adjusted {
  adjustments: readonly Adjustment[];
}

/**
 * CAS: a group and triplets of reason, amount and quantity, appended to the record. The guide allows six; more are read
 * too, for they hold money (that they are too many is told where elements are counted). Answers the sum in cents, or NaN
 * when an amount is missing or could not be read, which has its Problem: such a sum is not judged.
 */
export function adjust(into: Adjusted, s: Segment, loop: string, problems: Problems): number {
  const group = s.word(1);
  let sum = 0;
  for (let i = 2; i <= s.count; i += 3) {
    const reason = s.text(i);
    const n = centsIn(s, i + 1, loop, problems);
    if (!Number.isNaN(n)) {
      if (reason === undefined && i > 2) {
        const text = "An adjustment has an amount and no reason. It was kept without one; ask the payer.";
        problems.at("warning", "element-missing", s, text, loop, [i]);
      }
      sum += n;
      const quantity = s.has(i + 2) ? s.text(i + 2) : undefined;
      into.adjustments = append(into.adjustments, { group, reason: reason ?? "", amount: toCents(n), quantity });
      continue;
    }
    if (reason === undefined && !s.has(i + 1)) continue;
    sum = n;
    // The first triplet is required by the grammar, which tells what it lacks.
    if (i > 2 && !s.has(i + 1)) {
      const text = "An adjustment has a reason and no amount. It was left out; ask the payer.";
      problems.at("warning", "element-missing", s, text, loop, [i + 1]);
    }
  }
  return sum;
}
