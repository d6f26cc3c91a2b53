import {
  type Arbitrator,
  bestOffer,
  equilibrium,
  type FinalOffer,
  fitArbitrator,
  impliedMedian,
  offerValue,
  robustOffer,
  winChance,
} from "./arbitrator.ts";
import { alternatingOffers, nashPoint, opening, takeItOrLeaveIt, zone } from "./bargain.ts";
import { askLadder, bestLadder, decideOffer, nextAsk, stoppingValues, timeOffer } from "./concession.ts";
import type { ExampleInput } from "./example-input.ts";
import { BENCHMARK_KINDS, CHANNEL_WEIGHTS, fairValue, VALUE_CHANNELS, type ValueChannel } from "./fair-value.ts";
import {
  betaUpdate,
  brier,
  type Counterparty,
  crpsLognormal,
  crpsNormal,
  hierarchy,
  invert,
  normalUpdate,
  payerPosterior,
  settlementMetrics,
} from "./learning.ts";
import { below, density, quantile } from "./normal.ts";
import { batchOrSingles, choosePath, disputeValue, entityFees, payerCost, winDistribution } from "./way-out.ts";

/**
 * The formulas by the names worked examples use. Each entry reads its whole input first and gives the sum to be done, so
 * that nothing is computed from an input that was not understood.
 */
export type ExampleFunction = (input: ExampleInput) => () => unknown;

/** Optional values without the absent ones, for types that tell absent from undefined. */
type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };
function given<T extends Record<string, unknown>>(of: T): Partial<Given<T>> {
  return Object.fromEntries(Object.entries(of).filter(([, v]) => v !== undefined)) as Partial<Given<T>>;
}

const CLOSENESS = ["arithmetic", "geometric"] as const;
const DISTS = ["lognormal", "normal"] as const;
const SIDES = ["provider", "payer"] as const;

const arbitratorOf = (i: ExampleInput): Arbitrator => ({
  m: i.number("m"),
  s: i.number("s"),
  ...given({
    closeness: i.choice("closeness", CLOSENESS, "arithmetic"),
    dist: i.choice("dist", DISTS, "normal"),
    payerDefault: i.maybe("payerDefault"),
    providerDefault: i.maybe("providerDefault"),
  }),
});

const stakesOf = (i: ExampleInput): { readonly entityFee?: number; readonly riskAversion?: number } =>
  given({ entityFee: i.maybe("idreFee"), riskAversion: i.maybe("riskAversion") });

const boundsOf = (i: ExampleInput): { readonly cap: number; readonly floor?: number } => ({
  cap: i.number("cap"),
  ...given({ floor: i.maybe("floor") }),
});

const finalOffer = (o: FinalOffer): unknown =>
  o.ok ? { ok: true, offer: o.offer, value: o.value, winProb: o.winChance, atCap: o.atCap } : o;

const beliefOf = (i: ExampleInput) => ({ mean: i.number("mean"), sd: i.number("sd") });

/** A benchmark, or why one of a kind that no road weighs is left out. What is left out needs no spread. */
function benchmarkOf(b: ExampleInput, channel: ValueChannel) {
  const named = b.anything("kind");
  const value = b.maybe("value");
  const kind = BENCHMARK_KINDS.find((k) => k === named);
  const counts = value !== undefined && value > 0;
  if (kind === undefined) return { unknown: { kind: named, reason: counts ? "zero weight" : "missing" } };
  const isWeighed = counts && CHANNEL_WEIGHTS[channel][kind] > 0;
  const logSd = isWeighed ? b.number("sd") : 1;
  return { kind, value, logSd, ...given({ transferSd: b.maybe("transferSd"), multiplier: b.maybe("multiplier") }) };
}

const FAIR: Readonly<Record<string, ExampleFunction>> = {
  fair_value: (i) => {
    const channel = i.choice("channel", VALUE_CHANNELS) ?? "voluntary";
    const benchmarks = i.list("benchmarks", (b) => benchmarkOf(b, channel));
    const pooling = given({ rho: i.maybe("rho"), z: i.maybe("z") });
    return () => {
      const known = benchmarks.flatMap((b) => ("unknown" in b ? [] : [b]));
      const { value } = fairValue(channel, known, pooling);
      const excluded: readonly unknown[] = benchmarks.flatMap((b): readonly unknown[] =>
        "unknown" in b ? [b.unknown] : fairValue(channel, [b], pooling).excluded,
      );
      return value === undefined ? { ok: false, excluded } : { ok: true, ...value, excluded };
    };
  },
};

