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
  /** When what nobody answered is asked after; absent when it does not say. */
  readonly followUp?: Cadence;
  /** What an hour of the practice's own staff costs it; absent when it does not say. */
  readonly staffHour?: Cents;
  readonly letterhead: readonly string[];
  readonly signer?: { readonly name: string; readonly title?: string };
}

/** Ways by which one side speaks to the other. */
export const SPOKEN_BY = ["phone", "fax", "email", "portal", "mail", "in person"] as const;
export type SpokenBy = (typeof SPOKEN_BY)[number];

/** When an offer or a letter that nobody answered is asked after, in business days. */
export interface Cadence {
  /** Days until it is asked after first, unless `ways` says otherwise of the way by which it went. */
  readonly first: number;
  /** Days between one asking and the next. */
  readonly every: number;
  /** After so many askings another way has to be found; without end when absent. */
  readonly most?: number;
  readonly ways: { readonly [W in SpokenBy]?: number };
}

/** A week, as a person would wait, again and again until there is an answer. */
export const USUAL_CADENCE: Cadence = { first: 5, every: 5, ways: {} };

/** How fast a practice works, and how it asks again. */
export type Pace = Pick<Profile, "workRate" | "followUp">;

export interface Locality {
  readonly carrier: string;
  readonly locality: string;
  /** Labor market (CBSA) of the place, by which a surgery center's rate is adjusted for wages. */
  readonly cbsa?: string;
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
