import { bytesOf, type JsonBytes } from "#base/json-bytes.ts";
import { formatUsd, ZERO } from "#base/money.ts";
import type { DisputedClock } from "#law/receipt.ts";
import type {
  Because,
  Benchmark,
  ChannelView,
  ClaimEvaluation,
  LineEvaluation,
  OpenQuestion,
  RightView,
} from "./evaluation.ts";
import type { MapQuestion, MapTotals, Tally } from "./money-map.ts";

/**
 * The map as JSON: money as strings with two decimals, days as YYYY-MM-DD, unknown as null. Keys are a contract; new
 * ones may be added, none renamed.
 *
 * Claims are written as bytes at once. What lines share (their channel, their rights) is the same object for thousands of
 * lines, so its bytes are made once and kept with it; that makes writing a claim mostly copying.
 */

/** Bytes that follow from a shared object (`of` a value, the value itself if not said), kept as long as that object is. */
function keepBytes<T extends object>(make: (value: T) => string, of: (value: T) => object = itself) {
  const kept = new WeakMap<object, Uint8Array>();
  return (value: T): Uint8Array => {
    const key = of(value);
    let made = kept.get(key);
    if (made === undefined) {
      made = bytesOf(make(value));
      kept.set(key, made);
    }
    return made;
  };
}

const itself = <T>(value: T): T => value;

const becauseText = keepBytes((values: readonly Because[]) => JSON.stringify(values));

const list = keepBytes((values: readonly string[]) => JSON.stringify(values));

const channelText = keepBytes(
  (c: ChannelView) =>
    `"verdict":${JSON.stringify(c.verdict)},"candidates":${JSON.stringify(c.candidates)},"missing":${JSON.stringify(c.missing)},"because":${JSON.stringify(c.because)}`,
);

const rightsText = keepBytes((rights: readonly RightView[]) =>
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

/** Lines share the rights of one view of the law, and with them its channel. */
const lineLaw = keepBytes(
  ({ channel: { verdict, missing }, rights }: LineEvaluation) => {
    const views = rights.map(({ id, safe, daysLeft, assumed }) => ({
      id,
      safe: safe ?? null,
      daysLeft: daysLeft ?? null,
      assumed,
    }));
    return `"channel":${JSON.stringify({ verdict, missing })},"rights":${JSON.stringify(views)}`;
  },
  (l) => l.rights,
);

/** Lines of one payer, code and count share the median they are measured by. */
const medianBytes = keepBytes(
  (b: Benchmark) => `"benchmark":"${formatUsd(b.amount)}","benchmarkFrom":${JSON.stringify(b.working)}`,
);

/** The words of payment, rights and class, and the days, are Parley's own and hold nothing that JSON would escape. */
function writeLine(out: JsonBytes, l: LineEvaluation): void {
  out.raw('{"line":').raw(String(l.number)).raw(',"code":').text(l.code).raw(',"modifiers":').texts(l.modifiers);
  out.raw(',"units":').text(l.units).raw(',"date":').textOrNull(l.date).raw(',"billed":').usd(l.billed);
  out.raw(',"allowed":').usdOrNull(l.allowed).raw(',"allowedFrom":').textOrNull(l.allowedFrom);
  out.raw(',"paid":').usd(l.paid).raw(',"patient":').usd(l.patient).raw(',"payment":"').raw(l.payment);
  out.raw('","rightsState":"').raw(l.rightsState).raw('","class":"').raw(l.class).raw('","flags":').kept(list(l.flags));
  out.raw(',"stake":').usd(l.stake).raw(",");
  if (l.benchmark === undefined) out.raw('"benchmark":null,"benchmarkFrom":null');
  else if (l.benchmark.basis === "own median") out.kept(medianBytes(l.benchmark));
  else out.raw('"benchmark":').usd(l.benchmark.amount).raw(',"benchmarkFrom":').text(l.benchmark.working);
  out.raw(",").kept(lineLaw(l));
  out
    .raw(',"loss":')
    .usd(l.loss?.amount ?? ZERO)
    .raw(',"lossFrom":')
    .textOrNull(l.loss?.working);
  out.raw(',"codes":').kept(list(l.codes)).raw(',"how":"').raw(l.how).raw('","because":');
  if (l.because.length === 0) out.raw("[]}");
  else out.kept(becauseText(l.because)).raw("}");
}

/** Writes one claim of `claims`. */
export function writeClaim(out: JsonBytes, e: ClaimEvaluation): void {
  out.raw('{"claim":').text(e.claim).raw(',"payer":').text(e.payer).raw(',"payerKey":').text(e.payerKey);
  out.raw(',"state":').textOrNull(e.state).raw(',"dateOfService":').textOrNull(e.dateOfService);
  out.raw(',"billed":').usd(e.billed).raw(',"allowed":').usdOrNull(e.allowed).raw(',"paid":').usd(e.paid);
  out.raw(',"patient":').usd(e.patient).raw(',"payment":"').raw(e.payment).raw('","class":"').raw(e.class);
  out.raw('","flags":').kept(list(e.flags)).raw(',"stake":').usd(e.stake).raw(',"benchmark":').usdOrNull(e.benchmark);
  out.raw(',"channel":{').kept(channelText(e.channel)).raw(',"facts":').kept(becauseText(e.facts));
  out.raw('},"rights":').kept(rightsText(e.rights)).raw(',"loss":').usd(e.loss).raw(',"lines":[');
  for (let i = 0; i < e.lines.length; i++) {
    if (i > 0) out.comma();
    writeLine(out, e.lines[i] as LineEvaluation);
  }
  out
    .raw('],"questions":')
    .texts(e.questions.map((q) => q.fact))
    .raw(',"notes":')
    .texts(e.notes);
  out.raw(',"sources":').texts(e.sources).raw(',"match":').text(e.match).raw(',"takeback":');
  if (e.takeback === undefined) out.raw("null}");
  else out.raw('{"how":').text(e.takeback.how).raw(',"amount":').usd(e.takeback.amount).raw("}}");
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
