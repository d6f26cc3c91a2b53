import type { Day } from "#base/day.ts";
import { err, type Result } from "#base/result.ts";
import type { EventType, Instant } from "./event.ts";

export type RefusalCode =
  | "not-opened"
  | "already-opened"
  | "stale"
  | "clock"
  | "closed"
  | "not-closed"
  | "not-there"
  | "already-so"
  | "reason-missing"
  | "not-evaluated"
  | "fact"
  | "day"
  | "past-deadline"
  | "amount"
  | "split"
  | "line-agreed"
  | "outcome"
  | "not-undoable"
  | "built-on"
  | "not-guarded"
  | "guard"
  | "approval"
  | "same-person"
  | "not-authorized"
  | "unattested"
  | "unstorable";

/** An event somebody else put between what a person saw and what they asked for. */
export interface Since {
  readonly event: number;
  readonly type: EventType;
  readonly by: string;
  readonly at: Instant;
}

/** Why a command is not allowed now: a sentence for a person, with the law or the day it rests on where there is one. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly cite?: string;
  /** The last day that would have been allowed. */
  readonly day?: Day;
  readonly since?: readonly Since[];
}

export const refuse = (
  code: RefusalCode,
  message: string,
  more: Omit<Refusal, "code" | "message"> = {},
): Result<never, Refusal> => err({ code, message, ...more });
