import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day } from "#base/day.ts";
import { type Cents, cents, sum, usd } from "#base/money.ts";
import type { Act } from "./command.ts";
import { type Desk, lineLosses } from "./due.ts";
import { findingOf } from "./finding.ts";
import { AS_OF, told } from "./invented.ts";
import {
  AGREEMENT,
  endingOn,
  finding,
  given,
  LAST,
  LUND,
  OFFER,
  OPEN,
  payment,
  ROY,
  TODAY,
  type Told,
  viewOf,
} from "./story.ts";
import { byLoss, isOn, listOf, TABS, type Work, workOf } from "./work.ts";

const desk = (today: Day = TODAY): Desk => ({ today, workRate: { top: 1n, bottom: 10n } });
const work = (today: string, ...acts: readonly Told[]): Work => workOf(viewOf(given(...acts)), desk(day(today)));

const MINE: Act = { type: "assign", to: { id: "lund", name: "M. Lund" } };
const ASKED = {
  type: "ask colleague" as const,
  ...{ to: { id: "lund", name: "M. Lund" }, text: "Did they sign?", answerBy: day("2026-11-23") },
};
const QUESTION: Told = { by: ROY, act: ASKED };
const TASK: Act = { type: "add task", title: "call them", waits: "us", for: { id: "lund", name: "M. Lund" } };
const SNOOZE: Act = { type: "snooze", until: day("2026-12-10"), reason: "records asked for" };
const HOLD: Act = { type: "hold", reason: "the owner asked" };
const CLOSE: Act = { type: "close", outcome: "given up", amount: usd("0.00"), reason: "too small" };
const CALL: Act = {
  type: "log call",
  who: "Dana",
  reference: "4711",
  said: "in review",
  promise: { what: "an answer", by: day("2026-11-27") },
};
const { expires: _, ...STANDING } = OFFER;
const OURS: Act = { ...STANDING, from: "us" };
const CHASE: Act = { type: "log call", who: "Dana", said: "still in review" };
const task = (waits: "us" | "payer" | "records", due?: string): Act => ({
  type: "add task",
  title: "the record",
  waits,
  ...(due !== undefined && { due: day(due) }),
});
const asked: Told = {
  act: { type: "evaluate again", why: "asked" },
  finding: finding({
    questions: [
      {
        fact: "plan_funding",
        scope: "claim",
        key: "ED-1001",
        question: "How is the plan funded?",
        dollars: usd("812.00"),
      },
      { fact: "qpa", scope: "claim", key: "ED-1001", question: "What is the QPA?", dollars: usd("0.00") },
    ],
  }),
};
const uncounted: Told = {
  act: { type: "evaluate again", why: "asked" },
  finding: {
    ...finding(),
    rights: finding().rights.map(({ safe: _, ...r }) => ({ ...r, state: "unknown" })),
    questions: [
      { fact: "payment_received", scope: "claim", key: "ED-1001", question: "When did it come?", dollars: usd("9.00") },
    ],
  },
};

