import type { Day } from "#base/day.ts";
import type { Delimiters } from "./delimiters.ts";
import type { Segment } from "./segment.ts";

/** An interchange as its ISA describes it. */
export interface Interchange {
  readonly delimiters: Delimiters;
  /** ISA13. */
  readonly control: string;
  readonly sender?: string | undefined;
  readonly receiver?: string | undefined;
  /** ISA15 is T. */
  readonly test: boolean;
  readonly byte: number;
  readonly segment: number;
}

/** What a set's reader must know of the envelopes around it. Plain data: it travels between threads. */
export interface SetContext {
  /** ST01: 837, 835 ... */
  readonly kind: string;
  /** ST03, else GS08. */
  readonly version: string;
  /** ST02 and ISA13. */
  readonly set: string;
  readonly interchange: string;
  /** GS06, ISA06 and ISA08: with ST02 they are what a 999 answers a set by. */
  readonly group?: string | undefined;
  readonly sender?: string | undefined;
  readonly receiver?: string | undefined;
  readonly fileDay?: Day | undefined;
  readonly delimiters: Delimiters;
  /** Where the ST stands. */
  readonly byte: number;
  readonly segment: number;
}

/** How a set ended: with its SE, without it, or because the file was cut inside a segment. */
export type SetEnd = "closed" | "unclosed" | "cut";

/** Reads what stands between ST and SE. */
export interface SetReader {
  segment(s: Segment): void;
  close(how: SetEnd): void;
}

export interface EnvelopeSink {
  interchange?(i: Interchange): void;
  /** Answers who reads the set, or undefined to pass over it. */
  open(context: SetContext, st: Segment): SetReader | undefined;
  /** Asked before `open`: whether somebody else reads this set, its SE included. Its segments then do not come here. */
  leaves?(context: SetContext): boolean;
  /** The SE of a set that was left ends at `end`. */
  left?(context: SetContext, end: number): void;
}

export interface Counts {
  readonly interchanges: number;
  readonly groups: number;
  readonly sets: number;
  readonly segments: number;
  /** CLM of every 837 and CLP of every 835, whatever the version. */
  readonly claims: number;
}
