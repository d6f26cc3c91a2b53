import type { PublicEntry, Sign } from "./vendor.ts";

/**
 * Who priced a claim, by the words of a remittance, an explanation of benefits or a letter. The text is the other side's:
 * it is compared with names and never read as an instruction, and what it says of itself decides nothing else.
 */

/** A piece of text and where it stands: "N1 payer", "PER contact", "letter". */
export interface Piece {
  readonly where: string;
  readonly text: string;
  /** A field that names a party, as in an 835; else running text, in which a name may stand for other reasons. */
  readonly isField: boolean;
}

/** Whom to look for. An entry of the practice's own is one too. */
export type Sought = Pick<PublicEntry, "id" | "kind" | "name" | "signs"> & { readonly of?: string | undefined };

export const SURE = ["certain", "likely", "possible"] as const;
export type Sure = (typeof SURE)[number];

/** The words that gave it away, as they were written, and their place in the piece. */
export interface Clue {
  readonly where: string;
  readonly words: string;
  readonly from: number;
  /** One past the last character. */
  readonly to: number;
  readonly sure: Sure;
  /** Why it is not surer. */
  readonly doubt?: string;
}

export interface Recognized {
  readonly id: string;
  readonly kind: PublicEntry["kind"];
  readonly name: string;
  readonly of?: string | undefined;
  readonly sure: Sure;
  /** The surest first. */
  readonly clues: readonly Clue[];
}

const MOST_CLUES = 5;
/** Longer text is compared up to here; a letter has a few thousand characters. */
const MOST_TEXT = 400_000;
/** How far from an abbreviation a word that supports it may stand, and how far before a name a "not". */
const NEAR = 200;
const DENIED = 48;

/** Signs that stand inside names and say nothing: marks, soft hyphens, characters without width. */
const SILENT = /[\u00ad\u200b-\u200f\u2060\ufeff\u00ae\u2122\u00a9]/u;
const GAP = "[\\s\\-_.\u2010-\u2015]*";

interface Plain {
  readonly text: string;
  /** Where each character came from. */
  readonly from: readonly number[];
}

