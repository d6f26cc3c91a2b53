import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, usd } from "#base/money.ts";
import { approvalState, sameAct } from "./approval.ts";
import type { Act, ActOf, GuardSaid, Guards } from "./command.ts";
import type { AskedAct } from "./event.ts";
import type { CaseState } from "./state.ts";
import {
  AGREEMENT,
  asks,
  finding,
  given,
  LUND,
  NIGHT,
  OFFER,
  outcomeOf,
  ROY,
  TODAY,
  type Told,
  viewOf,
} from "./story.ts";
import { turnOf } from "./turn.ts";

/** Offers that leave, offers that are taken, floors and approvals: what is given, what is asked, what comes of it. */

const LARGE: GuardSaid = { guard: "G4", says: "it is over $5,000", liftedBy: "large offer" };
const BELOW: GuardSaid = { guard: "G1", says: "the figure would lie below the floor" };
const NETWORK = { fact: "in_network", question: "Is there a contract?" };

const guards = (amount: string | undefined, more: Partial<Guards> = {}): Guards => ({
  ...{ on: TODAY, refused: [], floor: usd("600.00"), cap: usd("1400.00"), unproven: [] },
  ...(amount !== undefined && { amount: usd(amount) }),
  ...more,
});

const MAKE: ActOf<"make offer"> = { type: "make offer", amount: usd("900.00"), way: "fax", reasons: ["qpa"] };
const ACCEPT: ActOf<"accept offer"> = {
  ...{ type: "accept offer", offer: 2, due: day("2026-12-20"), days: "calendar", source: "their letter" },
  lines: [
    { line: 1, amount: usd("600.00") },
    { line: 2, amount: usd("100.00") },
  ],
};
const ASKED: AskedAct = { type: "make offer", amount: usd("900.00") };
const FLOOR = (amount: string, more: object = {}): Act => ({
  ...{ type: "set floor", amount: usd(amount), reason: "cash is short" },
  ...more,
});

const may = { mayApprove: { may: true } } as const;
const ASK: Told = { act: { type: "ask approval", asks: ASKED }, guards: guards("900.00", { refused: [LARGE] }) };
const GIVE: Told = { act: { type: "approve", request: 2, attested: [] }, by: ROY, ...may };
const WITH: Told = { act: { ...MAKE, request: 2 }, guards: guards("900.00") };
const theirs = (more: Partial<ActOf<"log offer">> = {}): Act => ({ ...OFFER, ...more });

describe("what leaves, leaves with the guardrails' word", () => {
  test.each<readonly [string, Told, string]>([
    ["they were asked and let it out", { act: MAKE, guards: guards("900.00") }, "offer made"],
    ["nobody asked them", { act: MAKE }, "refused: not-guarded"],
    ["they were asked about another figure", { act: MAKE, guards: guards("901.00") }, "refused: not-guarded"],
    [
      "they were asked yesterday",
      { act: MAKE, guards: guards("900.00", { on: day("2026-11-19") }) },
      "refused: not-guarded",
    ],
    ["one stands in the way", { act: MAKE, guards: guards("900.00", { refused: [BELOW] }) }, "refused: guard"],
    ["an approval would lift it", { act: MAKE, guards: guards("900.00", { refused: [LARGE] }) }, "refused: guard"],
    ["nothing is offered", { act: { ...MAKE, amount: usd("0.00") }, guards: guards("0.00") }, "refused: amount"],
    [
      "it expires before it is made",
      { act: { ...MAKE, expires: day("2026-11-19") }, guards: guards("900.00") },
      "refused: day",
    ],
    ["it answers no offer", { act: { ...MAKE, answers: 9 }, guards: guards("900.00") }, "refused: not-there"],
    [
      "its lines do not add up",
      { act: { ...MAKE, lines: [{ line: 1, amount: usd("899.99") }] }, guards: guards("900.00") },
      "refused: split",
    ],
    [
      "its lines add up",
      { act: { ...MAKE, lines: [{ line: 1, amount: usd("900.00") }] }, guards: guards("900.00") },
      "offer made",
    ],
  ])("an offer of ours when %s", (_, told, outcome) => {
    expect(outcomeOf(asks(given(), told))).toBe(outcome);
  });

  test("it keeps the bounds it was held to, and what stood", () => {
    const state = given({ act: MAKE, guards: guards("900.00") });
    expect(state.log[1]?.body).toMatchObject({ floor: usd("600.00"), cap: usd("1400.00"), stake: usd("912.00") });
    expect(viewOf(state).offers).toMatchObject([{ from: "us", guarded: true, state: "open", made: TODAY }]);
  });

  test("a refusal names every guardrail, and which an approval lifts", () => {
    const refused = asks(given(), { act: MAKE, guards: guards("900.00", { refused: [BELOW, LARGE] }) });
    expect(refused.ok ? "" : refused.error.message).toBe(
      "G1: the figure would lie below the floor; G4: it is over $5,000 (an approval lifts it).",
    );
  });
});

