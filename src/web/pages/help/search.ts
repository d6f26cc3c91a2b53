import { GLOSSARY, WORDS, type Word } from "#web/kit/glossary.ts";
import type { Article } from "./articles/article.ts";
import { BEGIN } from "./articles/begin.ts";
import { MONEY } from "./articles/money.ts";
import { NEGOTIATE } from "./articles/negotiate.ts";
import { SET_UP } from "./articles/set-up.ts";
import { WORK } from "./articles/work.ts";

/** Every article in the order it is read. */
export const ARTICLES: readonly Article[] = [...BEGIN, ...WORK, ...NEGOTIATE, ...MONEY, ...SET_UP];

const plain = (text: string): string => text.toLowerCase().replaceAll(/[-‑]/g, " ").replaceAll("’", "'");

const wordsIn = (typed: string): readonly string[] =>
  plain(typed)
    .split(/\s+/)
    .filter((w) => w !== "");

const hasAll = (text: string, words: readonly string[]): boolean => words.every((w) => plain(text).includes(w));

/** Articles that have every word that was typed: those with all of them in the title first, then as they are read. */
export function articlesWith(typed: string): readonly Article[] {
  const words = wordsIn(typed);
  const found = ARTICLES.filter((a) => hasAll([a.title, a.group, ...a.paragraphs, ...a.terms].join(" "), words));
  const inTitle = (a: Article): boolean => hasAll(a.title, words);
  return [...found.filter(inTitle), ...found.filter((a) => !inTitle(a))];
}

/** Words of the glossary that have what was typed in their name or meaning, by name first. */
export function wordsWith(typed: string): readonly Word[] {
  const words = wordsIn(typed);
  const named = WORDS.filter((w) => hasAll(w, words));
  return [...named, ...WORDS.filter((w) => !named.includes(w) && hasAll(GLOSSARY[w], words))];
}
