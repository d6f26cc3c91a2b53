import { dayAt } from "./date.ts";
import { packCode, type Segment } from "./segment.ts";

/** An element by its number, or "5-2": the second component of the fifth. */
export type ElementKey = number | `${number}-${number}`;

/** What stands between blanks: "A B C" are three codes. */
export type CodeList = string;
export type Codes = Readonly<Partial<Record<ElementKey, CodeList>>>;

export const listOf = (codes: CodeList | undefined): readonly string[] => codes?.split(" ") ?? [];

/**
 * What the elements of a segment are asked, as numbers: rows of element, component (0 for the whole element), whether the
 * component must be there, and where its codes begin and end. A row without codes may have a shape.
 */
export interface Asks {
  readonly rows: Int32Array;
  readonly codes: Int32Array;
  readonly shapes: readonly string[];
}

/** Length of a row, and what stands where in it. */
export const ROW = 5;
export const COMPONENT = 1;
const NEEDED = 2;
const FROM = 3;
const TO = 4;

/** Where the codes of a row would begin that asks for nothing but that the component is there. */
const ONLY_NEEDED = -1;
/** Stands where a row has fewer than two codes: no code is packed so. */
const FILLING = [-2, -2] as const;

const keyOf = (key: string): readonly [element: number, component: number] => {
  const [element = "0", component = "0"] = key.split("-");
  return [Number(element), Number(component)];
};

/** The rows in the order of the elements, so that asking ends where a segment does. */
export function asksOf(needs: readonly string[], codes: Codes, shapes: Codes): Asks {
  const keys = [...new Set([...needs, ...Object.keys(codes), ...Object.keys(shapes)])];
  const lists: ReadonlyMap<string, CodeList | undefined> = new Map(Object.entries(codes));
  const forms: ReadonlyMap<string, string | undefined> = new Map(Object.entries(shapes));
  const sorted = keys.map((key) => ({ key, at: keyOf(key) })).sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  const rows: number[] = [];
  const pool: number[] = [];
  for (const { key, at } of sorted) {
    const list = listOf(lists.get(key)).map(packCode);
    const from = list.length > 0 || forms.has(key) ? pool.length : ONLY_NEEDED;
    rows.push(...at, needs.includes(key) ? 1 : 0, from, from + list.length);
    pool.push(...list, ...FILLING.slice(list.length));
  }
  return {
    rows: Int32Array.from(rows),
    codes: Int32Array.from(pool),
    shapes: sorted.map(({ key }) => forms.get(key) ?? ""),
  };
}

/** Whether `code` answers row `i` at the first look: one of its first two, or anything where only something is needed. */
export function answers({ rows, codes }: Asks, i: number, code: number): boolean {
  const from = rows[i + FROM] as number;
  return from < 0 ? code !== -1 : code === codes[from] || code === codes[from + 1];
}

/** What is wrong with an element. */
export type Wrong = "missing" | "code" | "shape";

/** What row `i` finds wrong with an element that is there, whose packed code (or that of its component) is `code`. */
export function wrongIn(asks: Asks, i: number, s: Segment, code: number): Wrong | undefined {
  const { rows, codes } = asks;
  if (code === -1) return rows[i + NEEDED] === 1 ? "missing" : undefined;
  const to = rows[i + TO] as number;
  const from = rows[i + FROM] as number;
  const shape = asks.shapes[i / ROW] as string;
  if (shape !== "" && !(shape === "day" ? isDay(s, rows[i] as number) : fits(code, shape))) return "shape";
  if (from === to) return undefined;
  for (let k = from; k < to; k++) if (codes[k] === code) return undefined;
  return "code";
}

const NINE = 57;
const LETTER_X = 88;

const isDigit = (b: number): boolean => b >= 48 && b <= NINE;
const isCapital = (b: number): boolean => b >= 65 && b <= 90;

const isDay = (s: Segment, element: number): boolean =>
  s.width(element) === 8 && dayAt(s.bytes, s.at[element] as number) !== undefined;

/** Whether a packed code is made as `shape` says (see `SegmentRule.shapes`), which is at most four signs long. */
function fits(code: number, shape: string): boolean {
  let rest = code;
  for (let i = shape.length - 1; i >= 0; i--) {
    const b = rest & 255;
    if (!isDigit(b) && !(shape.charCodeAt(i) === LETTER_X && isCapital(b))) return false;
    rest >>>= 8;
  }
  return rest === 0;
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
