import { type Day, plusDays } from "#base/day.ts";
import { dayOf } from "#web/data/wire.ts";
import type { ListSearch, PeriodKind } from "#web/pages/lists/search.ts";
import type { Dashboard } from "./findings.ts";

/** Where a period stands, and the ones beside it. */

export type PeriodSearch = Pick<ListSearch, "period" | "of">;

/** The period as it stands in an address: the month that runs has nothing to say. */
export const addressOf = (period: PeriodKind, of: Day | undefined): PeriodSearch => ({
  ...(period !== "month" && { period }),
  ...(of !== undefined && { of }),
});

/** A day of the period before, or of the one after; undefined after the one that runs. */
export function stepTo(at: Dashboard["period"], today: Day, by: -1 | 1): Day | undefined {
  if (by === -1) return plusDays(dayOf(at.from), -1);
  const next = plusDays(dayOf(at.to), 1);
  return next > today ? undefined : next;
}
