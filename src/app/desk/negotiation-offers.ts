import type { Day } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import type { Conditions } from "#case/event.ts";
import { offerStateOn } from "#case/offer-state.ts";
import type { CaseView, Offer } from "#case/state.ts";

/** The offers of a case as a ladder: each with its step from the same side's offer before it. */

export interface NegotiationOffer {
  readonly event: number;
  readonly from: "us" | "them";
  readonly amount: Cents;
  readonly made: Day;
  readonly expires: Day | undefined;
  readonly state: "standing" | Exclude<Offer["state"], "open">;
  readonly terms: Conditions | undefined;
  readonly saidFinal: boolean;
  readonly answers: number | undefined;
  readonly step: { readonly amount: Cents; readonly percent: number } | undefined;
  readonly by: string;
  readonly way: string;
  readonly source: string | undefined;
  readonly guarded: boolean;
  readonly reasons: readonly string[];
  readonly waives: readonly { readonly id: string; readonly label: string }[];
  readonly lines: readonly { readonly line: number; readonly amount: Cents }[] | undefined;
}

/** Standing while it is open. */
export function stateOfOffer(o: Offer, today: Day): NegotiationOffer["state"] {
  const state = offerStateOn(o, today);
  return state === "open" ? "standing" : state;
}

/** What an offer asks beside its amount; words that were typed are its note. */
export const termsOf = (o: Offer): Conditions | undefined =>
  o.conditions ?? (o.terms === undefined ? undefined : { note: o.terms });

/** A share in percent to one decimal, exact before it is rounded. */
const percentOf = (part: bigint, of: bigint): number => (of === 0n ? 0 : Number((part * 1000n) / of) / 10);

function stepOf(o: Offer, all: readonly Offer[]): NegotiationOffer["step"] {
  const before = all.filter((x) => x.from === o.from && x.event < o.event).at(-1);
  if (before === undefined) return undefined;
  const amount = cents(o.amount - before.amount);
  return { amount, percent: percentOf(amount, before.amount) };
}

export const offersOf = ({ offers }: CaseView, today: Day): readonly NegotiationOffer[] =>
  offers.map((o) => ({
    ...{ event: o.event, from: o.from, amount: o.amount, made: o.made, expires: o.expires, way: o.way },
    ...{ state: stateOfOffer(o, today), terms: termsOf(o), saidFinal: o.final, answers: o.answers },
    ...{ step: stepOf(o, offers), by: o.by.name, source: o.source, guarded: o.guarded, reasons: o.reasons },
    ...{ waives: o.waives, lines: o.lines },
  }));
