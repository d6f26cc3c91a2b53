import { opening } from "./bargain.ts";
import { type Acceptance, decideOffer, timeOffer } from "./concession.ts";
import { type Habits, type Plan, planAsks, type Table } from "./haggle.ts";
import { beliefOf, bidAt, expected, type Model, type Particle, type Seen } from "./opponent.ts";

/**
 * One step of a negotiation in plain numbers: (c) opening, (d) concession and (e) acceptance over one belief. Seen from the
 * side that wants a high price; a payer's seat is the same with prices mirrored.
 */
export interface Position {
  readonly seen: Seen;
  /** The bid on the table; `first` of `seen` when none followed. */
  readonly standing: number;
  /** Our last ask, where it has had no answer yet; else the last of `seen`. */
  readonly unanswered?: number;
  /** Share of the window elapsed, and that of each ask still to come, this one first. Never empty. */
  readonly now: number;
  readonly times: readonly number[];
  /** How many asks will have been made by each, where not every one is planned. */
  readonly counts?: readonly number[];
  /** The practice's own floor, and the most that may be asked. */
  readonly floor: number;
  readonly cap: number;
  readonly tick: number;
}

export interface Style {
  /** Quantile of the believed limit that asks come down to before the last one, and openings bracket. */
  readonly aim: number;
  /** Exponent of the curve below which no ask but the last goes; learned for a payer where it can be. */
  readonly hold: number;
  /** Share of a planned concession made whatever the other side does; 1 concedes without looking. */
  readonly unconditional: number;
  /** What an agreement must bring above the way out. */
  readonly margin: number;
  /** Share of the window from which a standing offer is taken rather than lost. */
  readonly late: number;
  /** The least that an ask comes down by: what is less is no concession to whoever hears it, and is not made. */
  readonly least: LeastStep;
}

/** An amount in the unit of prices, or a share of the gap between our last ask and the standing bid: whichever is more. */
export interface LeastStep {
  readonly amount: number;
  readonly share: number;
}

/** The least step between these two: at least `amount`, and at least `share` of the gap. */
export const leastStep = (least: LeastStep, last: number, standing: number): number =>
  Math.max(least.amount, least.share * (last - standing));

/** Starting judgements, tuned on simulated cases that no report is made of. */
export const STYLE: Style = {
  ...{ aim: 0.97, hold: 0.5, unconditional: 0.3, margin: 0, late: 0.95 },
  least: { amount: 5, share: 0.01 },
};

export interface Step {
  readonly act: "accept" | "ask";
  /** What is asked, or the bid that is taken. */
  readonly price: number;
  /** Which rule of acceptance decided on the standing bid. */
  readonly rule: Acceptance["rule"];
  /** The way out as it is believed now, with what the bids have taught. */
  readonly outside: number;
  /** What going on is worth, and its chance to end in agreement. */
  readonly value: number;
  readonly agreement: number;
  /** The last ask of the plan. */
  readonly last: number;
  /** Chance that there is room between the limits. */
  readonly zone: number;
  /** Room between the limits that can be asked for, on average; no zone counts nothing. */
  readonly room: number;
  /** Mean and standard deviation of the believed limit. */
  readonly limit: { readonly mean: number; readonly sd: number };
  /** What the other side moved of what was expected of it; undefined when nothing was. */
  readonly ratio: number | undefined;
  /** True when nothing believed explained what was seen, so that the belief was widened. */
  readonly surprised: boolean;
}

/** Our last ask, answered or not; undefined before we have asked anything. */
const lastAskOf = (p: Position): number | undefined =>
  p.unanswered ?? p.seen.exchanges[p.seen.exchanges.length - 1]?.ask;

const WIDENINGS = 20;
const WIDER = 1.5;

/** The belief with its noise doubled and its limits reaching half as far again. */
const widened = (m: Model): Model => ({
  ...m,
  noise: m.noise.map(([sd, w, ...unsaying]) => [2 * sd, w, ...unsaying] as const),
  hypotheses: m.hypotheses.map((h) => {
    const last = h.guesses[h.guesses.length - 1];
    return last === undefined
      ? h
      : { ...h, guesses: [...h.guesses, { ...last, limit: last.limit * WIDER, weight: last.weight + 0.01 }] };
  }),
});

/** The belief after what was seen; widened from the prior until something explains it. */
export function believed(
  model: Model,
  seen: Seen,
): { readonly belief: readonly Particle[]; readonly surprised: boolean } {
  let m = model;
  for (let i = 0; i < WIDENINGS; i++) {
    const belief = beliefOf(m, seen);
    if (belief.length > 0) return { belief, surprised: i > 0 };
    m = widened(m);
  }
  // Beyond all widening: what was believed before anything was seen, so that the way out keeps its worth.
  return { belief: beliefOf(model, { first: seen.first, exchanges: [] }), surprised: true };
}

/** The limit below which `q` of the belief lies; 0 of no belief. */
export function limitQuantile(belief: readonly Pick<Particle, "limit" | "weight">[], q: number): number {
  let rest = q;
  let limit = 0;
  for (const p of belief.toSorted((a, b) => a.limit - b.limit)) {
    limit = p.limit;
    rest -= p.weight;
    if (rest <= 0) break;
  }
  return limit;
}

