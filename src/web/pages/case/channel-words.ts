/** Names of the roads people meet most; what a state calls its own comes as an id and is written as words. */
const NAMES: Readonly<Record<string, string>> = {
  undetermined: "Undetermined",
  not_this_channel: "No channel",
  federal_open_negotiation: "Federal open negotiation",
  federal_open_negotiation_protective: "Federal open negotiation, to keep the date",
  federal_idr: "Federal dispute resolution",
  federal_idr_single: "Federal dispute, one item each",
  federal_idr_batched: "Federal dispute, batched",
  federal_external_review: "Federal external review",
  erisa_appeal: "Internal appeal under ERISA",
  cms_complaint: "Complaint to CMS",
  corrected_claim: "Corrected claim",
  direct_negotiation: "Direct negotiation",
  ny_idr: "New York dispute resolution",
  tx_arbitration: "Texas arbitration",
};

/** Words that are names of states or bodies and keep their capitals. */
const CAPITALS =
  /\b(fehb|chip|ihs|tricare|idr|cms|nsa|erisa|hmo|ppo|ny|tx|ca|fl|ga|il|nj|az|wa|va|md|co|mn|nm|or|pa|oh|mi|ct)\b/g;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function channelName(id: string): string {
  const known = Object.hasOwn(NAMES, id) ? NAMES[id] : undefined;
  if (known !== undefined) return known;
  return capital(wordsOf(id));
}

/** A fact or answer of the law as words: `self_funded_erisa` is "self funded ERISA". */
export const wordsOf = (id: string): string => id.replaceAll("_", " ").replace(CAPITALS, (w) => w.toUpperCase());
