import type { CodeList } from "./asks.ts";
import { claimAnswers } from "./claim-answer-reader.ts";
import { EITHER, ORGANIZATION, PERSON, PLAN } from "./code-lists.ts";
import type { Grammar, Kinds, LoopRule, SegmentRule } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/** The claim acknowledgment, 277CA, of 5010 (005010X214). */

const TRN = { id: "TRN", name: "Number answered", required: true, once: true, needs: [1, 2] } satisfies SegmentRule;
const STC = {
  id: "STC",
  name: "Status",
  required: true,
  needs: [1, 2, "1-1", "1-2"],
  codes: { 3: "WQ U" },
} satisfies SegmentRule;
const REF = { id: "REF", name: "Reference number", needs: [1, 2] } satisfies SegmentRule;
const DTP = { id: "DTP", name: "Date", needs: [1, 2, 3], codes: { 2: "D8 RD8" } } satisfies SegmentRule;
const QTY = { id: "QTY", name: "Claims", needs: [1, 2] } satisfies SegmentRule;

const of = (rule: SegmentRule, kinds: Omit<Kinds, "at">): SegmentRule => ({ ...rule, kinds: { at: 1, ...kinds } });

const AMT = of({ id: "AMT", name: "Amount", needs: [1, 2] }, { once: "YU YY" });

const level = (code: string, name: string, needs: readonly number[]): SegmentRule => ({
  id: "HL",
  name,
  required: true,
  needs,
  when: { at: 3, codes: [code] },
  codes: { 4: "0 1" },
});

const named = (loop: string, codes: readonly string[], name: string, kind: CodeList, ids: CodeList): LoopRule => ({
  loop,
  name,
  required: true,
  once: true,
  segments: [
    {
      id: "NM1",
      name,
      required: true,
      once: true,
      needs: [1, 2, 3],
      when: { at: 1, codes },
      codes: { 2: kind, 8: ids },
    },
  ],
});

const CLAIM = {
  loop: "2000D",
  name: "Patient",
  record: true,
  segments: [level("PT", "Patient level", [1, 2, 3])],
  loops: [
    named("2100D", ["QC"], "Patient", PERSON, "MI II"),
    {
      loop: "2200D",
      name: "Claim answered",
      required: true,
      segments: [TRN, STC, of(REF, { once: "1K D9 BLT" }), of(DTP, { once: "472" })],
      loops: [
        {
          loop: "2220D",
          name: "Line answered",
          segments: [
            {
              id: "SVC",
              name: "Service",
              required: true,
              once: true,
              needs: [1, 2, "1-1", "1-2"],
              codes: { "1-1": "HC AD ER HP IV N4 NU UI WK" },
            },
            { ...STC, needs: [1, "1-1", "1-2"] },
            of(REF, { once: "FJ XZ" }),
            of(DTP, { once: "472" }),
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
    named("2100C", ["85"], "Billing provider", EITHER, "XX FI SV"),
    {
      loop: "2200C",
      name: "Provider answered",
      once: true,
      segments: [
        TRN,
        { ...STC, required: false },
        of(REF, { any: "0B 1G G2 LU SY TJ" }),
        of(QTY, { once: "QA QC" }),
        AMT,
      ],
    },
    CLAIM,
  ],
} satisfies LoopRule;

const RECEIVER = {
  loop: "2000B",
  name: "Who sent the claims",
  record: true,
  segments: [level("21", "Receiver level", [1, 2, 3])],
  loops: [
    named("2100B", ["41"], "Who sent the claims", EITHER, "46 FI XX"),
    {
      loop: "2200B",
      name: "Sending answered",
      required: true,
      once: true,
      segments: [TRN, STC, of(QTY, { once: "90 AA" }), AMT],
    },
    PROVIDER,
  ],
} satisfies LoopRule;

const CLAIM_ACKNOWLEDGMENT = {
  set: "277CA",
  versions: ["005010X214"],
  name: "Claim acknowledgment",
  segments: [
    {
      id: "BHT",
      name: "Start of the set",
      required: true,
      once: true,
      needs: [1, 2, 3, 4, 6],
      codes: { 1: "0085", 2: "08", 6: "TH" },
      shapes: { 4: "day" },
    },
  ],
  loops: [
    {
      loop: "2000A",
      name: "Who answers",
      record: true,
      required: true,
      segments: [level("20", "Source level", [1, 3, 4])],
      loops: [
        named("2100A", ["PR", "AY"], "Who answers", ORGANIZATION, `46 FI ${PLAN}`),
        {
          loop: "2200A",
          name: "Sending received",
          required: true,
          once: true,
          segments: [TRN, of(DTP, { once: "050 009" })],
        },
        { ...RECEIVER, required: true },
      ],
    },
    { ...CLAIM, unlisted: true },
  ],
} satisfies Grammar;

export const claimAcknowledgment = transaction(CLAIM_ACKNOWLEDGMENT, claimAnswers);
