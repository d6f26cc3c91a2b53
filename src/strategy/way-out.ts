/**
 * (f) What a way out is worth: the dispute, and what stands when it is not allowed. Amounts in one unit of the caller's
 * choice, days in calendar days, rates a year.
 */

export interface DisputeTerms {
  /** Our offer, the payer's, and the chance that ours is taken. */
  readonly p: number;
  readonly q: number;
  readonly chance: number;
  /** The total already allowed, which stands when the dispute is found ineligible. */
  readonly initial: number;
  readonly adminFee: number;
  readonly entityFee: number;
  /** The practice's own work on it. */
  readonly handling: number;
  /** Chance that the dispute is found eligible. */
  readonly eligible?: number;
  /** Share of what was won beyond the initial payment that is collected. */
  readonly collect?: number;
  readonly days?: number;
  readonly rate?: number;
}

const DAYS = 120;
const RATE = 0.08;
const ICC = 0.2;

export const discount = (days: number, rate: number): number => Math.exp((-rate * days) / 365);

export interface DisputeValue {
  /** Total allowed amount the provider can count on, in today's money. */
  readonly providerValue: number;
  /** The same above the initial payment: what filing adds. */
  readonly incremental: number;
  readonly discount: number;
}

/** The provider's side of one dispute. An award below the initial payment is paid back in full. */
export function disputeValue(t: DisputeTerms): DisputeValue {
  const { eligible = 1, collect = 1, days = DAYS, rate = RATE } = t;
  const d = discount(days, rate);
  const total = (award: number): number =>
    t.initial + Math.max(0, award - t.initial) * collect * d - Math.max(0, t.initial - award);
  const decided = t.chance * total(t.p) + (1 - t.chance) * (total(t.q) - t.entityFee * d);
  const providerValue = eligible * decided + (1 - eligible) * t.initial - t.adminFee - t.handling;
  return { providerValue, incremental: providerValue - t.initial, discount: d };
}

/** The payer's side of the same dispute: the most a payer who believes the same would pay to be rid of it. */
export function payerCost(t: Omit<DisputeTerms, "collect">): number {
  const { eligible = 1, days = DAYS, rate = RATE } = t;
  const d = discount(days, rate);
  const total = (award: number): number => t.initial + (award - t.initial) * d;
  const decided = t.chance * (total(t.p) + t.entityFee * d) + (1 - t.chance) * total(t.q);
  return eligible * decided + (1 - eligible) * t.initial + t.adminFee + t.handling;
}

export interface FeeSchedule {
  readonly single: number;
  readonly batchBase: number;
  readonly batchIncrement: number;
  /** Lines a step of the fee covers, and lines one batch may hold. */
  readonly step?: number;
  readonly cap?: number;
}

/** Entity fees of `items` lines: one single dispute each, or as few batches as may be. */
export function entityFees(items: number, f: FeeSchedule, batched = true): number {
  if (!batched) return items * f.single;
  const { step = 25, cap = 50 } = f;
  let total = 0;
  for (let left = items; left > 0; left -= Math.min(left, cap)) {
    const n = Math.min(left, cap);
    total += n > 1 ? f.batchBase + Math.max(0, Math.ceil((n - step) / step)) * f.batchIncrement : f.single;
  }
  return total;
}

/**
 * Probability of 0..n wins when cases of one batch share their luck: beta-binomial, binomial when `icc` is 0. In logarithms
 * from one number of wins to the next, so that no number of cases is too many.
 */
export function winDistribution(n: number, chance: number, icc: number): readonly number[] {
  const strength = icc <= 0 ? Number.POSITIVE_INFINITY : 1 / icc - 1;
  const [a, b] = [chance * strength, (1 - chance) * strength];
  // What is certain has no logarithm.
  if (chance <= 0 || chance >= 1 || strength <= 0) return certain(n, chance, strength);
  const plain = !Number.isFinite(strength);
  let log = 0;
  for (let i = 0; i < n; i++) log += plain ? Math.log1p(-chance) : Math.log((b + i) / (strength + i));
  const out: number[] = [];
  for (let k = 0; k <= n; k++) {
    out.push(Math.exp(log));
    const odds = plain ? chance / (1 - chance) : (a + k) / (b + n - k - 1);
    log += Math.log((n - k) / (k + 1)) + Math.log(odds);
  }
  return out;
}

/** All or nothing: of sure lines, or of lines whose luck is one. */
const certain = (n: number, chance: number, strength: number): readonly number[] =>
  Array.from({ length: n + 1 }, (_, k) => {
    if (strength <= 0 && n > 0) return k === n ? chance : k === 0 ? 1 - chance : 0;
    return k === (chance >= 1 ? n : 0) ? 1 : 0;
  });

export interface BatchTerms {
  readonly n: number;
  readonly chance: number;
  /** What one won line brings. */
  readonly gain: number;
  /** Entity fee of one single dispute, and of the batch. */
  readonly single: number;
  readonly batchFee: number;
  readonly adminFee: number;
  /** How far lines of one batch share their luck. */
  readonly icc?: number;
  readonly handlingSingle?: number;
  readonly handlingBatch?: number;
}

export interface BatchOrSingles {
  readonly batch: number;
  readonly singles: number;
  /** Chance that the batch's fee falls on us: fewer lines won; a tie counts half. */
  readonly feeLossProb: number;
  readonly better: "batch" | "singles";
}

/** One batch against as many single disputes, every line with the same chance and gain. */
export function batchOrSingles(t: BatchTerms): BatchOrSingles {
  const { n, chance, gain } = t;
  const wins = winDistribution(n, chance, t.icc ?? ICC);
  const feeLossProb = wins.reduce((sum, p, k) => sum + (2 * k < n ? p : 2 * k === n ? p / 2 : 0), 0);
  const batch = n * chance * gain - feeLossProb * t.batchFee - t.adminFee - (t.handlingBatch ?? 0);
  const singles = n * (chance * gain - (1 - chance) * t.single - t.adminFee - (t.handlingSingle ?? 0));
  return { batch, singles, feeLossProb, better: batch >= singles ? "batch" : "singles" };
}

export interface Option<Name = string> {
  readonly name: Name;
  readonly value: number;
  /** Absent means available. */
  readonly available?: boolean;
}

/** The best available way; of equals the one that stands first, which is the cheaper and faster. */
export function choosePath<Name = string>(
  options: readonly Option<Name>[],
): { readonly choice: Name; readonly value: number; readonly margin: number | undefined } | undefined {
  const open = options.filter((o) => o.available !== false);
  let best: Option<Name> | undefined;
  for (const o of open) if (best === undefined || o.value > best.value) best = o;
  if (best === undefined) return undefined;
  const others = open.filter((o) => o !== best).map((o) => o.value);
  const margin = others.length === 0 ? undefined : best.value - Math.max(...others);
  return { choice: best.name, value: best.value, margin };
}
