import { type Cents, showUsd } from "#base/money.ts";

/** What a slider over one assumption says: which move is best where, and where that turns. */

export type Weighed = "accept" | "counter" | "escalate" | "wait";

export interface Point {
  readonly at: number;
  readonly accept: Cents | null;
  readonly counter: Cents | null;
  readonly escalate: Cents | null;
  readonly wait: Cents | null;
  /** What is advised there; undefined where nothing is. */
  readonly move: Weighed | undefined;
}

export const MOVE_WORDS: Readonly<Record<string, string>> = {
  accept: "accepting",
  counter: "a counter",
  open: "a first ask",
  escalate: "going on to the dispute",
  wait: "waiting",
  hold: "waiting",
  walk: "leaving it",
};

export const WEIGHED: readonly Weighed[] = ["accept", "counter", "escalate", "wait"];

/** Index of the step that is nearest to a value; the earlier of two that are as near. */
export function nearestStep(steps: readonly { readonly at: number }[], value: number): number {
  let best = 0;
  for (const [i, step] of steps.entries())
    if (Math.abs(step.at - value) < Math.abs((steps[best]?.at ?? Number.POSITIVE_INFINITY) - value)) best = i;
  return best;
}

/** A chance as people say it: "78 in 100". */
export const sayShare = (share: number): string => `${Math.round(share * 100)} in 100`;

/** "Above 86 in 100, going on to the dispute beats a counter." for each turn; or that nothing within the range would. */
export function turnsSaid(
  turns: readonly { readonly at: number; readonly from: string; readonly to: string }[],
  low: number,
  high: number,
): readonly string[] {
  if (turns.length === 0) return [`Nothing between ${sayShare(low)} and ${sayShare(high)} would change the advice.`];
  const word = (move: string) => MOVE_WORDS[move] ?? move;
  return turns.map((t) => `Above ${sayShare(t.at)}, ${word(t.to)} beats ${word(t.from)}.`);
}

/** "Accept $767, counter $1,087, escalate $1,026": what a reader hears while the slider moves. */
export const pointSaid = (point: Point): string =>
  WEIGHED.flatMap((move) => {
    const value = point[move];
    return value === null ? [] : [`${move} ${showUsd(value, "whole")}`];
  }).join(", ");