describe("taking their offer", () => {
  const on = (amount: string, more: Partial<Guards> = {}) => guards(amount, more);
  test.each<readonly [string, readonly Told[], Told, string]>([
    ["stands", [theirs()], { act: ACCEPT, guards: on("700.00") }, "offer accepted, agreement entered"],
    ["was asked about by nobody", [theirs()], { act: ACCEPT }, "refused: not-guarded"],
    ["is below the floor", [theirs()], { act: ACCEPT, guards: on("700.00", { refused: [BELOW] }) }, "refused: guard"],
    ["is our own", [theirs({ from: "us" })], { act: ACCEPT, guards: on("700.00") }, "refused: not-there"],
    [
      "was withdrawn",
      [theirs(), { type: "withdraw offer", offer: 2 }],
      { act: ACCEPT, guards: on("700.00") },
      "refused: already-so",
    ],
    [
      "was rejected",
      [theirs(), { type: "reject offer", offer: 2, reason: "too low" }],
      { act: ACCEPT, guards: on("700.00") },
      "refused: already-so",
    ],
    [
      "stood until yesterday, whatever the night has written",
      [theirs({ expires: TODAY })],
      { act: ACCEPT, on: day("2026-11-21"), guards: on("700.00", { on: day("2026-11-21") }) },
      "refused: day",
    ],
    [
      "is a cent more than its lines",
      [theirs({ amount: usd("700.01") })],
      { act: ACCEPT, guards: on("700.01") },
      "refused: split",
    ],
    [
      "holds the patient's part, which the plan does not pay",
      [theirs({ amount: usd("888.00") })],
      { act: { ...ACCEPT, patient: usd("188.00") }, guards: on("888.00") },
      "offer accepted, agreement entered",
    ],
    [
      "would be nearly all the patient's, by no record",
      [theirs({ amount: usd("888.01") })],
      { act: { ...ACCEPT, patient: usd("188.01") }, guards: on("888.01") },
      "refused: amount",
    ],
    [
      "covers a line that is agreed already",
      [theirs(), AGREEMENT],
      { act: ACCEPT, guards: on("700.00") },
      "refused: line-agreed",
    ],
  ])("when it %s", (_, story, told, outcome) => {
    expect(outcomeOf(asks(given(...story), told))).toBe(outcome);
  });

  test("enters the agreement with exact lines, from the day it is taken", () => {
    const view = viewOf(given(theirs(), { act: ACCEPT, guards: on("700.00") }));
    expect(view.offers[0]?.state).toBe("agreed");
    expect(view.agreements).toMatchObject([
      {
        amount: usd("700.00"),
        lines: ACCEPT.lines,
        agreed: TODAY,
        offer: 2,
        basis: "total payment",
        kind: "agreement",
      },
    ]);
  });
});

