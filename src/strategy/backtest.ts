import type { Day } from "#base/day.ts";
import { type Cents, greatest, minus, sum, ZERO } from "#base/money.ts";
import { amounts, type Share, type Spread, share } from "./results.ts";

/**
 * A practice's own settled cases played again: what would have been advised at each act of ours, with what was known
 * then, against what was done. What would have followed from another act is not known, so no dollar counts as gained or
 * lost that was not seen; where only bounds are known, bounds are said.
 */

/** What was done: asked for a figure, took their offer, refused it, or closed the case without a price. */
export const DONE = ["ask", "take", "refuse", "stop"] as const;
export type Done = (typeof DONE)[number];
export const ADVISED = ["ask", "take", "wait", "escalate", "stop"] as const;
export type AdvisedMove = (typeof ADVISED)[number];

export interface PlayedAdvice {
  readonly move: AdvisedMove;
  /** What was to be asked or taken; absent where nothing is. */
  readonly amount?: Cents;
  /** The stated chance that going on ends in agreement, from 0 to 1. */
  readonly chance: number;
  readonly because: string;
}

/** One act of ours, with the advice of that day. */
export interface PlayedMoment {
  /** The event that did it. */
  readonly event: number;
  readonly on: Day;
  readonly done: Done;
  readonly amount?: Cents;
  /** Absent where too little was known to advise; `why` says what. */
  readonly advice?: PlayedAdvice;
  readonly why?: string;
  /** Their offer that stood, and what was allowed already; the most that could be defended. All total allowed. */
  readonly stood?: Cents;
  readonly allowed: Cents;
  readonly cap: Cents;
}

export interface PlayedCase {
  readonly id: string;
  readonly number: string;
  readonly payer: string;
  /** Oldest first. */
  readonly moments: readonly PlayedMoment[];
  /** Whether it ended in an agreement with the payer. */
  readonly agreed: boolean;
  /** The offer it was agreed on, total allowed; absent where it ended otherwise. */
  readonly final?: Cents;
  /** Absent where none was filed. */
  readonly dispute?: PlayedDispute;
}

/** A dispute or an appeal that was filed. */
export interface PlayedDispute {
  /** The chance that it pays, stated just before it was filed; absent where too little was known to state one. */
  readonly chance?: number;
  /** Whether it was decided our way; absent where it was settled, is still open, or nobody can tell. */
  readonly paid?: boolean;
}

/** Fewer than these say nothing. */
export const ENOUGH_CASES = 10;

/** Refusing an offer is what asking, waiting and going elsewhere have in common. */
const AGREES: Readonly<Record<Done, readonly AdvisedMove[]>> = {
  ask: ["ask"],
  take: ["take"],
  refuse: ["ask", "wait", "escalate"],
  stop: ["stop"],
};

export const agrees = (done: Done, advised: AdvisedMove): boolean => AGREES[done].includes(advised);

const HOLDS_OUT: readonly AdvisedMove[] = ["ask", "wait", "escalate"];

/** Where the advice of a case parted from what was done. */
export interface Parting {
  readonly case: PlayedCase;
  /** "longer": advised to go on where it was ended. "earlier": advised to take an offer that was passed over. */
  readonly how: "longer" | "earlier" | "otherwise";
  readonly moment: PlayedMoment;
  /** Seen dollars: the final less what stood when the advice first said take; only of "earlier" with a final. */
  readonly seen?: Cents;
  /** Of "longer" with a final: had nothing more come than was allowed, and had the most that could be defended. */
  readonly bounds?: { readonly low: Cents; readonly high: Cents };
  /** How far apart the two were in dollars, to list the widest first; what would have happened it does not say. */
  readonly apart: Cents;
}

const size = (c: Cents): Cents => (c < ZERO ? minus(ZERO, c) : c);

function earlierOf(c: PlayedCase): Parting | undefined {
  const moment = c.moments.find((m) => m.advice?.move === "take" && m.done !== "take" && m.stood !== undefined);
  if (moment?.stood === undefined) return undefined;
  const seen = c.final === undefined ? undefined : minus(c.final, moment.stood);
  return { case: c, how: "earlier", moment, apart: size(seen ?? ZERO), ...(seen !== undefined && { seen }) };
}

function longerOf(c: PlayedCase): Parting | undefined {
  const moment = c.moments.findLast(
    (m) => (m.done === "take" || m.done === "stop") && m.advice !== undefined && HOLDS_OUT.includes(m.advice.move),
  );
  if (moment === undefined) return undefined;
  const { final } = c;
  // A payer that is told no may withdraw: what was allowed already is all that is sure.
  const bounds =
    final === undefined
      ? undefined
      : { low: minus(moment.allowed, final), high: minus(greatest(moment.cap, final), final) };
  const at = final ?? moment.stood ?? moment.allowed;
  const asked = moment.advice?.amount ?? at;
  return { case: c, how: "longer", moment, apart: size(minus(asked, at)), ...(bounds !== undefined && { bounds }) };
}

const askGap = ({ done, amount, advice }: PlayedMoment): Cents | undefined =>
  done === "ask" && advice?.move === "ask" && amount !== undefined && advice.amount !== undefined
    ? minus(amount, advice.amount)
    : undefined;

function otherwiseOf(c: PlayedCase): Parting | undefined {
  const apart = c.moments.filter(
    (m) => m.advice !== undefined && (!agrees(m.done, m.advice.move) || (askGap(m) ?? ZERO) !== ZERO),
  );
  const widest = apart.reduce<PlayedMoment | undefined>(
    (w, m) => (w === undefined || size(askGap(m) ?? ZERO) > size(askGap(w) ?? ZERO) ? m : w),
    undefined,
  );
  return widest && { case: c, how: "otherwise", moment: widest, apart: size(askGap(widest) ?? ZERO) };
}

