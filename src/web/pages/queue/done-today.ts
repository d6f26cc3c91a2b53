import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import type { QueueRow } from "#web/data/words.ts";
import type { BulkAct } from "./bulk-words.ts";

/** E: out of the way until the next business day. */
export const doneForToday = (today: Day): BulkAct => ({
  type: "snooze",
  until: FEDERAL.nthAfter(today, 1),
  reason: "done for today",
});

/** Why a row may not rest until tomorrow; the server says the same, and this says it at once. */
export function mayNotRest(row: QueueRow, today: Day): string | undefined {
  if (row.state !== "open") return `${row.number} rests already.`;
  if (row.due === null || row.due.day >= FEDERAL.nthAfter(today, 1)) return undefined;
  return `${row.number} stays: ${row.due.what} is due before the next business day.`;
}