describe("an approval", () => {
  const asked = (...more: readonly Told[]): CaseState => given(ASK, ...more);
  const lower: Told = {
    act: { type: "ask approval", asks: { type: "set floor", amount: usd("500.00") } },
    guards: guards("500.00", { refused: [{ guard: "G1", says: "it lowers the floor", liftedBy: "second person" }] }),
  };
  test.each<readonly [string, CaseState, Told, string]>([
    ["asked for what needs one", given(), ASK, "approval asked"],
    [
      "asked for what needs none",
      given(),
      { act: { type: "ask approval", asks: ASKED }, guards: guards("900.00") },
      "refused: already-so",
    ],
    [
      "asked for what none can lift",
      given(),
      { act: { type: "ask approval", asks: ASKED }, guards: guards("900.00", { refused: [BELOW, LARGE] }) },
      "refused: guard",
    ],
    ["asked twice", asked(), ASK, "refused: already-so"],
    ["given by another", asked(), GIVE, "approval given"],
    ["given by whoever asked", asked(), { ...GIVE, by: LUND }, "refused: same-person"],
    ["given by a rule", asked(), { ...GIVE, by: NIGHT }, "refused: same-person"],
    [
      "given by one who may not",
      asked(),
      { ...GIVE, mayApprove: { may: false, why: "Up to $100." } },
      "refused: not-authorized",
    ],
    ["given where nobody looked who may", asked(), { act: GIVE.act, by: ROY }, "refused: not-authorized"],
    ["given on its last day", asked(), { ...GIVE, on: day("2026-11-24") }, "approval given"],
    ["given a day after its last", asked(), { ...GIVE, on: day("2026-11-25") }, "refused: approval"],
    ["given after another offer", asked(theirs()), GIVE, "refused: approval"],
    ["given twice", asked(GIVE), GIVE, "refused: already-so"],
    [
      "refused by another",
      asked(),
      { act: { type: "refuse approval", request: 2, reason: "too soon" }, by: ROY, ...may },
      "approval refused",
    ],
    [
      "refused without a reason",
      asked(),
      { act: { type: "refuse approval", request: 2, reason: " " }, by: ROY, ...may },
      "refused: reason-missing",
    ],
    ["withdrawn by whoever asked", asked(), { type: "withdraw approval", request: 2 }, "approval withdrawn"],
    [
      "withdrawn by another",
      asked(),
      { act: { type: "withdraw approval", request: 2 }, by: ROY },
      "refused: not-authorized",
    ],
    ["used for what it was given for", asked(GIVE), WITH, "offer made"],
    ["used before it was given", asked(), WITH, "refused: approval"],
    [
      "used for a lower figure",
      asked(GIVE),
      { act: { ...MAKE, amount: usd("899.99"), request: 2 }, guards: guards("899.99") },
      "refused: approval",
    ],
    [
      "used for an offer that is said to be the last",
      asked(GIVE),
      { act: { ...MAKE, final: true, request: 2 }, guards: guards("900.00") },
      "refused: approval",
    ],
    ["used twice", asked(GIVE, WITH), WITH, "refused: approval"],
    [
      "used two business days after it was given",
      asked({ ...GIVE, on: day("2026-11-24") }),
      { ...WITH, on: day("2026-11-27"), guards: guards("900.00", { on: day("2026-11-27") }) },
      "offer made",
    ],
    [
      "used three business days after",
      asked({ ...GIVE, on: day("2026-11-24") }),
      { ...WITH, on: day("2026-11-30"), guards: guards("900.00", { on: day("2026-11-30") }) },
      "refused: approval",
    ],
    ["used after another offer", asked(GIVE, theirs()), WITH, "refused: approval"],
    [
      "used after the offer it stood beside was undone and another came",
      given(
        theirs(),
        ASK,
        { ...GIVE, act: { type: "approve", request: 3, attested: [] } },
        { type: "undo", event: 2 },
        theirs({ amount: usd("880.00") }),
      ),
      { ...WITH, act: { ...MAKE, request: 3 } },
      "refused: approval",
    ],
    [
      "used when nothing proves a fact that nobody read",
      asked(GIVE),
      { act: { ...MAKE, request: 2 }, guards: guards("900.00", { unproven: [NETWORK] }) },
      "refused: unattested",
    ],
    [
      "used when a fact was answered otherwise since",
      given({ ...ASK, guards: guards("900.00", { refused: [LARGE], unproven: [NETWORK] }) } as Told, {
        ...GIVE,
        act: { type: "approve", request: 2, attested: ["in_network"] },
      }),
      {
        act: { ...MAKE, request: 2 },
        guards: guards("900.00", { unproven: [{ ...NETWORK, question: "Is there a contract? Answered yes." }] }),
      },
      "refused: unattested",
    ],
    [
      "used with the fact that was read",
      given({ ...ASK, guards: guards("900.00", { refused: [LARGE], unproven: [NETWORK] }) } as Told, {
        ...GIVE,
        act: { type: "approve", request: 2, attested: ["in_network"] },
      }),
      { act: { ...MAKE, request: 2 }, guards: guards("900.00", { unproven: [NETWORK] }) },
      "offer made",
    ],
    [
      "used where a guardrail still stands",
      asked(GIVE),
      { act: { ...MAKE, request: 2 }, guards: guards("900.00", { refused: [BELOW] }) },
      "refused: guard",
    ],
    [
      "of a floor, used for it",
      given(lower, GIVE),
      { act: FLOOR("500.00", { request: 2 }), guards: guards("500.00") },
      "floor set",
    ],
  ])("%s", (_, state, told, outcome) => {
    expect(outcomeOf(asks(state, told))).toBe(outcome);
  });

  test("names every fact that nothing proves, and is not given while one is left out", () => {
    const state = given({ ...ASK, guards: guards("900.00", { refused: [LARGE], unproven: [NETWORK] }) } as Told);
    const without = asks(state, GIVE);
    expect(without.ok ? "" : without.error.message).toBe(
      "Nothing proves this yet, and it was not named: Is there a contract?",
    );
    const named = asks(state, { ...GIVE, act: { type: "approve", request: 2, attested: ["in_network", "more"] } });
    expect(named.ok && named.value[0]?.body).toEqual({ request: 2, attested: ["in_network"], ends: "2026-11-24" });
  });

  test("its days are business days: over Thanksgiving it stands longer", () => {
    const view = viewOf(
      given({
        ...ASK,
        on: day("2026-11-25"),
        guards: guards("900.00", { on: day("2026-11-25"), refused: [LARGE] }),
      } as Told),
    );
    const [a] = view.approvals;
    expect(a?.ends).toBe("2026-11-30");
    expect(a && approvalState(view, a, day("2026-11-30"))).toBe("waiting");
    expect(a && approvalState(view, a, day("2026-12-01"))).toBe("ended");
  });

  test.each<readonly [string, readonly Told[]]>([
    ["waits", [ASK]],
    ["was given", [ASK, GIVE]],
  ])("one that %s ends when an agreement is entered, and stands again when that is undone", (_, told) => {
    const stateIn = (state: CaseState) => {
      const view = viewOf(state);
      const [a] = view.approvals;
      return a && approvalState(view, a, TODAY);
    };
    const agreed = given(...told, { act: AGREEMENT });
    expect(stateIn(agreed)).toBe("ended");
    expect(outcomeOf(asks(agreed, WITH))).toBe("refused: approval");
    const undone = given(...told, { act: AGREEMENT }, { act: { type: "undo", event: agreed.version } });
    expect(stateIn(undone)).toBe(stateIn(given(...told)));
  });

  test.each<readonly [string, AskedAct, boolean]>([
    ["the same figures", { type: "make offer", amount: usd("900.00") }, true],
    ["the same, by another way and until another day", { ...ASKED, way: "mail", expires: TODAY, reasons: ["x"] }, true],
    ["the same, and nothing said of the last", { ...ASKED, final: false }, true],
    ["a cent less", { ...ASKED, amount: usd("899.99") }, false],
    ["paid within ten days", { ...ASKED, conditions: { payWithin: 10 } }, false],
    ["another act", { ...ASKED, type: "accept offer" }, false],
  ])("it holds for %s: %s", (_, act, same) => {
    expect(sameAct(ASKED, act)).toBe(same);
  });
});

