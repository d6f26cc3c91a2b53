import { bidAt, expected, type Particle } from "./opponent.ts";

/**
 * (d) and (e) as one sum: the asks still to come are planned together, by dynamic programming over falling asks, against
 * everything the other side may be. Seen from the side that wants a high price; amounts in one unit.
 */
export interface Table {
  /** The other side's first and standing bid, and the share of the window elapsed at the latter. */
  readonly first: number;
  readonly standing: number;
  readonly now: number;
  /** Our last ask, or where we would open. Asks never rise above it. */
  readonly top: number;
  /** True before we have asked anything: a concession from `top` is then none. */
  readonly opening: boolean;
  /** Share of the window of each ask still to come, this one first. */
  readonly times: readonly number[];
  /** How many asks will have been made by each of them, where not every ask is planned; 1, 2, 3 ... unless told. */
  readonly counts?: readonly number[];
  /** Nothing below is asked or taken. */
  readonly floor: number;
  readonly tick: number;
}

export interface Habits {
  /** Whether the other side goes to its limit at the end, or only where its tactic stands then. */
  readonly end: "limit" | "plan";
  /** Chance that a bid stands after our last ask, which may then be taken. */
  readonly lastWord: number;
  /** Chance, at each ask, that it falls silent for good; what it last bid is then gone. */
  readonly silence: number;
}

export interface Plan {
  readonly asks: readonly number[];
  /** What going on is worth: the expected price, the way out included. */
  readonly value: number;
  /** Chance that some ask or the last bid is agreed. */
  readonly agreement: number;
}

const STEPS = 40;
const SHARP = 24;
const PLACED = 12;

/** Limits at even shares of the belief: where it is narrow beside the room there is to ask in, an even grid steps over it. */
function placed(belief: readonly Particle[]): readonly number[] {
  const found: number[] = [];
  let mass = 0;
  for (const p of belief.toSorted((a, b) => a.limit - b.limit)) {
    mass += p.weight;
    while (found.length < PLACED - 1 && mass >= (found.length + 1) / PLACED) found.push(p.limit);
  }
  return found;
}

/** Candidate asks: an even grid, the limits that carry most of the belief, and those at even shares of it. */
function candidates(belief: readonly Particle[], t: Table): Float64Array {
  const low = Math.min(t.top, Math.max(t.floor, t.standing));
  const heavy = belief
    .filter((p) => p.limit > low && p.limit < t.top)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, SHARP)
    .map((p) => p.limit - t.tick / 2)
    .filter((x) => x > low);
  const shares = placed(belief).filter((x) => x > low && x < t.top);
  const even = Array.from({ length: STEPS + 1 }, (_, i) => low + ((t.top - low) * i) / STEPS);
  return Float64Array.from(new Set([...even, ...heavy, ...shares])).sort();
}

/** The last index whose value is not above `x`; -1 when all are. */
function lastWithin(grid: Float64Array, x: number): number {
  let low = -1;
  let high = grid.length;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if ((grid[mid] ?? 0) <= x) low = mid;
    else high = mid;
  }
  return low;
}

/**
 * The highest ask that this side takes at the n-th ask from now. Nobody takes less than what it has on the table, at any time:
 * a limit a hair below it, as rounding makes one, would be taken early and refused at the end, and so be counted twice.
 */
function takenAt(p: Particle, t: Table, n: number, last: boolean, h: Habits): number {
  const limit = Math.max(p.limit, t.standing);
  if (p.ready || (last && h.end === "limit")) return limit;
  const time = t.times[n] ?? 1;
  if (p.tactic.kind === "reciprocal")
    return Math.min(limit, (t.standing + p.tactic.pace * t.top) / (1 + p.tactic.pace));
  return bidAt(p, t, { t: time, asks: t.counts?.[n] ?? n + 1, conceded: 0 });
}

/** For each candidate ask, the chance that it is taken by the n-th ask. */
function takenShare(belief: readonly Particle[], grid: Float64Array, t: Table, n: number, h: Habits): Float64Array {
  const share = new Float64Array(grid.length + 1);
  const last = n === t.times.length - 1;
  for (const p of belief) {
    const at = lastWithin(grid, takenAt(p, t, n, last, h));
    if (at >= 0) share[at] = (share[at] ?? 0) + p.weight;
  }
  for (let i = grid.length - 2; i >= 0; i--) share[i] = (share[i] ?? 0) + (share[i + 1] ?? 0);
  return share;
}

