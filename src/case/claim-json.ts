import { bytesOf, Fixed, type JsonBytes } from "#base/json-bytes.ts";
import { formatUsd } from "#base/money.ts";
import { Recall } from "#base/recall.ts";
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
import { writeWorking } from "./loss.ts";
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
  // A claim's lines follow each other and mostly share what they share.
  let last: object | undefined;
  let lastMade: Uint8Array | undefined;
  return (value: T): Uint8Array => {
    const key = of(value);
    if (key === last && lastMade !== undefined) return lastMade;
    let made = kept.get(key);
    if (made === undefined) {
      made = bytesOf(make(value));
      kept.set(key, made);
    }
    last = key;
    lastMade = made;
    return made;
  };
}

const itself = <T>(value: T): T => value;

const becauseText = keepBytes((values: readonly Because[]) => JSON.stringify(values));

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
    return `,"channel":${JSON.stringify({ verdict, missing })},"rights":${JSON.stringify(views)}`;
  },
  (l) => l.rights,
);

/** Lines of one payer, code and count share the median they are measured by. */
const medianBytes = keepBytes(
  (b: Benchmark) => `,"benchmark":"${formatUsd(b.amount)}","benchmarkFrom":${JSON.stringify(b.working)}`,
);

/** The few ways lines stand: their words and flags, up to the stake that follows. */
const stands = new Recall<Uint8Array>(5_000);

const standBytes = (l: LineEvaluation): Uint8Array =>
  stands.by(l.flags).by(l.payment).by(l.rightsState).by(l.class).answer(standJson, l);

const standJson = (l: LineEvaluation): Uint8Array =>
  bytesOf(
    `","payment":"${l.payment}","rightsState":"${l.rightsState}","class":"${l.class}","flags":${JSON.stringify(l.flags)},"stake":"`,
  );

/** The few ways lines end: their codes, how they were answered and what is odd about them. */
const ends = new Recall<Uint8Array>(20_000);

const endBytes = (l: LineEvaluation): Uint8Array => ends.by(l.codes).by(l.how).by(l.because).answer(endJson, l);

const endJson = (l: LineEvaluation): Uint8Array =>
  bytesOf(`,"codes":${JSON.stringify(l.codes)},"how":"${l.how}","because":${JSON.stringify(l.because)}}`);

const allowedFroms = new Map<string | undefined, Fixed>();

/** Where an allowed amount comes from is said in three ways, or not at all. */
function allowedFrom(from: string | undefined): Fixed {
  let made = allowedFroms.get(from);
  if (made === undefined) {
    made = new Fixed(`,"allowedFrom":${JSON.stringify(from ?? null)},"paid":"`);
    allowedFroms.set(from, made);
  }
  return made;
}

/** Keys with the marks before and after them, so that a line is a few pieces rather than twice as many. */
const LINE = {
  number: new Fixed('{"line":'),
  code: new Fixed(',"code":'),
  modifiers: new Fixed(',"modifiers":'),
  noModifiers: new Fixed(',"modifiers":[],"units":'),
  units: new Fixed(',"units":'),
  date: new Fixed(',"date":'),
  billed: new Fixed(',"billed":"'),
  allowed: new Fixed('","allowed":'),
  patient: new Fixed('","patient":"'),
  noBenchmark: new Fixed('","benchmark":null,"benchmarkFrom":null'),
  benchmark: new Fixed(',"benchmark":"'),
  benchmarkFrom: new Fixed('","benchmarkFrom":'),
  noLoss: new Fixed(',"loss":"0.00","lossFrom":null'),
  loss: new Fixed(',"loss":"'),
  lossFrom: new Fixed('","lossFrom":'),
} as const;

