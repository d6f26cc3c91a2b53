import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type {
  Actor,
  AskedAct,
  Body,
  CaseEvent,
  CaseFinding,
  Conditions,
  Instant,
  Person,
  RightEnding,
  Unproven,
} from "./event.ts";
import type { Outcome, WaitsFor } from "./event-lists.ts";

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
  readonly thread: readonly Question[];
  readonly calls: readonly (Made & Body<"call logged">)[];
  readonly letters: readonly (Made & Body<"letter written">)[];
  readonly papers: readonly SentPaper[];
  readonly filings: readonly Filing[];
  /** What counsel said of a suit last. */
  readonly counsel: (Made & { readonly said: Body<"counsel said"> }) | undefined;
  readonly files: readonly AttachedFile[];
  readonly offers: readonly Offer[];
  readonly agreements: readonly Agreement[];
  readonly approvals: readonly Approval[];
  /** The practice's own floor, as it was set last. */
  readonly floor: FloorSet | undefined;
  readonly payments: readonly (Made & Body<"payment received">)[];
  readonly rooms: readonly Room[];
  readonly signatures: readonly Signature[];
}

/** A room as it was opened, with what happened in it. Whether it is open is a question of the day: see room.ts. */
export interface Room extends Made, Body<"room opened"> {
  readonly entered: readonly Made[];
  readonly moves: readonly RoomMove[];
  readonly closed: (Made & Pick<Body<"room closed">, "why">) | undefined;
}

export type RoomMove = Made & Pick<Body<"room moved">, "move">;

export type Signature = Made & Body<"agreement signed">;

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

/** A question within the practice, with what was said to it. */
export interface Question extends Made {
  readonly to: Person;
  readonly text: string;
  readonly answerBy: Day;
  readonly answers: readonly (Made & { readonly text: string })[];
  /** The first word of somebody who did not ask it. */
  readonly answered: Made | undefined;
}

export interface AttachedFile extends Made {
  readonly file: string;
  readonly name: string;
  readonly kind: Body<"file attached">["kind"];
  readonly bytes: number;
  /** The agreement whose signed copy it is. */
  readonly agreement?: number | undefined;
  readonly removed: Made | undefined;
}

/** A paper that went out, and what became of it as far as anybody knows. */
export type SentPaper = Made & Omit<Body<"paper sent">, "stated"> & { readonly delivery: Delivery | undefined };

export type Delivery = Made & Omit<Body<"delivery proved">, "takes">;

export type Filing = Made & Omit<Body<"filing recorded">, "stated">;

export interface Offer extends Made {
  readonly from: "us" | "them";
  readonly amount: Cents;
  readonly terms: string | undefined;
  readonly made: Day;
  readonly expires: Day | undefined;
  readonly way: Body<"offer logged">["way"];
  readonly conditions: Conditions | undefined;
  /** Said to be the last; nothing holds its side to it. */
  readonly final: boolean;
  /** The offer it answers. */
  readonly answers: number | undefined;
  /** How it is split over lines, where that was said. */
  readonly lines: readonly { readonly line: number; readonly amount: Cents }[] | undefined;
  readonly source: string | undefined;
  /** The move of a guest that it writes down. */
  readonly move: number | undefined;
  readonly waives: readonly { readonly id: string; readonly label: string }[];
  /** True when it left through the guardrails, and was not merely written down. */
  readonly guarded: boolean;
  /** Ids of the reasons it was made with. */
  readonly reasons: readonly string[];
  readonly note: string | undefined;
  /** Open until it is withdrawn, expires, is rejected or accepted, or the other side is agreed with. */
  readonly state: "open" | "withdrawn" | "expired" | "rejected" | "accepted" | "agreed";
}

export interface FloorSet extends Made {
  readonly amount: Cents;
  readonly reason: string;
}

/** One thing a second person was asked to allow. Whether it still stands is a question of the day: see approval.ts. */
export interface Approval extends Made {
  readonly act: AskedAct;
  /** The approvals that were missing, in the words of the guardrails. */
  readonly what: readonly string[];
  readonly says: string;
  readonly note: string | undefined;
  readonly floor: Cents;
  readonly unproven: readonly Unproven[];
  readonly ends: Day;
  /** How many offers the case had when it was asked; another one ends it. */
  readonly offersThen: number;
  readonly state: "waiting" | "given" | "refused" | "withdrawn" | "used";
  readonly attested: readonly string[];
  readonly decided: Made | undefined;
  readonly reason: string | undefined;
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
  readonly conditions: Conditions | undefined;
  /** Why, where it took less than the floor or let go of more than the price. */
  readonly reason: string | undefined;
  /** Another took its place, or it was found not to bind. */
  readonly superseded: Made | undefined;
}
