import { type Day, readDay } from "#base/day.ts";
import { type Cents, type Ratio, readRatio, readUsd } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { FACTS, type PLAN_FUNDING, type PROVIDERS, type REGULATORS, type SERVICES } from "./fact-table.ts";
import { JURISDICTIONS, type StateCode } from "./jurisdiction.ts";
import type { DenialKind } from "./remark.ts";

/**
 * The facts law asks for, in one vocabulary. Every fact may be absent, and absent means unknown: no rule of this room
 * reads an unknown fact as a no.
 */
export type PlanFunding = (typeof PLAN_FUNDING)[number];
export type Service = (typeof SERVICES)[number];
export type ProviderKind = (typeof PROVIDERS)[number];
export type Regulator = (typeof REGULATORS)[number];

/** A day, with an hour and minute where one is known: `2026-11-02` or `2026-11-02T09:00`. Local to the provider. */
export interface Moment {
  readonly day: Day;
  /** Minutes after midnight. */
  readonly minute?: number;
}

/** A day of receipt that somebody states, and who. */
export interface StatedReceipt {
  readonly day: Day;
  readonly source: string;
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
  /** Not asked: the days of receipt that sources state, when they disagree. */
  readonly receipts?: readonly StatedReceipt[];
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
  /** As src/claim/benefits.ts and src/claim/claim-status.ts write them; no rule asks for them. */
  readonly oon_benefits?: string;
  readonly claim_status?: string;
  readonly rarc?: readonly string[];
  readonly carc?: readonly string[];
  readonly group_code?: string;
  readonly denial_kind?: DenialKind;
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

const BY_ID: ReadonlyMap<string, Fact> = new Map(FACTS.map((f) => [f.id, f]));
const ORDER: ReadonlyMap<string, number> = new Map(FACTS.map((f, i) => [f.id, i]));

/** The fact with this id, spelled in any case and with hyphens or blanks. */
export const factOf = (id: string): Fact | undefined => BY_ID.get(plain(id));

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
  const found =
    kind.values.find((v) => plain(v) === p) ?? (Object.hasOwn(kind.aliases, p) ? kind.aliases[p] : undefined);
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
