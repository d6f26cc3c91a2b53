import type { Cents } from "#base/money.ts";
import { asCents, type Check, fail, type LawExample, OK, skip } from "./example.ts";
import { owedAfter } from "./fees.ts";

/**
 * The steps a window of an example may name, and the deadlines each stands for. A name that is not here cannot be
 * judged; a name that is here, over a deadline of another step, is wrong.
 */
const STEPS: Readonly<Record<string, RegExp>> = {
  accept_or_reject: /^nv\.accept_reject$/,
  arbitration_notice: /^(?:mo|va)\.arbitration_notice$/,
  award_payment: /\.award_payment$/,
  batch_service_window: /\.batch_service_window$/,
  carrier_answer: /^mi\.complicating_factor_response$/,
  cooling_off_end: /^nsa\.cooling_off(?:_batched)?$/,
  cure: /^nsa\.unknowing_violation_cure$/,
  decision: /decision$|_decide(?:_post|_pre)?$|_service_claim$|\.determination$/,
  determination: /\.determination$/,
  documents: /^erisa\.plan_docs$/,
  extended_decision: /_service_claim(?:_extended)?$/,
  extended_start: /^nsa\.idr_extension_request$/,
  file: /_file$|^ppdr\.initiate$|^ma\.ncp_reconsideration$|^ffs\.re(?:determination|consideration)$/,
  gfe: /^gfe\.(?:scheduled_\d+bd|on_request)$/,
  idr_initiation: /^nsa\.idr_initiate$/,
  initiate: /(?<!^nsa\.idr)[._]initiate$/,
  negotiation: /negotiation$|^nsa\.open_neg_period$/,
  negotiation_end: /negotiation$|^nsa\.open_neg_period$/,
  notice: /^(?:va|mo)\.arbitration_notice$|\.dispute_notice$/,
  notice_due: /^nsa\.notice_consent_72h$/,
  offers_and_fees: /^nsa\.offer_and_fees$/,
  open_negotiation_start: /^nsa\.open_neg_initiate$/,
  pay_by: /\.prompt_pay$/,
  post_cooling_off: /^nsa\.post_cooling_off_window$/,
  provider_refund: /\.award_payment$/,
  request: /\.arbitration_request$/,
  response_notice_if_live: /^nsa\.open_neg_response$/,
  service_age_limit: /\.service_age$/,
  settlement_notice: /\.settlement_notice$/,
};

/** What a determination leaves owing to the provider; below zero, what the provider owes. */
export function award({ raw, facts }: LawExample): Cents | undefined {
  const selected = asCents(raw.selected_offer);
  const { cost_share: costShare, initial_payment: alreadyPaid } = facts;
  if (selected === undefined || costShare === undefined || alreadyPaid === undefined) return undefined;
  return owedAfter({ selected, costShare, alreadyPaid });
}

/** Whether the step a window names is that of its deadline; a window may leave its step out. */
export function checkStep(step: unknown, deadline: string, example: LawExample): Check {
  if (step === undefined) return OK;
  const fits = typeof step === "string" && Object.hasOwn(STEPS, step) ? STEPS[step] : undefined;
  if (fits === undefined) return skip(`step ${String(step)} is not built yet`);
  if (!fits.test(deadline)) return fail(`step ${String(step)} is not that of ${deadline}`);
  const owed = award(example);
  // The same thirty days bind whoever owes after the award.
  const other = owed === undefined || owed === 0n ? undefined : owed > 0n ? "provider_refund" : "award_payment";
  return step === other ? fail(`step ${step}: the award makes the other side owe`) : OK;
}