/** Small letters of one kind, without silent signs and without the hyphen at a line's end. */
function plainOf(text: string): Plain {
  let plain = "";
  const from: number[] = [];
  const most = Math.min(text.length, MOST_TEXT);
  for (let at = 0; at < most; ) {
    const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const wrapped = /^-[ \t]*\r?\n[ \t]*(?=\p{Ll})/u.exec(text.slice(at, at + 40));
    if (wrapped !== null && /\p{L}$/u.test(plain)) {
      at += wrapped[0].length;
      continue;
    }
    if (!SILENT.test(sign))
      for (const small of sign.normalize("NFKC").toLowerCase()) {
        plain += small;
        for (let i = 0; i < small.length; i++) from.push(at);
      }
    at += sign.length;
  }
  return { text: plain, from };
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

const patterns = new Map<string, RegExp>();

/** What may stand between two words, so that no part of a pattern fits where its gaps do: such a pattern would try for ever. */
const BETWEEN = /[\s\-_.\u2010-\u2015]+/;

/** Words in their order with nothing but blanks and dashes between them, and no letter or digit around. */
function patternOf(words: string): RegExp {
  const known = patterns.get(words);
  if (known !== undefined) return known;
  const parts = words
    .toLowerCase()
    .split(BETWEEN)
    .filter((w) => w !== "")
    .map(escaped);
  const made = new RegExp(`(?<![\\p{L}\\p{N}])${parts.join(GAP)}(?![\\p{L}\\p{N}])`, "gu");
  if (patterns.size < 2_000) patterns.set(words, made);
  return made;
}

const DENIAL = /\b(?:not|never|no longer|without|neither|nor|isn['’]t|wasn['’]t|other than|instead of)\b[^.;:!?\n]*$/u;
const PRICING =
  /pric|negotiat|allow|discount|out.of.network|reimburs|settle|proposal|offer|on behalf|recommend|fee schedule|contact|appeal|dispute/u;

const around = (text: string, from: number, to: number, by: number): string =>
  text.slice(Math.max(0, from - by), Math.min(text.length, to + by));

interface Found {
  readonly sure: Sure;
  readonly doubt?: string;
}

/** What one place of a sign says; undefined when it is something else. */
function weigh(sign: Sign, piece: Piece, { text }: Plain, from: number, to: number): Found | undefined {
  const after = text.slice(to, to + NEAR).trimStart();
  const other = sign.unlessBefore?.find((w) => after.startsWith(w.toLowerCase()));
  if (other !== undefined) return { sure: "possible", doubt: `It stands here as "${other}", which prices nothing.` };
  if (DENIAL.test(text.slice(Math.max(0, from - DENIED), from)))
    return { sure: "possible", doubt: "The words before it deny it." };
  if (sign.is === "phrase") return { sure: "possible", doubt: "The words name a method and no vendor." };
  if (sign.is === "abbreviation") {
    if (sign.beside === undefined) return { sure: "likely", doubt: "It is an abbreviation." };
    const near = around(text, from, from, NEAR) + text.slice(to, to + NEAR);
    return sign.beside.some((w) => near.includes(w.toLowerCase()))
      ? { sure: "likely", doubt: "It is an abbreviation, beside words that fit." }
      : undefined;
  }
  if (piece.isField || PRICING.test(around(text, from, to, NEAR / 2))) return { sure: "certain" };
  return { sure: "likely", doubt: "The name stands alone, without a word about pricing." };
}

const rank = (sure: Sure): number => SURE.indexOf(sure);

function cluesOf(sought: Sought, pieces: readonly { readonly piece: Piece; readonly plain: Plain }[]): readonly Clue[] {
  const clues: Clue[] = [];
  for (const { piece, plain } of pieces)
    for (const sign of sought.signs)
      for (const hit of plain.text.matchAll(patternOf(sign.words))) {
        const end = hit.index + hit[0].length;
        const found = weigh(sign, piece, plain, hit.index, end);
        const [from, last] = [plain.from[hit.index], plain.from[end - 1]];
        if (found === undefined || from === undefined || last === undefined) continue;
        const to = last + String.fromCodePoint(piece.text.codePointAt(last) ?? 0).length;
        clues.push({ where: piece.where, words: piece.text.slice(from, to), from, to, ...found });
      }
  return clues.sort((a, b) => rank(a.sure) - rank(b.sure)).slice(0, MOST_CLUES);
}

/**
 * Everybody the pieces name, the surest first; of two that are as sure, the one that belongs to the other first, because
 * Data iSight says more than MultiPlan. Empty when nobody is named.
 */
export function recognize(pieces: readonly Piece[], sought: readonly Sought[]): readonly Recognized[] {
  const plain = pieces.map((piece) => ({ piece, plain: plainOf(piece.text) }));
  return sought
    .flatMap((s): Recognized[] => {
      const clues = cluesOf(s, plain);
      const [first] = clues;
      if (first === undefined) return [];
      const { id, kind, name, of } = s;
      return [{ id, kind, name, ...(of === undefined ? {} : { of }), sure: first.sure, clues }];
    })
    .sort((a, b) => rank(a.sure) - rank(b.sure) || Number(b.of !== undefined) - Number(a.of !== undefined));
}

/** Shorter than this a name of one's own is an abbreviation. */
const NAME_LETTERS = 4;

/** What an entry of the practice's own is known by: its name and the other names it was given. */
export function ownSigns(name: string, aliases: readonly string[]): readonly Sign[] {
  const words = [name, ...aliases].map((w) => w.trim()).filter((w) => /[\p{L}\p{N}]{2}/u.test(w));
  return words.map((w) => ({ words: w, is: w.length < NAME_LETTERS ? "abbreviation" : "name" }));
}

/** The one that priced the claim: a vendor or network before a payer, and nobody who is only possible. */
export const pricedBy = (found: readonly Recognized[]): Recognized | undefined =>
  found.find((r) => r.kind !== "payer" && r.sure !== "possible");
