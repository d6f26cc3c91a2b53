import type { FieldId } from "./proposal-fields.ts";

/** What a term gives up beyond the price of the lines, in plain words; a field that is not here gives up nothing. */
const GIVES_UP: Partial<Readonly<Record<FieldId, string>>> = {
  paymentInFull: "The rest of what these lines were billed for.",
  noBalanceBill: "Billing the patient for the rest, where the law allows it.",
  interestWaived: "Interest for paying late, where a state's law owes it.",
  confidential: "Naming this price elsewhere: to other payers, before an arbitrator, to a regulator.",
  waivesIdr: "Dispute resolution for these lines, and with it what gives an ask its weight.",
  waivesAppeal: "Appeals, grievances and reviews of how these lines were decided.",
  waivesSuit: "Going to court over these lines.",
  releaseTimes: "Claims that are past and claims nobody has made yet, also those not known today.",
  releaseOthers: "Claims of, or against, companies that are not at this table.",
  indemnity: "Money without a bound: the other side's losses and defence are paid by the practice.",
  mostFavoured: "A lower price given to anybody else becomes this payer's price too.",
  joinsNetwork: "Being out of network: rates, rules and rights of a network contract take the place of these.",
  passedOn: "The say over who pays this rate: others may take it without having asked.",
  audit: "The money being final: it may be looked at and taken back later.",
  noEnd: "An end: the terms bind until somebody ends them, or always.",
};

/** What signing with this reading of a field would give up; undefined where it gives up nothing. */
export function givesUp(field: FieldId, value: string | undefined): string | undefined {
  if (field === "release")
    return value === "these lines"
      ? "Asking more for these lines."
      : "Every claim against this payer, and not these lines alone.";
  if (field === "precedent")
    return value === "none" ? undefined : "The price of later claims for the code: each is held to this one.";
  return GIVES_UP[field];
}
