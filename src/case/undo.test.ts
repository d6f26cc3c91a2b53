import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act } from "./command.ts";
import { EVENT_TYPES } from "./event.ts";
import { UNDOABLE } from "./event-lists.ts";
import { AGREEMENT, ANSWER, asks, finding, given, OFFER, outcomeOf, payment, ROY, type Told, viewOf } from "./story.ts";

const NOTE: Act = { type: "add note", text: "wrong case" };
const TASK: Act = { type: "add task", title: "ask", waits: "us" };
const CHANGE: Act = { type: "change task", task: 2, title: "ask again", waits: "payer" };
const DONE: Act = { type: "finish task", task: 2 };
const ASSIGN: Act = { type: "assign", to: { id: "roy", name: "I. Roy" } };
const BACK: Act = { type: "assign", to: { id: "lund", name: "M. Lund" } };
const SNOOZE: Act = { type: "snooze", until: day("2026-11-30"), reason: "records asked for" };
const HOLD: Act = { type: "hold", reason: "the owner asked" };
const CLOSE: Act = { type: "close", outcome: "given up", amount: usd("0.00"), reason: "too small" };
const FILE: Act = { type: "attach file", file: "a".repeat(64), name: "a.pdf", kind: "record", bytes: 1 };
const found = finding({ stake: usd("1.00") });
const answered = { act: ANSWER, finding: found };
const undo = (event: number): Act => ({ type: "undo", event });
const undoAnswer = (event: number): Told => ({ act: undo(event), finding: finding() });

describe("what is undone", () => {
  test.each<readonly [string, readonly Told[], Told]>([
    ["who has it", [ASSIGN], undo(2)],
    ["a snooze", [SNOOZE], undo(2)],
    ["a hold", [HOLD], undo(2)],
    ["a note", [NOTE], undo(2)],
    ["a task", [TASK], undo(2)],
    ["a changed task", [TASK, CHANGE], undo(3)],
    ["a done task", [TASK, DONE], undo(3)],
    ["an offer", [OFFER], undo(2)],
    ["an agreement", [AGREEMENT], undo(2)],
    ["an agreement on an offer", [OFFER, { ...AGREEMENT, offer: 2 }], undo(3)],
    ["an agreement in the place of another", [AGREEMENT, { ...AGREEMENT, replaces: 2 }], undo(3)],
    ["an answer", [answered], undoAnswer(2)],
    ["the first of two things", [NOTE, TASK], undo(2)],
  ])("%s", (_, before, when) => {
    const state = given(...before);
    const event = (("act" in when ? when.act : when) as Extract<Act, { type: "undo" }>).event;
    expect(outcomeOf(asks(state, when))).toBe("superseded");
    const undone = viewOf(given(...before, when));
    // The same acts with a note in the place of the one that is undone, which leaves the numbers of the others alone.
    const opened = state.log.length - before.length;
    const without = viewOf(given(...before.map((t, i) => (opened + i + 1 === event ? NOTE : t))));
    const plain = (v: typeof undone) =>
      JSON.stringify({ ...v, notes: [] }, (key, x) => (key === "at" ? "" : typeof x === "bigint" ? `${x}` : x));
    expect(plain(undone)).toBe(plain(without));
  });

  test("an answer undone gives back the evaluation without it, and says what that changes", () => {
    const d = asks(given(answered), undoAnswer(2));
    expect(d.ok && d.value[0]?.body).toMatchObject({
      type: "fact answered",
      changes: [{ what: "stake", to: "912.00" }],
    });
    expect(viewOf(given(answered, undoAnswer(2)))).toMatchObject({ facts: [], finding: finding() });
  });

  test("the agreement it had replaced binds again", () => {
    const view = viewOf(given(AGREEMENT, { ...AGREEMENT, replaces: 2 }, undo(3)));
    expect(view.agreements).toHaveLength(1);
    expect(view.agreements[0]?.superseded).toBeUndefined();
  });

  test("a task may go once what stood on it is undone", () => {
    expect(viewOf(given(TASK, CHANGE, undo(3), undo(2))).tasks).toEqual([]);
  });

  test("a note on a closed case is undone too", () => {
    expect(outcomeOf(asks(given(CLOSE, NOTE), undo(3)))).toBe("superseded");
  });

  test("an answer that brought the right forward, undone while snoozed, leaves the snooze", () => {
    expect(outcomeOf(asks(given(answered, SNOOZE), undoAnswer(2)))).toBe("superseded");
  });
});

