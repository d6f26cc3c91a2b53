import type { Fact, FactKind } from "./fact.ts";
import type { DenialKind } from "./remark.ts";

/** The words of every fact: its values, the other names people use for them, its question, and for what it is answered. */

/** Who bears the cost of the benefit, or which programme pays. A logo on a card is not evidence of this. */
export const PLAN_FUNDING = [
  "fully_insured",
  "self_funded_erisa",
  "self_funded_church",
  "self_funded_government",
  "state_employee_plan",
  "fehb",
  "medicare",
  "medicare_advantage",
  "medicaid",
  "chip",
  "tricare",
  "va",
  "ihs",
  "workers_comp",
  "auto",
  "no_fault",
  "short_term",
  "excepted_benefit",
  "retiree_only",
  "account_based",
  "sharing_ministry",
  "uninsured",
] as const;

/**
 * What kind of care it was. `non_emergency_facility` is care at a facility whose network status is not known yet: the
 * answer to `facility_in_network` then decides. `elective` is care outside every protected category.
 */
export const SERVICES = [
  "emergency",
  "non_emergency_inn_facility",
  "non_emergency_facility",
  "air_ambulance",
  "ground_ambulance",
  "elective",
] as const;

/** Who billed. */
export const PROVIDERS = [
  "physician",
  "out_of_network_physician",
  "facility_based_physician",
  "facility",
  "hscrc_hospital",
  "laboratory",
  "diagnostic_imaging",
  "ambulance",
] as const;

/** The two California regulators: health plans answer to one, insurers to the other. */
export const REGULATORS = ["DMHC", "CDI"] as const;

/** Why a line is not paid, by the answer it calls for. */
const DENIALS = [
  "none",
  "coverage",
  "claim-error",
  "coding",
  "network",
  "other-payer",
  "eligibility",
  "unspecified",
] as const satisfies readonly DenialKind[];

const FUNDING_ALIASES: Readonly<Record<string, string>> = {
  insured: "fully_insured",
  fully_funded: "fully_insured",
  fi: "fully_insured",
  state_regulated: "fully_insured",
  individual: "fully_insured",
  marketplace: "fully_insured",
  exchange: "fully_insured",
  student_health: "fully_insured",
  self_funded: "self_funded_erisa",
  selffunded: "self_funded_erisa",
  self_insured: "self_funded_erisa",
  selfinsured: "self_funded_erisa",
  self_insured_erisa: "self_funded_erisa",
  erisa_self_funded: "self_funded_erisa",
  sf: "self_funded_erisa",
  aso: "self_funded_erisa",
  level_funded: "self_funded_erisa",
  church: "self_funded_church",
  church_plan: "self_funded_church",
  governmental: "self_funded_government",
  governmental_plan: "self_funded_government",
  state_local_government: "self_funded_government",
  local_government: "self_funded_government",
  self_funded_public: "self_funded_government",
  government: "self_funded_government",
  non_federal_government: "self_funded_government",
  nonfederal_government: "self_funded_government",
  self_funded_governmental: "self_funded_government",
  self_funded_nonfederal_government: "self_funded_government",
  state_employee: "state_employee_plan",
  state_employees: "state_employee_plan",
  public_employees: "state_employee_plan",
  shbp: "state_employee_plan",
  fep: "fehb",
  federal_employee: "fehb",
  federal_employees: "fehb",
  original_medicare: "medicare",
  medicare_ffs: "medicare",
  traditional_medicare: "medicare",
  ma: "medicare_advantage",
  medicare_part_c: "medicare_advantage",
  part_c: "medicare_advantage",
  medicaid_managed_care: "medicaid",
  champus: "tricare",
  veterans: "va",
  veterans_affairs: "va",
  champva: "va",
  indian_health_service: "ihs",
  workers_compensation: "workers_comp",
  workmans_comp: "workers_comp",
  work_comp: "workers_comp",
  wc: "workers_comp",
  automobile: "auto",
  auto_medical: "auto",
  auto_no_fault: "no_fault",
  nofault: "no_fault",
  pip: "no_fault",
  short_term_limited_duration: "short_term",
  stldi: "short_term",
  excepted_benefits: "excepted_benefit",
  fixed_indemnity: "excepted_benefit",
  dental: "excepted_benefit",
  vision: "excepted_benefit",
  retiree: "retiree_only",
  hra: "account_based",
  health_care_sharing_ministry: "sharing_ministry",
  self_pay: "uninsured",
  selfpay: "uninsured",
  none: "uninsured",
};