describe("the floor", () => {
  const reckoned = (amount: string): Told => ({ act: FLOOR(amount), guards: guards(amount) });
  test.each<readonly [string, readonly Told[], Told, string]>([
    ["raised above what was reckoned", [], reckoned("650.00"), "floor set"],
    ["set where it was reckoned", [], reckoned("600.00"), "floor set"],
    ["lowered by a cent, by one person", [], reckoned("599.99"), "refused: guard"],
    ["raised and then lowered back, by one person", [reckoned("700.00")], reckoned("650.00"), "refused: guard"],
    ["set to what it is", [reckoned("700.00")], reckoned("700.00"), "refused: already-so"],
    ["above the charge", [], reckoned("1500.01"), "refused: amount"],
    [
      "without a reason",
      [],
      { act: { ...FLOOR("700.00"), reason: " " } as Act, guards: guards("700.00") },
      "refused: reason-missing",
    ],
    ["where nothing was reckoned", [], FLOOR("700.00"), "refused: not-guarded"],
  ])("%s", (_, story, told, outcome) => {
    expect(outcomeOf(asks(given(...story), told))).toBe(outcome);
  });

  test("is kept with who set it, and with what stood before", () => {
    const state = given(reckoned("650.00"));
    expect(state.log[1]?.body).toMatchObject({ before: usd("600.00") });
    expect(viewOf(state).floor).toMatchObject({ amount: usd("650.00"), by: LUND, reason: "cash is short" });
  });
});

