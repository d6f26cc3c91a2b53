import { type Cite, type Confidence, cfr, cite, usc } from "#base/cite.ts";

/**
 * Every way a claim can be fought, and every reason it cannot. `family` groups the steps of one way: open negotiation
 * and the dispute after it are one road.
 */
export interface Channel {
  readonly label: string;
  readonly family: string;
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
}

const NEGOTIATE = [usc(42, "300gg-111(c)(1)(A)"), cfr(45, "149.510(b)(1)")];
const DISPUTE = [usc(42, "300gg-111(c)(1)(B)"), cfr(45, "149.510(b)(2)")];
const APPEAL = [cfr(29, "2560.503-1(h)"), cfr(45, "147.136(b)")];
const REVIEW = [cfr(45, "147.136(d)"), cfr(29, "2590.715-2719(d)")];
const PLAN = [cite("the plan document and the payer's manual")];

export const CHANNELS = {
  federal_open_negotiation: {
    label: "Federal open negotiation",
    family: "federal",
    cites: NEGOTIATE,
    confidence: "verified",
  },
  federal_open_negotiation_protective: {
    label: "Federal open negotiation, to keep the date",
    family: "federal",
    cites: NEGOTIATE,
    confidence: "known",
  },
  federal_idr: { label: "Federal dispute resolution", family: "federal", cites: DISPUTE, confidence: "verified" },
  federal_idr_single: {
    label: "Federal dispute, one item each",
    family: "federal",
    cites: DISPUTE,
    confidence: "verified",
  },
  federal_idr_batched: {
    label: "Federal dispute, batched",
    family: "federal",
    cites: [usc(42, "300gg-111(c)(3)"), cfr(45, "149.510(c)(3)")],
    confidence: "verified",
  },
  federal_idr_protective: {
    label: "Federal dispute, to keep the date",
    family: "federal",
    cites: DISPUTE,
    confidence: "known",
  },
  ask_entity_then_federal_idr: {
    label: "Federal dispute, after asking the entity about the batch",
    family: "federal",
    cites: [usc(42, "300gg-111(c)(3)(A)(iii)")],
    confidence: "unsure",
  },
  wait_cooling_off: {
    label: "Wait for the pause after a determination",
    family: "federal",
    cites: [usc(42, "300gg-111(c)(5)(E)(ii)")],
    confidence: "verified",
  },
  internal_appeal: { label: "Internal appeal", family: "appeal", cites: APPEAL, confidence: "known" },
  erisa_appeal: { label: "Internal appeal under ERISA", family: "appeal", cites: APPEAL, confidence: "known" },
  external_review: { label: "External review", family: "appeal", cites: REVIEW, confidence: "known" },
  federal_external_review: { label: "Federal external review", family: "appeal", cites: REVIEW, confidence: "known" },
  cms_complaint: {
    label: "Complaint to CMS",
    family: "complaint",
    cites: [usc(42, "300gg-134(b)(3)")],
    confidence: "verified",
  },
  corrected_claim: { label: "Corrected claim", family: "corrected", cites: PLAN, confidence: "known" },
  direct_negotiation: { label: "Direct negotiation", family: "direct", cites: PLAN, confidence: "known" },
  patient_agreement: {
    label: "Agreement with the patient",
    family: "direct",
    cites: [usc(42, "300gg-132(b), (d)"), usc(42, "300gg-111(c)(2)(C)")],
    confidence: "verified",
  },
  contract: {
    label: "Dispute under the contract",
    family: "contract",
    cites: [cite("the provider's contract")],
    confidence: "known",
  },
  settled: {
    label: "Settled",
    family: "closed",
    cites: [usc(42, "300gg-111(a)(3)(K)"), ...NEGOTIATE],
    confidence: "verified",
  },
  award_paid: {
    label: "Award paid",
    family: "closed",
    cites: [usc(42, "300gg-111(c)(5)(E)(i)"), usc(42, "300gg-111(c)(6)")],
    confidence: "verified",
  },
  all_payer_rate: {
    label: "All-payer rate",
    family: "all-payer",
    cites: [usc(42, "300gg-111(a)(3)(K)"), cite("the state's All-Payer Model agreement")],
    confidence: "known",
  },
  state_arbitration: {
    label: "A state's process",
    family: "state",
    cites: [usc(42, "300gg-111(a)(3)(I)"), usc(42, "300gg-111(a)(3)(K)")],
    confidence: "known",
  },
  ca_plan_pdr: {
    label: "California plan dispute process",
    family: "CA",
    cites: [cite("28 CCR 1300.71.38")],
    confidence: "known",
  },
  ca_idrp: {
    label: "California independent dispute process",
    family: "CA",
    cites: [cite("Cal. Health & Safety Code 1371.30")],
    confidence: "verified",
  },
  co_arbitration: {
    label: "Colorado arbitration",
    family: "CO",
    cites: [cite("C.R.S. 10-16-704(15)")],
    confidence: "known",
  },
  ct_formula: {
    label: "Connecticut payment rule",
    family: "CT",
    cites: [cite("Conn. Gen. Stat. 38a-477aa")],
    confidence: "known",
  },
  de_arbitration: {
    label: "Delaware arbitration",
    family: "DE",
    cites: [cite("18 Del. C. 3349")],
    confidence: "verified",
  },
  fl_claim_dispute: {
    label: "Florida claim dispute programme",
    family: "FL",
    cites: [cite("Fla. Stat. 408.7057")],
    confidence: "verified",
  },
  ga_arbitration: {
    label: "Georgia arbitration",
    family: "GA",
    cites: [cite("O.C.G.A. 33-20E-9")],
    confidence: "verified",
  },
  il_negotiation_arbitration: {
    label: "Illinois negotiation and arbitration",
    family: "IL",
    cites: [cite("215 ILCS 5/356z.3a")],
    confidence: "verified",
  },
  me_idr: {
    label: "Maine dispute resolution",
    family: "ME",
    cites: [cite("24-A M.R.S. 4303-E")],
    confidence: "verified",
  },
  me_formula: {
    label: "Maine payment rule",
    family: "ME",
    cites: [cite("24-A M.R.S. 4303-C")],
    confidence: "verified",
  },
  md_formula: {
    label: "Maryland payment rule",
    family: "MD",
    cites: [cite("Md. Health-Gen. 19-710.1"), cite("Md. Ins. 14-205.2")],
    confidence: "known",
  },
  mi_formula: { label: "Michigan payment rule", family: "MI", cites: [cite("MCL 333.24507")], confidence: "verified" },
  mi_complicating_factor_claim: {
    label: "Michigan complicating-factor claim",
    family: "MI",
    cites: [cite("MCL 333.24511")],
    confidence: "verified",
  },
  mo_arbitration: {
    label: "Missouri arbitration",
    family: "MO",
    cites: [cite("Mo. Rev. Stat. 376.690")],
    confidence: "verified",
  },
  ne_mediation: {
    label: "Nebraska mediation",
    family: "NE",
    cites: [cite("Neb. Rev. Stat. 44-6849")],
    confidence: "verified",
  },
  nv_formula: { label: "Nevada payment rule", family: "NV", cites: [cite("NRS 439B.748")], confidence: "verified" },
  nv_arbitration: { label: "Nevada arbitration", family: "NV", cites: [cite("NRS 439B.754")], confidence: "verified" },
  nh_state_idr: {
    label: "New Hampshire dispute resolution",
    family: "NH",
    cites: [cite("RSA 420-J:8-e")],
    confidence: "verified",
  },
  nh_commissioner: {
    label: "New Hampshire commissioner",
    family: "NH",
    cites: [cite("RSA 420-J:8-e, before 2025")],
    confidence: "verified",
  },
  nj_arbitration: {
    label: "New Jersey arbitration",
    family: "NJ",
    cites: [cite("N.J.S.A. 26:2SS-10")],
    confidence: "verified",
  },
  nj_member_arbitration: {
    label: "New Jersey arbitration with the member",
    family: "NJ-member",
    cites: [cite("N.J.S.A. 26:2SS-11")],
    confidence: "known",
  },
  nm_formula: {
    label: "New Mexico payment rule",
    family: "NM",
    cites: [cite("NMSA 59A-57A-13")],
    confidence: "verified",
  },
  ny_idr: {
    label: "New York dispute resolution",
    family: "NY",
    cites: [cite("N.Y. Fin. Serv. Law 605"), cite("N.Y. Fin. Serv. Law 607")],
    confidence: "verified",
  },
  oh_arbitration: { label: "Ohio arbitration", family: "OH", cites: [cite("ORC 3902.52")], confidence: "verified" },
  tx_arbitration: {
    label: "Texas arbitration",
    family: "TX",
    cites: [cite("Tex. Ins. Code 1467.084")],
    confidence: "verified",
  },
  tx_mediation: {
    label: "Texas mediation",
    family: "TX",
    cites: [cite("Tex. Ins. Code 1467.051")],
    confidence: "verified",
  },
  va_arbitration: {
    label: "Virginia arbitration",
    family: "VA",
    cites: [cite("Va. Code 38.2-3445.02"), cite("14 VAC 5-405-40")],
    confidence: "verified",
  },
  wa_arbitration_if_extended: {
    label: "Washington arbitration, while the commissioner extends it",
    family: "WA",
    cites: [cite("RCW 48.49.040")],
    confidence: "unsure",
  },
  closed_accepted: {
    label: "Closed: the payment was accepted",
    family: "closed",
    cites: [cite("NRS 439B.754(1)")],
    confidence: "verified",
  },
  closed_late: { label: "Closed: too late", family: "closed", cites: DISPUTE, confidence: "known" },
  ma_reconsideration: {
    label: "Medicare Advantage reconsideration",
    family: "medicare-advantage",
    cites: [cfr(42, "422.574"), cfr(42, "422.582")],
    confidence: "verified",
  },
  ma_payment_dispute: {
    label: "Medicare Advantage payment dispute",
    family: "medicare-advantage-payment",
    cites: [cfr(42, "422.214")],
    confidence: "known",
  },
  medicare_appeal: {
    label: "Medicare redetermination",
    family: "program",
    cites: [cfr(42, "405.942")],
    confidence: "known",
  },
  workers_comp_board: {
    label: "Workers' compensation board",
    family: "workers-comp",
    cites: [cite("the state's workers' compensation act")],
    confidence: "known",
  },
  program_rules: {
    label: "The programme's own rules",
    family: "program",
    cites: [cite("the programme's own rules")],
    confidence: "known",
  },
  ppdr: {
    label: "Patient-provider dispute",
    family: "patient",
    cites: [usc(42, "300gg-137"), cfr(45, "149.620")],
    confidence: "verified",
  },
  ask_provider_to_correct: {
    label: "Ask the provider to correct the bill",
    family: "patient-ask",
    cites: [cfr(45, "149.620")],
    confidence: "verified",
  },
  refund_patient: {
    label: "Refund the patient",
    family: "refund",
    cites: [usc(42, "300gg-131"), cfr(45, "149.410")],
    confidence: "verified",
  },
  balance_bill_patient: {
    label: "Bill the patient the balance",
    family: "balance",
    cites: [usc(42, "300gg-131")],
    confidence: "verified",
  },
  state_prompt_pay: {
    label: "State prompt-pay interest",
    family: "prompt-pay",
    cites: [usc(29, "1144(b)(2)")],
    confidence: "verified",
  },
  provider_suit_on_assignment: {
    label: "Suit on an assignment",
    family: "suit",
    cites: [usc(29, "1132(a)(1)(B)")],
    confidence: "known",
  },
} as const satisfies Record<string, Channel>;

export type ChannelId = keyof typeof CHANNELS;
export const isChannelId = (id: string): id is ChannelId => Object.hasOwn(CHANNELS, id);
