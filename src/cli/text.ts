/**
 * Text on a terminal: how wide it is, how to cut it, and how to make text out of a file harmless. Widths follow
 * Unicode's East Asian Width and combining marks, the way terminals (wcwidth) count cells.
 */

/** Escape sequences (CSI, OSC and two-byte ones), so that a name in a file cannot move the cursor or set a colour. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes away
const ESCAPES = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|\x9b[0-?]*[ -/]*[@-~]/g;
/** C0, DEL, C1, line and paragraph separators, and the marks that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes away
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A line laid out by Parley with words of a file in it, safe to print; its blanks stay. */
export const harmless = (line: string): string => line.replace(ESCAPES, "").replace(CONTROLS, " ").toWellFormed();

/** Text of a file, safe to print: one line, no escape sequences, no control characters, no lone surrogates. */
export const clean = (text: string): string =>
  text.replace(ESCAPES, "").replace(CONTROLS, " ").replace(/\s+/g, " ").trim().toWellFormed();

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x23f0, 0x23f0],
  [0x23f3, 0x23f3],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes that Parley itself writes
const CODES = /\x1b\[[0-9;]*m/g;
const PLAIN = /^[\x20-\x7e]*$/;

function cells(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Cells that a text takes on the terminal; Parley's own colour codes take none. */
export function width(text: string): number {
  const bare = text.includes("\x1b") ? text.replace(CODES, "") : text;
  if (PLAIN.test(bare)) return bare.length;
  let n = 0;
  for (const character of bare) n += cells(character);
  return n;
}

/** At most `room` cells of a text without colour codes; when cut, its last cell is the mark. Never splits a character. */
export function cut(text: string, room: number, mark: string): string {
  if (width(text) <= room) return text;
  if (room < 1) return "";
  let kept = "";
  let n = 0;
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    const w = width(segment);
    if (n + w > room - 1) break;
    kept += segment;
    n += w;
  }
  return kept + mark + " ".repeat(room - 1 - n);
}

export const padEnd = (text: string, room: number): string => text + " ".repeat(Math.max(0, room - width(text)));

export const padStart = (text: string, room: number): string => " ".repeat(Math.max(0, room - width(text))) + text;

/** Lines of at most `room` cells, broken at blanks. A word longer than the room keeps a line of its own. */
export function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && width(line) + 1 + width(word) > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}