describe("what is not, and why", () => {
  test.each<readonly [string, readonly Told[], Told, string]>([
    ["the opening", [], undo(1), '"opened" cannot be undone. A case that was opened stays; close it.'],
    ["money that came", [payment("2026-12-10", "1=5.00")], undo(2), "a payer takes it back by a reversal"],
    ["a call", [{ type: "log call", who: "Dana", said: "no news" }], undo(2), "add a note that puts it right"],
    ["a closing", [CLOSE], undo(2), "Reopen the case."],
    ["an undo", [NOTE, undo(2)], undo(3), "An undo is not undone"],
    ["what was undone", [NOTE, undo(2)], undo(2), "This was undone before."],
    ["what never was", [], undo(9), "no such event"],
    ["a task that is done", [TASK, DONE], undo(2), '"task done" by M. Lund stands on it'],
    [
      "an offer that was withdrawn",
      [OFFER, { type: "withdraw offer", offer: 2 }],
      undo(2),
      '"offer withdrawn" by M. Lund',
    ],
    ["an offer that was agreed to", [OFFER, { ...AGREEMENT, offer: 2 }], undo(2), '"agreement entered" by M. Lund'],
    ["who had it, once another has it", [ASSIGN, { act: BACK, by: ROY }], undo(2), '"assigned" by I. Roy stands on it'],
    ["a snooze that ended", [SNOOZE, { type: "wake", why: "by hand" }], undo(2), '"woken" by M. Lund'],
    ["a hold that was released", [HOLD, { type: "release" }], undo(2), '"released" by M. Lund'],
    ["an agreement that was paid on", [AGREEMENT, payment("2026-12-10", "1=5.00")], undo(2), '"payment received"'],
    [
      "an agreement that was set aside",
      [AGREEMENT, { type: "supersede agreement", agreement: 2, reason: "never signed" }],
      undo(2),
      '"agreement superseded"',
    ],
    ["an answer that was given otherwise since", [answered, answered], undoAnswer(2), '"fact answered" by M. Lund'],
    [
      "an answer that was withdrawn",
      [answered, { act: { type: "withdraw fact", answer: 2, reason: "wrong card" }, finding: finding() }],
      undoAnswer(2),
      '"fact withdrawn" by M. Lund',
    ],
    ["an answer, without an evaluation", [answered], undo(2), "was not evaluated without the answer"],
    ["a snooze of a closed case", [SNOOZE, CLOSE], undo(2), "Reopen it, then undo."],
    [
      "a snooze from before a closing",
      [SNOOZE, CLOSE, { type: "reopen", reason: "x" }],
      undo(2),
      '"closed" by M. Lund',
    ],
    ["a removed file", [FILE, { type: "remove file", file: 2, reason: "x" }], undo(3), "Attach the file again."],
  ])("%s", (_, before, when, sentence) => {
    const d = asks(given(...before), when);
    expect(d.ok ? "allowed" : d.error.message).toContain(sentence);
  });

  test("an agreement may go when the payment that came is dated before it", () => {
    expect(outcomeOf(asks(given(AGREEMENT, payment("2026-11-19", "1=5.00")), undo(2)))).toBe("superseded");
  });

  test("what may be undone are types of events", () => {
    expect(EVENT_TYPES).toEqual(expect.arrayContaining([...UNDOABLE]));
  });
});
