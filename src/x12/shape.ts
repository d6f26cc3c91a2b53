import { dayAt } from "./date.ts";
import type { Segment } from "./segment.ts";

const NINE = 57;
const LETTER_X = 88;

const isDigit = (b: number): boolean => b >= 48 && b <= NINE;
const isCapital = (b: number): boolean => b >= 65 && b <= 90;

/** Whether an element, or a component of it, is made as `shape` says (see `SegmentRule.shapes`); true when it is empty. */
export function fits(s: Segment, element: number, component: number, shape: string): boolean {
  const { bytes } = s;
  let from = s.at[element] as number;
  let to = (s.at[element + 1] as number) - 1;
  if (component > 0) {
    const parts = s.split(element);
    if (component > parts) return true;
    from = s.sub[component - 1] as number;
    to = (s.sub[component] as number) - 1;
  }
  while (to > from && bytes[to - 1] === 32) to--;
  if (to === from) return true;
  if (shape === "day") return to - from === 8 && dayAt(bytes, from) !== undefined;
  if (to - from !== shape.length) return false;
  for (let i = 0; i < shape.length; i++) {
    const b = bytes[from + i] as number;
    if (!isDigit(b) && !(shape.charCodeAt(i) === LETTER_X && isCapital(b))) return false;
  }
  return true;
}

/** What senders part components with. */
const SEPARATORS: readonly number[] = [..."\\:>^|<&"].map((c) => c.charCodeAt(0));

/** Whether an element that should have components has none, but another usual separator inside. */
export function otherSeparator(s: Segment, element: number): boolean {
  const { bytes, delimiters } = s;
  let other = false;
  for (let i = s.at[element] as number; i < (s.at[element + 1] as number) - 1; i++) {
    const b = bytes[i] as number;
    if (b === delimiters.component) return false;
    if (SEPARATORS.includes(b)) other = true;
  }
  return other;
}
