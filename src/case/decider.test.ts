import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act, ActOf } from "./command.ts";
import { decide } from "./decider.ts";
import { instant } from "./event.ts";
import { FILE_KINDS } from "./event-lists.ts";
import { initial } from "./state.ts";
import {
  AGREEMENT,
  ANSWER,
  asks,
  commandOf,
  endingOn,
  finding,
  given,
  LAST,
  LUND,
  NIGHT,
  OFFER,
  OPEN,
  outcomeOf,
  payment,
  ROY,
  TODAY,
  type Told,
  viewOf,
} from "./story.ts";

const NOTE: Act = { type: "add note", text: "the plan's fax is down" };
const SNOOZE: ActOf<"snooze"> = { type: "snooze", until: day("2026-11-30"), reason: "records asked for" };
const HOLD: Act = { type: "hold", reason: "the owner asked" };
const CLOSE: ActOf<"close"> = {
  type: "close",
  outcome: "accepted as paid",
  amount: usd("0.00"),
  reason: "not worth the fee",
};
const TASK: ActOf<"add task"> = { type: "add task", title: "ask for the record", due: day("2026-11-27"), waits: "us" };
const CALL: ActOf<"log call"> = {
  type: "log call",
  who: "Dana at Northfield",
  reference: "4711",
  said: "the appeal is in review",
  promise: { what: "an answer to the appeal", by: day("2026-12-04") },
};
const FILE: ActOf<"attach file"> = {
  type: "attach file",
  file: "a".repeat(64),
  name: "letter.pdf",
  kind: "letter",
  bytes: 1204,
};
const found = finding();
const answered = { act: ANSWER, finding: found };
const REOPEN: Act = { type: "reopen", reason: "a late 835 came" };

