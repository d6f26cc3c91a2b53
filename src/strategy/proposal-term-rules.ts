import type { FieldId } from "./proposal-fields.ts";

/** The words by which each term is known. Patterns look within one sentence and are bounded, so that no text is slow. */
export interface TermRule {
  readonly field: FieldId;
  readonly pattern: RegExp;
  /** What it says; with a doubt where a person must look first. */
  readonly value: (
    sentence: string,
    m: RegExpMatchArray,
  ) => string | { readonly value: string; readonly doubt: string };
  /** A "not" is part of the term itself. */
  readonly negative?: true;
  /** The sentence must also speak of this, or must not. */
  readonly when?: RegExp;
  readonly unless?: RegExp;
}

/** Anything within one sentence; an amount's point does not end one. */
const gap = (most: number): string => `(?:[^.\\f]|\\.(?=\\d)){0,${most}}?`;
const of = (...parts: readonly string[]): RegExp => new RegExp(parts.join(""), "gi");
const yes = (): string => "yes";

const GIVE =
  "\\b(?:waiv(?:e|es|ed|ing|er)|for(?:e)?go(?:es|ing)?|relinquish(?:es|ed|ing)?|surrender(?:s|ed|ing)?|forfeit(?:s|ed|ing)?|giv(?:e|es|ing)\\sup|disclaims?)\\b";
const WILL_NOT =
  "\\b(?:(?:shall|will|may|agrees?|covenants?|promises?)\\s(?:not|never)|refrains?\\sfrom|(?:is|are)\\sbarred\\sfrom)\\b";
const DISPUTE =
  "\\b(?:independent\\sdispute|idr|dispute\\sresolution|arbitration|open\\snegotiations?|no\\ssurprises\\sact)\\b";
const APPEAL = "\\b(?:appeals?|grievances?|reconsiderations?|external\\sreviews?|administrative\\sremedies)\\b";
const SUIT = "\\b(?:lawsuits?|litigation|legal\\saction|causes?\\sof\\saction|jury|sue|court)\\b";
const INTEREST =
  "\\b(?:interest|prompt[- ]pay(?:ment)?(?:\\s(?:penalt(?:y|ies)|rights?|interest|remed(?:y|ies)))?|late[- ]pay(?:ment)?\\spenalt(?:y|ies))\\b";
const OTHERS =
  /\b(?:affiliat\w*|subsidiar\w*|parents?|successors?|assigns|agents|owners|employees|officers|related (?:entities|companies)|all (?:other )?patients)\b/i;
const WIDE =
  /\b(?:past|present|future|other|unknown|unasserted|of (?:any|every) (?:kind|nature)|whatsoever|beginning of (?:time|the world)|forever)\b/i;
const ALL =
  /\b(?:any and all|any|all|every)\s(?:(?:other|future|past|present|such|known|unknown|and|or|,)\s){0,6}(?:claims?|liabilit\w*|obligations?|demands?)\b/i;
const HERE =
  /\b(?:aris\w+ (?:out of|from)|relat\w+ to|for|in connection with|concerning|regarding|with respect to)\s(?:this|these|the (?:above|below)[- ]?(?:referenced|listed|captioned)?|the (?:referenced|listed|captioned|enclosed)|said|such)\s?(?:dates? of )?(?:services?|claims?|lines?|charges?|accounts?|bills?)\b/i;

/** How far a release goes. Words that narrow it are believed only by a person. */
function releases(sentence: string): string | { readonly value: string; readonly doubt: string } {
  if (HERE.test(sentence) && !WIDE.test(sentence) && !OTHERS.test(sentence))
    return ALL.test(sentence)
      ? { value: "these lines", doubt: "it says all claims and names these: read how far it goes" }
      : "these lines";
  return ALL.test(sentence) || WIDE.test(sentence) ? "all claims" : "these lines";
}

const RELEASES = of(
  `\\b(?:releas(?:e|es|ed|ing)|(?:forever\\s)?discharg(?:e|es|ed|ing)|acquits?)\\b${gap(160)}\\b(?:claims?|liabilit(?:y|ies)|obligations?|demands?|causes?\\sof\\saction)\\b`,
);
/** A release of papers and not of claims. */
const PAPERS =
  /\breleases?\s(?:of\s)?(?:information|records|funds|payment|phi|medical)\b|\bdate of discharge|discharged? (?:date|from the hospital|home)/i;

