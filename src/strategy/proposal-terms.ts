import type { Found } from "./proposal-fields.ts";
import { denies, sentenceAt, sentenceStart } from "./proposal-sentence.ts";
import { TERM_RULES, type TermRule } from "./proposal-term-rules.ts";
import type { ProposalText } from "./proposal-text.ts";

/**
 * Terms of a proposal beside its price: what would be given up by signing. Each is a sentence that a person reads, quoted
 * whole; a sentence with a "not" in it is never taken for a yes, and of two readings the wider one is shown.
 */

/** Words of a sentence that keep a right, or say how it is to be read. */
const KEEPS = /\b(?:nothing|construed|reserves?|retains?|preserves?)\b/i;

/** "Nobody" and "no" before the words, or inside them, make it a no; where the "not" is the term, only what keeps the right. */
function isDenied(rule: TermRule, sentence: string, upTo: string): boolean {
  if (rule.negative === true) return KEEPS.test(sentence);
  return denies(upTo) || /\bconstrued\b/i.test(sentence);
}

const FREE_SPACE = /\s+/g;

function found(t: ProposalText, rule: TermRule, m: RegExpMatchArray & { readonly index: number }): Found | undefined {
  const [from, to] = [m.index, m.index + m[0].length];
  const at = sentenceAt(t, from, to);
  const sentence = t.text.slice(at.from, at.to).replace(FREE_SPACE, " ");
  if (rule.when?.test(sentence) === false || rule.unless?.test(sentence) === true) return undefined;
  const upTo = t.text.slice(sentenceStart(t.text, from), to).replace(FREE_SPACE, " ");
  const denied = isDenied(rule, sentence, upTo);
  const read = rule.value(sentence, m);
  const value = typeof read === "string" ? read : read.value;
  const doubt = denied ? "the sentence holds a not: read it" : typeof read === "string" ? undefined : read.doubt;
  return {
    ...{ field: rule.field, value, at, sure: doubt === undefined ? "likely" : "unsure" },
    why: doubt ?? "by the words of the sentence",
  };
}

export const termsFound = (t: ProposalText): readonly Found[] =>
  TERM_RULES.flatMap((rule) => [...t.text.matchAll(rule.pattern)].flatMap((m) => found(t, rule, m) ?? []));
