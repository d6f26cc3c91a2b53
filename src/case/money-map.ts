import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { Problem } from "#base/problem.ts";
import type { FactScope } from "#claim/fact-answer.ts";
import type { ClaimEvaluation, Flag, LineClass } from "./evaluation.ts";

/** The map of one folder on one day: what the terminal, the workbook and the JSON are drawn from. */
export interface MoneyMap {
  readonly asOf: Day;
  readonly totals: MapTotals;
  readonly files: readonly MapFile[];
  readonly questions: readonly MapQuestion[];
  /** The claims to work first, by loss if untouched today; at most as many as were asked for. */
  readonly first: readonly ClaimEvaluation[];
  /** What was left out of the map, and why: payers of another trade, files refused, transactions not used. */
  readonly leftOut: readonly LeftOut[];
  /** Tables and assumptions that shaped a number: chances, work rate, percent of Medicare, books used. */
  readonly assumptions: readonly string[];
}

export interface MapFile {
  readonly file: string;
  readonly read: {
    readonly as: string;
    readonly claims: number;
    readonly remittances: number;
    readonly lines: number;
  };
  readonly problems: readonly Problem[];
}

export interface Tally {
  readonly claims: number;
  readonly lines: number;
  readonly stake: Cents;
}

export interface AgingBucket {
  /** "today", "1 to 3", "4 to 10", "11 to 30", "over 30", "no clock", "expired". */
  readonly label: string;
  readonly lines: number;
  readonly stake: Cents;
}

/** Everything is summed from the lines of the claims that count; a claim without lines adds its own amounts. */
export interface MapTotals {
  readonly claims: number;
  readonly remittances: number;
  readonly lines: number;
  readonly billed: Cents;
  readonly allowed: Cents;
  readonly paid: Cents;
  readonly patient: Cents;
  /** Sum of line stakes in the classes that can still be recovered: needs a fact, denied, unpaid, underpaid. */
  readonly recoverable: Cents;
  readonly stake: Cents;
  readonly loss: Cents;
  /** Over lines; adds up to `lines` and `stake`. */
  readonly byClass: Readonly<Record<LineClass, Tally>>;
  /** Flags overlap; they have totals of their own. */
  readonly byFlag: Readonly<Record<Flag, Tally>>;
  readonly aging: readonly AgingBucket[];
  /** Money payers took back, as far as a claim of the folder is named. */
  readonly takenBack: Cents;
  /** Sendings that count in no other total, because another sending of the claim counts. */
  readonly setAside: { readonly claims: number; readonly billed: Cents };
  readonly duplicateFiles: number;
  readonly unmatched: { readonly claims: number; readonly remittances: number };
}

export interface MapQuestion {
  readonly fact: string;
  readonly scope: FactScope;
  readonly key: string;
  /** Name a person knows the key by, such as the payer's name. */
  readonly about: string;
  readonly question: string;
  readonly values: readonly string[];
  readonly dollars: Cents;
  readonly claims: number;
  readonly lines: number;
}

export interface LeftOut {
  readonly what: string;
  readonly because: string;
  readonly claims: number;
  readonly billed: Cents;
}
