import type { Day } from "#base/day.ts";

/** Whom an answer speaks for. The narrowest scope wins: claim, then plan, then facility, then payer. */
export type FactScope = "claim" | "plan" | "facility" | "payer";

/** One row of a facts file: columns scope, key, fact, value, source, date. */
export interface FactAnswer {
  readonly scope: FactScope;
  /** Claim number, plan (payer key and group, `payer|group`), facility NPI, or payer key. */
  readonly key: string;
  readonly fact: string;
  readonly value: string;
  /** Who says so: "ID card", "payer call ref 4711", "portal". */
  readonly source: string;
  readonly date?: Day;
  /** The facts file and its line, for the proof; of an answer given on a case, the case's number and the event there. */
  readonly file: string;
  readonly line: number;
  readonly onCase?: true;
  /** Other sources that state another day of receipt: neither outranks the other, so the day is disputed. */
  readonly against?: readonly FactAnswer[];
}