/** The words of payment, rights and class, and the days, are Parley's own and hold nothing that JSON would escape. */
function writeLine(out: JsonBytes, l: LineEvaluation): void {
  out.put(LINE.number).raw(String(l.number)).put(LINE.code).text(l.code);
  if (l.modifiers.length === 0) out.put(LINE.noModifiers).text(l.units);
  else out.put(LINE.modifiers).texts(l.modifiers).put(LINE.units).text(l.units);
  out.put(LINE.date).textOrNull(l.date).put(LINE.billed).amount(l.billed).put(LINE.allowed).usdOrNull(l.allowed);
  out
    .put(allowedFrom(l.allowedFrom))
    .amount(l.paid)
    .put(LINE.patient)
    .amount(l.patient)
    .kept(standBytes(l))
    .amount(l.stake);
  const { benchmark, loss } = l;
  if (benchmark === undefined) out.put(LINE.noBenchmark);
  else if (benchmark.basis === "own median") out.quote().kept(medianBytes(benchmark));
  else out.quote().put(LINE.benchmark).amount(benchmark.amount).put(LINE.benchmarkFrom).text(benchmark.working);
  out.kept(lineLaw(l));
  if (loss === undefined) out.put(LINE.noLoss);
  else writeWorking(out.put(LINE.loss).amount(loss.amount).put(LINE.lossFrom), loss);
  out.kept(endBytes(l));
}

const CLAIM = {
  claim: new Fixed('{"claim":'),
  payer: new Fixed(',"payer":'),
  payerKey: new Fixed(',"payerKey":'),
  state: new Fixed(',"state":'),
  date: new Fixed(',"dateOfService":'),
  billed: new Fixed(',"billed":"'),
  allowed: new Fixed('","allowed":'),
  paid: new Fixed(',"paid":"'),
  patient: new Fixed('","patient":"'),
  benchmark: new Fixed('","benchmark":'),
  channel: new Fixed(',"channel":{'),
  facts: new Fixed(',"facts":'),
  rights: new Fixed('},"rights":'),
  loss: new Fixed(',"loss":"'),
  lines: new Fixed('","lines":['),
  questions: new Fixed('],"questions":'),
  notes: new Fixed(',"notes":'),
  sources: new Fixed(',"sources":'),
  match: new Fixed(',"match":'),
  noTakeback: new Fixed(',"takeback":null}'),
  takeback: new Fixed(',"takeback":{"how":'),
  takebackAmount: new Fixed(',"amount":"'),
  end: new Fixed('"}}'),
} as const;

/** As `stands`, of claims. */
const claimStands = new Recall<Uint8Array>(5_000);

const claimStandBytes = (e: ClaimEvaluation): Uint8Array =>
  claimStands.by(e.flags).by(e.payment).by(e.class).answer(claimStandJson, e);

const claimStandJson = (e: ClaimEvaluation): Uint8Array =>
  bytesOf(`","payment":"${e.payment}","class":"${e.class}","flags":${JSON.stringify(e.flags)},"stake":"`);

const NONE: readonly string[] = [];

/** Writes one claim of `claims`. */
export function writeClaim(out: JsonBytes, e: ClaimEvaluation): void {
  out.put(CLAIM.claim).text(e.claim).put(CLAIM.payer).text(e.payer).put(CLAIM.payerKey).text(e.payerKey);
  out.put(CLAIM.state).textOrNull(e.state).put(CLAIM.date).textOrNull(e.dateOfService);
  out.put(CLAIM.billed).amount(e.billed).put(CLAIM.allowed).usdOrNull(e.allowed).put(CLAIM.paid).amount(e.paid);
  out.put(CLAIM.patient).amount(e.patient).kept(claimStandBytes(e)).amount(e.stake);
  out.put(CLAIM.benchmark).usdOrNull(e.benchmark).put(CLAIM.channel).kept(channelText(e.channel));
  out.put(CLAIM.facts).kept(becauseText(e.facts)).put(CLAIM.rights).kept(rightsText(e.rights));
  out.put(CLAIM.loss).amount(e.loss).put(CLAIM.lines);
  for (let i = 0; i < e.lines.length; i++) {
    if (i > 0) out.comma();
    writeLine(out, e.lines[i] as LineEvaluation);
  }
  const asked = e.questions.length === 0 ? NONE : e.questions.map((q) => q.fact);
  out.put(CLAIM.questions).texts(asked);
  out.put(CLAIM.notes).texts(e.notes).put(CLAIM.sources).texts(e.sources).put(CLAIM.match).text(e.match);
  if (e.takeback === undefined) out.put(CLAIM.noTakeback);
  else out.put(CLAIM.takeback).text(e.takeback.how).put(CLAIM.takebackAmount).amount(e.takeback.amount).put(CLAIM.end);
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
