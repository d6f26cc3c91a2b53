import { FEDERAL } from "#base/calendar.ts";
import { type Day, earlier, later } from "#base/day.ts";
import { isCountable } from "./deadline.ts";
import type { StatedReceipt } from "./fact.ts";
import type { Right } from "./right.ts";

/** The clock that one stated day of receipt would start. */
export interface DisputedClock extends StatedReceipt {
  readonly safe: readonly [Day, Day];
  readonly status: Right["status"];
}

/** The days of receipt that differ, each once, the earliest first; none when nothing is disputed. */
export function disputedDays(stated: readonly StatedReceipt[] | undefined): readonly StatedReceipt[] {
  if (stated === undefined || stated.length < 2) return [];
  const byDay = new Map<Day, StatedReceipt>();
  for (const s of stated) if (isCountable(s.day) && !byDay.has(s.day)) byDay.set(s.day, s);
  return byDay.size < 2 ? [] : [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

type Clocked = Right & { readonly safe: readonly [Day, Day] };

/** Alive by one reading is not lost: only when every clock has run out is the right expired. */
function statusOver(clocks: readonly Right[], overlap: readonly [Day, Day] | undefined, asOf: Day): Right["status"] {
  if (overlap !== undefined && asOf <= overlap[1]) return asOf < overlap[0] ? "not_yet_open" : "open";
  return (["open", "not_yet_open", "expired"] as const).find((s) => clocks.some((c) => c.status === s)) ?? "unknown";
}

function disputed(stated: readonly StatedReceipt[], rights: readonly Clocked[], asOf: Day): Right {
  const [first] = rights as readonly [Clocked, ...Clocked[]];
  if (rights.every((r) => r.safe[0] === first.safe[0] && r.safe[1] === first.safe[1])) return first;
  const opens = rights.map((r) => r.safe[0]).reduce(later);
  const closes = rights.map((r) => r.safe[1]).reduce(earlier);
  const overlap = opens <= closes ? ([opens, closes] as const) : undefined;
  const { readings: _, safe: __, ...rest } = first;
  const status = statusOver(rights, overlap, asOf);
  // Only the proof of receipt says whether a right is alive that some clocks have ended and others have not.
  const proofDecides = status !== "expired" && (overlap === undefined || asOf > overlap[1]);
  return {
    ...rest,
    status,
    daysLeft: overlap === undefined ? null : FEDERAL.countAfter(asOf, overlap[1]),
    ...(overlap === undefined ? {} : { safe: overlap }),
    ...(proofDecides ? { missing: ["payment_received"] as const } : {}),
    disputed: stated.map((s, i) => ({
      ...s,
      safe: rights[i]?.safe ?? first.safe,
      status: rights[i]?.status ?? "unknown",
    })),
  };
}

/**
 * The rights of a line whose day of receipt is disputed. `under` gives the rights that each stated day would open, in one
 * order. A right that runs from another day is the same under all; one that runs from the receipt is safe only where every
 * clock allows it: from the latest opening through the earliest end. Where no such day is left, but a clock still runs, the
 * right asks for the proof of receipt. Every clock stays visible.
 */
export function overlapOf(
  stated: readonly StatedReceipt[],
  under: (received: Day) => readonly Right[],
  asOf: Day,
): readonly Right[] {
  const lists = stated.map((s) => under(s.day));
  return (lists[0] ?? []).map((right) => {
    const same = lists.flatMap((l) => l.find((r) => r.id === right.id) ?? []);
    return same.every((r): r is Clocked => r.safe !== undefined) ? disputed(stated, same, asOf) : right;
  });
}
