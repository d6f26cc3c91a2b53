import type { Day } from "#base/day.ts";
import { type Cents, cents, formatUsd, showUsd } from "#base/money.ts";
import type { ClaimEvaluation, LineEvaluation } from "#case/evaluation.ts";
import { type Axis, axisOf } from "./report-axis.ts";
import { type Finding, findingsOf } from "./report-findings.ts";
import { type Road, roadOf } from "./report-road.ts";
import { type SourceRow, sourcesOf } from "./report-sources.ts";
import { daySpan, longDay, moneyJson, printableAll, type Sentence, sentence } from "./wording.ts";

/**
 * The claim analysis report as data: what the PDF draws and what is written beside it as JSON. The template adds no
 * figure, so every number on paper stands here. Pure; keys are a contract, new ones may be added.
 */
export interface Report {
  readonly kind: string;
  readonly reader: string;
  readonly title: string;
  readonly claim: string;
  readonly asOf: Day;
  readonly heading: string;
  readonly subtitle: string;
  readonly prepared: string;
  readonly practice: { readonly name: string | null; readonly npi: string | null; readonly tin: string | null };
  readonly payer: { readonly name: string; readonly key: string; readonly claimNumber: string | null };
  readonly served: readonly [Day, Day] | null;
  readonly class: string;
  readonly flags: readonly string[];
  readonly money: ReportMoney;
  readonly head: readonly { readonly label: string; readonly value: string; readonly small: string }[];
  readonly lead: Sentence;
  readonly leadNotes: readonly Note[];
  readonly axis: Axis | null;
  /** The day of every line, when all have the same. */
  readonly oneDay: Day | null;
  readonly lines: readonly ReportLine[];
  readonly linesNote: string;
  readonly findings: readonly Finding[];
  readonly road: Road;
  readonly advice: Advice;
  /** The whole plan as `parley plan --json` gives it; null when there is nothing to plan. */
  readonly plan: object | null;
  readonly sources: readonly SourceRow[];
  readonly proof: Proof;
}

export interface Note {
  readonly n: number;
  readonly text: string;
}

export interface ReportMoney {
  readonly billed: string;
  readonly allowed: string | null;
  readonly paid: string;
  readonly patient: string;
  /** Billed less allowed: what the payer has not counted so far. */
  readonly left: string | null;
  readonly benchmark: string | null;
  readonly fairValue: string | null;
  readonly stake: string;
}

export interface ReportLine {
  readonly line: number;
  readonly code: string;
  readonly day: Day | null;
  readonly units: string;
  readonly billed: string;
  readonly allowed: string | null;
  readonly paid: string;
  readonly patient: string;
  readonly left: string | null;
  readonly benchmark: string | null;
  readonly fairValue: string | null;
  readonly fairRange: readonly [string, string] | null;
  readonly stake: string;
  readonly class: string;
  readonly flags: readonly string[];
  readonly codes: readonly string[];
}

/** The plan in words, ready to print. Amounts, chances and days are as they are shown. */
export interface Advice {
  readonly says: string;
  readonly because: readonly string[];
  readonly alerts: readonly string[];
  readonly figures: readonly { readonly name: string; readonly amount: string; readonly about: string }[];
  readonly moves: readonly AdviceMove[];
  readonly change: readonly string[];
  readonly missing: readonly string[];
  readonly approvals: readonly string[];
}

export interface AdviceMove {
  readonly move: string;
  readonly what: string;
  readonly worth: string;
  readonly chance: string;
  readonly days: string;
  readonly fees: string;
  readonly reasons: readonly { readonly effect: string; readonly text: string; readonly source: string }[];
}

/** What of a plan the report measures lines by. Amounts of the plan's own reckoning. */
export interface PlanFigures {
  readonly floor: Cents | undefined;
  readonly target: Cents | undefined;
  readonly opening: Cents | undefined;
  /** By the line's number. */
  readonly fair: ReadonlyMap<number, { readonly median: Cents; readonly low: Cents; readonly high: Cents }>;
}

export interface Proof {
  readonly says: string;
  /** Name of the JSON whose own hash stands on the paper, and in no JSON. */
  readonly own: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly books: readonly { readonly name: string; readonly sha256: string }[];
}

export interface ReportInput {
  readonly evaluation: ClaimEvaluation;
  readonly asOf: Day;
  readonly practice: {
    readonly name?: string | undefined;
    readonly npi?: string | undefined;
    readonly tin?: string | undefined;
  };
  readonly payerClaimNumber: string | undefined;
  readonly served: readonly [Day, Day] | undefined;
  readonly figures: PlanFigures;
  readonly advice: Advice;
  readonly plan: object | undefined;
  readonly proof: Proof;
}

const left = (billed: Cents, allowed: Cents | undefined): Cents | undefined =>
  allowed === undefined ? undefined : cents(billed - allowed);

const codeOf = (l: LineEvaluation): string => [l.code, ...l.modifiers].join("-");

function lineOf(l: LineEvaluation, figures: PlanFigures): ReportLine {
  const fair = figures.fair.get(l.number);
  return {
    line: l.number,
    code: codeOf(l),
    day: l.date ?? null,
    units: l.units,
    billed: formatUsd(l.billed),
    allowed: moneyJson(l.allowed),
    paid: formatUsd(l.paid),
    patient: formatUsd(l.patient),
    left: moneyJson(left(l.billed, l.allowed)),
    benchmark: moneyJson(l.benchmark?.amount),
    fairValue: moneyJson(fair?.median),
    fairRange: fair === undefined ? null : [formatUsd(fair.low), formatUsd(fair.high)],
    stake: formatUsd(l.stake),
    class: l.class,
    flags: l.flags,
    codes: l.codes,
  };
}

