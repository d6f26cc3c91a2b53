import type { Cite, Confidence } from "#base/cite.ts";
import { type Day, readDay } from "#base/day.ts";
import { formatUsd } from "#base/money.ts";
import { CHANNELS } from "#law/channels.ts";
import { lengthOf } from "#law/deadline.ts";
import { DATED_VALUES, DEADLINES, jurisdictionOf, STATES, STATUTES } from "#law/library.ts";
import type { Deadline, StatuteExample, Version } from "#law/statute.ts";
import type { TenantTx } from "#store/store.ts";

/** The law register: every rule Parley decides by, as it stood on a day, with where it is written. */

export interface Rule {
  readonly id: string;
  readonly kind: "channel" | "deadline" | "fee" | "statute";
  readonly title: string;
  /** "US", or a state's two letters. */
  readonly jurisdiction: string;
  readonly value: string;
  readonly from: Day | null;
  readonly until: Day | null;
  readonly keyedBy: string;
  /** "in-force", "announced" or "vacated"; law that has no dates is in force. */
  readonly status: string;
  readonly confidence: Confidence;
  readonly checkedOn: Day | null;
  readonly cites: readonly Cite[];
}

export interface RuleText {
  readonly rule: Rule;
  readonly text: readonly string[];
  readonly conditions: readonly string[];
  readonly examples: readonly { readonly given: string; readonly expect: string; readonly source: string }[];
  /** The rule as it reads from day to day, itself among them, the newest first; empty where it has one reading alone. */
  readonly versions: readonly Rule[];
}

const words = (text: string): string => text.replaceAll("-", " ").replaceAll("_", " ");

const dated = (v: Version) => ({
  from: v.from,
  until: v.until ?? null,
  keyedBy: words(v.keyedBy),
  status: words(v.status),
  confidence: v.confidence,
  checkedOn: v.checkedOn,
  cites: v.cites,
});

function periodOf(d: Deadline): string {
  const after = d.waits === undefined ? "" : `, after ${d.waits} have passed`;
  const begins = {
    "trigger-day": "that day is day 1",
    "next-day": "the next day is day 1",
    disputed: "where counting begins is disputed, so the earlier end is used",
  };
  return `${lengthOf(d)}${after}; ${begins[d.beginsOn]}`;
}

const deadlineRule = (d: Deadline): Rule => ({
  id: d.id,
  kind: "deadline",
  title: d.label,
  jurisdiction: jurisdictionOf(d.id),
  value: `${periodOf(d)}, from ${d.starts}`,
  ...dated(d),
});

/** A dated value as text: amounts as dollars, lists and records in words. */
function valueText(value: unknown): string {
  if (typeof value === "bigint") return `$${formatUsd(value as never)}`;
  if (Array.isArray(value)) return value.map(valueText).join(" to ");
  if (typeof value === "object" && value !== null) {
    if ("top" in value && "bottom" in value) return `${String(value.top)} / ${String(value.bottom)}`;
    return Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .map(([k, v]) => `${k.replace(/([A-Z])/g, " $1").toLowerCase()}: ${valueText(v)}`)
      .join("; ");
  }
  return String(value);
}

const feeRules = (): readonly Rule[] =>
  Object.entries(DATED_VALUES).flatMap(([name, versions]) =>
    versions.map(
      (v, i): Rule => ({
        id: `value.${name.replaceAll(" ", "-")}.${i + 1}`,
        kind: "fee",
        title: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
        jurisdiction: "US",
        value: valueText(v.value),
        ...dated(v),
      }),
    ),
  );

const ALWAYS = { from: null, until: null, keyedBy: "", status: "in force", checkedOn: null };

const channelRules = (): readonly Rule[] =>
  Object.entries(CHANNELS).map(
    ([id, c]): Rule => ({
      id: `channel.${id}`,
      kind: "channel",
      title: c.label,
      jurisdiction: "US",
      value: `a step of the ${words(c.family)} road`,
      ...ALWAYS,
      confidence: c.confidence,
      cites: c.cites,
    }),
  );

const stateRules = (): readonly Rule[] =>
  STATES.flatMap((s) =>
    s.routes.map(
      (r, i): Rule => ({
        id: `state.${s.code.toLowerCase()}.${i + 1}`,
        kind: "channel",
        title: CHANNELS[r.channel].label,
        jurisdiction: s.code,
        value: r.standard,
        ...dated(r),
      }),
    ),
  );

