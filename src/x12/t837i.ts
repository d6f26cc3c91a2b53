import {
  ADDRESS,
  AMT,
  CAS,
  CN1,
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
  other,
  PER,
  PRV,
  PWK,
  REF,
} from "./claim-levels.ts";
import { institutionalClaims } from "./facility-reader.ts";
import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/**
 * The institutional claim, 837I, of 5010 (005010X223 and its addenda) and of 4010 (004010X096). Loops of 4010 are named as
 * 5010 names them.
 */

const DRUG = [
  { id: "LIN", name: "Drug code", once: true, needs: [2, 3] },
  { id: "CTP", name: "Drug quantity", once: true },
] as const satisfies readonly SegmentRule[];

const party = (loop: string, codes: readonly string[], name: string): LoopRule => ({
  loop,
  name,
  once: true,
  segments: [named(codes, name), N2, PRV, N3, N4, REF],
});

const there = (loop: string, codes: readonly string[], name: string): LoopRule => ({
  loop,
  name: `Other payer's ${name}`,
  once: true,
  segments: [named(codes, `${name} there`), REF],
});

const OTHER_PAYER = {
  loop: "2320",
  name: "Other coverage of the patient",
  most: 10,
  segments: [
    { id: "SBR", name: "Other subscriber", required: true, once: true, needs: [1] },
    { ...CAS, most: 5 },
    AMT,
    DMG,
    { id: "OI", name: "Coverage answers", required: true, once: true },
    { id: "MIA", name: "Inpatient adjudication", once: true },
    { id: "MOA", name: "Outpatient adjudication", once: true },
  ],
  loops: [
    {
      loop: "2330A",
      name: "Other subscriber",
      required: true,
      once: true,
      segments: [named(["IL"], "Other subscriber"), N2, N3, N4, REF],
    },
    {
      loop: "2330B",
      name: "Other payer",
      required: true,
      once: true,
      segments: [named(["PR"], "Other payer"), N2, N3, N4, PER, DTP, REF],
    },
    there("2330C", ["71"], "attending provider"),
    there("2330D", ["72"], "operating physician"),
    there("2330E", ["ZZ", "73"], "other operating physician"),
    there("2330F", ["77", "FA"], "facility"),
    there("2330G", ["82"], "rendering provider"),
    there("2330H", ["DN"], "referring provider"),
    there("2330I", ["85"], "billing provider"),
    there("2330J", ["QC"], "patient"),
  ],
} satisfies LoopRule;

const LINE = {
  loop: "2400",
  name: "Service line",
  required: true,
  most: 999,
  segments: [
    { id: "LX", name: "Line number", required: true, once: true, needs: [1] },
    { id: "SV2", name: "Institutional service", required: true, once: true, needs: [1, 3, 4, 5] },
    { id: "SV4", name: "Drug", once: true },
    { ...PWK, most: 10 },
    DTP,
    REF,
    AMT,
    NTE,
    HCP,
  ],
  loops: [
    { loop: "2410", name: "Drug", segments: [...DRUG, REF] },
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
        { id: "SVD", name: "What it paid", once: true, needs: [1, 2] },
        { ...CAS, most: 5 },
        { ...DTP, required: true, once: true },
        { ...AMT, once: true },
      ],
    },
  ],
} satisfies LoopRule;

const claim = (needs: readonly number[]): LoopRule => ({
  loop: "2300",
  name: "Claim",
  record: true,
  segments: [
    { id: "CLM", name: "Claim", required: true, once: true, needs },
    { ...DTP, required: true },
    { id: "CL1", name: "Admission and discharge", once: true },
    { ...PWK, most: 10 },
    CN1,
    AMT,
    REF,
    { ...K3, most: 10 },
    { ...NTE, most: 20 },
    { id: "CR6", name: "Home health", once: true },
    { id: "CRC", name: "Conditions", most: 3 },
    { id: "HI", name: "Diagnoses and other codes", required: true, needs: [1] },
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
      segments: [named(["77", "FA"], "Facility"), N2, PRV, ...ADDRESS, REF],
    },
    party("2310F", ["DN"], "Referring provider"),
    other("2310"),
    OTHER_PAYER,
    LINE,
  ],
});

const BHT = { id: "BHT", name: "Start of the set", required: true, once: true, needs: [1, 2, 3, 4, 6] } as const;

const INSTITUTIONAL_5010 = {
  set: "837I",
  versions: ["005010X223"],
  name: "Institutional claims",
  ordered: true,
  segments: [BHT],
  loops: claimLevels(claim([1, 2, 5, 7, 8, 9])),
} satisfies Grammar;

const INSTITUTIONAL_4010 = {
  set: "837I",
  versions: ["004010X096"],
  name: "Institutional claims",
  ordered: true,
  segments: [BHT, { id: "REF", name: "Guide of the set", once: true, needs: [1, 2] }],
  loops: claimLevels(claim([1, 2, 5, 8, 9])),
} satisfies Grammar;

export const institutional5010 = transaction(INSTITUTIONAL_5010, institutionalClaims);
export const institutional4010 = transaction(INSTITUTIONAL_4010, institutionalClaims);
