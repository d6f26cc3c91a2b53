import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "#base/day.ts";
import { type Cents, cents, formatUsd, showUsd, usd, ZERO } from "#base/money.ts";
import { stateBefore } from "./before-talks.ts";
import { breakEvenLine } from "./break-even.ts";
import { planOfState } from "./plan.ts";
import { PAUSED, type PlanCase, type PlanItem, type Way } from "./plan-case.ts";
import { atStaffRate, type Prospect, STAFF_HOUR, WEEK_DAYS, workCost } from "./portfolio.ts";
import {
  changedBy,
  changedCase,
  changeWords,
  effectOf,
  effectSum,
  minutesUnder,
  readChanges,
} from "./portfolio-change.ts";
import { prospectOfTurn, prospectOfTurnIf, type TurnCase } from "./portfolio-turn.ts";
import { endsThisWeek, mostGain, weekOf } from "./portfolio-week.ts";
import { STARTING_PRIORS } from "./priors.ts";

const known = (amount: string) => ({ value: usd(amount), source: "test", prior: false });

const federal: Way = {
  ...{ id: "federal IDR", label: "Federal dispute resolution", step: "Open negotiation", open: true, ready: false },
  ...{ why: "open negotiation", source: "45 CFR 149.510(b)(1)", daysLeft: 12, chancePermille: 650 },
};
const shut = (w: Way): Way => ({ ...w, open: false, why: "not the road of this claim" });
const state: Way = shut({ ...federal, id: "state process", label: "State process" });
const appeal: Way = shut({ ...federal, id: "appeal", label: "Appeal", ready: true, chancePermille: 300 });
const item: PlanItem = {
  ...{ name: "line 1, 99285", billed: usd("4400.00"), allowed: usd("380.00") },
  ...{ qpa: known("400.00"), ownMedian: known("850.00") },
};
const base: PlanCase = {
  ...{ claim: "ED-1", asOf: day("2026-11-21"), items: [item], allowedSource: "AMT*B6", answered: true, denied: false },
  ...{ settled: true, ways: [federal, state, appeal], priors: STARTING_PRIORS, openFacts: [], notes: [] },
  fees: { admin: known("15.00"), entity: { ...known("450.00"), prior: true }, oneEach: true },
  talkPermille: { value: 250, source: "prior", prior: true },
};
const ready = (daysLeft: number): PlanCase => ({
  ...base,
  ways: [{ ...federal, ready: true, daysLeft }, state, appeal],
});
const TERMS = { hour: STAFF_HOUR };
const CLOCK = { window: 30, elapsed: 0, asksLeft: 6 };
const caseOf = (id: string, c: PlanCase, hour = STAFF_HOUR): TurnCase => ({
  id,
  state: stateBefore(atStaffRate(c, hour), CLOCK),
});
const prospectOf = (id: string, c: PlanCase, { hour } = TERMS): Prospect =>
  prospectOfTurn(caseOf(id, c, hour), { hour });
const planOf = (c: PlanCase) => planOfState(stateBefore(c, CLOCK));
const HOUR = { value: usd("60.00"), source: "practice profile", prior: false };

