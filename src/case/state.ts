import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { Actor, Body, CaseEvent, CaseFinding, Instant, Outcome, Person, RightEnding, WaitsFor } from "./event.ts";

/**
 * A case as its events leave it. `log` is all of them; `view` is what those that were not undone say. Undoing folds the
 * log again without the event undone, so a case after an undo is the case that never had it.
 */
export interface CaseState {
  /** How many events there are: what a command says it saw. */
  readonly version: number;
  readonly log: readonly CaseEvent[];
  /** Numbers of the events that were undone. */
  readonly undone: ReadonlySet<number>;
  /** Absent until the case is opened. */
  readonly view: CaseView | undefined;
}

export const initial: CaseState = { version: 0, log: [], undone: new Set(), view: undefined };

/** Who made a thing of a case, when, and by which event; later events name it by that number. */
export interface Made {
  readonly event: number;
  readonly by: Actor;
  readonly at: Instant;
  readonly on: Day;
}

export interface CaseView {
  readonly claim: string;
  readonly number: string;
  readonly payer: string;
  readonly payerKey: string;
  readonly opened: Made;
  /** The newest finding, and the one the case was opened with. */
  readonly finding: CaseFinding;
  readonly first: CaseFinding;
  /** Remittances that `first` already counts; no payment is recorded of them. */
  readonly counted: readonly string[];
  readonly phase: Phase;
  readonly owner: Person | undefined;
  readonly facts: readonly Answer[];
  readonly tasks: readonly Task[];
  readonly notes: readonly (Made & Body<"note added">)[];
  readonly calls: readonly (Made & Body<"call logged">)[];
  readonly files: readonly AttachedFile[];
  readonly offers: readonly Offer[];
  readonly agreements: readonly Agreement[];
  readonly payments: readonly (Made & Body<"payment received">)[];
}

export type Phase = OpenPhase | ClosedPhase;

export interface OpenPhase {
  readonly is: "open";
  readonly snooze: Snooze | undefined;
  readonly hold: Hold | undefined;
}

/** Whether a case is out of the way on a day; it is back on the day it is snoozed until. */
export const isSnoozed = (view: CaseView, today: Day): boolean =>
  view.phase.is === "open" && view.phase.snooze !== undefined && today < view.phase.snooze.until;

export interface Snooze extends Made {
  readonly until: Day;
  readonly reason: string;
  readonly before: RightEnding | undefined;
}

export interface Hold extends Made {
  readonly reason: string;
}

export interface ClosedPhase extends Made {
  readonly is: "closed";
  readonly outcome: Outcome;
  readonly amount: Cents;
  readonly reason: string | undefined;
}

/** An answer somebody gave on this case. Of two to one question the later counts; a withdrawn one counts no more. */
export interface Answer extends Made {
  readonly fact: string;
  readonly scope: Body<"fact answered">["scope"];
  readonly key: string;
  readonly value: string;
  readonly source: string;
  readonly withdrawn: Made | undefined;
}

export interface Task extends Made {
  readonly title: string;
  readonly due: Day | undefined;
  readonly for: Person | undefined;
  readonly waits: WaitsFor;
  /** The call whose promise it keeps. */
  readonly call: number | undefined;
  readonly done: Made | undefined;
}

export interface AttachedFile extends Made {
  readonly file: string;
  readonly name: string;
  readonly kind: Body<"file attached">["kind"];
  readonly bytes: number;
  readonly removed: Made | undefined;
}

export interface Offer extends Made {
  readonly from: "us" | "them";
  readonly amount: Cents;
  readonly terms: string | undefined;
  readonly made: Day;
  readonly expires: Day | undefined;
  readonly way: Body<"offer logged">["way"];
  /** Open until it is withdrawn or expires, or the other side is agreed with. */
  readonly state: "open" | "withdrawn" | "expired" | "agreed";
}

export interface Agreement extends Made {
  readonly kind: "agreement" | "award";
  readonly basis: "total payment" | "further payment";
  readonly amount: Cents;
  readonly lines: readonly { readonly line: number; readonly amount: Cents }[];
  readonly agreed: Day;
  readonly due: Day;
  readonly days: "calendar" | "business";
  readonly source: string;
  readonly offer: number | undefined;
  readonly replaces: number | undefined;
  readonly terms: string | undefined;
  /** Another took its place, or it was found not to bind. */
  readonly superseded: Made | undefined;
}