describe("what a case asks for", () => {
  test.each<readonly [string, string, readonly Told[], string]>([
    [
      "a right by its last safe day, with the working of what is lost",
      "2026-12-15",
      [],
      "Send the open negotiation notice: through 2026-12-15, today is the last safe day; lost if untouched 812.00 x 0.65 x (1 - 0.1)^(1 - 1) = 527.80",
    ],
    [
      "a right that opens later",
      "2026-11-01",
      [],
      "Send the open negotiation notice: from 2026-11-02 through 2026-12-15, 30 business days left",
    ],
    ["a task", "2026-11-20", [task("us", "2026-11-25")], "the record"],
    [
      "a promise, by whom and with its reference",
      "2026-11-20",
      [CALL],
      "an answer: Dana promised on 2026-11-20, reference 4711",
    ],
    ["their offer while it stands", "2026-12-01", [OFFER], "their offer of 700.00 stands through 2026-12-01"],
    [
      "our offer once it is over",
      "2026-12-02",
      [{ ...OFFER, from: "us" }],
      "our offer of 700.00 expired on 2026-12-01",
    ],
    ["our offer to be asked after", "2026-11-20", [OURS], "ask after our offer of 700.00 of 2026-11-20: no answer"],
    [
      "and again after a call",
      "2026-12-01",
      [OURS, { act: CHASE, on: day("2026-11-25") }],
      "ask after our offer of 700.00 of 2026-11-20, spoken of on 2026-11-25: no answer",
    ],
    [
      "a payment to come",
      "2026-12-16",
      [AGREEMENT],
      "agreement: 630.80 due by 2026-12-20; 0.00 received; 630.80 to come",
    ],
    [
      "a payment that is late",
      "2026-12-22",
      [AGREEMENT],
      "agreement: 630.80 due by 2026-12-20; 0.00 received; 630.80 short, 2 calendar days late; line 1: 600.00 agreed; nothing paid; 600.00 short; line 2: 30.80 agreed; nothing paid; 30.80 short",
    ],
    ["the end of a snooze", "2026-11-20", [SNOOZE], "snoozed until 2026-12-10: records asked for"],
    ["a question with what it decides", "2026-11-20", [asked], "How is the plan funded? It decides 812.00."],
    [
      "money nobody expected",
      "2026-12-21",
      [AGREEMENT, payment("2026-12-10", "?=5.00")],
      "not expected: 5.00 on 2026-12-10 for a service that was not billed on this claim",
    ],
  ])("%s", (_, today, acts, text) => {
    expect(work(today, ...acts).dues.map((d) => d.text)).toContainEqual(expect.stringContaining(text));
  });

  test("a right carries its citation, its days and its dollars", () => {
    expect(work("2026-12-14").dues[0]).toMatchObject({
      kind: "right",
      day: LAST,
      daysLeft: 2,
      dollars: usd("812.00"),
      lost: usd("475.02"),
      cite: "45 CFR 149.510(b)(1)",
    });
  });

  test("what is due first stands first, and what has no day last", () => {
    const { dues } = work("2026-11-20", asked, CALL, OFFER, task("us"), task("us", "2026-11-27"));
    expect(dues.map((d) => d.kind)).toEqual(["promise", "task", "offer", "right", "right", "task", "question"]);
  });

  test("money no agreement expects is amiss only where something was agreed", () => {
    expect(work("2026-12-21", payment("2026-12-10", "1=5.00")).dues.map((d) => d.kind)).toEqual(["right"]);
  });

  test("a closed case asks for nothing", () => {
    expect(work("2026-11-20", OFFER, CLOSE).dues).toEqual([]);
  });

  test("a line that is agreed loses nothing by its right, which is shown all the same", () => {
    const { dues, lost } = work("2026-12-14", AGREEMENT);
    expect(dues.filter((d) => d.kind === "right")).toMatchObject([{ lost: 0n }, { lost: 0n }]);
    expect(lost).toBe(0n);
    expect(work("2026-12-21", AGREEMENT).lost).toBe(usd("630.80"));
  });
});

describe("the loss of a case is the loss of the map", () => {
  test.each([
    ["underpaid", { remittances: [{ paid: "300.00", cas: [["CO", "45", "700.00"]] }] }],
    ["denied", { remittances: [{ paid: "0.00", cas: [["CO", "50", "1000.00"]] }] }],
    ["paid in line", { remittances: [{ paid: "900.00", cas: [["CO", "45", "100.00"]] }] }],
    ["unpaid", {}],
  ] as const)("%s", (_, tell) => {
    const e = told(tell);
    const found = findingOf(e, AS_OF);
    const view = viewOf(given({ act: { type: "evaluate again", why: "asked" }, finding: found, on: AS_OF }));
    expect(sum(lineLosses({ ...view, finding: found }, desk(AS_OF)).map((l) => l.amount))).toBe(e.loss);
    expect(found).toMatchObject({ stake: e.stake, class: e.class, channel: { verdict: e.channel.verdict } });
  });
});

