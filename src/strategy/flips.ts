import type { Day } from "#base/day.ts";
import { type Cents, cents, greatest, least, showUsd, sum, usd, ZERO } from "#base/money.ts";
import { threshold } from "./normal.ts";
import type { PlanCase } from "./plan-case.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { type Worth, worthOf } from "./worth.ts";

/** What would change the advice: found by searching on the functions the plan itself is made with. */
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

export type MoveName = "accept" | "counter" | "escalate";

/** The earliest and cheapest of the moves that are near enough to the best. Accepting below a practice's floor is none. */
export function chooseMove(c: PlanCase, w: Worth, offer: Cents = w.accept): MoveName {
  const moves: readonly (readonly [MoveName, Cents | undefined])[] = [
    ["accept", offer < (c.practiceFloor?.value ?? ZERO) ? undefined : offer],
    ["counter", w.counter?.value],
    ["escalate", w.ways[0]?.value],
  ];
  const known = moves.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const best = known.reduce<Cents | undefined>((m, k) => (m === undefined ? k.value : greatest(m, k.value)), undefined);
  if (best === undefined) return "accept";
  const least = cents(best - nearEnough(best));
  return known.find((k) => k.value >= least)?.name ?? "accept";
}

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
  const one = (k: typeof item.qpa) =>
    k === undefined ? undefined : { ...k, value: fromPerDollar(perDollar(k.value) * by, "half-up") };
  const [qpa, ownMedian, medicare] = [one(item.qpa), one(item.ownMedian), one(item.medicare)];
  return {
    ...item,
    ...(qpa === undefined ? {} : { qpa }),
    ...(ownMedian === undefined ? {} : { ownMedian }),
    ...(medicare === undefined ? {} : { medicare }),
  };
}

const ROUNDS = 22;
const RANGES: Readonly<Record<Exclude<FlipId, "offer">, readonly [number, number]>> = {
  "award multiple": [0.5, 8],
  eligibility: [0, 1],
  "entity fee": [0, 3000],
  benchmark: [0.2, 4],
};

const percent = (x: number): string => `${Math.round(x * 100)}%`;
const short = (x: number): string => (Math.round(x * 100) / 100).toString();

/** Where accepting and going on change places, between a case's own value and one end of the range. */
function crossing(c: PlanCase, id: Exclude<FlipId, "offer">, now: number, pursues: boolean): number | undefined {
  const goesOn = (x: number): boolean => {
    const then = withFlip(c, id, x);
    return chooseMove(then, worthOf(then)) !== "accept";
  };
  for (const end of RANGES[id]) {
    if (end === now || goesOn(end) === pursues) continue;
    // Search in the direction in which the sentence becomes true.
    const rises = end > now;
    const sign = rises ? 1 : -1;
    const at = threshold((x) => goesOn(sign * x) !== pursues, sign * now, sign * end, ROUNDS);
    if (at !== undefined) return sign * at;
  }
  return undefined;
}

function words(c: PlanCase, id: Exclude<FlipId, "offer">, at: number, now: number, pursues: boolean): Flip {
  const then = pursues ? "Accept what was paid" : "Go on";
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
      const total = sum(c.items.map((i) => i.qpa?.value ?? i.ownMedian?.value ?? i.medicare?.value ?? ZERO));
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

const nowOf = (c: PlanCase, id: Exclude<FlipId, "offer">): number | undefined => {
  const federal = c.ways.some((w) => w.id === "federal IDR" && w.open);
  switch (id) {
    case "award multiple":
      return federal ? c.priors.award.value.multiple : undefined;
    case "eligibility":
      return federal ? c.priors.eligible.value : undefined;
    case "entity fee":
      return federal && c.fees !== undefined ? perDollar(c.fees.entity.value) : undefined;
    case "benchmark":
      return 1;
  }
};

/** The least offer that is better taken than answered; never above what was billed. */
export function acceptFrom(c: PlanCase, w: Worth): Cents | undefined {
  const best = [w.counter?.value, w.ways[0]?.value].reduce<Cents | undefined>(
    (m, v) => (v === undefined ? m : m === undefined ? v : greatest(m, v)),
    undefined,
  );
  if (best === undefined) return undefined;
  let low = cents(greatest(ZERO, c.practiceFloor?.value ?? ZERO) - 1n);
  let high = least(w.billed, greatest(best, c.practiceFloor?.value ?? ZERO));
  if (chooseMove(c, w, high) !== "accept") return undefined;
  while (high - low > 1n) {
    const mid = cents((low + high) / 2n);
    if (chooseMove(c, w, mid) === "accept") high = mid;
    else low = mid;
  }
  return high;
}

/** The nearest changes that would turn the advice around. `asOf` dates the offer that is spoken of. */
export function flipsOf(c: PlanCase, w: Worth, asOf: Day): readonly Flip[] {
  const flips: Flip[] = [];
  const pursues = chooseMove(c, w) !== "accept";
  const from = pursues ? acceptFrom(c, w) : undefined;
  if (from !== undefined && from > w.accept)
    flips.push({
      id: "offer",
      at: showUsd(from),
      text: `Accept an offer of ${showUsd(from)} in total or more, as of ${asOf}.`,
    });
  for (const id of ["award multiple", "eligibility", "entity fee", "benchmark"] as const) {
    const now = nowOf(c, id);
    if (now === undefined) continue;
    const at = crossing(c, id, now, pursues);
    if (at !== undefined) flips.push(words(c, id, at, now, pursues));
  }
  return flips;
}