describe("whose move it is", () => {
  const late = (amount: Cents): Act => ({ ...OFFER, amount });
  test.each<readonly [string, CaseState, string]>([
    ["our offer is out", given({ act: MAKE, guards: guards("900.00") }), "payer"],
    ["they answered it", given({ act: MAKE, guards: guards("900.00") }, late(usd("700.00"))), "us"],
    [
      "they rejected ours",
      given({ act: MAKE, guards: guards("900.00") }, { type: "reject offer", offer: 2, reason: "no" }),
      "us",
    ],
    [
      "we rejected theirs while ours stands",
      given({ act: MAKE, guards: guards("900.00") }, OFFER, { type: "reject offer", offer: 3, reason: "low" }),
      "payer",
    ],
    ["an approval waits", given(ASK), "us"],
    ["theirs was taken", given(OFFER, { act: ACCEPT, guards: guards("700.00") }), "us"],
  ])("when %s: %s", (_, state, of) => {
    expect(turnOf(viewOf(state), [], TODAY).of).toBe(of);
  });
});

describe("what was undone", () => {
  test.each<readonly [string, CaseState, number]>([
    ["an offer that left", given({ act: MAKE, guards: guards("900.00") }), 2],
    ["an approval", given(ASK), 2],
    ["a floor", given({ act: FLOOR("700.00"), guards: guards("700.00") }), 2],
    ["an acceptance", given(OFFER, { act: ACCEPT, guards: guards("700.00") }), 3],
    ["the agreement of an acceptance", given(OFFER, { act: ACCEPT, guards: guards("700.00") }), 4],
  ])("%s is not undone", (_, state, event) => {
    expect(outcomeOf(asks(state, { act: { type: "undo", event }, finding: finding() }))).toBe("refused: not-undoable");
  });

  test("an offer that was answered stays while its answer stands", () => {
    const state = given(OFFER, { act: { ...MAKE, answers: 2 }, guards: guards("900.00") });
    expect(outcomeOf(asks(state, { type: "undo", event: 2 }))).toBe("refused: built-on");
  });
});
