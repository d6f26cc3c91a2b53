import { HIGH, WRAPPED } from "./segment.ts";

/** What may stand between segments and is no data. */
export const BLANKS = [0, 9, 10, 13, 32] as const;
const CTRL_Z = 26;

/** What `positions` answers: how many elements in the lower bits, flags above. */
export const COUNT = 0x3fffff;
export const FLAGS = 22;

/**
 * The hot loop: notes where elements begin until the terminator, whose index + 1 stands behind the last. -1 when it does
 * not come before `to`. Flags are gathered without a branch: a byte below 32 may be a line break, one above 127 is not ASCII.
 */
export function positions(
  bytes: Uint8Array,
  from: number,
  to: number,
  element: number,
  terminator: number,
  at: Int32Array,
): number {
  let n = 0;
  let low = 0;
  let high = 0;
  at[0] = from;
  for (let i = from; i < to; i++) {
    const b = bytes[i] as number;
    if (b === element) at[++n] = i + 1;
    else if (b === terminator) {
      at[n + 1] = i + 1;
      return n | (((low < 0 ? WRAPPED : 0) | (high > 127 ? HIGH : 0)) << FLAGS);
    } else {
      low |= b - 32;
      high |= b;
    }
  }
  return -1;
}

/** Where a byte comes next; beyond any index when it does not. */
export function nextOf(bytes: Uint8Array, byte: number, from: number): number {
  const i = bytes.indexOf(byte, from);
  return i < 0 ? Number.MAX_SAFE_INTEGER : i;
}

/** Whether a byte may follow the end of a file's data. */
export const isTrailing = (b: number): boolean => b === CTRL_Z || (BLANKS as readonly number[]).includes(b);
