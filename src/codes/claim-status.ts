/** What CLP02 says of a claim on a remittance. */
export interface ClaimStatus {
  readonly words: string;
  readonly rank: "primary" | "secondary" | "tertiary" | "other";
  readonly kind: "processed" | "denied" | "forwarded" | "reversal" | "predetermination" | "pended";
}

const STATUSES: Readonly<Record<string, ClaimStatus>> = {
  "1": { words: "Processed as primary", rank: "primary", kind: "processed" },
  "2": { words: "Processed as secondary", rank: "secondary", kind: "processed" },
  "3": { words: "Processed as tertiary", rank: "tertiary", kind: "processed" },
  "4": { words: "Denied", rank: "other", kind: "denied" },
  "5": { words: "Pended", rank: "other", kind: "pended" },
  "10": { words: "Received, not yet processed", rank: "other", kind: "pended" },
  "13": { words: "Suspended", rank: "other", kind: "pended" },
  "15": { words: "Suspended for investigation", rank: "other", kind: "pended" },
  "16": { words: "Suspended, returned with papers", rank: "other", kind: "pended" },
  "17": { words: "Suspended for review", rank: "other", kind: "pended" },
  "19": { words: "Processed as primary, sent on to another payer", rank: "primary", kind: "processed" },
  "20": { words: "Processed as secondary, sent on to another payer", rank: "secondary", kind: "processed" },
  "21": { words: "Processed as tertiary, sent on to another payer", rank: "tertiary", kind: "processed" },
  "22": { words: "Reversal of an earlier payment", rank: "other", kind: "reversal" },
  "23": { words: "Not this payer's claim, sent on to another payer", rank: "other", kind: "forwarded" },
  "25": { words: "Predetermination, no payment", rank: "other", kind: "predetermination" },
};

export function claimStatusOf(code: string): ClaimStatus | undefined {
  const plain = code.trim().replace(/^0+(?=.)/, "");
  return Object.hasOwn(STATUSES, plain) ? STATUSES[plain] : undefined;
}
