import { BARRED, BATCH_BEFORE, BATCH_STATUTE, COUNTER, FACTORS } from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import {
  CFR_DEFINITIONS,
  HCPCS,
  NSA_PLANS,
  PARITY_LABOR,
  PARITY_PAUSE,
  PARITY_RULE,
  PFS_NUMBERS,
  THERAPIST_STORY,
  VIANT_CASE,
  VIANT_DISMISSED,
  VIANT_RICO,
} from "./sources.ts";

export const BEHAVIORAL: Playbook = {
  id: "behavioral",
  title: "Behavioral health",
  about: "Psychotherapy and testing, programs for substance use and mental health, applied behavior analysis.",
  codes: [
    { from: "90785", to: "90899", what: "psychiatric services", source: PFS_NUMBERS },
    { from: "96105", to: "96146", what: "testing", source: PFS_NUMBERS },
    { from: "96156", to: "96171", what: "health behavior", source: PFS_NUMBERS },
    { from: "97151", to: "97158", what: "applied behavior analysis", source: PFS_NUMBERS },
    { from: "H0001", to: "H2037", what: "programs by the day or hour", source: HCPCS },
    { from: "S9480", to: "S9480", what: "intensive outpatient psychiatric, by the day", source: HCPCS },
  ],
  places: ["51", "52", "53", "55", "56", "57", "58"],
  specialties: ["psychiatry", "psychology", "social_work", "counseling", "psychiatric_hospital"],
  modifiers: [],
  bills: [],
  evidence: [
    {
      text: "What the plan document says of payment out of network, in its words: the courts read these cases by the plan's terms.",
      source: VIANT_CASE,
      confidence: "known",
    },
    {
      text: "The record of the call that verified benefits, with the name, the day and the rate that was said: these cases rest on it and on the plan.",
      shownBy: ["authorization"],
      source: VIANT_DISMISSED,
      confidence: "known",
    },
    {
      text: "The plan's comparative analysis of how it limits behavioral against medical benefits. The duty to have one is in the statute; ask for how rates out of network are set for each.",
      source: PARITY_LABOR,
      confidence: "known",
    },
    {
      text: "What the same plan allowed for the same code before the vendor came in: a fall by half from one month to the next is the plainest exhibit.",
      source: THERAPIST_STORY,
      confidence: "known",
      keepFromFederal: true,
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "A vendor has repriced the program: take the figure, or the patient pays the rest.",
        source: VIANT_DISMISSED,
        confidence: "known",
      },
      answer: {
        text: "The plan decides and not the vendor. Ask where the plan document adopts the vendor's figure as what is usual and customary; a claim on that under ERISA has gone past dismissal.",
        source: VIANT_CASE,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "Courts threw these cases out.",
        source: VIANT_DISMISSED,
        confidence: "known",
      },
      answer: {
        text: "Providers' cases of their own were dismissed; patients' claims went on, and one against the vendor too. Work with an assignment and the patient's authorization, not in the provider's name alone.",
        source: VIANT_RICO,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "The new parity rule is not enforced.",
        source: PARITY_PAUSE,
        confidence: "known",
      },
      answer: {
        text: "What is new in the rule of 2024 is not; the statute and the rule of 2013 are. Rest the letter on those.",
        source: PARITY_PAUSE,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "The rate is what therapists of this zip code get.",
        source: THERAPIST_STORY,
        confidence: "known",
      },
      answer: {
        text: "Decline and let the vendor give the claim back to the plan for a new look; in one reported case it was then paid at the former rate. Ask the plan for reconsideration the same day.",
        source: THERAPIST_STORY,
        confidence: "known",
      },
    },
  ],
  channels: [
    {
      text: "An office, a program or a residence is no participating facility: most of this work is outside the federal dispute. Appeal on the plan's terms, then negotiate.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    {
      text: "Psychiatric emergencies are emergencies: an emergency department's visit and what follows in the same stay are on the federal road.",
      source: NSA_PLANS,
      confidence: "known",
    },
    {
      text: "Plans may not restrict behavioral benefits more than medical ones, and standards for what is paid out of network are among the limits compared.",
      source: PARITY_RULE,
      confidence: "known",
    },
    COUNTER,
    BARRED,
  ],
  batching: [BATCH_STATUTE, BATCH_BEFORE],
};
