import { day } from "#base/day.ts";
import type { Statement } from "#strategy/sourced.ts";
import {
  CMS_TIPS,
  FEE_RULE,
  FHAS_OBJECTIONS,
  FIRST_OFFER,
  IDR_RULE,
  NSA_PLANS,
  NSA_PROVIDERS,
  PLANS_TALK,
} from "./sources.ts";

/** What holds for the claims of every specialty, said once and leaned on by each playbook. */

export const FACTORS: Statement = {
  text: "A federal arbitrator weighs the qualifying payment amount with training and experience, market shares, how ill the patient was, teaching and case mix, and network efforts with contracted rates of the last four plan years. Prepare one exhibit for each that helps.",
  source: NSA_PLANS,
  confidence: "verified",
};

export const BARRED: Statement = {
  text: "Billed charges, usual and customary charges and rates of public payers may not be weighed in the federal dispute. Keep them out of the notice and the brief; they may be said in plain talks and in states whose standard asks for them.",
  source: NSA_PLANS,
  confidence: "verified",
};

export const ADDRESS: Statement = {
  text: "Send to the contact that stands with the initial payment or denial. A contact taken from elsewhere is among the mistakes CMS names, and a notice at a wrong address a common objection.",
  source: CMS_TIPS,
  confidence: "verified",
};

export const SAME_DAY: Statement = {
  text: "Serve the initiation notice on the day it is filed in the portal, and keep proof of the address used and of the open negotiation.",
  source: FHAS_OBJECTIONS,
  confidence: "verified",
};

export const REDACT: Statement = {
  text: "Black out what identifies the patient in every exhibit before it goes to the portal.",
  source: CMS_TIPS,
  confidence: "verified",
};

export const PLAN_SIDE: Statement = {
  text: "A plan's administrator answers an open negotiation notice by checking that the form is whole and holding the claim against benchmarks it has at hand. A complete form with the claim's own facts shortens that step.",
  source: PLANS_TALK,
  confidence: "known",
};

export const COUNTER: Statement = {
  text: "A settlement request that comes before payment is an attempt: nobody is bound to it, a first figure is answered with a counter, and the prompt payment it promises is a term to be read.",
  source: FIRST_OFFER,
  confidence: "known",
};

export const BATCH_BEFORE: Statement = {
  text: "Where open negotiation began before 1 November 2026 no number of lines is capped by law; what is similar enough follows the statute and each entity's own reading. Ask the entity before filing.",
  source: NSA_PLANS,
  confidence: "known",
};

export const BATCH_AFTER: Statement = {
  text: "Where open negotiation began on or after 1 November 2026 a batch holds at most 50 lines, and lines belong together by one patient's encounter, by the same or a comparable code, or, for anesthesia, radiology, pathology and laboratory, by one range of codes.",
  source: IDR_RULE,
  confidence: "known",
  from: day("2026-11-01"),
};

export const BATCH_STATUTE: Statement = {
  text: "A batch is of one provider or group or facility, one plan or issuer, a similar condition, and thirty business days. A self-funded plan is the plan and not its administrator, so two employers of one administrator are two batches.",
  source: NSA_PLANS,
  confidence: "verified",
};

export const BATCH_FEES: Statement = {
  text: "The entity's fee of a batch grows in steps of 25 lines past the first 25. The step is a fee and no cap: weigh the 26th line against it.",
  source: FEE_RULE,
  confidence: "verified",
};

export const CODES_TO_COME: Statement = {
  text: "The 2026 rule makes plans name the legal plan and use the reason and remark codes of federal guidance on remittances to providers without a contract. Read them on every line of a service from 2027 on before choosing the road.",
  source: IDR_RULE,
  confidence: "known",
  from: day("2027-01-01"),
};

export const ENCOUNTER: Statement = {
  text: "Lines of one patient's encounter, on consecutive days and on one claim form, may stand in one dispute, whatever their codes.",
  source: IDR_RULE,
  confidence: "known",
  from: day("2026-11-01"),
};

export const CONSENT_NEVER: Statement = {
  text: "Notice and consent can never be asked for these services at a participating facility, so the patient's protection and the road to the dispute stay. A signed form changes nothing; say so when a plan points to one.",
  source: NSA_PROVIDERS,
  confidence: "verified",
};

export const ONE_RANGE: Statement = {
  text: "Lines of this specialty may be batched when their codes stand in one range. What counts as one range is read differently: stay in one sub-range, or ask the entity first.",
  source: IDR_RULE,
  confidence: "unsure",
  from: day("2026-11-01"),
};
