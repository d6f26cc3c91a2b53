import { type Day, daysBetween } from "#base/day.ts";
import { type Cents, showUsd } from "#base/money.ts";
import { ok, type Result } from "#base/result.ts";
import { type Decide, isBlank, one, thing } from "./deliberation.ts";
import type { JointFacts, Move } from "./event-room.ts";
import { type Refusal, refuse } from "./refusal.ts";
import {
  isSettled,
  type JointOffer,
  jointOffers,
  mayEnter,
  roomOpen,
  signable,
  signaturesOf,
  speaksForPayer,
} from "./room.ts";

/**
 * A room shared with the other side, and the signing of an agreement. Nothing that a guest asks is an act on the case: an
 * offer becomes a proposal that somebody confirms, and an acceptance is recorded by somebody whom the guardrails let. A
 * guest's words are kept as text and read for nothing.
 */

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

/** What a guest may ask in one room in all: more is a program, and nobody reads it. */
export const MOVES_MOST = 100;

/** Rooms of one case that stand open at a time. */
export const ROOMS_MOST = 5;

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
function isShown({ lines, amounts, day }: JointFacts, { line, what }: Extract<Move, { is: "dispute fact" }>): boolean {
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
      if (!isShown(table.facts, move)) return { code: "not-there", message: "There is no such fact in this room." };
      return wordsFault(move.says);
  }
}

/** The move as it may go on to a person of ours, or why not. */
export function readMove(move: Move, table: Table): Result<Move, Refusal> {
  const fault = faultOf(move, table);
  return fault === undefined ? ok(move) : refuse(fault.code, fault.message);
}

export const openRoom: Decide<"open room"> = (d, { type: _, ...asked }) => {
  const may = mayEnter(d.view, d.stamp.on, asked);
  if (!may.ok) return may;
  const open = d.view.rooms.filter((r) => roomOpen(d.view, d.stamp.on, r.event).ok);
  if (open.length >= ROOMS_MOST) return refuse("already-so", "This case has open rooms enough. Close one first.");
  const seen = [asked.name, asked.organization, asked.email ?? ""];
  if (seen.some((t) => UNSEEN.test(t)))
    return refuse("unstorable", "The name or the organization holds characters that do not show.");
  return one(d, "room opened", asked);
};

export const enterRoom: Decide<"enter room"> = (d, { room }) => {
  const found = roomOpen(d.view, d.stamp.on, room);
  return found.ok ? one(d, "room entered", { room }) : found;
};

export const moveInRoom: Decide<"move in room"> = (d, { room, move }) => {
  const found = roomOpen(d.view, d.stamp.on, room);
  if (!found.ok) return found;
  if (move.is !== "dispute fact" && !speaksForPayer(found.value))
    return refuse("not-authorized", "Only the payer's side offers, takes and turns down in this room.");
  if (move.is !== "dispute fact" && isSettled(d.view))
    return refuse("already-so", "This claim is settled. Nothing is offered or answered any more.");
  if (found.value.moves.length >= MOVES_MOST) return refuse("already-so", "This room has taken as much as it takes.");
  const offers = jointOffers(d.view, d.stamp.on);
  const table = { facts: found.value.facts, offers, billed: d.view.finding.billed, on: d.stamp.on };
  const read = readMove(move, table);
  return read.ok ? one(d, "room moved", { room, move }) : read;
};

/** A room ends by hand, or by itself when somebody tries passcodes. */
export const closeRoom: Decide<"close room"> = (d, { room, why }) => {
  const found = thing(d.view.rooms, room, "room");
  if (!found.ok) return found;
  if (found.value.closed !== undefined) return refuse("already-so", "This room was closed before.");
  return one(d, "room closed", { room, why });
};

/**
 * A signature is of one hash. Ours comes first and fixes the paper; theirs is of the same paper, and comes by a room that
 * is open to one who speaks for the payer. An agreement that was superseded is signed anew. 15 USC 7001(a).
 */
export const signAgreement: Decide<"sign agreement"> = (d, { type: _, ...body }) => {
  const { agreement, side, sha256, room } = body;
  if (!signable(d.view).some((a) => a.event === agreement))
    return refuse("not-there", "This agreement is not in force. Look at the case again.");
  if (isBlank(body.name) || isBlank(body.title)) return refuse("reason-missing", "Type the name and the title.");
  if (UNSEEN.test(body.name) || UNSEEN.test(body.title))
    return refuse("unstorable", "The name or the title holds characters that do not show.");
  const before = signaturesOf(d.view, agreement);
  if (before.some((s) => s.side === side)) return refuse("already-so", "This side has signed it.");
  if (side === "us") return one(d, "agreement signed", body);
  const found = roomOpen(d.view, d.stamp.on, room ?? 0);
  if (!found.ok) return found;
  if (!speaksForPayer(found.value)) return refuse("not-authorized", "Only the payer's side signs in this room.");
  if (before.length === 0) return refuse("not-there", "The provider has not signed it yet.");
  if (before.some((s) => s.sha256 !== sha256))
    return refuse("stale", "The agreement is another one than you saw. Read it again.");
  return one(d, "agreement signed", body);
};
