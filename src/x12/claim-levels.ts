import type { CodeList } from "./asks.ts";
import {
  CONTACTS,
  DATE_FORMS,
  EITHER,
  FILING,
  GROUPS,
  MEDICARE_SECONDARY,
  MEMBER,
  NPI,
  ORGANIZATION,
  PAYER_NUMBERS,
  PERSON,
  PLAN,
  RELATIONS,
  RESPONSIBILITY,
  SENDINGS,
  YES_NO,
  YES_NO_NONE,
} from "./code-lists.ts";
import type { Kinds, LoopRule, SegmentRule } from "./grammar.ts";

/**
 * What every 837 shares: its levels from the submitter to the patient, and the segments of its loops. Loops of 4010 are
 * named as 5010 names them.
 */

export const N2 = { id: "N2", name: "More of the name", once: true } satisfies SegmentRule;
export const N3 = { id: "N3", name: "Street", once: true, needs: [1] } satisfies SegmentRule;
export const N4 = { id: "N4", name: "City, state, ZIP", once: true, needs: [1] } satisfies SegmentRule;
export const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
export const PER = {
  id: "PER",
  name: "Contact",
  needs: [1],
  codes5010: { 1: "IC", ...CONTACTS },
} satisfies SegmentRule;
export const DMG = {
  id: "DMG",
  name: "Birth and sex",
  once: true,
  needs5010: [1, 2, 3],
  codes5010: { 1: "D8", 3: "F M U" },
} satisfies SegmentRule;
export const DTP = { id: "DTP", name: "Date", needs: [1, 2, 3], codes: { 2: DATE_FORMS } } satisfies SegmentRule;
export const AMT = { id: "AMT", name: "Amount", needs: [1, 2] } satisfies SegmentRule;
export const CAS = {
  id: "CAS",
  name: "Adjustments",
  most: 5,
  needs: [1, 2, 3],
  codes: { 1: GROUPS },
} satisfies SegmentRule;
export const PWK = {
  id: "PWK",
  name: "Attachment",
  most: 10,
  needs5010: [1, 2],
  codes5010: { 2: SENDINGS },
} satisfies SegmentRule;
export const K3 = { id: "K3", name: "Text for the payer", most: 10, needs5010: [1] } satisfies SegmentRule;
export const NTE = { id: "NTE", name: "Note", needs: [1, 2] } satisfies SegmentRule;
export const HCP = { id: "HCP", name: "Repricing", once: true, needs5010: [1, 2] } satisfies SegmentRule;
export const CN1 = {
  id: "CN1",
  name: "Contract",
  once: true,
  needs5010: [1],
  codes5010: { 1: "01 02 03 04 05 06 09" },
} satisfies SegmentRule;
export const CRC = {
  id: "CRC",
  name: "Conditions",
  needs5010: [1, 2, 3],
  codes5010: { 2: YES_NO },
} satisfies SegmentRule;
export const BHT = {
  id: "BHT",
  name: "Start of the set",
  required: true,
  once: true,
  needs: [1, 2, 3, 4, 6],
  needs5010: [5],
  codes: { 1: "0019" },
  codes5010: { 2: "00 18", 6: "CH RP 31" },
  shapes: { 4: "day" },
} satisfies SegmentRule;
export const ADDRESS = [
  { ...N3, required: true },
  { ...N4, required: true },
] as const;

export const prv = (role: CodeList): SegmentRule => ({
  id: "PRV",
  name: "Specialty",
  once: true,
  needs: [1],
  needs5010: [2, 3],
  codes5010: { 1: role, 2: "PXC" },
});

/** A segment whose qualifiers 5010 lists. */
export const of = (rule: SegmentRule, kinds: Omit<Kinds, "at">): SegmentRule => ({
  ...rule,
  kinds: { at: 1, ...kinds },
});

/** What may be said in the NM1 of a party: who it is, person or organization, and by which number. */
export interface Named {
  readonly kind: CodeList;
  /** Qualifiers of its number; without them the number is not asked after. */
  readonly ids?: CodeList;
  readonly needs?: readonly number[];
}

