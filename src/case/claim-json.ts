import { type Cents, formatUsd } from "#base/money.ts";
import type { ChannelView, ClaimEvaluation, LineEvaluation, OpenQuestion, RightView } from "./evaluation.ts";
import type { MapQuestion, MapTotals, Tally } from "./money-map.ts";

/**
 * The map as JSON: money as strings with two decimals, days as YYYY-MM-DD, unknown as null. Keys are a contract; new
 * ones may be added, none renamed.
 */

const money = (a: Cents): string => formatUsd(a);
const moneyOrNull = (a: Cents | undefined): string | null => (a === undefined ? null : formatUsd(a));

function channelJson(c: ChannelView): object {
  return { verdict: c.verdict, candidates: c.candidates, missing: c.missing, because: c.because };
}

function rightJson(r: RightView): object {
  return {
    id: r.id,
    channel: r.channel,
    label: r.label,
    state: r.state,
    safe: r.safe ?? null,
    daysLeft: r.daysLeft ?? null,
    assumed: r.assumed,
    starts: r.starts ?? null,
    cite: r.cite,
    confidence: r.confidence,
  };
}

function lineJson(l: LineEvaluation): object {
  return {
    line: l.number,
    code: l.code,
    modifiers: l.modifiers,
    units: l.units,
    date: l.date ?? null,
    billed: money(l.billed),
    allowed: moneyOrNull(l.allowed),
    allowedFrom: l.allowedFrom ?? null,
    paid: money(l.paid),
    patient: money(l.patient),
    payment: l.payment,
    rightsState: l.rightsState,
    class: l.class,
    flags: l.flags,
    stake: money(l.stake),
    benchmark: moneyOrNull(l.benchmark?.amount),
    benchmarkFrom: l.benchmark?.working ?? null,
    channel: {
      verdict: l.channel.verdict,
      candidates: l.channel.candidates.map((c) => c.channel),
      missing: l.channel.missing,
    },
    rights: l.rights.map((r) => ({ id: r.id, safe: r.safe ?? null, daysLeft: r.daysLeft ?? null, assumed: r.assumed })),
    loss: money(l.loss?.amount ?? (0n as Cents)),
    lossFrom: l.loss?.working ?? null,
    codes: l.codes,
    reasons: l.reasons,
    how: l.how,
    because: l.because,
  };
}

/** One claim of `claims`. */
export function claimJson(e: ClaimEvaluation): object {
  return {
    claim: e.claim,
    payer: e.payer,
    payerKey: e.payerKey,
    state: e.state ?? null,
    dateOfService: e.dateOfService ?? null,
    billed: money(e.billed),
    allowed: moneyOrNull(e.allowed),
    paid: money(e.paid),
    patient: money(e.patient),
    payment: e.payment,
    class: e.class,
    flags: e.flags,
    stake: money(e.stake),
    benchmark: moneyOrNull(e.benchmark),
    channel: channelJson(e.channel),
    rights: e.rights.map(rightJson),
    loss: money(e.loss),
    lines: e.lines.map(lineJson),
    questions: e.questions.map((q) => q.fact),
    sources: e.sources,
    match: e.match,
    setAside: e.setAside ?? null,
  };
}

/** One question of `questions`, as a row of a facts file would answer it. */
export function questionJson(q: MapQuestion | OpenQuestion): object {
  return { ...q, dollars: money(q.dollars) };
}

const tallyJson = (t: Tally): object => ({ claims: t.claims, lines: t.lines, stake: money(t.stake) });

const tallies = (r: Readonly<Record<string, Tally>>): object =>
  Object.fromEntries(Object.entries(r).map(([k, t]) => [k, tallyJson(t)]));

export function totalsJson(t: MapTotals): object {
  return {
    claims: t.claims,
    remittances: t.remittances,
    lines: t.lines,
    billed: money(t.billed),
    allowed: money(t.allowed),
    paid: money(t.paid),
    patient: money(t.patient),
    recoverable: money(t.recoverable),
    stake: money(t.stake),
    loss: money(t.loss),
    byClass: tallies(t.byClass),
    byFlag: tallies(t.byFlag),
    aging: t.aging.map((b) => ({ ...b, stake: money(b.stake) })),
    duplicateFiles: t.duplicateFiles,
    unmatched: t.unmatched,
  };
}
