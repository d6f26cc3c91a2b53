import { claimAnswers } from "./claim-answer-reader.ts";
import type { Grammar, LoopRule, SegmentRule } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/** The claim acknowledgment, 277CA, of 5010 (005010X214). */

const TRN = { id: "TRN", name: "Number answered", required: true, once: true, needs: [1, 2] } satisfies SegmentRule;
const STC = { id: "STC", name: "Status", required: true, needs: [1, 2] } satisfies SegmentRule;
const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
const DTP = { id: "DTP", name: "Date", needs: [1, 2, 3] } satisfies SegmentRule;
const QTY = { id: "QTY", name: "Claims", needs: [1, 2] } satisfies SegmentRule;
const AMT = { id: "AMT", name: "Amount", needs: [1, 2] } satisfies SegmentRule;

const level = (code: string, name: string, needs: readonly number[]): SegmentRule => ({
  id: "HL",
  name,
  needs,
  when: { at: 3, codes: [code] },
});

const named = (loop: string, codes: readonly string[], name: string): LoopRule => ({
  loop,
  name,
  required: true,
  once: true,
  segments: [{ id: "NM1", name, required: true, once: true, needs: [1, 2], when: { at: 1, codes } }],
});

const CLAIM = {
  loop: "2000D",
  name: "Patient",
  record: true,
  segments: [level("PT", "Patient level", [1, 2, 3])],
  loops: [
    named("2100D", ["QC"], "Patient"),
    {
      loop: "2200D",
      name: "Claim answered",
      required: true,
      segments: [TRN, STC, REF, DTP],
      loops: [
        {
          loop: "2220D",
          name: "Line answered",
          segments: [
            { id: "SVC", name: "Service", required: true, once: true, needs: [1, 2] },
            { ...STC, needs: [1] },
            REF,
            DTP,
          ],
        },
      ],
    },
  ],
} satisfies LoopRule;

const PROVIDER = {
  loop: "2000C",
  name: "Provider",
  record: true,
  segments: [level("19", "Provider level", [1, 2, 3])],
  loops: [
    named("2100C", ["85"], "Billing provider"),
    { loop: "2200C", name: "Provider answered", once: true, segments: [TRN, STC, REF, QTY, AMT] },
    CLAIM,
  ],
} satisfies LoopRule;

const RECEIVER = {
  loop: "2000B",
  name: "Who sent the claims",
  record: true,
  segments: [level("21", "Receiver level", [1, 2, 3])],
  loops: [
    named("2100B", ["41"], "Who sent the claims"),
    { loop: "2200B", name: "Sending answered", required: true, once: true, segments: [TRN, STC, QTY, AMT] },
    PROVIDER,
  ],
} satisfies LoopRule;

const CLAIM_ACKNOWLEDGMENT = {
  set: "277CA",
  versions: ["005010X214"],
  name: "Claim acknowledgment",
  ordered: true,
  segments: [{ id: "BHT", name: "Start of the set", required: true, once: true, needs: [1, 2, 3, 4, 6] }],
  loops: [
    {
      loop: "2000A",
      name: "Who answers",
      record: true,
      required: true,
      segments: [level("20", "Source level", [1, 3, 4])],
      loops: [
        named("2100A", ["PR", "AY"], "Who answers"),
        { loop: "2200A", name: "Sending received", required: true, once: true, segments: [TRN, DTP] },
        RECEIVER,
      ],
    },
    { ...CLAIM, unlisted: true },
  ],
} satisfies Grammar;

export const claimAcknowledgment = transaction(CLAIM_ACKNOWLEDGMENT, claimAnswers);