/** What is left when the last ask was refused: the last bid where it comes and is better, else the way out. */
function afterLast(belief: readonly Particle[], grid: Float64Array, t: Table, h: Habits): Float64Array {
  const worth = new Float64Array(grid.length + 1);
  const flat = new Float64Array(grid.length);
  const n = t.times.length - 1;
  const from = Math.max(t.floor, 0);
  const to = { t: t.times[n] ?? 1, asks: t.counts?.[n] ?? n + 1, conceded: 0 };
  for (const p of belief) {
    const taken = lastWithin(grid, takenAt(p, t, n, true, h));
    const { limit, outside, tactic } = p;
    const stay = p.weight * (1 - h.lastWord) * p.outside;
    const word = p.weight * h.lastWord;
    if (tactic.kind === "reciprocal")
      // Written out: this is the inner loop of every decision.
      for (let i = taken + 1; i < grid.length; i++) {
        const conceded = t.opening ? 0 : t.top - (grid[i] ?? 0);
        const bid = limit <= t.standing ? t.standing : Math.min(limit, t.standing + tactic.pace * conceded);
        worth[i] = (worth[i] ?? 0) + stay + word * (bid >= from && bid > outside ? bid : outside);
      }
    else if (taken + 1 < grid.length) {
      const bid = bidAt(p, t, to);
      flat[taken + 1] = (flat[taken + 1] ?? 0) + stay + word * (bid >= from && bid > outside ? bid : outside);
    }
  }
  // What does not hang on our last ask is owed from the first refused ask on.
  let owed = 0;
  for (let i = 0; i < grid.length; i++) {
    owed += flat[i] ?? 0;
    worth[i] = (worth[i] ?? 0) + owed;
  }
  return worth;
}

/**
 * The best falling asks. Exact for sides that follow the clock or count asks: whoever would have taken an earlier, higher
 * ask takes every later, lower one, so what is still open after an ask depends on that ask alone.
 */
export function planAsks(belief: readonly Particle[], t: Table, h: Habits): Plan {
  const grid = candidates(belief, t);
  const size = grid.length;
  const rounds = t.times.length;
  const shares = t.times.map((_, n) => takenShare(belief, grid, t, n, h));
  const outside = expected(belief, (p) => p.outside);
  let next = afterLast(belief, grid, t, h);
  const picks: Int32Array[] = [];
  for (let n = rounds - 1; n >= 0; n--) {
    const taken = shares[n] ?? new Float64Array(size + 1);
    const before = n === 0 ? undefined : shares[n - 1];
    const value = new Float64Array(size);
    const pick = new Int32Array(size);
    // The best of all asks not above the last, kept while the last rises; only the part that the last decides is added.
    let best = Number.NEGATIVE_INFINITY;
    for (let last = 0; last < size; last++) {
      const gone = before?.[last] ?? 0;
      best = Number.NEGATIVE_INFINITY;
      for (let i = 0; i <= last; i++) {
        const now = Math.max(0, (taken[i] ?? 0) - gone);
        const open = 1 - gone - now;
        const on = (next[i] ?? 0) * (1 - h.silence) + h.silence * outside * Math.max(0, open);
        const worth = (grid[i] ?? 0) * now + on;
        if (worth >= best) {
          best = worth;
          pick[last] = i;
        }
      }
      value[last] = best;
    }
    picks.push(pick);
    next = value;
  }
  picks.reverse();
  const asks: number[] = [];
  let at = size - 1;
  for (const pick of picks) {
    at = pick[at] ?? at;
    asks.push(grid[at] ?? t.top);
  }
  const last = asks[asks.length - 1] ?? t.top;
  return { asks, value: next[size - 1] ?? outside, agreement: expected(belief, (p) => agrees(p, t, last, h)) };
}

/** Chance that this side takes an ask of ours by the last one, or then names a bid that is better than the way out. */
function agrees(p: Particle, t: Table, last: number, h: Habits): number {
  const n = t.times.length - 1;
  if (takenAt(p, t, n, true, h) >= last) return 1;
  const conceded = t.opening ? 0 : t.top - last;
  const bid = bidAt(p, t, { t: t.times[n] ?? 1, asks: t.counts?.[n] ?? n + 1, conceded });
  return bid >= t.floor && bid >= p.outside ? h.lastWord : 0;
}
