import {
  ADDRESS,
  BARRED,
  BATCH_AFTER,
  BATCH_BEFORE,
  BATCH_FEES,
  BATCH_STATUTE,
  CODES_TO_COME,
  ENCOUNTER,
  FACTORS,
  PLAN_SIDE,
  REDACT,
  SAME_DAY,
} from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import {
  ACEP_LEVELS,
  ACEP_URGENT,
  AHDAM_LEVEL5,
  CFR_DEFINITIONS,
  CFR_EMERGENCY,
  CFR_QPA,
  HCPCS,
  ICD_LEVELS,
  NSA_PLANS,
  RAC_FACILITY_LEVELS,
  RAC_PROFESSIONAL_LEVELS,
  URGENT_AND_NSA,
} from "./sources.ts";

export const EMERGENCY: Playbook = {
  id: "emergency",
  title: "Emergency and urgent care",
  about: "Visits to an emergency department by level, critical care there, and urgent care.",
  codes: [
    { from: "99281", to: "99285", what: "emergency visits by level", source: ACEP_LEVELS },
    { from: "99291", to: "99292", what: "critical care", source: AHDAM_LEVEL5 },
    { from: "G0380", to: "G0384", what: "visits to a department of type B", source: HCPCS },
    { from: "S9083", to: "S9083", what: "urgent care, one fee", source: HCPCS },
    { from: "S9088", to: "S9088", what: "urgent care, beside a visit", source: HCPCS },
  ],
  places: ["20", "23"],
  specialties: ["emergency_medicine", "emergency_facility", "urgent_care"],
  modifiers: [],
  bills: [],
  evidence: [
    {
      text: "The level of a visit rests on medical decision making alone: problems addressed, data reviewed, risk. Quote the chart by these three.",
      shownBy: ["record"],
      source: ACEP_LEVELS,
      confidence: "verified",
    },
    {
      text: "History and examination no longer set the level, yet a descriptive one lets a reviewer see how complex the problem was. Attach the note whole.",
      shownBy: ["record"],
      source: ACEP_LEVELS,
      confidence: "verified",
    },
    {
      text: "Time sets no level of an emergency visit. Do not argue one by minutes; critical care is the exception and needs its own minutes.",
      source: ACEP_LEVELS,
      confidence: "known",
    },
    {
      text: "What brought the patient in, as the triage note has it, is the evidence of an emergency: the standard is a prudent layperson's, before any diagnosis.",
      shownBy: ["record"],
      source: CFR_EMERGENCY,
      confidence: "known",
    },
    {
      text: "Visits in an urgent care center are billed with the office visit codes, by decision making or total time; the record must say which.",
      shownBy: ["record"],
      source: ACEP_URGENT,
      confidence: "verified",
    },
    FACTORS,
    REDACT,
  ],
  arguments: [
    {
      payer: {
        text: "The diagnosis does not support level 4 or 5 of the facility, so it is paid lower or denied. UnitedHealthcare reviews these levels by software that looks at diagnosis, procedures, age and sex.",
        source: RAC_FACILITY_LEVELS,
        confidence: "known",
      },
      answer: {
        text: "No national standard levels a facility's visit: each hospital applies its own guideline, which must be clear and rest on its resources. Send that guideline and the resources of this visit, and ask for the reconsideration the policy offers.",
        source: RAC_FACILITY_LEVELS,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "The same review reaches facilities without a contract.",
        source: ICD_LEVELS,
        confidence: "known",
      },
      answer: {
        text: "A lower level on a protected visit is a changed code. The disclosure with the payment must say that the service was downcoded, why, and what the qualifying payment amount is without it; ask for it where it is missing.",
        source: CFR_QPA,
        confidence: "verified",
      },
    },
    {
      payer: {
        text: "The professional's level 5 is lowered by software from age and diagnoses alone, without asking for records.",
        source: RAC_PROFESSIONAL_LEVELS,
        confidence: "known",
      },
      answer: {
        text: "Name the policy's own exceptions first: admitted, observed or operated in the same visit, critical care, a patient under two, death in the department. Then quote the decision making of the chart.",
        source: AHDAM_LEVEL5,
        confidence: "known",
      },
    },
    {
      payer: {
        text: "It was no emergency: the final diagnosis is on a list.",
        source: CFR_EMERGENCY,
        confidence: "known",
      },
      answer: {
        text: "Emergency coverage may not be denied on a diagnosis alone, and needs no authorization. The test is the symptoms as a prudent layperson had them. This is a denial: appeal it, and keep the days of the dispute running beside.",
        source: CFR_EMERGENCY,
        confidence: "known",
      },
    },
  ],
  channels: [
    {
      text: "An emergency visit is protected wherever the department is out of network, with what follows it in the same stay until every condition of the rule for stabilised patients is met.",
      source: CFR_EMERGENCY,
      confidence: "known",
    },
    {
      text: "An urgent care center is protected as an emergency site only where it meets the definition of an independent freestanding department; the state's licence decides. Answer the facility question before sending a notice.",
      source: URGENT_AND_NSA,
      confidence: "verified",
    },
    {
      text: "A freestanding emergency department counts as an emergency site by its licence, apart from any hospital.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    ADDRESS,
    SAME_DAY,
    BARRED,
    PLAN_SIDE,
    CODES_TO_COME,
  ],
  batching: [
    {
      text: "Emergency visits use five codes, so lines of one plan and one code within thirty business days are soon found. Batch them before one of them stands alone.",
      source: NSA_PLANS,
      confidence: "known",
    },
    BATCH_STATUTE,
    BATCH_BEFORE,
    BATCH_AFTER,
    BATCH_FEES,
    ENCOUNTER,
  ],
};
