import type { Day } from "#base/day.ts";
import { type Cents, cents, divide, formatUsd, showUsd, ZERO } from "#base/money.ts";
import type { LineEvaluation } from "#case/evaluation.ts";
import { type BatchLine, type Built, type BuiltBatch, buildBatches, type LineVerdict } from "#law/batch-build.ts";
import { CHANNELS, isChannelId } from "#law/channels.ts";
import { feesFor } from "#law/fees.ts";
import { csvRows } from "#store/export-rows.ts";
import { type BatchChoice, chooseBatch, type LineAdvice, type LineChoice } from "#strategy/batch-choice.ts";
import { atStake, type BatchFees, type BatchWorth, batchWorth, type LineStake } from "#strategy/batch-worth.ts";
import { lineOfItem, planCaseOf } from "#strategy/from-evaluation.ts";
import { STARTING_PRIORS } from "#strategy/priors.ts";
import { worthOf } from "#strategy/worth.ts";
import type { FoundCase } from "./find-claim.ts";
import { claimFactsOf } from "./plan.ts";

/** Batches of the lines of several cases: what may be filed together, what it costs and is worth, and what it still lacks. */

/** A claim with the name and key people know it by. */
export interface BatchCase extends FoundCase {
  readonly id: string;
  readonly name: string;
}

/** A line as it stands in a batch, with what a filing asks of it. */
export interface BatchLineInfo {
  readonly line: BatchLine;
  readonly caseId: string;
  readonly name: string;
  readonly number: number;
  readonly modifiers: readonly string[];
  readonly place: string | undefined;
  readonly state: string | undefined;
  readonly payerName: string;
  readonly billed: Cents;
  readonly allowed: Cents | undefined;
  readonly qpa: Cents | undefined;
  readonly stake: LineStake;
  /** What a filing asks and nobody has given. */
  readonly missing: readonly string[];
}

export interface BatchCheck {
  readonly what: string;
  readonly state: "done" | "missing" | "wait" | "person";
  readonly says: string;
  readonly cite: string | null;
}

export interface BatchPlan {
  readonly built: BuiltBatch;
  readonly lines: readonly BatchLineInfo[];
  readonly fees: BatchFees & { readonly range: readonly [Cents, Cents]; readonly singleRange: readonly [Cents, Cents] };
  readonly worth: BatchWorth;
  /** Which of its lines pay together, which alone, and which not at all. */
  readonly choice: BatchChoice;
  readonly atStake: Cents;
  readonly checks: readonly BatchCheck[];
}

export interface BatchPlans {
  readonly on: Day;
  readonly batches: readonly BatchPlan[];
  readonly alone: readonly (LineVerdict & { readonly info: BatchLineInfo })[];
  readonly out: readonly (LineVerdict & { readonly info: BatchLineInfo })[];
}

/** Lines on which nothing more can come in. */
const DONE: readonly LineEvaluation["class"][] = ["not this trade", "paid in line"];

const federalOf = (l: LineEvaluation): boolean | undefined => {
  const { verdict } = l.channel;
  if (verdict === "undetermined") return undefined;
  return isChannelId(verdict) && CHANNELS[verdict].family === "federal";
};

const SELF_FUNDED = /self/;

function stakesOf(found: FoundCase, on: Day): ReadonlyMap<number, Omit<LineStake, "proven">> {
  const made = planCaseOf(found.evaluation, claimFactsOf(found), on);
  if (!made.plannable) return new Map();
  const { items } = worthOf(made.planCase);
  return new Map(
    made.planCase.items.map((item, i) => {
      const final = items[i]?.final;
      const gain = final === undefined || final.offer < item.allowed ? ZERO : cents(final.offer - item.allowed);
      return [lineOfItem(item), { gain, chance: final?.chance ?? 0 }] as const;
    }),
  );
}

