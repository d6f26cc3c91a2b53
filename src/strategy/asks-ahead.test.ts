import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, cents, usd } from "#base/money.ts";
import { ANSWERED, asksAhead } from "./asks-ahead.ts";
import type { Authority } from "./authority.ts";
import { type NegotiationState, type OfferMade, STARTING_PAYER } from "./negotiation.ts";
import type { PlanCase, PlanItem, Way } from "./plan-case.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { nextTurn } from "./turn.ts";

const known = (amount: string) => ({ value: usd(amount), source: "test", prior: false });
const federal: Way = {
  ...{ id: "federal IDR", label: "Federal dispute resolution", step: "Open negotiation", open: true, ready: false },
  ...{ why: "open negotiation", source: "45 CFR 149.510(b)(1)", daysLeft: 24, chancePermille: 650 },
};
const item: PlanItem = {
  ...{ name: "line 1, 99285", billed: usd("4400.00"), allowed: usd("380.00") },
  ...{ qpa: known("400.00"), ownMedian: known("850.00") },
};
const planCase: PlanCase = {
  ...{ claim: "ED-1", asOf: day("2026-11-21"), items: [item], allowedSource: "AMT*B6", answered: true, denied: false },
  ...{ settled: true, ways: [federal], priors: STARTING_PRIORS, openFacts: [], notes: [] },
  fees: { admin: known("15.00"), entity: { ...known("450.00"), prior: true }, oneEach: true },
  talkPermille: { value: 250, source: "prior", prior: true },
};
const authority: Authority = {
  ...{ stopped: false, messagesToday: 0, messagesADay: 20, offerLimit: usd("5000.00"), approvals: [] },
};
const at = (offers: readonly OfferMade[], elapsed: number, asksLeft: number): NegotiationState => ({
  ...{ planCase, offers, payer: STARTING_PAYER, practice: {}, authority },
  clock: { window: 30, elapsed, asksLeft },
});
const us = (amount: string, on: number): OfferMade => ({ from: "us", amount: usd(amount), at: on });
const they = (amount: string, on: number): OfferMade => ({ from: "payer", amount: usd(amount), at: on });
const nothing = { bid: usd("380.00"), ourLast: undefined, waiting: false };

describe("the asks ahead", () => {
  test("have a row for each answer, what they offer never falling and never above the ask", () => {
    const rows = asksAhead(at([], 0, 6), usd("1200.00"), nothing, 5);
    expect(rows.map((r) => r.answer)).toEqual([...ANSWERED]);
    expect(rows.every((r, i) => i === 0 || r.bid >= (rows[i - 1]?.bid ?? 0n))).toBe(true);
    expect(rows.map((r) => r.bid).slice(0, 4)).toEqual(["380.00", "380.00", "503.00", "790.00"].map(usd));
    expect(rows.every((r) => r.bid <= usd("1200.00"))).toBe(true);
  });

  test("are the turns that the same engine takes once it has come so", () => {
    const rows = asksAhead(at([], 0, 6), usd("1200.00"), nothing, 5);
    const then = nextTurn(at([us("1200.00", 0), they("790.00", 5)], 5, 5));
    const half = rows.find((r) => r.answer === "half way");
    expect(then.ok && [then.value.move, then.value.amount]).toEqual([half?.move, half?.amount]);
  });

  test("never ask more than the ask that was answered", () => {
    for (const r of asksAhead(at([], 0, 6), usd("1200.00"), nothing, 5))
      if (r.move === "counter") expect((r.amount ?? cents(0n)) <= usd("1200.00")).toBe(true);
  });

  test("of an ask that is out already do not make it twice", () => {
    const state = at([us("1200.00", 0)], 3, 5);
    const out = { bid: usd("380.00") as Cents, ourLast: usd("1200.00"), waiting: true };
    const [silent] = asksAhead(state, usd("1200.00"), out, 5);
    const then = nextTurn(at([us("1200.00", 0)], 8, 5));
    expect(then.ok && then.value.move).toBe(silent?.move);
    expect(silent?.move).toBe("hold");
  });

  test("are none where no state can be reckoned", () => {
    expect(asksAhead({ ...at([], 0, 6), planCase: { ...planCase, items: [] } }, usd("1.00"), nothing, 5)).toEqual([]);
  });
});
