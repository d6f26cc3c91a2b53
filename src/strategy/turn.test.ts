import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, cents, usd } from "#base/money.ts";
import type { Approvable, Authority } from "./authority.ts";
import { type NegotiationState, type OfferMade, STARTING_PAYER } from "./negotiation.ts";
import type { PlanCase, PlanItem, Way } from "./plan-case.ts";
import { STARTING_PRIORS } from "./priors.ts";
import { nextTurn, type Turn, turnValue } from "./turn.ts";
import {
  compared,
  reasonsOf,
  TURN_REASONS,
  takes,
  takesFrom,
  turnFlips,
  withoutTurnReason,
  worthKnowing,
} from "./turn-reasons.ts";

const known = (amount: string) => ({ value: usd(amount), source: "test", prior: false });

const federal: Way = {
  ...{ id: "federal IDR", label: "Federal dispute resolution", step: "Open negotiation", open: true, ready: false },
  ...{ why: "open negotiation", source: "45 CFR 149.510(b)(1)", daysLeft: 24, chancePermille: 650 },
};
const state: Way = { ...federal, id: "state process", label: "State process", open: false, why: "not the road" };
const appeal: Way = { ...federal, id: "appeal", label: "Appeal", open: false, ready: true, chancePermille: 300 };

const item: PlanItem = {
  ...{ name: "line 1, 99285", billed: usd("4400.00"), allowed: usd("380.00") },
  ...{ qpa: known("400.00"), ownMedian: known("850.00") },
};
const planCase: PlanCase = {
  ...{ claim: "ED-1", asOf: day("2026-11-21"), items: [item], allowedSource: "AMT*B6", answered: true, denied: false },
  ...{ settled: true, ways: [federal, state, appeal], priors: STARTING_PRIORS, openFacts: [], notes: [] },
  fees: { admin: known("15.00"), entity: { ...known("450.00"), prior: true }, oneEach: true },
  talkPermille: { value: 250, source: "prior", prior: true },
};
const everything: readonly Approvable[] = ["first contact", "large offer", "large step", "filing", "settlement"];
const authority = (offersThen: number, what: readonly Approvable[] = everything): Authority => ({
  ...{ stopped: false, messagesToday: 0, messagesADay: 20, offerLimit: usd("5000.00") },
  approvals: what.map((w) => ({ what: w, by: "R. Vega", age: 0, offersThen })),
});
const us = (amount: string, at: number): OfferMade => ({ from: "us", amount: usd(amount), at });
const they = (amount: string, at: number): OfferMade => ({ from: "payer", amount: usd(amount), at });

const base: NegotiationState = {
  ...{ planCase, offers: [], payer: STARTING_PAYER, practice: {}, authority: authority(0) },
  clock: { window: 30, elapsed: 0, asksLeft: 6 },
};
const since = (
  offers: readonly OfferMade[],
  elapsed: number,
  more: Partial<NegotiationState> = {},
): NegotiationState => ({
  ...base,
  ...{
    offers,
    clock: { window: 30, elapsed, asksLeft: Math.max(0, 6 - offers.filter((o) => o.from === "us").length) },
  },
  authority: authority(offers.length),
  ...more,
});
const turnOf = (s: NegotiationState): Turn => {
  const t = nextTurn(s);
  if (!t.ok) throw new Error(JSON.stringify(t.error));
  return t.value;
};
const withWay = (c: PlanCase, w: Partial<Way>): PlanCase => ({ ...c, ways: [{ ...federal, ...w }, state, appeal] });

