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
  PLAN_SIDE,
  SAME_DAY,
} from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import {
  ANESTHESIA_ANTHEM,
  ANESTHESIA_GUIDE,
  ANESTHESIA_NGS,
  ANESTHESIA_OKLAHOMA,
  ANTHEM_TIME,
  ASA_NSA,
  CFR_QPA,
  QZ_BECKER,
  QZ_CIGNA,
  QZ_KAISER,
} from "./sources.ts";

export const ANESTHESIA: Playbook = {
  id: "anesthesia",
  title: "Anesthesia",
  about: "Anesthesia by base and time units, by anesthesiologists and nurse anesthetists.",
  codes: [{ from: "00100", to: "01999", what: "anesthesia", source: ANESTHESIA_GUIDE }],
  places: [],
  specialties: ["anesthesiology", "nurse_anesthetist"],
  modifiers: ["AA", "AD", "QK", "QX", "QY", "QZ"],
  bills: [],
  evidence: [
    {
      text: "The anesthesia record with start and stop to the minute: rounded times that differ from the record are the commonest failing.",
      shownBy: ["record"],
      source: ANESTHESIA_GUIDE,
      confidence: "known",
    },
    {
      text: "Base units of the code, time units and the modifying units, with the sum, as the claim has them.",
      shownBy: ["claim"],
      source: ANESTHESIA_GUIDE,
      confidence: "known",
    },
    {
      text: "Time begins when the patient is prepared for induction and ends when the patient is safely under postoperative care; the record must show both ends.",
      shownBy: ["record"],
      source: ANESTHESIA_GUIDE,
      confidence: "known",
    },
    {
      text: "Physical status and qualifying circumstances, each with the finding it rests on: they are how ill the patient was, which an arbitrator may weigh.",
      shownBy: ["record"],
      source: ANESTHESIA_OKLAHOMA,
      confidence: "known",
    },
    {
      text: "Who did it: the medical direction modifiers of both claims, anesthesiologist's and nurse anesthetist's, held side by side.",
      shownBy: ["claim"],
      source: ANESTHESIA_NGS,
      confidence: "known",
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "A nurse anesthetist without medical direction (QZ) is paid 85 per cent. Cigna began in 2023, others followed.",
        source: QZ_CIGNA,
        confidence: "known",
      },
      answer: {
        text: "That is a plan's own policy for its network. The qualifying payment amount is of the contracted rates for the same service; ask whether the plan's rates differ by QZ, and for the amount without the cut.",
        source: CFR_QPA,
        confidence: "unsure",
      },
    },
    {
      payer: {
        text: "Alignment with other practitioners: everybody cuts QZ.",
        source: QZ_BECKER,
        confidence: "known",
      },
      answer: {
        text: "Not everybody: one plan took its cut back within days, back to the first day. Cite it as a fact of the market in plain talks.",
        source: QZ_KAISER,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "Only the usual time of the procedure is paid.",
        source: ANTHEM_TIME,
        confidence: "known",
      },
      answer: {
        text: "Actual time is how anesthesia is counted by Medicare and by the plans read here; the plan that proposed a limit withdrew it. Send the record with the minutes.",
        source: ANTHEM_TIME,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "Units are counted another way: some plans take 15 minutes for two hours and 10 after it, some round to a tenth.",
        source: ANESTHESIA_OKLAHOMA,
        confidence: "known",
      },
      answer: {
        text: "Ask for the units the plan counted. Minutes divided by 15, to the tenth, is what Anthem and Medicare's carriers write; a difference in units is found before a difference in rate.",
        source: ANESTHESIA_ANTHEM,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "Several procedures: only one anesthesia is paid.",
        source: ANESTHESIA_NGS,
        confidence: "known",
      },
      answer: {
        text: "One code is right, that with the most base units, and the time of all procedures goes with it. Check that the paid time is the whole.",
        source: ANESTHESIA_NGS,
        confidence: "known",
      },
    },
  ],
  channels: [
    CONSENT_NEVER,
    {
      text: "An office is no protected facility: anesthesia given there for planned care is outside the federal road.",
      source: ASA_NSA,
      confidence: "verified",
    },
    {
      text: "The qualifying payment amount of anesthesia is an indexed conversion factor times the units of the case. Ask for the factor and the units, not for one amount.",
      source: CFR_QPA,
      confidence: "known",
    },
    ADDRESS,
    SAME_DAY,
    BARRED,
    PLAN_SIDE,
    CODES_TO_COME,
  ],
  batching: [BATCH_STATUTE, ONE_RANGE, BATCH_BEFORE, BATCH_AFTER, BATCH_FEES],
};
