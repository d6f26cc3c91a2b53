import { Term } from "#web/kit/chips.tsx";

/** Words of the trade in ours: docs/words.md says the same. */
const GLOSSARY = {
  stake: "Benchmark less what was allowed, never less than zero and never more than the charge.",
  benchmark:
    "What the service is worth: your own median allowed by this payer where five or more are known, else your percentage of Medicare, else unknown.",
  recoverable: "The stake of every line that is underpaid, denied, unpaid or needs a fact.",
  right: "One act with its window: open the negotiation, appeal, send a corrected claim.",
  "write-off guard":
    "Lines a billing system would post as contractual though no contract is known and a right is alive.",
  QPA: "Qualifying payment amount: the plan's own median contracted rate, 45 CFR 149.140.",
  IDR: "Independent dispute resolution: an outside decision between two offers, 45 CFR 149.510.",
  "days left": "Business days from tomorrow through the last safe day.",
  remittance: "What a payer said once about one claim: an 835, or an EOB on paper.",
  unmatched: "Money that no agreement expects, or a remittance no claim answers.",
  short: "Due, and less came than was agreed.",
  late: "Due, and nothing came.",
  "audit chain":
    "Every event holds the fingerprint of the one before it, so that a changed, missing or moved event shows.",
  "claim list": "A CSV or Excel list of claims, one line per service, from your billing system.",
  locality: "The area CMS prices by; a ZIP code names it.",
} as const;

export type Word = keyof typeof GLOSSARY;

/** A word of the trade that says what it means. */
export const Said = ({ word, children }: { readonly word: Word; readonly children?: string }) => (
  <Term means={GLOSSARY[word]}>{children ?? word}</Term>
);
