/** Chance that repeats: the same seed gives the same choices on every machine. */
export interface Chance {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  /** True in `p` of the cases. */
  is(p: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are enough for choices, and its steps are written down in one line. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { below, is: (p) => next() < p, pick: (list) => list[below(list.length)] as never };
}
