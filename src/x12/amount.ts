import { type Cents, centsFromInt } from "#base/money.ts";

/** Why an amount could not be read; numbers, so that the reader of a million amounts allocates nothing. */
export const NO_NUMBER = Number.NaN;
export const TOO_FINE = Number.POSITIVE_INFINITY;
export const TOO_LARGE = Number.NEGATIVE_INFINITY;

/** Integers stay exact in a double up to here: 90 trillion dollars, far above any claim. */
const MOST_CENTS = Number.MAX_SAFE_INTEGER;
const MOST_DOLLARS = Math.floor(MOST_CENTS / 100) - 1;

/**
 * Reads a decimal of dollars from bytes as a whole number of cents: `1250`, `1250.5`, `-12.00`, `.75`. The same grammar
 * as `readUsd`, without a string. Answers NO_NUMBER, TOO_FINE (three significant decimals) or TOO_LARGE otherwise.
 */
export function centsAt(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  let to = end;
  while (i < to && bytes[i] === 32) i++;
  while (to > i && bytes[to - 1] === 32) to--;
  const sign = bytes[i];
  if (i < to && (sign === 45 || sign === 43)) i++;
  const first = i;
  let whole = 0;
  for (; i < to; i++) {
    const d = (bytes[i] as number) - 48;
    if (d < 0 || d > 9) break;
    whole = whole * 10 + d;
    if (whole > MOST_DOLLARS) return TOO_LARGE;
  }
  let digits = i - first;
  let fraction = 0;
  if (i < to) {
    if (bytes[i] !== 46) return NO_NUMBER;
    i++;
    let place = 0;
    for (; i < to; i++, place++) {
      const d = (bytes[i] as number) - 48;
      if (d < 0 || d > 9) return NO_NUMBER;
      digits++;
      if (place < 2) fraction = fraction * 10 + d;
      else if (d !== 0) return refuseFine(bytes, i, to);
    }
    if (place === 1) fraction *= 10;
  }
  if (digits === 0) return NO_NUMBER;
  const cents = whole * 100 + fraction;
  return sign === 45 ? 0 - cents : cents;
}

function refuseFine(bytes: Uint8Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const d = (bytes[i] as number) - 48;
    if (d < 0 || d > 9) return NO_NUMBER;
  }
  return TOO_FINE;
}

/** A decimal quantity: 1 when it is one and not negative, -1 when it is negative, 0 when it is no decimal at all. */
export function quantitySign(bytes: Uint8Array, start: number, end: number): 1 | 0 | -1 {
  let i = start;
  const sign = bytes[i];
  if (sign === 45 || sign === 43) i++;
  let digits = 0;
  let dots = 0;
  for (; i < end; i++) {
    const b = bytes[i] as number;
    if (b >= 48 && b <= 57) digits++;
    else if (b === 46 && dots === 0) dots = 1;
    else return 0;
  }
  if (digits === 0) return 0;
  return sign === 45 ? -1 : 1;
}

/** A whole number of at most nine digits, or -1. */
export function countAt(bytes: Uint8Array, from: number, end: number): number {
  let to = end;
  while (to > from && bytes[to - 1] === 32) to--;
  if (to === from || to - from > 9) return -1;
  let n = 0;
  for (let i = from; i < to; i++) {
    const d = (bytes[i] as number) - 48;
    if (d < 0 || d > 9) return -1;
    n = n * 10 + d;
  }
  return n;
}

export const toCents = (n: number): Cents => centsFromInt(n);