const SERVICE_ALIASES: Readonly<Record<string, string>> = {
  emergent: "emergency",
  er: "emergency",
  ed: "emergency",
  emergency_services: "emergency",
  post_stabilization: "emergency",
  post_stabilisation: "emergency",
  inn_facility: "non_emergency_inn_facility",
  non_emergency_in_network_facility: "non_emergency_inn_facility",
  nonemergency_inn_facility: "non_emergency_inn_facility",
  non_emergency_at_inn_facility: "non_emergency_inn_facility",
  non_emergency: "non_emergency_facility",
  nonemergency: "non_emergency_facility",
  air: "air_ambulance",
  helicopter: "air_ambulance",
  ambulance: "ground_ambulance",
  ground: "ground_ambulance",
  non_emergency_oon_facility: "elective",
  office: "elective",
};

const PROVIDER_ALIASES: Readonly<Record<string, string>> = {
  professional: "physician",
  doctor: "physician",
  md: "physician",
  practitioner: "physician",
  clinician: "physician",
  oon_physician: "out_of_network_physician",
  hospital: "facility",
  asc: "facility",
  ambulatory_surgical_center: "facility",
  surgery_center: "facility",
  institutional: "facility",
  lab: "laboratory",
  clinical_laboratory: "laboratory",
  imaging: "diagnostic_imaging",
};

const choice = (values: readonly string[], aliases: Readonly<Record<string, string>>): FactKind => ({
  kind: "choice",
  values,
  aliases,
});
const YES_NO = { kind: "yes-no" } as const;
const DAY = { kind: "day" } as const;
const MOMENT = { kind: "moment" } as const;
const AMOUNT = { kind: "amount" } as const;
const CODES = { kind: "codes" } as const;
const CLAIM = ["claim"] as const;

