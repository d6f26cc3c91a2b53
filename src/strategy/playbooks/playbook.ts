import type { FileKind } from "#case/event-lists.ts";
import type { Source, Statement } from "#strategy/sourced.ts";

/**
 * What to know of one specialty before negotiating its claims. A playbook is data and holds no control flow: numbers of
 * codes without their descriptors, and statements that each name their source and day.
 */
export interface Playbook {
  readonly id: string;
  readonly title: string;
  /** One sentence: whose claims these are. */
  readonly about: string;
  readonly codes: readonly CodeRange[];
  /** Places of service, specialties (as src/codes/specialty.ts names them), modifiers and types of bill that also say so. */
  readonly places: readonly string[];
  readonly specialties: readonly string[];
  readonly modifiers: readonly string[];
  readonly bills: readonly string[];
  /** What to have in the file, and what it proves. */
  readonly evidence: readonly Evidence[];
  readonly arguments: readonly Exchange[];
  /** What each road or counterparty does with these claims. */
  readonly channels: readonly Statement[];
  readonly batching: readonly Statement[];
}

/** What to have in the file, and which kinds of files of a case would show it; none where no paper of the case could. */
export interface Evidence extends Statement {
  readonly shownBy?: readonly FileKind[];
}

/** Codes by number, first and last, of one length and kind. */
export interface CodeRange {
  readonly from: string;
  readonly to: string;
  /** Which codes these are, in a few words of ours. */
  readonly what: string;
  readonly source: Source;
}

/** What payers say, and what answers it. */
export interface Exchange {
  readonly payer: Statement;
  readonly answer: Statement;
}
