import {
  ADDRESS,
  BARRED,
  BATCH_AFTER,
  BATCH_BEFORE,
  BATCH_FEES,
  COUNTER,
  ENCOUNTER,
  FACTORS,
} from "./every-specialty.ts";
import type { Playbook } from "./playbook.ts";
import {
  ASC_DEVICE,
  ASC_GUIDE,
  ASC_MANUAL,
  CFR_CONSENT,
  CFR_DEFINITIONS,
  IDR_RULE,
  NSA_PROVIDERS,
  OPPS_DEVICES,
  PLACES,
} from "./sources.ts";

export const SURGERY_CENTER: Playbook = {
  id: "surgery-center",
  title: "Surgery center",
  about: "What an ambulatory surgery center bills as a facility, and what is done there.",
  codes: [],
  places: ["24"],
  specialties: ["surgery_center"],
  modifiers: ["73", "74", "SG"],
  bills: ["83"],
  evidence: [
    {
      text: "The center's fee holds the operating room, nursing, supplies and what is integral to the procedure. Itemise these for the case: a figure is argued by what it holds.",
      shownBy: ["itemized bill"],
      source: ASC_GUIDE,
      confidence: "known",
    },
    {
      text: "Implants: the log with make and lot, and the invoice. Medicare packages a device into the procedure, so a center that asks for it apart proves what it cost.",
      shownBy: ["implant invoice"],
      source: ASC_GUIDE,
      confidence: "known",
      keepFromFederal: true,
    },
    {
      text: "A device replaced without cost or under credit is declared: Medicare lowers the payment for the procedure by it, and an undeclared credit sinks the file.",
      shownBy: ["implant invoice"],
      source: ASC_DEVICE,
      confidence: "verified",
      keepFromFederal: true,
    },
    {
      text: "For procedures that CMS lists as device-intensive, the published share of the device in the rate shows how much of it is no facility work at all.",
      source: OPPS_DEVICES,
      confidence: "known",
      keepFromFederal: true,
    },
    FACTORS,
  ],
  arguments: [
    {
      payer: {
        text: "Several procedures: the first is paid in full, each further one at half.",
        source: ASC_GUIDE,
        confidence: "known",
      },
      answer: {
        text: "Medicare halves only procedures whose status says so; others are paid in full beside another. Ask for the status the plan applied to each line, and for the plan term that adopts the rule at all.",
        source: ASC_GUIDE,
        confidence: "known",
        keepFromFederal: true,
      },
    },
    {
      payer: {
        text: "The implant is packaged into the procedure.",
        source: ASC_GUIDE,
        confidence: "known",
      },
      answer: {
        text: "Packaging is how Medicare's rate is built. Where the plan's rate is not that rate, show the device's part of it and ask for the invoice amount or a rate that holds it.",
        source: OPPS_DEVICES,
        confidence: "unsure",
        keepFromFederal: true,
      },
    },
    {
      payer: {
        text: "A terminated procedure is paid less.",
        source: ASC_MANUAL,
        confidence: "known",
      },
      answer: {
        text: "Medicare has a rule of its own for terminated procedures and another that takes the device's part off where the end came before anesthesia. Send the record with the minute anesthesia began.",
        source: ASC_MANUAL,
        confidence: "known",
        keepFromFederal: true,
      },
    },
  ],
  channels: [
    {
      text: "A center that takes part in the plan's network makes the professionals in it protected. A center that does not take part is itself outside the federal road for planned care: plain negotiation, an agreement made before the service, or an appeal.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    {
      text: "An agreement for one patient makes the facility a participating one for that patient. Read what it does to the professionals' claims before signing.",
      source: CFR_DEFINITIONS,
      confidence: "known",
    },
    {
      text: "A surgeon may ask for consent to be billed out of network 72 hours ahead; the anesthesiologist, the assistant, the pathologist and the radiologist may not.",
      source: NSA_PROVIDERS,
      confidence: "verified",
    },
    {
      text: "Care planned for the same day needs the form three hours before it; later is no consent.",
      source: CFR_CONSENT,
      confidence: "known",
    },
    {
      text: "Place of service 24 is what tells a plan that the professional's claim belongs to a center; check it against the center's own claim.",
      source: PLACES,
      confidence: "known",
    },
    COUNTER,
    ADDRESS,
    BARRED,
  ],
  batching: [
    {
      text: "A facility's case paid by one rate for everything is a bundle and no batch: one fee, one offer for the whole, and its lines are not offered apart.",
      source: IDR_RULE,
      confidence: "known",
    },
    ENCOUNTER,
    BATCH_BEFORE,
    BATCH_AFTER,
    BATCH_FEES,
  ],
};
