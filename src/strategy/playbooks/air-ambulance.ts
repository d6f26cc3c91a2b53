import { ADDRESS, BARRED, BATCH_BEFORE, CODES_TO_COME, REDACT, SAME_DAY } from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import { AIR_HHS, AIR_QPA, CFR_QPA, HCPCS, IDR_RULE, NSA_AIR, NSA_AIR_ERISA, PLACES } from "./sources.ts";

export const AIR_AMBULANCE: Playbook = {
  id: "air-ambulance",
  title: "Air ambulance",
  about: "Transport by helicopter or airplane: a base and loaded miles.",
  codes: [
    { from: "A0430", to: "A0431", what: "transport, airplane or helicopter", source: HCPCS },
    { from: "A0435", to: "A0436", what: "loaded miles, airplane or helicopter", source: HCPCS },
    { from: "S9960", to: "S9961", what: "transport that was no emergency", source: HCPCS },
  ],
  places: ["42"],
  specialties: ["air_ambulance"],
  modifiers: [],
  bills: [],
  evidence: [
    {
      text: "Vehicle type and the clinical level of the crew, with their training: the air ambulance dispute weighs both beside how ill the patient was.",
      shownBy: ["record"],
      source: NSA_AIR,
      confidence: "known",
    },
    {
      text: "The zip code of the pickup: how densely people live there is a factor.",
      shownBy: ["claim", "record"],
      source: NSA_AIR,
      confidence: "known",
    },
    {
      text: "Loaded miles by the flight log. Base and miles are two items, each with a qualifying payment amount of its own.",
      shownBy: ["record"],
      source: CFR_QPA,
      confidence: "known",
    },
    {
      text: "Who called for the transport and why no ground vehicle would do: most patients had no choice of carrier.",
      shownBy: ["record"],
      source: AIR_HHS,
      confidence: "known",
    },
    REDACT,
  ],
  arguments: [
    {
      payer: {
        text: "The qualifying payment amount is the market.",
        source: AIR_QPA,
        confidence: "known",
      },
      answer: {
        text: "Agreements for one patient, most of what carriers without a hospital have, are left out of it by rule. Say so and bring them as what they are: contracted rates of earlier years.",
        source: AIR_QPA,
        confidence: "unsure",
      },
    },
    {
      payer: {
        text: "The state fixes what may be charged.",
        source: AIR_HHS,
        confidence: "known",
      },
      answer: {
        text: "Since 1978 federal law keeps states from regulating what air carriers charge, air ambulances among them. The federal road governs.",
        source: AIR_HHS,
        confidence: "verified",
      },
    },
    {
      payer: {
        text: "The patient could have gone by ground.",
        source: AIR_HHS,
        confidence: "known",
      },
      answer: {
        text: "The Act reaches every air service the plan would cover from a participating carrier. Whether it was necessary is coverage: appeal that, and keep the dispute's days.",
        source: NSA_AIR_ERISA,
        confidence: "verified",
      },
    },
  ],
  channels: [
    {
      text: "Protected wherever the plan covers the service from a participating carrier; the patient owes what one would cost in network, and it counts towards the in-network limits.",
      source: NSA_AIR_ERISA,
      confidence: "verified",
    },
    {
      text: "The plan owes its first payment or denial within 30 calendar days after the bill is sent, and pays the carrier directly.",
      source: NSA_AIR_ERISA,
      confidence: "verified",
    },
    {
      text: "No consent can be asked: a transport by air is never waived.",
      source: NSA_AIR,
      confidence: "known",
    },
    {
      text: "Ground ambulance is not in the Act. Place of service 41 is land and goes by state law, if there is one.",
      source: PLACES,
      confidence: "verified",
    },
    ADDRESS,
    SAME_DAY,
    BARRED,
    CODES_TO_COME,
  ],
  batching: [
    {
      text: "One transport's base and miles go together in one dispute; two transports are two.",
      source: IDR_RULE,
      confidence: "known",
    },
    BATCH_BEFORE,
  ],
};
