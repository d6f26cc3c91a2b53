import type { LoopRule, SegmentRule } from "./grammar.ts";

/**
 * What every 837 shares: its levels from the submitter to the patient, and the segments of its loops. Loops of 4010 are
 * named as 5010 names them.
 */

export const N2 = { id: "N2", name: "More of the name", once: true } satisfies SegmentRule;
export const N3 = { id: "N3", name: "Street", once: true, needs: [1] } satisfies SegmentRule;
export const N4 = { id: "N4", name: "City, state, ZIP", once: true, needs: [1] } satisfies SegmentRule;
export const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
export const PER = { id: "PER", name: "Contact", needs: [1] } satisfies SegmentRule;
export const DMG = { id: "DMG", name: "Birth and sex", once: true } satisfies SegmentRule;
export const PRV = { id: "PRV", name: "Specialty", once: true, needs: [1] } satisfies SegmentRule;
export const DTP = { id: "DTP", name: "Date", needs: [1, 2, 3] } satisfies SegmentRule;
export const AMT = { id: "AMT", name: "Amount", needs: [1, 2] } satisfies SegmentRule;
export const CAS = { id: "CAS", name: "Adjustments", needs: [1, 2, 3] } satisfies SegmentRule;
export const PWK = { id: "PWK", name: "Attachment" } satisfies SegmentRule;
export const K3 = { id: "K3", name: "Text for the payer" } satisfies SegmentRule;
export const NTE = { id: "NTE", name: "Note", needs: [1, 2] } satisfies SegmentRule;
export const HCP = { id: "HCP", name: "Repricing", once: true } satisfies SegmentRule;
export const CN1 = { id: "CN1", name: "Contract", once: true } satisfies SegmentRule;
export const ADDRESS = [
  { ...N3, required: true },
  { ...N4, required: true },
] as const;

export const named = (codes: readonly string[], name: string): SegmentRule => ({
  id: "NM1",
  name,
  once: true,
  required: true,
  needs: [1, 2],
  when: { at: 1, codes },
});

/** A party whose role the guide does not list in its place. */
export const other = (loop: string): LoopRule => ({
  loop,
  name: "Other party",
  unlisted: true,
  segments: [{ id: "NM1", name: "Party" }, N2, N3, N4, DMG, REF, PER, PRV],
});

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

const patientLevel = (claim: LoopRule): LoopRule => ({
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
    claim,
  ],
});

const subscriberLevel = (claim: LoopRule, patient: LoopRule): LoopRule => ({
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
    claim,
    patient,
  ],
});

const billingLevel = (subscriber: LoopRule): LoopRule => ({
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
    billingLevel(subscriber),
    { ...subscriber, unlisted: true },
    { ...patient, unlisted: true },
    { ...claim, unlisted: true },
  ];
}
