import { type Cents, cents } from "#base/money.ts";
import { hierarchy } from "./learning.ts";

/** What a payer is to be expected to allow for one unit of a service, by what it and others allowed the practice before. */

/** Amounts in cents, each with how often it was allowed for one unit. */
export type Amounts = ReadonlyMap<number, number>;

export interface ExpectedAllowed {
  readonly low: Cents;
  readonly middle: Cents;
  readonly high: Cents;
  /** Lines of this payer it rests on, and lines of all payers of the client. */
  readonly n: number;
  readonly all: number;
  /** Pooled over payers because this one allowed it too seldom: an assumption. */
  readonly assumed: boolean;
}

/** Fewer lines of a payer than this are pooled with those of others. */
export const ENOUGH_LINES = 5;
/** Payers differ from each other by so much in logarithms, and lines of one payer by so much at least. */
const TAU = 0.35;
const LEAST_SIGMA = 0.1;
const USUAL_SIGMA = 0.35;
/** Standard normal quantile of 90%. */
const Z90 = 1.2816;

const countOf = (amounts: Amounts): number => [...amounts.values()].reduce((t, n) => t + Math.max(0, n), 0);

/** The amount below which `share` of them lie, nearest rank. */
function quantile(amounts: Amounts, share: number): Cents {
  const sorted = [...amounts].filter(([, n]) => n > 0).sort(([a], [b]) => a - b);
  const rank = Math.max(1, Math.ceil(share * countOf(amounts)));
  let before = 0;
  for (const [amount, n] of sorted) {
    before += n;
    if (rank <= before) return cents(BigInt(amount));
  }
  return cents(0n);
}

interface Logs {
  readonly n: number;
  readonly mean: number;
  /** Sum of squares about the mean. */
  readonly squares: number;
}

function logsOf(amounts: Amounts): Logs {
  const of = [...amounts].filter(([amount, n]) => amount > 0 && n > 0);
  const n = of.reduce((t, [, k]) => t + k, 0);
  const mean = of.reduce((t, [a, k]) => t + k * Math.log(a), 0) / Math.max(1, n);
  return { n, mean, squares: of.reduce((t, [a, k]) => t + k * (Math.log(a) - mean) ** 2, 0) };
}

/**
 * 10th, 50th and 90th percentile for a payer: its own from five lines on, else pooled over the payers of the client.
 * Undefined where nobody allowed the service.
 */
export function expectedAllowed(byPayer: ReadonlyMap<string, Amounts>, payer: string): ExpectedAllowed | undefined {
  const own: Amounts = byPayer.get(payer) ?? new Map();
  const n = countOf(own);
  const cells = [...byPayer].map(([key, amounts]) => ({ key, ...logsOf(amounts) })).filter((c) => c.n > 0);
  const all = cells.reduce((t, c) => t + c.n, 0);
  if (all === 0) return undefined;
  if (n >= ENOUGH_LINES) {
    const [low, middle, high] = [quantile(own, 0.1), quantile(own, 0.5), quantile(own, 0.9)];
    return { low, middle, high, n, all, assumed: false };
  }
  const free = all - cells.length;
  const spread = free < ENOUGH_LINES - 1 ? USUAL_SIGMA : Math.sqrt(cells.reduce((t, c) => t + c.squares, 0) / free);
  const globalMean = cells.reduce((t, c) => t + c.mean, 0) / cells.length;
  const here = { payer, vendor: "", specialty: "" };
  const pooled = hierarchy(
    // One service: what payers of it differ by is all there is to learn, so the other effects are next to nothing.
    { globalMean, tauPayer: TAU, tauVendor: 1e-6, tauSpecialty: 1e-6, sigma: Math.max(LEAST_SIGMA, spread) },
    cells.map((c) => ({ payer: c.key, vendor: "", specialty: "", n: c.n, mean: c.mean })),
    here,
  );
  const at = (z: number): Cents => cents(BigInt(Math.round(Math.exp(pooled.mean + z * pooled.predictiveSd))));
  return { low: at(-Z90), middle: at(0), high: at(Z90), n, all, assumed: true };
}
