import { GROUPS, REASONS, REMARKS } from "./adjustment-table.ts";

/**
 * What an adjustment on a remittance asks of the biller. `patient`: the patient owes it. `contractual`: a write-off under
 * a contract or law. `fix`: correct or complete the claim. `argue`: the payer made a judgement that can be answered.
 * `elsewhere`: another payer or period. `price`: the payer set a lower price. `none`: nothing to do.
 */
export type Answer = "patient" | "contractual" | "fix" | "argue" | "elsewhere" | "price" | "none";

export interface Meaning {
  /** Parley's own words. The official lists are X12's. */
  readonly words: string;
  readonly answer: Answer;
}

export interface GroupMeaning {
  readonly words: string;
  /** How to read the group where no contract exists. */
  readonly withoutContract: string;
}

/** What a reason asks for in a word, and what to do next. */
export interface NextAct {
  readonly tag: string;
  readonly act: string;
}

const NEXT: { readonly [A in Answer]: NextAct | undefined } = {
  fix: { tag: "Can be fixed", act: "Correct the claim and send it again, before the plan's day for corrected claims." },
  argue: {
    tag: "Can be argued",
    act: "Appeal, with what answers the payer's judgement: records, notes, the plan's own words.",
  },
  patient: { tag: "Patient's share", act: "Bill it to the patient, as far as the law allows." },
  contractual: {
    tag: "Contract",
    act: "Look whether a contract or law takes it off. Without one it is not written off.",
  },
  elsewhere: { tag: "Elsewhere", act: "Bill the payer or the period it names." },
  price: { tag: "Price", act: "Negotiate the price, or dispute it while a right is open." },
  none: undefined,
};

/** What a CARC asks to be done next; undefined where nothing is, and for a number we have no words for. */
export function nextOf(reason: string): NextAct | undefined {
  const answer = reasonMeaning(reason)?.answer;
  return answer === undefined ? undefined : NEXT[answer];
}

const clean = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/^0+(?=.)/, "");
function find<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  // As nearly every file writes them; cleaning is for the rest.
  if (Object.hasOwn(table, code)) return table[code];
  const tidy = clean(code);
  return Object.hasOwn(table, tidy) ? table[tidy] : undefined;
}

/** CAS01: CO, PR, OA, PI, CR. */
export const groupMeaning = (code: string): GroupMeaning | undefined => find(GROUPS, code);
/** CAS02 and its repeats: the claim adjustment reason. */
export const reasonMeaning = (code: string): Meaning | undefined => find(REASONS, code);
/** LQ02, MOA and MIA: the remark. */
export const remarkMeaning = (code: string): Meaning | undefined => find(REMARKS, code);

/** Whether the biller can mend this without the payer changing its mind. */
export const isFixable = (code: string): boolean => reasonMeaning(code)?.answer === "fix";
export const isArguable = (code: string): boolean => reasonMeaning(code)?.answer === "argue";
/** Deductible, coinsurance, copay and their kin: paid in full as far as the plan goes, and no denial. */
export const isPatientShare = (code: string): boolean => reasonMeaning(code)?.answer === "patient";

/** Reasons a billing system posts as a contractual write-off by habit: 45 and kin. */
const WRITE_OFF_REASONS: ReadonlySet<string> = new Set([
  "24",
  "42",
  "44",
  "45",
  "104",
  "131",
  "144",
  "147",
  "172",
  "253",
]);

/** CO with a price reason is posted as a write-off by most systems, contract or not. */
export const looksContractual = (group: string, reason: string): boolean =>
  clean(group) === "CO" && WRITE_OFF_REASONS.has(clean(reason));
