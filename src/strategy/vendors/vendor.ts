import type { Statement } from "#strategy/sourced.ts";

/**
 * Who prices a claim for a plan, or decides on it, as far as the public knows. Names and public methods alone: addresses
 * and people are the user's own and are not built in.
 */
export interface PublicEntry {
  readonly id: string;
  readonly kind: "repricer" | "payer" | "network";
  readonly name: string;
  /** The entry this one belongs to: Data iSight to Claritev. */
  readonly of?: string;
  /** The words by which a paper gives it away. */
  readonly signs: readonly Sign[];
  /** How it comes to a figure, as it says itself or as a document shows. */
  readonly methods: readonly Statement[];
  /** What it was seen to do, and who may bind the plan. */
  readonly tactics: readonly Statement[];
}

export interface Sign {
  /** Words as they are written; blanks, dashes and trade marks between them do not matter. */
  readonly words: string;
  /**
   * How much the words alone say: a name says it, an abbreviation or a phrase needs one of `beside` near it, and a name
   * that also pays or leases says it only where it does not stand as that.
   */
  readonly is: "name" | "abbreviation" | "phrase";
  readonly beside?: readonly string[];
  /** Words right after it with which it is something else: a payment card, a network's card. */
  readonly unlessBefore?: readonly string[];
}