/** The lines of a case that a dispute could be about. */
export function batchLinesOf(c: BatchCase, on: Day): readonly BatchLineInfo[] {
  const { evaluation: e, coverage, matched } = c;
  const billing = matched.claim?.billing ?? matched.standing[0]?.payee;
  const { facts } = coverage;
  const funding = facts.plan_funding;
  const stakes = stakesOf(c, on);
  const places = new Map(matched.claim?.lines.map((l) => [l.number, l.place ?? matched.claim?.place]));
  return e.lines
    .filter((l) => l.billed > 0n && !DONE.includes(l.class))
    .map((l): BatchLineInfo => {
      const place = places.get(l.number);
      const qpa = e.lines.length === 1 ? facts.qpa : undefined;
      const missing = [
        ...(qpa === undefined ? ["the QPA that the plan disclosed"] : []),
        ...(funding === undefined ? ["how the plan is funded"] : []),
        ...(billing?.npi === undefined ? ["NPI"] : []),
        ...(billing?.tin === undefined ? ["tax id"] : []),
        ...(place === undefined ? ["place of service"] : []),
        ...(e.state === undefined ? ["state of the service"] : []),
        ...(facts.open_negotiation_start === undefined ? ["the day open negotiation began, with its proof"] : []),
      ];
      return {
        line: {
          id: `${c.id} ${String(l.number).padStart(4, "0")}`,
          ...{ claim: c.id, npi: billing?.npi, tin: billing?.tin?.replace(/\D/g, ""), payer: e.payerKey, code: l.code },
          selfFunded: funding === undefined ? undefined : SELF_FUNDED.test(String(funding)),
          ...{ plan: matched.claim?.group, service: l.date ?? e.dateOfService },
          ...{ negotiation: facts.open_negotiation_start, federal: federalOf(l) },
        },
        ...{ caseId: c.id, name: c.name, number: l.number, modifiers: l.modifiers, place, state: e.state },
        ...{ payerName: e.payer, billed: l.billed, allowed: l.allowed, qpa, missing },
        stake: { ...(stakes.get(l.number) ?? { gain: ZERO, chance: 0 }), proven: missing.length === 0 },
      };
    });
}

const middle = ([low, high]: readonly [Cents, Cents]): Cents => cents(divide(low + high, 2n, "half-up"));

function feesOf(n: number, initiated: Day): BatchPlan["fees"] {
  const batch = feesFor({ initiated, kind: "batched", lines: n });
  const single = feesFor({ initiated, kind: "single" });
  const none: readonly [Cents, Cents] = [ZERO, ZERO];
  const [range, singleRange] = [batch?.entityRange ?? none, single?.entityRange ?? none];
  return { admin: batch?.adminPerParty ?? ZERO, batch: middle(range), single: middle(singleRange), range, singleRange };
}

const many = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

const lackingOf = (lines: readonly BatchLineInfo[], what: string): readonly BatchLineInfo[] =>
  lines.filter((l) => l.missing.includes(what));

/** What a federal filing asks of each of its lines, however many stand in it. */
export function lineChecks(lines: readonly BatchLineInfo[]): readonly BatchCheck[] {
  const fact = (what: string, name: string, cite: string): BatchCheck => {
    const without = lackingOf(lines, what);
    if (without.length === 0) return { what: name, state: "done", says: "known for every line", cite };
    const says = `not known for ${many(without.length, "line")}: ${namesOf(without)}`;
    return { what: name, state: "missing", says, cite };
  };
  return [
    fact("the QPA that the plan disclosed", "QPA", "45 CFR 149.140(d)"),
    fact("how the plan is funded", "Plan type", "42 USC 300gg-111(c)(3)(A)(ii)"),
    fact("NPI", "NPI", "42 USC 300gg-111(c)(3)(A)(i)"),
    fact("tax id", "Tax id", "42 USC 300gg-111(c)(3)(A)(i)"),
    fact("place of service", "Place of service", "45 CFR 149.510(b)(2)(iii)"),
    fact("state of the service", "State of the service", "45 CFR 149.510(b)(2)(iii)"),
  ];
}

/** A pause that only somebody who knows the determinations before can rule out. */
export const COOLING_OFF_CHECK: BatchCheck = {
  what: "Cooling-off",
  state: "person",
  says: "make sure that no determination between these sides on these items is so recent that it bars a new dispute",
  cite: "42 USC 300gg-111(c)(5)(E)(ii)",
};