export const TERM_RULES: readonly TermRule[] = [
  {
    field: "payWithin",
    pattern: of(
      `\\b(?:pay(?:ment|able|s)?|paid|remit(?:ted|tance)?|process(?:ed)?|issued?)\\b${gap(80)}\\b(?:within|in)\\s(\\d{1,3})\\s(business\\s|working\\s|calendar\\s)?days?\\b`,
    ),
    value: (_, m) => `${Number(m[1])} ${/business|working/i.test(m[2] ?? "") ? "business" : "calendar"} days`,
  },
  {
    field: "paymentInFull",
    pattern:
      /\b(?:as|constitutes?|considered|be)\s(?:full (?:and final )?payment|payment in full|paid in full)\b|\bpayment in full\b/gi,
    value: yes,
  },
  { field: "release", pattern: RELEASES, value: releases, unless: PAPERS },
  {
    field: "release",
    pattern: /\bfull and final (?:settlement|release)\b|\baccord and satisfaction\b|\bgeneral release\b/gi,
    value: (sentence) => (/\bgeneral release\b/i.test(sentence) ? "all claims" : releases(sentence)),
  },
  { field: "releaseTimes", pattern: RELEASES, value: yes, unless: PAPERS, when: WIDE },
  { field: "releaseOthers", pattern: RELEASES, value: yes, unless: PAPERS, when: OTHERS },
  {
    field: "noBalanceBill",
    pattern: of(
      `\\b(?:not|never|no|waives?|refrain(?:s|ing)?|without|foregoes|forgoes)\\b${gap(60)}\\bbalance[- ]?bill(?:ed|ing)?\\b|\\b(?:not|never)\\s(?:to\\s)?(?:seek|collect|bill|pursue)\\b${gap(60)}\\bfrom\\sthe\\s(?:patient|member|enrollee|insured)\\b`,
    ),
    value: yes,
    negative: true,
  },
  {
    field: "noBalanceBill",
    pattern: of(
      `\\bhold\\b${gap(40)}\\b(?:patients?|members?|enrollees?|insureds?|beneficiar(?:y|ies))\\b${gap(20)}\\bharmless\\b`,
    ),
    value: yes,
    negative: true,
  },
  { field: "interestWaived", pattern: of(`${GIVE}${gap(80)}${INTEREST}`), value: yes },
  {
    field: "interestWaived",
    pattern:
      /\b(?:no|without)\s(?:\w+\s){0,3}(?:interest|prompt[- ]pay\w*(?: penalt\w+)?)\s(?:\w+\s){0,4}(?:due|owed|owing|payable|accrues?|paid)\b/gi,
    value: yes,
    negative: true,
  },
  {
    field: "confidential",
    pattern: of(
      `\\b(?:terms?|amount|rate|agreement|proposal|settlement|price)\\b${gap(40)}\\b(?:is|are|be|remains?|kept|held)\\b${gap(20)}\\bconfidential\\b|\\b(?:keep|hold|maintain)\\b${gap(40)}\\bconfidential\\b`,
    ),
    value: yes,
  },
  {
    field: "confidential",
    pattern: of(
      `${WILL_NOT}${gap(30)}\\b(?:disclos\\w*|reveal|disparage|publish|discuss|share)\\b${gap(60)}\\b(?:terms?|amounts?|rates?|agreement|settlement|price|existence|regulator|anyone|third)\\b`,
    ),
    value: yes,
    negative: true,
  },
  {
    field: "precedent",
    pattern: of(
      `\\b(?:not|no)\\b${gap(50)}\\b(?:precedent|course of dealing)\\b|\\b(?:rate|price|terms?|agreement)\\b${gap(50)}\\b(?:future claims|all future|subsequent claims|going forward)\\b`,
    ),
    value: (_, m) => (/precedent|course of dealing/i.test(m[0]) ? "none" : "this code"),
    negative: true,
  },
  { field: "waivesIdr", pattern: of(`${GIVE}${gap(120)}${DISPUTE}`), value: yes },
  { field: "waivesIdr", pattern: of(`\\bin\\s(?:lieu|place)\\sof\\b${gap(40)}${DISPUTE}`), value: yes },
  { field: "waivesIdr", pattern: of(`${WILL_NOT}${gap(80)}${DISPUTE}`), value: yes, negative: true },
  { field: "waivesAppeal", pattern: of(`${GIVE}${gap(120)}${APPEAL}`), value: yes },
  {
    field: "waivesAppeal",
    pattern: of(
      `${WILL_NOT}${gap(80)}${APPEAL}|\\bnot\\s(?:be\\s)?subject\\sto\\b${gap(40)}${APPEAL}|\\bno\\sfurther\\s(?:right\\sof\\s)?appeals?\\b`,
    ),
    value: yes,
    negative: true,
  },
  { field: "waivesSuit", pattern: of(`${GIVE}${gap(120)}${SUIT}`), value: yes },
  {
    field: "waivesSuit",
    pattern: of(`${WILL_NOT}(?:\\sto)?${gap(40)}${SUIT}|\\bcovenant\\snot\\sto\\ssue\\b`),
    value: yes,
    negative: true,
  },
  {
    field: "indemnity",
    pattern: of(
      `\\bindemnif(?:y|ies|ied|ying|ication)\\b|\\bindemnity\\b|\\bdefend\\b${gap(30)}\\bhold\\b${gap(40)}\\bharmless\\b`,
    ),
    value: yes,
  },
  {
    field: "indemnity",
    pattern: of(`\\bhold\\b${gap(80)}\\bharmless\\b`),
    value: yes,
    unless: /\bhold\b.{0,40}\b(?:patients?|members?|enrollees?|insureds?|beneficiar(?:y|ies))\b/i,
  },
  {
    field: "mostFavoured",
    pattern: of(
      `\\bmost[- ]favou?red\\b|\\b(?:lowest|best|lower|more\\sfavou?rable|no\\sless\\sfavou?rable)\\s(?:\\w+\\s){0,2}(?:rate|price|discount|terms?)s?\\b${gap(80)}\\b(?:any\\sother|other\\s(?:payers?|payors?|plans?)|anyone|extended\\sto|offered\\sto|accepted\\sfrom)\\b`,
    ),
    value: yes,
  },
  {
    field: "joinsNetwork",
    pattern: of(
      `\\b(?:agrees?\\sto|becom(?:e|es|ing)|deemed|considered|constitutes?|enroll?(?:s|ed|ment)?|joins?|shall\\sbe|treated\\sas|acknowledges?|elects?)\\b${gap(80)}(?<!non-|non )\\b(?:participating|participation|participates?|in-network|network|contracted)\\s(?:provider|agreement|status|facility|in|panel|contract)\\b`,
    ),
    value: yes,
    unless: /\b(?:out[- ]of[- ]network|non-?\s?participating) (?:provider|facility)\b(?!.*\bbecom)/i,
  },
  {
    field: "passedOn",
    pattern: of(
      `\\b(?:leas(?:e|es|ed|ing)|rent(?:s|ed|al)?|assign(?:s|ed)?|sell|sold|access(?:ed)?|extend(?:s|ed)?|ma(?:ke|de)\\savailable|shar(?:e|ed)|utiliz(?:e|ed)|appl(?:y|ied)|transfer(?:s|red)?)\\b${gap(100)}\\b(?:(?:other|any|its|their|third[- ]party|affiliated|additional)\\s(?:\\w+\\s){0,2}(?:payers?|payors?|plans?|entit(?:y|ies)|clients?|customers?|networks?|administrators?)|third\\spart(?:y|ies))\\b`,
    ),
    value: yes,
    when: /\b(?:rates?|discounts?|pricing|price|terms|agreement|reductions?)\b/i,
  },
  {
    field: "audit",
    pattern: of(
      `\\b(?:rights?\\sto|may|reserves?|shall|will|entitled\\sto|subject\\sto|agrees?\\sto|permits?)\\b${gap(80)}\\b(?:audit(?:s|ed)?|recoup(?:s|ed|ment)?|off-?set|set\\s?off|recover(?:y)?|take\\sback|takeback|clawback|recalculat(?:e|ion)|refund)\\b|\\b(?:audit|recoupment|offset)\\srights?\\b`,
    ),
    value: yes,
  },
  {
    field: "noEnd",
    pattern: of(
      `\\bindefinite(?:ly)?\\b|\\bin\\sperpetuity\\b|\\bperpetual(?:ly)?\\b|\\bevergreen\\b|\\bauto(?:matically)?[- ]?renew(?:s|al|ed)?\\b|\\buntil\\s(?:it\\sis\\s)?terminated\\b|\\b(?:remains?|continues?)\\sin\\s(?:full\\sforce\\sand\\s)?effect\\b|\\birrevocabl[ey]\\b`,
    ),
    value: yes,
  },
];
