import type { Cite, Confidence } from "#base/cite.ts";
import type { Day } from "#base/day.ts";
import type { Condition } from "./condition.ts";
import type { FactId, Facts } from "./fact.ts";

/**
 * What all law in Parley has in common. A value of law is never bare: it says from when, until when, which date decides
 * (a fee follows the day of initiation, a batching rule the day negotiation began), who says so, how sure we are, and
 * when a person last looked.
 */
export type KeyDate =
  | "date-of-service"
  | "initiation"
  | "negotiation-start"
  | "receipt"
  | "determination"
  | "feature-live";

/** `announced` is final law that binds nobody until a function goes live; it is shown and never acted on. */
export type LawStatus = "in-force" | "announced" | "vacated";

export interface Version {
  readonly from: Day;
  /** The last day, inclusive. Absent while in force. */
  readonly until?: Day;
  readonly keyedBy: KeyDate;
  readonly status: LawStatus;
  readonly cites: readonly Cite[];
  readonly checkedOn: Day;
  readonly confidence: Confidence;
}

export interface DatedValue<T> extends Version {
  readonly value: T;
}

/** The value in force on the day that decides, or undefined when the law has none for it. */
export function valueOn<T>(values: readonly DatedValue<T>[], key: Day): DatedValue<T> | undefined {
  return values.find((v) => key >= v.from && (v.until === undefined || key <= v.until));
}

export type DayUnit = "business-day" | "calendar-day" | "month" | "year";

/**
 * A period of law. `waits` units pass first and the period is the `count` units after them. `beginsOn` says whether the
 * day of the trigger is day one; where sources pull apart it is `disputed`, both readings are kept, and only their
 * overlap is safe.
 */
export interface Deadline extends Version {
  readonly id: string;
  readonly label: string;
  readonly actor: string;
  /** Plain words for what starts the period. */
  readonly starts: string;
  /** The facts that can date the start, the best evidence first, by the names facts files and examples use. */
  readonly triggers: readonly string[];
  readonly waits?: number;
  readonly count: number;
  readonly unit: DayUnit;
  readonly beginsOn: "trigger-day" | "next-day" | "disputed";
  /** A last day that is closed moves to the next open day. Only where the law says so. */
  readonly closedLastDay?: "next-open-day";
  /**
   * Months and years end on the same date, and on the last of the month where it has no such date, because acting a day
   * early is safe. A duty to keep, and law that says so, run to the first of the month after.
   */
  readonly noSuchDate?: "next-first";
  readonly ifMissed?: string;
  readonly examples: readonly DeadlineExample[];
}

export interface DeadlineExample {
  readonly trigger: Day;
  /** The last safe day. */
  readonly last: Day;
  /** The first safe day, where the period does not open at once. */
  readonly opens?: Day;
  readonly because: string;
}

/** A body of law with its dated versions and the facts it turns on. Printed for readers; decided by the engine files. */
export interface Statute {
  readonly id: string;
  readonly title: string;
  readonly jurisdiction: "US" | string;
  readonly summary: string;
  readonly versions: readonly Version[];
  readonly applies?: Condition;
  readonly examples: readonly StatuteExample[];
}

export interface StatuteExample {
  readonly facts: Facts;
  readonly verdict: "applies" | "does-not-apply" | "undetermined";
  readonly missing?: readonly FactId[];
  readonly because: string;
}
