import { err, ok, type Result } from "#base/result.ts";

/**
 * The text of a proposal as it is shown beside its fields: one character for each that came, so that a place in it is a
 * place on the screen. What it says is data: it is searched, shown and quoted, and nothing in it is ever carried out.
 */
export interface ProposalText {
  readonly text: string;
  /** Where each line begins. */
  readonly lines: readonly number[];
  /** Where each page begins. */
  readonly pages: readonly number[];
}

/** A piece of the text: from the first character up to, not with, the last; line and page from 1. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly page: number;
}

/** A fax of fifty full pages holds less. */
export const TEXT_MOST = 200_000;
const LINES_MOST = 10_000;

/** Marks that hide or turn the text around them, and control characters but for the ends of lines and pages. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
const PAGE = "\f";

export type TextFault = "empty" | "too long" | "too many lines";

/** Makes a text calm and finds its lines and pages. Pages are told apart by form feeds. */
export function proposalText(raw: string): Result<ProposalText, TextFault> {
  if (raw.length > TEXT_MOST) return err("too long");
  const text = raw
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(HIDDEN, (c) => (c === "\n" || c === PAGE ? c : " ".repeat(c.length)))
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ");
  if (text.trim() === "") return err("empty");
  const lines = [0];
  const pages = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "\n" || c === PAGE) lines.push(i + 1);
    if (c === PAGE) pages.push(i + 1);
  }
  return lines.length > LINES_MOST ? err("too many lines") : ok({ text, lines, pages });
}

/** How many starts lie at or before a place. */
function countTo(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((starts[mid] as number) <= at) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** The piece as a place; blanks at its ends are left out. */
export function passage(t: ProposalText, from: number, to: number): Passage {
  let [a, b] = [from, to];
  while (a < b && /\s/.test(t.text[a] ?? "")) a++;
  while (b > a && /\s/.test(t.text[b - 1] ?? "")) b--;
  return { from: a, to: b, line: countTo(t.lines, a), page: countTo(t.pages, a) };
}

export const lineAt = (t: ProposalText, at: number): number => countTo(t.lines, at) - 1;

/** From where to where a line goes, its end left out. */
export function lineSpan(t: ProposalText, line: number): readonly [from: number, to: number] {
  const from = t.lines[line] ?? t.text.length;
  const next = t.lines[line + 1];
  return [from, next === undefined ? t.text.length : next - 1];
}

/** Pieces that were named already, so that no letter is named twice; each letter is looked at once, however many pieces. */
export function unnamed(t: ProposalText): (from: number, to: number) => boolean {
  const named = new Uint8Array(t.text.length);
  return (from, to) => {
    if (named.subarray(from, to).includes(1)) return false;
    named.fill(1, from, to);
    return true;
  };
}

/** Of pieces in their order the last that ends at or before a place, asked of places that only grow. */
export function lastBefore<P extends { readonly to: number }>(pieces: readonly P[]): (at: number) => P | undefined {
  let next = 0;
  return (at) => {
    while (next < pieces.length && (pieces[next] as P).to <= at) next += 1;
    return pieces[next - 1];
  };
}

/** A word of the text that says what stands beside it. */
export interface Label<F extends string> {
  readonly field: F;
  readonly from: number;
  readonly to: number;
}

/** Every label in its place, each part of the text taken by the first pattern that fits it. */
export function labelsIn<F extends string>(
  t: ProposalText,
  patterns: readonly (readonly [F, RegExp])[],
): readonly Label<F>[] {
  const taken: Label<F>[] = [];
  const isFree = unnamed(t);
  for (const [field, pattern] of patterns)
    for (const m of t.text.matchAll(pattern)) {
      const [from, to] = [m.index, m.index + m[0].length];
      if (isFree(from, to)) taken.push({ field, from, to });
    }
  return taken.sort((a, b) => a.from - b.from);
}