/** What stood before, what is asked, what comes of it. Events after the opening are numbered from 2. */
const rows: readonly (readonly [string, readonly Told[], Told, string])[] = [
  ["nobody opens a case twice", [], OPEN, "refused: already-opened"],

  ["a case is given to somebody", [], { type: "assign", to: { id: "roy", name: "I. Roy" } }, "assigned"],
  ["given to the one who has it, nothing happens", [{ type: "assign", to: ROY }], { type: "assign", to: ROY }, ""],
  ["a case is given back to nobody", [{ type: "assign", to: ROY }], { type: "assign" }, "assigned"],

  ["an answer is kept with what it decides", [], answered, "fact answered"],
  ["an answer without an evaluation is not kept", [], ANSWER, "refused: not-evaluated"],
  [
    "an answer on yesterday's evaluation is not kept",
    [],
    { act: ANSWER, finding: finding({ asOf: day("2026-11-19") }) },
    "refused: not-evaluated",
  ],
  ["a fact no law asks for", [], { act: { ...ANSWER, fact: "weather" }, finding: found }, "refused: fact"],
  ["an answer nobody can read", [], { act: { ...ANSWER, value: "perhaps" }, finding: found }, "refused: fact"],
  ["an answer for the wrong scope", [], { act: { ...ANSWER, scope: "facility" }, finding: found }, "refused: fact"],
  ["an answer from nobody", [], { act: { ...ANSWER, source: " " }, finding: found }, "refused: reason-missing"],
  [
    "an answer that brings a right forward wakes the case",
    [SNOOZE],
    { act: ANSWER, finding: endingOn("2026-11-25") },
    "fact answered, woken",
  ],
  [
    "an answer is withdrawn with a reason",
    [answered],
    { act: { type: "withdraw fact", answer: 2, reason: "wrong card" }, finding: found },
    "fact withdrawn",
  ],
  [
    "an answer is not withdrawn without one",
    [answered],
    { act: { type: "withdraw fact", answer: 2, reason: "" }, finding: found },
    "refused: reason-missing",
  ],
  [
    "nor without an evaluation",
    [answered],
    { type: "withdraw fact", answer: 2, reason: "wrong card" },
    "refused: not-evaluated",
  ],
  [
    "nor twice",
    [answered, { act: { type: "withdraw fact", answer: 2, reason: "wrong card" }, finding: found }],
    { act: { type: "withdraw fact", answer: 2, reason: "wrong card" }, finding: found },
    "refused: already-so",
  ],
  [
    "nor when there is none",
    [],
    { act: { type: "withdraw fact", answer: 9, reason: "x" }, finding: found },
    "refused: not-there",
  ],

  ["the same evaluation is no event", [], { act: { type: "evaluate again", why: "a new day" }, finding: found }, ""],
  [
    "a different one is",
    [],
    { act: { type: "evaluate again", why: "new files" }, finding: finding({ stake: usd("1.00") }) },
    "evaluated again",
  ],
  [
    "a right that now ends sooner wakes a snoozed case",
    [SNOOZE],
    { act: { type: "evaluate again", why: "the law" }, finding: endingOn("2026-11-27") },
    "evaluated again, woken",
  ],
  [
    "without a finding there is nothing to keep",
    [],
    { type: "evaluate again", why: "asked" },
    "refused: not-evaluated",
  ],

  ["a task is added", [], TASK, "task added"],
  ["a task says what", [], { ...TASK, title: "  " }, "refused: reason-missing"],
  ["a task is changed", [TASK], { ...TASK, type: "change task", task: 2, for: ROY }, "task changed"],
  [
    "a task's day may go",
    [TASK],
    { type: "change task", task: 2, title: "ask again", waits: "records" },
    "task changed",
  ],
  ["a changed task says what", [TASK], { ...TASK, type: "change task", task: 2, title: "" }, "refused: reason-missing"],
  ["a task that is not there", [], { ...TASK, type: "change task", task: 7 }, "refused: not-there"],
  ["a task is done", [TASK], { type: "finish task", task: 2, how: "by portal" }, "task done"],
  ["not twice", [TASK, { type: "finish task", task: 2 }], { type: "finish task", task: 2 }, "refused: already-so"],
  ["nor one that is not there", [], { type: "finish task", task: 2 }, "refused: not-there"],
  [
    "a done task is not changed",
    [TASK, { type: "finish task", task: 2 }],
    { ...TASK, type: "change task", task: 2 },
    "refused: already-so",
  ],

  ["a note is added", [], NOTE, "note added"],
  ["an empty one is not", [], { type: "add note", text: "\n" }, "refused: reason-missing"],
  ["a note too long to keep", [], { type: "add note", text: "x".repeat(4001) }, "refused: unstorable"],

  ["a promise on a call becomes a task", [], CALL, "call logged, task added"],
  ["a call without one is only logged", [], { type: "log call", who: "Dana", said: "no news" }, "call logged"],
  ["a call names who was spoken to", [], { ...CALL, who: "" }, "refused: reason-missing"],
  [
    "a promise is for a day to come",
    [],
    { ...CALL, promise: { what: "a check", by: day("2026-11-19") } },
    "refused: day",
  ],

  ["a file is attached", [], FILE, "file attached"],
  ["not twice", [FILE], FILE, "refused: already-so"],
  [
    "again once it was removed",
    [FILE, { type: "remove file", file: 2, reason: "another patient's" }],
    FILE,
    "file attached",
  ],
  ["a file is removed with a reason", [FILE], { type: "remove file", file: 2, reason: "twice" }, "file removed"],
  ["and not without", [FILE], { type: "remove file", file: 2, reason: "" }, "refused: reason-missing"],
  ["nor one that is not there", [], { type: "remove file", file: 2, reason: "twice" }, "refused: not-there"],
  [
    "nor twice",
    [FILE, { type: "remove file", file: 2, reason: "twice" }],
    { type: "remove file", file: 2, reason: "twice" },
    "refused: already-so",
  ],

  ["their offer is logged", [], OFFER, "offer logged"],
  ["an offer below anything sensible is logged all the same", [], { ...OFFER, amount: usd("0.01") }, "offer logged"],
  ["an offer of nothing is none", [], { ...OFFER, amount: usd("0.00") }, "refused: amount"],
  ["an offer of tomorrow", [], { ...OFFER, made: day("2026-11-21") }, "refused: day"],
  ["an offer that expires before it is made", [], { ...OFFER, expires: day("2026-11-19") }, "refused: day"],
  ["their offer wakes a snoozed case", [SNOOZE], OFFER, "offer logged, woken"],
  ["ours does not", [SNOOZE], { ...OFFER, from: "us" }, "offer logged"],
  ["an offer is withdrawn", [OFFER], { type: "withdraw offer", offer: 2, reason: "by phone" }, "offer withdrawn"],
  [
    "not twice",
    [OFFER, { type: "withdraw offer", offer: 2 }],
    { type: "withdraw offer", offer: 2 },
    "refused: already-so",
  ],
  ["nor one that is not there", [], { type: "withdraw offer", offer: 2 }, "refused: not-there"],
  [
    "an offer stands through its last day",
    [OFFER],
    { act: { type: "expire offer", offer: 2 }, on: day("2026-12-01") },
    "refused: day",
  ],
  [
    "and has expired the day after",
    [OFFER],
    { act: { type: "expire offer", offer: 2 }, on: day("2026-12-02"), by: NIGHT },
    "offer expired",
  ],
  [
    "what has expired is not withdrawn",
    [OFFER, { act: { type: "expire offer", offer: 2 }, on: day("2026-12-02") }],
    { act: { type: "withdraw offer", offer: 2 }, on: day("2026-12-02") },
    "refused: already-so",
  ],
  [
    "an offer without a day does not expire",
    [{ type: "log offer", from: "them", amount: usd("1.00"), made: TODAY, way: "phone" }],
    { type: "expire offer", offer: 2 },
    "refused: day",
  ],

  ["an agreement that adds up is entered", [], AGREEMENT, "agreement entered"],
  ["one that does not is not", [], { ...AGREEMENT, amount: usd("630.81") }, "refused: split"],
  ["one of nothing", [], { ...AGREEMENT, amount: usd("0.00") }, "refused: amount"],
  [
    "one over a line that is not billed",
    [],
    { ...AGREEMENT, lines: [{ line: 3, amount: usd("630.80") }] },
    "refused: split",
  ],
  [
    "one that names a line twice",
    [],
    {
      ...AGREEMENT,
      lines: [
        { line: 1, amount: usd("600.00") },
        { line: 1, amount: usd("30.80") },
      ],
    },
    "refused: split",
  ],
  [
    "one that takes from a line",
    [],
    {
      ...AGREEMENT,
      lines: [
        { line: 1, amount: usd("640.80") },
        { line: 2, amount: usd("-10.00") },
      ],
    },
    "refused: amount",
  ],
  [
    "one above a line's charge",
    [],
    { ...AGREEMENT, amount: usd("1000.01"), lines: [{ line: 1, amount: usd("1000.01") }] },
    "refused: amount",
  ],
  ["one of tomorrow", [], { ...AGREEMENT, agreed: day("2026-11-21") }, "refused: day"],
  ["one due before it was agreed", [], { ...AGREEMENT, due: day("2026-11-19") }, "refused: day"],
  ["one from nowhere", [], { ...AGREEMENT, source: "" }, "refused: reason-missing"],
  ["an agreement on an offer", [OFFER], { ...AGREEMENT, offer: 2 }, "agreement entered"],
  [
    "an agreement on an offer that was withdrawn",
    [OFFER, { type: "withdraw offer", offer: 2 }],
    { ...AGREEMENT, offer: 2 },
    "refused: already-so",
  ],
  ["a second on the same line", [AGREEMENT], AGREEMENT, "refused: line-agreed"],
  ["a second that takes its place", [AGREEMENT], { ...AGREEMENT, replaces: 2 }, "agreement entered"],
  ["one that takes the place of none", [], { ...AGREEMENT, replaces: 2 }, "refused: not-there"],
  [
    "one beside it on another line",
    [{ ...AGREEMENT, amount: usd("600.00"), lines: [{ line: 1, amount: usd("600.00") }] }],
    { ...AGREEMENT, kind: "award", amount: usd("30.80"), lines: [{ line: 2, amount: usd("30.80") }] },
    "agreement entered",
  ],
  [
    "an agreement is set aside with a reason",
    [AGREEMENT],
    { type: "supersede agreement", agreement: 2, reason: "never signed" },
    "agreement superseded",
  ],
  [
    "and not without",
    [AGREEMENT],
    { type: "supersede agreement", agreement: 2, reason: "" },
    "refused: reason-missing",
  ],
  [
    "nor twice",
    [AGREEMENT, { ...AGREEMENT, replaces: 2 }],
    { type: "supersede agreement", agreement: 2, reason: "never signed" },
    "refused: already-so",
  ],
  ["nor one that is not there", [], { type: "supersede agreement", agreement: 2, reason: "x" }, "refused: not-there"],

  ["a payment is recorded", [], payment("2026-12-10", "1=600.00 2=30.80"), "payment received"],
  ["the same again changes nothing", [payment("2026-12-10", "1=5.00")], payment("2026-12-10", "1=5.00"), ""],
  [
    "the same with other figures is a question",
    [payment("2026-12-10", "1=5.00")],
    payment("2026-12-10", "1=6.00"),
    "refused: already-so",
  ],
  ["one the opening counts changes nothing", [], payment("2026-11-02", "1=300.00", "paid-0.835, segment 1"), ""],
  ["one that does not add up", [], { ...payment("2026-12-10", "1=5.00"), amount: usd("5.01") }, "refused: split"],
  ["a payment wakes a snoozed case", [SNOOZE], payment("2026-11-20", "1=5.00"), "payment received, woken"],

  ["a case is snoozed with a reason", [], SNOOZE, "snoozed"],
  ["and not without", [], { ...SNOOZE, reason: "" }, "refused: reason-missing"],
  ["nor until today", [], { ...SNOOZE, until: TODAY }, "refused: day"],
  ["until the last safe day it may be", [], { ...SNOOZE, until: LAST }, "snoozed"],
  ["a day further it may not", [], { ...SNOOZE, until: day("2026-12-16") }, "refused: past-deadline"],
  [
    "past a right that is not open yet it may not either",
    [
      {
        act: { type: "evaluate again", why: "asked" },
        finding: finding({
          rights: finding().rights.map((r) => ({
            ...r,
            state: "not yet open",
            safe: [day("2026-12-20"), day("2026-12-24")],
          })),
        }),
      },
    ],
    { ...SNOOZE, until: day("2026-12-25") },
    "refused: past-deadline",
  ],
  [
    "rights that are gone stop nothing",
    [{ act: { type: "evaluate again", why: "asked" }, finding: finding({ rights: [] }) }],
    { ...SNOOZE, until: day("2027-06-01") },
    "snoozed",
  ],
  ["a case is woken by hand", [SNOOZE], { type: "wake", why: "by hand" }, "woken"],
  ["by the night only when its day came", [SNOOZE], { type: "wake", why: "the day came" }, "refused: day"],
  [
    "which it then does",
    [SNOOZE],
    { act: { type: "wake", why: "the day came" }, on: day("2026-11-30"), by: NIGHT },
    "woken",
  ],
  ["a case that is awake", [], { type: "wake", why: "by hand" }, "refused: already-so"],

  ["a case is held with a reason", [], HOLD, "held"],
  ["and not without", [], { type: "hold", reason: "" }, "refused: reason-missing"],
  ["nor twice", [HOLD], HOLD, "refused: already-so"],
  ["a hold is released", [HOLD], { type: "release", reason: "the owner agreed" }, "released"],
  ["without a word as well", [HOLD], { type: "release" }, "released"],
  ["but not where there is none", [], { type: "release" }, "refused: already-so"],

  ["a case is closed over an open right with a reason", [], CLOSE, "closed"],
  [
    "and not without",
    [],
    { type: "close", outcome: "accepted as paid", amount: usd("0.00") },
    "refused: reason-missing",
  ],
  ["nor below nothing", [], { ...CLOSE, amount: usd("-1.00") }, "refused: amount"],
  ["an open right has not expired", [], { ...CLOSE, outcome: "right expired" }, "refused: outcome"],
  ["where no agreement was, none was paid", [], { ...CLOSE, outcome: "agreed and paid" }, "refused: outcome"],
  ["an agreement is no award", [AGREEMENT], { ...CLOSE, outcome: "awarded and paid" }, "refused: outcome"],
  [
    "money still owed is given up with a reason",
    [AGREEMENT],
    { type: "close", outcome: "agreed and paid", amount: usd("0.00") },
    "refused: reason-missing",
  ],
  [
    "a case with nothing at stake needs none",
    [{ act: { type: "evaluate again", why: "asked" }, finding: finding({ stake: usd("0.00") }) }],
    { type: "close", outcome: "accepted as paid", amount: usd("0.00") },
    "closed",
  ],
  ["a closed case is reopened", [CLOSE], REOPEN, "reopened"],
  ["with a reason", [CLOSE], { type: "reopen", reason: "" }, "refused: reason-missing"],
  ["an open one is not", [], REOPEN, "refused: not-closed"],
  ["a closed case takes a note", [CLOSE], NOTE, "note added"],
  ["and money that comes late", [CLOSE], payment("2026-12-10", "1=5.00"), "payment received"],
  ["once", [CLOSE, payment("2026-12-10", "1=5.00")], payment("2026-12-10", "1=5.00"), ""],
  ["and a file", [CLOSE], FILE, "file attached"],
  ["and gives one back", [FILE, CLOSE], { type: "remove file", file: 2, reason: "twice" }, "file removed"],
  ["and nothing else: no snooze", [CLOSE], SNOOZE, "refused: closed"],
  ["no offer", [CLOSE], OFFER, "refused: closed"],
  ["no task", [CLOSE], TASK, "refused: closed"],
  ["a reopened one does again", [CLOSE, REOPEN], TASK, "task added"],
];