const OFFERS: Readonly<Record<string, ExampleFunction>> = {
  win_prob: (i) => {
    const [p, q, a] = [i.number("p"), i.number("q"), arbitratorOf(i)];
    return () => winChance(p, q, a);
  },
  calibrate_m: (i) => {
    const [share, p, q] = [i.number("winShare"), i.number("p"), i.number("q")];
    const a = {
      s: i.number("s"),
      ...given({ closeness: i.choice("closeness", CLOSENESS, "arithmetic"), payerDefault: i.maybe("payerDefault") }),
    };
    return () => impliedMedian(share, p, q, a);
  },
  offer_value: (i) => {
    const [p, offers, a, stakes] = [i.number("p"), i.pairs("payerOffers"), arbitratorOf(i), stakesOf(i)];
    return () => offerValue(p, offers, a, stakes);
  },
  optimal_offer: (i) => {
    const [offers, a, bounds, stakes] = [i.pairs("payerOffers"), arbitratorOf(i), boundsOf(i), stakesOf(i)];
    return () => finalOffer(bestOffer(offers, a, bounds, stakes));
  },
  foa_equilibrium: (i) => {
    const [m, s, dist] = [i.number("m"), i.number("s"), i.choice("dist", DISTS, "lognormal")];
    return () => equilibrium(m, s, dist ?? "normal");
  },
  robust_offer: (i) => {
    const offers = i.pairs("payerOffers");
    const a = { m: i.number("m"), s: i.number("s"), ...given({ payerDefault: i.maybe("payerDefault") }) };
    const [bounds, mSd, multipliers] = [boundsOf(i), i.maybe("mSd"), i.numbers("multipliers")];
    const stakes = given({ entityFee: i.maybe("idreFee") });
    return () => finalOffer(robustOffer(offers, a, bounds, given({ mSd, multipliers }), stakes));
  },
  fit_arbitrator: (i) => {
    const cases = i.list("cases", (c) => ({ p: c.number("p"), q: c.number("q"), won: c.flag("won") ?? false }));
    const prior = {
      m0: i.number("m0"),
      tau: i.number("tau"),
      ...given({ s0: i.maybe("s0"), sLogSd: i.maybe("sLogSd"), payerDefault: i.maybe("payerDefault") }),
    };
    return () => fitArbitrator(cases, prior);
  },
};

const termsOf = (i: ExampleInput) => ({
  p: i.number("p"),
  q: i.number("q"),
  chance: i.number("P"),
  initial: i.number("initialPayment"),
  adminFee: i.number("adminFee"),
  entityFee: i.number("idreFee"),
  handling: i.number("handling"),
  ...given({ eligible: i.maybe("eligible"), days: i.maybe("days"), rate: i.maybe("rate") }),
});

const WAYS: Readonly<Record<string, ExampleFunction>> = {
  idr_fees: (i) => {
    const schedule = {
      single: i.number("single"),
      batchBase: i.number("batchBase"),
      batchIncrement: i.number("batchIncrement"),
      ...given({ step: i.positive("step"), cap: i.positive("cap") }),
    };
    const [items, batched] = [i.amount("items"), i.flag("batched")];
    return () => entityFees(items, schedule, batched ?? true);
  },
  idr_ev: (i) => {
    const terms = { ...termsOf(i), ...given({ collect: i.maybe("collect") }) };
    return () => disputeValue(terms);
  },
  payer_cost: (i) => {
    const terms = termsOf(i);
    return () => payerCost(terms);
  },
  batch_vs_single: (i) => {
    const terms = {
      n: i.count("n"),
      chance: i.number("P"),
      gain: i.number("gain"),
      single: i.number("single"),
      batchFee: i.number("batchFee"),
      adminFee: i.number("adminFee"),
      ...given({
        icc: i.maybe("icc"),
        handlingSingle: i.maybe("handlingSingle"),
        handlingBatch: i.maybe("handlingBatch"),
      }),
    };
    return () => batchOrSingles(terms);
  },
  choose_path: (i) => {
    const options = i.list("options", (o) => ({
      name: o.anything("name"),
      value: o.number("value"),
      ...given({ available: o.flag("available") }),
    }));
    return () => choosePath(options);
  },
};

