import type { Body, CaseFinding, Stamp } from "./event.ts";

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
  readonly "log call": Body<"call logged">;
  readonly "attach file": Body<"file attached">;
  readonly "remove file": Body<"file removed">;
  readonly "log offer": Omit<Body<"offer logged">, "allowed" | "stake">;
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

/**
 * What a decision may rest on beside the case itself. `finding` is the claim evaluated as of the command's day, with the
 * answer that is being given, or without the one that is being taken back.
 */
export interface Ground {
  readonly finding?: CaseFinding;
}
