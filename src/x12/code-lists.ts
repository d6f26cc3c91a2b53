import type { CodeList, ElementKey } from "./asks.ts";

/**
 * Lists of codes that several segments share, the common ones first: they are found first. Codes only: what they mean stands
 * where they are read.
 */

export const YES_NO: CodeList = "Y N";
/** Yes, no, not applicable. */
export const YES_NO_NONE: CodeList = "Y N W";
/** Groups of adjustments. */
export const GROUPS: CodeList = "CO PR OA PI CR";
/** Procedure code sets of a claim's line. */
export const PROCEDURES: CodeList = "ER HC HP IV WK";
/** Entities that a party may be: a person, an organization. */
export const PERSON: CodeList = "1";
export const ORGANIZATION: CodeList = "2";
export const EITHER: CodeList = "1 2";
/** The national provider identifier. */
export const NPI: CodeList = "XX";
export const MEMBER: CodeList = "II MI";
export const PLAN: CodeList = "PI XV";
/** Qualifiers of a provider's other numbers. */
export const PROVIDER_NUMBERS: CodeList = "0B 1G G2 LU";
/** Qualifiers of a payer's other numbers. */
export const PAYER_NUMBERS: CodeList = "2U EI FY NF";
export const RESPONSIBILITY: CodeList = "P S T A B C D E F G H U";
export const FILING: CodeList = "CI 12 HM BL 13 14 15 16 17 11 MA MB MC AM CH DS FI LM OF TV VA WC ZZ";
export const MEDICARE_SECONDARY: CodeList = "12 13 14 15 16 41 42 43 47";
export const RELATIONS: CodeList = "01 18 19 20 21 39 40 53 G8";
export const DATE_FORMS: CodeList = "D8 RD8 DT TM TS RTM UN";
/** How an attachment is sent. */
export const SENDINGS: CodeList = "AA BM EL EM FT FX";
export const DELAYS: CodeList = "1 2 3 4 5 6 7 8 9 10 11 15";

/** The contact numbers of a PER. */
export const CONTACTS = { 3: "TE EM FX", 5: "EX TE EM FX", 7: "EX TE EM FX" } as const;

/** The same list for the first component of each of these elements. */
export function qualifiers(elements: readonly number[], list: CodeList): Readonly<Record<ElementKey, CodeList>> {
  return Object.fromEntries(elements.map((i) => [`${i}-1`, list] as const)) as Record<ElementKey, CodeList>;
}

/** The elements of an HI: the first, and those behind it. */
export const FIRST = [1] as const;
export const ELEVEN = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
