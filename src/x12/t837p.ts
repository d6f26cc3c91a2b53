import {
  ADDRESS,
  AMT,
  BHT,
  CAS,
  CN1,
  CRC,
  claimLevels,
  DMG,
  DTP,
  HCP,
  K3,
  N2,
  N3,
  N4,
  NTE,
  named,
  OI,
  OTHER_PARTIES,
  OTHER_SBR,
  of,
  other,
  PER,
  PWK,
  prv,
  REF,
} from "./claim-levels.ts";
import { professionalClaims } from "./claim-reader.ts";
import {
  DELAYS,
  EITHER,
  ELEVEN,
  FIRST,
  NPI,
  ORGANIZATION,
  PERSON,
  PROCEDURES,
  PROVIDER_NUMBERS,
  qualifiers,
  SENDINGS,
  YES_NO,
  YES_NO_NONE,
} from "./code-lists.ts";
import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";
import { grammarOf4010 } from "./older.ts";
import { transaction } from "./set-reader.ts";

/** The professional claim, 837P, of 5010 (005010X222 and its addenda) and of 4010 (004010X098). */

const NUMBERS = of(REF, { any: PROVIDER_NUMBERS });
const DAYS = { ...DTP, codes5010: { 2: "D8 RD8" } } satisfies SegmentRule;

/** A provider as another payer knows it: by name and numbers of its own. */
const there = (loop: string, codes: readonly string[], name: string, kind: string): LoopRule => ({
  loop,
  name: `Other payer's ${name}`,
  once: true,
  segments: [named(codes, `${name} there`, { kind }), { ...NUMBERS, most: 3 }],
});

const OTHER_PAYER = {
  loop: "2320",
  name: "Other coverage of the patient",
  most: 10,
  segments: [
    OTHER_SBR,
    CAS,
    of(AMT, { once: "D A8 EAF F2" }),
    DMG,
    OI,
    { id: "MOA", name: "Outpatient adjudication", once: true },
  ],
  loops: [
    ...OTHER_PARTIES,
    {
      loop: "2330C",
      name: "Other payer's patient",
      once: true,
      segments: [named(["QC"], "Patient there", { kind: EITHER }), REF],
    },
    {
      loop: "2330C",
      name: "Other payer's referring provider",
      most: 2,
      segments: [named(["DN", "P3"], "Referring there", { kind: PERSON }), { ...NUMBERS, most: 3 }],
    },
    there("2330D", ["82"], "rendering provider", EITHER),
    there("2330E", ["77", "FA", "LI", "TL"], "facility", ORGANIZATION),
    there("2330F", ["DQ"], "supervising provider", PERSON),
    there("2330G", ["85", "QB"], "billing provider", EITHER),
    other("2330"),
  ],
} satisfies LoopRule;

const ambulance = (loop: string, code: string, name: string): LoopRule => ({
  loop,
  name,
  once: true,
  segments: [named([code], name, { kind: ORGANIZATION }), N3, N4],
});

const LINE_SEGMENTS: LoopRule["segments"] = [
  { id: "LX", name: "Line number", required: true, once: true, needs: [1] },
  {
    id: "SV1",
    name: "Professional service",
    required: true,
    once: true,
    needs: [1, 2, 3, 4, "1-1", "1-2"],
    needs5010: [7],
    codes5010: { "1-1": PROCEDURES, 3: "UN MJ", 9: YES_NO, 11: YES_NO, 12: YES_NO, 15: "0" },
    shapes: { 5: "99" },
  },
  { id: "SV4", name: "Drug" },
  { id: "SV5", name: "Equipment", once: true },
  { ...PWK, codes5010: { 2: `${SENDINGS} AB AD AF AG NS` } },
  { id: "CR1", name: "Ambulance", once: true },
  { id: "CR2", name: "Spinal treatment" },
  { id: "CR3", name: "Equipment certificate", once: true },
  { id: "CR5", name: "Oxygen" },
  of(CRC, { once: "70 09", most: { "07": 3 } }),
  {
    ...of(DAYS, { once: "472 471 607 463 461 304 011 455 454", most: { 738: 2, 739: 2 } }),
    required: true,
  },
  { ...of({ id: "QTY", name: "Quantity", needs: [1, 2] }, { once: "PT FL" }) },
  { id: "MEA", name: "Test result", most: 5, needs5010: [1, 2, 3] },
  CN1,
  of(REF, { once: "6R 9B 9D X4 F4 EW BT", most: { G1: 5, "9F": 5 } }),
  of(AMT, { once: "T F4" }),
  K3,
  { ...of(NTE, { once: "ADD DCP TPO" }), most: 2 },
  { id: "PS1", name: "Purchased service", once: true, needs5010: [1, 2] },
  { id: "HSD", name: "Delivery of care" },
  HCP,
];

