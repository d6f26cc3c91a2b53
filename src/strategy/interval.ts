import { quantile } from "./normal.ts";

/** Intervals of figures that were counted and not modelled. Nothing here draws at random: the same counts, the same interval. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile of a two-sided 95%. */
const Z95 = quantile(0.975);

/** Wilson's 95% interval of a share: `hits` of `n`; the whole range when nothing was counted. (Wilson 1927, JASA 22.) */
export function shareInterval(hits: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const p = hits / n;
  const z2 = (Z95 * Z95) / n;
  const middle = (p + z2 / 2) / (1 + z2);
  const half = (Z95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n))) / (1 + z2);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * Places, counted from 0, of the two ordered values between which the median lies with at least 95%, by the signs test;
 * undefined under six values, where no two do. (Conover, Practical Nonparametric Statistics, 3.2.)
 */
export function medianPlaces(n: number): { readonly low: number; readonly high: number } | undefined {
  let [below, term, k] = [0, 0.5 ** n, 0];
  // Beyond a thousand the powers run out of the number; the normal form of the same count is exact to a place there.
  if (n > 1_000) {
    const low = Math.floor(n / 2 - (Z95 * Math.sqrt(n)) / 2) - 1;
    return { low, high: n - 1 - low };
  }
  while (below + term <= 0.025 && k < n) {
    below += term;
    term *= (n - k) / (k + 1);
    k += 1;
  }
  return k === 0 ? undefined : { low: k - 1, high: n - k };
}
