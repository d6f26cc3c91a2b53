import { type Cite, type Confidence, usc, weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import type { ChannelId } from "./channels.ts";
import { lastDay } from "./deadline.ts";
import { BATCHING, CODE_RANGES } from "./federal/batching.ts";
import { BATCH_SERVICES } from "./federal/dispute.ts";
import { valueOn } from "./statute.ts";

/** Lines a party would like to dispute together. */
export interface Batch {
  readonly lines: number;
  readonly codes: readonly string[];
  readonly negotiationStart: Day;
  readonly onePatient?: boolean;
  readonly oneClaimForm?: boolean;
  readonly consecutiveDates?: boolean;
  /** One provider or group by NPI or TIN. */
  readonly sameProvider?: boolean;
  readonly sameIssuer?: boolean;
  /** Self-funded: one plan, not one administrator. */
  readonly plans?: readonly string[];
  readonly issuers?: readonly string[];
}

export interface BatchFinding {
  readonly channel: ChannelId;
  readonly excluded: readonly ChannelId[];
  readonly minDisputes: number;
  readonly mostLines?: number;
  readonly flags: readonly string[];
  readonly because: string;
  readonly cites: readonly Cite[];
  readonly confidence: Confidence;
}

const distinct = (xs: readonly string[] | undefined): number => new Set(xs ?? []).size;

const rangeOf = (code: string): string | undefined =>
  CODE_RANGES.find((r) => code >= r.first && code <= r.last && /^\d{5}$/.test(code))?.name;

function apart(batch: Batch): { readonly parts: number; readonly flag: string; readonly because: string } | undefined {
  if (distinct(batch.plans) > 1) {
    return {
      parts: distinct(batch.plans),
      flag: "different_plans",
      because: "Self-funded plans are told apart by plan, not by administrator.",
    };
  }
  if (distinct(batch.issuers) > 1) {
    return { parts: distinct(batch.issuers), flag: "different_issuers", because: "One issuer must owe every item." };
  }
  if (batch.sameIssuer === false)
    return { parts: 2, flag: "different_issuers", because: "One issuer must owe every item." };
  if (batch.sameProvider === false)
    return { parts: 2, flag: "different_providers", because: "One provider or group must have billed every item." };
  return undefined;
}

/**
 * Whether lines may share a dispute, and in how many disputes at least. The rule is the one in force on the day
 * negotiation began. Source: 42 USC 300gg-111(c)(3), 45 CFR 149.510(c)(3), 91 FR 33900.
 */
export function decideBatch(batch: Batch): BatchFinding | undefined {
  const rule = valueOn(BATCHING, batch.negotiationStart);
  if (rule === undefined) return undefined;
  const base = { cites: rule.cites, confidence: rule.confidence, excluded: [] as readonly ChannelId[] };
  const split = apart(batch);
  if (split !== undefined) {
    return {
      ...base,
      channel: "federal_idr_single",
      excluded: ["federal_idr_batched"],
      minDisputes: split.parts,
      flags: [split.flag],
      because: split.because,
      cites: [usc(42, "300gg-111(c)(3)(A)(i)-(ii)")],
    };
  }
  const most = rule.value.mostLines;
  const flags: string[] = [];
  if (most === undefined) flags.push("no_line_cap");
  if (rule.value.coolingOff === "90-calendar-days") flags.push("cooling_off_90_calendar_days");
  const joined = {
    ...base,
    channel: "federal_idr_batched" as const,
    minDisputes: most === undefined ? 1 : Math.max(1, Math.ceil(batch.lines / most)),
    ...(most === undefined ? {} : { mostLines: most }),
  };
  if (distinct(batch.codes) === 1) return { ...joined, flags, because: "One code throughout is a similar condition." };
  const ways = rule.value.relatedBy;
  if (
    ways.includes("one-encounter") &&
    batch.onePatient === true &&
    batch.oneClaimForm === true &&
    batch.consecutiveDates !== false
  ) {
    return { ...joined, flags, because: "One patient's encounter on one claim form may be joined." };
  }
  const ranges = new Set(batch.codes.map(rangeOf));
  if (ways.includes("code-range") && ranges.size === 1 && !ranges.has(undefined)) {
    return {
      ...joined,
      flags: [...flags, "range_definition_unsure", "confirm_with_entity"],
      because: "The codes lie in one section; whether the whole section counts is for the entity to say.",
      confidence: weakest(rule.confidence, "unsure"),
    };
  }
  if (ways.includes("entity-discretion")) {
    return {
      ...joined,
      channel: "ask_entity_then_federal_idr",
      flags: [...flags, "entity_discretion"],
      because: "Each entity read the statute's similar condition in its own way.",
      confidence: "unsure",
    };
  }
  return {
    ...base,
    channel: "federal_idr_single",
    excluded: ["federal_idr_batched"],
    minDisputes: Math.max(1, distinct(batch.codes)),
    flags: ["unrelated_codes"],
    because: "The codes are not related in a way the rule knows.",
  };
}

/** Which service days may join a batch whose first service is given: within thirty business days after it. */
export function inBatchWindow(
  first: Day,
  others: readonly Day[],
): { readonly lastDay: Day; readonly included: readonly Day[]; readonly excluded: readonly Day[] } {
  const last = lastDay(BATCH_SERVICES, first);
  return {
    lastDay: last,
    included: others.filter((d) => d >= first && d <= last),
    excluded: others.filter((d) => d < first || d > last),
  };
}