const LINE_PARTIES: readonly LoopRule[] = [
  {
    loop: "2420A",
    name: "Rendering provider of the line",
    once: true,
    segments: [named(["82"], "Rendering provider", { kind: EITHER, ids: NPI, needs: [3] }), N2, prv("PE"), NUMBERS],
  },
  {
    loop: "2420B",
    name: "Purchased service provider of the line",
    once: true,
    segments: [named(["QB"], "Purchased service provider", { kind: EITHER, ids: NPI }), NUMBERS],
  },
  {
    loop: "2420C",
    name: "Facility of the line",
    once: true,
    segments: [
      named(["77", "FA", "LI", "TL"], "Facility", { kind: ORGANIZATION, ids: NPI, needs: [3] }),
      N2,
      { ...N3, required: "5010" },
      { ...N4, required: "5010" },
      NUMBERS,
    ],
  },
  {
    loop: "2420D",
    name: "Supervising provider of the line",
    once: true,
    segments: [named(["DQ"], "Supervising provider", { kind: PERSON, ids: NPI, needs: [3] }), N2, NUMBERS],
  },
  {
    loop: "2420E",
    name: "Ordering provider",
    once: true,
    segments: [
      named(["DK"], "Ordering provider", { kind: PERSON, ids: NPI, needs: [3] }),
      N2,
      N3,
      N4,
      NUMBERS,
      { ...PER, once: true },
    ],
  },
  {
    loop: "2420F",
    name: "Referring provider of the line",
    most: 2,
    segments: [
      named(["DN", "P3"], "Referring provider", { kind: PERSON, ids: NPI, needs: [3] }),
      N2,
      prv("RF"),
      NUMBERS,
    ],
  },
  ambulance("2420G", "PW", "Ambulance pick-up of the line"),
  ambulance("2420H", "45", "Ambulance drop-off of the line"),
  {
    loop: "2420G",
    name: "Other payer's authorization",
    segments: [named(["PR"], "Other payer", { kind: ORGANIZATION }), REF],
  },
  other("2420"),
];

const LINE = {
  loop: "2400",
  name: "Service line",
  required: true,
  most: 50,
  segments: LINE_SEGMENTS,
  loops: [
    {
      loop: "2410",
      name: "Drug",
      segments: [
        { id: "LIN", name: "Drug code", needs: [2, 3] },
        {
          id: "CTP",
          name: "Drug quantity",
          once: true,
          required: "5010",
          needs5010: [4, 5],
          codes5010: { "5-1": "UN ML GR ME F2" },
        },
        of(REF, { once: "VY XZ" }),
      ],
    },
    ...LINE_PARTIES,
    {
      loop: "2430",
      name: "Other payer's answer to the line",
      most: 15,
      segments: [
        { id: "SVD", name: "What it paid", needs: [1, 2], needs5010: [3, 5], codes5010: { "3-1": PROCEDURES } },
        CAS,
        { ...of(DTP, { once: "573" }), required: true, codes5010: { 2: "D8" } },
        { ...of(AMT, { once: "EAF" }), once: true },
      ],
    },
    {
      loop: "2440",
      name: "Form",
      segments: [
        { id: "LQ", name: "Form name", needs: [1], needs5010: [2], codes5010: { 1: "AS UT" } },
        { id: "FRM", name: "Answer", required: "5010", needs: [1], codes5010: { 2: YES_NO_NONE } },
      ],
    },
  ],
} satisfies LoopRule;

