import { professionalClaims } from "./claim-reader.ts";
import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/** The professional claim, 837P, of 5010 (005010X222 and its addenda) and of 4010 (004010X098). */

const N2 = { id: "N2", name: "More of the name", once: true } satisfies SegmentRule;
const N3 = { id: "N3", name: "Street", once: true, needs: [1] } satisfies SegmentRule;
const N4 = { id: "N4", name: "City, state, ZIP", once: true, needs: [1] } satisfies SegmentRule;
const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
const PER = { id: "PER", name: "Contact", needs: [1] } satisfies SegmentRule;
const DMG = { id: "DMG", name: "Birth and sex", once: true } satisfies SegmentRule;
const PRV = { id: "PRV", name: "Specialty", once: true, needs: [1] } satisfies SegmentRule;
const DTP = { id: "DTP", name: "Date", needs: [1, 2, 3] } satisfies SegmentRule;
const AMT = { id: "AMT", name: "Amount", needs: [1, 2] } satisfies SegmentRule;
const CAS = { id: "CAS", name: "Adjustments", needs: [1, 2, 3] } satisfies SegmentRule;
const PWK = { id: "PWK", name: "Attachment" } satisfies SegmentRule;
const K3 = { id: "K3", name: "Text for the payer" } satisfies SegmentRule;
const NTE = { id: "NTE", name: "Note", needs: [1, 2] } satisfies SegmentRule;
const HCP = { id: "HCP", name: "Repricing", once: true } satisfies SegmentRule;
const CN1 = { id: "CN1", name: "Contract", once: true } satisfies SegmentRule;
const ADDRESS = [
  { ...N3, required: true },
  { ...N4, required: true },
] as const;

const named = (codes: readonly string[], name: string): SegmentRule => ({
  id: "NM1",
  name,
  once: true,
  required: true,
  needs: [1, 2],
  when: { at: 1, codes },
});

/** A party whose role the guide does not list in its place. */
const other = (loop: string): LoopRule => ({
  loop,
  name: "Other party",
  unlisted: true,
  segments: [{ id: "NM1", name: "Party" }, N2, N3, N4, DMG, REF, PER, PRV],
});

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

const PATIENT = {
  loop: "2000C",
  name: "Patient",
  record: true,
  segments: [
    { id: "HL", name: "Patient level", needs: [1, 2, 3], when: { at: 3, codes: ["23"] } },
    { id: "PAT", name: "Patient", required: true, once: true },
  ],
  loops: [
    {
      loop: "2010CA",
      name: "Patient",
      required: true,
      once: true,
      segments: [named(["QC"], "Patient"), N2, ...ADDRESS, { ...DMG, required: true }, REF, PER],
    },
    other("2010"),
    CLAIM,
  ],
} satisfies LoopRule;

const SUBSCRIBER = {
  loop: "2000B",
  name: "Subscriber",
  record: true,
  segments: [
    { id: "HL", name: "Subscriber level", needs: [1, 2, 3, 4], when: { at: 3, codes: ["22"] } },
    { id: "SBR", name: "Subscriber", required: true, once: true, needs: [1] },
    { id: "PAT", name: "Patient", once: true },
  ],
  loops: [
    {
      loop: "2010BA",
      name: "Subscriber",
      required: true,
      once: true,
      segments: [named(["IL"], "Subscriber"), N2, N3, N4, DMG, REF, PER],
    },
    { loop: "2010BB", name: "Payer", required: true, once: true, segments: [named(["PR"], "Payer"), N2, N3, N4, REF] },
    { loop: "2010BC", name: "Responsible person", segments: [named(["QD"], "Responsible person"), N2, N3, N4] },
    { loop: "2010BD", name: "Card holder", segments: [named(["AO"], "Card holder"), N2, REF] },
    other("2010"),
    CLAIM,
    PATIENT,
  ],
} satisfies LoopRule;

const BILLING = {
  loop: "2000A",
  name: "Billing provider",
  record: true,
  required: true,
  segments: [
    { id: "HL", name: "Billing provider level", needs: [1, 3, 4], when: { at: 3, codes: ["20"] } },
    PRV,
    { id: "CUR", name: "Currency", once: true },
  ],
  loops: [
    {
      loop: "2010AA",
      name: "Billing provider",
      required: true,
      once: true,
      segments: [named(["85"], "Billing provider"), N2, ...ADDRESS, REF, PER],
    },
    {
      loop: "2010AB",
      name: "Pay-to address",
      once: true,
      segments: [named(["87"], "Pay-to address"), N2, ...ADDRESS, REF],
    },
    { loop: "2010AC", name: "Pay-to plan", once: true, segments: [named(["PE"], "Pay-to plan"), N2, N3, N4, REF] },
    other("2010"),
    SUBSCRIBER,
  ],
} satisfies LoopRule;

const SUBMITTER = {
  loop: "1000A",
  name: "Submitter",
  required: true,
  once: true,
  segments: [named(["41"], "Submitter"), N2, { ...PER, required: true }],
} satisfies LoopRule;

const RECEIVER = {
  loop: "1000B",
  name: "Receiver",
  required: true,
  once: true,
  segments: [named(["40"], "Receiver"), N2],
} satisfies LoopRule;

export const PROFESSIONAL_5010 = {
  set: "837P",
  versions: ["005010X222"],
  name: "Professional claims",
  segments: [{ id: "BHT", name: "Start of the set", required: true, once: true, needs: [1, 2, 3, 4, 6] }],
  // A level or a claim without the level above it is read all the same: claims are never dropped for their frame.
  loops: [
    SUBMITTER,
    RECEIVER,
    BILLING,
    { ...SUBSCRIBER, unlisted: true },
    { ...PATIENT, unlisted: true },
    { ...CLAIM, unlisted: true },
  ],
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
