import { type Cents, cents, sum, ZERO } from "#base/money.ts";
import type { Priors } from "./priors.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { discount, winDistribution } from "./way-out.ts";

/** What one batch is worth beside as many single disputes: one fee, shared luck, and one wrong line that sinks them all. */

export interface LineStake {
  /** What winning the line would add to what was allowed, before delay and collection. */
  readonly gain: Cents;
  /** Chance that our offer for it is taken. */
  readonly chance: number;
  /** Whether every fact of its eligibility is proven. */
  readonly proven: boolean;
}

export interface BatchFees {
  readonly admin: Cents;
  /** Entity fee of one single dispute, and of the whole batch. */
  readonly single: Cents;
  readonly batch: Cents;
}

export interface BatchWorth {
  readonly batch: Cents;
  readonly singles: Cents;
  /** Of the two the better, or neither when both would lose money. */
  readonly better: "batch" | "singles" | "neither";
  /** Chance that the entity's fee of the batch falls on us: fewer lines won, a tie counts half. */
  readonly feeFalls: number;
  /** Chance that one line that does not belong makes the whole batch ineligible. */
  readonly sinks: number;
}

/** Chances that a line turns out not to belong: a prior, until own disputes say otherwise. */
export const WRONG_LINE = { proven: 0.005, unproven: 0.03 } as const;
/** How far lines of one batch share their luck. */
const SHARED_LUCK = 0.2;

/**
 * Single or batch. Of single disputes only those that pay are filed. Lines of a batch win with their mean chance; the whole is eligible when the dispute is
 * and no line sinks it. Work on a further line of a batch is a sixth of that on a dispute, a prior. Amounts in today's money.
 */
export function batchWorth(lines: readonly LineStake[], fees: BatchFees, p: Priors): BatchWorth {
  const n = lines.length;
  const d = discount(p.days.value, p.rate) * p.collect.value;
  const mean = (of: (l: LineStake) => number): number => lines.reduce((t, l) => t + of(l), 0) / Math.max(1, n);
  const chance = mean((l) => l.chance);
  const wins = winDistribution(n, chance, SHARED_LUCK);
  const feeFalls = wins.reduce((t, w, k) => t + (2 * k < n ? w : 2 * k === n ? w / 2 : 0), 0);
  const holds = lines.reduce((t, l) => t * (1 - (l.proven ? WRONG_LINE.proven : WRONG_LINE.unproven)), 1);
  const gains = lines.reduce((t, l) => t + perDollar(l.gain) * l.chance, 0) * d;
  const work = perDollar(p.handling.value);
  const e = p.eligible.value;
  const admin = perDollar(fees.admin);
  const batch = e * holds * (gains - feeFalls * perDollar(fees.batch)) - admin - work * (1 + (n - 1) / 6);
  const singles = lines.reduce((t, l) => t + Math.max(0, perSingle(l, fees, p)), 0);
  return {
    batch: fromPerDollar(batch, "half-up"),
    singles: fromPerDollar(singles, "half-up"),
    better: batch <= 0 && singles <= 0 ? "neither" : batch >= singles ? "batch" : "singles",
    feeFalls,
    sinks: 1 - holds,
  };
}

/** One line in a dispute of its own, losses included. */
function perSingle(l: LineStake, fees: BatchFees, p: Priors): number {
  const d = discount(p.days.value, p.rate) * p.collect.value;
  const won = perDollar(l.gain) * l.chance * d - (1 - l.chance) * perDollar(fees.single);
  return p.eligible.value * won - perDollar(fees.admin) - perDollar(p.handling.value);
}

/** What a dispute about one line alone brings; below nothing where it costs more than it brings. */
export const singleWorth = (l: LineStake, fees: BatchFees, p: Priors): Cents =>
  fromPerDollar(perSingle(l, fees, p), "half-up");

/** What the lines would add together, were all of them won. */
export const atStake = (lines: readonly LineStake[]): Cents =>
  lines.length === 0 ? ZERO : cents(sum(lines.map((l) => l.gain)));