describe("what may be done to a case", () => {
  test.each(rows)("%s", (_, before, when, then) => {
    expect(outcomeOf(asks(given(...before), when))).toBe(then);
  });

  test("a case is opened from an evaluation", () => {
    expect(outcomeOf(asks(initial, { act: OPEN, finding: found }))).toBe("opened");
    expect(outcomeOf(asks(initial, { act: { ...OPEN, payer: "", payerKey: "unknown" }, finding: found }))).toBe(
      "opened",
    );
    expect(outcomeOf(asks(initial, OPEN))).toBe("refused: not-evaluated");
    expect(outcomeOf(asks(initial, NOTE))).toBe("refused: not-opened");
  });

  test.each(FILE_KINDS)("a file may be a %s", (kind) => {
    expect(outcomeOf(asks(given(), { ...FILE, kind }))).toBe("file attached");
  });
});

/** The sentence of a refusal, with its citation and day. */
function told(before: readonly Told[], when: Told): string {
  const d = asks(given(...before), when);
  if (d.ok) return "allowed";
  const { message, cite, day: last } = d.error;
  return [message, cite, last].filter((x) => x !== undefined).join(" | ");
}

describe("a refusal is a sentence that helps", () => {
  const far = { ...SNOOZE, until: day("2026-12-16") };
  test.each([
    [
      told([], far),
      'The last safe day for "Send the open negotiation notice" is 2026-12-15. Snooze until then at the latest. | 45 CFR 149.510(b)(1) | 2026-12-15',
    ],
    [told([], { ...AGREEMENT, amount: usd("649.20") }), "The lines add up to $18.40 less than $649.20."],
    [told([], { ...AGREEMENT, amount: usd("630.79") }), "The lines add up to $0.01 more than $630.79."],
    [
      told([AGREEMENT], AGREEMENT),
      "Line 1 is under the agreement of 2026-11-20 already. Say that this one takes its place.",
    ],
    [told([CLOSE], SNOOZE), 'The case was closed as "accepted as paid" on 2026-11-20. Reopen it first.'],
    [
      told([AGREEMENT], { type: "close", outcome: "agreed and paid", amount: usd("0.00") }),
      "$630.80 is still owed. Say why the case is closed without it.",
    ],
    [
      told([], { type: "close", outcome: "given up", amount: usd("0.00") }),
      '"Send the open negotiation notice" is open until 2026-12-15 and $912.00 is at stake. Say why it is given up. | 45 CFR 149.510(b)(1) | 2026-12-15',
    ],
    [
      told([], { act: { ...ANSWER, value: "perhaps" }, finding: found }),
      expect.stringMatching(
        /^The answer cannot be read: write one of .*self-funded|^The answer cannot be read: write one of /,
      ),
    ],
    [
      told([], { act: { ...ANSWER, scope: "facility" }, finding: found }),
      expect.stringMatching(/not for a facility\.$/),
    ],
    [told([], { type: "add note", text: "x".repeat(5000) }), "Empty, too long or out of range: text."],
    [
      told([OFFER, { type: "withdraw offer", offer: 2 }], { type: "withdraw offer", offer: 2 }),
      "This offer was withdrawn before.",
    ],
    [told([OFFER, { ...AGREEMENT, offer: 2 }], { type: "withdraw offer", offer: 2 }), "This offer was agreed before."],
  ])("%s", (message, expected) => {
    expect(message).toEqual(expected);
  });
});

