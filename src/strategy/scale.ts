import { type Cents, cents } from "#base/money.ts";

/**
 * The only place where amounts become plain numbers and back. The formulas of this room hold logarithms and normal
 * distributions, so they are computed on ratios: an amount over one dollar, which has no unit. A result becomes money
 * once, here, by a named rounding; nothing is added up before it is money again. See docs/decisions/0008.
 */

/** Up to here whole cents and their ratios to a dollar are exact enough that a cent is never in doubt: $10 billion. */
export const PLANNABLE: Cents = cents(10n ** 12n);

/** An amount over one dollar. */
export const perDollar = (a: Cents): number => Number(a) / 100;

export type Rounding = "half-up" | "down" | "up";

/** So that a whole cent that came out a hair short or long stays that cent. */
const HAIR = 1e-6;

/** Ratio to one dollar as money. "down" and "up" are towards and away from minus infinity; halves go up. */
export function fromPerDollar(ratio: number, rounding: Rounding): Cents {
  const exact = ratio * 100;
  switch (rounding) {
    case "half-up":
      return cents(BigInt(Math.floor(exact + 0.5)));
    case "down":
      return cents(BigInt(Math.floor(exact + HAIR)));
    case "up":
      return cents(BigInt(Math.ceil(exact - HAIR)));
  }
}