function checksOf(
  b: BuiltBatch,
  lines: readonly BatchLineInfo[],
  fees: BatchPlan["fees"],
  on: Day,
): readonly BatchCheck[] {
  const started = lackingOf(lines, "the day open negotiation began, with its proof");
  const days: BatchCheck =
    b.initiate === undefined
      ? {
          what: "Open negotiation",
          state: "missing",
          says: `to be begun for ${many(started.length, "line")}; a dispute can follow after 30 business days`,
          cite: "45 CFR 149.510(b)(1)",
        }
      : {
          what: "Days to initiate",
          state: on < b.initiate[0] ? "wait" : "done",
          says: `every line may be initiated from ${b.initiate[0]} through ${b.initiate[1]}`,
          cite: "45 CFR 149.510(b)(2)(i)",
        };
  return [
    days,
    {
      what: "Proof of notice",
      state: "person",
      says: "attach the notice that was sent for each line, and the proof that it went to the address on the remittance",
      cite: "45 CFR 149.510(b)(1)(ii)",
    },
    ...lineChecks(lines),
    {
      what: "Fees",
      state: "person",
      says: `administrative fee ${showUsd(fees.admin)}, never returned; entity fee ${showUsd(fees.range[0])} to ${showUsd(fees.range[1])} for the batch, each entity posts its own`,
      cite: "45 CFR 149.510(d)",
    },
    COOLING_OFF_CHECK,
    ...b.flags.map(
      (says): BatchCheck => ({ what: "Relatedness", state: "person", says, cite: b.rule.cites[0]?.text ?? null }),
    ),
    {
      what: "Second person",
      state: "person",
      says: "somebody other than who prepared it approves the filing and signs the attestations",
      cite: null,
    },
  ];
}

const NAMED = 5;
const namesOf = (lines: readonly BatchLineInfo[]): string => {
  const names = lines.slice(0, NAMED).map((l) => `${l.name} line ${l.number}`);
  return lines.length > NAMED ? `${names.join(", ")} and ${lines.length - NAMED} more` : names.join(", ");
};

/** Batches of the lines of these cases, on a day. Every line is named once. */
export function planBatches(cases: readonly BatchCase[], on: Day, only: "all" | "paying" = "all"): BatchPlans {
  const plans = everyBatch(cases, on);
  return only === "all" ? plans : payingOf(plans);
}

const INSTEAD: Readonly<Record<"alone" | "leave out", string>> = {
  alone: "Related to others, and brings more by itself",
  "leave out": "Related to others, and costs more than it brings",
};

/** Why a line is in the batch, alone or left out by what it brings, with the two figures that say so. */
function choiceSaid({ advice, within, single }: LineChoice): string {
  const alone =
    single < 0n
      ? `a dispute of its own costs ${showUsd(cents(-single))} more than it brings`
      : `alone it brings ${showUsd(single)}`;
  const adds = within < 0n ? `takes ${showUsd(cents(-within))} from the batch` : `adds ${showUsd(within)} to the batch`;
  return advice === "in" ? `It ${adds}; ${alone}.` : `${INSTEAD[advice]}: it ${adds}, and ${alone}.`;
}

/** The batches with those lines alone that pay together; the others are named with what they would bring. */
function payingOf(plans: BatchPlans): BatchPlans {
  const left = (b: BatchPlan, advice: LineAdvice) =>
    b.lines.flatMap((info, i) => {
      const choice = b.choice.lines[i];
      if (choice?.advice !== advice) return [];
      return [{ line: info.line, info, because: choiceSaid(choice), cites: b.built.rule.cites }];
    });
  return {
    on: plans.on,
    batches: plans.batches.flatMap((b) => {
      const lines = b.lines.filter((_, i) => b.choice.lines[i]?.advice === "in");
      if (lines.length < 2) return [];
      return [batchPlan({ ...b.built, lines: lines.map((l) => l.line) }, lines, plans.on)];
    }),
    alone: [...plans.alone, ...plans.batches.flatMap((b) => left(b, "alone"))],
    out: [...plans.out, ...plans.batches.flatMap((b) => left(b, "leave out"))],
  };
}

function batchPlan(b: BuiltBatch, lines: readonly BatchLineInfo[], on: Day): BatchPlan {
  const stakes = lines.map((l) => l.stake);
  // The fees are those of the day a dispute is begun: today, or the first day on which it may be.
  const begun = b.initiate !== undefined && b.initiate[0] > on ? b.initiate[0] : on;
  const fees = feesOf(lines.length, begun);
  const worth = batchWorth(stakes, fees, STARTING_PRIORS);
  const choice = chooseBatch(stakes, (n) => feesOf(n, begun), STARTING_PRIORS);
  return { built: b, lines, fees, worth, choice, atStake: atStake(stakes), checks: checksOf(b, lines, fees, on) };
}

function everyBatch(cases: readonly BatchCase[], on: Day): BatchPlans {
  const infos = cases.flatMap((c) => batchLinesOf(c, on));
  const by = new Map(infos.map((i) => [i.line.id, i]));
  const info = (l: BatchLine): BatchLineInfo => by.get(l.id) as BatchLineInfo;
  const built: Built = buildBatches(
    infos.map((i) => i.line),
    on,
  );
  const named = (v: LineVerdict) => ({ ...v, info: info(v.line) });
  return {
    on,
    batches: built.batches.map((b) => batchPlan(b, b.lines.map(info), on)),
    alone: built.alone.map(named),
    out: built.out.map(named),
  };
}