/** Every fact, in the order questions are asked: what closes the most doors comes first. */
export const FACTS: readonly Fact[] = [
  {
    id: "in_network",
    question: "Does the practice have a contract with this payer that covers this service?",
    answer: YES_NO,
    scopes: ["claim", "plan", "payer"],
  },
  {
    id: "service",
    question: "Was this emergency care, care at a network facility, an ambulance, or none of these?",
    answer: choice(SERVICES, SERVICE_ALIASES),
    scopes: ["claim"],
  },
  {
    id: "facility_in_network",
    question: "Was the facility in the patient's network on the day of service?",
    answer: YES_NO,
    scopes: ["claim", "plan", "facility", "payer"],
  },
  {
    id: "plan_funding",
    question: "Is the plan insured, or does the employer pay the claims itself? Which programme is it?",
    answer: choice(PLAN_FUNDING, FUNDING_ALIASES),
    scopes: ["claim", "plan", "payer"],
  },
  {
    id: "opted_in",
    question: "Did this self-funded plan choose to be bound by the state's law? Look at the card and the state's list.",
    answer: YES_NO,
    scopes: ["claim", "plan"],
  },
  {
    id: "state",
    question: "In which state was the care given?",
    answer: { kind: "state" },
    scopes: ["claim", "facility"],
  },
  {
    id: "provider",
    question: "Who billed: a clinician, a facility, a laboratory, or an ambulance?",
    answer: choice(PROVIDERS, PROVIDER_ALIASES),
    scopes: ["claim", "facility"],
  },
  {
    id: "specialty",
    question: "What is the specialty of the clinician who gave the care?",
    answer: { kind: "words" },
    scopes: CLAIM,
  },
  {
    id: "regulator",
    question: "Which California agency regulates the plan, DMHC or CDI?",
    answer: choice(REGULATORS, {}),
    scopes: ["claim", "plan", "payer"],
  },
  {
    id: "complicating_factor",
    question: "Did the emergency care meet the state's test of a complicating factor?",
    answer: YES_NO,
    scopes: CLAIM,
  },
  {
    id: "months_since_contract",
    question:
      "How many months before the service did the last contract with this payer end? Write 9999 if there never was one.",
    answer: { kind: "count" },
    scopes: ["claim", "payer"],
  },
  {
    id: "rejected",
    question: "Did the provider reject the payment in writing?",
    answer: YES_NO,
    scopes: CLAIM,
  },
  {
    id: "signed",
    question: "Did the patient sign a consent to give up balance-billing protection?",
    answer: YES_NO,
    scopes: CLAIM,
  },
  {
    id: "standard_form",
    question: "Was the consent on the unaltered federal form?",
    answer: YES_NO,
    scopes: CLAIM,
  },
  {
    id: "participating_alternative_listed",
    question: "Did the notice list network providers at the facility who could have given the care?",
    answer: YES_NO,
    scopes: CLAIM,
  },
  { id: "booked", question: "When was the care booked?", answer: MOMENT, scopes: CLAIM },
  { id: "service_at", question: "On what day and hour was the care given?", answer: MOMENT, scopes: CLAIM },
  { id: "notice_given", question: "When was the notice handed to the patient?", answer: MOMENT, scopes: CLAIM },
  { id: "date_of_service", question: "On what day was the care given?", answer: DAY, scopes: CLAIM },
  {
    id: "payment_received",
    question: "On what day did the payment, or the notice that nothing is paid, arrive?",
    answer: DAY,
    scopes: CLAIM,
  },
  { id: "denial_received", question: "On what day did the denial arrive?", answer: DAY, scopes: CLAIM },
  {
    id: "open_negotiation_start",
    question: "On what day was the open negotiation notice first sent?",
    answer: DAY,
    scopes: CLAIM,
  },
  { id: "initiated", question: "On what day was the federal dispute initiated?", answer: DAY, scopes: CLAIM },
  {
    id: "final_selection",
    question: "On what day did the choice of the dispute entity become final?",
    answer: DAY,
    scopes: CLAIM,
  },
  { id: "determination", question: "On what day was the determination issued?", answer: DAY, scopes: CLAIM },
  {
    id: "final_denial_received",
    question: "On what day did the plan's final answer to the appeal arrive?",
    answer: DAY,
    scopes: CLAIM,
  },
  {
    id: "corrected_claim_due",
    question: "By what day does this plan accept a corrected claim?",
    answer: DAY,
    scopes: ["claim", "plan", "payer"],
  },
  {
    id: "dispute_due",
    question: "By what day must this payment be disputed? The notice, the payer's manual or the state's office says.",
    answer: DAY,
    scopes: CLAIM,
  },
  {
    id: "contract_dispute_due",
    question: "By what day does the contract let you dispute this payment?",
    answer: DAY,
    scopes: ["claim", "payer"],
  },
  { id: "final_offer", question: "On what day was the final offer made?", answer: DAY, scopes: CLAIM },
  {
    id: "negotiation_ended",
    question: "On what day did the state's negotiation period end?",
    answer: DAY,
    scopes: CLAIM,
  },
  {
    id: "negotiation_opened",
    question: "On what day was the state's negotiation opened?",
    answer: DAY,
    scopes: CLAIM,
  },
  { id: "eob", question: "On what day was the explanation of benefits issued?", answer: DAY, scopes: CLAIM },
  { id: "claim_received", question: "On what day did the plan receive the claim?", answer: DAY, scopes: CLAIM },
  { id: "billed", question: "What was charged?", answer: AMOUNT, scopes: CLAIM },
  { id: "qpa", question: "Which qualifying payment amount did the plan disclose?", answer: AMOUNT, scopes: CLAIM },
  { id: "initial_payment", question: "What did the plan pay first?", answer: AMOUNT, scopes: CLAIM },
  { id: "payment", question: "What did the plan pay on this line?", answer: AMOUNT, scopes: CLAIM },
  { id: "cost_share", question: "What does the plan say the patient owes?", answer: AMOUNT, scopes: CLAIM },
  { id: "copay", question: "What is the in-network copay?", answer: AMOUNT, scopes: ["claim", "plan"] },
  {
    id: "deductible_remaining",
    question: "How much of the in-network deductible was still open?",
    answer: AMOUNT,
    scopes: CLAIM,
  },
  {
    id: "inn_coinsurance_pct",
    question: "What is the in-network coinsurance, in percent?",
    answer: { kind: "percent" },
    scopes: ["claim", "plan"],
  },
  {
    id: "oon_benefits",
    question: "Which benefits out of network did the plan state, and as of which day?",
    answer: { kind: "words" },
    scopes: CLAIM,
  },
  {
    id: "claim_status",
    question: "Where does the claim stand with the plan, and as of which day?",
    answer: { kind: "words" },
    scopes: CLAIM,
  },
  { id: "rarc", question: "Which remark codes are on the line?", answer: CODES, scopes: CLAIM },
  { id: "carc", question: "Which adjustment reason codes are on the line?", answer: CODES, scopes: CLAIM },
  {
    id: "denial_kind",
    question:
      "Why is the line not paid: coverage, an error in the claim, coding, network, another payer, or eligibility?",
    answer: choice(DENIALS, {}),
    scopes: CLAIM,
  },
  { id: "group_code", question: "Which adjustment group is it?", answer: { kind: "words" }, scopes: CLAIM },
];
