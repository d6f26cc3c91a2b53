import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Arbitrator,
  bestOffer,
  equilibrium,
  fitArbitrator,
  impliedMedian,
  offerValue,
  robustOffer,
  winChance,
} from "./arbitrator.ts";
import { alternatingOffers, nashPoint, opening, takeItOrLeaveIt, zone } from "./bargain.ts";
import { askLadder, bestLadder, decideOffer, nextAsk, stoppingValues, timeOffer } from "./concession.ts";
import { type Benchmark, barred, fairValue } from "./fair-value.ts";
import { betaUpdate, hierarchy, normalUpdate, payerPosterior, settlementMetrics } from "./learning.ts";
import { density } from "./normal.ts";
import { batchOrSingles, choosePath, disputeValue, entityFees, payerCost, winDistribution } from "./way-out.ts";

const amount = fc.double({ min: 50, max: 5000, noNaN: true });
const arbitrator: Arbitrator = { m: Math.log(800), s: 0.5 };

describe("(a) fair value", () => {
  const benchmark: fc.Arbitrary<Benchmark> = fc.record({
    kind: fc.constantFrom("qpa" as const, "own_history" as const, "medicare_multiple" as const, "billed" as const),
    value: amount,
    logSd: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
  });
  const some = fc.array(benchmark, { minLength: 1, maxLength: 6 });

  test("the order of benchmarks and those that count nothing change nothing", () => {
    fc.assert(
      fc.property(some, (list) => {
        const turned = fairValue("federal_idr", [...list].reverse()).value;
        const without = fairValue(
          "federal_idr",
          list.filter((b) => !barred("federal-idr", b.kind)),
        ).value;
        const { value } = fairValue("federal_idr", list);
        expect(turned?.median ?? 0).toBeCloseTo(value?.median ?? 0, 6);
        expect(without?.median).toBe(value?.median);
        expect(without?.logSd).toBe(value?.logSd);
      }),
    );
  });

  test("lies between its benchmarks and scales with them", () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0.1, max: 10, noNaN: true }), (list, by) => {
        const { value } = fairValue("voluntary", list);
        const scaled = fairValue(
          "voluntary",
          list.map((b) => ({ ...b, value: (b.value ?? 0) * by })),
        ).value;
        const values = list.map((b) => b.value ?? 0);
        expect(value?.median ?? 0).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-9));
        expect(value?.median ?? 0).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-9));
        expect((scaled?.median ?? 0) / ((value?.median ?? 1) * by)).toBeCloseTo(1, 9);
        expect(scaled?.logSd ?? 0).toBeCloseTo(value?.logSd ?? 0, 9);
      }),
    );
  });

  test("nothing that counts is no value, with the reason of each", () => {
    const { value, excluded } = fairValue("federal_idr", [
      { kind: "billed", value: 2400, logSd: 0.1 },
      { kind: "qpa", value: Number.NaN, logSd: 0.1 },
      { kind: "qpa", value: Number.POSITIVE_INFINITY, logSd: 0.1 },
      { kind: "qpa", value: undefined, logSd: 0.1 },
      { kind: "own_history", value: -5, logSd: 0.1 },
    ]);
    expect(value).toBeUndefined();
    expect(excluded.map((e) => e.reason)).toEqual(["prohibited", "missing", "missing", "missing", "missing"]);
  });

  test.each([
    ["medicare_multiple", true],
    ["ucr_percentile", true],
    ["billed", true],
    ["qpa", false],
    ["own_history", false],
  ] as const)("before a federal arbitrator %s is barred: %s", (kind, is) =>
    expect(barred("federal-idr", kind)).toBe(is),
  );
  test("Texas may weigh charges", () => expect(barred("tx_arbitration", "ucr_percentile")).toBe(false));
});

