import type { Day } from "#base/day.ts";
import type { Cents, Ratio } from "#base/money.ts";

/**
 * What no EDI file holds about the practice: who it is, where, which contracts it has, what it aims for. Read from a JSON
 * file that the practice keeps; see docs/profile.md for every field.
 */
export interface Profile {
  readonly name?: string;
  readonly npis: readonly string[];
  readonly tins: readonly string[];
  readonly specialties: readonly string[];
  /** Medicare carrier and locality by ZIP prefix or state; `default` when nothing narrower fits. */
  readonly localities: readonly Locality[];
  /** True when `contracts` is the whole list, so that a payer absent from it is out of network. */
  readonly contractsComplete: boolean;
  readonly contracts: readonly Contract[];
  /** The practice's percentage of Medicare, for triage only: 150% unless it says otherwise. */
  readonly medicarePercent: Ratio;
  readonly medicarePercentStated: boolean;
  /** Share of open work done in a day: 0.1 unless it says otherwise. */
  readonly workRate: Ratio;
  /** What an hour of the practice's own staff costs it; absent when it does not say. */
  readonly staffHour?: Cents;
  readonly letterhead: readonly string[];
  readonly signer?: { readonly name: string; readonly title?: string };
}

export interface Locality {
  readonly carrier: string;
  readonly locality: string;
  readonly zip?: string;
  readonly state?: string;
}

/** A network contract: from the first day it binds until the last, both included. */
export interface Contract {
  /** Payer id or name, compared without case and punctuation. */
  readonly payer: string;
  readonly network?: string;
  readonly from?: Day;
  readonly until?: Day;
  /** A date of it could not be read, so nobody knows when it binds. */
  readonly unreadable?: true;
  /** Billing NPI or TIN it covers; all of the practice when absent. */
  readonly provider?: string;
}
