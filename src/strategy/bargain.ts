import { argmax, below, density, quantile } from "./normal.ts";

/**
 * (b) the zone of possible agreement, (c) the opening, and what a single take-it-or-leave-it price should be. The payer's
 * limit is a belief: normal with a mean and a standard deviation. Amounts in one unit of the caller's choice.
 */

export interface Belief {
  readonly mean: number;
  readonly sd: number;
}

export interface Zone {
  /** Chance that the payer's limit is above ours. */
  readonly prob: number;
  /** Room to be shared, on average over all cases; no zone counts nothing. */
  readonly expectedWidth: number;
  readonly widthGivenZopa: number;
}

/** The zone between our limit and a payer's limit that is only believed. */
export function zone(reservation: number, payer: Belief): Zone {
  const room = payer.mean - reservation;
  const d = room / payer.sd;
  const prob = below(d);
  const expectedWidth = payer.sd * density(d) + room * prob;
  return { prob, expectedWidth, widthGivenZopa: expectedWidth / prob };
}

export interface NashPoint {
  readonly price: number;
  readonly exists: boolean;
}

/** Our share `alpha` of the room between two known limits; one half when nothing is known of anybody's strength. */
export const nashPoint = (ours: number, theirs: number, alpha = 0.5): NashPoint => ({
  price: ours + alpha * (theirs - ours),
  exists: theirs >= ours,
});

/** Alternating offers with patience below one: who speaks first has the edge, who can wait has more. */
export function alternatingOffers(
  ours: number,
  theirs: number,
  patience: { readonly provider: number; readonly payer: number },
  proposer: "provider" | "payer" = "provider",
): { readonly providerShare: number; readonly price: number } {
  const { provider, payer } = patience;
  const both = 1 - provider * payer;
  const providerShare = proposer === "provider" ? (1 - payer) / both : 1 - (1 - provider) / both;
  return { providerShare, price: ours + providerShare * (theirs - ours) };
}

export interface OneShot {
  readonly price: number;
  readonly acceptProb: number;
  readonly expectedGain: number;
}

/** The one price to name when there is no second. */
export function takeItOrLeaveIt(reservation: number, payer: Belief, cap: number): OneShot {
  const accepted = (x: number): number => 1 - below((x - payer.mean) / payer.sd);
  const gain = (x: number): number => (x - reservation) * accepted(x);
  const price = argmax(gain, reservation, cap);
  return { price, acceptProb: accepted(price), expectedGain: gain(price) };
}

export interface OpeningTerms {
  readonly reservation: number;
  readonly payer: Belief;
  readonly target: number;
  readonly billed: number;
  /** The most that documents support. */
  readonly defensibleCap: number;
  /** What the payer has already offered. */
  readonly theirOffer?: number;
  readonly quantile?: number;
  /** Room above our limit that an opening keeps. */
  readonly minHeadroom?: number;
  /** Openings are whole multiples of it, rounded down. */
  readonly tick?: number;
}

export interface Opening {
  readonly price: number;
  /** What set it. */
  readonly binding: "cap" | "headroom" | "bracket" | "target" | "quantile";
  /** False when even the cap is below our limit: a person must look. */
  readonly feasible: boolean;
}

const QUANTILE = 0.9;
const HEADROOM = 0.05;
/** So that a whole tick that came out a hair short is not lost. */
const HAIR = 1e-9;

/** The first ask: high enough to leave room, never above what can be defended or was billed. */
export function opening(t: OpeningTerms): Opening {
  const { reservation, target, theirOffer, minHeadroom = HEADROOM, tick = 1 } = t;
  const high = t.payer.mean + t.payer.sd * quantile(t.quantile ?? QUANTILE);
  const bracket = theirOffer === undefined ? target : 2 * target - theirOffer;
  const want = Math.max(high, bracket);
  const cap = Math.min(t.billed, t.defensibleCap);
  const low = reservation * (1 + minHeadroom);
  const price = Math.floor(Math.min(cap, Math.max(low, want)) / tick + HAIR) * tick;
  return { price, binding: bindingOf(want, cap, low, bracket > high, theirOffer), feasible: cap >= reservation };
}

function bindingOf(
  want: number,
  cap: number,
  low: number,
  bracketLeads: boolean,
  theirOffer: number | undefined,
): Opening["binding"] {
  if (want > cap) return "cap";
  if (want < low) return "headroom";
  if (!bracketLeads) return "quantile";
  return theirOffer === undefined ? "target" : "bracket";
}