export const named = (codes: readonly string[], name: string, more: Named): SegmentRule => ({
  id: "NM1",
  name,
  once: true,
  required: true,
  needs: [1, 2],
  needs5010: more.needs ?? [],
  when: { at: 1, codes },
  codes: { 2: EITHER },
  codes5010: { 2: more.kind, ...(more.ids !== undefined && { 8: more.ids }) },
});

/** A party whose role the guide does not list in its place. */
export const other = (loop: string): LoopRule => ({
  loop,
  name: "Other party",
  unlisted: true,
  segments: [
    { id: "NM1", name: "Party" },
    { ...N2, once: false },
    { id: "N3", name: "Street" },
    { id: "N4", name: "City, state, ZIP" },
    { id: "DMG", name: "Birth and sex" },
    { id: "REF", name: "Reference number" },
    { id: "PER", name: "Contact" },
    { id: "PRV", name: "Specialty" },
  ],
});

const SUBMITTER = {
  loop: "1000A",
  name: "Submitter",
  required: true,
  once: true,
  segments: [
    named(["41"], "Submitter", { kind: EITHER, ids: "46", needs: [3, 8, 9] }),
    N2,
    { ...PER, required: true, most: 2, needs5010: [3, 4] },
  ],
} satisfies LoopRule;

const RECEIVER = {
  loop: "1000B",
  name: "Receiver",
  required: true,
  once: true,
  segments: [named(["40"], "Receiver", { kind: ORGANIZATION, ids: "46", needs: [3, 8, 9] }), N2],
} satisfies LoopRule;

const patientLevel = (claim: LoopRule): LoopRule => ({
  loop: "2000C",
  name: "Patient",
  record: true,
  segments: [
    level("23", "Patient level", [1, 2, 3]),
    {
      id: "PAT",
      name: "Patient",
      required: true,
      once: true,
      needs5010: [1],
      codes5010: { 1: "01 19 20 21 39 40 53 G8", 5: "D8", 7: "01", 9: YES_NO },
    },
  ],
  loops: [
    {
      loop: "2010CA",
      name: "Patient",
      required: true,
      once: true,
      segments: [
        named(["QC"], "Patient", { kind: PERSON, needs: [3] }),
        N2,
        ...ADDRESS,
        { ...DMG, required: true },
        of(REF, { once: "Y4 SY 1W" }),
        { ...PER, once: true },
      ],
    },
    other("2010"),
    claim,
  ],
});

const level = (code: string, name: string, needs: readonly number[]): SegmentRule => ({
  id: "HL",
  name,
  required: true,
  needs,
  when: { at: 3, codes: [code] },
  codes: { 4: "0 1" },
});

const subscriberLevel = (claim: LoopRule, patient: LoopRule): LoopRule => ({
  loop: "2000B",
  name: "Subscriber",
  record: true,
  segments: [
    level("22", "Subscriber level", [1, 2, 3, 4]),
    {
      id: "SBR",
      name: "Subscriber",
      required: true,
      once: true,
      needs: [1],
      codes5010: { 1: RESPONSIBILITY, 2: "18", 5: MEDICARE_SECONDARY, 9: FILING },
    },
    { id: "PAT", name: "Patient", once: true, codes5010: { 5: "D8", 7: "01", 9: YES_NO } },
  ],
  loops: [
    {
      loop: "2010BA",
      name: "Subscriber",
      required: true,
      once: true,
      segments: [
        named(["IL"], "Subscriber", { kind: EITHER, ids: MEMBER, needs: [3] }),
        N2,
        N3,
        N4,
        DMG,
        of(REF, { once: "SY Y4" }),
        { ...PER, once: true },
      ],
    },
    {
      loop: "2010BB",
      name: "Payer",
      required: true,
      once: true,
      segments: [
        named(["PR"], "Payer", { kind: ORGANIZATION, ids: PLAN, needs: [3, 8, 9] }),
        N2,
        N3,
        N4,
        of(REF, { any: `${PAYER_NUMBERS} G2 LU` }),
      ],
    },
    {
      loop: "2010BC",
      name: "Responsible person",
      segments: [named(["QD"], "Responsible person", { kind: EITHER }), N2, N3, N4],
    },
    { loop: "2010BD", name: "Card holder", segments: [named(["AO"], "Card holder", { kind: EITHER }), N2, REF] },
    other("2010"),
    claim,
    patient,
  ],
});