const CLM: SegmentRule = {
  id: "CLM",
  name: "Claim",
  required: true,
  once: true,
  needs: [1, 2, 5, 6, 8, "5-1", "5-3"],
  needs5010: [7, 9, "5-2"],
  codes5010: {
    "5-2": "B",
    6: YES_NO,
    7: "A B C",
    8: YES_NO_NONE,
    9: "Y I",
    10: "P",
    ...qualifiers([11], "AA EM OA"),
    "11-2": "AA EM OA",
    "11-3": "AA EM OA",
    12: "02 03 05 09",
    20: DELAYS,
  },
  shapes: { "5-1": "99", "5-3": "X" },
};

const DIAGNOSES = "ABK BK ABF BF BP BO BG";

const CLAIM = {
  loop: "2300",
  name: "Claim",
  record: true,
  most: 100,
  segments: [
    CLM,
    of(DAYS, {
      once: "435 431 439 096 454 304 453 484 455 471 314 360 361 297 296 444 050",
      most: { "090": 2, "091": 2 },
    }),
    PWK,
    CN1,
    of(AMT, { once: "F5" }),
    of(REF, { once: "D9 G1 EA F8 9F X4 4N F5 EW 9A 9C LX P4 1J" }),
    K3,
    { ...of(NTE, { once: "ADD CER DCP DGN TPO" }), most: 1 },
    { id: "CR1", name: "Ambulance", once: true },
    { id: "CR2", name: "Spinal treatment", once: true },
    of(CRC, { once: "75 ZZ", most: { "07": 3, E1: 3, E2: 3, E3: 3 } }),
    {
      id: "HI",
      name: "Diagnoses and other codes",
      required: "5010",
      most: 4,
      needs: [1],
      codes5010: { ...qualifiers(FIRST, DIAGNOSES), ...qualifiers(ELEVEN, `ABF BF ${DIAGNOSES}`) },
    },
    { id: "CR6", name: "Home health", once: true },
    HCP,
  ],
  loops: [
    {
      loop: "2305",
      name: "Home health plan",
      segments: [
        { id: "CR7", name: "Home health plan" },
        { id: "HSD", name: "Visits" },
      ],
    },
    {
      loop: "2310A",
      name: "Referring provider",
      most: 2,
      segments: [
        named(["DN", "P3"], "Referring provider", { kind: PERSON, ids: NPI, needs: [3] }),
        N2,
        prv("RF"),
        { ...NUMBERS, most: 3 },
      ],
    },
    {
      loop: "2310B",
      name: "Rendering provider",
      once: true,
      segments: [
        named(["82"], "Rendering provider", { kind: EITHER, ids: NPI, needs: [3] }),
        N2,
        prv("PE"),
        { ...NUMBERS, most: 4 },
      ],
    },
    {
      loop: "2310C",
      name: "Facility",
      once: true,
      segments: [
        named(["77", "FA", "LI", "TL"], "Facility", { kind: ORGANIZATION, ids: NPI, needs: [3] }),
        N2,
        ...ADDRESS,
        { ...NUMBERS, most: 3 },
        { ...PER, once: true },
      ],
    },
    {
      loop: "2310C",
      name: "Purchased service provider",
      once: true,
      segments: [named(["QB"], "Purchased service provider", { kind: EITHER }), REF],
    },
    {
      loop: "2310D",
      name: "Supervising provider",
      once: true,
      segments: [
        named(["DQ"], "Supervising provider", { kind: PERSON, ids: NPI, needs: [3] }),
        N2,
        { ...NUMBERS, most: 4 },
      ],
    },
    ambulance("2310E", "PW", "Ambulance pick-up"),
    ambulance("2310F", "45", "Ambulance drop-off"),
    other("2310"),
    OTHER_PAYER,
    LINE,
  ],
} satisfies LoopRule;

export const PROFESSIONAL_5010 = {
  set: "837P",
  versions: ["005010X222"],
  name: "Professional claims",
  segments: [BHT],
  loops: claimLevels(CLAIM),
} satisfies Grammar;

export const PROFESSIONAL_4010 = grammarOf4010(PROFESSIONAL_5010, "004010X098", [
  { id: "REF", name: "Guide of the set", once: true, needs: [1, 2] },
]);

export const professional5010 = transaction(PROFESSIONAL_5010, professionalClaims);
export const professional4010 = transaction(PROFESSIONAL_4010, professionalClaims);