describe("(g) final offers", () => {
  test("the chance to win falls in both offers and is certain together with the other side's", () => {
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 1, max: 500, noNaN: true }), (p, q, more) => {
        if (p > q) expect(winChance(p + more, q, arbitrator)).toBeLessThanOrEqual(winChance(p, q, arbitrator));
        if (p > q + more) expect(winChance(p, q + more, arbitrator)).toBeLessThanOrEqual(winChance(p, q, arbitrator));
        expect(winChance(p, q, arbitrator) + winChance(q, p, arbitrator)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("the best offer meets its first-order condition, falls with the fee and with risk aversion", () => {
    const offers = [[400, 1]] as const;
    const at = (entityFee: number, riskAversion: number): number => {
      const o = bestOffer(offers, arbitrator, { cap: 9000 }, { entityFee, riskAversion });
      return o.ok ? o.offer : 0;
    };
    const [p, fee] = [at(350, 0), 350];
    const mid = (p + 400) / 2;
    const slope = density((Math.log(mid) - arbitrator.m) / arbitrator.s) / (arbitrator.s * mid);
    expect(winChance(p, 400, arbitrator)).toBeCloseTo(((p - 400 + fee) * slope) / 2, 4);
    expect(at(500, 0)).toBeLessThan(at(200, 0));
    expect(at(0, 0.003)).toBeLessThan(at(0, 0.001));
  });

  test("without doubt the robust offer is the plain one; with doubt it keeps within its bounds", () => {
    const offers = [[400, 1]] as const;
    const plain = bestOffer(offers, arbitrator, { cap: 5000 }, { entityFee: 400 });
    const robust = robustOffer(offers, arbitrator, { cap: 5000 }, { multipliers: [1] }, { entityFee: 400 });
    expect(plain.ok && robust.ok && Math.abs(plain.offer - robust.offer)).toBeLessThan(0.01);
    const capped = robustOffer(offers, arbitrator, { cap: 700, floor: 500 }, { mSd: 0.4 });
    expect(capped).toMatchObject({ ok: true, atCap: true, offer: 700 });
    expect(robustOffer(offers, arbitrator, { cap: 300 })).toEqual({
      ok: false,
      reason: "cap below lower bound",
      lower: 400,
    });
  });

  test.each(["normal", "lognormal"] as const)("nobody gains by leaving the %s equilibrium", (dist) => {
    const [m, s] = dist === "normal" ? [1000, 200] : [Math.log(600), 0.35];
    const eq = equilibrium(m, s, dist);
    const worth = (p: number, q: number): number => offerValue(p, [[q, 1]], { m, s, dist });
    const base = worth(eq.provider, eq.payer);
    for (let i = 0; i < 400; i++) {
      const x = eq.center * (0.02 + 0.01 * i);
      if (x > eq.payer) expect(worth(x, eq.payer)).toBeLessThanOrEqual(base * (1 + 1e-9));
      if (x < eq.provider) expect(worth(eq.provider, x)).toBeGreaterThanOrEqual(base * (1 - 1e-9));
    }
  });

  test("a share of wins implies a median that gives the share back", () => {
    const m = impliedMedian(0.84, 2.57, 1, { s: 0.5, payerDefault: 0.05 });
    expect(winChance(2.57, 1, { m, s: 0.5, payerDefault: 0.05 })).toBeCloseTo(0.84, 9);
  });

  test("many decisions teach the arbitrator; none leave the prior", () => {
    const cases = Array.from({ length: 900 }, (_, i) => {
      const p = 1.2 + (i % 30) * 0.2;
      const share = winChance(p, 1, { m: 1, s: 0.5 });
      return { p, q: 1, won: Math.floor(i / 30) < share * 30 };
    });
    const fit = fitArbitrator(cases, { m0: 0.8, tau: 0.4 });
    expect(fit.m).toBeCloseTo(1, 1);
    expect(fitArbitrator([], { m0: 0.8, tau: 0.4 }).m).toBeCloseTo(0.8, 9);
  });
});

describe("(f) ways out", () => {
  const terms = {
    p: 1200,
    q: 400,
    chance: 0.7,
    initial: 300,
    adminFee: 15,
    entityFee: 400,
    handling: 60,
    eligible: 0.85,
    collect: 0.95,
    days: 150,
  };
  const worth = (of: Partial<typeof terms>): number => disputeValue({ ...terms, ...of }).providerValue;

  test("falls with days and fees, rises with the chance, eligibility and collection", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.3, noNaN: true }), (more) => {
        expect(worth({ days: 150 + more * 1000 })).toBeLessThanOrEqual(worth({}));
        expect(worth({ entityFee: 400 + more * 100 })).toBeLessThanOrEqual(worth({}));
        expect(worth({ adminFee: 15 + more * 100 })).toBeLessThanOrEqual(worth({}));
        expect(worth({ chance: 0.7 + more })).toBeGreaterThanOrEqual(worth({}));
        expect(worth({ eligible: 0.85 + more / 2 })).toBeGreaterThanOrEqual(worth({}));
        expect(worth({ collect: 0.95 + more / 6 })).toBeGreaterThanOrEqual(worth({}));
      }),
    );
  });

  test("an award below what was paid is paid back", () =>
    expect(disputeValue({ ...terms, p: 200, q: 100, eligible: 1, entityFee: 0, days: 0 }).incremental).toBeLessThan(
      -75,
    ));

  test("with the same beliefs, no delay and full collection the room is exactly all fees and handling", () => {
    const same = { ...terms, eligible: 1, collect: 1, days: 0 };
    const room = payerCost({ ...same, handling: 90 }) - disputeValue(same).providerValue;
    expect(room).toBeCloseTo(400 + 30 + 150, 9);
  });

  test("fees of batches, and of lines one by one", () => {
    const f = { single: 450, batchBase: 650, batchIncrement: 150 };
    expect([1, 2, 25, 26, 50, 51, 120].map((n) => entityFees(n, f))).toEqual([450, 650, 650, 800, 800, 1250, 2250]);
    expect(entityFees(3, f, false)).toBe(1350);
    expect(entityFees(0, f)).toBe(0);
  });

  test("wins of a batch are a distribution with the chance as its mean, wider when lines share their luck", () => {
    for (const icc of [0, 0.2, 0.6]) {
      const d = winDistribution(12, 0.7, icc);
      const mean = d.reduce((t, p, k) => t + p * k, 0);
      expect(d.reduce((t, p) => t + p, 0)).toBeCloseTo(1, 9);
      expect(mean).toBeCloseTo(8.4, 9);
      const variance = d.reduce((t, p, k) => t + p * (k - mean) ** 2, 0);
      expect(variance).toBeCloseTo(12 * 0.7 * 0.3 * (1 + 11 * icc), 6);
    }
  });

  test("a batch of one is a single, its fee aside", () => {
    const one = batchOrSingles({ n: 1, chance: 0.6, gain: 500, single: 450, batchFee: 450, adminFee: 15, icc: 0.2 });
    expect(one.batch).toBeCloseTo(one.singles, 9);
    expect(batchOrSingles({ n: 2, chance: 0.2, gain: 900, single: 10, batchFee: 5000, adminFee: 1 }).better).toBe(
      "singles",
    );
  });

  test("the best open way, the first of equals, none of none", () => {
    expect(
      choosePath([
        { name: "accept", value: 5 },
        { name: "file", value: 5 },
      ])?.choice,
    ).toBe("accept");
    expect(choosePath([{ name: "state", value: 9, available: false }])).toBeUndefined();
    expect(choosePath([{ name: "accept", value: 1 }])).toEqual({ choice: "accept", value: 1, margin: undefined });
  });
});

