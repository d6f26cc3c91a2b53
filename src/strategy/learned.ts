import { type Cents, sum } from "#base/money.ts";
import type { Counterparty } from "./learning.ts";
import type { PlanCase } from "./plan-case.ts";
import { type PooledHere, pooledFor, RATIO_SPREADS, type Seen, sayFading, saySample } from "./pooled.ts";
import { type Known, STARTING_PRIORS } from "./priors.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { worthOf } from "./worth.ts";

/** What the closed cases of one client teach a plan of the next: award, limit of the payer, days to a reply. */

/** One closed case with a payer, in ratios: no amount and no patient is in it. */
export interface PastEnd extends Counterparty {
  /** Days since it was closed. */
  readonly age: number;
  /** What it came to, or the most they offered, over what was allowed first. */
  readonly end?: number;
  /** Awarded over the QPA, or over what the QPA is guessed to be. */
  readonly award?: number;
  /** The award was what we had asked, or more. */
  readonly won?: boolean;
  /** Business days from each of our asks to the answer that followed. */
  readonly replies: readonly number[];
}

/** Fewer than these are still called an assumption. */
export const ENOUGH_ENDS = 5;
/** A settled price lies below the limit by about so much, in logarithms: a judgement. */
const ROOM_LEFT = 0.1;
/** Payers, vendors and specialties differ in how they shade a limit by less than in what they pay: .15 together. */
const LIMIT_SPREADS = { tauPayer: 0.1, tauVendor: 0.08, tauSpecialty: 0.08, tauAcross: 0.05, sigma: 0.35 };
/** However long the history, a belief about the limit is not moved further than this, in logarithms. */
const MOST_SHIFT = Math.log(1.5);
/** Below half a per cent nothing is said. */
const LEAST_SHIFT = 0.005;
/** Months of wins that a final offer may lean on (G6), in days. */
const WINS_DAYS = 730;

const seenOf = (past: readonly PastEnd[], of: (p: PastEnd) => readonly number[]): readonly Seen[] =>
  past.flatMap((p) =>
    of(p).flatMap((y) =>
      Number.isFinite(y) ? [{ payer: p.payer, vendor: p.vendor, specialty: p.specialty, age: p.age, y }] : [],
    ),
  );

const logOf = (ratio: number | undefined): readonly number[] =>
  ratio === undefined || !(ratio > 0) ? [] : [Math.log(ratio)];

const round = (x: number, places: number): number => Math.round(x * 10 ** places) / 10 ** places;

/** Arbitrators' median over the QPA after own awards; undefined while there are none. */
export function learnedAward(
  past: readonly PastEnd[],
  target: Counterparty,
): Known<{ readonly multiple: number; readonly logDoubt: number }> | undefined {
  const seen = seenOf(past, (p) => logOf(p.award));
  if (seen.length === 0) return undefined;
  const start = STARTING_PRIORS.award.value;
  const here = pooledFor(seen, { ...RATIO_SPREADS, globalMean: Math.log(start.multiple) }, target);
  return {
    value: { multiple: round(here.medianRatio, 3), logDoubt: round(Math.min(here.sd, start.logDoubt), 3) },
    source: `${saySample(here.sample, "award")}, pooled with the prior of ${start.multiple} x QPA; ${sayFading(here.broke)}`,
    prior: seen.length < ENOUGH_ENDS,
  };
}

/** How the end of a dispute stands to what was allowed, as the plan itself believes: where learning starts from. */
function believedEnd(c: PlanCase): number | undefined {
  const w = worthOf(c);
  const [best] = w.ways;
  if (best === undefined || best.value <= w.accept || w.accept <= 0n || best.payerCost <= 0n) return undefined;
  return Math.log(perDollar(best.payerCost) / perDollar(w.accept)) + c.priors.shading[0] - ROOM_LEFT;
}

/** How far own closed cases move the belief about the payer's limit, by where that belief stands without them. */
export function limitLearner(
  past: readonly PastEnd[],
  target: Counterparty,
): ((globalMean: number) => { readonly shift: number; readonly here: PooledHere }) | undefined {
  const seen = seenOf(past, (p) => logOf(p.end));
  if (seen.length === 0) return undefined;
  // The pooled mean is a straight line in the mean it starts from: two points say all of it.
  const here = pooledFor(seen, { ...LIMIT_SPREADS, globalMean: 0 }, target);
  const slope = pooledFor(seen, { ...LIMIT_SPREADS, globalMean: 1 }, target).mean - here.mean;
  return (globalMean) => {
    const moved = here.mean + slope * globalMean - globalMean;
    return { shift: round(Math.max(-MOST_SHIFT, Math.min(MOST_SHIFT, moved)), 4), here };
  };
}

