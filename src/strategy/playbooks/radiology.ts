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
import {
  CFR_DEFINITIONS,
  CFR_QPA,
  PFS_NUMBERS,
  RADIOLOGY_ACR,
  RADIOLOGY_JACR,
  RADIOLOGY_NC,
  RADIOLOGY_STUDY,
} from "./sources.ts";

export const RADIOLOGY: Playbook = {
  id: "radiology",
  title: "Radiology",
  about: "Imaging and its readings, whole or by professional and technical component.",
  codes: [{ from: "70010", to: "79999", what: "imaging", source: PFS_NUMBERS }],
  places: [],
  specialties: ["radiology", "radiation_oncology", "nuclear_medicine"],
  modifiers: [],
  bills: [],
  evidence: [
    {
      text: "A reading that is billed apart is a written report. Attach it: without one there is no professional component.",
      shownBy: ["record"],
      source: RADIOLOGY_NC,
      confidence: "verified",
    },
    {
      text: "Modifiers 26 and TC of both claims: what the reader billed and what the facility billed must be one whole.",
      shownBy: ["claim"],
      source: RADIOLOGY_NC,
      confidence: "verified",
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "Further studies of one session are cut: half of the technical part, five per cent of the professional part.",
        source: RADIOLOGY_NC,
        confidence: "verified",
      },
      answer: {
        text: "The cut reaches one session, one day and one group. Studies of another session or by another group are outside it: send the times of the studies.",
        source: RADIOLOGY_NC,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "A quarter is taken off the professional part of further studies.",
        source: RADIOLOGY_ACR,
        confidence: "known",
      },
      answer: {
        text: "Medicare itself lowered that reduction from 25 to 5 per cent for services from 2017 on. A plan that still takes a quarter has not followed the rule it names.",
        source: RADIOLOGY_STUDY,
        confidence: "verified",
        keepFromFederal: true,
      },
    },
    {
      payer: {
        text: "Reading several studies together saves work.",
        source: RADIOLOGY_ACR,
        confidence: "known",
      },
      answer: {
        text: "Measured for several readers of one group, the saving was between one and two per cent of the fee, and none inside the reading itself.",
        source: RADIOLOGY_JACR,
        confidence: "verified",
      },
    },
  ],
  channels: [
    CONSENT_NEVER,
    {
      text: "A visit to a participating hospital or center reaches imaging read elsewhere. An imaging center that stands alone is no protected facility for planned care.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    {
      text: "Modifiers 26 and TC have qualifying payment amounts of their own. An amount of the whole service held against a reading, or the other way, is an error to be asked about first.",
      source: CFR_QPA,
      confidence: "known",
    },
    ADDRESS,
    SAME_DAY,
    BARRED,
    CODES_TO_COME,
  ],
  batching: [
    BATCH_STATUTE,
    ONE_RANGE,
    {
      text: "Small readings by the dozen: whether the 26th line is worth its step of the entity's fee is the sum to make for each batch.",
      source: BATCH_FEES.source,
      confidence: "known",
    },
    BATCH_BEFORE,
    BATCH_AFTER,
    BATCH_FEES,
  ],
};
