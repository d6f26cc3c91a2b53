import { ZERO } from "#base/money.ts";
import { agreementSaid } from "./agreement-terms.ts";
import type { LetterInput } from "./letter.ts";
import { counted, money } from "./wording.ts";

/** The terms of a letter as sentences. What is not asked for is not said; what the law asks anyway is. */

function patientSaid({ costSharing, terms, road, kind }: LetterInput): string | undefined {
  if (road !== "federal" && terms.noBalanceBill !== true && kind !== "single case agreement") return undefined;
  const share = costSharing === ZERO ? "" : `, which you gave as ${money(costSharing)}`;
  return road === "federal"
    ? `The patient will not be billed above the in-network cost share${share}.`
    : `The patient will not be billed for more than the cost share${share}.`;
}

export function termsSaid(l: LetterInput): readonly string[] {
  const { terms } = l;
  const said: (string | undefined | false)[] = [
    terms.payWithin !== undefined &&
      `Payment within ${counted(terms.payWithin, "business day")} of the agreement, by the way the plan pays claims, naming the claim number above.`,
    terms.release === "these lines" && "The amount settles the services above, and no other.",
    terms.release === "all claims" && "The amount settles all claims between the provider and the plan.",
    terms.release === "none" && "Nothing is released.",
    terms.interestWaived === true && "The provider asks no interest for late payment of these services.",
    terms.confidential === true && "Both sides keep the amount confidential, save where law or a dispute asks for it.",
    terms.precedent === "none" && "The amount sets no precedent for other claims.",
    terms.precedent === "this code" && "The amount also holds for later claims of the same codes.",
    patientSaid(l),
    terms.note,
    l.kind === "single case agreement" &&
      "The claim is paid as above whatever the network status of the provider; the plan takes nothing back from it but for fraud or a payment made twice.",
  ];
  const own = l.kind === "single case agreement" && l.agreement !== undefined ? agreementSaid(l.agreement) : [];
  return [...own, ...said.filter((s) => typeof s === "string")];
}
