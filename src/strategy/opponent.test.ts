import { describe, expect, test } from "vitest";
import { timeOffer } from "./concession.ts";
import { planAsks, type Table } from "./haggle.ts";
import { hypothesesOf, stonewallLimits, weighedLimits } from "./limits.ts";
import { beliefOf, bidAt, type Exchange, expected, type Model, type Tactic } from "./opponent.ts";
import { wayOutQuantile } from "./outlook.ts";
import { believed, limitQuantile, nextStep, type Position, STYLE, takesLastBid } from "./step.ts";

const FIRST = 400;
const guesses = weighedLimits([{ weight: 1, wayOut: 700, payerCost: 1000 }], {
  ...{ initial: FIRST, shading: [0, 0.2], points: 40 },
});
const TACTICS = {
  curves: [0.2, 0.5, 1, 2].map((e) => [e, 0.2] as const),
  reciprocal: [[1, 0.2] as const],
  stepper: [[0.125, 0.2] as const],
};
const model: Model = {
  hypotheses: hypothesesOf(TACTICS, guesses, 1),
  ...{
    noise: [
      [1, 0.5],
      [20, 0.5],
    ],
    ready: 0.1,
    tick: 1,
  },
};

/** What a side that really is this would have bid against falling asks. */
function bids(tactic: Tactic, limit: number, asks: readonly number[], share: number): readonly Exchange[] {
  const out: Exchange[] = [];
  let standing = FIRST;
  let [now, last] = [0, asks[0] ?? 0];
  for (const [i, ask] of asks.entries()) {
    const t = ((i + 1) / asks.length) * share;
    standing = bidAt({ tactic, limit }, { first: FIRST, standing, now }, { t, asks: 1, conceded: last - ask });
    out.push({ ask, bid: standing, t });
    [now, last] = [t, ask];
  }
  return out;
}
const ASKS = [2000, 1850, 1700, 1560, 1440, 1330];

describe("what the other side may be", () => {
  test.each<[string, Tactic]>([
    ["holds out", { kind: "curve", pace: 0.5 }],
    ["goes straight", { kind: "curve", pace: 1 }],
    ["gives early", { kind: "curve", pace: 2 }],
    ["counts asks", { kind: "stepper", pace: 0.125 }],
  ])("a side that %s shows its limit by its bids", (_, tactic) => {
    const belief = beliefOf(model, { first: FIRST, exchanges: bids(tactic, 1100, ASKS, 0.75) });
    expect(Math.abs(expected(belief, (p) => p.limit) - 1100)).toBeLessThan(40);
    expect(expected(belief, (p) => (p.tactic.kind === tactic.kind ? 1 : 0))).toBeGreaterThan(0.5);
  });

  test("one that answers concessions shows its limit where it stops", () => {
    const stops = bids({ kind: "reciprocal", pace: 1 }, 850, ASKS, 0.75);
    const belief = beliefOf(model, { first: FIRST, exchanges: stops });
    expect(stops.at(-1)?.bid).toBe(850);
    expect(Math.abs(expected(belief, (p) => p.limit) - 850)).toBeLessThan(40);
  });

  test("weights add up to one, and no limit lies far below what was bid", () => {
    const exchanges = bids({ kind: "curve", pace: 1 }, 1100, ASKS, 0.5);
    const belief = beliefOf(model, { first: FIRST, exchanges });
    expect(expected(belief, () => 1)).toBeCloseTo(1, 9);
    for (const p of belief) expect(p.limit).toBeGreaterThanOrEqual((exchanges.at(-1)?.bid ?? 0) - 61);
  });

  test("the order of hypotheses and one of no weight change nothing", () => {
    const seen = { first: FIRST, exchanges: bids({ kind: "curve", pace: 1 }, 1100, ASKS, 0.5) };
    const mean = (m: Model): number => expected(beliefOf(m, seen), (p) => p.limit);
    const none = { tactic: { kind: "curve", pace: 9 } as const, weight: 0, guesses };
    expect(mean({ ...model, hypotheses: model.hypotheses.toReversed() })).toBeCloseTo(mean(model), 9);
    expect(mean({ ...model, hypotheses: [none, ...model.hypotheses] })).toBe(mean(model));
  });

  test("what no belief explains widens it, and is told", () => {
    const seen = { first: FIRST, exchanges: [{ ask: 90_000, bid: 50_000, t: 0.2 }] };
    expect(beliefOf(model, seen)).toEqual([]);
    const { belief, surprised } = believed(model, seen);
    expect(surprised).toBe(true);
    expect(limitQuantile(belief, 0.5)).toBeGreaterThan(2000);
  });

  test("limits weigh a dear dispute with a good way out, and none lies below what was allowed", () => {
    const two = weighedLimits(
      [
        { weight: 0.5, wayOut: 500, payerCost: 700 },
        { weight: 0.5, wayOut: 1200, payerCost: 1800 },
      ],
      { initial: 400, shading: [-0.05, 0.15], points: 50 },
    );
    expect(two.reduce((t, g) => t + g.weight, 0)).toBeCloseTo(1, 3);
    expect(two[0]?.limit).toBeCloseTo(400, 6);
    expect((two.at(-8)?.outside ?? 0) - (two[10]?.outside ?? 0)).toBeGreaterThan(500);
    for (const g of stonewallLimits(400, 1.25, 600)) expect(g.limit > 400 && g.limit < 500).toBe(true);
  });
});

