import { type Cents, cents } from "#base/money.ts";

/** Where amounts stand on one dollar axis, as shares of its width. Amounts stay whole cents; only places are fractions. */

export interface Scale {
  readonly low: Cents;
  /** Where the linear part ends. */
  readonly high: Cents;
  /** Place of the drawn break, when something lies past it. */
  readonly breakAt: number | undefined;
  /** Share of the width, 0 to 1, at which an amount stands. */
  readonly at: (amount: Cents) => number;
}

/** Shares of the width at which the linear part ends and the part past the break begins and ends. */
const BREAK = 0.78;
const PAST_FROM = 0.83;
const PAST_TO = 0.985;
/** One in ten thousand of the linear part is finer than a pixel. */
const FINE = 10_000n;

const ratio = (top: bigint, bottom: bigint): number =>
  bottom <= 0n ? 0 : Number((top * FINE) / bottom) / Number(FINE);
const within = (x: number): number => Math.max(0, Math.min(1, x));

/**
 * Linear from `low` to `high`. What lies higher among `far` stands past a break, in its own order and proportion.
 */
export function scaleOver(low: Cents, high: Cents, far: readonly Cents[] = []): Scale {
  const past = far.filter((f) => f > high);
  if (past.length === 0) return { low, high, breakAt: undefined, at: (v) => within(ratio(v - low, high - low)) };
  const top = past.reduce((a, b) => (b > a ? b : a));
  const at = (v: Cents): number =>
    v <= high
      ? within(ratio(v - low, high - low)) * BREAK
      : PAST_FROM + within(ratio(v - high, top - high)) * (PAST_TO - PAST_FROM);
  return { low, high, breakAt: (BREAK + PAST_FROM) / 2, at };
}

/**
 * Linear from half the lowest to five quarters of the highest of `live`; charges and list prices are `far`. The same marks
 * give the same axis in the queue, the case and on paper.
 */
export function axisScale(live: readonly Cents[], far: readonly Cents[] = []): Scale {
  const all = live.length > 0 ? live : far;
  const lowest = all.reduce<Cents>((a, b) => (b < a ? b : a), all[0] ?? cents(0n));
  const highest = all.reduce<Cents>((a, b) => (b > a ? b : a), all[0] ?? cents(0n));
  const low = cents(lowest / 2n);
  const high = cents((highest * 5n) / 4n > low ? (highest * 5n) / 4n : low + 100n);
  return scaleOver(low, high, far);
}

/** Steps that read well as amounts. */
const STEPS = [1n, 2n, 5n];

/** Round amounts along the linear part, at most `most` of them. */
export function ticks(scale: Scale, most = 6): readonly Cents[] {
  const span = scale.high - scale.low;
  let step = 100n;
  for (let power = 100n; ; power *= 10n) {
    const fits = STEPS.map((s) => s * power).find((s) => span / s < BigInt(most));
    if (fits !== undefined) {
      step = fits;
      break;
    }
  }
  const found: Cents[] = [];
  for (let v = ((scale.low + step - 1n) / step) * step; v <= scale.high; v += step) found.push(cents(v));
  return found;
}