describe("two people on one case", () => {
  const seen = given();
  const now = given({ act: SNOOZE, by: ROY }, { act: NOTE, by: ROY });

  test("the second is told what changed and by whom", () => {
    const [command, ground] = commandOf(seen, TASK);
    const d = decide(now, command, ground);
    expect(d.ok ? undefined : d.error).toMatchObject({
      code: "stale",
      message: 'The case changed since you saw it: "snoozed" by I. Roy and 1 more. Look at it and ask again.',
      since: [
        { event: 2, type: "snoozed", by: "I. Roy" },
        { event: 3, type: "note added", by: "I. Roy" },
      ],
    });
  });

  test("a version from the future is none", () => {
    expect(outcomeOf(asks(seen, { act: TASK, saw: 7 }))).toBe("refused: stale");
  });

  test("a case that is opened by two is opened once", () => {
    const [command, ground] = commandOf(initial, { act: OPEN, finding: found });
    expect(outcomeOf(decide(seen, command, ground))).toBe("refused: stale");
  });
});

describe("clocks", () => {
  test.each([
    ["2026-11-19", "note added", "a zone behind"],
    ["2026-11-18", "refused: clock", "a clock that runs behind"],
    ["2027-11-20", "note added", "a clock ahead cannot be told from a case left alone"],
  ])("on %s: %s, as %s", (on, outcome) => {
    expect(outcomeOf(asks(given(), { act: NOTE, on: day(on) }))).toBe(outcome);
  });

  test("events carry the person, the instant and the day they were given", () => {
    const at = instant("2026-11-20T23:59:59.999Z");
    const d = asks(given(), { act: NOTE, at, by: ROY, on: day("2026-11-21") });
    expect(d.ok && d.value[0]).toMatchObject({ by: ROY, at, on: "2026-11-21", form: 1 });
  });
});

