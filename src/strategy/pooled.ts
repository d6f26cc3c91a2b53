import { type Counterparty, hierarchy, type Pooled, type Spreads } from "./learning.ts";
import { breakIn, fading, HALF_LIFE, HALF_LIFE_AFTER_BREAK } from "./payer-memory.ts";

/**
 * (h) Partial pooling of what own cases showed: over payers, vendors of a payer and specialties, with forgetting, and
 * quicker forgetting of a payer whose figures broke. Of a counterparty never met it is the prior.
 */

/** One thing that was seen, as a logarithm, with whom and how long ago. */
export interface Seen extends Counterparty {
  /** Days ago. */
  readonly age: number;
  readonly y: number;
}

/** Cases that bear on a target, whole and not faded. */
export interface Sample {
  readonly n: number;
  readonly payer: number;
  /** Of the same vendor, with whichever payer. */
  readonly vendor: number;
  readonly specialty: number;
}

export interface PooledHere extends Pooled {
  readonly sample: Sample;
  /** The payer's figures broke: what was before counts half after 90 days. */
  readonly broke: boolean;
}

/** Effects and noise of logarithms; that of a vendor over all its payers is a judgement. */
export const RATIO_SPREADS: Omit<Spreads, "globalMean"> = {
  tauPayer: 0.35,
  tauVendor: 0.25,
  tauSpecialty: 0.3,
  tauAcross: 0.15,
  sigma: 0.55,
};

/** A vendor nobody named: its cases teach of the payer and the specialty alone. */
export const NO_VENDOR = "";

/** Payers whose figures broke, each by its own cases in their order. */
function brokenPayers(seen: readonly Seen[], sigma: number): ReadonlySet<string> {
  const byPayer = new Map<string, Seen[]>();
  for (const s of seen) {
    const list = byPayer.get(s.payer);
    if (list === undefined) byPayer.set(s.payer, [s]);
    else list.push(s);
  }
  const broken = new Set<string>();
  for (const [payer, list] of byPayer) {
    let [sum, n] = [0, 0];
    const residuals = list
      .toSorted((a, b) => b.age - a.age)
      .map(({ y }) => {
        const residual = n === 0 ? 0 : (y - sum / n) / sigma;
        [sum, n] = [sum + y, n + 1];
        return residual;
      });
    if (breakIn(residuals) !== undefined) broken.add(payer);
  }
  return broken;
}

const keyOf = (c: Counterparty): string => JSON.stringify([c.payer, c.vendor, c.specialty]);

function cellsOf(seen: readonly Seen[], broken: ReadonlySet<string>) {
  const cells = new Map<string, { of: Counterparty; n: number; sum: number }>();
  for (const s of seen) {
    const weight = fading(s.age, broken.has(s.payer) ? HALF_LIFE_AFTER_BREAK : HALF_LIFE);
    const cell = cells.get(keyOf(s)) ?? { of: s, n: 0, sum: 0 };
    cell.n += weight;
    cell.sum += weight * s.y;
    cells.set(keyOf(s), cell);
  }
  return [...cells.values()].flatMap(({ of, n, sum }) =>
    n > 0 ? [{ payer: of.payer, vendor: of.vendor, specialty: of.specialty, n, mean: sum / n }] : [],
  );
}

const isOf = (seen: readonly Seen[], is: (s: Seen) => boolean): number => seen.filter(is).length;

/** How many of what was seen bear on a target, by what they share with it. */
export const sampleOf = (seen: readonly Seen[], target: Counterparty): Sample => ({
  n: seen.length,
  payer: isOf(seen, (s) => s.payer === target.payer),
  vendor: target.vendor === NO_VENDOR ? 0 : isOf(seen, (s) => s.vendor === target.vendor),
  specialty: isOf(seen, (s) => s.specialty === target.specialty),
});

/** What is to be expected of a target. In any order, and always the same; without anything seen it is the prior. */
export function pooledFor(seen: readonly Seen[], spreads: Spreads, target: Counterparty): PooledHere {
  const broken = brokenPayers(seen, spreads.sigma);
  return {
    ...hierarchy(spreads, cellsOf(seen, broken), target),
    sample: sampleOf(seen, target),
    broke: broken.has(target.payer),
  };
}

const cases = (n: number, of: string): readonly string[] => (n === 0 ? [] : [`${n} of this ${of}`]);

/** "own 21 cases: 14 of this payer, 6 of this vendor, 9 of this specialty". */
export function saySample({ n, payer, vendor, specialty }: Sample, noun = "case"): string {
  const parts = [...cases(payer, "payer"), ...cases(vendor, "vendor"), ...cases(specialty, "specialty")];
  const head = `own ${n} ${noun}${n === 1 ? "" : "s"}`;
  return parts.length === 0 ? `${head}, none of this payer` : `${head}: ${parts.join(", ")}`;
}

/** How old ones fade, in words. */
export const sayFading = (broke: boolean): string =>
  broke
    ? `a break was noticed, so that older ones of this payer count half after ${HALF_LIFE_AFTER_BREAK} days`
    : `older ones count half after ${HALF_LIFE} days`;