/** Sum of the fair values there are; absent when there is none. */
function fairSum(figures: PlanFigures): Cents | undefined {
  let total: bigint | undefined;
  for (const f of figures.fair.values()) total = (total ?? 0n) + f.median;
  return total === undefined ? undefined : cents(total);
}

function moneyOf(e: ClaimEvaluation, figures: PlanFigures): ReportMoney {
  return {
    billed: formatUsd(e.billed),
    allowed: moneyJson(e.allowed),
    paid: formatUsd(e.paid),
    patient: formatUsd(e.patient),
    left: moneyJson(left(e.billed, e.allowed)),
    benchmark: moneyJson(e.benchmark),
    fairValue: moneyJson(fairSum(figures)),
    stake: formatUsd(e.stake),
  };
}

/** The answer first: what was paid of what, what is still at stake, and which road is open until when. */
function leadOf(e: ClaimEvaluation, road: Road): { readonly lead: Sentence; readonly notes: readonly Note[] } {
  const notes: string[] = [];
  const note = (text: string): { readonly note: number } => ({ note: notes.push(text) });
  const paid = (): Sentence => {
    if (e.setAside !== undefined)
      return [`This sending of the claim counts in no total (${e.setAside}), because another one counts.`];
    if (e.remittances === 0)
      return ["No remittance answers this claim of ", { strong: showUsd(e.billed) }, ".", note(e.sources.join("; "))];
    const allowed =
      e.allowed === undefined || e.allowed === e.paid ? [] : [" and allowed ", { strong: showUsd(e.allowed) }];
    return [
      "The plan paid ",
      { strong: showUsd(e.paid) },
      ...allowed,
      ` on charges of ${showUsd(e.billed)}`,
      ".",
      note(e.sources.join("; ")),
    ];
  };
  const stake = (): Sentence =>
    e.stake === 0n || e.benchmark === undefined
      ? []
      : [" Against our benchmark of ", showUsd(e.benchmark), ", ", { strong: showUsd(e.stake) }, " is still at stake."];
  const ends = (): Sentence =>
    e.setAside === undefined && road.short !== null ? [" ", ...road.short.says, note(road.short.note)] : [];
  const lead = [...paid(), ...stake(), ...ends()];
  return { lead, notes: notes.map((text, i) => ({ n: i + 1, text })) };
}

function headOf(i: ReportInput): Report["head"] {
  const { evaluation: e, practice, served } = i;
  const ids = [
    practice.npi === undefined ? [] : [`NPI ${practice.npi}`],
    practice.tin === undefined ? [] : [`TIN ${practice.tin}`],
  ];
  const show = (a: Cents | undefined): string => (a === undefined ? "Not known" : showUsd(a));
  const box = (label: string, value: string | undefined) => ({
    label,
    value: value === undefined || value === "" ? "Not known" : value,
    small: "",
  });
  return [
    { ...box("Provider", practice.name), small: ids.flat().join(", ") },
    { ...box("Payer", e.payer), small: i.payerClaimNumber === undefined ? "" : `Their number ${i.payerClaimNumber}` },
    {
      ...box("Served", served === undefined ? undefined : daySpan(...served)),
      small: e.state === undefined ? "" : `In ${e.state}`,
    },
    { ...box("Stands as", sentence(e.class)), small: sentence(e.match) },
    box("Billed", show(e.billed)),
    box("Allowed", show(e.allowed)),
    { ...box("Paid", show(e.paid)), small: `Patient ${show(e.patient)}` },
    { ...box("Left", show(left(e.billed, e.allowed))), small: "Billed less allowed" },
  ];
}

function oneDayOf(lines: readonly LineEvaluation[]): Day | null {
  const [first] = lines;
  return first?.date !== undefined && lines.every((l) => l.date === first.date) ? first.date : null;
}

/** Puts a report together. The same input gives the same report, to the byte. */
export function reportOf(i: ReportInput): Report {
  const { evaluation: e, asOf, figures } = i;
  const road = roadOf(e);
  const { lead, notes } = leadOf(e, road);
  const oneDay = oneDayOf(e.lines);
  const report: Report = {
    kind: "Claim analysis report",
    reader: "Private to the provider",
    title: `Claim analysis report, claim ${e.claim}`,
    claim: e.claim,
    asOf,
    heading: `Claim ${e.claim}`,
    subtitle: `${[
      i.served === undefined ? "Day of service not known" : `Served ${daySpan(...i.served)}`,
      ...(i.practice.name === undefined ? [] : [`for ${i.practice.name}`]),
    ].join(", ")}.`,
    prepared: `Prepared as of ${longDay(asOf)}.`,
    practice: { name: i.practice.name ?? null, npi: i.practice.npi ?? null, tin: i.practice.tin ?? null },
    payer: { name: e.payer, key: e.payerKey, claimNumber: i.payerClaimNumber ?? null },
    served: i.served ?? null,
    class: e.class,
    flags: e.flags,
    money: moneyOf(e, figures),
    head: headOf(i),
    lead,
    leadNotes: notes,
    axis: axisOf(e, figures) ?? null,
    oneDay,
    lines: e.lines.map((l) => lineOf(l, figures)),
    linesNote: `Left is billed less allowed. At stake is benchmark less allowed, between zero and the charge. None of it is evidence.`,
    findings: findingsOf(e),
    road,
    advice: i.advice,
    plan: i.plan ?? null,
    sources: sourcesOf(e, figures),
    proof: i.proof,
  };
  return printableAll(report);
}
