import {
  ADDRESS,
  BARRED,
  BATCH_AFTER,
  BATCH_BEFORE,
  BATCH_FEES,
  BATCH_STATUTE,
  CODES_TO_COME,
  CONSENT_NEVER,
  ENCOUNTER,
  FACTORS,
  SAME_DAY,
} from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import {
  AHDAM_LEVEL5,
  ASSISTANT_FCSO,
  ASSISTANT_IBX,
  ASSISTANT_NOVITAS,
  CFR_DEFINITIONS,
  CONSENT_LIST,
  HCPCS,
  NSA_PROVIDERS,
  PFS_NUMBERS,
  SURGEONS_NSA,
} from "./sources.ts";

export const ANCILLARY: Playbook = {
  id: "ancillary",
  title: "Ancillary services",
  about: "Assistants at surgery, hospitalists, intensivists, neonatologists, and equipment given with a visit.",
  codes: [
    { from: "99221", to: "99239", what: "hospital visits", source: PFS_NUMBERS },
    { from: "99291", to: "99292", what: "critical care", source: AHDAM_LEVEL5 },
    { from: "99460", to: "99486", what: "newborn and neonatal intensive care", source: PFS_NUMBERS },
    { from: "A4206", to: "A9300", what: "supplies", source: HCPCS },
    { from: "E0100", to: "E8002", what: "equipment", source: HCPCS },
    { from: "L0112", to: "L9900", what: "orthotics and prosthetics", source: HCPCS },
  ],
  places: [],
  specialties: ["assistant_surgeon", "hospitalist", "intensivist", "neonatology", "equipment", "physician_assistant"],
  modifiers: ["80", "81", "82", "AS"],
  bills: [],
  evidence: [
    {
      text: "The operative note must say what the assistant did. A note that only names one supports nothing.",
      shownBy: ["record"],
      source: ASSISTANT_FCSO,
      confidence: "verified",
    },
    {
      text: "Modifier 80 or 81 is for a physician, AS for a physician assistant, nurse practitioner or clinical nurse specialist; 82 needs the record that no qualified resident was there.",
      shownBy: ["claim"],
      source: ASSISTANT_NOVITAS,
      confidence: "verified",
    },
    {
      text: "Medicare's indicator of the procedure for an assistant: 2 may be paid, 0 needs proof of need, 1 is never paid, 9 has no assistants. Look it up before arguing.",
      source: ASSISTANT_IBX,
      confidence: "verified",
      keepFromFederal: true,
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "No assistant was needed for this procedure.",
        source: ASSISTANT_IBX,
        confidence: "known",
      },
      answer: {
        text: "Where the indicator is 2 the plan's own rule pays; where it is 0 the surgeon's reason in the note does. Quote the line of the note.",
        source: ASSISTANT_IBX,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "Assistants are paid 16 per cent of the surgeon, others 85 per cent of that.",
        source: ASSISTANT_NOVITAS,
        confidence: "verified",
      },
      answer: {
        text: "Those are Medicare's shares. The qualifying payment amount is of the plan's contracted rates for the code with its modifier; ask for that, and keep Medicare's share out of the federal brief.",
        source: BARRED.source,
        confidence: "known",
        keepFromFederal: true,
      },
    },
    {
      payer: {
        text: "The patient signed for care out of network.",
        source: CONSENT_LIST,
        confidence: "known",
      },
      answer: {
        text: "Assistant surgeons, hospitalists, intensivists, neonatologists and diagnostic services are on the list that no consent reaches, and so is any service for which no participating provider is at hand.",
        source: CONSENT_LIST,
        confidence: "verified",
      },
    },
  ],
  channels: [
    CONSENT_NEVER,
    {
      text: "Equipment, devices, telemedicine, imaging, laboratory and services before and after surgery belong to the visit at a participating facility, wherever the provider is.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    {
      text: "Surgeons and their assistants of one operation may be on different roads: the surgeon with a valid consent in plain negotiation, the assistant in the federal dispute.",
      source: NSA_PROVIDERS,
      confidence: "known",
    },
    {
      text: "Where a state's law decides, the federal dispute does not govern; answer the plan's funding first.",
      source: SURGEONS_NSA,
      confidence: "verified",
    },
    ADDRESS,
    SAME_DAY,
    BARRED,
    CODES_TO_COME,
  ],
  batching: [BATCH_STATUTE, ENCOUNTER, BATCH_BEFORE, BATCH_AFTER, BATCH_FEES],
};