const table: Table = {
  ...{
    first: FIRST,
    standing: FIRST,
    now: 0,
    top: 2000,
    opening: false,
    times: [0.25, 0.5, 0.75, 1],
    floor: 700,
    tick: 1,
  },
};

describe("asks planned together", () => {
  const belief = beliefOf(model, { first: FIRST, exchanges: [] });
  const habits = { end: "limit", lastWord: 0.9, silence: 0 } as const;

  test("fall, keep the floor, and are worth at least the way out", () => {
    const plan = planAsks(belief, table, habits);
    for (const [i, ask] of plan.asks.entries()) {
      expect(ask).toBeGreaterThanOrEqual(table.floor);
      if (i > 0) expect(ask).toBeLessThanOrEqual(plan.asks[i - 1] ?? 0);
    }
    expect(plan.value).toBeGreaterThan(700);
    expect(plan.agreement > 0.5 && plan.agreement <= 1).toBe(true);
  });

  test("more asks are never worth less, and silence costs", () => {
    const worth = (n: number): number =>
      planAsks(belief, { ...table, times: Array.from({ length: n }, (_, i) => (i + 1) / n) }, habits).value;
    expect(worth(4)).toBeGreaterThanOrEqual(worth(1) - 1e-6);
    expect(planAsks(belief, table, { ...habits, silence: 0.3 }).value).toBeLessThan(
      planAsks(belief, table, habits).value,
    );
  });

  test("scale: all dollars twice as large, every ask twice as large", () => {
    const twice = belief.map((p) => ({ ...p, limit: 2 * p.limit, outside: 2 * p.outside }));
    const at = { ...table, first: 800, standing: 800, top: 4000, floor: 1400, tick: 2 };
    const [a, b] = [planAsks(belief, table, habits), planAsks(twice, at, habits)];
    expect(b.value).toBeCloseTo(2 * a.value, 6);
    for (const [i, ask] of b.asks.entries()) expect(ask).toBeCloseTo(2 * (a.asks[i] ?? 0), 6);
  });
});

