import { type Cents, cents } from "#base/money.ts";
import type { Priors } from "./priors.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount } from "./way-out.ts";

/** Least that a dispute must be able to add, at one chance of winning, before filing pays. */
export interface BreakEven {
  readonly chance: number;
  readonly least: Cents;
}

/**
 * The break-even line of a federal dispute: `e [P x k D - (1 - P) F D] = admin + work`, solved for x, the award above what
 * would stand anyway, when the payer's offer adds nothing. In dollars, for one dispute.
 */
export function breakEvenLine(
  fees: { readonly admin: Cents; readonly entity: Cents },
  p: Pick<Priors, "eligible" | "collect" | "days" | "rate" | "handling">,
  chances: readonly number[] = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
): readonly BreakEven[] {
  const d = discount(p.days.value, p.rate);
  const [e, k] = [p.eligible.value, p.collect.value];
  if (e * k * d <= 0) return [];
  const fixed = perDollar(cents(fees.admin + p.handling.value));
  return chances.map((chance) => ({
    chance,
    least: fromPerDollar((fixed + e * (1 - chance) * perDollar(fees.entity) * d) / (e * chance * k * d), "up"),
  }));
}
