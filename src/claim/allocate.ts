import { type Cents, cents } from "#base/money.ts";

/**
 * Splits an amount over weights exactly to the cent: each share is the whole cents of its proportion, and the cents left
 * over go to the largest remainders (the earlier one on a tie). The shares always add up to `amount`. Negative weights
 * count as their size; when every weight is zero the split is even. No weights, no shares.
 */
export function allocate(amount: Cents, weights: readonly Cents[]): Cents[] {
  if (weights.length === 0) return [];
  const sizes = weights.map((w) => (w < 0n ? -w : w) as bigint);
  const given = sizes.reduce((a, b) => a + b, 0n);
  const parts = given === 0n ? weights.map(() => 1n) : sizes;
  const total = given === 0n ? BigInt(weights.length) : given;
  const negative = amount < 0n;
  const size = negative ? -amount : amount;
  const shares = parts.map((w) => (size * w) / total);
  const order = parts
    .map((w, i) => ({ i, rest: (size * w) % total }))
    .sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  let left = size - shares.reduce((a, b) => a + b, 0n);
  for (const { i } of order) {
    if (left === 0n) break;
    shares[i] = (shares[i] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares.map((s) => cents(negative ? -s : s));
}
