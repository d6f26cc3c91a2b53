import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, day, plusDays } from "#base/day.ts";
import { cents, sum, usd, ZERO } from "#base/money.ts";
import type { Act, Ground, Guards } from "./command.ts";
import { type CaseEvent, EVENT_TYPES, type EventType, eventJson } from "./event.ts";
import { UNDOABLE, WAITS } from "./event-lists.ts";
import { readEvent } from "./event-read.ts";
import { evolve } from "./evolve.ts";
import { receivableOf } from "./expected.ts";
import { rightsEnding } from "./finding.ts";
import { type CaseState, initial } from "./state.ts";
import {
  AGREEMENT,
  ANSWER,
  asks,
  endingOn,
  given,
  LUND,
  OFFER,
  outcomeOf,
  payment,
  ROY,
  TODAY,
  type Told,
  viewOf,
} from "./story.ts";
import { isOfClaim } from "./undo.ts";
import { isOn, TABS, workOf } from "./work.ts";

/** Acts of every kind in any order, most of them possible and some not, over the days of a month. */

const number = fc.integer({ min: 1, max: 9 });
const days = fc.integer({ min: -2, max: 40 }).map((n) => plusDays(TODAY, n));
const amount = fc.integer({ min: -100, max: 90_000 }).map((n) => cents(BigInt(n)));
const words = fc.oneof(
  { weight: 8, arbitrary: fc.constant("because") },
  { weight: 1, arbitrary: fc.constantFrom("", "x".repeat(4_001)) },
);

const split = fc.tuple(amount, amount).map(([one, two]) => ({
  amount: cents(one + two),
  lines: [
    { line: 1, amount: one },
    { line: 2, amount: two },
  ],
}));

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>(
    ANSWER,
    OFFER,
    AGREEMENT,
    { ...ANSWER, value: "fully_insured" },
    { ...OFFER, from: "us" },
    { type: "evaluate again", why: "a new day" },
    { type: "assign", to: { id: "roy", name: "I. Roy" } },
    { type: "assign" },
    { type: "release" },
    { type: "wake", why: "by hand" },
    payment("2026-12-10", "1=600.00 2=30.80"),
    { type: "log call", who: "Dana", said: "soon", promise: { what: "a check", by: day("2026-12-04") } },
    { type: "keep letter", paper: "counter", to: "N", sha256: "d", file: "g", name: "l.pdf", bytes: 3 },
    { type: "attach file", file: "f", name: "a.pdf", kind: "EOB", bytes: 3 },
    { type: "send paper", paper: "notice", to: { name: "N" }, way: "fax", day: TODAY },
    { type: "close", outcome: "given up", amount: ZERO, reason: "too small" },
    { type: "reopen", reason: "more came" },
    { type: "record counsel", chance: 40, amount: usd("900.00"), cost: ZERO, months: 9, by: "A", day: TODAY },
  ),
  fc.record({ type: fc.constant("undo"), event: number }),
  fc.record({ type: fc.constant("snooze"), until: days, reason: words }),
  fc.record({ type: fc.constant("hold"), reason: words }),
  fc.record({ type: fc.constant("add note"), text: words }),
  fc.record({ type: fc.constant("ask colleague"), to: fc.constantFrom(LUND, ROY), text: words, answerBy: days }),
  fc.record({ type: fc.constant("answer colleague"), question: number, text: words }),
  fc.record({ type: fc.constant("add task"), title: words, due: days, waits: fc.constantFrom(...WAITS) }),
  fc.record({ type: fc.constant("finish task"), task: number }),
  fc.record({ type: fc.constant("change task"), task: number, title: words, waits: fc.constantFrom(...WAITS) }),
  fc.record({ type: fc.constant("remove file"), file: number, reason: words }),
  fc.record({ type: fc.constant("withdraw fact"), answer: number, reason: words }),
  fc.record({ type: fc.constant("withdraw offer"), offer: number }),
  fc.record({ type: fc.constant("expire offer"), offer: number }),
  fc.record({ type: fc.constant("reject offer"), offer: number, reason: words }),
  fc.constantFrom<Act>(
    { type: "make offer", amount: usd("900.00"), way: "fax", reasons: [] },
    { type: "ask approval", asks: { type: "make offer", amount: usd("900.00") } },
    { type: "ask approval", asks: { type: "set floor", amount: usd("600.00") } },
    { type: "ask approval", asks: { type: "file", forum: "federal IDR" } },
  ),
  number.map((sent): Act => ({ type: "prove delivery", sent, outcome: "bounced", day: day("2026-11-21") })),
  number.map(
    (request): Act => ({
      ...{ type: "record filing", road: "federal IDR", reference: "D-1", request, day: TODAY },
    }),
  ),
  number.map((request): Act => ({ type: "make offer", amount: usd("900.00"), way: "fax", reasons: [], request })),
  number.map((request): Act => ({ type: "approve", request, attested: ["plan_funding"] })),
  fc.record({ type: fc.constant("refuse approval"), request: number, reason: words }),
  fc.record({ type: fc.constant("withdraw approval"), request: number }),
  fc.record({ type: fc.constant("set floor"), amount, reason: words }),
  fc.integer({ min: 2, max: 4 }).map(
    (offer): Act => ({
      ...{ type: "accept offer", offer, due: day("2027-03-01"), days: "calendar", source: "letter" },
      lines: [{ line: 1, amount: usd("700.00") }],
    }),
  ),
  fc.record({ type: fc.constant("supersede agreement"), agreement: number, reason: words }),
  split.map((s): Act => ({ ...AGREEMENT, ...s })),
  fc.tuple(split, number).map(([s, replaces]): Act => ({ ...AGREEMENT, ...s, replaces })),
  fc
    .tuple(split, days, fc.nat(3))
    .map(([s, on, n]): Act => ({ type: "record payment", remittance: `r${n}`, day: on, ...s })),
) as fc.Arbitrary<Act>;

