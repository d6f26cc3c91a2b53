import type { Confidence } from "#base/cite.ts";
import type { Day } from "#base/day.ts";

/**
 * What the trade says, with who says it: the form of every sentence of a playbook or of the directory. Law is not kept
 * here; a statement may name it and then rests on the text it was read in.
 */

/** A public document somebody can open. */
export interface Source {
  readonly title: string;
  readonly url: `https://${string}` | `http://${string}`;
  /** The day the document bears, where it bears one. */
  readonly dated?: Day;
  /** The day it was read for Parley. */
  readonly read: Day;
}

export interface Statement {
  readonly text: string;
  readonly source: Source;
  readonly confidence: Confidence;
  /** First and last day it holds, where the source says so; law that changes leaves a new statement and an old one with an end. */
  readonly from?: Day;
  readonly until?: Day;
  /** What it leans on may never reach a federal arbitrator: charges, customary charges, public payers' rates. */
  readonly keepFromFederal?: true;
}

/** The day a reader is told: the document's own, else the day it was read. */
export const dayOf = ({ dated, read }: Source): Day => dated ?? read;

const isTold = ({ text, source }: Statement): boolean =>
  text.trim() !== "" &&
  source.title.trim() !== "" &&
  /^https?:\/\/\S+$/.test(source.url) &&
  /^\d{4}-/.test(source.read);

/** Statements that may be shown on a day: sourced, dated, begun and not lapsed. What has no source is dropped, whoever wrote it. */
export const shownOn = <S extends Statement>(statements: readonly S[], on: Day): readonly S[] =>
  statements.filter(
    (s) => isTold(s) && (s.from === undefined || s.from <= on) && (s.until === undefined || on <= s.until),
  );
