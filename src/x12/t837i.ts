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
  PWK,
  prv,
  REF,
} from "./claim-levels.ts";
import {
  DELAYS,
  ELEVEN,
  FIRST,
  NPI,
  ORGANIZATION,
  PERSON,
  PROCEDURES,
  PROVIDER_NUMBERS,
  qualifiers,
  YES_NO_NONE,
} from "./code-lists.ts";
import { institutionalClaims } from "./facility-reader.ts";
import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";
import { grammarOf4010 } from "./older.ts";
import { transaction } from "./set-reader.ts";

/**
 * The institutional claim, 837I, of 5010 (005010X223 and its addenda) and of 4010 (004010X096). Loops of 4010 are named as
 * 5010 names them.
 */

const NUMBERS = of(REF, { any: PROVIDER_NUMBERS });

const party = (loop: string, codes: readonly string[], name: string, role = "AT"): LoopRule => ({
  loop,
  name,
  once: true,
  segments: [named(codes, name, { kind: PERSON, ids: NPI, needs: [3] }), N2, prv(role), N3, N4, NUMBERS],
});

const there = (loop: string, codes: readonly string[], name: string, kind = PERSON): LoopRule => ({
  loop,
  name: `Other payer's ${name}`,
  once: true,
  segments: [named(codes, `${name} there`, { kind }), { ...NUMBERS, most: 4 }],
});

const OTHER_PAYER = {
  loop: "2320",
  name: "Other coverage of the patient",
  most: 10,
  segments: [
    OTHER_SBR,
    CAS,
    of(AMT, { once: "D EAF A8 F2" }),
    DMG,
    OI,
    { id: "MIA", name: "Inpatient adjudication", once: true },
    { id: "MOA", name: "Outpatient adjudication", once: true },
  ],
  loops: [
    ...OTHER_PARTIES,
    there("2330C", ["71"], "attending provider"),
    there("2330D", ["72"], "operating physician"),
    there("2330E", ["ZZ", "73"], "other operating physician"),
    there("2330F", ["77", "FA"], "facility", ORGANIZATION),
    there("2330G", ["82"], "rendering provider"),
    there("2330H", ["DN"], "referring provider"),
    there("2330I", ["85"], "billing provider", ORGANIZATION),
    there("2330J", ["QC"], "patient"),
    other("2330"),
  ],
} satisfies LoopRule;

const LINE = {
  loop: "2400",
  name: "Service line",
  required: true,
  most: 999,
  segments: [
    { id: "LX", name: "Line number", required: true, once: true, needs: [1] },
    {
      id: "SV2",
      name: "Institutional service",
      required: true,
      once: true,
      needs: [1, 3, 4, 5],
      needs5010: ["2-1", "2-2"],
      codes5010: { "2-1": PROCEDURES, 4: "UN DA" },
    },
    { id: "SV4", name: "Drug", once: true },
    PWK,
    { ...of(DTP, { once: "472" }), codes5010: { 2: "D8 RD8" } },
    of(REF, { once: "6R 9B 9D" }),
    of(AMT, { once: "GT N8" }),
    of(NTE, { once: "TPO" }),
    HCP,
  ],
  loops: [
    {
      loop: "2410",
      name: "Drug",
      segments: [
        { id: "LIN", name: "Drug code", once: true, needs: [2, 3] },
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
    party("2420A", ["72"], "Operating physician of the line"),
    party("2420B", ["ZZ", "73"], "Other operating physician of the line"),
    party("2420C", ["82"], "Rendering provider of the line"),
    party("2420D", ["DN"], "Referring provider of the line"),
    party("2420E", ["71"], "Attending provider of the line"),
    other("2420"),
    {
      loop: "2430",
      name: "Other payer's answer to the line",
      most: 15,
      segments: [
        {
          id: "SVD",
          name: "What it paid",
          once: true,
          needs: [1, 2],
          needs5010: [5],
          codes5010: { "3-1": PROCEDURES },
        },
        CAS,
        { ...of(DTP, { once: "573" }), required: true, once: true, codes5010: { 2: "D8" } },
        { ...of(AMT, { once: "EAF" }), once: true },
      ],
    },
  ],
} satisfies LoopRule;

const CLM: SegmentRule = {
  id: "CLM",
  name: "Claim",
  required: true,
  once: true,
  needs: [1, 2, 5, 8, 9, "5-1", "5-3"],
  needs5010: [7, "5-2"],
  codes: { "5-2": "A" },
  codes5010: { 7: "A B C", 8: YES_NO_NONE, 9: "Y I", 20: DELAYS },
  shapes: { "5-1": "99", "5-3": "X" },
};

/** Principal, admitting, reason, external cause, group, other; procedures, occurrences, values, conditions, treatments. */
const CODES = "ABK BK ABJ BJ APR PR ABN BN DR ABF BF BBR BR CAH BBQ BQ BI BH BE BG TC";
const NOTES = "ADD ALG DCP DGN DME MED NTR ODT RHB RLH RNH SET SFM SPT UPI";

const CLAIM = {
  loop: "2300",
  name: "Claim",
  record: true,
  most: 100,
  segments: [
    CLM,
    { ...of(DTP, { once: "434 435 096 050" }), required: true, codes5010: { 2: "D8 RD8 DT TM" } },
    {
      id: "CL1",
      name: "Admission and discharge",
      once: true,
      required: "5010",
      needs5010: [1, 3],
    },
    PWK,
    CN1,
    of(AMT, { once: "F3" }),
    of(REF, { once: "EA D9 G1 F8 9F 4N 9A 9C LU P4 G4", most: { LX: 5 } }),
    K3,
    { ...of(NTE, { any: NOTES }), most: 20 },
    { id: "CR6", name: "Home health", once: true },
    { ...of(CRC, { any: "ZZ" }), most: 3 },
    {
      id: "HI",
      name: "Diagnoses and other codes",
      required: true,
      most: 25,
      needs: [1],
      codes5010: { ...qualifiers(FIRST, CODES), ...qualifiers(ELEVEN, `ABF BF ${CODES}`) },
    },
    { id: "QTY", name: "Days", most: 4 },
    HCP,
  ],
  loops: [
    {
      loop: "2305",
      name: "Home health plan",
      segments: [
        { id: "CR7", name: "Home health plan", once: true },
        { id: "HSD", name: "Visits" },
      ],
    },
    party("2310A", ["71"], "Attending provider"),
    party("2310B", ["72"], "Operating physician"),
    party("2310C", ["ZZ", "73"], "Other operating physician"),
    party("2310D", ["82"], "Rendering provider"),
    {
      loop: "2310E",
      name: "Facility",
      once: true,
      segments: [
        named(["77", "FA"], "Facility", { kind: ORGANIZATION, ids: NPI, needs: [3] }),
        N2,
        prv("PE"),
        ...ADDRESS,
        NUMBERS,
      ],
    },
    party("2310F", ["DN"], "Referring provider"),
    other("2310"),
    OTHER_PAYER,
    LINE,
  ],
} satisfies LoopRule;

const INSTITUTIONAL_5010 = {
  set: "837I",
  versions: ["005010X223"],
  name: "Institutional claims",
  segments: [BHT],
  loops: claimLevels(CLAIM),
} satisfies Grammar;

const INSTITUTIONAL_4010 = grammarOf4010(INSTITUTIONAL_5010, "004010X096", [
  { id: "REF", name: "Guide of the set", once: true, needs: [1, 2] },
]);

export const institutional5010 = transaction(INSTITUTIONAL_5010, institutionalClaims);
export const institutional4010 = transaction(INSTITUTIONAL_4010, institutionalClaims);