describe("one turn", () => {
  test.each<[string, NegotiationState, Turn["move"]]>([
    ["nothing said yet: open", base, "open"],
    ["our ask is unanswered: hold", since([us("1400.00", 2)], 6), "hold"],
    ["unanswered, and the window closes: ask again", since([us("1400.00", 2)], 28), "counter"],
    ["they moved a little: counter", since([us("1400.00", 2), they("450.00", 6)], 6), "counter"],
    ["they offer more than we ask: accept", since([us("1400.00", 2), they("1400.00", 6)], 6), "accept"],
    [
      "the right ends in five days and may be used: escalate",
      since([us("1400.00", 2), they("450.00", 6)], 6, { planCase: withWay(planCase, { ready: true, daysLeft: 5 }) }),
      "escalate",
    ],
    [
      "it ends in six days: talk on",
      since([us("1400.00", 2), they("450.00", 6)], 6, { planCase: withWay(planCase, { ready: true, daysLeft: 6 }) }),
      "counter",
    ],
    [
      "the notice must be sent today and cannot wait: send it",
      since([us("1400.00", 2), they("450.00", 6)], 6, { planCase: withWay(planCase, { daysLeft: 1 }) }),
      "escalate",
    ],
    [
      "the notice may be sent tomorrow too: talk on",
      since([us("1400.00", 2), they("450.00", 6)], 6, { planCase: withWay(planCase, { daysLeft: 2 }) }),
      "counter",
    ],
    [
      "no ask left and the offer is poor: the way out",
      { ...since([us("1400.00", 2), they("390.00", 6)], 6), clock: { window: 30, elapsed: 6, asksLeft: 0 } },
      "escalate",
    ],
    [
      "no ask left, no way out, nothing offered: walk",
      {
        ...since([us("700.00", 2)], 30, { planCase: withWay(planCase, { open: false }) }),
        clock: { window: 30, elapsed: 30, asksLeft: 0 },
      },
      "walk",
    ],
    [
      "a floor above what can be defended: a person must look",
      { ...base, planCase: { ...planCase, practiceFloor: known("4300.00") } },
      "hold",
    ],
    ["our own ask was below the way out: a person must look", since([us("390.00", 2), they("385.00", 6)], 6), "hold"],
    ["sending is switched off: hold", { ...base, authority: { ...authority(0), stopped: true } }, "hold"],
  ])("%s", (_, s, move) => expect(turnOf(s).move).toBe(move));

  test("an approval that is missing is named and lifts nothing by itself", () => {
    const t = turnOf({ ...base, authority: authority(0, []) });
    expect(t.move).toBe("open");
    expect(t.refusals.map((r) => [r.guard, r.liftedBy])).toEqual([["G4", "first contact"]]);
  });

  test("a payer that goes back on an offer is put on the record", () => {
    const t = turnOf(since([us("1400.00", 2), they("600.00", 6), us("1300.00", 8), they("500.00", 12)], 12));
    expect(t.flags.join()).toContain("bad faith");
    expect(t.standing.bid).toBe(usd("500.00"));
  });

  test("an ask that is nearly what the way out is worth is not lowered by a hair: it stands, and is said to stand", () => {
    const floor = turnOf(since([us("1400.00", 2), they("450.00", 6)], 6)).floor;
    const last: OfferMade = { from: "us", amount: cents(floor + usd("3.00")), at: 2 };
    const t = turnOf(since([last, they("450.00", 6)], 6));
    expect(t.move).toBe("hold");
    expect(t.because).toMatch(/^our last ask of \$[\d,.]+ stands: .* no step$/);
    expect(t.amount).toBeUndefined();
  });

  test("only the last ask may be called final", () => {
    const offers = [us("1400.00", 2), they("450.00", 6)];
    expect(turnOf(since(offers, 6)).lastAsk).toBe(false);
    expect(turnOf({ ...since(offers, 6), clock: { window: 30, elapsed: 6, asksLeft: 1 } }).lastAsk).toBe(true);
  });

  test.each<[string, Partial<NegotiationState>, string]>([
    ["a window of nothing", { clock: { window: 0, elapsed: 0, asksLeft: 2 } }, "clock.window"],
    ["a share of an ask", { clock: { window: 30, elapsed: 0, asksLeft: 1.5 } }, "clock.asksLeft"],
    ["an offer of the future", { offers: [us("900.00", 4)] }, "offers[0].at"],
    ["a negative offer", { offers: [us("-1.00", 0)] }, "offers[0].amount"],
    ["no line", { planCase: { ...planCase, items: [] } }, "planCase.items"],
    [
      "a line that was never charged",
      { planCase: { ...planCase, items: [{ ...item, billed: usd("0") }] } },
      "planCase.items",
    ],
    [
      "a suit more than sure",
      { suit: { value: { chance: 2, amount: usd("1"), cost: usd("1"), days: 9 }, source: "c", prior: true } },
      "suit.chance",
    ],
  ])("%s is no state: the field is named", (_, part, field) => {
    const t = nextTurn({ ...base, ...part });
    expect(t.ok ? [] : t.error.map((e) => e.field)).toContain(field);
  });

  test("a suit is listed with counsel's figures and never chosen", () => {
    const suit = {
      value: { chance: 0.9, amount: usd("4000.00"), cost: usd("100.00"), days: 540 },
      source: "counsel",
      prior: false,
    };
    const t = turnOf({ ...base, suit });
    const row = t.channels.find((c) => c.id === "lawsuit");
    expect(row?.available).toBe(true);
    expect(row?.value !== undefined && row.value > t.wayOut.value!).toBe(true);
    expect(t.wayOut.id).not.toBe("lawsuit");
    expect(
      turnOf(base)
        .channels.filter((c) => !c.available)
        .map((c) => c.why),
    ).toHaveLength(3);
  });
});