/** Where a case parted from its advice: its end first, then an offer passed over, then a figure. Undefined when nowhere. */
export const partingOf = (c: PlayedCase): Parting | undefined => longerOf(c) ?? earlierOf(c) ?? otherwiseOf(c);

/** One fifth of the stated chances with what came of them. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  /** The mean of the stated chances in it; absent of an empty one. */
  readonly stated: number | undefined;
  /** Those of which it came true: that settled, or of disputes that paid. */
  readonly settled: Share;
}

export interface Calibration {
  readonly n: number;
  /** Mean squared miss of the stated chance: 0 knows all, 0.25 says one half always. Absent under ten cases. */
  readonly brier: number | undefined;
  /** The same of stating for every case the share that settled. */
  readonly plainBrier: number | undefined;
  readonly bins: readonly Bin[];
}

const BINS = 5;
const mean = (all: readonly number[]): number => all.reduce((t, x) => t + x, 0) / all.length;

interface Stated {
  readonly chance: number;
  readonly came: boolean;
}

/** Chances that were stated against what came. */
function held(all: readonly Stated[]): Calibration {
  const said = all.map(({ chance, came }) => ({ chance: Math.min(1, Math.max(0, chance)), came: came ? 1 : 0 }));
  const bins = Array.from({ length: BINS }, (_, i): Bin => {
    const within = said.filter((s) => Math.min(BINS - 1, Math.floor(s.chance * BINS)) === i);
    return {
      ...{ from: i / BINS, to: (i + 1) / BINS },
      stated: within.length === 0 ? undefined : mean(within.map((s) => s.chance)),
      settled: share(within.filter((s) => s.came === 1).length, within.length),
    };
  });
  if (said.length < ENOUGH_CASES) return { n: said.length, brier: undefined, plainBrier: undefined, bins };
  const rate = mean(said.map((s) => s.came));
  return {
    n: said.length,
    brier: mean(said.map((s) => (s.chance - s.came) ** 2)),
    plainBrier: mean(said.map((s) => (rate - s.came) ** 2)),
    bins,
  };
}

/** The first chance stated of each case, where it was to go on, against whether it settled. One a case: its later ones are no news. */
export const calibrationOf = (cases: readonly PlayedCase[]): Calibration =>
  held(
    cases.flatMap((c) => {
      const first = c.moments.find((m) => m.advice?.move === "ask")?.advice;
      return first === undefined ? [] : [{ chance: first.chance, came: c.agreed }];
    }),
  );

/** The chance of a dispute against how disputes ended. */
export interface DisputeCalibration extends Calibration {
  /** Filed, and held against nothing: no chance was stated, or they were not decided. */
  readonly left: number;
}

/** The chance that a filed dispute pays, stated just before it was filed, against whether it was decided our way. */
export function disputesOf(cases: readonly PlayedCase[]): DisputeCalibration {
  const filed = cases.flatMap((c) => c.dispute ?? []);
  const decided = filed.flatMap(({ chance, paid }) =>
    chance === undefined || paid === undefined ? [] : [{ chance, came: paid }],
  );
  return { ...held(decided), left: filed.length - decided.length };
}

export interface Backtest {
  /** Cases with an act of ours that could be advised on, and all that were played. */
  readonly advised: number;
  readonly played: number;
  readonly moments: number;
  /** False under ten advised cases: too few to say. */
  readonly enough: boolean;
  /** Acts that were what the advice was, of acts with advice. */
  readonly agree: Share;
  /** What was asked less what was to be asked, where both were to ask. */
  readonly asks: Spread<Cents> | undefined;
  /** Cases ended where the advice was to go on, of advised cases; `low` and `high` bound what that could have changed. */
  readonly longer: { readonly share: Share; readonly withFinal: number; readonly low: Cents; readonly high: Cents };
  /** Cases that passed over an offer the advice was to take; `seen` is the sum of final less that offer. */
  readonly earlier: { readonly share: Share; readonly withFinal: number; readonly seen: Cents };
  readonly calibration: Calibration;
  readonly disputes: DisputeCalibration;
  /** Widest apart first. */
  readonly partings: readonly Parting[];
}

const byApart = (a: Parting, b: Parting): number => (a.apart === b.apart ? 0 : a.apart > b.apart ? -1 : 1);

/** What the cases say together. Order of the cases matters only among partings equally wide. */
export function backtestOf(cases: readonly PlayedCase[]): Backtest {
  const advised = cases.filter((c) => c.moments.some((m) => m.advice !== undefined));
  const moments = advised.flatMap((c) => c.moments);
  const judged = moments.flatMap((m) => (m.advice === undefined ? [] : [agrees(m.done, m.advice.move)]));
  const longer = advised.flatMap((c) => longerOf(c) ?? []);
  const earlier = advised.flatMap((c) => earlierOf(c) ?? []);
  const bounds = longer.flatMap((p) => p.bounds ?? []);
  const seen = earlier.flatMap((p) => p.seen ?? []);
  return {
    ...{ advised: advised.length, played: cases.length, moments: judged.length },
    enough: advised.length >= ENOUGH_CASES,
    agree: share(judged.filter((x) => x).length, judged.length),
    asks: amounts(moments.flatMap((m) => askGap(m) ?? [])),
    longer: {
      ...{ share: share(longer.length, advised.length), withFinal: bounds.length },
      ...{ low: sum(bounds.map((b) => b.low)), high: sum(bounds.map((b) => b.high)) },
    },
    earlier: { share: share(earlier.length, advised.length), withFinal: seen.length, seen: sum(seen) },
    calibration: calibrationOf(cases),
    disputes: disputesOf(cases),
    partings: advised.flatMap((c) => partingOf(c) ?? []).toSorted(byApart),
  };
}
