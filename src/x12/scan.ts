import { readHeader } from "./delimiters.ts";
import type { Segment } from "./segment.ts";

/** What may stand between segments and is no data. */
export const BLANKS = [0, 9, 10, 13, 32] as const;
const CTRL_Z = 26;

/** What `positions` answers: how many elements in the lower bits, `WRAPPED` and `HIGH` above. */
export const COUNT = 0x3fffff;
export const FLAGS = 22;

/** What a byte is to the hot loop: nothing but data is 0. `WRAPPED` and `HIGH` are classes too. */
export const ELEMENT = 1;
export const TERMINATOR = 2;

/**
 * The hot loop: notes where elements begin until the terminator, whose index + 1 stands behind the last. There must be a
 * terminator at `from` or later: so nothing is asked of a byte but its class.
 */
export function positions(bytes: Uint8Array, from: number, classes: Uint8Array, at: Int32Array): number {
  let n = 0;
  let flags = 0;
  let i = from;
  at[0] = from;
  for (;;) {
    let k = classes[bytes[i++] as number] as number;
    while (k === 0) k = classes[bytes[i++] as number] as number;
    if (k === ELEMENT) at[++n] = i;
    else if (k === TERMINATOR) {
      at[n + 1] = i;
      return n | (flags << FLAGS);
    } else flags |= k;
  }
}

/** What ends the set that begins with this ST: a terminator, the blanks that stood before the ST, "SE" and its separator. */
export function endOfSet(st: Segment): Uint8Array {
  const { element, terminator } = st.delimiters;
  const blanks = st.raw.subarray(st.gap, st.rawFrom);
  const what = new Uint8Array(blanks.length + 4);
  what[0] = terminator;
  what.set(blanks, 1);
  what.set([83, 69, element], blanks.length + 1);
  return what;
}

/** Whether a byte may follow the end of a file's data. */
export const isTrailing = (b: number): boolean => b === CTRL_Z || (BLANKS as readonly number[]).includes(b);

/** An IEA holds a count of five digits and a control number of nine; the window leaves room for blanks and line breaks. */
const IEA_WINDOW = 64;
/** Beyond every ISA that `readHeader` accepts. */
const ISA_WINDOW = 514;

/**
 * Where an ISA begins inside the IEA at `i`, which then lacks only its terminator: files joined end to end by a program
 * that dropped it. Undefined when this is no IEA or it ends as it should; "more" where the bytes end too early to tell.
 */
export function joinedIsa(
  bytes: Uint8Array,
  i: number,
  to: number,
  element: number,
  terminator: number,
): number | "more" | undefined {
  if (bytes[i] !== 73 || bytes[i + 1] !== 69 || bytes[i + 2] !== 65 || bytes[i + 3] !== element) return undefined;
  const stop = Math.min(to, i + IEA_WINDOW);
  for (let k = i + 4; k < stop && bytes[k] !== terminator; k++) {
    if (((bytes[k] as number) & 0xdf) !== 73) continue;
    const found = isaAt(bytes, k, to, terminator);
    if (found === "more") return "more";
    if (found) return k;
  }
  return undefined;
}

/** Whether an ISA stands whole at `k`. A header that runs past the terminator of the IEA is none. */
function isaAt(bytes: Uint8Array, k: number, to: number, terminator: number): boolean | "more" {
  const seen = bytes.subarray(k, Math.min(to, k + ISA_WINDOW));
  const end = seen.indexOf(terminator);
  if (end < 0) {
    const header = readHeader(seen, 0, seen.length);
    return header === "more" ? (k + ISA_WINDOW > to && mayBeIsa(seen) ? "more" : false) : header !== "bad";
  }
  const header = readHeader(seen, 0, end + 1);
  if (header !== "more") return header !== "bad";
  // Without ISA16 the byte behind the terminator tells.
  if (end + 1 < seen.length) return typeof readHeader(seen, 0, end + 2) !== "string";
  return k + end + 1 >= to && seen.filter((b) => b === seen[3]).length >= 16 ? "more" : false;
}

const mayBeIsa = (seen: Uint8Array): boolean =>
  [73, 83, 65].every((letter, n) => n >= seen.length || ((seen[n] as number) & 0xdf) === letter);