describe("what an event keeps", () => {
  test("an offer keeps what was allowed and at stake when it came", () => {
    expect(viewOf(given(OFFER)).offers[0]).toMatchObject({ event: 2, by: LUND, amount: usd("700.00"), state: "open" });
    const d = asks(given(), OFFER);
    expect(d.ok && d.value[0]?.body).toMatchObject({ allowed: usd("588.00"), stake: usd("912.00") });
  });

  test("a snooze keeps the right that ends first", () => {
    const d = asks(given(), SNOOZE);
    expect(d.ok && d.value[0]?.body).toMatchObject({ before: { id: "nsa.open_neg_initiate", last: LAST } });
  });

  test("an evaluation keeps what it says otherwise", () => {
    const again = endingOn("2026-12-18", {
      stake: usd("1000.00"),
      channel: { verdict: "federal_idr", missing: [] },
      questions: [{ fact: "qpa", scope: "claim", key: "ED-1001", question: "What is the QPA?", dollars: usd("5.00") }],
    });
    const d = asks(given(), { act: { type: "evaluate again", why: "new files" }, finding: again });
    expect(d.ok && d.value[0]?.body).toMatchObject({
      changes: [
        { what: "channel", from: "federal_open_negotiation", to: "federal_idr" },
        { what: "stake", from: "912.00", to: "1000.00" },
        { what: "Send the open negotiation notice", from: "2026-12-15", to: "2026-12-18" },
        { what: "question", to: "qpa" },
      ],
    });
  });

  test("a closing keeps what was given up", () => {
    const d = asks(given(AGREEMENT), CLOSE);
    expect(d.ok && d.value[0]?.body).toMatchObject({ owed: usd("630.80"), open: [{ last: LAST }, { id: "appeal" }] });
  });

  test("the task of a promise names its call, its day, and waits for the payer", () => {
    expect(viewOf(given(CALL)).tasks[0]).toMatchObject({
      title: "an answer to the appeal",
      due: "2026-12-04",
      waits: "payer",
      call: 2,
      event: 3,
    });
  });
});
