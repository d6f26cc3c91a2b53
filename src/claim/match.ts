import type { Cents } from "#base/money.ts";
import type { Claim, ClaimLine, Remittance, RemittanceLine } from "./claim.ts";

/**
 * How one claim and the remittances that answer it fit together. Built by the matcher; read by `evaluate`.
 * A remittance without its claim has no `claim`; a claim without a remittance has empty `remittances`.
 */
export interface MatchedClaim {
  readonly claim?: Claim | undefined;
  /** Every remittance tied to the claim, in the order of payment, reversed ones included. */
  readonly remittances: readonly Remittance[];
  /** What became of each of `remittances`, in the same order. */
  readonly fates: readonly Fate[];
  /** Those of the claim's own payer that stand after reversals (22) and corrections. */
  readonly standing: readonly Remittance[];
  /** Those of another payer (secondary, tertiary) that stand: kept apart, in no total of the claim. */
  readonly apart: readonly Remittance[];
  /** Which rule tied them: own number, line control number (6R), or code, date, units and charge. */
  readonly by: TiedBy;
  readonly lines: readonly MatchedLine[];
  /** For an unmatched row: the nearest candidate on the other side, by id, and why it was not taken. */
  readonly nearest?: Nearest | undefined;
  /** A later sending of the same claim (frequency 1, same number, lines and dates): flagged, not counted twice. */
  readonly duplicateOf?: string | undefined;
  /** Present when the claim counts in no total: a duplicate, replaced, voided, or itself a void. It has no remittances. */
  readonly setAside?: SetAside | undefined;
  /** Another sending of this claim was set aside as a duplicate; this one counts. */
  readonly sentAgain?: true | undefined;
  readonly takeback?: Takeback | undefined;
  /** What had to be decided or assumed, in plain words without any value from a file. */
  readonly notes: readonly string[];
}

export type TiedBy = "control-number" | "line-control" | "code-date-charge" | "none";

export interface Nearest {
  readonly id: string;
  readonly why: string;
}

/** What became of a remittance. `because` holds no value from a file. */
export interface Fate {
  readonly what:
    | "stands"
    | "reversed"
    | "reversal"
    | "replaced"
    | "repeat"
    | "answered as duplicate"
    | "no payment"
    | "other payer";
  readonly because: string;
  /** Position in `remittances` of the one that did it. */
  readonly by?: number | undefined;
}

/** Why a claim counts in no total, and the claim that counts in its place. */
export interface SetAside {
  readonly as: "duplicate" | "replaced" | "voided" | "void";
  /** Control number of the other claim (often the same), and where it was read. */
  readonly by?: { readonly id: string; readonly file: string; readonly segment: number };
}

/** Money the payer took back: a reversal that no correction follows, or a PLB that names the claim. Never negative. */
export interface Takeback {
  readonly how: "reversal without a correction" | "provider adjustment";
  readonly amount: Cents;
}

/** One billed line and what stands about it. Split, bundled and recoded lines keep every piece. */
export interface MatchedLine {
  readonly line?: ClaimLine | undefined;
  /** Remittance lines that stand for this billed line; several when the payer split it. */
  readonly paid: readonly RemittanceLine[];
  readonly how: "same" | "split" | "bundled" | "recoded" | "unanswered" | "unbilled" | "duplicate";
  /** Bundled: the code the payment went to. */
  readonly into?: string | undefined;
  /** True when part of the amounts was said of the claim only and shared out over its lines by charge. */
  readonly allocated?: true | undefined;
}
