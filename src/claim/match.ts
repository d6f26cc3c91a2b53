import type { Claim, ClaimLine, Remittance, RemittanceLine } from "./claim.ts";

/**
 * How one claim and the remittances that answer it fit together. Built by the matcher; read by `evaluate`.
 * A remittance without its claim has no `claim`; a claim without a remittance has empty `remittances`.
 */
export interface MatchedClaim {
  readonly claim?: Claim;
  /** Every remittance tied to the claim, in the order of payment, reversed ones included. */
  readonly remittances: readonly Remittance[];
  /** Those that stand after reversals (22) and corrections. */
  readonly standing: readonly Remittance[];
  /** Which rule tied them: own number, line control number (6R), or code, date, units and charge. */
  readonly by: "control-number" | "line-control" | "code-date-charge" | "none";
  readonly lines: readonly MatchedLine[];
  /** For an unmatched row: the nearest candidate on the other side, by id, and why it was not taken. */
  readonly nearest?: { readonly id: string; readonly why: string };
  /** A later sending of the same claim (frequency 1, same number, lines and dates): flagged, not counted twice. */
  readonly duplicateOf?: string;
}

/** One billed line and what stands about it. Split, bundled and recoded lines keep every piece. */
export interface MatchedLine {
  readonly line?: ClaimLine;
  /** Remittance lines that stand for this billed line; several when the payer split it. */
  readonly paid: readonly RemittanceLine[];
  readonly how: "same" | "split" | "bundled" | "recoded" | "unanswered" | "unbilled" | "duplicate";
  /** Bundled: the code the payment went to. */
  readonly into?: string;
}
