import { type Cents, usd } from "#base/money.ts";
import type { ItemBenchmark } from "./item-benchmarks.ts";

/** A value with where it comes from. A prior is what is believed before the practice's own cases say anything. */
export interface Known<T> {
  readonly value: T;
  readonly source: string;
  readonly prior: boolean;
}

/** What a plan assumes until the practice's own history replaces it. Every one is shown where a figure rests on it. */
export interface Priors {
  /** Arbitrators' median as a multiple of the QPA, with the doubt about its logarithm. */
  readonly award: Known<{ readonly multiple: number; readonly logDoubt: number }>;
  /** Spread of the logarithm from one arbitrator to the next. */
  readonly spread: number;
  /** Where the QPA is not disclosed: the first allowed amount as a share of it, with the doubt of its logarithm. */
  readonly allowedOverQpa: Known<{ readonly share: number; readonly logDoubt: number }>;
  /** Payer's offers as multiples of the QPA, with their weights; the rest of the weight is its last figure. */
  readonly payerOffers: readonly (readonly [multiple: number, weight: number])[];
  readonly eligible: Known<number>;
  readonly collect: Known<number>;
  readonly payerDefault: Known<number>;
  /** Share of payers that do not move whatever a dispute would cost them. */
  readonly stonewall: Known<number>;
  readonly days: Known<number>;
  readonly talkDays: Known<number>;
  readonly stateDays: Known<number>;
  readonly appealDays: Known<number>;
  readonly rate: number;
  /** Work on one dispute, and on one appeal. */
  readonly handling: Known<Cents>;
  readonly payerHandling: Cents;
  /** How payers see their own side: mean and standard deviation of the logarithm of the shading. */
  readonly shading: readonly [mean: number, sd: number];
  /** How far own closed cases moved that mean, as a logarithm and in per cent of the limit; absent where they say nothing. */
  readonly ownEnds?: Known<{ readonly shift: number; readonly percent: number }>;
  /** Standard deviations of the logarithm of each sort of benchmark. */
  readonly logSd: Readonly<Record<ItemBenchmark, number>>;
}

const prior = <T>(value: T, source: string): Known<T> => ({ value, source, prior: true });

/** As of November 2026; settings of a plan, never constants of a formula. */
export const STARTING_PRIORS: Priors = {
  award: prior(
    { multiple: 2.2, logDoubt: 0.4 },
    "prior of November 2026, below the published emergency median of about 2.6 x QPA for early 2024",
  ),
  spread: 0.5,
  allowedOverQpa: prior({ share: 0.95, logDoubt: 0.2 }, "prior: first payments lie near 0.95 x QPA"),
  payerOffers: [
    [1, 0.6],
    [1.1, 0.25],
  ],
  eligible: prior(0.83, "federal reports to May 2026: 17% of all disputes were found ineligible"),
  collect: prior(0.95, "prior: courts differ on whether an unpaid award can be enforced"),
  payerDefault: prior(0.05, "prior: a payer that makes no offer or pays no fee loses by default"),
  stonewall: prior(0.15, "prior: about one payer in seven does not negotiate at all"),
  days: prior(150, "prior: a practice reports five months from filing to money"),
  talkDays: prior(45, "30 business days of open negotiation, 45 CFR 149.510(b)(1)"),
  stateDays: prior(120, "prior: state processes take one to five months"),
  appealDays: prior(75, "60 days to decide, 29 CFR 2560.503-1(i)(2)(iii), and payment after"),
  rate: 0.08,
  handling: prior(usd("60.00"), "prior: an hour and a half of a biller's work"),
  payerHandling: usd("90.00"),
  shading: [-0.05, 0.15],
  logSd: {
    ...{ qpa: 0.1, ownMedian: 0.35, medicare: 0.4 },
    ...{ contracted: 0.15, inNetwork: 0.25, oonAllowed: 0.4, charges: 0.2 },
  },
};