describe("what bids say of the way out", () => {
  // A low limit goes with a poor way out: two outlooks, each with its cost to the payer.
  const told = weighedLimits(
    [
      { weight: 0.5, wayOut: 500, payerCost: 700 },
      { weight: 0.5, wayOut: 900, payerCost: 1300 },
    ],
    { initial: FIRST, shading: [-0.05, 0.15], points: 48 },
  );
  const careful: Model = {
    ...model,
    hypotheses: hypothesesOf(TACTICS, told, 1),
    noise: [
      [1, 0.5, 0],
      [30, 0.5, 1],
    ],
  };
  const outside = (seen: readonly Exchange[]): number =>
    expected(beliefOf(careful, { first: FIRST, exchanges: seen }), (p) => p.outside);

  test("bids that follow a tactic to a low limit lower it", () => {
    expect(outside(bids({ kind: "curve", pace: 1 }, 650, ASKS.slice(0, 4), 0.5))).toBeLessThan(560);
  });

  test("the same bids, straying, do not; straying bids of a high limit still raise it", () => {
    const stray = (seen: readonly Exchange[]): readonly Exchange[] =>
      seen.map((x, i) => ({ ...x, bid: x.bid + (i % 2 === 0 ? 28 : -28) }));
    expect(outside([])).toBeCloseTo(700, 0);
    expect(outside(stray(bids({ kind: "curve", pace: 1 }, 650, ASKS.slice(0, 4), 0.5)))).toBeGreaterThan(690);
    expect(outside(stray(bids({ kind: "curve", pace: 1 }, 1400, ASKS.slice(0, 4), 0.5)))).toBeGreaterThan(850);
  });
});

describe("an interval of the way out", () => {
  const places = Array.from({ length: 13 }, (_, i) => (i - 6) / 2);
  const outlooks = places.map((z) => ({ wayOut: 100 * z, weight: Math.exp((-z * z) / 2) }));
  test.each([
    [0.1, -128],
    [0.5, 0],
    [0.9, 128],
  ])("%s of a normal doubt held in thirteen places lies near %s hundredths of a deviation, not at 150", (q, at) => {
    expect(Math.abs(wayOutQuantile(outlooks, q) - at)).toBeLessThan(8);
  });
  test("of one outlook is that outlook, and of none nothing", () => {
    expect(wayOutQuantile([{ wayOut: 7, weight: 0.3 }], 0.9)).toBe(7);
    expect(wayOutQuantile([], 0.1)).toBe(0);
  });
});

describe("one step", () => {
  const position = (exchanges: readonly Exchange[], times: readonly number[]): Position => ({
    ...{ seen: { first: FIRST, exchanges }, standing: exchanges.at(-1)?.bid ?? FIRST, now: exchanges.at(-1)?.t ?? 0 },
    ...{ times, floor: FIRST, cap: 5000, tick: 1 },
  });
  const habits = { end: "limit", lastWord: 0.9, silence: 0 } as const;

  test("no ask but the last goes below the curve that protects from a wrong belief", () => {
    const exchanges = bids({ kind: "curve", pace: 1 }, 1100, ASKS.slice(0, 3), 0.375);
    const step = nextStep(model, position(exchanges, [0.5, 0.75, 1]), habits);
    const curve = timeOffer(2000, step.last, 0.5, STYLE.hold);
    expect(step.act).toBe("ask");
    expect(step.price).toBeGreaterThanOrEqual(Math.min(1700, curve) - 1e-9);
  });

  test("a side that does not answer gets smaller steps than one that does", () => {
    const moving = nextStep(
      model,
      position(bids({ kind: "curve", pace: 1 }, 1100, ASKS.slice(0, 2), 0.25), [0.5, 0.75, 1]),
      {
        ...habits,
      },
    );
    expect(moving.ratio).toBeGreaterThan(0.5);
    const still = ASKS.slice(0, 2).map((ask, i) => ({ ask, bid: FIRST, t: (i + 1) / 8 }));
    expect(nextStep(model, position(still, [0.5, 0.75, 1]), habits).ratio ?? 0).toBeLessThan(0.5);
  });

  test("the last bid is taken from the way out on, and never below the floor", () => {
    const seen = { first: FIRST, exchanges: bids({ kind: "curve", pace: 1 }, 1100, ASKS, 1) };
    expect(takesLastBid(model, seen, 1100, FIRST)).toBe(true);
    expect(takesLastBid(model, seen, 699, FIRST)).toBe(false);
    expect(takesLastBid(model, seen, 1100, 1101)).toBe(false);
    expect(takesLastBid(model, seen, 1100, FIRST, 500)).toBe(false);
  });
});