const statuteRules = (): readonly Rule[] =>
  STATUTES.flatMap((s) =>
    s.versions.map(
      (v, i): Rule => ({
        id: `statute.${s.id}.${i + 1}`,
        kind: "statute",
        title: s.title,
        jurisdiction: s.jurisdiction,
        value: s.summary,
        ...dated(v),
      }),
    ),
  );

const ALL: readonly Rule[] = [
  ...statuteRules(),
  ...DEADLINES.map(deadlineRule),
  ...feeRules(),
  ...channelRules(),
  ...stateRules(),
];
const BY_ID: ReadonlyMap<string, Rule> = new Map(ALL.map((r) => [r.id, r]));

const holdsOn = (r: Rule, on: Day): boolean => (r.from === null || r.from <= on) && (r.until === null || on <= r.until);

/** Rules of a day, by jurisdiction and name; `q` looks in titles, values, ids and citations. */
export function rulesOn(
  on: Day,
  of: { readonly q?: string | undefined; readonly jurisdiction?: string | undefined } = {},
): readonly Rule[] {
  const q = of.q?.toLowerCase();
  return ALL.filter(
    (r) =>
      holdsOn(r, on) &&
      (of.jurisdiction === undefined || r.jurisdiction === of.jurisdiction) &&
      (q === undefined ||
        [r.title, r.value, r.id, ...r.cites.map((c) => c.text)].some((t) => t.toLowerCase().includes(q))),
  );
}

/** How many open cases have this deadline as the right that ends first. */
export async function openCasesByRight(tx: TenantTx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom("case_row")
    .select((eb) => ["right_id", eb.fn.countAll<string>().as("cases")])
    .where("org", "=", tx.principal.org)
    .where("state", "<>", "closed")
    .where("right_id", "is not", null)
    .groupBy("right_id")
    .execute();
  return new Map(rows.map((r) => [r.right_id ?? "", Number(r.cases)]));
}

function examplesOf(id: string): RuleText["examples"] {
  const deadline = DEADLINES.find((d) => d.id === id);
  if (deadline !== undefined)
    return deadline.examples.map((e) => ({
      given: `It starts on ${e.trigger}.`,
      expect:
        e.opens === undefined ? `The last safe day is ${e.last}.` : `It may be used from ${e.opens} through ${e.last}.`,
      source: e.because,
    }));
  const statute = STATUTES.find((s) => id.startsWith(`statute.${s.id}.`));
  return (statute?.examples ?? []).map((e) => ({
    given: givenOf(e),
    expect: `The law ${words(e.verdict)}.`,
    source: e.because,
  }));
}

const givenOf = (e: StatuteExample): string =>
  Object.entries(e.facts)
    .map(([fact, value]) => `${words(fact)}: ${typeof value === "object" ? "as stated" : String(value)}`)
    .join("; ");

/** One rule with its text, examples and versions; undefined when there is none by that id. */
export function ruleText(id: string): RuleText | undefined {
  const rule = BY_ID.get(id);
  if (rule === undefined) return undefined;
  const deadline = DEADLINES.find((d) => d.id === id);
  const text = [rule.value];
  if (deadline !== undefined) {
    text.push(`Who acts: ${deadline.actor}.`, `It starts with ${deadline.starts}.`);
    if (deadline.ifMissed !== undefined) text.push(`If it is missed: ${deadline.ifMissed}`);
    if (deadline.closedLastDay !== undefined) text.push("A last day that is closed moves to the next open day.");
  }
  const state = STATES.find((s) => id.startsWith(`state.${s.code.toLowerCase()}.`));
  const route = state?.routes[Number(id.split(".")[2]) - 1];
  if (route?.openPoints !== undefined) text.push(`Not decided yet: ${route.openPoints}`);
  if (state?.note !== undefined) text.push(state.note);
  const stem = /^(value|statute)\./.test(id) ? id.replace(/\d+$/, "") : undefined;
  const all =
    stem === undefined ? [] : ALL.filter((r) => r.id.startsWith(stem) && /^\d+$/.test(r.id.slice(stem.length)));
  const versions = all.length < 2 ? [] : all;
  return {
    rule,
    text,
    conditions: deadline === undefined ? [] : deadline.triggers.map((t) => `dated by ${words(t)}`),
    examples: examplesOf(id),
    versions: [...versions].sort((a, b) => ((a.from ?? "") > (b.from ?? "") ? -1 : 1)),
  };
}

/** Rules that hold on a day nobody gave are today's. */
export const dayAsked = (text: string | undefined, today: Day): Day =>
  text === undefined ? today : (readDay(text) ?? today);
