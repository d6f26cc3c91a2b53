import { type Cents, permille } from "#base/money.ts";

/** Strongest tint of a heat cell, in percent: above it the dollars in it would fall under 4.5 to 1. */
const TINT_MAX = 30;

/** Tint of a cell by its share of the greatest, by square root so that small ones are still seen; 0 for nothing. */
export function tint(amount: Cents, greatest: Cents): number {
  if (amount <= 0n || greatest <= 0n) return 0;
  const share = permille(amount, greatest) / 1000;
  return Math.max(4, Math.round(Math.sqrt(Math.min(1, share)) * TINT_MAX));
}

/** Shares of a bar as flex factors: whole numbers up to a million, however large the dollars are. */
export function weights(amounts: readonly Cents[]): readonly number[] {
  const total = amounts.reduce((a, b) => a + (b > 0n ? b : 0n), 0n);
  return amounts.map((a) => (total === 0n || a <= 0n ? 0 : Number((a * 1_000_000n) / total)));
}