const share = (x: number): number => Math.round(x * 1000) / 1000;
const orNull = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));

const lineJson = (i: BatchLineInfo) => ({
  case: i.caseId,
  number: i.name,
  line: i.number,
  code: i.line.code,
  modifiers: [...i.modifiers],
  service: i.line.service ?? null,
  place: i.place ?? null,
  state: i.state ?? null,
  payer: i.payerName,
  npi: i.line.npi ?? null,
  tin: i.line.tin ?? null,
  billed: formatUsd(i.billed),
  allowed: orNull(i.allowed),
  qpa: orNull(i.qpa),
  gain: formatUsd(i.stake.gain),
  chance: share(i.stake.chance),
  missing: [...i.missing],
});

const choiceJson = (c: LineChoice | undefined) => ({
  advice: c?.advice ?? "in",
  adds: formatUsd(c?.within ?? ZERO),
  single: formatUsd(c?.single ?? ZERO),
  why: c === undefined ? "" : choiceSaid(c),
});

/** Batches as JSON: the same for the terminal, for programs and for the window. */
export const batchesJson = (p: BatchPlans) => ({
  on: p.on,
  batches: p.batches.map(({ built: b, lines, fees, worth, choice, checks, atStake: stake }) => ({
    relation: b.relation,
    because: b.because,
    rule: { from: b.rule.from, mostLines: b.rule.value.mostLines ?? null, cites: b.rule.cites.map((c) => c.text) },
    confidence: b.confidence,
    first: b.first,
    lastService: b.lastService,
    initiate: b.initiate === undefined ? null : { from: b.initiate[0], until: b.initiate[1] },
    ready: checks.every((c) => c.state === "done" || c.state === "person"),
    fees: {
      admin: formatUsd(fees.admin),
      batch: fees.range.map((c) => formatUsd(c)),
      single: fees.singleRange.map((c) => formatUsd(c)),
    },
    worth: {
      batch: formatUsd(worth.batch),
      singles: formatUsd(worth.singles),
      better: worth.better,
      feeFalls: share(worth.feeFalls),
      sinks: share(worth.sinks),
      atStake: formatUsd(stake),
    },
    choice: {
      lines: choice.lines.filter((l) => l.advice === "in").length,
      worth: formatUsd(choice.worth),
      pays: worth.batch > 0n,
    },
    checks: checks.map((c) => ({ ...c })),
    lines: lines.map((l, i) => ({ ...lineJson(l), ...choiceJson(choice.lines[i]) })),
  })),
  alone: p.alone.map((v) => ({ ...lineJson(v.info), because: v.because, cites: v.cites.map((c) => c.text) })),
  out: p.out.map((v) => ({ ...lineJson(v.info), because: v.because, cites: v.cites.map((c) => c.text) })),
});

export type BatchesJson = ReturnType<typeof batchesJson>;

const HEAD = [
  ...["Batch", "In or out", "Why", "Case", "Line", "Code", "Modifiers", "Service", "Place", "State", "Payer", "NPI"],
  ...["Tax id", "Billed", "Allowed", "QPA", "Missing", "Initiate from", "Initiate until"],
];

/** Every line with its batch, or why it is in none; no cell is run as a formula. */
export function batchesCsv(json: BatchesJson): string {
  type Line = BatchesJson["alone"][number];
  const row = (
    batch: string,
    verdict: string,
    why: string,
    l: Omit<Line, "because" | "cites">,
    until: readonly string[],
  ) => [
    ...[batch, verdict, why, l.number, String(l.line), l.code, l.modifiers.join(" "), l.service ?? "", l.place ?? ""],
    ...[l.state ?? "", l.payer, l.npi ?? "", l.tin ?? "", l.billed, l.allowed ?? "", l.qpa ?? "", l.missing.join("; ")],
    ...until,
  ];
  const rows = [
    HEAD,
    ...json.batches.flatMap((b, i) =>
      b.lines.map((l) => row(String(i + 1), "in", b.because, l, [b.initiate?.from ?? "", b.initiate?.until ?? ""])),
    ),
    ...json.alone.map((l) => row("", "alone", l.because, l, ["", ""])),
    ...json.out.map((l) => row("", "out", l.because, l, ["", ""])),
  ];
  return `\uFEFF${csvRows(rows)}`;
}
