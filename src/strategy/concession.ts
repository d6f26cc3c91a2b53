/** (d) Concessions and (e) acceptance: how asks come down over time, and when an offer is taken. */

/** The curve of a time-dependent tactic: exponent below 1 holds out, 1 is a straight line, above 1 gives way early. */
export function timeOffer(start: number, end: number, t: number, exponent = 0.5, atOnce = 0): number {
  const share = atOnce + (1 - atOnce) * Math.min(1, Math.max(0, t)) ** (1 / exponent);
  return start + share * (end - start);
}

export interface Ladder {
  readonly asks: readonly number[];
  readonly expectedGain: number;
  readonly shareOfSurplus: number;
}

/** Even steps, best when the payer's limit may be anywhere between ours and `high` with equal chance. */
export function askLadder(reservation: number, high: number, n: number): Ladder {
  const room = high - reservation;
  return {
    asks: Array.from({ length: n }, (_, j) => reservation + room * (1 - (j + 1) / (n + 1))),
    expectedGain: (room * n) / (2 * (n + 1)),
    shareOfSurplus: n / (n + 1),
  };
}

const HAIR = 1e-12;

/**
 * The best `n` falling asks from a rising grid of possible payer limits with their probabilities, by dynamic programming;
 * `delta` is what a round of waiting leaves of a dollar.
 */
export function bestLadder(
  reservation: number,
  grid: readonly number[],
  probs: readonly number[],
  n: number,
  delta = 1,
): { readonly asks: readonly number[]; readonly value: number } {
  const m = grid.length;
  const atLeast = new Array<number>(m + 1).fill(0);
  for (let i = m - 1; i >= 0; i--) atLeast[i] = (atLeast[i + 1] ?? 0) + (probs[i] ?? 0);
  let before: readonly number[] = new Array<number>(m + 1).fill(0);
  const picks: (readonly (number | undefined)[])[] = [];
  for (let round = 1; round <= n; round++) {
    const best = new Array<number>(m + 1).fill(0);
    const pick = new Array<number | undefined>(m + 1).fill(undefined);
    for (let known = 0; known <= m; known++) {
      for (let i = 0; i < known; i++) {
        const taken = (atLeast[i] ?? 0) - (atLeast[known] ?? 0);
        const value = ((grid[i] ?? 0) - reservation) * taken + delta * (before[i] ?? 0);
        if (value > (best[known] ?? 0) + HAIR) {
          best[known] = value;
          pick[known] = i;
        }
      }
    }
    picks.push(pick);
    before = best;
  }
  const asks: number[] = [];
  let known = m;
  for (let round = n; round >= 1; round--) {
    const i = picks[round - 1]?.[known];
    if (i === undefined) break;
    known = i;
    asks.push(grid[i] ?? 0);
  }
  return { asks, value: before[m] ?? 0 };
}

export interface AskTerms {
  /** Our last ask, and the curve it should follow from `start` to `end`. */
  readonly prev: number;
  readonly start: number;
  readonly end: number;
  readonly t: number;
  readonly theirLast: number;
  readonly theirPrev: number;
  /** The concession the payer was expected to make. */
  readonly expectedStep: number;
  readonly exponent?: number;
  /** Share of the planned step that is made whatever the payer does. */
  readonly unconditional?: number;
  readonly most?: number;
  readonly tick?: number;
}

export interface NextAsk {
  readonly ask: number;
  /** What the payer moved of what was expected; undefined when no step was due. */
  readonly ratio: number | undefined;
  readonly factor?: number;
}

const UNCONDITIONAL = 0.3;
const MOST = 1.5;
const TICK_HAIR = 1e-9;

/** The next ask: the planned step, scaled by how the payer reciprocates; never up, never below the end. */
export function nextAsk(a: AskTerms): NextAsk {
  const { prev, unconditional = UNCONDITIONAL, tick = 1 } = a;
  const planned = prev - timeOffer(a.start, a.end, a.t, a.exponent);
  if (planned <= 0) return { ask: prev, ratio: undefined };
  const ratio = a.expectedStep <= 0 ? 1 : Math.max(0, a.theirLast - a.theirPrev) / a.expectedStep;
  const factor = Math.min(a.most ?? MOST, unconditional + (1 - unconditional) * ratio);
  const raw = Math.max(a.end, prev - factor * planned);
  return { ask: Math.min(prev, Math.ceil(raw / tick - TICK_HAIR) * tick), ratio, factor };
}

export interface StoppingTerms {
  /** What we have without any offer. */
  readonly outside: number;
  /** Offers still to come, each anywhere between `low` and `high` with equal chance. */
  readonly n: number;
  readonly low?: number;
  readonly high?: number;
  readonly delta?: number;
}

/** What refusing is worth with 0..n offers still to come. */
export function stoppingValues({ outside, n, low = 0, high = 1, delta = 1 }: StoppingTerms): readonly number[] {
  const values = [outside];
  let v = outside;
  for (let i = 0; i < n; i++) {
    const c = Math.min(Math.max(v, low), high);
    const best = v < low ? (low + high) / 2 : v < high ? ((c - low) * v + (high * high - c * c) / 2) / (high - low) : v;
    v = Math.max(outside, delta * best);
    values.push(v);
  }
  return values;
}

export interface OfferInHand {
  readonly offer: number;
  /** The practice's own floor, and the worth of the best way out. */
  readonly floor: number;
  readonly outside: number;
  readonly nextAsk: number;
  /** Worth of going on. */
  readonly continuation: number;
  /** Elapsed share of the window. */
  readonly t: number;
  readonly bestRecent: number;
  readonly lateT?: number;
  readonly epsilon?: number;
}

export interface Acceptance {
  readonly accept: boolean;
  readonly rule: "below_floor" | "ac_next" | "outside_better" | "optimal_stopping" | "ac_combi_late" | "continue";
}

const LATE = 0.95;

/** The first rule that fires. Nothing below the floor is taken, however late it is. */
export function decideOffer(o: OfferInHand): Acceptance {
  if (o.offer < o.floor) return { accept: false, rule: "below_floor" };
  if (o.offer >= o.nextAsk) return { accept: true, rule: "ac_next" };
  if (o.offer < o.outside + (o.epsilon ?? 0)) return { accept: false, rule: "outside_better" };
  if (o.offer >= o.continuation) return { accept: true, rule: "optimal_stopping" };
  if (o.t >= (o.lateT ?? LATE) && o.offer >= o.bestRecent) return { accept: true, rule: "ac_combi_late" };
  return { accept: false, rule: "continue" };
}