describe("whose turn it is", () => {
  const accepted: Act = { ...AGREEMENT, offer: 2 };
  test.each<readonly [string, string, readonly Told[], Work["turn"]["of"], string]>([
    ["nothing has happened", "2026-11-20", [], "us", "nothing is waited for"],
    ["they made an offer", "2026-11-20", [OFFER], "us", "their offer of 700.00 of 2026-11-20 is not answered"],
    [
      "we answered",
      "2026-11-20",
      [OFFER, { ...OFFER, from: "us" }],
      "payer",
      "our offer of 700.00 of 2026-11-20 is with them",
    ],
    ["ours ran out", "2026-12-02", [{ ...OFFER, from: "us" }], "us", "the offer of 700.00 expired on 2026-12-01"],
    [
      "ours was withdrawn",
      "2026-11-20",
      [
        { ...OFFER, from: "us" },
        { type: "withdraw offer", offer: 2 },
      ],
      "us",
      "nothing",
    ],
    ["ours waits for less than five business days", "2026-11-27", [OURS], "payer", "our offer of 700.00"],
    [
      "nobody answers ours for five",
      "2026-11-30",
      [OURS],
      "us",
      "our offer of 700.00 of 2026-11-20 has no answer: ask",
    ],
    ["it was asked after since", "2026-11-30", [OURS, { act: CHASE, on: day("2026-11-25") }], "payer", "is with them"],
    ["an answer is promised for later", "2026-11-30", [OURS, task("payer", "2026-12-04")], "payer", "is with them"],
    ["records were asked for", "2026-11-20", [task("payer"), task("records")], "records", "records were asked for"],
    ["the payer was asked", "2026-11-20", [task("payer", "2026-11-27")], "payer", "the payer was asked"],
    ["the payer promised for today", "2026-11-27", [CALL], "payer", "the payer was asked"],
    ["the promise was not kept", "2026-11-28", [CALL], "us", "what was to come by 2026-11-27 has not come"],
    [
      "our own task is due",
      "2026-11-27",
      [task("payer"), task("us", "2026-11-27")],
      "us",
      "a task is due on 2026-11-27",
    ],
    [
      "our own task is done",
      "2026-11-27",
      [task("us", "2026-11-27"), { type: "finish task", task: 2 }],
      "us",
      "nothing",
    ],
    ["it is agreed and not due", "2026-12-20", [OFFER, accepted], "payer", "the agreement is to be paid by 2026-12-20"],
    ["it is agreed and late", "2026-12-21", [OFFER, accepted], "us", "the agreement is not paid as promised"],
    [
      "it is agreed and paid",
      "2026-12-21",
      [AGREEMENT, payment("2026-12-10", "1=600.00 2=30.80")],
      "us",
      "close the case",
    ],
    ["it is closed", "2026-11-20", [CLOSE], "nobody", 'closed as "given up"'],
  ])("%s", (_, today, acts, of, because) => {
    const { turn } = work(today, ...acts);
    expect(turn.of).toBe(of);
    expect(turn.because).toContain(because);
  });
});

