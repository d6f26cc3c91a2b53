import { type Cents, cents, sum, ZERO } from "#base/money.ts";
import { type BatchFees, batchWorth, type LineStake, singleWorth, WRONG_LINE } from "./batch-worth.ts";
import type { Priors } from "./priors.ts";
import { perDollar } from "./scale.ts";

/**
 * Which of the lines that may go together do best together, which by themselves, and which not at all: what law allows is
 * not yet what pays. Every figure is a difference of two worths of the same reckoning, so each reproduces to the cent.
 */

export type LineAdvice = "in" | "alone" | "leave out";

export interface LineChoice {
  readonly advice: LineAdvice;
  /** What the line adds to the batch of the choice: with it, less without it. */
  readonly within: Cents;
  /** What a dispute of its own would bring; below nothing where it costs more than it brings. */
  readonly single: Cents;
}

export interface BatchChoice {
  readonly lines: readonly LineChoice[];
  /** What the choice brings in all: the batch of those that are in, and the single disputes of those alone. */
  readonly worth: Cents;
}

/** So many lines are tried in every combination; more, by what each adds. */
const TRIED = 10;
/** Batches looked at near one: a few hundredths of a second. */
const LOOKS = 4_000;

/** Fees of a batch of so many lines. */
export type FeesFor = (lines: number) => BatchFees;

interface Weighing {
  readonly lines: readonly LineStake[];
  readonly singles: readonly Cents[];
  readonly feesFor: FeesFor;
  readonly priors: Priors;
}

const positive = (a: Cents): Cents => (a > 0n ? a : ZERO);

/** Which lines are in the batch, by their place in the list. */
type Kept = ReadonlySet<number>;

/** What a batch of these lines brings; of fewer than two there is none. */
function batchOf(w: Weighing, kept: Kept): Cents {
  const stakes = w.lines.filter((_, i) => kept.has(i));
  return stakes.length < 2 ? ZERO : batchWorth(stakes, w.feesFor(stakes.length), w.priors).batch;
}

interface Best {
  readonly kept: Kept;
  readonly worth: Cents;
}

/** The batch of these, and the rest by themselves where that pays. */
const at = (w: Weighing, kept: Kept): Best => ({
  kept,
  worth: cents(batchOf(w, kept) + sum(w.singles.map((s, i) => (kept.has(i) ? ZERO : positive(s))))),
});

/** The better of two; of equals the one with fewer lines, which is the less to prove. */
const better = (a: Best, b: Best): Best =>
  b.worth > a.worth || (b.worth === a.worth && b.kept.size < a.kept.size) ? b : a;

function everyWay(w: Weighing): Best {
  let best = at(w, new Set());
  for (let mask = 1; mask < 1 << w.lines.length; mask++) {
    const kept = new Set(w.lines.flatMap((_, i) => (mask & (1 << i) ? [i] : [])));
    if (kept.size > 1) best = better(best, at(w, kept));
  }
  return best;
}

/** Lines by what each would add in a batch, less what it would bring alone: the first so many of them, and what lies near that. */
function inOrder(w: Weighing): Best {
  const lead = (i: number): number => {
    const { gain, chance, proven } = w.lines[i] as LineStake;
    const belongs = proven ? 1 : 1 - WRONG_LINE.unproven;
    return perDollar(gain) * chance * belongs - perDollar(positive(w.singles[i] as Cents));
  };
  const order = w.lines.map((_, i) => i).sort((a, b) => lead(b) - lead(a) || a - b);
  const first = order.slice(1).map((_, i) => at(w, new Set(order.slice(0, i + 2))));
  const none = at(w, new Set());
  return first.length === 0 ? none : better(none, climbed(w, first.reduce(better)));
}

/** A batch with one line more, one less, or one in the place of another. */
function* near({ kept }: Best, lines: number): Generator<Kept> {
  const all = Array.from({ length: lines }, (_, i) => i);
  const inside = all.filter((i) => kept.has(i));
  const outside = all.filter((i) => !kept.has(i));
  for (const i of outside) yield new Set([...kept, i]);
  for (const i of inside) yield new Set(inside.filter((k) => k !== i));
  for (const i of inside) for (const o of outside) yield new Set([...inside.filter((k) => k !== i), o]);
}

/** Looks at the batches near by, as many as are worth the time, and goes to the best of them until none is better. */
function climbed(w: Weighing, from: Best): Best {
  let best = from;
  for (let left = LOOKS; left > 0; ) {
    const here = best;
    for (const kept of near(here, w.lines.length)) {
      if (left-- <= 0) break;
      if (kept.size > 1) best = better(best, at(w, kept));
    }
    if (best === here) break;
  }
  return best;
}

/** What one line adds to the batch of those kept, whether it is among them or not. */
function addedBy(w: Weighing, kept: Kept, line: number): Cents {
  const others = new Set([...kept].filter((k) => k !== line));
  return cents(batchOf(w, new Set([...others, line])) - batchOf(w, others));
}

/** The grouping that brings most. Never less than all of them together, each by itself, or nothing. */
export function chooseBatch(lines: readonly LineStake[], feesFor: FeesFor, priors: Priors): BatchChoice {
  const one = feesFor(1);
  const singles = lines.map((l) => singleWorth(l, one, priors));
  const w: Weighing = { lines, singles, feesFor, priors };
  const { kept, worth } = lines.length <= TRIED ? everyWay(w) : inOrder(w);
  const choices = singles.map(
    (single, i): LineChoice => ({
      ...{ advice: kept.has(i) ? "in" : single > 0n ? "alone" : "leave out", single },
      within: addedBy(w, kept, i),
    }),
  );
  return { lines: choices, worth };
}
