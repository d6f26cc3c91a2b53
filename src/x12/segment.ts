import type { Day } from "#base/day.ts";
import { centsAt, countAt, NO_NUMBER } from "./amount.ts";
import { dayAt } from "./date.ts";
import { type Delimiters, NONE } from "./delimiters.ts";

/**
 * Bytes to text, one character a byte. The pure default below serves everywhere; a program may bring a faster one
 * (in Node, `latin1Slice`).
 */
export type Latin1 = (bytes: Uint8Array, from: number, to: number) => string;

const SINGLE_BYTE = new TextDecoder("latin1");
const UTF8 = new TextDecoder("utf-8", { fatal: true });

export const pureLatin1: Latin1 = (bytes, from, to) => SINGLE_BYTE.decode(bytes.subarray(from, to));

/** No segment may be longer: it bounds what a file without terminators can make us hold. */
export const SEGMENT_LIMIT = 1 << 20;

/** Flags of a scanned segment: line breaks stand inside it; it has bytes above 127. */
export const WRAPPED = 4;
export const HIGH = 8;

/** Text is cut from blocks of this size, so that one call into the decoder serves hundreds of elements. */
const BLOCK = 16384;
/** V8 copies substrings up to this length; longer ones would keep the whole block alive, so they are made of two. */
const COPIED = 12;

const PAIRS: (string | undefined)[] = new Array<string | undefined>(65536).fill(undefined);

/** One to three characters of a segment id as one number, for tables and comparisons. */
export const packId = (id: string): number =>
  (id.charCodeAt(0) << 16) | (id.charCodeAt(1) << 8) | (id.length > 2 ? id.charCodeAt(2) : 32);

export function unpackId(id: number): string {
  return String.fromCharCode(id >> 16, (id >> 8) & 255, id & 255).trimEnd();
}

const isUpper = (b: number): boolean => (b >= 65 && b <= 90) || (b >= 48 && b <= 57);
const toUpper = (b: number): number => (b >= 97 && b <= 122 ? b - 32 : b);

/** The packed id in capitals. */
const upperId = (id: number): number => (toUpper(id >> 16) << 16) | (toUpper((id >> 8) & 255) << 8) | toUpper(id & 255);

/** Whether a packed id is two or three capitals or digits beginning with a capital. */
export function isId(id: number): boolean {
  const a = id >> 16;
  const c = id & 255;
  return a >= 65 && a <= 90 && isUpper((id >> 8) & 255) && (c === 32 || isUpper(c));
}

/** Reads a lower-case id as capitals; false when it is no id at all. */
export function readableId(s: Segment): boolean {
  if (isId(s.id)) return true;
  const upper = upperId(s.id);
  if (!isId(upper)) return false;
  s.id = upper;
  return true;
}

/** The bytes of a short code as one number: "XX" is 0x5858. 0 for none or for more than four bytes. */
export const packCode = (code: string): number => {
  let n = 0;
  for (let i = 0; i < code.length && code.length <= 4; i++) n = (n << 8) | code.charCodeAt(i);
  return n;
};

/**
 * The segment under the reader's hand: positions over the file's bytes, and text only when asked. There is one of these
 * for a whole file, overwritten by the next segment, so nobody may keep it. Elements are numbered as the trade numbers
 * them: element 1 of NM1 is NM101; element 0 is the id.
 */
export class Segment {
  /** Bytes that `at` points into. For a wrapped segment these are a cleaned copy, and `raw` are the file's. */
  bytes: Uint8Array = new Uint8Array(0);
  raw: Uint8Array = this.bytes;
  /** Offset in the file of `raw[0]`. */
  base = 0;
  /** Start of each element; element i ends one byte before start i + 1. */
  at: Int32Array;
  rawAt: Int32Array;
  /** Index in `raw` where the blanks before the segment begin, where it begins, its end, and what follows its terminator. */
  gap = 0;
  rawFrom = 0;
  rawTo = 0;
  next = 0;
  /** Packed id, see `packId`; 0 when the id has not two or three bytes. */
  id = 0;
  /** Elements after the id. */
  count = 0;
  /** Counted from 1 in the file. */
  number = 0;
  flags = 0;
  terminated = true;
  delimiters: Delimiters = { element: 42, component: 58, repetition: NONE, terminator: 126 };
  /** Starts of the components found by `split`; as `at`, with one more than there are. */
  readonly sub: Int32Array = new Int32Array(64);
  private block = "";
  private blockFrom = 0;
  private blockTo = -1;
  private blockBytes: Uint8Array | undefined;
  private readonly latin1: Latin1;

  constructor(latin1: Latin1, positions: Int32Array) {
    this.latin1 = latin1;
    this.at = positions;
    this.rawAt = positions;
  }

  /** Offset in the file of the first byte, and one past the terminator. */
  get start(): number {
    return this.base + this.rawFrom;
  }
  get end(): number {
    return this.base + this.next;
  }

  /** Offset in the file of an element. */
  byteOf(element: number): number {
    return this.base + (element <= this.count ? (this.rawAt[element] as number) : this.rawTo);
  }

  has(i: number): boolean {
    return i <= this.count && (this.at[i + 1] as number) - (this.at[i] as number) > 1;
  }

  /** The element's text, without the blanks that pad it at the end; undefined when it is empty or absent. */
  text(i: number): string | undefined {
    if (i > this.count) return undefined;
    return this.slice(this.at[i] as number, (this.at[i + 1] as number) - 1);
  }