const told = fc.record({
  act: acts,
  by: fc.constantFrom(LUND, ROY),
  later: fc.integer({ min: 0, max: 3 }),
  ends: fc.integer({ min: 0, max: 30 }),
});

const stories = fc.array(told, { maxLength: 25 });
const first = (act: Act, by = LUND) => ({ act, by, later: 0, ends: 20 });
const NAMED = {
  name: "P. Ott",
  organization: "N",
  key: "k",
  host: "H",
  relation: "payer",
  ends: plusDays(TODAY, 30),
} as const;
const SIGNED = {
  type: "sign agreement",
  agreement: 5,
  sha256: "d",
  name: "P. Ott",
  title: "Lead",
  method: "m",
} as const;
/** A room from its opening to its end, with an offer, an agreement and both signatures. */
const IN_A_ROOM: readonly ReturnType<typeof first>[] = [
  first({ type: "open room", ...NAMED, shares: [], facts: { claim: "c", lines: [] } }),
  first({ type: "enter room", room: 2 }),
  first({ type: "move in room", room: 2, move: { is: "offer", amount: usd("900.00"), expires: plusDays(TODAY, 9) } }),
  first(AGREEMENT),
  first({ ...SIGNED, side: "us", paper: "{}" }),
  first({ ...SIGNED, side: "them", room: 2 }),
  first({ type: "close room", room: 2, why: "by hand" }),
];
/** Long ones begin with an offer of theirs, on which most of the rest is built, and some with a filing that was approved. */
const longStories = fc
  .tuple(fc.array(told, { minLength: 25, maxLength: 40 }), fc.nat(3))
  .map(([rest, n]) =>
    n > 1
      ? [first(OFFER), ...rest]
      : n === 1
        ? [...IN_A_ROOM, ...rest]
        : [
            first({ type: "ask approval", asks: { type: "file", forum: "federal IDR" } }),
            first({ type: "approve", request: 2, attested: ["plan_funding"] }, ROY),
            ...rest,
          ],
  );

interface Lived {
  readonly state: CaseState;
  readonly before: CaseState;
  readonly told: Told;
  readonly events: readonly CaseEvent[];
}

/** Guardrails that let everything of a figure out, and of what is asked say that it needs an approval. */
function guardsFor(act: Act, on: Day): Guards {
  const amount = act.type === "ask approval" ? act.asks.amount : act.type === "accept offer" ? OFFER.amount : undefined;
  const own = "amount" in act ? act.amount : undefined;
  return {
    ...{ on, floor: usd("500.00"), cap: usd("1500.00"), unproven: [{ fact: "plan_funding", question: "Which?" }] },
    ...((amount ?? own) === undefined ? {} : { amount: amount ?? own ?? ZERO }),
    refused: act.type === "ask approval" ? [{ guard: "G4", says: "it is large", liftedBy: "large offer" }] : [],
  };
}

/** What a paper or a filing states of the claim. */
function statedBy(act: Act): Pick<Ground, "states"> {
  const fact = act.type === "send paper" ? "open_negotiation_start" : act.type === "record filing" ? "initiated" : "";
  return fact !== "" && "day" in act ? { states: { fact, scope: "claim", key: "ED-1001", value: act.day } } : {};
}

