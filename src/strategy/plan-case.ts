import type { Day } from "#base/day.ts";
import { type Cents, ZERO } from "#base/money.ts";
import { ITEM_BENCHMARKS, type ItemBenchmark } from "./item-benchmarks.ts";
import type { Known, Priors } from "./priors.ts";

/** An amount from a table the user loaded, with how far such amounts lie apart where the table says it. */
export interface Loaded extends Known<Cents> {
  /** Standard deviation of the logarithm; that of its kind when absent. */
  readonly logSd?: number;
}

/** One line that money can still come in on. */
export interface PlanItem {
  /** "line 1, 99285". */
  readonly name: string;
  readonly billed: Cents;
  /** What the payer allowed so far; zero when denied or not answered. */
  readonly allowed: Cents;
  readonly qpa?: Known<Cents>;
  /** The practice's own median with this payer, for the units billed. */
  readonly ownMedian?: Known<Cents>;
  /** The practice's percentage of Medicare: triage, and no evidence before a federal arbitrator. */
  readonly medicare?: Known<Cents>;
  /** What the practice agreed with this payer, now or in the four plan years before. */
  readonly contracted?: Loaded;
  /** Rates a plan published for providers in its network. */
  readonly inNetwork?: Loaded;
  /** What payers allowed providers out of network. */
  readonly oonAllowed?: Loaded;
  /** A percentile of what is charged in the area; no evidence before a federal arbitrator. */
  readonly charges?: Loaded;
}

export const WAY_IDS = ["federal IDR", "state process", "appeal"] as const;
export type WayId = (typeof WAY_IDS)[number];

/** Why a road is shut that only the pause after a determination holds shut. */
export const PAUSED = "the pause after a determination is not over";

/** One road, open or not, with the reason. */
export interface Way {
  readonly id: WayId;
  readonly label: string;
  /** The act that is due on it, such as sending the open negotiation notice. */
  readonly step?: string;
  readonly open: boolean;
  readonly why: string;
  readonly source: string;
  /** True when it can be begun today; a federal dispute can only after open negotiation. */
  readonly ready: boolean;
  /** The fact that would say whether it is still open: its last day is not known, and `open` is false till then. */
  readonly unsure?: string;
  /** Last safe day of the right that ends first. */
  readonly until?: Day;
  /** Business days left on it, today counted. */
  readonly daysLeft?: number;
  /** For roads whose outcome is a chance and not two offers: per thousand, from the table of assumptions. */
  readonly chancePermille?: number;
}

export interface FederalFees {
  readonly admin: Known<Cents>;
  /** For one dispute; an entity posts its own, so this is a figure from within the lawful range. */
  readonly entity: Known<Cents>;
  /** True when every line needs a dispute of its own; false when one batch holds them all. */
  readonly oneEach: boolean;
}

/** What letting the plan process a claim is expected to bring; see before-payment.ts. */
export interface Foreseen extends Known<Cents> {
  /** The day by which the plan has to pay or deny; undefined where law or the day it got the claim does not say. */
  readonly payBy?: Day;
  /** Days until it pays, by that day or as assumed. */
  readonly days: number;
}

export interface OpenFact {
  readonly fact: string;
  readonly question: string;
  readonly worth: Cents;
}

/** Everything a plan rests on. The same case gives the same plan. */
export interface PlanCase {
  readonly claim: string;
  readonly asOf: Day;
  readonly items: readonly PlanItem[];
  readonly allowedSource: string;
  /** True when a remittance answers the claim. */
  readonly answered: boolean;
  /** Of talks before payment: what the plan is expected to allow when it processes the claim, which `allowed` then holds. */
  readonly foreseen?: Foreseen;
  /** True when the payer denied it: a denial is argued, not priced, unless a road settles the price. */
  readonly denied: boolean;
  /** True when law says which road governs; else the plan shows figures and gives no advice. */
  readonly settled: boolean;
  readonly ways: readonly Way[];
  readonly fees?: FederalFees;
  /** Chance that asking alone moves the payer, per thousand, where no road is open. */
  readonly talkPermille: Known<number>;
  /** The practice's own floor (G1). */
  readonly practiceFloor?: Known<Cents>;
  readonly priors: Priors;
  readonly openFacts: readonly OpenFact[];
  readonly notes: readonly string[];
}