describe("(b) and (c): zone, opening, asks", () => {
  test("the zone's width by adding up the belief", () => {
    let width = 0;
    for (let x = -500; x < 4000; x += 0.5) width += Math.max(0, x - 900) * (density((x - 1000) / 200) / 200) * 0.5;
    expect(zone(900, { mean: 1000, sd: 200 }).expectedWidth).toBeCloseTo(width, 1);
  });

  test("an opening is never above what was billed or can be defended, nor below our room when there is some", () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        amount,
        amount,
        fc.option(amount, { nil: undefined }),
        (r, m, target, billed, cap, y) => {
          const o = opening({
            reservation: r,
            payer: { mean: m, sd: m / 5 },
            target,
            billed,
            defensibleCap: cap,
            ...(y === undefined ? {} : { theirOffer: y }),
          });
          expect(o.price).toBeLessThanOrEqual(Math.min(billed, cap) + 1e-6);
          expect(o.feasible).toBe(Math.min(billed, cap) >= r);
          if (o.binding !== "cap" && Math.min(billed, cap) >= r * 1.05)
            expect(o.price).toBeGreaterThanOrEqual(r * 1.05 - 1);
        },
      ),
    );
  });

  test.each([
    [{ reservation: 1400, target: 1000 }, "headroom"],
    [{ reservation: 700, target: 1300 }, "target"],
  ] as const)("what sets it: %o by the %s", (of, binding) =>
    expect(opening({ payer: { mean: 1000, sd: 200 }, billed: 9000, defensibleCap: 9000, ...of }).binding).toBe(binding),
  );

  test("a one-shot price lies above our limit and earns what no other does", () => {
    const best = takeItOrLeaveIt(900, { mean: 1000, sd: 200 }, 3000);
    expect(best.expectedGain).toBeGreaterThan((1050 - 900) * 0.4);
    expect(best.price).toBeGreaterThan(900);
  });

  test("patience decides who gets what of alternating offers", () => {
    const share = (p: number, y: number, who?: "payer"): number =>
      alternatingOffers(0, 1, { provider: p, payer: y }, who).providerShare;
    expect(share(0.9, 0.8)).toBeGreaterThan(share(0.8, 0.8));
    expect(share(0.9, 0.9)).toBeGreaterThan(share(0.9, 0.9, "payer"));
    expect(nashPoint(900, 800).exists).toBe(false);
  });

  test("asks fall and never pass the end; the planned ladder is what the dynamic programme finds", () => {
    const grid = Array.from({ length: 400 }, (_, i) => (i + 1) / 400);
    const dp = bestLadder(0, grid, new Array<number>(400).fill(1 / 400), 4);
    expect(dp.value).toBeCloseTo(askLadder(0, 1, 4).expectedGain, 2);
    expect([...dp.asks].sort((a, b) => b - a)).toEqual(dp.asks);
    expect(bestLadder(900, [100], [1], 2)).toEqual({ asks: [], value: 0 });
    expect(timeOffer(100, 50, 2)).toBe(50);
    fc.assert(
      fc.property(
        amount,
        fc.double({ min: 0, max: 1, noNaN: true }),
        amount,
        amount,
        amount,
        (prev, t, last, was, step) => {
          const n = nextAsk({ prev, start: 5200, end: 40, t, theirLast: last, theirPrev: was, expectedStep: step });
          expect(n.ask).toBeLessThanOrEqual(prev);
          expect(n.ask).toBeGreaterThanOrEqual(Math.min(prev, 40));
        },
      ),
    );
    expect(
      nextAsk({ prev: 50, start: 90, end: 40, t: 0.1, theirLast: 9, theirPrev: 9, expectedStep: 0 }).ratio,
    ).toBeUndefined();
    expect(nextAsk({ prev: 90, start: 90, end: 40, t: 0.5, theirLast: 9, theirPrev: 9, expectedStep: 0 }).ratio).toBe(
      1,
    );
  });

  test("what is taken is an up-set, nothing below the floor is, and waiting for more is worth more", () => {
    const hand = { floor: 700, outside: 820, nextAsk: 1050, continuation: 930, bestRecent: 880 };
    fc.assert(
      fc.property(amount, amount, fc.double({ min: 0, max: 1, noNaN: true }), (offer, more, t) => {
        const taken = decideOffer({ ...hand, offer, t }).accept;
        if (taken) expect(decideOffer({ ...hand, offer: offer + more, t }).accept).toBe(true);
        if (taken) expect(offer).toBeGreaterThanOrEqual(820);
      }),
    );
    expect(decideOffer({ ...hand, offer: 830, t: 0.5 }).rule).toBe("continue");
    expect(decideOffer({ ...hand, offer: 750, t: 0.5 }).rule).toBe("outside_better");
    const v = stoppingValues({ outside: 0.2, n: 6, low: 0.3 });
    expect([...v].sort((a, b) => a - b)).toEqual(v);
    expect(stoppingValues({ outside: 9, n: 1 })).toEqual([9, 9]);
  });
});

