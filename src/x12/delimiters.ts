/** The four characters an interchange is written with, as byte values; -1 where the interchange has none. */
export interface Delimiters {
  readonly element: number;
  readonly component: number;
  readonly repetition: number;
  readonly terminator: number;
}

export const NONE = -1;

/** What the ISA says about itself. `wrapped`: line breaks stand inside it; `padded`: its elements have their fixed widths. */
export interface Header {
  readonly delimiters: Delimiters;
  readonly wrapped: boolean;
  readonly padded: boolean;
}

const CR = 13;
const LF = 10;
const TILDE = 126;
/** An ISA is 106 bytes when padded. The limit leaves room for wrapping and for values wider than they should be. */
const HEADER_LIMIT = 512;
const SEPARATORS = 16;
/** The widest element of an ISA holds 15 characters; twice that allows for sloppy padding but not for a second segment. */
const WIDEST = 30;
/** Where the 16 separators stand in a padded ISA. */
const PADDED = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103] as const;

export const isAlnum = (b: number): boolean => (b >= 48 && b <= 57) || (b >= 65 && b <= 90) || (b >= 97 && b <= 122);
const isBreak = (b: number): boolean => b === CR || b === LF;
const canDelimit = (b: number): boolean => !isAlnum(b) && b < 128 && b !== 0;

/** Whether the bytes at `i` begin an interchange: ISA in either case and a byte that can separate elements. */
export function beginsIsa(bytes: Uint8Array, i: number): boolean {
  const b3 = bytes[i + 3] ?? 0;
  return (
    ((bytes[i] ?? 0) & 0xdf) === 73 &&
    ((bytes[i + 1] ?? 0) & 0xdf) === 83 &&
    ((bytes[i + 2] ?? 0) & 0xdf) === 65 &&
    canDelimit(b3) &&
    b3 !== 32 &&
    !isBreak(b3)
  );
}

/**
 * Reads the delimiters by walking the 16 element separators, so that an ISA without padding, or wrapped at 80 columns,
 * is read like any other. "more": the bytes end too early; "bad": this is no ISA, whatever follows.
 */
export function readHeader(bytes: Uint8Array, from: number, to: number): Header | "more" | "bad" {
  if (to - from < 4) return "more";
  if (!beginsIsa(bytes, from)) return "bad";
  const element = bytes[from + 3] as number;
  const stop = Math.min(to, from + HEADER_LIMIT);
  const ends: number[] = [];
  let wrapped = false;
  let width = 0;
  let i = from + 3;
  for (; i < stop && ends.length < SEPARATORS; i++) {
    const b = bytes[i] as number;
    if (b === element) {
      ends.push(i);
      width = 0;
    } else if (isBreak(b)) wrapped = true;
    else if (++width > WIDEST) return "bad";
  }
  if (ends.length < SEPARATORS) return stop === to && to - from < HEADER_LIMIT ? "more" : "bad";
  const close = readClose(bytes, i, to, wrapped);
  if (typeof close === "string") return close;
  const { component, terminator } = close;
  // An ISA11 that repeats another separator separates nothing.
  const named = readRepetition(bytes, ends);
  const repetition = named === element || named === component || named === terminator ? NONE : named;
  if (terminator === element || component === element || (component === terminator && component !== NONE)) return "bad";
  const padded = PADDED.every((p, k) => ends[k] === from + p);
  return { delimiters: { element, component, repetition, terminator }, wrapped, padded };
}

/** The two bytes after the last separator: component separator and terminator. */
function readClose(
  bytes: Uint8Array,
  from: number,
  to: number,
  wrapped: boolean,
): { component: number; terminator: number } | "more" | "bad" {
  let i = from;
  while (wrapped && i < to && isBreak(bytes[i] as number)) i++;
  if (i >= to) return "more";
  const component = bytes[i] as number;
  if (!canDelimit(component)) return "bad";
  if (isBreak(component)) return { component: NONE, terminator: component };
  i++;
  while (wrapped && i < to && isBreak(bytes[i] as number)) i++;
  if (i >= to) return "more";
  const terminator = bytes[i] as number;
  // Without ISA16 the terminator stands where the component separator should: a GS or a line break behind it tells.
  const lacksComponent = isAlnum(terminator) || (component === TILDE && isBreak(terminator));
  if (lacksComponent) return { component: NONE, terminator: component };
  return canDelimit(terminator) && terminator !== 32 ? { component, terminator } : "bad";
}

/** ISA11 is the repetition separator from version 00402 on; before, it is the letter U. */
function readRepetition(bytes: Uint8Array, ends: readonly number[]): number {
  const from = (ends[10] ?? 0) + 1;
  let found = NONE;
  for (let i = from; i < (ends[11] ?? 0); i++) {
    const b = bytes[i] as number;
    if (isBreak(b) || b === 32) continue;
    if (found !== NONE || !canDelimit(b)) return NONE;
    found = b;
  }
  return found;
}
