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
import { professionalClaims } from "./claim-reader.ts";
import type { Grammar, LoopRule } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/** The professional claim, 837P, of 5010 (005010X222 and its addenda) and of 4010 (004010X098). */

const OTHER_PAYER = {
  loop: "2320",
  name: "Other coverage of the patient",
  segments: [
    { id: "SBR", name: "Other subscriber", required: true, once: true, needs: [1] },
    CAS,
    AMT,
    DMG,
    { id: "OI", name: "Coverage answers", required: true, once: true },
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
    { loop: "2330C", name: "Other payer's patient", once: true, segments: [named(["QC"], "Patient there"), REF] },
    {
      loop: "2330C",
      name: "Other payer's referring provider",
      segments: [named(["DN", "P3"], "Referring there"), REF],
    },
    {
      loop: "2330D",
      name: "Other payer's rendering provider",
      once: true,
      segments: [named(["82"], "Rendering there"), REF],
    },
    {
      loop: "2330E",
      name: "Other payer's facility",
      once: true,
      segments: [named(["77", "FA", "LI", "TL"], "Facility there"), REF],
    },
    {
      loop: "2330F",
      name: "Other payer's supervising provider",
      once: true,
      segments: [named(["DQ"], "Supervising there"), REF],
    },
    {
      loop: "2330G",
      name: "Other payer's billing provider",
      once: true,
      segments: [named(["85", "QB"], "Billing there"), REF],
    },
  ],
} satisfies LoopRule;

const LINE = {
  loop: "2400",
  name: "Service line",
  required: true,
  segments: [
    { id: "LX", name: "Line number", required: true, once: true, needs: [1] },
    { id: "SV1", name: "Professional service", required: true, once: true, needs: [1, 2, 3, 4] },
    { id: "SV4", name: "Drug" },
    { id: "SV5", name: "Equipment", once: true },
    PWK,
    { id: "CR1", name: "Ambulance", once: true },
    { id: "CR2", name: "Spinal treatment" },
    { id: "CR3", name: "Equipment certificate", once: true },
    { id: "CR5", name: "Oxygen" },
    { id: "CRC", name: "Conditions" },
    { ...DTP, required: true },
    { id: "QTY", name: "Quantity", needs: [1, 2] },
    { id: "MEA", name: "Test result" },
    CN1,
    REF,
    AMT,
    K3,
    NTE,
    { id: "PS1", name: "Purchased service", once: true },
    { id: "HSD", name: "Delivery of care" },
    HCP,
  ],
  loops: [
    {
      loop: "2410",
      name: "Drug",
      segments: [
        { id: "LIN", name: "Drug code", needs: [2, 3] },
        { id: "CTP", name: "Drug quantity", once: true },
        REF,
      ],
    },
    {
      loop: "2420A",
      name: "Rendering provider of the line",
      once: true,
      segments: [named(["82"], "Rendering provider"), N2, PRV, REF],
    },
    {
      loop: "2420B",
      name: "Purchased service provider of the line",
      once: true,
      segments: [named(["QB"], "Purchased service provider"), REF],
    },
    {
      loop: "2420C",
      name: "Facility of the line",
      once: true,
      segments: [named(["77", "FA", "LI", "TL"], "Facility"), N2, N3, N4, REF],
    },
    {
      loop: "2420D",
      name: "Supervising provider of the line",
      once: true,
      segments: [named(["DQ"], "Supervising provider"), N2, REF],
    },
    {
      loop: "2420E",
      name: "Ordering provider",
      once: true,
      segments: [named(["DK"], "Ordering provider"), N2, N3, N4, REF, PER],
    },
    {
      loop: "2420F",
      name: "Referring provider of the line",
      segments: [named(["DN", "P3"], "Referring provider"), N2, PRV, REF],
    },
    { loop: "2420G", name: "Ambulance pick-up of the line", once: true, segments: [named(["PW"], "Pick-up"), N3, N4] },
    {
      loop: "2420H",
      name: "Ambulance drop-off of the line",
      once: true,
      segments: [named(["45"], "Drop-off"), N3, N4],
    },
    { loop: "2420G", name: "Other payer's authorization", segments: [named(["PR"], "Other payer"), REF] },
    other("2420"),
    {
      loop: "2430",
      name: "Other payer's answer to the line",
      segments: [
        { id: "SVD", name: "What it paid", needs: [1, 2] },
        CAS,
        { ...DTP, required: true },
        { ...AMT, once: true },
      ],
    },
    {
      loop: "2440",
      name: "Form",
      segments: [
        { id: "LQ", name: "Form name", needs: [1] },
        { id: "FRM", name: "Answer", needs: [1] },
      ],
    },
  ],
} satisfies LoopRule;

const CLAIM = {
  loop: "2300",
  name: "Claim",
  record: true,
  segments: [
    { id: "CLM", name: "Claim", required: true, once: true, needs: [1, 2, 5, 6, 8] },
    DTP,
    PWK,
    CN1,
    AMT,
    REF,
    K3,
    NTE,
    { id: "CR1", name: "Ambulance", once: true },
    { id: "CR2", name: "Spinal treatment", once: true },
    { id: "CRC", name: "Conditions" },
    { id: "HI", name: "Diagnoses and other codes", needs: [1] },
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
    { loop: "2310A", name: "Referring provider", segments: [named(["DN", "P3"], "Referring provider"), N2, PRV, REF] },
    {
      loop: "2310B",
      name: "Rendering provider",
      once: true,
      segments: [named(["82"], "Rendering provider"), N2, PRV, REF],
    },
    {
      loop: "2310C",
      name: "Facility",
      once: true,
      segments: [named(["77", "FA", "LI", "TL"], "Facility"), N2, ...ADDRESS, REF, PER],
    },
    {
      loop: "2310C",
      name: "Purchased service provider",
      once: true,
      segments: [named(["QB"], "Purchased service provider"), REF],
    },
    {
      loop: "2310D",
      name: "Supervising provider",
      once: true,
      segments: [named(["DQ"], "Supervising provider"), N2, REF],
    },
    { loop: "2310E", name: "Ambulance pick-up", once: true, segments: [named(["PW"], "Pick-up"), N3, N4] },
    { loop: "2310F", name: "Ambulance drop-off", once: true, segments: [named(["45"], "Drop-off"), N3, N4] },
    other("2310"),
    OTHER_PAYER,
    LINE,
  ],
} satisfies LoopRule;

export const PROFESSIONAL_5010 = {
  set: "837P",
  versions: ["005010X222"],
  name: "Professional claims",
  segments: [{ id: "BHT", name: "Start of the set", required: true, once: true, needs: [1, 2, 3, 4, 6] }],
  loops: claimLevels(CLAIM),
} satisfies Grammar;

export const PROFESSIONAL_4010 = {
  set: "837P",
  versions: ["004010X098"],
  name: "Professional claims",
  segments: [
    { id: "BHT", name: "Start of the set", required: true, once: true, needs: [1, 2, 3, 4, 6] },
    { id: "REF", name: "Guide of the set", once: true, needs: [1, 2] },
  ],
  loops: PROFESSIONAL_5010.loops,
} satisfies Grammar;

export const professional5010 = transaction(PROFESSIONAL_5010, professionalClaims);
export const professional4010 = transaction(PROFESSIONAL_4010, professionalClaims);
