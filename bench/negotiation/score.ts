import { Chance } from "../../src/strategy/chance.ts";
import { type Case, ROUNDS } from "../../src/strategy/invented-case.ts";
import { Payer } from "../../src/strategy/invented-payer.ts";
import { settlementMetrics } from "../../src/strategy/learning.ts";
import type { Strategy } from "./reference.ts";
import type { Counterpart } from "./worlds.ts";

/** Plays a case out. The price agreed, or undefined for the way out. */
export function play(c: Case, strategy: Strategy, payer: Counterpart = new Payer(c)): number | undefined {
  const me = strategy(c);
  for (let k = 0; k < ROUNDS; k++) {
    const t = (k + 1) / ROUNDS;
    const ask = me.act(payer.bid, t, ROUNDS - k);
    if (payer.gone === true) return undefined;
    if (ask === undefined) return payer.bid;
    if (payer.takes(ask, t)) return ask;
  }
  return payer.gone !== true && me.takesLast(payer.bid) ? payer.bid : undefined;
}

export interface Score {
  readonly agree: number;
  readonly share: number;
  readonly medianShare: number;
  readonly net: number;
  /** Share of the full-information gain over always going the way out. */
  readonly gain: number;
  readonly bad: number;
}

export const mean = (xs: readonly number[]): number => xs.reduce((t, x) => t + x, 0) / Math.max(1, xs.length);

const median = (xs: readonly number[]): number => {
  const sorted = xs.toSorted((a, b) => a - b);
  const mid = sorted.length / 2;
  return sorted.length === 0 ? Number.NaN : ((sorted[Math.ceil(mid) - 1] ?? 0) + (sorted[Math.floor(mid)] ?? 0)) / 2;
};

export function score(cases: readonly Case[], prices: readonly (number | undefined)[]): Score {
  const zone = cases.flatMap((c, i) => (c.limit > c.trueWayOut ? [{ c, price: prices[i] }] : []));
  const shares = zone.map(({ c, price }) => settlementMetrics(price, c.trueWayOut, c.limit).share ?? 0);
  const net = mean(cases.map((c, i) => prices[i] ?? c.trueWayOut));
  const none = mean(cases.map((c) => c.trueWayOut));
  const full = mean(cases.map((c) => Math.max(c.limit, c.trueWayOut)));
  return {
    agree: mean(zone.map(({ price }) => (price === undefined ? 0 : 1))),
    share: mean(shares),
    medianShare: median(shares),
    net,
    gain: (net - none) / (full - none),
    bad: mean(cases.map((c, i) => ((prices[i] ?? Number.POSITIVE_INFINITY) < c.trueWayOut ? 1 : 0))),
  };
}

export interface Interval {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Difference of recovered gain of two strategies on the same cases, with a bootstrap interval of 95% over cases. */
export function pairedGain(
  cases: readonly Case[],
  ours: readonly (number | undefined)[],
  theirs: readonly (number | undefined)[],
  draws = 1000,
): Interval {
  const won = cases.map((c, i) => (ours[i] ?? c.trueWayOut) - (theirs[i] ?? c.trueWayOut));
  const room = cases.map((c) => Math.max(0, c.limit - c.trueWayOut));
  const rng = new Chance(20261122);
  const ratios = Array.from({ length: draws }, () => {
    let [a, b] = [0, 0];
    for (let k = 0; k < cases.length; k++) {
      const i = Math.floor(rng.next() * cases.length);
      a += won[i]!;
      b += room[i]!;
    }
    return a / b;
  }).sort((a, b) => a - b);
  return {
    at: mean(won) / mean(room),
    low: ratios[Math.floor(draws * 0.025)]!,
    high: ratios[Math.floor(draws * 0.975)]!,
  };
}
