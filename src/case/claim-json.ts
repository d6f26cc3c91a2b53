import { type Cents, formatUsd } from "#base/money.ts";
import type { DisputedClock } from "#law/receipt.ts";
import type { Because, ChannelView, ClaimEvaluation, LineEvaluation, OpenQuestion, RightView } from "./evaluation.ts";
import type { MapQuestion, MapTotals, Tally } from "./money-map.ts";

/**
 * The map as JSON: money as strings with two decimals, days as YYYY-MM-DD, unknown as null. Keys are a contract; new
 * ones may be added, none renamed.
 *
 * Claims are written as text at once. What lines share (their channel, their rights) is the same object for thousands of
 * lines, so its text is made once and kept with it; that makes writing a claim mostly copying.
 */

/** Printable ASCII without quotation mark and backslash needs no escaping, which is nearly every text here. */
const NEEDS_NONE = /^[ !#-[\]-~]*$/;
const text = (s: string): string => (NEEDS_NONE.test(s) ? `"${s}"` : JSON.stringify(s));
const textOrNull = (s: string | undefined): string => (s === undefined ? "null" : text(s));
/** Amounts, days and our own words hold nothing that JSON would escape. */
const plain = (s: string): string => `"${s}"`;
const money = (a: Cents): string => `"${formatUsd(a)}"`;
const moneyOrNull = (a: Cents | undefined): string => (a === undefined ? "null" : `"${formatUsd(a)}"`);

/** Texts of shared objects, kept as long as the object is. */
function keepText<T extends object>(make: (value: T) => string): (value: T) => string {
  const kept = new WeakMap<T, string>();
  return (value) => {
    let made = kept.get(value);
    if (made === undefined) {
      made = make(value);
      kept.set(value, made);
    }
    return made;
  };
}

const strings = (values: readonly string[]): string => (values.length === 0 ? "[]" : JSON.stringify(values));

const becauseText = keepText((values: readonly Because[]) => JSON.stringify(values));

const list = keepText((values: readonly string[]) => JSON.stringify(values));

const channelText = keepText(
  (c: ChannelView) =>
    `"verdict":${text(c.verdict)},"candidates":${JSON.stringify(c.candidates)},"missing":${JSON.stringify(c.missing)},"because":${JSON.stringify(c.because)}`,
);

const lineChannelText = keepText((c: ChannelView) => JSON.stringify({ verdict: c.verdict, missing: c.missing }));

const rightsText = keepText((rights: readonly RightView[]) =>
  JSON.stringify(
    rights.map((r) => ({
      id: r.id,
      channel: r.channel,
      label: r.label,
      state: r.state,
      safe: r.safe ?? null,
      daysLeft: r.daysLeft ?? null,
      assumed: r.assumed,
      starts: r.starts ?? null,
      ...(r.disputed === undefined ? {} : { disputed: r.disputed.map(clockJson) }),
      cite: r.cite,
      confidence: r.confidence,
    })),
  ),
);

/** A stated day of receipt and the clock it would start. */
const clockJson = ({ day, source, safe, status }: DisputedClock): object => ({
  received: day,
  source,
  safe,
  state: status.replaceAll("_", " "),
});

const lineRightsText = keepText((rights: readonly RightView[]) =>
  JSON.stringify(
    rights.map((r) => ({ id: r.id, safe: r.safe ?? null, daysLeft: r.daysLeft ?? null, assumed: r.assumed })),
  ),
);

function lineText(l: LineEvaluation): string {
  return (
    `{"line":${l.number},"code":${text(l.code)},"modifiers":${strings(l.modifiers)},"units":${text(l.units)},` +
    `"date":${l.date === undefined ? "null" : plain(l.date)},"billed":${money(l.billed)},"allowed":${moneyOrNull(l.allowed)},` +
    `"allowedFrom":${textOrNull(l.allowedFrom)},"paid":${money(l.paid)},"patient":${money(l.patient)},` +
    `"payment":${plain(l.payment)},"rightsState":${plain(l.rightsState)},"class":${plain(l.class)},"flags":${list(l.flags)},` +
    `"stake":${money(l.stake)},"benchmark":${moneyOrNull(l.benchmark?.amount)},"benchmarkFrom":${textOrNull(l.benchmark?.working)},` +
    `"channel":${lineChannelText(l.channel)},"rights":${lineRightsText(l.rights)},` +
    `"loss":${l.loss === undefined ? '"0.00"' : money(l.loss.amount)},"lossFrom":${textOrNull(l.loss?.working)},` +
    `"codes":${list(l.codes)},"how":${plain(l.how)},"because":${l.because.length === 0 ? "[]" : JSON.stringify(l.because)}}`
  );
}

/** One claim of `claims`, as JSON text. */
export function claimJson(e: ClaimEvaluation): string {
  let lines = "";
  for (const l of e.lines) lines += lines === "" ? lineText(l) : `,${lineText(l)}`;
  return (
    `{"claim":${text(e.claim)},"payer":${text(e.payer)},"payerKey":${text(e.payerKey)},"state":${textOrNull(e.state)},` +
    `"dateOfService":${e.dateOfService === undefined ? "null" : plain(e.dateOfService)},"billed":${money(e.billed)},` +
    `"allowed":${moneyOrNull(e.allowed)},"paid":${money(e.paid)},"patient":${money(e.patient)},"payment":${plain(e.payment)},` +
    `"class":${plain(e.class)},"flags":${strings(e.flags)},"stake":${money(e.stake)},"benchmark":${moneyOrNull(e.benchmark)},` +
    `"channel":{${channelText(e.channel)},"facts":${becauseText(e.facts)}},"rights":${rightsText(e.rights)},"loss":${money(e.loss)},` +
    `"lines":[${lines}],"questions":${strings(e.questions.map((q) => q.fact))},"notes":${strings(e.notes)},` +
    `"sources":${JSON.stringify(e.sources)},"match":${text(e.match)},"takeback":${e.takeback === undefined ? "null" : `{"how":${text(e.takeback.how)},"amount":${money(e.takeback.amount)}}`}}`
  );
}

/** One row of `setAside`: a sending that counts in no total, because another counts. */
export function setAsideJson(e: ClaimEvaluation): string {
  return JSON.stringify({
    claim: e.claim,
    payer: e.payer,
    as: e.setAside,
    billed: formatUsd(e.billed),
    lines: e.lines.length,
    flags: e.flags,
    because: e.notes,
    sources: e.sources,
  });
}

/** One question of `questions`, as a row of a facts file would answer it. */
export function questionJson(q: MapQuestion | OpenQuestion): object {
  return { ...q, dollars: formatUsd(q.dollars) };
}

const tallyJson = (t: Tally): object => ({ claims: t.claims, lines: t.lines, stake: formatUsd(t.stake) });

const tallies = (r: Readonly<Record<string, Tally>>): object =>
  Object.fromEntries(Object.entries(r).map(([k, t]) => [k, tallyJson(t)]));

export function totalsJson(t: MapTotals): object {
  return {
    claims: t.claims,
    remittances: t.remittances,
    lines: t.lines,
    billed: formatUsd(t.billed),
    allowed: formatUsd(t.allowed),
    paid: formatUsd(t.paid),
    patient: formatUsd(t.patient),
    recoverable: formatUsd(t.recoverable),
    stake: formatUsd(t.stake),
    loss: formatUsd(t.loss),
    takenBack: formatUsd(t.takenBack),
    byClass: tallies(t.byClass),
    byFlag: tallies(t.byFlag),
    aging: t.aging.map((b) => ({ ...b, stake: formatUsd(b.stake) })),
    duplicateFiles: t.duplicateFiles,
    setAside: { claims: t.setAside.claims, billed: formatUsd(t.setAside.billed) },
    unmatched: t.unmatched,
  };
}
