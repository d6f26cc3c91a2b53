import { type Passage, type ProposalText, passage } from "./proposal-text.ts";

/** A sentence is looked for so far on each side of the words that were found. */
const BEFORE = 400;
const AFTER = 400;

const ENDS = /[.;!?](?=\s|$)|\n\s*\n|\f/g;

/** Where a sentence begins: after the end of the one before, a blank line or a page. */
export function sentenceStart(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - BEFORE), at);
  const last = [...before.matchAll(ENDS)].at(-1);
  return at - before.length + (last === undefined ? 0 : last.index + last[0].length);
}

function sentenceEnd(text: string, at: number): number {
  const after = text.slice(at, at + AFTER);
  const first = after.search(ENDS);
  return at + (first < 0 ? after.length : first + (/[.;!?]/.test(after[first] ?? "") ? 1 : 0));
}

/** The whole sentence around the words from one place to another, so that it is quoted as it stands. */
export const sentenceAt = (t: ProposalText, from: number, to: number): Passage =>
  passage(t, sentenceStart(t.text, from), Math.max(to, sentenceEnd(t.text, to)));

/** Words that hold a "not" and deny nothing. */
const SET_PHRASES =
  /\b(?:but\s+)?not\s+limited\s+to\b|\bwithout\s+(?:limitation|limit|further|prior)\b|\bwhether\s+or\s+not\b|\bnot\s+only\b|\bnow\s+known\s+or\s+not\b|\bno\s+later\s+than\b|\bnot\s+later\s+than\b/gi;

const NOT =
  /\b(?:not|no|never|without|neither|nor|unless|nothing|none|cannot|except|declin(?:es?|ing)|refus(?:es?|ing))\b|n[\u2019']t\b/i;

/** Whether words deny, once the phrases are set aside that only look like it. */
export const denies = (words: string): boolean => NOT.test(words.replace(SET_PHRASES, " "));
