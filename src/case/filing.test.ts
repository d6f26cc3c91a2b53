import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { ActOf, Ground, Guards, Stated } from "./command.ts";
import type { AskedAct } from "./event.ts";
import { AGREEMENT, asks, finding, given, LUND, OFFER, outcomeOf, ROY, TODAY, type Told, viewOf } from "./story.ts";
import { turnOf } from "./turn.ts";
import { workOf } from "./work.ts";

/** A dispute is filed outside; it is written down on the word of another person, and of no other filing. */

const UNPROVEN = [{ fact: "in_network", question: "Is there a contract?" }];
const guards = (act: AskedAct): Guards => ({
  ...{ on: TODAY, floor: usd("600.00"), cap: usd("1400.00"), unproven: UNPROVEN },
  ...(act.amount !== undefined && { amount: act.amount }),
  refused: [{ guard: "G4", says: "every filing is a person's decision", liftedBy: "filing" }],
});
const asked = (act: AskedAct): Told => ({ act: { type: "ask approval", asks: act }, guards: guards(act) });
const FEDERAL: AskedAct = { type: "file", forum: "federal IDR" };
const ASK = asked(FEDERAL);
const GIVE: Told = {
  act: { type: "approve", request: 2, attested: ["in_network"] },
  by: ROY,
  mayApprove: { may: true },
};
const states: Stated = { fact: "initiated", scope: "claim", key: "ED-1001", value: TODAY };
const FILING: ActOf<"record filing"> = {
  ...{ type: "record filing", road: "federal IDR", day: TODAY, reference: "DISP-100", request: 2 },
  ...{ fee: usd("115.00"), finalOffer: usd("1200.00"), entity: "Entity A" },
};
const files = (more: Partial<ActOf<"record filing">> = {}, ground: Ground & { on?: typeof TODAY } = {}): Told => ({
  ...{ act: { ...FILING, ...more }, finding: finding(), states },
  ...ground,
});
const APPROVED = [ASK, GIVE];
const NEXT = day("2026-11-23");

describe("a filing is written down", () => {
  test.each<readonly [string, readonly Told[], Told, string]>([
    ["on another person's approval", APPROVED, files(), "filing recorded"],
    ["that nobody asked for", [], files(), "refused: not-there"],
    ["that still waits", [ASK], files(), "refused: approval"],
    [
      "that was refused",
      [ASK, { act: { type: "refuse approval", request: 2, reason: "QPA" }, by: ROY, mayApprove: { may: true } }],
      files(),
      "refused: approval",
    ],
    ["that was taken back", [...APPROVED, { type: "withdraw approval", request: 2 }], files(), "refused: approval"],
    ["that another offer ended", [...APPROVED, OFFER], files(), "refused: approval"],
    ["of another road", [asked({ type: "file", forum: "appeal" }), GIVE], files(), "refused: approval"],
    ["of an offer", [asked({ type: "make offer", amount: usd("900.00") }), GIVE], files(), "refused: approval"],
    ["of a suit, which is not a filing", [asked({ type: "sue", forum: "suit" }), GIVE], files(), "refused: approval"],
    ["of this very final offer", [asked({ ...FEDERAL, amount: usd("1200.00") }), GIVE], files(), "filing recorded"],
    ["of another final offer", [asked({ ...FEDERAL, amount: usd("1199.99") }), GIVE], files(), "refused: approval"],
    ["without a number", APPROVED, files({ reference: " " }), "refused: reason-missing"],
    ["of a fee below nothing", APPROVED, files({ fee: usd("-1.00") }), "refused: amount"],
    ["of an offer of nothing", APPROVED, files({ finalOffer: usd("0.00") }), "refused: amount"],
    ["of tomorrow", APPROVED, files({ day: NEXT }), "refused: day"],
    ["from before it was approved", APPROVED, files({ day: day("2026-11-19") }), "refused: approval"],
    ["without the claim evaluated", APPROVED, { act: FILING, states }, "refused: not-evaluated"],
    ["a second time", [...APPROVED, files()], files({ reference: "DISP-101" }), "refused: already-so"],
    [
      "of an appeal, on which no federal clock rests",
      [asked({ type: "file", forum: "appeal" }), GIVE],
      { ...FILING, road: "appeal" },
      "filing recorded",
    ],
    [
      "of a suit that was approved",
      [asked({ type: "sue", forum: "suit" }), GIVE],
      { ...FILING, road: "suit" },
      "filing recorded",
    ],
  ])("%s", (_, before, told, outcome) => {
    expect(outcomeOf(asks(given(...before), told))).toBe(outcome);
  });

  test.each([
    ["the last day of the approval", "2026-11-24", "2026-11-24", "filing recorded"],
    ["then, but written down a week later", "2026-11-24", "2026-12-01", "filing recorded"],
    ["the day after", "2026-11-25", "2026-11-25", "refused: approval"],
  ])("filed on %s", (_, filed, on, outcome) => {
    const told = files(
      { day: day(filed) },
      { on: day(on), finding: finding({ asOf: day(on) }), states: { ...states, value: filed } },
    );
    expect(outcomeOf(asks(given(...APPROVED), told))).toBe(outcome);
  });

  test("it uses the approval, answers when the dispute began, and makes it their turn", () => {
    const view = viewOf(given(...APPROVED, files()));
    expect(view.approvals[0]?.state).toBe("used");
    expect(view.facts).toMatchObject([{ fact: "initiated", value: TODAY, source: `filed as DISP-100 on ${TODAY}` }]);
    expect(turnOf(view, [], TODAY)).toEqual({
      of: "payer",
      because: `the federal dispute was filed on ${TODAY} as DISP-100`,
    });
  });

  test("taken back, the approval stands again and the day is not stated any more", () => {
    const undo: Told = { act: { type: "undo", event: 4 }, finding: finding(), by: LUND };
    const view = viewOf(given(...APPROVED, files(), undo));
    expect([view.filings, view.facts, view.approvals[0]?.state]).toEqual([[], [], "given"]);
  });
});