const TALK: Readonly<Record<string, ExampleFunction>> = {
  zopa: (i) => {
    const [reservation, payer] = [i.number("reservation"), beliefOf(i)];
    return () => zone(reservation, payer);
  },
  nash_point: (i) => {
    const [rp, ry, alpha] = [i.number("rp"), i.number("ry"), i.maybe("alpha")];
    return () => nashPoint(rp, ry, alpha);
  },
  rubinstein: (i) => {
    const [rp, ry] = [i.number("rp"), i.number("ry")];
    const patience = { provider: i.number("dp"), payer: i.number("dy") };
    const proposer = i.choice("proposer", SIDES, "payer");
    return () => alternatingOffers(rp, ry, patience, proposer);
  },
  take_it_or_leave_it: (i) => {
    const [reservation, payer, cap] = [i.number("reservation"), beliefOf(i), i.number("cap")];
    return () => takeItOrLeaveIt(reservation, payer, cap);
  },
  opening: (i) => {
    const terms = {
      reservation: i.number("reservation"),
      payer: beliefOf(i),
      target: i.number("target"),
      billed: i.number("billed"),
      defensibleCap: i.number("defensibleCap"),
      ...given({
        theirOffer: i.maybe("theirOffer"),
        quantile: i.maybe("quantile"),
        minHeadroom: i.maybe("minHeadroom"),
        tick: i.maybe("tick"),
      }),
    };
    return () => opening(terms);
  },
  time_offer: (i) => {
    const [start, end, t] = [i.number("start"), i.number("end"), i.number("t")];
    const [e, k] = [i.maybe("e"), i.maybe("k")];
    return () => timeOffer(start, end, t, e, k);
  },
  ask_ladder: (i) => {
    const [reservation, high, n] = [i.number("reservation"), i.number("high"), i.count("n")];
    return () => askLadder(reservation, high, n);
  },
  ladder_dp: (i) => {
    const [reservation, n, delta] = [i.number("reservation"), i.count("n", 100), i.maybe("delta")];
    const [grid, probs] = [i.numbers("grid", GRID_MAX), i.numbers("probs", GRID_MAX)];
    return () => bestLadder(reservation, grid ?? [], probs ?? [], n, delta);
  },
  adaptive_ask: (i) => {
    const terms = {
      prev: i.number("prev"),
      start: i.number("start"),
      end: i.number("end"),
      t: i.number("t"),
      theirLast: i.number("theirLast"),
      theirPrev: i.number("theirPrev"),
      expectedStep: i.number("expectedStep"),
      ...given({
        exponent: i.maybe("e"),
        unconditional: i.maybe("lam"),
        most: i.maybe("cap"),
        tick: i.maybe("tick"),
      }),
    };
    return () => nextAsk(terms);
  },
  stopping_values: (i) => {
    const terms = {
      outside: i.number("outside"),
      n: i.count("n"),
      ...given({ low: i.maybe("lo"), high: i.maybe("hi"), delta: i.maybe("delta") }),
    };
    return () => stoppingValues(terms);
  },
  accept_decision: (i) => {
    const hand = {
      offer: i.number("offer"),
      floor: i.number("floor"),
      outside: i.number("outside"),
      nextAsk: i.number("nextAsk"),
      continuation: i.number("continuation"),
      t: i.number("t"),
      bestRecent: i.number("bestRecent"),
      ...given({ lateT: i.maybe("lateT"), epsilon: i.maybe("epsilon") }),
    };
    return () => decideOffer(hand);
  },
};

const partyOf = (i: ExampleInput): Counterparty => ({
  payer: i.key("payer"),
  vendor: i.key("vendor"),
  specialty: i.key("specialty"),
});