/** The other subscriber of a claim: SBR and what 2320 says of the coverage. */
export const OTHER_SBR = {
  id: "SBR",
  name: "Other subscriber",
  required: true,
  once: true,
  needs: [1],
  codes5010: { 1: RESPONSIBILITY, 2: RELATIONS, 5: MEDICARE_SECONDARY, 9: FILING },
} satisfies SegmentRule;
export const OI = {
  id: "OI",
  name: "Coverage answers",
  required: true,
  once: true,
  needs5010: [3, 6],
  codes5010: { 3: YES_NO_NONE, 4: "P", 6: "I Y" },
} satisfies SegmentRule;
export const OTHER_PARTIES = [
  {
    loop: "2330A",
    name: "Other subscriber",
    required: true,
    once: true,
    segments: [
      named(["IL"], "Other subscriber", { kind: EITHER, ids: MEMBER, needs: [3] }),
      N2,
      N3,
      N4,
      of(REF, { any: "SY" }),
    ],
  },
  {
    loop: "2330B",
    name: "Other payer",
    required: true,
    once: true,
    segments: [
      named(["PR"], "Other payer", { kind: ORGANIZATION, ids: PLAN, needs: [3, 8, 9] }),
      N2,
      N3,
      N4,
      PER,
      { ...of(DTP, { once: "573" }), codes5010: { 2: "D8" } },
      of(REF, { any: PAYER_NUMBERS, once: "G1 9F T4 F8" }),
    ],
  },
] as const satisfies readonly LoopRule[];

const billingLevel = (subscriber: LoopRule): LoopRule => ({
  loop: "2000A",
  name: "Billing provider",
  record: true,
  required: true,
  segments: [
    { ...level("20", "Billing provider level", [1, 3, 4]) },
    prv("BI"),
    { id: "CUR", name: "Currency", once: true, needs5010: [1, 2] },
  ],
  loops: [
    {
      loop: "2010AA",
      name: "Billing provider",
      required: true,
      once: true,
      segments: [
        named(["85"], "Billing provider", { kind: EITHER, ids: NPI, needs: [3] }),
        N2,
        ...ADDRESS,
        { ...of(REF, { once: "EI SY", any: "0B 1G" }), required: "5010" },
        { ...PER, most: 2 },
      ],
    },
    {
      loop: "2010AB",
      name: "Pay-to address",
      once: true,
      segments: [named(["87"], "Pay-to address", { kind: EITHER }), N2, ...ADDRESS, REF],
    },
    {
      loop: "2010AC",
      name: "Pay-to plan",
      once: true,
      segments: [
        named(["PE"], "Pay-to plan", { kind: ORGANIZATION, ids: PLAN, needs: [3, 8, 9] }),
        N2,
        N3,
        N4,
        of(REF, { any: PAYER_NUMBERS }),
      ],
    },
    other("2010"),
    subscriber,
  ],
});

/** The loops of a set of claims around the loop of one claim. */
export function claimLevels(claim: LoopRule): readonly LoopRule[] {
  const patient = patientLevel(claim);
  const subscriber = subscriberLevel(claim, patient);
  // A level or a claim without the level above it is read all the same: claims are never dropped for their frame.
  return [
    SUBMITTER,
    RECEIVER,
    billingLevel({ ...subscriber, required: true }),
    { ...subscriber, unlisted: true },
    { ...patient, unlisted: true },
    { ...claim, unlisted: true },
  ];
}
