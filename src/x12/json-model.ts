import { type Cents, formatUsd } from "#base/money.ts";
import { centsAt, toCents } from "./amount.ts";

/**
 * An X12 file as JSON, with nothing of it lost: an object whose `parts` follow the file from its first byte to its last.
 * A part is what an interchange is delimited by, a segment, or text outside any interchange. What a person or a program
 * changes in it, and only that, is changed in the file that is written from it.
 */

/** Text that is valid UTF-8; other bytes are read one character a byte. */
export type JsonText = string | { readonly latin1: string };

/** An amount in dollars and the decimals it is written with; more are written when the cents need them. */
export interface JsonAmount {
  readonly amount: string;
  readonly decimals: number;
}

/** Text, its components, or an amount. */
export type JsonPart = JsonText | readonly JsonText[] | JsonAmount;

/** One value, or several repetitions. */
export type JsonElement = JsonPart | { readonly repeat: readonly (JsonText | readonly JsonText[])[] };

/** Comes before each ISA. A separator that the interchange does not have is null. */
export interface JsonDelimiters {
  readonly delimiters: {
    readonly element: string;
    readonly component: string | null;
    readonly repetition: string | null;
    readonly terminator: string;
  };
}

/** `number` and `loop` are for the reader and ignored when it is written. A segment of nothing has an empty id. */
export interface JsonSegment {
  readonly number?: number;
  readonly loop?: string;
  /** Line breaks and blanks before it; absent when there are none. */
  readonly before?: string;
  readonly id: JsonText;
  readonly elements: readonly JsonElement[];
  /** Written without its terminator: the last of the file, or an IEA right before the next ISA. */
  readonly unterminated?: true;
}

export interface JsonOutside {
  readonly text: JsonText;
}

/** Elements that are amounts of dollars, wherever the segment stands. */
export const AMOUNT_ELEMENTS: Readonly<Record<string, readonly number[]>> = {
  AMT: [2],
  BPR: [2],
  CAS: [3, 6, 9, 12, 15, 18],
  CLM: [2],
  CLP: [3, 4, 5],
  PLB: [4, 6, 8, 10, 12, 14],
  SV1: [2],
  SV2: [3],
  SV3: [2],
  SVC: [2, 3],
  SVD: [2],
};

/** More than enough for any amount that can be true. */
export const MOST_DECIMALS = 9;

/** How many decimals cents need. */
const needed = (fraction: bigint): number => (fraction === 0n ? 0 : fraction % 10n === 0n ? 1 : 2);

/** An amount as X12 writes it, with at least `decimals` decimals. */
export function writeAmount(amount: Cents, decimals: number): string {
  const size = amount < 0n ? -amount : amount;
  const fraction = size % 100n;
  const places = Math.max(decimals, needed(fraction));
  const digits = fraction.toString().padStart(2, "0").padEnd(places, "0").slice(0, places);
  return `${amount < 0n ? "-" : ""}${size / 100n}${places === 0 ? "" : `.${digits}`}`;
}

/** The amount that these bytes are, when writing it gives the same bytes again; `text` are the bytes as text. */
export function readAmount(bytes: Uint8Array, from: number, to: number, text: string): JsonAmount | undefined {
  const n = centsAt(bytes, from, to);
  if (!Number.isFinite(n)) return undefined;
  const point = text.indexOf(".");
  const decimals = point < 0 ? 0 : text.length - point - 1;
  const amount = toCents(n);
  if (decimals > MOST_DECIMALS || writeAmount(amount, decimals) !== text) return undefined;
  return { amount: formatUsd(amount), decimals };
}