describe("(h) learning", () => {
  test("a pooled mean lies between prior and data", () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 50 }), (a, b, n) => {
        const { mean } = normalUpdate({ mean: a, var: 4 }, { mean: b, n, obsVar: 9 });
        expect(mean).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(a, b) + 1e-9);
      }),
    );
  });

  const spreads = { globalMean: 0.8, tauPayer: 0.35, tauVendor: 0.25, tauSpecialty: 0.3, sigma: 0.55 };
  const cells = [
    { payer: "a", vendor: "v", specialty: "EM", n: 40, mean: 1 },
    { payer: "b", vendor: "v", specialty: "RAD", n: 5, mean: 0.4 },
  ];
  test("other names for payers, and another order of cells, change nothing", () => {
    const target = { payer: "a", vendor: "v", specialty: "EM" };
    const renamed = cells.map((c) => ({ ...c, payer: `x${c.payer}` })).reverse();
    const one = hierarchy(spreads, cells, target);
    expect(hierarchy(spreads, renamed, { ...target, payer: "xa" }).mean).toBeCloseTo(one.mean, 12);
    expect(hierarchy(spreads, [], target).medianRatio).toBeCloseTo(Math.exp(0.8), 12);
  });

  test("only one source of difference is the scalar update", () => {
    const flat = { ...spreads, tauPayer: 0.4, tauVendor: 1e-6, tauSpecialty: 1e-6, sigma: 0.5, globalMean: 0 };
    const target = { payer: "a", vendor: "v", specialty: "s" };
    const h = hierarchy(flat, [{ ...target, n: 10, mean: 0.3 }], target);
    expect(h.mean).toBeCloseTo(normalUpdate({ mean: 0, var: 0.16 }, { mean: 0.3, n: 10, obsVar: 0.25 }).mean, 6);
  });

  test("old wins count less; refusals move the limit down; what cannot be is said so", () => {
    const young = betaUpdate({ a: 2, b: 2 }, { wins: 10, losses: 0 });
    const old = betaUpdate({ a: 2, b: 2 }, { wins: 10, losses: 0 }, { days: 700, halfLife: 365 });
    expect(old.mean).toBeLessThan(young.mean);
    const seen = {
      limits: [600, 800, 1000],
      exponents: [0.5, 1],
      first: 400,
      observations: [[0.3, 430] as const],
      noise: 25,
    };
    const before = payerPosterior(seen);
    const after = payerPosterior({ ...seen, rejectedAsks: [900], priorLimits: [0.5, 0.5, 0] });
    expect(after?.mean).toBeLessThan(before?.mean ?? 0);
    expect(payerPosterior({ ...seen, observations: [[0.3, 4000]] })).toBeUndefined();
  });

  test("a deal where no zone was is a bad one", () => {
    expect(settlementMetrics(900, 1000, 950)).toMatchObject({ counted: false, badDeal: true });
    expect(settlementMetrics(undefined, 1000, 950)).toMatchObject({ counted: false, badDeal: false });
  });
});
