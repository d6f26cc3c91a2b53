import { type Cents, cents, greatest, showUsd, sum, usd, ZERO } from "#base/money.ts";
import { ITEM_BENCHMARKS, type ItemBenchmark } from "./item-benchmarks.ts";
import { hasBenchmark, type Loaded, type PlanCase } from "./plan-case.ts";
import { fromPerDollar, perDollar } from "./scale.ts";

/** What would change the advice: found by searching on the turn itself. */
export interface Flip {
  readonly id: FlipId;
  readonly text: string;
  /** Where it changes: dollars as text, or a plain number. */
  readonly at: string;
}

export const FLIPS = ["offer", "award multiple", "eligibility", "entity fee", "benchmark"] as const;
export type FlipId = (typeof FLIPS)[number];

/** Within this of the best, the earlier and cheaper move is preferred: 5% or $25. */
const NEAR = usd("25.00");
const NEAR_SHARE = 20n;

export const nearEnough = (best: Cents): Cents => greatest(NEAR, cents((best < 0n ? -best : best) / NEAR_SHARE));

/** The case with one number of it replaced. */
export function withFlip(c: PlanCase, id: Exclude<FlipId, "offer">, x: number): PlanCase {
  const { priors, fees } = c;
  switch (id) {
    case "award multiple":
      return { ...c, priors: { ...priors, award: { ...priors.award, value: { ...priors.award.value, multiple: x } } } };
    case "eligibility":
      return { ...c, priors: { ...priors, eligible: { ...priors.eligible, value: x } } };
    case "entity fee":
      return fees === undefined
        ? c
        : { ...c, fees: { ...fees, entity: { ...fees.entity, value: fromPerDollar(x, "half-up") } } };
    case "benchmark":
      return { ...c, items: c.items.map((i) => scaled(i, x)) };
  }
}

/** All benchmarks of a line by one factor; what the payer allowed stays. */
function scaled(item: PlanCase["items"][number], by: number): PlanCase["items"][number] {
  const moved: { -readonly [B in ItemBenchmark]?: Loaded } = {};
  for (const name of ITEM_BENCHMARKS) {
    const k = item[name];
    if (k !== undefined) moved[name] = { ...k, value: fromPerDollar(perDollar(k.value) * by, "half-up") };
  }
  return { ...item, ...moved };
}

/** How far each is moved to see whether the advice changes. */
export const RANGES: Readonly<Record<Exclude<FlipId, "offer">, readonly [number, number]>> = {
  "award multiple": [0.5, 8],
  eligibility: [0, 1],
  "entity fee": [0, 3000],
  benchmark: [0.2, 4],
};

const percent = (x: number): string => `${Math.round(x * 100)}%`;
const short = (x: number): string => (Math.round(x * 100) / 100).toString();

/** A flip in words: what one would do `then`, and from where on. */
export function words(c: PlanCase, id: Exclude<FlipId, "offer">, at: number, now: number, then: string): Flip {
  const side = at < now ? "or less" : "or more";
  switch (id) {
    case "award multiple":
      return { id, at: short(at), text: `${then} if arbitrators settle at ${short(at)} x QPA ${side}.` };
    case "eligibility":
      return { id, at: short(at), text: `${then} if the chance to be found eligible is ${percent(at)} ${side}.` };
    case "entity fee": {
      const fee = fromPerDollar(at, "half-up");
      return { id, at: showUsd(fee), text: `${then} if the entity's fee is ${showUsd(fee)} ${side}.` };
    }
    case "benchmark": {
      const total = sum(
        c.items.map((i) => ITEM_BENCHMARKS.map((b) => i[b]?.value).find((v) => v !== undefined) ?? ZERO),
      );
      const moved = fromPerDollar(perDollar(total) * at, "half-up");
      const what = c.items.some((i) => i.qpa !== undefined) ? "the QPA" : "the benchmark";
      return {
        id,
        at: showUsd(moved),
        text: `${then} if ${what} were ${showUsd(moved)} ${side} instead of ${showUsd(total)}.`,
      };
    }
  }
}

/** What a flip moves, as the case has it now; undefined where the case does not hold it. */
export function nowOf(c: PlanCase, id: Exclude<FlipId, "offer">): number | undefined {
  const federal = c.ways.some((w) => w.id === "federal IDR" && w.open);
  switch (id) {
    case "award multiple":
      return federal ? c.priors.award.value.multiple : undefined;
    case "eligibility":
      return federal ? c.priors.eligible.value : undefined;
    case "entity fee":
      return federal && c.fees !== undefined ? perDollar(c.fees.entity.value) : undefined;
    case "benchmark":
      return hasBenchmark(c) ? 1 : undefined;
  }
}
