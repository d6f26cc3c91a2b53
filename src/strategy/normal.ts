/**
 * Small numerics of the strategy room. Everything here is dimensionless or in one unit of the caller's choice; no amount
 * of money is made here.
 */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
/** Below this the power series of erf is used, from it on the continued fraction of erfc; both are exact to a few ulp. */
const SERIES_UNTIL = 2.5;
const FRACTION_TERMS = 40;

/** Density of the standard normal distribution. */
export const density = (z: number): number => Math.exp(-0.5 * z * z) / ROOT_TWO_PI;

function erfSeries(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-x * x) * total;
}

function erfcFraction(x: number): number {
  let tail = x;
  for (let k = FRACTION_TERMS; k >= 1; k--) tail = x + k / 2 / tail;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}

/** Complementary error function, for any real number. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (Math.abs(x) < SERIES_UNTIL) return x === 0 ? 1 : 1 - erfSeries(x);
  return x > 0 ? erfcFraction(x) : 2 - erfcFraction(-x);
}

/** Probability that a standard normal variable is at most `z`. */
export const below = (z: number): number => 0.5 * erfc(-z / Math.SQRT2);

/** The `z` below which the standard normal distribution has probability `p`; NaN unless 0 < p < 1. */
export function quantile(p: number): number {
  if (!(p > 0 && p < 1)) return Number.NaN;
  let low = -12;
  let high = 12;
  for (let i = 0; i < 200; i++) {
    const mid = (low + high) / 2;
    if (below(mid) < p) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The argument between `low` and `high` at which `f` is greatest: a grid of `steps` cells, then golden section around the
 * best point, because offers' values can be flat or have two humps. Both ends are candidates.
 */
export function argmax(f: (x: number) => number, low: number, high: number, steps = 4000, halvings = 120): number {
  if (!(high > low)) return low;
  const at = (i: number): number => low + ((high - low) * i) / steps;
  let best = 0;
  let most = f(low);
  for (let i = 1; i <= steps; i++) {
    const v = f(at(i));
    if (v > most) {
      most = v;
      best = i;
    }
  }
  let a = at(Math.max(0, best - 1));
  let b = at(Math.min(steps, best + 1));
  let c = b - GOLDEN * (b - a);
  let d = a + GOLDEN * (b - a);
  let atC = f(c);
  let atD = f(d);
  for (let i = 0; i < halvings; i++) {
    if (atC >= atD) {
      b = d;
      d = c;
      atD = atC;
      c = b - GOLDEN * (b - a);
      atC = f(c);
    } else {
      a = c;
      c = d;
      atC = atD;
      d = a + GOLDEN * (b - a);
      atD = f(d);
    }
  }
  let x = (a + b) / 2;
  for (const end of [low, high]) if (f(end) > f(x)) x = end;
  return x;
}

/** The least argument in [low, high] from which `holds` is true, when it is false before and true after; by halving. */
export function threshold(holds: (x: number) => boolean, low: number, high: number, rounds = 60): number | undefined {
  if (holds(low) || !holds(high)) return undefined;
  let no = low;
  let yes = high;
  for (let i = 0; i < rounds; i++) {
    const mid = (no + yes) / 2;
    if (holds(mid)) yes = mid;
    else no = mid;
  }
  return yes;
}