/** The ladder looks at every pair of a grid in every round. */
const GRID_MAX = 1000;

/** A list that is empty counts as none. */
const someOf = (list: readonly number[] | undefined): readonly number[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

/** An exponent as a key: whole numbers are written `1` by some and `1.0` by others. */
const exponentKeys = (e: number): readonly string[] => (Number.isInteger(e) ? [`${e}`, `${e}.0`] : [`${e}`]);

const LEARNING: Readonly<Record<string, ExampleFunction>> = {
  normal_update: (i) => {
    const prior = { mean: i.number("priorMean"), var: i.number("priorVar") };
    const data = { mean: i.number("mean"), n: i.number("n"), obsVar: i.number("obsVar") };
    return () => normalUpdate(prior, data);
  },
  hierarchy: (i) => {
    const spreads = {
      globalMean: i.number("globalMean"),
      tauPayer: i.number("tauPayer"),
      tauVendor: i.number("tauVendor"),
      tauSpecialty: i.number("tauSpecialty"),
      sigma: i.number("sigma"),
    };
    const cells = i.list("cells", (c) => ({ ...partyOf(c), n: c.number("n"), mean: c.number("mean") }));
    const target = i.object("target", partyOf) ?? { payer: "", vendor: "", specialty: "" };
    return () => hierarchy(spreads, cells, target);
  },
  beta_update: (i) => {
    const prior = { a: i.number("a"), b: i.number("b") };
    const data = { wins: i.number("wins"), losses: i.number("losses") };
    const [days, halfLife] = [i.maybe("ageDays"), i.maybe("halfLife")];
    return () => betaUpdate(prior, data, days === undefined ? undefined : { days, halfLife: halfLife ?? Number.NaN });
  },
  grid_posterior: (i) => {
    const exponents = i.numbers("exponents") ?? [];
    const seen = {
      limits: i.numbers("limits") ?? [],
      exponents,
      first: i.number("first"),
      observations: i.pairs("observations"),
      noise: i.number("noise"),
      ...given({
        priorLimits: someOf(i.numbers("priorLimits")),
        rejectedAsks: i.numbers("rejectedAsks"),
        acceptIfBelow: i.maybe("acceptIfBelow"),
      }),
    };
    return () => {
      const found = payerPosterior(seen);
      if (found === undefined) return { ok: false };
      const keyed = exponents.flatMap((e, k) => exponentKeys(e).map((key) => [key, found.exponents[k] ?? 0] as const));
      return { ok: true, ...found, exponents: Object.fromEntries(keyed) };
    };
  },
  brier: (i) => {
    const [ps, ys] = [i.numbers("ps"), i.numbers("ys")];
    return () => brier(ps ?? [], ys ?? []);
  },
  crps_normal: (i) => {
    const [m, s, y] = [i.number("m"), i.number("s"), i.number("y")];
    return () => crpsNormal(m, s, y);
  },
  crps_lognormal: (i) => {
    const [m, s, y] = [i.number("m"), i.number("s"), i.number("y")];
    return () => crpsLognormal(m, s, y);
  },
  settlement_metrics: (i) => {
    const [price, rp, ry] = [i.maybe("price"), i.number("rp"), i.number("ry")];
    return () => settlementMetrics(price, rp, ry);
  },
};

const NUMERICS: Readonly<Record<string, ExampleFunction>> = {
  phi: (i) => {
    const z = i.number("z");
    return () => density(z);
  },
  Phi: (i) => {
    const z = i.number("z");
    return () => below(z);
  },
  inv_Phi: (i) => {
    const p = i.number("p");
    return () => quantile(p);
  },
  invert: (i) => {
    const rows = i.square("A");
    return () => invert(rows);
  },
  beta_binom_pmf: (i) => {
    const [n, mean, icc] = [i.count("n"), i.number("mean"), i.number("icc")];
    return () => winDistribution(n, mean, icc);
  },
};

export const EXAMPLE_FUNCTIONS: ReadonlyMap<string, ExampleFunction> = new Map(
  Object.entries({ ...FAIR, ...OFFERS, ...WAYS, ...TALK, ...LEARNING, ...NUMERICS }),
);
