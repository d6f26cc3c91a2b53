import type { Day } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import type { AskedAct, Body, CaseFinding, Stamp, Unproven } from "./event.ts";

/** What a person or a rule may ask of a case. The words are the event's, before it happened. */
interface Acts {
  readonly open: Omit<Body<"opened">, "finding">;
  readonly "evaluate again": Pick<Body<"evaluated again">, "why">;
  readonly assign: Body<"assigned">;
  readonly "answer fact": Omit<Body<"fact answered">, "finding" | "changes">;
  readonly "withdraw fact": Pick<Body<"fact withdrawn">, "answer" | "reason">;
  readonly "add task": Omit<Body<"task added">, "call">;
  readonly "change task": Body<"task changed">;
  readonly "finish task": Body<"task done">;
  readonly "add note": Body<"note added">;
  readonly "ask colleague": Body<"colleague asked">;
  readonly "answer colleague": Body<"colleague answered">;
  readonly "log call": Body<"call logged">;
  /** The PDF is attached with it, under a name. */
  readonly "keep letter": Body<"letter written"> & Pick<Body<"file attached">, "name" | "bytes">;
  readonly "send paper": Omit<Body<"paper sent">, "stated">;
  readonly "prove delivery": Omit<Body<"delivery proved">, "takes">;
  readonly "record filing": Omit<Body<"filing recorded">, "stated">;
  readonly "record counsel": Body<"counsel said">;
  readonly "attach file": Body<"file attached">;
  readonly "remove file": Body<"file removed">;
  readonly "open room": Body<"room opened">;
  readonly "enter room": Body<"room entered">;
  readonly "move in room": Body<"room moved">;
  readonly "close room": Body<"room closed">;
  readonly "sign agreement": Body<"agreement signed">;
  readonly "log offer": Omit<Body<"offer logged">, "allowed" | "stake">;
  readonly "make offer": Omit<Body<"offer made">, "allowed" | "stake" | "made" | "floor" | "cap">;
  /** The lines add up to the offer less what of it the patient owes. */
  readonly "accept offer": Pick<Body<"offer accepted">, "offer" | "request"> &
    Pick<Body<"agreement entered">, "lines" | "due" | "days" | "source"> & { readonly patient?: Cents };
  readonly "reject offer": Body<"offer rejected">;
  readonly "set floor": Omit<Body<"floor set">, "before">;
  readonly "ask approval": { readonly asks: AskedAct; readonly note?: string };
  readonly approve: Omit<Body<"approval given">, "ends">;
  readonly "refuse approval": Body<"approval refused">;
  readonly "withdraw approval": Body<"approval withdrawn">;
  readonly "withdraw offer": Body<"offer withdrawn">;
  readonly "expire offer": Pick<Body<"offer expired">, "offer">;
  readonly "enter agreement": Body<"agreement entered">;
  readonly "supersede agreement": Body<"agreement superseded">;
  readonly "record payment": Body<"payment received">;
  readonly snooze: Omit<Body<"snoozed">, "before">;
  readonly wake: Pick<Body<"woken">, "why">;
  readonly hold: Body<"held">;
  readonly release: Body<"released">;
  readonly close: Omit<Body<"closed">, "open" | "owed">;
  readonly reopen: Body<"reopened">;
  readonly undo: Pick<Body<"superseded">, "event">;
}

export type ActType = keyof Acts;
export type ActOf<T extends ActType> = { readonly type: T } & Acts[T];
export type Act = { [T in ActType]: ActOf<T> }[ActType];

/** An act, who asks for it and when, and the version of the case they saw when they did. */
export interface Command extends Stamp {
  readonly saw: number;
  readonly act: Act;
}

/** A fact that an act states of the claim, as it was evaluated with. */
export type Stated = Pick<Body<"fact answered">, "fact" | "scope" | "key" | "value">;

/**
 * What a decision may rest on beside the case itself. `finding` is the claim evaluated as of the command's day, with the
 * answer that is being given, or without the one that is being taken back.
 */
export interface Ground {
  readonly finding?: CaseFinding;
  /** What the finding was evaluated with of what the act states; or that the fact was known before. */
  readonly states?: Stated | "known before";
  /** What the guardrails say of the act that is asked for; nothing leaves without their word. */
  readonly guards?: Guards;
  /** Whether the person may approve this for another, and why not. */
  readonly mayApprove?: { readonly may: true } | { readonly may: false; readonly why: string };
}

/** One guardrail that stands in the way, in words; `liftedBy` is the approval that would lift it. */
export interface GuardSaid {
  readonly guard: string;
  readonly says: string;
  readonly liftedBy?: string;
}

/** The guardrails asked about one act on one day. */
export interface Guards {
  readonly on: Day;
  /** The figure they were asked about; absent where the act has none. */
  readonly amount?: Cents;
  /** Everything that stands in the way; empty when nothing does. */
  readonly refused: readonly GuardSaid[];
  /** The least that may be asked or taken, and the most that may be asked. */
  readonly floor: Cents;
  readonly cap: Cents;
  readonly unproven: readonly Unproven[];
}
