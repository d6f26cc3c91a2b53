import { type Day, weekday } from "#base/day.ts";
import { type Cents, showUsd } from "#base/money.ts";
import { drawn, type Look, paint, plain, type Tone } from "./style.ts";
import { cut, padEnd, padStart, width, wrap } from "./text.ts";

/** The small parts that the terminal map is drawn from: columns, bars, amounts, days. */

/** Prose wider than this is hard to read on a wide terminal. */
const PROSE_WIDTH = 100;

export const money = (look: Look, amount: Cents): string => plain(look, showUsd(amount, "whole"));

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** "Fri, Nov 27"; with the year when it is not this one. */
export function showDay(d: Day, asOf?: Day): string {
  const [year = "", month = "", date = ""] = d.split("-");
  const short = `${WEEKDAYS[weekday(d)]}, ${MONTHS[Number(month) - 1]} ${Number(date)}`;
  return asOf?.startsWith(year) === true ? short : `${short}, ${year}`;
}

export const count = (n: number): string => `${n}`.replace(/\B(?=(\d{3})+$)/g, ",");

/** "1 line", "2,310 lines". */
export const counted = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** Cells; a left column may be cut to it, a right one never is. */
  readonly width: number;
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export const cell = (text: string, tone?: Tone): Cell => (tone === undefined ? { text } : { text, tone });

/** One row: every cell cut and padded before it is coloured, so that codes never count. */
export function row(look: Look, columns: readonly Column[], cells: readonly Cell[]): string {
  const parts = columns.map((c, i) => {
    const { text, tone } = cells[i] ?? { text: "" };
    const fits = c.align === "left" ? cut(text, c.width, drawn(look, "more")) : text;
    // Only the words are coloured, so that blanks at the end of a row can be taken away.
    const painted = tone === undefined ? fits : paint(look, tone, fits);
    return c.align === "left" ? padEnd(painted, c.width) : padStart(painted, c.width);
  });
  return `  ${parts.join("  ")}`.trimEnd();
}

export const header = (look: Look, columns: readonly Column[]): string =>
  row(
    look,
    columns,
    columns.map((c) => cell(c.title, "quiet")),
  );

/** Cells that the widest of these needs. */
export const widest = (texts: readonly string[], least: number, most: number): number =>
  Math.min(most, Math.max(least, ...texts.map(width)));

/** A bar of `part` of `whole` on `room` cells; anything above nothing shows at least a sliver. */
export function bar(look: Look, tone: Tone, part: bigint, whole: bigint, room: number): string {
  if (part <= 0n || whole <= 0n || room < 1) return "";
  const halves = Number((part * BigInt(room * 2)) / whole);
  const full = drawn(look, tone === "gone" ? "hatch" : "full").repeat(halves >> 1);
  const rest = tone === "gone" ? "" : halves % 2 === 1 || halves === 0 ? drawn(look, "half") : "";
  return paint(look, tone, full + rest === "" ? drawn(look, tone === "gone" ? "hatch" : "full") : full + rest);
}

/** A section's title on a hairline. */
export function section(look: Look, title: string, note: string, room: number): string {
  const words = `${title}${note === "" ? "" : `  ${note}`}`;
  const line = drawn(look, "rule").repeat(Math.max(3, room - width(words) - 1));
  return `${paint(look, "heading", title)}${note === "" ? "" : `  ${paint(look, "quiet", note)}`} ${paint(look, "quiet", line)}`;
}

/** Prose at an indent. */
export function prose(look: Look, text: string, indent: number, tone?: Tone): string[] {
  const room = Math.max(20, Math.min(look.columns, PROSE_WIDTH) - indent);
  return wrap(plain(look, text), room).map(
    (line) => " ".repeat(indent) + (tone === undefined ? line : paint(look, tone, line)),
  );
}

/** Two blocks side by side, the left one `room` cells wide. */
export function beside(left: readonly string[], right: readonly string[], room: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    `${padEnd(left[i] ?? "", room)}${right[i] ?? ""}`.trimEnd(),
  );
}
