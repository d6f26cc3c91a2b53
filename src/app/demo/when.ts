import { FEDERAL } from "#base/calendar.ts";
import { type Day, daysBetween, plusDays } from "#base/day.ts";

/**
 * The days of the demo, counted back from the day it is made for, so that its rights are alive whenever it runs.
 * A period that began `n` business days ago has used `n + 1` of its days today (the day of receipt counts as day 1),
 * so a payment of 29 business days ago has its last day for open negotiation now (42 USC 300gg-111(c)(1)(A)).
 */
export interface When {
  readonly asOf: Day;
  /** The day `n` business days before `asOf`; from the next business day when `asOf` is a weekend or holiday. */
  back(n: number): Day;
  /** The newest batch day at least `lead` calendar days before `paid`. */
  batchBefore(paid: Day, lead: number): Day;
  readonly batches: readonly Day[];
}

/** How long before `asOf` the practices sent their 837 batches, in calendar days. */
const BATCH_AGES = [230, 148, 112, 84, 62, 45, 33, 19] as const;

/** Calendar days before `asOf` that the oldest service of the demo may lie: that of its closed past. */
export const OLDEST_SERVICE = 940;

const lastBusinessDay = (d: Day): Day => {
  let at = d;
  while (!FEDERAL.isBusinessDay(at)) at = plusDays(at, -1);
  return at;
};

export function when(asOf: Day): When {
  const days: Day[] = [FEDERAL.nthFrom(asOf, 1)];
  const batches = BATCH_AGES.map((age) => lastBusinessDay(plusDays(asOf, -age)));
  const back = (n: number): Day => {
    for (let at = days[days.length - 1] ?? asOf; days.length <= n; days.push(at)) {
      at = lastBusinessDay(plusDays(at, -1));
    }
    return days[n] ?? asOf;
  };
  return {
    asOf,
    back,
    batches,
    batchBefore: (paid, lead) => batches.findLast((b) => daysBetween(b, paid) >= lead) ?? batches[0] ?? asOf,
  };
}