/** Puts what own cases teach in the place of starting assumptions, for any case of one target. Nothing seen, nothing changed. */
export function learner(past: readonly PastEnd[], target: Counterparty): (c: PlanCase) => PlanCase {
  const award = learnedAward(past, target);
  const limit = limitLearner(past, target);
  return (c) => {
    const awarded: PlanCase = award === undefined ? c : { ...c, priors: { ...c.priors, award } };
    const believed = limit === undefined ? undefined : believedEnd(awarded);
    if (limit === undefined || believed === undefined) return awarded;
    const { shift, here } = limit(believed);
    if (Math.abs(shift) < LEAST_SHIFT) return awarded;
    const [mean, sd] = awarded.priors.shading;
    const source = `${saySample(here.sample)}; ${sayFading(here.broke)}`;
    const value = { shift, percent: Math.round((Math.exp(shift) - 1) * 100) };
    const ownEnds = { value, source, prior: here.sample.n < ENOUGH_ENDS };
    return { ...awarded, priors: { ...awarded.priors, shading: [mean + shift, sd], ownEnds } };
  };
}

/** Business days to an answer where nobody was seen yet: a judgement. */
export const USUAL_REPLY = 4;

export interface LearnedReply {
  readonly days: number;
  /** Answers it rests on; 0 when it is assumed. */
  readonly n: number;
  readonly source: string;
}

/** Days to a reply of this payer, pooled over all of them. Undefined while no answer was seen. */
export function learnedReply(past: readonly PastEnd[], target: Counterparty): LearnedReply | undefined {
  const seen = seenOf(past, (p) => p.replies.map((d) => Math.log(d + 1)));
  if (seen.length === 0) return undefined;
  const here = pooledFor(seen, { ...RATIO_SPREADS, globalMean: Math.log(USUAL_REPLY + 1) }, target);
  const days = Math.max(0, round(Math.exp(here.mean) - 1, 1));
  return { days, n: seen.length, source: saySample(here.sample, "answer") };
}

/** Four times in five, on either side of the middle of a normal belief. */
const Z80 = 1.2816;

export interface LearnedEnd {
  /** Cases that ended, of all payers. */
  readonly n: number;
  /** What the next is likely to end at, over what was allowed first: the middle, and four times in five. Absent under five. */
  readonly multiple?: { readonly low: number; readonly median: number; readonly high: number };
  readonly source: string;
}

/** Where talks end over what was allowed first: agreed, or the most they offered. Pooled like the days to a reply. */
export function learnedEnd(past: readonly PastEnd[], target: Counterparty): LearnedEnd {
  const seen = seenOf(past, (p) => logOf(p.end));
  const n = seen.length;
  if (n < ENOUGH_ENDS) return { n, source: `own ${n} of the ${ENOUGH_ENDS} closed cases it takes` };
  // Where the practice's own ends lie on the whole; a payer, vendor and specialty pull away from it as they show.
  const globalMean = seen.reduce((t, s) => t + s.y, 0) / n;
  const here = pooledFor(seen, { ...RATIO_SPREADS, globalMean }, target);
  const next = Z80 * Math.hypot(here.sd, RATIO_SPREADS.sigma);
  const at = (z: number): number => round(Math.exp(here.mean + z), 2);
  const multiple = { low: at(-next), median: at(0), high: at(next) };
  return { n, multiple, source: `${saySample(here.sample)}; ${sayFading(here.broke)}` };
}

/** What the ratios of awards are of: the QPA of every line, or what it is guessed to be from what was allowed. */
export function awardBase(c: PlanCase): number {
  const { share } = c.priors.allowedOverQpa.value;
  return c.items.reduce((t, i) => t + (i.qpa === undefined ? perDollar(i.allowed) / share : perDollar(i.qpa.value)), 0);
}

/**
 * 75th percentile of own winning awards of the specialty in 24 months, at the size of this case (G6). Undefined under five.
 */
export function winners75(past: readonly PastEnd[], target: Counterparty, c: PlanCase): Known<Cents> | undefined {
  const won = past
    .flatMap((p) =>
      p.won === true && p.award !== undefined && p.specialty === target.specialty && p.age <= WINS_DAYS
        ? [p.award]
        : [],
    )
    .toSorted((a, b) => a - b);
  const base = awardBase(c);
  const at = won[Math.ceil(won.length * 0.75) - 1];
  if (won.length < ENOUGH_ENDS || at === undefined || base <= 0) return undefined;
  const billed = sum(c.items.map((i) => i.billed));
  const value = fromPerDollar(at * base, "down");
  return {
    value: value < billed ? value : billed,
    source: `75th percentile of ${won.length} own awards won in this specialty in 24 months, ${round(at, 2)} x QPA`,
    prior: false,
  };
}
