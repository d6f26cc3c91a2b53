import type { Confidence } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { FactScope } from "#claim/fact-answer.ts";
import type { DisputedClock } from "#law/receipt.ts";

/**
 * What `evaluate` says about a claim: plain values with their working, ready for the map, the API and the bench.
 * The words here are the words on screen, in JSON and in docs/words.md.
 */

export type PaymentState = "unpaid" | "denied" | "underpaid" | "paid in line" | "unknown";

export type RightsState = "open" | "not yet open" | "expired" | "none";

export const FLAGS = ["protected", "asserted discount", "write-off guard", "takeback", "duplicate"] as const;
export type Flag = (typeof FLAGS)[number];

/** In the order of precedence: a line takes the first that fits, and totals over classes add up to the whole. */
export const CLASSES = [
  "not this trade",
  "needs a fact",
  "expired",
  "denied",
  "unpaid",
  "underpaid",
  "paid in line",
  "unknown",
] as const;
export type LineClass = (typeof CLASSES)[number];

/** One reason with its source, as a person reads it. */
export interface Because {
  readonly text: string;
  /** Segment, file row, statute or table the reason rests on. */
  readonly source?: string;
}

export interface ChannelView {
  /** Channel id, "undetermined", "not this channel" or "contract". */
  readonly verdict: string;
  readonly candidates: readonly Candidate[];
  /** Ids of the smallest set of facts that would settle it. */
  readonly missing: readonly string[];
  readonly because: readonly Because[];
}

export interface Candidate {
  readonly channel: string;
  readonly because: readonly Because[];
  readonly cites: readonly string[];
  readonly confidence: Confidence;
}

export interface RightView {
  /** Deadline id, such as "nsa.open_neg_initiate". */
  readonly id: string;
  readonly channel: string;
  readonly label: string;
  readonly state: Exclude<RightsState, "none"> | "unknown";
  /** First and last day that every reading of the rule allows; absent when the start is unknown. */
  readonly safe?: readonly [Day, Day];
  /** Business days from `asOf` through the last safe day, today counted; 0 when it has passed; absent when unknown. */
  readonly daysLeft?: number;
  /** True when the day it runs from is assumed, not known. */
  readonly assumed: boolean;
  readonly starts?: { readonly day: Day; readonly source: string };
  /** Where sources state different days of receipt: the clock of each. `safe` is then what all of them allow. */
  readonly disputed?: readonly DisputedClock[];
  /** The fact that would say when it ends; only where its state is unknown. */
  readonly ask?: string;
  readonly cite: string;
  readonly confidence: Confidence;
}

export interface Benchmark {
  /** Benchmark for the line: per unit times units, whole cents. */
  readonly amount: Cents;
  readonly basis: "own median" | "percent of Medicare";
  /** "median of 7 lines of this payer and code in this folder", "150% of Medicare 2025D 101.06, a triage assumption". */
  readonly working: string;
}

export interface Loss {
  readonly amount: Cents;
  /** Chance that the right pays when used, per thousand, from the table of assumptions. */
  readonly chancePermille: number;
  readonly daysLeft: number;
  /** "812.00 x 0.55 x 0.9^(6-1) = 263.71". */
  readonly working: string;
}

export interface LineEvaluation {
  readonly number: number;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: string;
  readonly date: Day | undefined;
  readonly billed: Cents;
  readonly allowed: Cents | undefined;
  readonly allowedFrom: string | undefined;
  readonly paid: Cents;
  readonly patient: Cents;
  readonly payment: PaymentState;
  readonly rightsState: RightsState;
  readonly class: LineClass;
  readonly flags: readonly Flag[];
  readonly stake: Cents;
  readonly benchmark: Benchmark | undefined;
  readonly channel: ChannelView;
  readonly rights: readonly RightView[];
  readonly loss: Loss | undefined;
  /** CARC and RARC with their groups, as written: "CO-45", "N877". */
  readonly codes: readonly string[];
  /** What the adjustments say in our words, and whether it can be fixed or argued. */
  readonly reasons: readonly string[];
  /** How the remittance lines were tied to it: same, split, bundled, recoded, unanswered ... */
  readonly how: string;
  readonly because: readonly Because[];
  /** Of a surgery center's own claim: what the center's schedule says of the line. */
  readonly center?: "paid" | "packaged" | "not payable" | "unknown" | undefined;
}

export interface ClaimEvaluation {
  readonly claim: string;
  readonly payer: string;
  readonly payerKey: string;
  readonly state?: string | undefined;
  readonly dateOfService?: Day | undefined;
  readonly billed: Cents;
  readonly allowed?: Cents | undefined;
  readonly paid: Cents;
  readonly patient: Cents;
  readonly payment: PaymentState;
  readonly class: LineClass;
  readonly flags: readonly Flag[];
  readonly stake: Cents;
  readonly benchmark?: Cents | undefined;
  readonly channel: ChannelView;
  /** The facts that decided the channel of the line that speaks for the claim, each with its source. */
  readonly facts: readonly Because[];
  readonly rights: readonly RightView[];
  readonly loss: Cents;
  /** What the matcher had to decide or assume. */
  readonly notes: readonly string[];
  readonly lines: readonly LineEvaluation[];
  readonly questions: readonly OpenQuestion[];
  /** Where it was read: "837.edi, segment 31"; and the remittances, reversed ones marked. */
  readonly sources: readonly string[];
  /** "matched by control number", "remittance without its claim; nearest ED-1001, because ..." */
  readonly match: string;
  /** How many remittances were tied to it, reversed ones included. */
  readonly remittances: number;
  /** Money the payer took back: a reversal that no correction follows, or a provider adjustment that names the claim. */
  readonly takeback?: { readonly how: string; readonly amount: Cents } | undefined;
  /** Counted in no total, because another sending of it counts: duplicate, replaced, voided, or itself a void. */
  readonly setAside?: string | undefined;
  /** A claim that no remittance answers, or a remittance whose claim is not in the folder. */
  readonly unmatched?: "claim" | "remittance" | undefined;
}

/** A fact nobody has given yet, and what it decides on this claim. Many claims share one question. */
export interface OpenQuestion {
  readonly fact: string;
  readonly scope: FactScope;
  readonly key: string;
  readonly question: string;
  /** Answers law understands; empty when free text, a date or an amount. */
  readonly values: readonly string[];
  /** Stake of the lines it decides. */
  readonly dollars: Cents;
  readonly lines: number;
}