describe("what a filing starts", () => {
  const filed = (road: ActOf<"record filing">["road"], state?: string): readonly Told[] => [
    asked(road === "suit" ? { type: "sue", forum: road } : { type: "file", forum: road }),
    GIVE,
    { ...FILING, road, ...(state !== undefined && { state }) },
  ];
  const appeal = finding({
    rights: finding().rights.map((r) => (r.id === "appeal" ? { ...r, id: "erisa.appeal_file" } : r)),
  });
  const says = (fact: string, value: string): Told => ({
    act: { type: "answer fact", fact, scope: "claim", key: "ED-1001", value, source: "letter" },
    finding: appeal,
    states: { fact, scope: "claim", key: "ED-1001", value },
  });
  const UNDER: readonly Told[] = [...filed("appeal"), says("plan_funding", "self_funded_erisa")];
  const ARRIVED: readonly Told[] = [
    { type: "send paper", paper: "appeal", to: { name: "Northfield Mutual" }, way: "mail", day: TODAY },
    { type: "attach file", file: "b".repeat(64), name: "card.pdf", kind: "proof of delivery", bytes: 9 },
    {
      on: day("2026-11-25"),
      act: { type: "prove delivery", sent: 6, outcome: "delivered", day: day("2026-11-24"), file: 7 },
    },
  ];
  const due = (told: readonly Told[], today = TODAY) =>
    workOf(viewOf(given(...told)), { today, workRate: { top: 1n, bottom: 10n } }).dues.flatMap((d) =>
      d.kind === "answer" ? [`${d.day ?? "not known"} ${d.cite ?? "no law"}`] : [],
    );

  test.each<readonly [string, readonly Told[], string, readonly string[]]>([
    ["an appeal", [...UNDER], "2026-11-20", ["2027-01-19 29 CFR 2560.503-1(i)(2)(iii)(A)"]],
    [
      "an appeal that is shown to have arrived",
      [...UNDER, ...ARRIVED],
      "2026-11-25",
      ["2027-01-23 29 CFR 2560.503-1(i)(2)(iii)(A)"],
    ],
    ["an appeal that was decided", [...UNDER, says("final_denial_received", "2026-11-20")], "2026-11-20", []],
    ["an appeal under rules nobody knows", filed("appeal"), "2026-11-20", ["not known no law"]],
    [
      "a process of Texas: the arbitrator, and the decision",
      filed("state process", "TX"),
      "2026-11-20",
      ["2026-12-20 Tex. Ins. Code 1467.086", "2027-01-10 Tex. Ins. Code 1467.088"],
    ],
    [
      "once the arbitrator's day is past",
      filed("state process", "TX"),
      "2026-12-21",
      ["2027-01-10 Tex. Ins. Code 1467.088"],
    ],
    ["and once all are", filed("state process", "TX"), "2027-02-01", ["2027-01-10 Tex. Ins. Code 1467.088"]],
    ["a process that was agreed on", [...filed("state process", "TX"), AGREEMENT], "2026-11-20", []],
    ["a suit", filed("suit"), "2026-11-20", ["not known no law"]],
  ])("%s", (_, told, today, answers) => {
    expect(due(told, day(today))).toEqual(answers);
  });

  test.each([
    ["on its last day it is theirs", "2027-01-10", "payer"],
    ["the day after it is asked after", "2027-01-11", "us"],
  ])("%s", (_, today, turn) => {
    expect(turnOf(viewOf(given(...filed("state process", "TX"))), [], day(today)).of).toBe(turn);
  });
});

describe("what counsel says of a suit", () => {
  const SAYS: ActOf<"record counsel"> = {
    ...{ type: "record counsel", chance: 40, amount: usd("5000.00"), cost: usd("1500.00"), months: 18 },
    ...{ by: "A. Attorney", day: TODAY },
  };
  test.each<readonly [string, Told, string]>([
    ["with who and when", SAYS, "counsel said"],
    ["of no chance at all", { ...SAYS, chance: 0 }, "counsel said"],
    ["of more than certain", { ...SAYS, chance: 101 }, "refused: unstorable"],
    ["by nobody", { ...SAYS, by: " " }, "refused: reason-missing"],
    ["tomorrow", { ...SAYS, day: NEXT }, "refused: day"],
    ["of nothing to win", { ...SAYS, amount: usd("0.00") }, "refused: amount"],
    ["of a cost below nothing", { ...SAYS, cost: usd("-1.00") }, "refused: amount"],
  ])("%s", (_, told, outcome) => {
    expect(outcomeOf(asks(given(), told))).toBe(outcome);
  });

  test("the last word stands, and is not undone but said again", () => {
    const state = given(SAYS, { ...SAYS, chance: 55 });
    expect(viewOf(state).counsel).toMatchObject({ event: 3, said: { chance: 55, by: "A. Attorney" } });
    expect(outcomeOf(asks(state, { type: "undo", event: 3 }))).toBe("refused: not-undoable");
  });
});
