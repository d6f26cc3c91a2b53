import { type Day, daysBetween, readDay } from "#base/day.ts";
import { type Cents, cents, divide, negate, ZERO } from "#base/money.ts";
import { inBatchWindow } from "./batch.ts";
import { lastDay, windowFor } from "./deadline.ts";
import { forumOf, forumRules } from "./evidence.ts";
import { asCents, asDay, type Check, dollars, fail, isObject, type LawExample, list, OK, skip } from "./example.ts";
import type { Roads } from "./example-road.ts";
import { award } from "./example-step.ts";
import { PLAN_DOCUMENTS } from "./federal/appeal.ts";
import { IDR_INITIATION } from "./federal/dispute.ts";
import { FEATURES_2026 } from "./federal/pending.ts";
import { PATIENT_DISPUTE_TEST, PLAN_DOCUMENT_PENALTY, PROMPT_PAY_INTEREST } from "./federal/sums.ts";
import { type Dispute, type DisputeFees, feesFor, settledShare } from "./fees.ts";
import { deadlineOf } from "./library.ts";
import { patientMaximum, qpaFor } from "./patient.ts";

/** The sums of an example: fees, amounts and the patient's maximum. `undefined` means Parley cannot compute it yet. */
type Found = Cents | number | readonly unknown[] | boolean | undefined;

/** The day that decides fees: initiation, else the first safe day for it, else the day of the example. */
function initiationDay({ facts, asOf }: LawExample): Day {
  if (facts.initiated !== undefined) return facts.initiated;
  return facts.open_negotiation_start === undefined
    ? asOf
    : windowFor(IDR_INITIATION, facts.open_negotiation_start).safe[0];
}

function disputeFees(example: LawExample, found: Roads, lines?: number): DisputeFees | undefined {
  const { type } = example.raw;
  const count = lines ?? (typeof example.raw.lines === "number" ? example.raw.lines : undefined);
  const kind: Dispute["kind"] =
    type === "batched" || type === "bundled"
      ? type
      : found.first.includes("federal_idr_batched") || lines !== undefined
        ? "batched"
        : "single";
  return feesFor({ initiated: initiationDay(example), kind, ...(count === undefined ? {} : { lines: count }) });
}

function feeOf(key: string, example: LawExample, found: Roads): Found {
  const fees = disputeFees(example, found);
  const ineligible = example.raw.outcome === "ineligible";
  const stepped = isObject(example.expected.fees) && "add_per_25_lines_over_25" in example.expected.fees;
  switch (key) {
    case "patient_usd":
      return found.first.includes("ppdr") ? PATIENT_DISPUTE_TEST.fee : undefined;
    case "admin_per_party_usd":
      return fees?.adminPerParty;
    case "admin_per_party_usd_total":
      return fees === undefined ? undefined : cents(fees.adminPerParty * BigInt(found.batch?.minDisputes ?? 1));
    case "entity_fee_range_usd":
      return stepped ? fees?.entityBase : fees?.entityRange;
    case "loser_pays_entity_fee":
      return fees?.loserPaysEntity;
    case "add_per_25_lines_over_25":
      return fees?.perIncrement;
    case "increments":
      return fees?.increments;
    case "entity_fee_usd":
      return ineligible ? ZERO : undefined;
    default:
      return undefined;
  }
}

function lateDocuments(example: LawExample): number | undefined {
  const asked = asDay(example.raw.request_mailed);
  if (asked === undefined) return undefined;
  return Math.max(0, daysBetween(lastDay(PLAN_DOCUMENTS, asked), asDay(example.raw.received) ?? example.asOf));
}

function lateInterest(example: LawExample): { readonly days: number; readonly amount: Cents } | undefined {
  const { facts, raw } = example;
  if (facts.plan_funding?.startsWith("self_funded") === true && typeof raw.days_late === "number")
    return { days: 0, amount: ZERO };
  const rule = PROMPT_PAY_INTEREST.find((r) => r.state === facts.state);
  const due = rule === undefined ? undefined : deadlineOf(rule.deadline);
  const start = asDay(raw.complete_claim_received);
  const paid = asDay(raw.paid);
  const amount = asCents(raw.amount);
  if (rule === undefined || due === undefined || start === undefined || paid === undefined || amount === undefined)
    return undefined;
  const days = Math.max(0, daysBetween(lastDay(due, start), paid));
  const top = amount * rule.yearly.top * BigInt(days);
  return { days, amount: cents(divide(top, rule.yearly.bottom * BigInt(rule.yearDays), "half-up")) };
}

function codesMandatory(example: LawExample): readonly boolean[] | undefined {
  const rule = FEATURES_2026.find((f) => f.value.id === "codes_mandatory");
  const days = list(example.raw.claims).map((c) => (isObject(c) ? asDay(c.dos) : undefined));
  return rule === undefined ? undefined : days.flatMap((d) => (d === undefined ? [] : [d >= rule.from]));
}

function services(example: LawExample): ReturnType<typeof inBatchWindow> | undefined {
  const first = asDay(example.raw.first_service);
  const others = list(example.raw.other_services).flatMap((d) => asDay(d) ?? []);
  return first === undefined ? undefined : inBatchWindow(first, others);
}

function indexed(example: LawExample): ReturnType<typeof qpaFor> {
  const median = asCents(example.raw.median_2019);
  const year = readDay(`${String(example.raw.service_year)}-07-01`);
  return median === undefined || year === undefined ? undefined : qpaFor(median, year);
}