/** Lives a story: what is allowed happens, each on its day. */
function live(story: readonly { act: Act; by: typeof LUND; later: number; ends: number }[]): readonly Lived[] {
  const lived: Lived[] = [];
  let state = given();
  let on: Day = TODAY;
  for (const { act, by, later, ends } of story) {
    on = plusDays(on, later);
    const finding = endingOn(plusDays(on, ends), { asOf: on, stake: usd(`${ends}.00`) });
    const states = statedBy(act);
    const step: Told = { act, by, on, finding, ...states, guards: guardsFor(act, on), mayApprove: { may: true } };
    const events = asks(state, step);
    if (!events.ok) continue;
    const before = state;
    state = events.value.reduce(evolve, state);
    lived.push({ state, before, told: step, events: events.value });
  }
  return lived;
}

const plain = (v: unknown): string => JSON.stringify(v, (_, x) => (typeof x === "bigint" ? `${x}` : x));

describe("whatever happens to a case", () => {
  test("replayed from its stored events it is the case it was", () => {
    fc.assert(
      fc.property(stories, (story) => {
        const state = live(story).at(-1)?.state ?? given();
        const again = state.log
          .map((e) => readEvent(JSON.parse(JSON.stringify(eventJson(e))), { file: "events" }))
          .reduce((s, read) => (read.ok ? evolve(s, read.value) : s), initial);
        expect(again.version).toBe(state.log.length);
        expect(plain(again.view)).toBe(plain(state.view));
        expect(plain(again.log)).toBe(plain(state.log));
      }),
      { numRuns: 200 },
    );
  });

  test("what was just done and may be undone, undone leaves the case as it was", () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state, before, told: step, events } of live(story)) {
          const [done, ...more] = events;
          if (done === undefined || more.length > 0 || !(UNDOABLE as readonly EventType[]).includes(done.type))
            continue;
          const undo: Told = { ...step, act: { type: "undo", event: state.version }, finding: viewOf(before).finding };
          // An answer is taken back on an evaluation of the same day; the one before may be older.
          if (isOfClaim(done) && viewOf(before).finding.asOf !== done.on) continue;
          const undone = asks(state, undo);
          expect(outcomeOf(undone)).toBe("superseded");
          if (undone.ok) expect(plain(undone.value.reduce(evolve, state).view)).toBe(plain(before.view));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("no snooze reaches past the last safe day of a right that is open, agreements add up, and a closed case rests", () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state, told: step } of live(story)) {
          const view = viewOf(state);
          const on = "act" in step && step.on !== undefined ? step.on : TODAY;
          const [first] = rightsEnding(view.finding, on);
          const until = view.phase.is === "open" ? view.phase.snooze?.until : undefined;
          if (until !== undefined && first !== undefined) expect(until <= first.last).toBe(true);
          for (const a of view.approvals)
            if (a.state === "given" || a.state === "used") expect(a.decided?.by.id).not.toBe(a.by.id);
          for (const a of view.agreements) expect(sum(a.lines.map((l) => l.amount))).toBe(a.amount);
          const lines = receivableOf(view, on).expected.flatMap((e) => e.lines.map((l) => l.line));
          expect(new Set(lines).size).toBe(lines.length);
          const work = workOf(view, { today: on, workRate: { top: 1n, bottom: 10n } });
          expect(work.lost).toBe(sum(work.dues.map((d) => d.lost)));
          if (view.phase.is === "closed") expect(TABS.filter((t) => isOn(t, work, "lund"))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the stories reach every type of event", () => {
    const seen = new Set<EventType>();
    fc.assert(
      fc.property(longStories, (story) => {
        // Enough once every type but the opening was seen.
        if (seen.size === EVENT_TYPES.length - 1) return;
        for (const { events } of live(story)) for (const e of events) seen.add(e.type);
      }),
      { numRuns: 1_600, seed: 4177 },
    );
    expect(EVENT_TYPES.filter((t) => !seen.has(t))).toEqual(["opened"]);
  });
});

test("an event before the opening is a bug, and loud", () => {
  const [, note] = given({ type: "add note", text: "x" }).log;
  expect(() => (note === undefined ? undefined : evolve(initial, note))).toThrow("before the case was opened");
});

test("a case holds what happened to it, and by whom", () => {
  const view = viewOf(given({ act: { type: "hold", reason: "asked" }, by: ROY }));
  expect(view.phase).toMatchObject({ is: "open", hold: { by: ROY, reason: "asked", event: 2 }, snooze: undefined });
});