describe("a case as a prospect", () => {
  test("has the course of its plan, and the value of that course less accepting and the work of asking", () => {
    const p = prospectOf("a", base, TERMS);
    const plan = planOf(base);
    const counter = plan.moves.find((m) => m.move === "counter")?.dollars as Cents;
    expect([p.course, p.firm, p.minutes, p.step]).toEqual([
      plan.advice,
      true,
      30,
      `Open negotiation, asking ${showUsd(plan.opening ?? ZERO)}`,
    ]);
    expect(p.gain).toBe(cents(counter - usd("380.00") - usd("20.00")));
  });

  test("that is filed counts its work once, in the value of the dispute", () => {
    const p = prospectOf("a", ready(3), TERMS);
    const escalate = planOf(ready(3)).moves.find((m) => m.move === "escalate")?.dollars as Cents;
    expect([p.course, p.minutes, p.gain]).toEqual(["escalate", 90, cents(escalate - usd("380.00"))]);
  });

  test("is worth less where an hour of staff costs more, by what the work costs more", () => {
    const [prior, own] = [prospectOf("a", ready(3), TERMS), prospectOf("a", ready(3), { hour: HOUR })];
    expect(formatUsd(cents((prior.gain ?? ZERO) - (own.gain ?? ZERO)))).toBe("30.00");
    expect(atStaffRate(base, STAFF_HOUR)).toBe(base);
  });

  test.each([
    [90, "40.00", "60.00", "an hour and a half"],
    [30, "40.00", "20.00", "half an hour"],
    [1, "40.00", "0.67", "a minute, rounded to the cent"],
    [0, "40.00", "0.00", "nothing"],
  ])("%i minutes at $%s an hour cost $%s: %s", (minutes, hour, cost) => {
    expect(formatUsd(workCost(minutes, usd(hour)))).toBe(cost);
  });

  test("whose payer offered more than a dispute brings is to be accepted, and brings what it adds to what was allowed", () => {
    const offers = [{ from: "payer" as const, amount: usd("4000.00"), at: 0 }];
    const { state } = caseOf("a", base);
    const p = prospectOfTurn({ id: "a", state: { ...state, offers }, stands: usd("4000.00") }, TERMS);
    expect([p.course, formatUsd(p.gain ?? ZERO), p.step]).toEqual(["accept", "3616.67", "Accept their $4,000.00"]);
  });

  test("that nothing known puts a figure on has no gain, not a gain of zero", () => {
    const bare = { ...base, items: [{ name: "line", billed: usd("100.00"), allowed: ZERO }], ways: [shut(federal)] };
    expect(prospectOf("a", bare, TERMS)).toMatchObject({ gain: undefined, value: undefined, firm: false });
  });
});

const made = (id: string, dollars: number, minutes: number, daysLeft?: number): Prospect => ({
  ...{ id, course: "counter", firm: true, held: [], step: "Ask", accept: ZERO, fees: ZERO, days: 45, chance: 0.5 },
  ...{ value: cents(BigInt(dollars) * 100n), gain: cents(BigInt(dollars) * 100n), minutes, daysLeft, right: "a right" },
});
const ids = (list: readonly Prospect[]): string => list.map((p) => p.id).join(" ");

