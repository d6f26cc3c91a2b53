import type { FieldId, Found } from "./proposal-fields.ts";
import { type ProposalText, passage } from "./proposal-text.ts";

/**
 * Terms of a proposal beside its price: what would be given up by signing. Each is a sentence that a person reads; a
 * sentence with a "not" in it is never taken for a yes.
 */

type TermField = Extract<
  FieldId,
  | "payWithin"
  | "paymentInFull"
  | "release"
  | "noBalanceBill"
  | "interestWaived"
  | "confidential"
  | "precedent"
  | "waivesIdr"
  | "waivesAppeal"
>;

interface Rule {
  readonly field: TermField;
  readonly pattern: RegExp;
  readonly value: (said: string, m: RegExpMatchArray) => string;
  /** A "not" is part of the term itself. */
  readonly negative?: true;
}

/** Anything within one sentence; an amount's point does not end one. */
const gap = (most: number): string => `(?:[^.\\f]|\\.(?=\\d)){0,${most}}?`;
const yes = (): string => "yes";

const RULES: readonly Rule[] = [
  {
    field: "payWithin",
    pattern: new RegExp(
      `\\b(?:pay(?:ment|able|s)?|paid|remit(?:ted|tance)?|process(?:ed)?|issued?)\\b${gap(80)}\\b(?:within|in)\\s(\\d{1,3})\\s(business\\s|working\\s|calendar\\s)?days?\\b`,
      "gi",
    ),
    value: (_, m) => `${Number(m[1])} ${/business|working/i.test(m[2] ?? "") ? "business" : "calendar"} days`,
  },
  {
    field: "paymentInFull",
    pattern:
      /\b(?:as|constitutes?|considered|be)\s(?:full (?:and final )?payment|payment in full|paid in full)\b|\bpayment in full\b/gi,
    value: yes,
  },
  {
    field: "release",
    pattern: new RegExp(
      `\\breleas(?:e|es|ed|ing)\\b${gap(100)}\\b(?:claims?|liabilit(?:y|ies)|obligations?)\\b|\\bfull and final (?:settlement|release)\\b|\\baccord and satisfaction\\b`,
      "gi",
    ),
    value: (said) =>
      /\b(?:any and all|all|every)\s(?:other\s|future\s|past\s){0,2}claims?\b/i.test(said)
        ? "all claims"
        : "these lines",
  },
  {
    field: "noBalanceBill",
    pattern: new RegExp(
      `\\b(?:not|never|no|waives?|refrain(?:s|ing)?|without)\\b${gap(50)}\\bbalance[- ]?bill(?:ed|ing)?\\b|\\bhold\\b${gap(40)}\\bharmless\\b`,
      "gi",
    ),
    value: yes,
    negative: true,
  },
  {
    field: "interestWaived",
    pattern: new RegExp(
      `\\bwaiv(?:e|es|ed|ing|er)\\b${gap(60)}\\b(?:interest|prompt[- ]pay(?:ment)? penalt(?:y|ies))\\b`,
      "gi",
    ),
    value: yes,
  },
  {
    field: "confidential",
    pattern: new RegExp(
      `\\b(?:terms?|amount|rate|agreement|proposal|settlement)\\b${gap(40)}\\b(?:is|are|be|remains?|kept|held)\\b${gap(20)}\\bconfidential\\b|\\b(?:keep|hold|maintain)\\b${gap(40)}\\bconfidential\\b`,
      "gi",
    ),
    value: yes,
  },
  {
    field: "precedent",
    pattern: new RegExp(
      `\\b(?:not|no)\\b${gap(50)}\\b(?:precedent|course of dealing)\\b|\\b(?:rate|price|terms?|agreement)\\b${gap(50)}\\b(?:future claims|all future|going forward)\\b`,
      "gi",
    ),
    value: (said) => (/precedent|course of dealing/i.test(said) ? "none" : "this code"),
    negative: true,
  },
  {
    field: "waivesIdr",
    pattern: new RegExp(
      `\\bwaiv(?:e|es|ed|ing|er)\\b${gap(80)}\\b(?:independent dispute|idr|dispute resolution|arbitration)\\b|\\bin lieu of\\b${gap(40)}\\b(?:idr|dispute resolution|arbitration)\\b`,
      "gi",
    ),
    value: yes,
  },
  {
    field: "waivesAppeal",
    pattern: new RegExp(`\\b(?:waiv(?:e|es|ed|ing|er)|forgo(?:es)?)\\b${gap(80)}\\bappeals?\\b`, "gi"),
    value: yes,
  },
];

const NOT = /\b(?:not|no|never|without|neither|nor|unless)\b/i;

/** Where a sentence begins: after the end of the one before, a blank line or a page. */
function sentenceStart(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 200), at);
  const ends = [...before.matchAll(/[.;!?]\s|\n\s*\n|\f/g)].at(-1);
  return at - before.length + (ends === undefined ? 0 : ends.index + ends[0].length);
}

export const termsFound = (t: ProposalText): readonly Found[] =>
  RULES.flatMap(({ field, pattern, value, negative }) =>
    [...t.text.matchAll(pattern)].map((m): Found => {
      const said = m[0].replace(/\s+/g, " ");
      const negated = negative !== true && NOT.test(`${t.text.slice(sentenceStart(t.text, m.index), m.index)} ${said}`);
      return {
        field,
        value: value(said, m),
        at: passage(t, m.index, m.index + m[0].length),
        sure: negated ? "unsure" : "likely",
        why: negated ? "the sentence holds a not: read it" : "by the words of the sentence",
      };
    }),
  );
