import { type Day, readDay } from "#base/day.ts";
import { type Cents, type Ratio, readRatio, readUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { JURISDICTIONS, type StateCode } from "./jurisdiction.ts";

/**
 * The facts law asks for, in one vocabulary. Every fact may be absent, and absent means unknown: no rule of this room
 * reads an unknown fact as a no.
 */
export type PlanFunding = (typeof PLAN_FUNDING)[number];
export type Service = (typeof SERVICES)[number];
export type ProviderKind = (typeof PROVIDERS)[number];
export type Regulator = (typeof REGULATORS)[number];

/** Who bears the cost of the benefit, or which programme pays. A logo on a card is not evidence of this. */
const PLAN_FUNDING = [
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
const SERVICES = [
  "emergency",
  "non_emergency_inn_facility",
  "non_emergency_facility",
  "air_ambulance",
  "ground_ambulance",
  "elective",
] as const;

/** Who billed. */
const PROVIDERS = [
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
const REGULATORS = ["DMHC", "CDI"] as const;

/** A day, with an hour and minute where one is known: `2026-11-02` or `2026-11-02T09:00`. Local to the provider. */
export interface Moment {
  readonly day: Day;
  /** Minutes after midnight. */
  readonly minute?: number;
}

export interface Facts {
  readonly in_network?: boolean;
  readonly service?: Service;
  readonly facility_in_network?: boolean;
  readonly plan_funding?: PlanFunding;
  readonly opted_in?: boolean;
  readonly state?: StateCode;
  readonly provider?: ProviderKind;
  readonly specialty?: string;
  readonly regulator?: Regulator;
  readonly complicating_factor?: boolean;
  readonly months_since_contract?: number;
  readonly rejected?: boolean;
  readonly signed?: boolean;
  readonly standard_form?: boolean;
  readonly participating_alternative_listed?: boolean;
  readonly booked?: Moment;
  readonly service_at?: Moment;
  readonly notice_given?: Moment;
  readonly date_of_service?: Day;
  readonly payment_received?: Day;
  readonly denial_received?: Day;
  readonly open_negotiation_start?: Day;
  readonly initiated?: Day;
  readonly final_selection?: Day;
  readonly determination?: Day;
  readonly final_denial_received?: Day;
  readonly corrected_claim_due?: Day;
  readonly dispute_due?: Day;
  readonly contract_dispute_due?: Day;
  readonly final_offer?: Day;
  readonly negotiation_ended?: Day;
  readonly negotiation_opened?: Day;
  readonly eob?: Day;
  readonly claim_received?: Day;
  readonly billed?: Cents;
  readonly qpa?: Cents;
  readonly initial_payment?: Cents;
  readonly payment?: Cents;
  readonly cost_share?: Cents;
  readonly copay?: Cents;
  readonly deductible_remaining?: Cents;
  readonly inn_coinsurance_pct?: Ratio;
  readonly rarc?: readonly string[];
  readonly carc?: readonly string[];
  readonly group_code?: string;
}

export type FactId = keyof Facts;

/** What an answer may be given for. A narrower scope outranks a wider one; that is the caller's rule to apply. */
export type FactScope = "claim" | "plan" | "facility" | "payer";

export type FactKind =
  | { readonly kind: "choice"; readonly values: readonly string[]; readonly aliases: Readonly<Record<string, string>> }
  | { readonly kind: "yes-no" | "day" | "moment" | "amount" | "percent" | "count" | "words" | "codes" | "state" };

export interface Fact {
  readonly id: FactId;
  readonly question: string;
  readonly answer: FactKind;
  readonly scopes: readonly FactScope[];
}

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
  { id: "rarc", question: "Which remark codes are on the line?", answer: CODES, scopes: CLAIM },
  { id: "carc", question: "Which adjustment reason codes are on the line?", answer: CODES, scopes: CLAIM },
  { id: "group_code", question: "Which adjustment group is it?", answer: { kind: "words" }, scopes: CLAIM },
];

const BY_ID: ReadonlyMap<string, Fact> = new Map(FACTS.map((f) => [f.id, f]));
const ORDER: ReadonlyMap<string, number> = new Map(FACTS.map((f, i) => [f.id, i]));

/** The fact with this id, spelled in any case and with hyphens or blanks. */
export const factOf = (id: string): Fact | undefined => BY_ID.get(plain(id));

export const isFactId = (id: string): id is FactId => BY_ID.has(id);

/** Facts once each, in the order they are best asked. */
export const inAskingOrder = (ids: Iterable<FactId>): readonly FactId[] =>
  [...new Set(ids)].sort((a, b) => (ORDER.get(a) ?? 0) - (ORDER.get(b) ?? 0));

/** Lower case with single underscores: `Self-Funded (ERISA)` becomes `self_funded_erisa`. */
export const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

const YES = new Set(["yes", "y", "true", "t", "1"]);
const NO = new Set(["no", "n", "false", "f", "0"]);
const UNKNOWN = new Set(["", "unknown", "unk", "null", "n_a", "na", "not_known", "undetermined"]);
const STATE_BY_NAME: ReadonlyMap<string, StateCode> = new Map(
  Object.entries(JURISDICTIONS).flatMap(([code, name]) => [
    [plain(code), code as StateCode],
    [plain(name), code as StateCode],
  ]),
);

const MOMENT_FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2})?)?$/;
const US_DAY = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** Reads a day as files and people write it: `2026-11-21`, `20261121` or, as is usual here, `11/21/2026`. */
export function readFactDay(text: string): Day | undefined {
  const us = US_DAY.exec(text.trim());
  if (us === null) return readDay(text.trim());
  return readDay(`${us[3]}-${(us[1] ?? "").padStart(2, "0")}-${(us[2] ?? "").padStart(2, "0")}`);
}

