import { type Day, readDay } from "#base/day.ts";
import { type Cents, formatUsd, readUsd } from "#base/money.ts";
import { type FactId, type Facts, factOf, readFact, withFact } from "./fact.ts";

/** One worked example as a file gives it, read as far as Parley knows its words. */
export interface LawExample {
  readonly id: string;
  readonly asOf: Day;
  readonly facts: Facts;
  /** Facts as written, for the few that only examples use. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** How one thing an example expects came out. */
export type Check = { readonly kind: "ok" } | { readonly kind: "fail" | "skip"; readonly reason: string };

export const OK: Check = { kind: "ok" };
export const fail = (reason: string): Check => ({ kind: "fail", reason });
export const skip = (reason: string): Check => ({ kind: "skip", reason });

/** Facts of examples that stand under another name, or that only worked examples state. */
const RENAMED: Readonly<Record<string, FactId>> = {
  notice_sent: "open_negotiation_start",
  dispute_initiated: "initiated",
};

/** Words of examples beyond Parley's facts. Whatever is not here makes an example a skip, never a lucky pass. */
const EXAMPLE_WORDS: ReadonlySet<string> = new Set([
  "agreement",
  "amount",
  "anti_assignment",
  "appeal_received",
  "asks_extension_of",
  "authorised_representative_form",
  "batched",
  "bill_received",
  "bill_withdrawn",
  "brief",
  "claims",
  "codes",
  "codes_on_remit",
  "collected_from_patient",
  "complete_claim_received",
  "consecutive_dates",
  "days_late",
  "denial",
  "disaster",
  "dispute_received",
  "entity_fee",
  "estimate",
  "extension_notice_sent",
  "first_service",
  "id_card_tdi",
  "idr_initiation_late",
  "insured",
  "issue",
  "issuers",
  "last_service",
  "lines",
  "median_2019",
  "new_initiator",
  "new_negotiation_start",
  "one_claim_form",
  "one_patient",
  "open_negotiation_begun_late",
  "other_services",
  "outcome",
  "paid",
  "plan_fee_paid",
  "plan_offer",
  "plans",
  "portal_function_live",
  "prior_determination",
  "prior_initiator",
  "prior_negotiation_start",
  "provider_offer",
  "providers",
  "reason",
  "received",
  "refund_with_interest",
  "remittance",
  "request_mailed",
  "requested_on",
  "same_code",
  "same_issuer",
  "same_parties",
  "same_tin",
  "scheduled_on",
  "selected_offer",
  "self_pay",
  "service_date",
  "service_year",
  "submits_claim",
  "tpa",
  "type",
  "uninsured",
  "violation",
  "waiver_of_liability",
]);

export const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === "object" && x !== null && !Array.isArray(x);

export const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? x : []);
export const texts = (x: unknown): readonly string[] => list(x).filter((t): t is string => typeof t === "string");
export const asDay = (x: unknown): Day | undefined => (typeof x === "string" ? readDay(x.slice(0, 10)) : undefined);

/** An amount of an example: a JSON number or text with at most two decimals. */
export function asCents(x: unknown): Cents | undefined {
  if (typeof x !== "number" && typeof x !== "string") return undefined;
  const r = readUsd(String(x));
  return r.ok ? r.value : undefined;
}

export const dollars = (c: Cents): string => formatUsd(c);

const asText = (value: unknown): string => (Array.isArray(value) ? value.join(" ") : String(value));

/** Remark and reason codes given in one list are told apart by shape: reasons are digits or a letter and two digits. */
function codesOnRemit(facts: Facts, value: unknown): Facts {
  const codes = texts(value);
  const isRemark = (c: string): boolean => /^(N\d+|MA?\d+)$/i.test(c);
  const rarc = [...(facts.rarc ?? []), ...codes.filter(isRemark)];
  const carc = [...(facts.carc ?? []), ...codes.filter((c) => !isRemark(c))];
  return { ...facts, ...(rarc.length > 0 ? { rarc } : {}), ...(carc.length > 0 ? { carc } : {}) };
}

/** A denial given in words: nothing paid calls for an appeal, "none" says the line was paid short. */
function denialGiven(facts: Facts, value: unknown): Facts | undefined {
  if (value === "zero_payment") return { ...facts, denial_kind: "coverage" };
  const r = readFact("denial_kind", asText(value));
  return r.ok ? withFact(facts, "denial_kind", r.value) : undefined;
}

/**
 * What an example leaves unsaid is the ordinary case of its kind: out of network, and a denial that only has a date is a
 * denial of coverage. Nothing else is supplied.
 */
function ordinary(facts: Facts, raw: Readonly<Record<string, unknown>>): Facts {
  const coded = facts.carc !== undefined || facts.rarc !== undefined || facts.denial_kind !== undefined;
  const deniedByDate = facts.denial_received !== undefined || facts.final_denial_received !== undefined;
  const served = asDay(raw.service_date);
  return {
    ...facts,
    in_network: facts.in_network ?? false,
    ...(deniedByDate && !coded ? { denial_kind: "coverage" as const } : {}),
    ...(served !== undefined && facts.date_of_service === undefined ? { date_of_service: served } : {}),
    ...(served !== undefined && facts.service_at === undefined ? { service_at: { day: served } } : {}),
  };
}

/** Reads the facts of an example, or says in words why it cannot be run. */
export function readExampleFacts(
  raw: Readonly<Record<string, unknown>>,
): { readonly facts: Facts } | { readonly unread: string } {
  let facts: Facts = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === null) continue;
    if (name === "codes_on_remit") facts = codesOnRemit(facts, value);
    else if (name === "denial") {
      const next = denialGiven(facts, value);
      if (next === undefined) return { unread: "the words of fact denial are not known" };
      facts = next;
    } else {
      const id = RENAMED[name] ?? factOf(name)?.id;
      if (id === undefined) {
        if (!EXAMPLE_WORDS.has(name)) return { unread: `fact ${name} is not built yet` };
        continue;
      }
      const r = readFact(id, asText(value));
      if (!r.ok) return { unread: `fact ${name} cannot be read as ${r.error.expected}` };
      facts = withFact(facts, id, r.value);
    }
  }
  return { facts: ordinary(facts, raw) };
}
