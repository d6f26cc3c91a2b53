/**
 * How a person's own words to the other side sound: threats, absolutes, insults, a "final" nobody proved, words that give a
 * right away or admit that the price was right, and what of the patient does not belong. Pure: it points at a place and says
 * a calmer way; what is done about it is the writer's. It reads words, not meaning, so it warns and refuses nothing.
 */

export const TONE_KINDS = ["threat", "absolute", "insult", "final", "waives", "admits", "patient"] as const;
export type ToneKind = (typeof TONE_KINDS)[number];

export interface ToneFinding {
  readonly kind: ToneKind;
  /** Where it stands: first character, and one past the last. */
  readonly from: number;
  readonly to: number;
  readonly words: string;
  /** What is wrong with it, and what to write in its place. */
  readonly says: string;
  readonly calmer: string;
  /** Words that give something away are confirmed before they are kept. */
  readonly confirm: boolean;
}

interface Rule {
  readonly kind: ToneKind;
  /** Written for whole words, without regard to case. */
  readonly words: string;
  readonly says: string;
  readonly calmer: string;
}

const RULES: readonly Rule[] = [
  {
    kind: "threat",
    words:
      "(?:we|i)(?:'ll| will| shall| are going to) (?:sue|report|expose|ruin|destroy|go to the (?:press|media|papers))|or else|you(?:'ll| will) (?:regret|pay for|be sorry)|see you in court|legal action|bad faith lawsuit|(?:we|i) (?:have|got) your (?:license|job)",
    says: "It threatens.",
    calmer: 'Name the right and its day instead: "We keep our right to start the dispute, through January 12."',
  },
  {
    kind: "absolute",
    words:
      "never(?! (?:again due|agreed|consented|received|signed))|always|every single time|under no circumstances|no one (?:ever )?pays|nobody (?:ever )?pays|totally|absolutely|completely unacceptable|100 ?%|obviously|clearly|undeniabl[ey]|without any doubt",
    says: "It claims more than can be shown.",
    calmer: 'Say what is so and where it stands: "The remittance of November 2 shows ..."',
  },
  {
    kind: "insult",
    words:
      "ridiculous|insulting|joke|laughable|incompetent|stupid|idiot(?:ic|s)?|liar|lying|dishonest|shameful|outrageous|disgrace(?:ful)?|crooks?|thieves|stealing|scam|pathetic|clueless|lazy|garbage",
    says: "It is about the person and not about the price.",
    calmer: 'Say what is missing: "The offer does not name what it is reckoned from."',
  },
  {
    kind: "final",
    words:
      "final offer|last offer|take it or leave it|last and final|best and final|not (?:a|one) (?:cent|penny|dollar) (?:more|less)|non-?negotiable",
    says: "Nothing shows that it is the last word.",
    calmer: 'Mark the offer as final where it is one, or write: "This offer stands through December 4."',
  },
  {
    kind: "waives",
    words:
      "(?:we|i) (?:hereby )?(?:waive|release|relinquish|give up|forgo|surrender)|payment in full|in full (?:and final )?(?:satisfaction|settlement)|full and final|accord and satisfaction|(?:we|i) (?:will|shall) not (?:appeal|dispute|file|pursue)|no further (?:claim|recourse|action)s?|hold (?:you |the plan )?harmless|write(?:-| )?off the (?:balance|rest)",
    says: "It gives a right away.",
    calmer: "Leave it out; what is released stands in the terms of the offer, and nowhere else.",
  },
  {
    kind: "admits",
    words:
      "(?:your|the|this) (?:allowed amount|allowable|payment|price|pricing|rate|qpa) (?:is|was|seems|looks) (?:right|correct|fair|reasonable|accurate)|correctly (?:priced|paid|allowed)|(?:we|i) agree (?:with|that) (?:the|your) (?:allowed|allowable|pricing|price|rate|qpa)|we (?:over|up)(?:charged|coded)|our (?:charge|bill|price) (?:is|was) (?:too )?(?:high|excessive)|our (?:mistake|error)",
    says: "It admits that the price was right.",
    calmer: "Write what is offered and why, and that it is made to settle.",
  },
  {
    kind: "patient",
    words:
      "diagnos(?:is|es|ed)|hiv|aids|cancer|tumou?r|overdose|suicid(?:e|al)|depress(?:ion|ed)|bipolar|schizophren\\w+|addict(?:ion|ed)?|alcoholi\\w+|pregnan\\w+|miscarriage|abortion|psychiatric|rehab|drug use|intoxicated|date of birth|dob|ssn|social security(?: number)?|medical record number|mrn|\\d{3}-\\d{2}-\\d{4}|patient(?:'s)? (?:name|address|phone) (?:is|:)",
    says: "It tells of the patient's health or identity.",
    calmer: "Send records by the way records go; a letter names the claim number alone.",
  },
];

const COMPILED = RULES.map((r) => ({
  ...r,
  find: new RegExp(`(?<![\\p{L}\\p{N}])(?:${r.words})(?![\\p{L}\\p{N}])`, "giu"),
}));

/** Longer text is looked at up to here; a note has four thousand characters. */
const MOST_TEXT = 20_000;

/** Words in capitals that shout: four letters and more, twice in a row. */
const SHOUTS = /(?<![\p{L}\p{N}])\p{Lu}{4,}(?:[ ,]+\p{Lu}{3,})+(?![\p{L}\p{N}])|[!?]{2,}/gu;

/** What is worth another look in a text, in its order. */
export function toneOf(text: string): readonly ToneFinding[] {
  const read = text.slice(0, MOST_TEXT).replaceAll("\u2019", "'");
  const found: ToneFinding[] = COMPILED.flatMap(({ kind, find, says, calmer }) =>
    [...read.matchAll(find)].map((m) => ({
      ...{ kind, from: m.index, to: m.index + m[0].length, words: text.slice(m.index, m.index + m[0].length) },
      ...{ says, calmer, confirm: kind === "waives" || kind === "admits" },
    })),
  );
  const shouts = [...read.matchAll(SHOUTS)].map(
    (m): ToneFinding => ({
      ...{ kind: "threat", from: m.index, to: m.index + m[0].length, words: m[0], confirm: false },
      says: "It shouts.",
      calmer: "Write it as a plain sentence.",
    }),
  );
  return [...found, ...shouts].sort((a, b) => a.from - b.from || b.to - a.to);
}
