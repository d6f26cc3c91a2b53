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
import { IONM_CIGNA, IONM_GUIDE, IONM_HCPCS, IONM_PAYER, NSA_PROVIDERS, PFS_NUMBERS } from "./sources.ts";

export const NEUROLOGY: Playbook = {
  id: "neurology",
  title: "Neurology and neuromonitoring",
  about: "Nerve, muscle and brain studies, sleep studies, and monitoring of nerves during surgery.",
  codes: [
    { from: "95700", to: "95830", what: "long and routine brain wave studies, sleep", source: PFS_NUMBERS },
    { from: "95860", to: "95939", what: "muscle and nerve studies, evoked potentials", source: PFS_NUMBERS },
    { from: "95940", to: "95941", what: "monitoring during surgery", source: IONM_GUIDE },
    { from: "95954", to: "95967", what: "brain wave studies in surgery and mapping", source: PFS_NUMBERS },
    { from: "95970", to: "95984", what: "programming of stimulators", source: PFS_NUMBERS },
    { from: "G0453", to: "G0453", what: "monitoring from outside the room, Medicare's code", source: IONM_HCPCS },
  ],
  places: [],
  specialties: ["neurology"],
  modifiers: [],
  bills: [],
  evidence: [
    {
      text: "Start and stop of the monitoring itself. Setting up, baseline studies and taking electrodes off do not count towards its time.",
      shownBy: ["record"],
      source: IONM_GUIDE,
      confidence: "known",
    },
    {
      text: "A log that shows it was continuous and in real time over a link on which the data could be seen and questioned.",
      shownBy: ["record"],
      source: IONM_GUIDE,
      confidence: "known",
    },
    {
      text: "Each significant change with the minute and what was said to the surgeon: that is what the service was worth to this patient.",
      shownBy: ["record"],
      source: IONM_GUIDE,
      confidence: "known",
    },
    {
      text: "Baseline studies are reported once a session, apart from the monitoring.",
      source: IONM_GUIDE,
      confidence: "known",
    },
    {
      text: "More than half an hour: at 30 minutes or less 95941 is not reported.",
      source: IONM_GUIDE,
      confidence: "known",
    },
    {
      text: "The surgery's own codes and the report: plans tie the need for monitoring to the procedure and to the nerves at risk.",
      shownBy: ["record"],
      source: IONM_PAYER,
      confidence: "known",
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "Not medically necessary for this surgery.",
        source: IONM_PAYER,
        confidence: "known",
      },
      answer: {
        text: "Policies tell surgeries of brain and spine apart from nerves outside them. Show from the operative report which structure was at risk; cite the plan's policy by number and date.",
        source: IONM_CIGNA,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "95941 is not valid.",
        source: IONM_GUIDE,
        confidence: "known",
      },
      answer: {
        text: "That is Medicare's rule, which takes G0453 in its place. A commercial plan that refuses both leaves a covered service without a code: ask which it takes, and count quarter hours for the one and hours for the other.",
        source: IONM_GUIDE,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "Several patients were watched at once.",
        source: IONM_HCPCS,
        confidence: "known",
      },
      answer: {
        text: "G0453 and 95940 are for attention to one patient; 95941 is the code that allows more. Check that the claim has the one the log proves before arguing the rate.",
        source: IONM_GUIDE,
        confidence: "known",
      },
    },
  ],
  channels: [
    {
      text: "Diagnostic services at a participating facility are among those for which consent can never be asked. That monitoring is one of them follows from the words of the statute and has to be argued: no guidance that says it by name was found.",
      source: NSA_PROVIDERS,
      confidence: "unsure",
    },
    {
      text: "The plan's own coverage document comes before its coverage policy where they differ; ask for the document.",
      source: IONM_CIGNA,
      confidence: "verified",
    },
    COUNTER,
    ADDRESS,
    BARRED,
    CODES_TO_COME,
  ],
  batching: [
    BATCH_STATUTE,
    {
      text: "The monitoring and the studies of one surgery belong to one encounter; 95940 and 95941 of several patients to one code each.",
      source: BATCH_AFTER.source,
      confidence: "known",
    },
    ENCOUNTER,
    BATCH_BEFORE,
    BATCH_AFTER,
    BATCH_FEES,
  ],
};
