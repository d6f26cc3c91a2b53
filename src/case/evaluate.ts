import { weakest } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import { cents, sum, ZERO } from "#base/money.ts";
import type { Coverage } from "#claim/answer-facts.ts";
import type { AllowedHistory } from "#claim/history.ts";
import type { MatchedClaim } from "#claim/match.ts";
import type { Profile } from "#claim/profile.ts";
import type { Books } from "#price/book.ts";
import type { Law } from "./deciding.ts";
import { evaluateLine, type LineResult } from "./evaluate-line.ts";
import {
  type Because,
  type ChannelView,
  CLASSES,
  type ClaimEvaluation,
  FLAGS,
  type LineEvaluation,
  type RightView,
} from "./evaluation.ts";
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
  const results = matched.lines.map((line, i) => evaluateLine(input, line, i + 1));
  const lines = results.map((r) => r.line);
  const speaks = leadOf(results);
  const lead = speaks?.line;
  const allowed = lines.every((l) => l.allowed === undefined) ? undefined : sum(lines.map((l) => l.allowed ?? ZERO));
  const benchmarks = lines.flatMap((l) => (l.benchmark === undefined ? [] : [l.benchmark.amount]));
  const state = coverage.facts.state;
  const from = claim?.from ?? remittance?.from ?? lines[0]?.date;
  return {
    claim: claim?.id ?? remittance?.id ?? "",
    payer: coverage.payer.name,
    payerKey: coverage.payer.key,
    ...(state === undefined ? {} : { state }),
    ...(from === undefined ? {} : { dateOfService: from }),
    billed: claim?.billed ?? matched.standing[0]?.billed ?? ZERO,
    ...(allowed === undefined ? {} : { allowed }),
    paid: sum(lines.map((l) => l.paid)),
    patient: sum(lines.map((l) => l.patient)),
    payment: lead?.payment ?? unanswered(matched),
    class: lead?.class ?? unanswered(matched),
    flags: FLAGS.filter((f) => lines.some((l) => l.flags.includes(f))),
    stake: sum(lines.map((l) => l.stake)),
    ...(benchmarks.length === 0 ? {} : { benchmark: sum(benchmarks) }),
    channel: lead?.channel ?? NO_LINES,
    facts: speaks === undefined ? [] : factsShown(speaks, coverage),
    notes: matched.notes,
    rights: mergedRights(lines),
    loss: cents(lines.reduce((t: bigint, l) => t + (l.loss?.amount ?? 0n), 0n)),
    lines,
    questions: questionsOf(input, results),
    sources: sourcesOf(matched),
    match: matchText(matched),
    remittances: matched.remittances.length,
    ...(matched.setAside === undefined ? {} : { setAside: matched.setAside.as }),
    ...(claim === undefined
      ? { unmatched: "remittance" as const }
      : matched.remittances.length === 0 && matched.setAside === undefined
        ? { unmatched: "claim" as const }
        : {}),
  };
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

function factsShown(r: LineResult, coverage: Coverage): readonly Because[] {
  const shown: Because[] = [];
  for (const id of SHOWN) {
    const value = r.facts[id];
    if (value === undefined) continue;
    const source = r.proof[id] ?? coverage.proof[id];
    shown.push({ text: `${id} is ${String(value)}`, ...(source === undefined ? {} : { source }) });
  }
  return shown;
}

/** The rights of all lines, once each. */
function mergedRights(lines: readonly LineEvaluation[]): readonly RightView[] {
  const only = lines[0]?.rights ?? [];
  // Most claims' lines share their rights, and sharing the list itself lets its text be shared too.
  if (lines.every((l) => l.rights === only)) return only;
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
  const at = (s: { readonly file: string; readonly segment: number }): string => `${s.file}, segment ${s.segment}`;
  const rows = m.remittances.map((r, i) => {
    const fate = m.fates[i];
    return `${at(r.source)}, remittance${fate === undefined || fate.what === "stands" ? "" : ` (${fate.what})`}`;
  });
  return m.claim === undefined ? rows : [`${at(m.claim.source)}, claim`, ...rows];
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