function refundDue(example: LawExample): Cents | undefined {
  const collected = asCents(example.raw.collected_from_patient);
  const most = patientMaximum(example.facts);
  if (collected === undefined || !most.ok) return undefined;
  return collected > most.value.maximum ? cents(collected - most.value.maximum) : ZERO;
}

/** An offer whose fees are unpaid is not considered, so the other one stands. */
function standingOffer(raw: LawExample["raw"]): Cents | undefined {
  return raw.plan_fee_paid === false ? asCents(raw.provider_offer) : undefined;
}

const LINES_KEY = /^entity_fee_range_(\d+)_lines$/;

function amountOf(key: string, example: LawExample, found: Roads): Found {
  const ofLines = LINES_KEY.exec(key);
  if (ofLines !== null) return disputeFees(example, found, Number(ofLines[1]))?.entityRange;
  const owed = award(example);
  switch (key) {
    case "plan_owes":
      return owed === undefined ? undefined : owed > 0n ? owed : ZERO;
    case "provider_refunds_plan":
      return owed === undefined ? undefined : owed < 0n ? negate(owed) : ZERO;
    case "patient_change":
      return owed === undefined ? undefined : ZERO;
    case "entity_fee_each": {
      const fee = asCents(example.raw.entity_fee);
      return fee === undefined || example.raw.agreement === undefined ? undefined : settledShare(fee);
    }
    case "selected_offer":
      return standingOffer(example.raw);
    case "codes_mandatory":
      return codesMandatory(example);
    case "qpa":
      return indexed(example)?.qpa;
    case "qpa_whole":
      return indexed(example)?.whole;
    case "min_disputes":
      return found.batch?.minDisputes;
    case "max_lines_per_dispute":
      return found.batch?.mostLines;
    case "entity_fee_range":
      return disputeFees(example, found)?.entityRange;
    case "fee_increments":
      return disputeFees(example, found)?.increments;
    case "included":
      return services(example)?.included;
    case "excluded":
      return services(example)?.excluded;
    case "days_late":
      return lateDocuments(example);
    case "max_penalty": {
      const days = lateDocuments(example);
      return days === undefined ? undefined : cents(PLAN_DOCUMENT_PENALTY.perDay * BigInt(days));
    }
    case "interest":
      return lateInterest(example)?.amount;
    case "interest_days":
      return lateInterest(example)?.days;
    case "refund":
      return refundDue(example);
    default:
      return undefined;
  }
}

const show = (x: unknown): string =>
  typeof x === "bigint" ? dollars(x as Cents) : Array.isArray(x) ? `[${x.map(show).join(", ")}]` : String(x);

/** Amounts compare to the cent, counts and truths exactly, lists item by item. */
function same(want: unknown, have: unknown): boolean {
  if (Array.isArray(have))
    return Array.isArray(want) && want.length === have.length && have.every((h, i) => same(want[i], h));
  return typeof have === "bigint" ? asCents(want) === have : want === have;
}

function checkAll(what: string, wanted: unknown, find: (key: string) => Found): readonly Check[] {
  if (wanted === undefined) return [];
  if (!isObject(wanted)) return [skip(`${what} is not an object`)];
  return Object.entries(wanted).map(([key, want]) => {
    const have = find(key);
    if (have === undefined) return skip(`${what} ${key} is not built yet for these facts`);
    return same(want, have) ? OK : fail(`${what} ${key}: expected ${show(want)}, found ${show(have)}`);
  });
}

export const checkFees = (example: LawExample, found: Roads): readonly Check[] =>
  checkAll("fee", example.expected.fees, (key) => feeOf(key, example, found));

export const checkAmounts = (example: LawExample, found: Roads): readonly Check[] =>
  checkAll("amount", example.expected.amounts, (key) => amountOf(key, example, found));

/** `null` asks nothing: either no maximum was sought, or the law sets none. */
export function checkPatient(example: LawExample): readonly Check[] {
  const want = example.expected.patient_max_usd;
  if (want === undefined || want === null) return [];
  const most = patientMaximum(example.facts);
  if (!most.ok) return [skip(`patient maximum needs ${most.missing.join(", ")}`)];
  return [
    same(want, most.value.maximum)
      ? OK
      : fail(`patient maximum: expected ${show(want)}, found ${dollars(most.value.maximum)}`),
  ];
}

const sameSet = (a: readonly unknown[], b: readonly string[]): boolean =>
  a.length === b.length && new Set(a).size === b.length && b.every((x) => a.includes(x));

export function checkEvidence(example: LawExample, found: Roads): readonly Check[] {
  const { admissible_evidence: may, barred_evidence: never } = example.expected;
  if (may === undefined && never === undefined) return [];
  const forum = found.all.map((c) => forumOf(c, example.facts.service)).find((f) => f !== undefined);
  if (forum === undefined) return [skip("the forum's rules of evidence are not built yet")];
  const rules = forumRules(forum);
  const checks: Check[] = [];
  if (may !== undefined && !sameSet(list(may), rules.admissible))
    checks.push(fail(`admissible evidence differs from that of ${forum}`));
  if (never !== undefined && !sameSet(list(never), rules.barred))
    checks.push(fail(`barred evidence differs from that of ${forum}`));
  return checks.length === 0 ? [OK] : checks;
}
