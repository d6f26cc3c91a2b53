import {
  ADDRESS,
  BARRED,
  BATCH_AFTER,
  BATCH_BEFORE,
  BATCH_FEES,
  BATCH_STATUTE,
  CODES_TO_COME,
  CONSENT_NEVER,
  FACTORS,
  ONE_RANGE,
  SAME_DAY,
} from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import { CFR_DEFINITIONS, CLFS_NUMBERS, CLIA_ANTHEM, CLIA_NC, HCPCS, LAB_MODIFIERS, NAVIGUARD_LAB } from "./sources.ts";

export const PATHOLOGY: Playbook = {
  id: "pathology",
  title: "Pathology and laboratory",
  about: "Laboratory tests, drug tests and the pathologist's reading.",
  codes: [
    { from: "80047", to: "89398", what: "laboratory and pathology", source: CLFS_NUMBERS },
    { from: "0001U", to: "0999U", what: "proprietary laboratory tests", source: CLFS_NUMBERS },
    { from: "G0480", to: "G0483", what: "definitive drug tests by classes", source: HCPCS },
    { from: "G0659", to: "G0659", what: "definitive drug test, simple", source: HCPCS },
  ],
  places: ["81"],
  specialties: ["pathology", "laboratory"],
  modifiers: ["90", "91", "QW"],
  bills: ["14"],
  evidence: [
    {
      text: "The CLIA number of the laboratory that did the test, at the level the test asks for. A claim without it, or with one that does not cover the test, is incomplete for many plans.",
      shownBy: ["claim"],
      source: CLIA_NC,
      confidence: "verified",
    },
    {
      text: "Where it stands: box 23 on paper; electronically REF X4, and REF F4 for a laboratory the specimen was sent to.",
      source: CLIA_ANTHEM,
      confidence: "verified",
    },
    {
      text: "A test sent out carries modifier 90 and both laboratories' numbers, and only an independent laboratory bills it.",
      shownBy: ["claim"],
      source: CLIA_NC,
      confidence: "known",
    },
    {
      text: "The physician's order and the result, and for a repeated test the reason: modifier 91 is for results needed over the day, never for a rerun.",
      shownBy: ["record", "authorization"],
      source: LAB_MODIFIERS,
      confidence: "known",
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "The second test of the day is a duplicate.",
        source: LAB_MODIFIERS,
        confidence: "known",
      },
      answer: {
        text: "A test repeated for a further result is billable once more with modifier 91. Correct the claim and attach both results; this is no matter of rate.",
        source: LAB_MODIFIERS,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "The laboratory is not certified for this test, or the number is missing.",
        source: CLIA_NC,
        confidence: "verified",
      },
      answer: {
        text: "A corrected claim with the number in its place answers it. Watch the plan's filing limit, and let no dispute be opened on a line that is only incomplete.",
        source: CLIA_ANTHEM,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "The laboratory's charge is many times what the plan allows.",
        source: NAVIGUARD_LAB,
        confidence: "known",
      },
      answer: {
        text: "In the federal dispute neither the charge nor Medicare's laboratory fee is weighed. Bring contracted rates, turnaround and what hung on the result.",
        source: BARRED.source,
        confidence: "verified",
      },
    },
  ],
  channels: [
    CONSENT_NEVER,
    {
      text: "Laboratory work of a visit to a participating hospital or center is protected though the laboratory is elsewhere. A specimen taken in an office is not: there the plan's terms and plain negotiation hold.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    {
      text: "A member of a plan with Naviguard is told to bring a laboratory's balance bill there. Expect its negotiator where no protection holds.",
      source: NAVIGUARD_LAB,
      confidence: "verified",
    },
    ADDRESS,
    SAME_DAY,
    BARRED,
    CODES_TO_COME,
  ],
  batching: [BATCH_STATUTE, ONE_RANGE, BATCH_BEFORE, BATCH_AFTER, BATCH_FEES],
};
