/** Words of the trade in ours, a sentence or two each; docs/words.md says more of most. */
export const GLOSSARY = {
  accumulators:
    "What a patient has paid so far this year toward the deductible and the yearly maximum. Protected care out of network counts as in network.",
  allowed: "What the payer counts as the price of the service: what it pays, and what it leaves to the patient.",
  "assignment of benefits":
    "The patient’s signed word that the plan may pay the practice, and often that the practice may act for them. A plan may refuse to honor it.",
  attestation:
    "A person names each fact that nothing proves and puts their name to the act all the same. Whoever approves does it.",
  "audit chain":
    "Every event holds the fingerprint of the one before it, so that a changed, missing or moved event shows.",
  "balance billing":
    "Asking the patient for what the plan did not allow. The No Surprises Act forbids it for emergencies, for most care at an in-network facility and for air ambulance.",
  batching:
    "Several lines in one dispute, as far as the rule of the day allows: alike in provider, plan, time and service.",
  benchmark:
    "What the service is worth: your own median allowed by this payer where five or more are known, else your percentage of Medicare, else unknown.",
  CAS: "The part of a remittance that says how much was taken off a charge, for which reason, and who owes it.",
  channel: "The road law opens for a line: federal negotiation and dispute, a state process, an appeal, or none.",
  "claim list": "A CSV or Excel list of claims, one line per service, from your billing system.",
  coinsurance: "The patient’s percentage of the price, after the deductible.",
  "cooling off":
    "After a federal determination: days in which no new dispute may be begun on the same item with the same side.",
  "days left": "Business days from tomorrow through the last safe day.",
  deductible: "What the patient pays in a year before the plan pays its share.",
  "fair value": "Benchmarks pooled for one line and one road, with an interval.",
  floor:
    "The least that may be asked or taken: the worth of the best way out, or what the practice set with a reason. The other side never sees it.",
  IDR: "Independent dispute resolution: an outside decision between two offers, 45 CFR 149.510.",
  late: "Due, and nothing came.",
  "legal hold": "A reason why nothing of a practice or an organization may be removed.",
  locality: "The area CMS prices by; a ZIP code names it.",
  "open negotiation":
    "The thirty business days of talks that come before a federal dispute. A notice to the plan begins them.",
  opening: "What to ask first: high enough to leave room, and never above the bill or what can be defended.",
  "patient share": "What the payer says the patient owes: copay, coinsurance and deductible.",
  PLB: "Money a payer moved in a payment beside its claims: a recovery, interest, a correction of its own.",
  QPA: "Qualifying payment amount: the plan’s own median contracted rate, 45 CFR 149.140.",
  "reason code":
    "The number in a remittance that says why an amount was taken off: a CARC, with the group that owes it.",
  recoverable: "The stake of every line that is underpaid, denied, unpaid or needs a fact.",
  remittance: "What a payer said once about one claim: an 835, or an EOB on paper.",
  "remark code": "A second number beside the reason, a RARC: what is missing, or which rule the payer says it used.",
  repricer: "A company that names a price for a plan. It recommends, and the plan decides.",
  right: "One act with its window: open the negotiation, appeal, send a corrected claim.",
  "self funded": "The employer pays for care itself and federal law governs, whoever prints the card.",
  short: "Due, and less came than was agreed.",
  "single case agreement": "One agreement about one patient’s care between a practice and a plan without a contract.",
  stake: "Benchmark less what was allowed, never less than zero and never more than the charge.",
  takeback: "Money the payer took again without a correction: a reversal alone, or a recovery in a PLB.",
  target: "Where to settle: half way between our floor and the payer’s likely limit.",
  "timely filing": "The days a payer gives to send a claim. After them it is denied for lateness.",
  TPA: "Third-party administrator: runs a plan for an employer, who pays for the care.",
  UCR: "Usual, customary and reasonable: a percentile of what providers charge for a service in an area.",
  unmatched: "Money that no agreement expects, or a remittance no claim answers.",
  "way out": "A road without the payer’s consent: federal IDR, a state process, an appeal.",
  "write-off guard":
    "Lines a billing system would post as contractual though no contract is known and a right is alive.",
  zone: "The room between our floor and the payer’s limit, where there is any.",
} as const satisfies Readonly<Record<string, string>>;

export type Word = keyof typeof GLOSSARY;

export const WORDS = (Object.keys(GLOSSARY) as Word[]).toSorted((a, b) =>
  a.localeCompare(b, "en", { sensitivity: "base" }),
);

/** Labels that say a word otherwise than the glossary has it. */
const OTHERWISE: Readonly<Record<string, Word>> = {
  "allowed, with patient share": "allowed",
  administrator: "TPA",
  "at stake": "stake",
  "balance bill": "balance billing",
  patient: "patient share",
  "patient’s share, as the plan says": "patient share",
  "reason, and who owes": "reason code",
  "usual and customary": "UCR",
};

/** Words that mean the same wherever they stand. The others are everyday words too and count as a whole label alone. */
const ANYWHERE = [
  ...["accumulators", "assignment of benefits", "balance billing", "benchmark", "CAS", "coinsurance", "cooling off"],
  ...["deductible", "IDR", "legal hold", "open negotiation", "patient share", "PLB", "QPA", "reason code"],
  ...["remark code", "remittance", "repricer", "self funded", "single case agreement", "takeback", "timely filing"],
  ...["TPA", "UCR", "way out"],
] as const satisfies readonly Word[];

const MARKED: readonly string[] = [...ANYWHERE, "balance bill", "usual and customary"];

const MARKS = new RegExp(`\\b(${MARKED.map((w) => w.replaceAll(" ", "[ -]")).join("|")})(?=s?\\b)`, "gi");

const known = (text: string): Word | undefined => {
  const said = text.toLowerCase().replaceAll("-", " ");
  return OTHERWISE[text.toLowerCase()] ?? WORDS.find((w) => w.toLowerCase().replaceAll("-", " ") === said);
};

/** A piece of a label, and the word of the trade it is, where it is one. */
interface Piece {
  /** Where in the label it begins. */
  readonly at: number;
  readonly text: string;
  readonly word?: Word;
}

/** A label in pieces: "Allowed" is one word, "Open negotiation notice" a word and the rest. */
export function piecesOf(label: string): readonly Piece[] {
  const whole = known(label);
  if (whole !== undefined) return [{ at: 0, text: label, word: whole }];
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: text, index } of label.matchAll(MARKS)) {
    const word = known(text);
    if (word === undefined) continue;
    if (index > from) pieces.push({ at: from, text: label.slice(from, index) });
    pieces.push({ at: index, text, word });
    from = index + text.length;
  }
  if (from < label.length) pieces.push({ at: from, text: label.slice(from) });
  return pieces;
}