describe("what is said of a turn", () => {
  const s = since([us("1400.00", 2), they("450.00", 6)], 6, {
    planCase: { ...planCase, practiceFloor: known("500.00") },
  });

  test("taking a reason out changes the course by exactly its effect", () => {
    const reasons = reasonsOf(s);
    expect(reasons.length).toBeGreaterThan(5);
    for (const r of reasons) {
      expect(cents(turnValue(s) - turnValue(withoutTurnReason(s, r.id)))).toBe(r.effect);
      expect(r.source).not.toBe("");
    }
    const named = new Set(reasons.map((r) => r.id));
    for (const id of TURN_REASONS.filter((x) => !named.has(x)))
      expect(turnValue(withoutTurnReason(s, id))).toBe(turnValue(s));
  });

  test("it says from which offer on it takes, and takes every better one", () => {
    const t = turnOf(s);
    const from = takesFrom(t);
    expect(takes(t, from)).toBe(true);
    expect(takes(t, cents(from - 1n))).toBe(false);
    for (const more of [1n, 100n, 77_777n]) expect(takes(t, cents(from + more))).toBe(true);
    expect(turnFlips(s, t)[0]).toMatchObject({ id: "offer" });
  });

  test("a flip is where the move changes, and not before", () => {
    const t = turnOf(s);
    const flips = turnFlips(s, t).filter((x) => x.id !== "offer");
    expect(flips.length).toBeGreaterThan(0);
    for (const f of flips)
      expect(f.text).toMatch(/^(Open talks|Counter|Take|Hold|Go the way out|Keep).* if .* or (more|less)/);
  });

  test("knowledge is never worth less than nothing, and the ways stand side by side", () => {
    const t = turnOf(s);
    for (const k of worthKnowing(s, t)) expect(k.worth >= 0n).toBe(true);
    const rows = compared(s, t);
    expect(rows.map((r) => r.what)).toEqual(["accept", "counter", "Federal dispute resolution"]);
    for (const r of rows) if (r.low80 !== undefined && r.high80 !== undefined) expect(r.low80 <= r.high80).toBe(true);
  });
});

const money = fc.integer({ min: 0, max: 900_000 }).map((n) => cents(BigInt(n)));
const maybe = fc.option(
  money.map((value) => ({ value, source: "x", prior: false })),
  { nil: undefined },
);
const anyItem: fc.Arbitrary<PlanItem> = fc
  .record({ billed: money, allowed: money, qpa: maybe, ownMedian: maybe })
  .map(({ billed, allowed, qpa, ownMedian }) => ({
    ...{ name: "line", billed: cents(billed + 1n), allowed: allowed > billed ? billed : allowed },
    ...(qpa === undefined ? {} : { qpa }),
    ...(ownMedian === undefined ? {} : { ownMedian }),
  }));
const anyOffer = fc.record({ us: fc.boolean(), amount: money, gap: fc.integer({ min: 0, max: 6 }) });
const anyState: fc.Arbitrary<NegotiationState> = fc
  .record({
    items: fc.array(anyItem, { minLength: 1, maxLength: 3 }),
    offers: fc.array(anyOffer, { maxLength: 6 }),
    open: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    daysLeft: fc.integer({ min: 0, max: 40 }),
    more: fc.integer({ min: 0, max: 10 }),
    asksLeft: fc.integer({ min: 0, max: 7 }),
    floor: maybe,
    stopped: fc.boolean(),
  })
  .map(({ items, offers, open, daysLeft, more, asksLeft, floor, stopped }) => {
    let at = 0;
    const log = offers.map((o): OfferMade => {
      at += o.gap;
      return { from: o.us ? "us" : "payer", amount: o.amount, at };
    });
    const ways = [federal, state, appeal].map((w, i) => ({
      ...w,
      open: open[i] === true,
      ready: open[3] === true,
      daysLeft,
    }));
    return {
      ...base,
      planCase: { ...planCase, items, ways, ...(floor === undefined ? {} : { practiceFloor: floor }) },
      ...{ offers: log, clock: { window: 30, elapsed: at + more, asksLeft } },
      authority: { ...authority(log.length), stopped: stopped && more > 8 },
    };
  });

/** What must hold of any turn whatever. */
function keeps(s: NegotiationState): void {
  const t = turnOf(s);
  const hard = s.planCase.practiceFloor?.value ?? (0n as Cents);
  const asked = s.offers.filter((o) => o.from === "us").at(-1)?.amount;
  const theirs = s.offers.filter((o) => o.from === "payer").at(-1)?.amount;
  if (t.move === "open" || t.move === "counter") {
    expect(t.amount !== undefined && t.amount >= hard && t.amount >= t.floor).toBe(true);
    expect(t.amount! <= t.worth.billed && t.amount! <= t.worth.cap).toBe(true);
    if (asked !== undefined) {
      expect(t.amount! <= asked).toBe(true);
      // A counter is a real step: five dollars and a hundredth of the gap, or it is a hold and says so.
      const [step, gap] = [asked - t.amount!, asked - t.standing.bid];
      expect(step >= usd("5.00") && step * 100n >= gap).toBe(true);
    }
  }
  if (t.move === "accept") {
    expect(t.amount).toBe(theirs);
    expect(t.amount! >= hard && t.amount! >= t.floor).toBe(true);
  }
  if (t.move === "escalate")
    expect(t.wayOut.available && t.wayOut.id !== "accept" && t.wayOut.id !== "lawsuit").toBe(true);
  if (s.authority.stopped) expect(["hold", "walk"]).toContain(t.move);
  expect(t.channels.every((c) => c.available || c.why !== "")).toBe(true);
  expect(t.value >= t.worth.accept || t.value >= hard || t.move === "escalate").toBe(true);
  expect(nextTurn(s)).toEqual(nextTurn(s));
}

describe("every turn", () => {
  test("keeps floor, cap and order, whatever was offered", () => {
    fc.assert(fc.property(anyState, keeps), { numRuns: 60 });
  });
});
