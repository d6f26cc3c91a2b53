import { weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { add, type Cents, ZERO } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
import type { Coverage } from "#claim/answer-facts.ts";
import type { AllowedHistory } from "#claim/history.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import { sourceText } from "#claim/typed.ts";
import type { Books } from "#price/book.ts";
import { localityOf } from "./benchmark.ts";
import { billerOf, centerPrices } from "./center.ts";
import type { Law } from "./deciding.ts";
import { evaluateLine, type LineResult } from "./evaluate-line.ts";
import {
  type Because,
  type ChannelView,
  CLASSES,
  type ClaimEvaluation,
  FLAGS,
  type Flag,
  type LineEvaluation,
  type RightView,
} from "./evaluation.ts";
import type { LineLaw } from "./law-view.ts";
import { questionsOf } from "./questions.ts";

/** Everything an evaluation rests on. The same input gives the same answer, whenever and wherever it is asked. */
export interface EvaluateInput {
  /** The claim with its remittances, and what stands of them. */
  readonly matched: MatchedClaim;
  /** What is known about payer, plan, place and practice, with the source of each fact. */
  readonly coverage: Coverage;
  readonly profile: Profile | undefined;
  readonly books: Books;
  readonly history: AllowedHistory;
  readonly law: Law;
  readonly asOf: Day;
}

/**
 * The heart of Parley: what one claim is worth, by which road, with how many days left, and what nobody knows yet. Pure;
 * the terminal, the API, the import and the bench all call this one.
 */
export function evaluate(input: EvaluateInput): ClaimEvaluation {
  const { matched, coverage } = input;
  const { claim } = matched;
  const remittance = matched.standing[0] ?? matched.remittances[matched.remittances.length - 1];
  const locality = localityOf(claim, matched.standing[0], input.profile);
  const biller = billerOf(matched, input.profile);
  const prices = biller?.is === "center" ? centerPrices(matched, input.books, locality) : undefined;
  const says = biller?.is === "clinician" ? undefined : biller?.why;
  const results = matched.lines.map((line, i) =>
    evaluateLine(input, line, i + 1, { locality, center: prices?.[i], biller: says }),
  );
  const lines = results.map((r) => r.line);
  const speaks = leadOf(results);
  const lead = speaks?.line;
  const sums = sumLines(lines, matched.takeback !== undefined);
  return {
    claim: claim?.id ?? remittance?.id ?? "",
    payer: coverage.payer.name,
    payerKey: coverage.payer.key,
    state: coverage.facts.state,
    dateOfService: claim?.from ?? remittance?.from ?? lines[0]?.date,
    billed: claim?.billed ?? matched.standing[0]?.billed ?? ZERO,
    allowed: sums.allowed,
    paid: sums.paid,
    patient: sums.patient,
    payment: lead?.payment ?? unanswered(matched),
    class: lead?.class ?? unanswered(matched),
    flags: sums.flags,
    stake: sums.stake,
    benchmark: sums.benchmark,
    channel: lead?.channel ?? NO_LINES,
    facts: speaks === undefined ? [] : factsShown(speaks.law, coverage),
    notes: matched.notes,
    rights: mergedRights(lines),
    loss: sums.loss,
    lines,
    questions: questionsOf(input, results),
    sources: sourcesOf(matched),
    match: matchText(matched),
    remittances: matched.remittances.length,
    takeback: matched.takeback,
    setAside: matched.setAside?.as,
    unmatched: unmatchedOf(matched),
  };
}

function unmatchedOf(m: MatchedClaim): "claim" | "remittance" | undefined {
  if (m.claim === undefined) return "remittance";
  return m.remittances.length === 0 && m.setAside === undefined ? "claim" : undefined;
}

/** Sums over the lines; what no line knows stays unknown. */
function sumLines(lines: readonly LineEvaluation[], takeback: boolean) {
  let paid = ZERO;
  let patient = ZERO;
  let stake = ZERO;
  let loss = ZERO;
  let allowed: Cents | undefined;
  let benchmark: Cents | undefined;
  for (const l of lines) {
    paid = add(paid, l.paid);
    patient = add(patient, l.patient);
    stake = add(stake, l.stake);
    if (l.loss !== undefined) loss = add(loss, l.loss.amount);
    if (l.allowed !== undefined) allowed = add(allowed ?? ZERO, l.allowed);
    if (l.benchmark !== undefined) benchmark = add(benchmark ?? ZERO, l.benchmark.amount);
  }
  return { paid, patient, stake, loss, allowed, benchmark, flags: flagsOf(lines, takeback) };
}

/** The flags of any line, in order. */
function flagsOf(lines: readonly LineEvaluation[], takeback: boolean): readonly Flag[] {
  const first = lines[0]?.flags;
  // Most claims' lines carry the same flags, and sharing the list lets its text be shared too.
  if (first !== undefined && lines.every((l) => l.flags === first)) return first;
  // A reversal alone may leave no line to carry the flag.
  return FLAGS.filter((f) => (takeback && f === "takeback") || lines.some((l) => l.flags.includes(f)));
}

/** A claim nobody answered is unpaid; remittances that leave nothing standing, with no claim to answer, say nothing. */
const unanswered = (m: MatchedClaim): "unpaid" | "unknown" =>
  m.claim !== undefined && m.standing.length === 0 ? "unpaid" : "unknown";

const NO_LINES: ChannelView = {
  verdict: "undetermined",
  candidates: [],
  missing: [],
  because: [{ text: "the claim has no lines" }],
};

/** The line that speaks for the claim: the largest stake; on a tie the class that comes first. */
function leadOf(results: readonly LineResult[]): LineResult | undefined {
  let best: LineResult | undefined;
  for (const r of results) {
    if (
      best === undefined ||
      r.line.stake > best.line.stake ||
      (r.line.stake === best.line.stake && CLASSES.indexOf(r.line.class) < CLASSES.indexOf(best.line.class))
    ) {
      best = r;
    }
  }
  return best;
}

const SHOWN = ["in_network", "service", "facility_in_network", "plan_funding", "state"] as const;

const shownFacts = new WeakMap<LineLaw, readonly Because[]>();

/** Claims that share their facts share the list, sources included. */
function factsShown(law: LineLaw, coverage: Coverage): readonly Because[] {
  const known = shownFacts.get(law);
  if (known !== undefined) return known;
  const shown: Because[] = [];
  for (const id of SHOWN) {
    const value = law.facts[id];
    if (value === undefined) continue;
    const source = law.proof[id] ?? coverage.proof[id];
    shown.push({ text: `${id} is ${String(value)}`, ...(source === undefined ? {} : { source }) });
  }
  shownFacts.set(law, shown);
  return shown;
}

const merged = new Recall<readonly RightView[]>(20_000);

/** The rights of all lines, once each. Claims whose lines share theirs share the list, and with it its text. */
function mergedRights(lines: readonly LineEvaluation[]): readonly RightView[] {
  const only = lines[0]?.rights ?? NO_RIGHTS;
  if (lines.every((l) => l.rights === only)) return only;
  for (const l of lines) merged.by(l.rights);
  return merged.answer(mergeRights, lines);
}

const NO_RIGHTS: readonly RightView[] = [];

function mergeRights(lines: readonly LineEvaluation[]): readonly RightView[] {
  const seen = new Map<string, RightView>();
  for (const l of lines) {
    for (const r of l.rights) {
      const key = `${r.id}|${r.safe?.[1] ?? ""}`;
      const before = seen.get(key);
      seen.set(key, before === undefined ? r : { ...before, confidence: weakest(before.confidence, r.confidence) });
    }
  }
  return [...seen.values()];
}

function sourcesOf(m: MatchedClaim): readonly string[] {
  const rows = m.remittances.map((r, i) => {
    const fate = m.fates[i];
    return `${sourceText(r.source)}, remittance${fate === undefined || fate.what === "stands" ? "" : ` (${fate.what})`}`;
  });
  return m.claim === undefined ? rows : [`${sourceText(m.claim.source)}, claim`, ...rows];
}

const TIED = {
  "control-number": "matched by claim control number",
  "line-control": "matched by line control number (REF 6R)",
  "code-date-charge": "matched by code, date, units and charge",
  none: "not matched",
} as const;

function matchText(m: MatchedClaim): string {
  const near = m.nearest === undefined ? "" : `; nearest ${m.nearest.id}: ${m.nearest.why}`;
  if (m.setAside !== undefined) return `set aside: ${m.setAside.as}`;
  if (m.claim === undefined) return `a remittance without its claim${near}`;
  if (m.remittances.length === 0) return `a claim without a remittance${near}`;
  return TIED[m.by];
}
