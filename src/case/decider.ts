import { daysBetween } from "#base/day.ts";
import { ok } from "#base/result.ts";
import type { Act, ActType, Command, Ground } from "./command.ts";
import { approve, askApproval, refuseApproval, withdrawApproval } from "./decide-approval.ts";
import { answerFact, evaluateAgain, withdrawFact } from "./decide-facts.ts";
import { recordCounsel, recordFiling } from "./decide-filing.ts";
import {
  enterAgreement,
  expireOffer,
  logOffer,
  recordPayment,
  supersedeAgreement,
  withdrawOffer,
} from "./decide-money.ts";
import { acceptOffer, makeOffer, rejectOffer, setFloor } from "./decide-offers.ts";
import { proveDelivery, sendPaper } from "./decide-papers.ts";
import { close, hold, release, reopen, snooze, wake } from "./decide-phase.ts";
import { closeRoom, enterRoom, moveInRoom, openRoom, signAgreement } from "./decide-room.ts";
import { keepLetter, logCall } from "./decide-talks.ts";
import { answerColleague, askColleague } from "./decide-thread.ts";
import { addNote, addTask, assign, attachFile, changeTask, finishTask, removeFile } from "./decide-work.ts";
import type { Decide, Decided } from "./deliberation.ts";
import { type CaseEvent, happened } from "./event.ts";
import { asStored } from "./event-read.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { CaseState } from "./state.ts";
import { undo } from "./undo.ts";

const ACTS: { readonly [T in Exclude<ActType, "open">]: Decide<T> } = {
  "evaluate again": evaluateAgain,
  assign,
  "answer fact": answerFact,
  "withdraw fact": withdrawFact,
  "add task": addTask,
  "change task": changeTask,
  "finish task": finishTask,
  "add note": addNote,
  "ask colleague": askColleague,
  "answer colleague": answerColleague,
  "log call": logCall,
  "keep letter": keepLetter,
  "send paper": sendPaper,
  "prove delivery": proveDelivery,
  "record filing": recordFiling,
  "record counsel": recordCounsel,
  "attach file": attachFile,
  "remove file": removeFile,
  "open room": openRoom,
  "enter room": enterRoom,
  "move in room": moveInRoom,
  "close room": closeRoom,
  "sign agreement": signAgreement,
  "log offer": logOffer,
  "make offer": makeOffer,
  "accept offer": acceptOffer,
  "reject offer": rejectOffer,
  "set floor": setFloor,
  "ask approval": askApproval,
  approve,
  "refuse approval": refuseApproval,
  "withdraw approval": withdrawApproval,
  "withdraw offer": withdrawOffer,
  "expire offer": expireOffer,
  "enter agreement": enterAgreement,
  "supersede agreement": supersedeAgreement,
  "record payment": recordPayment,
  snooze,
  wake,
  hold,
  release,
  close,
  reopen,
  undo,
};

/** What a closed case still takes: money that comes late is written down all the same. An undo looks for itself. */
const ON_CLOSED: ReadonlySet<ActType> = new Set([
  "reopen",
  "add note",
  "answer colleague",
  "keep letter",
  "attach file",
  "remove file",
  "record payment",
  "close room",
  "undo",
]);

/** Somebody was there first: a command is decided on the case its giver saw, and not on another. */
function stale(state: CaseState, saw: number): Refusal | undefined {
  if (saw === state.version) return undefined;
  if (saw > state.version) return { code: "stale", message: "The case has no such version. Look at it again." };
  const since = state.log.slice(saw).map((e, i) => ({ event: saw + i + 1, type: e.type, by: e.by.name, at: e.at }));
  const [first, ...more] = since;
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  const what = first === undefined ? "" : `: "${first.type}" by ${first.by}${others}`;
  return { code: "stale", message: `The case changed since you saw it${what}. Look at it and ask again.`, since };
}

/** How far a clock may run back before its word is not taken: one day, as between time zones. */
const CLOCK_DAYS = 1;

function open(state: CaseState, command: Command, act: Extract<Act, { type: "open" }>, ground: Ground): Decided {
  if (state.view !== undefined) return refuse("already-opened", "The case is open already.");
  if (ground.finding === undefined) return refuse("not-evaluated", "A case is opened from an evaluation of its claim.");
  const { type: _, ...body } = act;
  return ok([happened(command, "opened", { ...body, finding: ground.finding })]);
}

function decided(state: CaseState, command: Command, ground: Ground): Decided {
  const { act } = command;
  const { view } = state;
  if (act.type === "open") return open(state, command, act, ground);
  if (view === undefined) return refuse("not-opened", "There is no such case.");
  if (view.phase.is === "closed" && !ON_CLOSED.has(act.type))
    return refuse("closed", `The case was closed as "${view.phase.outcome}" on ${view.phase.on}. Reopen it first.`);
  // Each act goes to the rule of its own type, which the compiler cannot follow through the table.
  return (ACTS[act.type] as Decide<ActType>)({ state, view, stamp: command, ground }, act);
}

/**
 * What a command makes happen, as events to append, or why it is not allowed now. No events: it was so already. Pure: the
 * instant, the day and the person come with the command, the evaluation with the ground.
 */
export function decide(state: CaseState, command: Command, ground: Ground = {}): Decided {
  const since = stale(state, command.saw);
  if (since !== undefined) return { ok: false, error: since };
  const last = state.log[state.log.length - 1];
  if (last !== undefined && daysBetween(command.on, last.on) > CLOCK_DAYS)
    return refuse("clock", `The clock says ${command.on}, and the case was changed on ${last.on}. Set the clock.`);
  const events = decided(state, command, ground);
  if (!events.ok) return events;
  const stored: CaseEvent[] = [];
  for (const event of events.value) {
    const kept = asStored(event);
    if (!kept.ok) return refuse("unstorable", `Empty, too long or out of range: ${kept.error}.`);
    stored.push(kept.value);
  }
  return ok(stored);
}