describe("the tabs of the work list", () => {
  const tabs = (w: Work, me = "lund"): string => TABS.filter((t) => isOn(t, w, me)).join(", ");
  const soon: Told = { act: { type: "evaluate again", why: "asked" }, finding: endingOn("2026-12-11") };

  test.each<readonly [string, string, readonly Told[], string]>([
    ["nobody's case", "2026-11-20", [], "our turn, team"],
    ["mine", "2026-11-20", [MINE], "my day, our turn, team"],
    ["mine, waiting", "2026-11-20", [MINE, task("payer")], "waiting on payer, team"],
    ["mine, waiting, and a promise for today", "2026-11-27", [MINE, CALL], "my day, waiting on payer, team"],
    ["waiting on records", "2026-11-20", [task("records")], "waiting on records, team"],
    ["a right with ten business days", "2026-12-02", [], "expiring rights, our turn, team"],
    ["with eleven", "2026-12-01", [], "our turn, team"],
    ["snoozed", "2026-11-20", [MINE, SNOOZE], "team"],
    ["snoozed, and a right ends soon", "2026-12-03", [MINE, SNOOZE], "expiring rights, team"],
    ["snoozed until today", "2026-12-10", [MINE, SNOOZE], "my day, expiring rights, our turn, team"],
    ["held, and a right ends soon", "2026-12-03", [MINE, HOLD], "expiring rights, team"],
    ["a question", "2026-11-20", [asked], "our turn, needs a fact, team"],
    ["a question, held", "2026-11-20", [asked, HOLD], "team"],
    ["a question for a clock nobody can count, held", "2026-11-20", [uncounted, HOLD], "needs a fact, team"],
    ["paid short", "2026-12-21", [AGREEMENT, payment("2026-12-10", "1=581.60 2=30.80")], "our turn, paid wrong, team"],
    ["paid beside", "2026-12-17", [AGREEMENT, payment("2026-12-10", "?=5.00")], "waiting on payer, paid wrong, team"],
    ["paid", "2026-12-21", [AGREEMENT, payment("2026-12-10", "1=600.00 2=30.80")], "our turn, team"],
    ["closed", "2026-12-14", [MINE, CLOSE], ""],
    ["nobody's, with a question to me", "2026-11-20", [QUESTION], "my day, our turn, team"],
    [
      "nobody's, with a question for later",
      "2026-11-20",
      [{ by: ROY, act: { ...ASKED, answerBy: day("2026-12-04") } }],
      "our turn, team",
    ],
    [
      "nobody's, with a question I answered",
      "2026-11-20",
      [QUESTION, { by: LUND, act: { type: "answer colleague", question: 2, text: "Yes." } }],
      "our turn, team",
    ],
    ["nobody's, with a task of mine", "2026-11-20", [{ ...TASK, due: day("2026-11-24") }], "my day, our turn, team"],
    ["nobody's, with a task of mine for later", "2026-11-20", [{ ...TASK, due: day("2026-12-04") }], "our turn, team"],
    ["another finding", "2026-12-03", [soon], "expiring rights, our turn, team"],
  ])("%s", (_, today, acts, expected) => {
    expect(tabs(work(today, ...acts))).toBe(expected);
  });

  test("my day is of the one who asks", () => {
    expect(isOn("my day", work("2026-11-20", MINE), "roy")).toBe(false);
  });
});

describe("the order of the list", () => {
  const base = work("2026-11-20");
  const row = (number: string, lost: Cents, due?: Day): Work => ({
    ...base,
    number,
    lost,
    dues: due === undefined ? [] : base.dues.slice(0, 1).map((d) => ({ ...d, day: due })),
  });

  test("the largest loss, then the first day, then the number", () => {
    const rows = [
      row("HR-4", usd("1.00")),
      row("HR-3", usd("1.00"), day("2026-12-01")),
      row("HR-2", usd("1.00"), day("2026-11-30")),
      row("HR-1", usd("2.00")),
      row("HR-5", usd("1.00")),
    ];
    expect(listOf("team", rows, "lund").map((w) => w.number)).toEqual(["HR-1", "HR-2", "HR-3", "HR-4", "HR-5"]);
  });

  test("is the same whatever order the cases come in, and no two rows are equal", () => {
    const rows = fc.uniqueArray(
      fc.record({ n: fc.nat(50), lost: fc.nat(3), d: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }) }),
      { selector: (r) => r.n, maxLength: 12 },
    );
    const made = rows.map((rs) =>
      rs.map((r) => row(`HR-${r.n}`, cents(BigInt(r.lost)), r.d === undefined ? undefined : day(`2026-12-0${r.d}`))),
    );
    fc.assert(
      fc.property(made, fc.func(fc.integer()), (works, shuffle) => {
        const shuffled = [...works].sort((a, b) => shuffle(a.number) - shuffle(b.number));
        expect([...shuffled].sort(byLoss)).toEqual([...works].sort(byLoss));
        for (const a of works) for (const b of works) expect(byLoss(a, b) === 0).toBe(a === b);
        for (const a of works) for (const b of works) expect(Math.sign(byLoss(a, b)) + Math.sign(byLoss(b, a))).toBe(0);
      }),
    );
  });
});

test("a case is known by its number and claim", () => {
  expect(work("2026-11-20")).toMatchObject({ number: OPEN.number, claim: OPEN.claim, open: true, held: false });
});