/** What the other side moved last, over what was expected of it then. */
function moved(belief: readonly Particle[], p: Position): number | undefined {
  const { exchanges, first } = p.seen;
  const [before, last] = [exchanges[exchanges.length - 2], exchanges[exchanges.length - 1]];
  if (last === undefined) return undefined;
  const from = { first, standing: before?.bid ?? first, now: before?.t ?? 0 };
  const conceded = before === undefined ? 0 : before.ask - last.ask;
  const due = expected(belief, (x) => bidAt(x, from, { t: last.t, asks: 1, conceded })) - from.standing;
  return due <= p.tick ? undefined : Math.max(0, last.bid - from.standing) / due;
}

const MOST = 1.5;

/** The ask that the plan, the clock and reciprocity agree on. */
function askOf(
  belief: readonly Particle[],
  p: Position,
  plan: Plan,
  at: { readonly floor: number; readonly ratio: number | undefined },
  s: Style,
): number {
  const { floor } = at;
  const last = lastAskOf(p);
  const high = Math.max(limitQuantile(belief, s.aim), p.standing);
  if (last === undefined) {
    const payer = { mean: high, sd: 0 };
    const { price } = opening({
      ...{ reservation: floor, payer, target: high, theirOffer: p.standing },
      ...{ billed: p.cap, defensibleCap: p.cap, tick: p.tick },
    });
    // With a single ask there is nothing to come down to: the best single price is the opening.
    return Math.max(floor, p.times.length === 1 ? (plan.asks[0] ?? price) : price);
  }
  const wanted = Math.min(last, Math.max(floor, concededTo(p, plan, { ...at, last, high }, s)));
  const real = leastStep(s.least, last, p.standing);
  if (last - wanted >= real) return wanted;
  // A hair's breadth is no concession: the nearer of a real step and none, and none where there is no room for one.
  return (last - wanted) * 2 >= real && last - real >= floor ? last - real : last;
}

/** Where the plan, the clock and reciprocity would come down to from our last ask. */
function concededTo(
  p: Position,
  plan: Plan,
  at: { readonly floor: number; readonly ratio: number | undefined; readonly last: number; readonly high: number },
  s: Style,
): number {
  const { floor, last, high } = at;
  const planned = plan.asks[0] ?? last;
  if (p.times.length === 1) return planned;
  // Down towards the highest likely limit, so that a side that answers concessions shows where it stops.
  const line = last - Math.max(0, last - high) / Math.max(1, (p.counts?.at(-1) ?? p.times.length) - 1);
  const factor = Math.min(MOST, s.unconditional + (1 - s.unconditional) * (at.ratio ?? 1));
  const step = (last - Math.min(planned, line)) * factor;
  const start = p.seen.exchanges[0]?.ask ?? last;
  const end = Math.max(floor, plan.asks[plan.asks.length - 1] ?? floor);
  const clock = timeOffer(start, Math.min(start, end), p.times[0] ?? 1, s.hold);
  return Math.max(clock, last - step);
}

/** The next step. Deterministic: the same model, position, habits and style give the same step. */
export function nextStep(model: Model, p: Position, habits: Habits, style: Style = STYLE): Step {
  const { belief, surprised } = believed(model, p.seen);
  const outside = Math.max(p.floor, expected(belief, (x) => x.outside) + style.margin);
  const floor = Math.min(p.cap, outside);
  const last = lastAskOf(p);
  const table: Table = {
    ...{ first: p.seen.first, standing: p.standing, now: p.now, times: p.times, floor, tick: p.tick },
    top: Math.max(floor, Math.min(p.cap, last ?? p.cap)),
    opening: last === undefined,
    ...(p.counts === undefined ? {} : { counts: p.counts }),
  };
  const plan = planAsks(belief, table, habits);
  const ratio = moved(belief, p);
  const ask = askOf(belief, p, plan, { floor, ratio }, style);
  const best = p.seen.exchanges.reduce((m, x) => Math.max(m, x.bid), p.seen.first);
  const { accept, rule } = decideOffer({
    ...{ offer: p.standing, floor: p.floor, outside, nextAsk: Math.max(ask, outside), continuation: plan.value },
    ...{ t: p.now, bestRecent: best, lateT: style.late },
  });
  const mean = expected(belief, (x) => x.limit);
  return {
    act: accept ? "accept" : "ask",
    price: accept ? p.standing : ask,
    rule,
    outside,
    value: Math.max(plan.value, outside),
    agreement: plan.agreement,
    last: plan.asks[plan.asks.length - 1] ?? ask,
    zone: expected(belief, (x) => (x.limit > outside ? 1 : 0)),
    room: expected(belief, (x) => Math.max(0, Math.min(p.cap, x.limit) - outside)),
    limit: { mean, sd: Math.sqrt(expected(belief, (x) => (x.limit - mean) ** 2)) },
    ratio,
    surprised,
  };
}

/** Whether the bid that answered our last ask is taken rather than the way out. */
export function takesLastBid(model: Model, seen: Seen, bid: number, floor: number, margin = 0): boolean {
  const { belief } = believed(model, seen);
  return bid >= floor && bid >= expected(belief, (x) => x.outside) + margin;
}
