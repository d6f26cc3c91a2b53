import {
  ADDRESS,
  BARRED,
  BATCH_AFTER,
  BATCH_BEFORE,
  BATCH_FEES,
  BATCH_STATUTE,
  CODES_TO_COME,
  COUNTER,
  ENCOUNTER,
  FACTORS,
} from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import {
  CARELON_ANGIOGRAPHY,
  CATH_ARTICLE,
  CATH_RULES,
  CONSENT_LIST,
  NSA_PROVIDERS,
  OPPS_DEVICES,
  PFS_NUMBERS,
} from "./sources.ts";

export const CARDIOLOGY: Playbook = {
  id: "cardiology",
  title: "Cardiology",
  about: "Catheterization and coronary intervention, heart rhythm, echocardiography, monitoring and implanted devices.",
  codes: [
    { from: "92920", to: "92944", what: "coronary intervention", source: CATH_RULES },
    { from: "92950", to: "92998", what: "other therapeutic services of the heart", source: PFS_NUMBERS },
    { from: "93000", to: "93278", what: "electrocardiograms and monitors", source: PFS_NUMBERS },
    { from: "93279", to: "93298", what: "checks of implanted devices", source: PFS_NUMBERS },
    { from: "93303", to: "93356", what: "echocardiography", source: PFS_NUMBERS },
    { from: "93451", to: "93464", what: "cardiac catheterization", source: CATH_RULES },
    { from: "93503", to: "93598", what: "catheterization, injections and structural heart", source: PFS_NUMBERS },
    { from: "93600", to: "93662", what: "heart rhythm studies and ablation", source: PFS_NUMBERS },
    { from: "33202", to: "33275", what: "pacemakers and defibrillators", source: PFS_NUMBERS },
  ],
  places: [],
  specialties: ["cardiology"],
  modifiers: ["LC", "LD", "LM", "RC", "RI"],
  bills: [],
  evidence: [
    {
      text: "The catheterization report with the indication each code is linked to: Medicare's own article asks that the diagnosis on the claim be the reason for the procedure.",
      shownBy: ["record"],
      source: CATH_ARTICLE,
      confidence: "known",
    },
    {
      text: "The vessel by its modifier (LC, LD, LM, RC, RI) on every code that needs one. Lines without it come back.",
      shownBy: ["claim"],
      source: CATH_ARTICLE,
      confidence: "verified",
    },
    {
      text: "What the plan's own review firm asks: the criteria for diagnostic coronary angiography are published with their version. Cite the version of the day of service, criterion by criterion.",
      source: CARELON_ANGIOGRAPHY,
      confidence: "verified",
    },
    {
      text: "For a device, the log and the invoice; for procedures on CMS's list of device-intensive ones, the published share of the device in the rate.",
      shownBy: ["implant invoice"],
      source: OPPS_DEVICES,
      confidence: "known",
      keepFromFederal: true,
    },
    {
      text: "The order and name of who referred, where the service needs one.",
      shownBy: ["authorization", "record"],
      source: CATH_ARTICLE,
      confidence: "verified",
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "The diagnostic catheterization is part of the intervention of the same day.",
        source: CATH_RULES,
        confidence: "known",
      },
      answer: {
        text: "That is the bundling rule behind most of these denials, and a modifier undoes it only where the record supports a study apart. Show from the report why both were needed.",
        source: CATH_RULES,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "The study does not meet the criteria.",
        source: CARELON_ANGIOGRAPHY,
        confidence: "known",
      },
      answer: {
        text: "The criteria are a tool to determine medical necessity, and the plan's document governs them. Answer by the record, criterion by criterion; this is an appeal and no question of rate.",
        source: CARELON_ANGIOGRAPHY,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "A diagnosis missing or not linked: the claim is incomplete.",
        source: CATH_ARTICLE,
        confidence: "verified",
      },
      answer: {
        text: "Link each procedure to the diagnosis that is its indication, and send the corrected claim.",
        source: CATH_ARTICLE,
        confidence: "known",
      },
    },
  ],
  channels: [
    {
      text: "A cardiologist who is chosen for planned care may ask for consent at a participating facility; one who reads a study there gives a diagnostic service and may not.",
      source: NSA_PROVIDERS,
      confidence: "known",
    },
    {
      text: "What came of an urgent need that nobody foresaw stays protected whatever was signed.",
      source: CONSENT_LIST,
      confidence: "known",
    },
    COUNTER,
    ADDRESS,
    BARRED,
    CODES_TO_COME,
  ],
  batching: [
    BATCH_STATUTE,
    {
      text: "Cardiology is not among the specialties that may batch by one range of codes: same code, or one encounter.",
      source: BATCH_AFTER.source,
      confidence: "known",
    },
    ENCOUNTER,
    BATCH_BEFORE,
    BATCH_FEES,
  ],
};
