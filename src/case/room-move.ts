import { type Day, daysBetween } from "#base/day.ts";
import { type Cents, showUsd } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import { isBlank } from "./deliberation.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { JointFacts, JointOffer } from "./room.ts";

/**
 * What a guest asks in a room, as it may go on to a person of ours. Nothing here is an act on the case: an offer becomes a
 * proposal that somebody confirms, and an acceptance is recorded by somebody whom the guardrails let. A guest's words are
 * kept as text and read for nothing.
 */
export type Move =
  | { readonly is: "offer"; readonly amount: Cents; readonly expires: Day }
  | { readonly is: "accept"; readonly offer: number }
  | { readonly is: "reject"; readonly offer: number; readonly why: string }
  | { readonly is: "dispute fact"; readonly line?: number; readonly what: Disputed; readonly says: string };

/** A joint fact that the other side may say is otherwise. */
export type Disputed = "day of service" | "code" | "billed" | "allowed" | "paid";

/** What the guest sees when they ask, and the day. The bound of an offer is the claim's charge, shown or not. */
export interface Table {
  readonly facts: JointFacts;
  readonly offers: readonly JointOffer[];
  readonly billed: Cents;
  readonly on: Day;
}

/** The longest text of a guest's, in UTF-16 units. */
export const WORDS_MOST = 1_000;

/** The longest an offer made in a room may stand, in days. */
export const OFFER_DAYS_MOST = 90;

/** Controls beside tab and line feed, marks that turn the direction, and letters that do not show. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

function wordsFault(words: string): Refusal | undefined {
  if (isBlank(words)) return { code: "reason-missing", message: "Say why, in a few words." };
  if (words.length > WORDS_MOST) return { code: "unstorable", message: `Say it in ${WORDS_MOST} letters or fewer.` };
  if (UNSEEN.test(words)) return { code: "unstorable", message: "The text holds characters that do not show." };
  return undefined;
}

function offerFault(amount: Cents, expires: Day, { billed, on }: Table): Refusal | undefined {
  if (amount <= 0n) return { code: "amount", message: "An offer is more than nothing." };
  if (amount > billed) return { code: "amount", message: `${showUsd(amount)} is more than the claim was billed for.` };
  const days = daysBetween(on, expires);
  if (days < 0) return { code: "day", message: `${expires} has passed.` };
  if (days > OFFER_DAYS_MOST)
    return { code: "day", message: `An offer here stands for ${OFFER_DAYS_MOST} days at most.` };
  return undefined;
}

/** Only what is ours and stands open can be taken or turned down by them. */
function answerFault(event: number, { offers }: Table): Refusal | undefined {
  const found = offers.find((o) => o.event === event && o.from === "us");
  if (found === undefined) return { code: "not-there", message: "There is no such offer to you." };
  if (found.state !== "open")
    return { code: "already-so", message: `This offer is not open any more: ${found.state}.` };
  return undefined;
}

/** What is not shown cannot be disputed, so that a refusal tells nothing of what a room leaves out. */
function isShown({ lines, amounts, day }: JointFacts, line: number | undefined, what: Disputed): boolean {
  const of = line === undefined ? undefined : lines.find((l) => l.number === line);
  if (line !== undefined && of === undefined) return false;
  if (what === "code") return of !== undefined;
  if (what === "day of service") return (of === undefined ? day : of.day) !== undefined;
  return (of === undefined ? amounts : of.amounts)?.[what] !== undefined;
}

function faultOf(move: Move, table: Table): Refusal | undefined {
  switch (move.is) {
    case "offer":
      return offerFault(move.amount, move.expires, table);
    case "accept":
      return answerFault(move.offer, table);
    case "reject":
      return answerFault(move.offer, table) ?? wordsFault(move.why);
    case "dispute fact":
      if (!isShown(table.facts, move.line, move.what))
        return { code: "not-there", message: "There is no such fact in this room." };
      return wordsFault(move.says);
  }
}

/** The move as it may go on to a person of ours, or why not. */
export function readMove(move: Move, table: Table): Result<Move, Refusal> {
  const fault = faultOf(move, table);
  return fault === undefined ? ok(move) : refuse(fault.code, fault.message);
}
