import { check } from "#base/check.ts";
import { type Day, day } from "#base/day.ts";
import { usd, ZERO } from "#base/money.ts";
import type { Act, ActOf, Command, Ground } from "./command.ts";
import { decide } from "./decider.ts";
import type { Decided } from "./deliberation.ts";
import { type Actor, type CaseFinding, instant, type Stamp } from "./event.ts";
import { evolve } from "./evolve.ts";
import { type CaseState, type CaseView, initial } from "./state.ts";

/** Invented cases for tests, told as a row of acts: a claim of two lines under the federal Act, on Friday 2026-11-20. */

export const TODAY = day("2026-11-20");
export const LUND: Actor = { kind: "person", id: "lund", name: "M. Lund" };
export const ROY: Actor = { kind: "person", id: "roy", name: "I. Roy" };
export const NIGHT: Actor = { kind: "rule", id: "night", name: "the night's run" };

/** An act, and where it matters by whom, on which day, on what ground, and which version they saw. */
export type Told = Act | (Partial<Stamp> & Ground & { readonly act: Act; readonly saw?: number });

export const LAST = day("2026-12-15");

/** Line 1 with a federal right through 2026-12-15, line 2 with an appeal through 2027-03-01; 812.00 and 100.00 at stake. */
export function finding(more: Partial<CaseFinding> = {}): CaseFinding {
  return {
    asOf: TODAY,
    class: "underpaid",
    payment: "underpaid",
    billed: usd("1500.00"),
    allowed: usd("588.00"),
    paid: usd("400.00"),
    patient: usd("188.00"),
    stake: usd("912.00"),
    loss: usd("100.00"),
    channel: { verdict: "federal_open_negotiation", missing: [] },
    rights: [
      {
        id: "nsa.open_neg_initiate",
        channel: "federal_open_negotiation",
        label: "Send the open negotiation notice",
        state: "open",
        safe: [day("2026-11-02"), LAST],
        assumed: false,
        cite: "45 CFR 149.510(b)(1)",
        confidence: "verified",
      },
      {
        id: "appeal",
        channel: "internal_appeal",
        label: "Appeal",
        state: "open",
        safe: [day("2026-11-02"), day("2027-03-01")],
        assumed: false,
        cite: "29 CFR 2560.503-1(h)",
        confidence: "known",
      },
    ],
    questions: [],
    lines: [
      {
        number: 1,
        code: "99285",
        class: "underpaid",
        billed: usd("1000.00"),
        allowed: usd("488.00"),
        paid: usd("300.00"),
        stake: usd("812.00"),
        loss: { right: "nsa.open_neg_initiate", last: LAST, chancePermille: 650, amount: usd("90.00") },
      },
      {
        number: 2,
        code: "93010",
        class: "denied",
        billed: usd("500.00"),
        paid: usd("100.00"),
        stake: usd("100.00"),
        loss: { right: "appeal", last: day("2027-03-01"), chancePermille: 400, amount: usd("10.00") },
      },
    ],
    ...more,
  };
}

/** The same finding with the first right ending on another day. */
export function endingOn(last: string, more: Partial<CaseFinding> = {}): CaseFinding {
  const f = finding(more);
  const [first, ...rights] = f.rights;
  check(first !== undefined, "the invented finding has rights");
  return { ...f, rights: [{ ...first, safe: [day("2026-11-02"), day(last)] }, ...rights] };
}

export const OPEN: ActOf<"open"> = {
  type: "open",
  claim: "ED-1001",
  number: "HR-2041",
  payer: "Northfield Mutual (synthetic)",
  payerKey: "northfield",
  counted: ["paid-0.835, segment 1"],
};

/** The next moment of a day, so that every event has its own. */
let tick = 0;
export function momentOf(on: Day) {
  tick = (tick + 1) % 60_000;
  const s = String(Math.floor(tick / 1000)).padStart(2, "0");
  return instant(`${on}T17:00:${s}.${String(tick % 1000).padStart(3, "0")}Z`);
}

export function commandOf(state: CaseState, told: Told): readonly [Command, Ground] {
  const t = "act" in told ? told : { act: told };
  const on = t.on ?? TODAY;
  const ground: Ground = "act" in told ? told : {};
  return [{ act: t.act, by: t.by ?? LUND, on, at: t.at ?? momentOf(on), saw: t.saw ?? state.version }, ground];
}

export const asks = (state: CaseState, told: Told): Decided => decide(state, ...commandOf(state, told));

/** The case after these acts, each of which must be allowed. The first opens it. */
export function given(...told: readonly Told[]): CaseState {
  return told.reduce((state, t) => {
    const events = asks(state, t);
    check(events.ok, `the story is refused: ${events.ok ? "" : events.error.message}`);
    return events.value.reduce(evolve, state);
  }, asksOpen());
}

function asksOpen(): CaseState {
  const events = asks(initial, { act: OPEN, finding: finding() });
  check(events.ok, "a case opens");
  return events.value.reduce(evolve, initial);
}

export function viewOf(state: CaseState): CaseView {
  check(state.view !== undefined, "the case is open");
  return state.view;
}

/** What came of it in a word a table can hold: the types of the events, or the code of the refusal. */
export const outcomeOf = (d: Decided): string =>
  d.ok ? d.value.map((e) => e.type).join(", ") : `refused: ${d.error.code}`;

export const ANSWER: ActOf<"answer fact"> = {
  type: "answer fact",
  fact: "plan_funding",
  scope: "claim",
  key: "ED-1001",
  value: "self_funded",
  source: "ID card",
};

export const OFFER: ActOf<"log offer"> = {
  type: "log offer",
  from: "them",
  amount: usd("700.00"),
  made: TODAY,
  expires: day("2026-12-01"),
  way: "fax",
  terms: "paid within 10 days",
};

/** 630.80 more, split over both lines, due on 2026-12-20. */
export const AGREEMENT: ActOf<"enter agreement"> = {
  type: "enter agreement",
  kind: "agreement",
  basis: "further payment",
  amount: usd("630.80"),
  lines: [
    { line: 1, amount: usd("600.00") },
    { line: 2, amount: usd("30.80") },
  ],
  agreed: TODAY,
  due: day("2026-12-20"),
  days: "calendar",
  source: "letter of November 19",
};

/** `"1=600.00 2=30.80"`, or `"?=5.00"` for money on no billed line. */
export function payment(on: string, lines: string, remittance = `paid on ${on}`): ActOf<"record payment"> {
  const each = lines.split(" ").map((l) => {
    const [number = "", amount = ""] = l.split("=");
    return { amount: usd(amount), ...(number !== "?" && { line: Number(number) }) };
  });
  const amount = each.reduce((a, l) => (a + l.amount) as typeof a, ZERO);
  return { type: "record payment", remittance, day: day(on), amount, lines: each };
}