  /** As `text`, but an empty string when there is none, for elements the grammar requires. */
  word(i: number): string {
    return this.text(i) ?? "";
  }

  private slice(from: number, end: number): string | undefined {
    const bytes = this.bytes;
    let to = end;
    while (to > from && bytes[to - 1] === 32) to--;
    const length = to - from;
    if (length <= 0) return undefined;
    if ((this.flags & HIGH) !== 0) return decodeAny(bytes, from, to);
    if (length <= 2) {
      const key = length === 1 ? (bytes[from] as number) : ((bytes[from] as number) << 8) | (bytes[from + 1] as number);
      const known = PAIRS[key];
      if (known !== undefined) return known;
      const made = this.latin1(bytes, from, to);
      PAIRS[key] = made;
      return made;
    }
    if (length > 2 * COPIED) return this.latin1(bytes, from, to);
    if (from < this.blockFrom || to > this.blockTo || bytes !== this.blockBytes) this.fill(from);
    const { block, blockFrom } = this;
    if (length <= COPIED) return block.substring(from - blockFrom, to - blockFrom);
    const half = from - blockFrom + COPIED;
    return block.substring(from - blockFrom, half) + block.substring(half, to - blockFrom);
  }

  private fill(from: number): void {
    this.blockFrom = from;
    this.blockTo = Math.min(this.bytes.length, from + BLOCK);
    this.blockBytes = this.bytes;
    this.block = this.latin1(this.bytes, this.blockFrom, this.blockTo);
  }

  /** To be called when bytes are overwritten in place, which a cleaned copy is. */
  forget(): void {
    this.blockTo = -1;
  }

  /** A code of up to four bytes as one number (`packCode`); 0 when empty, absent or longer. */
  code(i: number): number {
    if (i > this.count) return 0;
    const from = this.at[i] as number;
    let to = (this.at[i + 1] as number) - 1;
    const bytes = this.bytes;
    while (to > from && bytes[to - 1] === 32) to--;
    if (to - from > 4) return 0;
    let n = 0;
    for (let k = from; k < to; k++) n = (n << 8) | (bytes[k] as number);
    return n;
  }

  /** As `code` for component `k` (from 1) of an element; -1 when it is empty or absent. */
  partCode(i: number, k: number): number {
    if (i > this.count) return -1;
    const end = (this.at[i + 1] as number) - 1;
    const bytes = this.bytes;
    const separator = this.delimiters.component;
    let from = this.at[i] as number;
    for (let left = k; left > 1; from++) {
      if (from >= end) return -1;
      if (bytes[from] === separator) left--;
    }
    let n = 0;
    let to = from;
    while (to < end && bytes[to] !== separator) n = (n << 8) | (bytes[to++] as number);
    while (to > from && bytes[to - 1] === 32) {
      to--;
      n >>>= 8;
    }
    return to === from ? -1 : to - from > 4 ? 0 : n;
  }

  /** Cents, or one of the refusals of amount.ts. Ask `has` first: an absent amount answers NO_NUMBER too. */
  cents(i: number): number {
    if (i > this.count) return NO_NUMBER;
    return centsAt(this.bytes, this.at[i] as number, (this.at[i + 1] as number) - 1);
  }

  /** A whole number, or -1. */
  int(i: number): number {
    if (i > this.count) return -1;
    return countAt(this.bytes, this.at[i] as number, (this.at[i + 1] as number) - 1);
  }

  length(i: number): number {
    return i > this.count ? 0 : (this.at[i + 1] as number) - 1 - (this.at[i] as number);
  }

  /** As `length`, without the blanks that pad it at the end. */
  width(i: number): number {
    let n = this.length(i);
    if (n > 0) for (let k = (this.at[i] as number) + n; n > 0 && this.bytes[--k] === 32; ) n--;
    return n;
  }

  /** A day written as eight digits and nothing more. */
  day(i: number): Day | undefined {
    return this.length(i) === 8 || this.width(i) === 8 ? dayAt(this.bytes, this.at[i] as number) : undefined;
  }

  /** Finds the components of an element and answers how many there are (at most 60 are told apart). */
  split(i: number): number {
    if (i > this.count) return 0;
    const to = (this.at[i + 1] as number) - 1;
    const separator = this.delimiters.component;
    const bytes = this.bytes;
    const sub = this.sub;
    let n = 0;
    let k = this.at[i] as number;
    sub[0] = k;
    for (; k < to && n < 60; k++) if (bytes[k] === separator) sub[++n] = k + 1;
    sub[n + 1] = to + 1;
    return n + 1;
  }

  /** Component `k` (from 1) found by the last `split`, which answered `parts`. */
  part(k: number, parts: number): string | undefined {
    return k > parts ? undefined : this.slice(this.sub[k - 1] as number, (this.sub[k] as number) - 1);
  }

  /** Component `k` as a whole number, or -1. */
  partInt(k: number, parts: number): number {
    return k > parts ? -1 : countAt(this.bytes, this.sub[k - 1] as number, (this.sub[k] as number) - 1);
  }
}

/** UTF-8 when it is valid UTF-8, else one character a byte, so that no name is lost whichever way it was written. */
function decodeAny(bytes: Uint8Array, from: number, to: number): string {
  const part = bytes.subarray(from, to);
  try {
    return UTF8.decode(part);
  } catch {
    return SINGLE_BYTE.decode(part);
  }
}