/** Facts and assumptions that can be taken out of a case, to see what each is worth. */
export const REASONS = [
  "allowed",
  "qpa",
  "own median",
  "contracted rates",
  "in-network rates",
  "out-of-network amounts",
  "percentile of charges",
  "medicare",
  "federal right",
  "state right",
  "appeal right",
  "award multiple",
  "eligibility",
  "payer default",
  "stonewalling",
  "own closed cases",
  "collection",
  "delay",
  "admin fee",
  "entity fee",
  "handling",
  "talk",
] as const;
export type ReasonId = (typeof REASONS)[number];

const neutral = <T>(of: Known<T>, value: T): Known<T> => ({ ...of, value });

const closed = (c: PlanCase, id: WayId): PlanCase => ({
  ...c,
  ways: c.ways.map((w) => (w.id === id ? { ...w, open: false, why: "taken out to see what it is worth" } : w)),
});

const withPriors = (c: PlanCase, p: Partial<Priors>): PlanCase => ({ ...c, priors: { ...c.priors, ...p } });

/** The reasons that are a benchmark of the lines. */
export const BENCHMARK_REASONS = {
  qpa: "qpa",
  "own median": "ownMedian",
  "contracted rates": "contracted",
  "in-network rates": "inNetwork",
  "out-of-network amounts": "oonAllowed",
  "percentile of charges": "charges",
  medicare: "medicare",
} as const satisfies Partial<Record<ReasonId, ItemBenchmark>>;
export type BenchmarkReason = keyof typeof BENCHMARK_REASONS;

export const isBenchmarkReason = (id: string): id is BenchmarkReason => Object.hasOwn(BENCHMARK_REASONS, id);

/** Where a benchmark of the case comes from, by the first line that has it; undefined when none has. */
export const sourceOfBenchmark = (c: PlanCase, name: ItemBenchmark): string | undefined =>
  c.items.find((i) => i[name] !== undefined)?.[name]?.source;

/** Whether any line has any benchmark. */
export const hasBenchmark = (c: PlanCase): boolean =>
  c.items.some((i) => ITEM_BENCHMARKS.some((name) => i[name] !== undefined));

function withoutBenchmark(c: PlanCase, name: ItemBenchmark): PlanCase {
  return {
    ...c,
    items: c.items.map((item) => {
      const { [name]: _, ...rest } = item;
      return rest;
    }),
  };
}

function withoutFee(c: PlanCase, name: "admin" | "entity"): PlanCase {
  const { fees } = c;
  return fees === undefined ? c : { ...c, fees: { ...fees, [name]: neutral(fees[name], ZERO) } };
}

function withoutOwnEnds(c: PlanCase): PlanCase {
  const { ownEnds, ...priors } = c.priors;
  if (ownEnds === undefined) return c;
  const [mean, sd] = priors.shading;
  return { ...c, priors: { ...priors, shading: [mean - ownEnds.value.shift, sd] } };
}

/**
 * The case as if one reason had never been known: a fact is absent, a fee is nothing, a chance is certain, a delay is
 * none. A reason's stated effect is the difference between the plans of the two cases, to the cent.
 */
export function withoutReason(c: PlanCase, id: ReasonId): PlanCase {
  const { priors } = c;
  if (isBenchmarkReason(id)) return withoutBenchmark(c, BENCHMARK_REASONS[id]);
  switch (id) {
    case "allowed":
      return { ...c, items: c.items.map((i) => ({ ...i, allowed: ZERO })) };
    case "federal right":
      return closed(c, "federal IDR");
    case "state right":
      return closed(c, "state process");
    case "appeal right":
      return closed(c, "appeal");
    case "award multiple":
      return withPriors(c, { award: neutral(priors.award, { ...priors.award.value, multiple: 1 }) });
    case "eligibility":
      return withPriors(c, { eligible: neutral(priors.eligible, 1) });
    case "payer default":
      return withPriors(c, { payerDefault: neutral(priors.payerDefault, 0) });
    case "stonewalling":
      return withPriors(c, { stonewall: neutral(priors.stonewall, 0) });
    case "own closed cases":
      return withoutOwnEnds(c);
    case "collection":
      return withPriors(c, { collect: neutral(priors.collect, 1) });
    case "delay":
      return withPriors(c, {
        days: neutral(priors.days, 0),
        stateDays: neutral(priors.stateDays, 0),
        appealDays: neutral(priors.appealDays, 0),
      });
    case "admin fee":
      return withoutFee(c, "admin");
    case "entity fee":
      return withoutFee(c, "entity");
    case "handling":
      return withPriors(c, { handling: neutral(priors.handling, ZERO) });
    case "talk":
      return { ...c, talkPermille: neutral(c.talkPermille, 0) };
  }
}