describe("a week", () => {
  test.each([
    [60, "a c", "", "b", "the two small ones earn more together than the large one alone"],
    [90, "a b", "", "c", "the large one and the better small one"],
    [120, "a c b", "", "", "all of them, what earns most a minute first"],
    [29, "", "", "b a c", "nothing fits"],
  ])("of %i minutes does [%s], loses [%s] and leaves [%s]: %s", (minutes, now, lost, later) => {
    const week = weekOf([made("b", 100, 60), made("a", 70, 30), made("c", 60, 30)], minutes);
    expect([ids(week.now), ids(week.lost), ids(week.later)]).toEqual([now, lost, later]);
  });

  test.each([
    [60, "dying", "", "rich", "a right that ends outranks any better price"],
    [59, "rich", "dying", "", "what cannot be done in time is named as lost, and the time is not wasted"],
    [110, "dying rich", "", "", "both, the one that ends first"],
  ])("of %i minutes with a right that ends does [%s], loses [%s], leaves [%s]: %s", (minutes, now, lost, later) => {
    const week = weekOf([made("rich", 1000, 50), made("dying", 10, 60, WEEK_DAYS)], minutes);
    expect([ids(week.now), ids(week.lost), ids(week.later)]).toEqual([now, lost, later]);
  });

  test.each([
    [0, false, "has ended"],
    [1, true, "ends today"],
    [WEEK_DAYS, true, "ends on the last day of the week"],
    [WEEK_DAYS + 1, false, "ends a day later"],
    [undefined, false, "nobody knows when"],
  ])("with %s business days left ends this week: %s (%s)", (daysLeft: number | undefined, ends: boolean, _: string) => {
    expect(endsThisWeek(made("a", 1, 1, daysLeft))).toBe(ends);
  });

  test("names what ends and is not worth its work, what nobody can value, and what is to be closed", () => {
    const week = weekOf(
      [
        made("costs more", -5, 30, 2),
        { ...made("no figure", 0, 30, 2), gain: undefined, value: undefined },
        { ...made("paid", 0, 5), course: "accept", gain: ZERO },
      ],
      600,
    );
    expect([ids(week.now), ids(week.letGo), ids(week.unvalued), ids(week.close)]).toEqual([
      "",
      "costs more",
      "no figure",
      "paid",
    ]);
  });

  const prospects = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      dollars: fc.integer({ min: -50, max: 3000 }),
      minutes: fc.constantFrom(5, 20, 30, 35, 90),
      daysLeft: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    }),
    { selector: (p) => p.id, maxLength: 9 },
  );
  const all = prospects.map((list) => list.map((p) => made(p.id, p.dollars, p.minutes, p.daysLeft)));
  const budgets = fc.integer({ min: 0, max: 400 });

  test("never spends more than its budget, and names every case that would earn exactly once", () => {
    fc.assert(
      fc.property(all, budgets, (list, budget) => {
        const week = weekOf(list, budget);
        expect(week.used).toBeLessThanOrEqual(budget);
        const named = [...week.now, ...week.lost, ...week.later].map((p) => p.id).sort();
        expect(named).toEqual(
          list
            .filter((p) => (p.gain ?? ZERO) > 0n)
            .map((p) => p.id)
            .sort(),
        );
        for (const p of list)
          if (endsThisWeek(p))
            expect([week.now, week.lost, week.letGo, week.unvalued].filter((x) => x.includes(p))).toHaveLength(1);
      }),
    );
  });

  test("with more minutes never loses more, and where it loses the same never earns less", () => {
    fc.assert(
      fc.property(all, budgets, budgets, (list, a, b) => {
        const [less, more] = [weekOf(list, Math.min(a, b)), weekOf(list, Math.max(a, b))];
        expect(more.loses <= less.loses).toBe(true);
        if (more.loses === less.loses) expect(more.earns >= less.earns).toBe(true);
      }),
    );
  });

  test("is the same whatever the order of the cases, and for all dollars many times as large", () => {
    fc.assert(
      fc.property(all, budgets, fc.integer({ min: 2, max: 9 }), (list, budget, by) => {
        const week = weekOf(list, budget);
        expect(weekOf([...list].reverse(), budget)).toEqual(week);
        const larger = list.map((p) => ({ ...p, gain: cents((p.gain ?? ZERO) * BigInt(by)) }));
        expect(ids(weekOf(larger, budget).now)).toBe(ids(week.now));
      }),
    );
  });

  test("takes what no other choice within the budget beats", () => {
    fc.assert(
      fc.property(all, budgets, (list, budget) => {
        const earning = list.filter((p) => (p.gain ?? ZERO) > 0n);
        let best = 0n;
        for (let mask = 0; mask < 1 << earning.length; mask++) {
          const chosen = earning.filter((_, i) => (mask >> i) & 1);
          if (chosen.reduce((t, p) => t + p.minutes, 0) > budget) continue;
          const sum = chosen.reduce((t, p) => t + (p.gain ?? ZERO), 0n);
          if (sum > best) best = sum;
        }
        expect(mostGain(earning, budget).reduce((t, p) => t + (p.gain ?? ZERO), 0n)).toBe(best);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a change", () => {
  test.each([
    ["fee=115.00", "administrative fee $115.00"],
    ["entity=600", "entity fee $600.00"],
    ["hour=$55", "an hour of staff $55.00"],
    ["eligible=0.95", "eligible 95%"],
    ["collect=0.8", "collected 80%"],
    ["award=1.8", "awards at 1.8 x QPA"],
    ["days=300", "money after 300 days"],
    ["batch=each", "a dispute for each line"],
    ["batch=together", "all lines of a claim in one dispute"],
    ["federal=closed", "the federal road closed"],
    ["least=250", "nothing under $250.00 pursued"],
    ["hours=20", "20 hours of staff a week"],
    ["cooling=off", "no pause after a determination"],
    ["cooling=30", "a pause of 30 days"],
    ["lines=25", "at most 25 lines in a dispute"],
    ["lines=1", "at most 1 line in a dispute"],
    ["payer=Northfield:0.9", 'payers named "northfield" at 0.9 of what they agree to'],
    [
      "payer=a:0.9,payer=b:1.1",
      'payers named "a" at 0.9 of what they agree to; payers named "b" at 1.1 of what they agree to',
    ],
    ["qpa=1.2", "the QPA at 1.2 x the stated one"],
    ["interest=0.125", "interest of 12.5% a year"],
    ["fee=0, days=0", "administrative fee $0.00; money after 0 days"],
  ])("%s is read as: %s", (text, words) => {
    const read = readChanges(text);
    expect(read.ok && read.value.map(changeWords).join("; ")).toBe(words);
  });

  test.each([
    ["", "There is no such change."],
    ["tax=5", "There is no such change."],
    ["fee", "Write the administrative fee"],
    ["fee=", "Write the administrative fee"],
    ["fee=1.999", "Write the administrative fee"],
    ["fee=-1", "Write the administrative fee"],
    ["fee=10000.01", "Write the administrative fee"],
    ["eligible=1.01", "Write chance to be found eligible"],
    ["award=0", "Write arbitrators' median"],
    ["days=1e3", "Write days from filing"],
    ["batch=some", "Write lines in one dispute"],
    ["federal=open", "Write the federal road closed"],
    ["fee=1,fee=2", "A change is named twice"],
    ["least=-1", "Write the least net gain"],
    ["least=1000000.01", "Write the least net gain"],
    ["hours=1667", "Write hours of staff"],
    ["cooling=on", "Write the pause"],
    ["cooling=366", "Write the pause"],
    ["lines=0", "Write most lines"],
    ["lines=2.5", "Write most lines"],
    ["lines=501", "Write most lines"],
    ["payer=0.9", "Write a payer"],
    ["payer=:0.9", "Write a payer"],
    ["payer=a:", "Write a payer"],
    ["payer=a:0.09", "Write a payer"],
    ["payer=a:1,payer=A:2", "A change is named twice"],
    ["qpa=0", "Write the QPA"],
    ["interest=1.01", "Write a year's interest"],
    ["constructor=1", "There is no such change."],
  ])("%j is refused in words: %s", (text, words) => {
    const read = readChanges(text);
    expect(read.ok ? "read" : read.error).toContain(words);
  });

  const effectUnder = (text: string, c: PlanCase = ready(3)): Cents => {
    const read = readChanges(text);
    if (!read.ok) throw new Error(read.error);
    return effectOf(prospectOf("a", c), prospectOfTurnIf(caseOf("a", c), TERMS, read.value)).effect;
  };

  test.each([
    ["fee=115.00", "-100.00", "a hundred dollars more of a fee that is never returned"],
    ["fee=15.00", "0.00", "the fee that it is"],
    ["hour=60.00", "-30.00", "an hour and a half at twenty dollars more"],
  ])("%s moves one dispute by %s: %s", (text, effect) => {
    expect(formatUsd(effectUnder(text))).toBe(effect);
  });

  test.each([["eligible=0.95"], ["collect=1"], ["days=30"], ["award=3"], ["entity=200"]])("%s brings more", (text) => {
    expect(effectUnder(text) > 0n).toBe(true);
  });

  test("that closes the federal road takes the whole of what it brought, and the sum is that of the cases", () => {
    const read = readChanges("federal=closed");
    const changes = read.ok ? read.value : [];
    const effects = ["a", "b"].map((id) =>
      effectOf(prospectOf(id, ready(3)), prospectOfTurnIf(caseOf(id, ready(3)), TERMS, changes)),
    );
    expect(effects.every((e) => e.turns)).toBe(true);
    expect(effectSum(effects)).toBe(cents((effects[0]?.effect ?? ZERO) * 2n));
    expect(effects[0]?.effect).toBe(cents((effects[0]?.after.gain ?? ZERO) - (effects[0]?.before.gain ?? ZERO)));
  });

  const readAll = (text: string) => {
    const read = readChanges(text);
    return read.ok ? read.value : [];
  };

  test.each([
    ["least=100000", "counter", "accept", "what brings less than the least is let be"],
    ["least=1", "counter", "counter", "what brings more is pursued as before"],
  ])("%s turns the course from %s to %s: %s", (text, before, after) => {
    const found = effectOf(prospectOf("a", base), prospectOfTurnIf(caseOf("a", base), TERMS, readAll(text)));
    expect([found.before.course, found.after.course]).toEqual([before, after]);
    if (found.turns) expect([found.after.gain, found.after.minutes, found.after.fees]).toEqual([0n, 0, 0n]);
  });

  test.each([
    ["hours=20", 1200, "the week is twenty hours"],
    ["fee=1", 2400, "the week is as it was"],
  ])("%s makes a week of %i minutes: %s", (text, minutes) => {
    expect(minutesUnder(readAll(text), 2400)).toBe(minutes);
  });

  const paused: PlanCase = { ...base, ways: [{ ...shut(federal), why: PAUSED }, state, appeal] };
  test.each([
    ["cooling=off", paused, true, 150, "the road opens, and nothing waits longer"],
    ["cooling=30", paused, true, 180, "the road opens thirty days later"],
    ["cooling=off", base, true, 150, "an open road stays as it is"],
    ["cooling=off", { ...base, ways: [shut(federal)] }, false, 150, "a road that something else shuts stays shut"],
  ] as const)("%s leaves the road of a case: %#", (text, c, open, days, _) => {
    const after = changedBy(c, readAll(text));
    expect([after.ways[0]?.open, after.priors.days.value]).toEqual([open, days]);
  });

  const five = { ...base, items: [1, 2, 3, 4, 5].map((n) => ({ ...item, name: `line ${n}, 99285` })) };
  const batched = { ...five, fees: { ...five.fees, oneEach: false } } as PlanCase;
  test.each([
    ["lines=5", batched, "15.00", false, "all five fit into one dispute"],
    ["lines=2", batched, "45.00", false, "five lines need three disputes of two"],
    ["lines=1", batched, "15.00", true, "each line has a dispute of its own"],
    ["lines=2", five, "15.00", true, "lines that had one each keep it"],
  ] as const)("%s costs fees of $%3$s: %#", (text, c, admin, oneEach, _) => {
    const { fees } = changedBy(c, readAll(text));
    expect([formatUsd(fees?.admin.value ?? ZERO), fees?.oneEach]).toEqual([admin, oneEach]);
  });

  test("of lines leaves a case without fees as it is", () => {
    const { fees: _, ...none } = batched;
    expect(changedBy(none, readAll("lines=1"))).toBe(none);
  });

  test.each([
    ["payer=north:0.8", "NORTHFIELD MUTUAL", -1, "it agrees to less"],
    ["payer=north:1.2", "NORTHFIELD MUTUAL", 1, "it agrees to more"],
    ["payer=north:0.8", "LANTERN BENEFIT TRUST", 0, "another payer is as it was"],
  ])("%s moves a case with %s by sign %i: %s", (text, payer, sign) => {
    const of = { ...caseOf("a", base), payer };
    const { effect } = effectOf(prospectOfTurn(of, TERMS), prospectOfTurnIf(of, TERMS, readAll(text)));
    expect(effect < 0n ? -1 : effect > 0n ? 1 : 0).toBe(sign);
  });

  test("of the QPA moves what was stated and no other benchmark", () => {
    const [{ qpa, ownMedian } = item] = changedBy(base, readAll("qpa=1.5")).items;
    expect([qpa?.value, ownMedian?.value].map((x) => formatUsd(x ?? ZERO))).toEqual(["600.00", "850.00"]);
    const bare = { ...base, items: [{ name: "line", billed: usd("100.00"), allowed: ZERO }] };
    expect(changedBy(bare, readAll("qpa=1.5")).items).toEqual(bare.items);
  });

  test("of the interest brings less the higher it is", () => {
    expect(effectUnder("interest=0.2") < 0n && effectUnder("interest=0") > 0n).toBe(true);
  });

  test("of the batch makes every line bear its own fees", () => {
    const two = { ...base, items: [item, { ...item, name: "line 2, 99285" }] };
    expect(changedCase(two, { what: "batch", to: "together" }).fees?.oneEach).toBe(false);
    expect(changedCase({ ...two, fees: undefined } as never, { what: "batch", to: "each" }).fees).toBeUndefined();
  });
});

describe("the break-even line", () => {
  const fees = { admin: usd("15.00"), entity: usd("450.00") };

  // By hand: D = e^(-.08 x 150 / 365) = .96766; (75 + .83 (1 - P) 450 D) / (.83 P .95 D), rounded up.
  test.each([
    [0.5, "670.28", "even odds"],
    [0.9, "161.85", "nearly sure"],
  ])("at a chance of %d asks for $%s above what stands: %s", (chance, least) => {
    expect(breakEvenLine(fees, STARTING_PRIORS, [chance]).map((p) => formatUsd(p.least))).toEqual([least]);
  });

  test("falls with the chance and rises with each fee", () => {
    const line = breakEvenLine(fees, STARTING_PRIORS).map((p) => p.least);
    expect(line.every((x, i) => i === 0 || x < (line[i - 1] ?? 0n))).toBe(true);
    const dearer = breakEvenLine({ ...fees, admin: usd("115.00") }, STARTING_PRIORS);
    expect(dearer.every((p, i) => p.least > (line[i] ?? 0n))).toBe(true);
  });

  test("is not drawn where nothing can be collected", () => {
    const none = { ...STARTING_PRIORS, collect: { ...STARTING_PRIORS.collect, value: 0 } };
    expect(breakEvenLine(fees, none)).toEqual([]);
  });
});