function readMoment(text: string): Moment | undefined {
  const m = MOMENT_FORM.exec(text.trim());
  if (m === null) {
    const only = readFactDay(text);
    return only === undefined ? undefined : { day: only };
  }
  const d = readDay(m[1] ?? "");
  if (d === undefined) return undefined;
  if (m[2] === undefined) return { day: d };
  const minute = Number(m[2]) * 60 + Number(m[3]);
  return Number(m[2]) < 24 && Number(m[3]) < 60 ? { day: d, minute } : undefined;
}

/** Why an answer was not taken. `expected` says in words what would be; it never repeats what was given. */
export interface FactRefusal {
  readonly code: "unknown-fact" | "unreadable-answer";
  readonly expected: string;
}

const refuse = (expected: string): Result<never, FactRefusal> => err({ code: "unreadable-answer", expected });

function readChoice(kind: Extract<FactKind, { kind: "choice" }>, text: string): Result<string, FactRefusal> {
  const p = plain(text);
  const found = kind.values.find((v) => plain(v) === p) ?? kind.aliases[p];
  return found === undefined ? refuse(`one of ${kind.values.join(", ")}`) : ok(found);
}

function readAmount(text: string): Result<Cents, FactRefusal> {
  const r = readUsd(
    text
      .trim()
      .replace(/^\$/, "")
      .replace(/,(?=\d{3}(\D|$))/g, ""),
  );
  return r.ok && r.value >= 0n ? ok(r.value) : refuse("an amount such as 1250.00");
}

function readPercent(text: string): Result<Ratio, FactRefusal> {
  const r = readRatio(text.trim().replace(/\s*%$/, ""));
  if (r === undefined || r.top < 0n || r.top > 100n * r.bottom) return refuse("a percentage from 0 to 100");
  return ok({ top: r.top, bottom: r.bottom * 100n });
}

const readCodes = (text: string): readonly string[] =>
  text
    .toUpperCase()
    .split(/[\s,;|]+/)
    .filter((c) => c !== "");

export type FactValue = Facts[FactId];

/**
 * Reads one answer. `ok(undefined)` means the answer says it is not known, which is an allowed answer. Spelling is read
 * tolerantly (case, hyphens, blanks, the common other names); what cannot be read is refused with what was expected.
 */
export function readFact(id: string, text: string): Result<FactValue, FactRefusal> {
  const fact = factOf(id);
  if (fact === undefined) return err({ code: "unknown-fact", expected: "the name of a fact Parley asks for" });
  const { answer } = fact;
  const p = plain(text);
  // "none" is a real answer for funding (no coverage) and for codes, so only the plain words for unknown count here.
  if (UNKNOWN.has(p)) return ok(undefined);
  switch (answer.kind) {
    case "choice":
      return readChoice(answer, text) as Result<FactValue, FactRefusal>;
    case "yes-no":
      return YES.has(p) ? ok(true) : NO.has(p) ? ok(false) : refuse("yes, no or unknown");
    case "day": {
      const d = readFactDay(text);
      return d === undefined ? refuse("a day such as 2026-11-21") : ok(d);
    }
    case "moment": {
      const m = readMoment(text);
      return m === undefined ? refuse("a day such as 2026-11-21, or 2026-11-21T09:00") : ok(m);
    }
    case "amount":
      return readAmount(text);
    case "percent":
      return readPercent(text);
    case "count":
      return /^\d{1,4}$/.test(text.trim()) ? ok(Number(text.trim())) : refuse("a whole number");
    case "state": {
      const s = STATE_BY_NAME.get(p);
      return s === undefined ? refuse("a state's name or two letters") : ok(s);
    }
    case "codes":
      return ok(readCodes(text));
    case "words":
      return ok(p);
  }
}

/** Facts with one answer put in. An unknown answer takes the fact out, so that it is asked again. */
export function withFact(facts: Facts, id: FactId, value: FactValue): Facts {
  const rest: Record<string, unknown> = { ...facts };
  if (value === undefined) delete rest[id];
  else rest[id] = value;
  return rest as Facts;
}
