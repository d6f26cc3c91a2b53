import { type Day, daysBetween } from "#base/day.ts";
import { permille } from "#base/money.ts";
import { receivableOf } from "#case/expected.ts";
import type { CaseView, Offer } from "#case/state.ts";

/**
 * How a payer or vendor behaves, counted from the practice's own cases with it: replies, offers, promises and payments as
 * they were written down. Nothing comes from another practice, nothing is modelled, and nothing is shown of fewer than five.
 */

/** Counts below this are told as counts and never as a habit. */
export const ENOUGH = 5;

export const HABITS = [
  {
    id: "reply",
    label: "Days to reply",
    counted: "Calendar days from an offer of ours to their next offer.",
  },
  {
    id: "first offer",
    label: "First offer",
    counted: "Their first offer as a share of the offer that was agreed on.",
  },
  {
    id: "step",
    label: "Step",
    counted: "How much of the gap to our standing offer their next offer closed.",
  },
  {
    id: "last multiple",
    label: "Last multiple",
    counted: "The offer agreed on over what was allowed when the case was opened.",
  },
  {
    id: "promises",
    label: "Promises kept",
    counted: "Promises made on calls that were done by their day, of those whose day has come.",
  },
  {
    id: "final",
    label: "More after a final",
    counted: "Offers called final that were followed by a higher offer of theirs.",
  },
  {
    id: "paid in time",
    label: "Paid in time",
    counted: "Agreements and awards that were whole by the day they were due, of those whose day has come.",
  },
  {
    id: "forum",
    label: "Decided by a forum",
    counted: "Settled cases that took an award and not an agreement.",
  },
  {
    id: "escalated",
    label: "Escalated",
    counted: "Cases with it on which a dispute, an appeal or a suit was filed, of those on which something was said.",
  },
] as const;

export type HabitId = (typeof HABITS)[number]["id"];

/** The middle of what was counted, in its unit: days, thousandths of a share, hundredths of a multiple, or hits of n. */
export type HabitValue =
  | { readonly is: "days"; readonly days: number }
  | { readonly is: "share"; readonly permille: number }
  | { readonly is: "times"; readonly hundredths: number }
  | { readonly is: "hits"; readonly hits: number; readonly of: number };

export interface Lately {
  readonly from: Day;
  /** "4 of 6 since 2 May, 5 of 6 before", days in the form of the wire. */
  readonly says: string;
  /** Whether that is better for the practice; undefined of a habit that is neither good nor bad. */
  readonly better: boolean | undefined;
}

export interface Habit {
  readonly id: HabitId;
  readonly label: string;
  readonly counted: string;
  readonly n: number;
  /** Absent under five. */
  readonly value?: HabitValue;
  readonly says: string;
  /** The later half of what was counted, where each half is enough to be shown and they differ. */
  readonly lately?: Lately;
  /** Numbers of the cases it was counted on, and their first and last day. */
  readonly cases: readonly string[];
  readonly from?: Day;
  readonly to?: Day;
}

/** One thing counted: on which case and day, and its value. */
interface Seen {
  readonly number: string;
  readonly on: Day;
  readonly value: number;
}

/** What one case says, habit by habit. */
export type Counted = { readonly [K in HabitId]: readonly Seen[] };

const byDay = (offers: readonly Offer[]): readonly Offer[] =>
  [...offers].sort((a, b) => (a.made < b.made ? -1 : a.made > b.made ? 1 : a.event - b.event));

/** For each offer of ours the days until their next, where one came before we offered again. */
function repliesOf(offers: readonly Offer[]): readonly { readonly on: Day; readonly value: number }[] {
  return offers.flatMap((ours, i) => {
    const next = offers[i + 1];
    if (ours.from !== "us" || next === undefined || next.from !== "them") return [];
    return [{ on: next.made, value: daysBetween(ours.made, next.made) }];
  });
}

/** For each new offer of theirs the share of the gap it closed, in thousandths. */
function stepsOf(offers: readonly Offer[]): readonly { readonly on: Day; readonly value: number }[] {
  const steps: { on: Day; value: number }[] = [];
  let theirs: Offer | undefined;
  let ours: Offer | undefined;
  for (const o of offers) {
    if (o.from === "us") ours = o;
    else {
      const gap = theirs === undefined || ours === undefined ? 0n : ours.amount - theirs.amount;
      if (theirs !== undefined && gap > 0n) steps.push({ on: o.made, value: permille(o.amount - theirs.amount, gap) });
      theirs = o;
    }
  }
  return steps;
}

/** Offers of theirs that were called final, and whether more came all the same. */
function finalsOf(offers: readonly Offer[]): readonly { readonly on: Day; readonly value: number }[] {
  return offers.flatMap((o, i) => {
    if (o.from !== "them" || !o.final) return [];
    const more = offers.slice(i + 1).some((later) => later.from === "them" && later.amount > o.amount);
    return [{ on: o.made, value: more ? 1 : 0 }];
  });
}

/** Promises of calls whose day has come, and whether the task they became was done by then. */
function promisesOf(view: CaseView, today: Day): readonly { readonly on: Day; readonly value: number }[] {
  return view.calls.flatMap(({ event, promise }) => {
    if (promise === undefined) return [];
    const done = view.tasks.find((t) => t.call === event)?.done;
    if (done === undefined && promise.by >= today) return [];
    return [{ on: promise.by, value: done !== undefined && done.on <= promise.by ? 1 : 0 }];
  });
}

/** What a case says of the other side, as of a day. */
export function countedOf(view: CaseView, today: Day): Counted {
  const { number } = view;
  const offers = byDay(view.offers.filter((o) => o.state !== "withdrawn" || o.from === "them"));
  const seen = (list: readonly { readonly on: Day; readonly value: number }[]): readonly Seen[] =>
    list.map((s) => ({ number, ...s }));
  const standing = view.agreements.filter((a) => a.superseded === undefined);
  const agreed = offers.find((o) => standing.some((a) => a.offer === o.event));
  const first = offers.find((o) => o.from === "them");
  const { allowed } = view.first;
  const at = standing[0]?.agreed;
  return {
    reply: seen(repliesOf(offers)),
    step: seen(stepsOf(offers)),
    final: seen(finalsOf(offers)),
    promises: seen(promisesOf(view, today)),
    "first offer": seen(
      agreed === undefined || first === undefined || agreed.amount <= 0n
        ? []
        : [{ on: first.made, value: permille(first.amount, agreed.amount) }],
    ),
    "last multiple": seen(
      agreed === undefined || allowed === undefined || allowed <= 0n
        ? []
        : [{ on: agreed.made, value: Math.round(permille(agreed.amount, allowed) / 10) }],
    ),
    "paid in time": seen(
      receivableOf(view, today)
        .expected.filter((e) => e.wholeOn !== undefined || e.due < today)
        .map((e) => ({ on: e.due, value: e.wholeOn !== undefined && e.wholeOn <= e.due ? 1 : 0 })),
    ),
    forum: seen(at === undefined ? [] : [{ on: at, value: standing.some((a) => a.kind === "award") ? 1 : 0 }]),
    escalated: seen([{ on: view.opened.on, value: view.filings.length > 0 ? 1 : 0 }]),
  };
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  return Math.round((low + high) / 2);
};

const UNITS: { readonly [K in HabitId]: HabitValue["is"] } = {
  reply: "days",
  "first offer": "share",
  step: "share",
  "last multiple": "times",
  promises: "hits",
  final: "hits",
  "paid in time": "hits",
  forum: "hits",
  escalated: "hits",
};

/** Of which more is better for the practice, and of which less. */
const BETTER: Partial<Record<HabitId, "more" | "less">> = {
  reply: "less",
  promises: "more",
  "paid in time": "more",
  escalated: "less",
};

function middleOf(id: HabitId, values: readonly number[]): HabitValue {
  const is = UNITS[id];
  if (is === "hits") return { is, hits: values.filter((v) => v === 1).length, of: values.length };
  const middle = median(values);
  if (is === "days") return { is, days: middle };
  return is === "share" ? { is, permille: middle } : { is, hundredths: middle };
}

/** "0.85", of thousandths; "2.40", of hundredths: text made of whole numbers. */
const decimal = (n: number, places: number): string => {
  const digits = String(Math.abs(n)).padStart(places + 1, "0");
  return `${n < 0 ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

function sayValue(v: HabitValue): string {
  switch (v.is) {
    case "days":
      return `${v.days} ${v.days === 1 ? "day" : "days"}, the middle`;
    case "share":
      return `${decimal(v.permille, 1)}%, the middle`.replace(".0%", "%");
    case "times":
      return `${decimal(v.hundredths, 2)} times, the middle`;
    case "hits":
      return `${v.hits} of ${v.of}`;
  }
}

const sizeOf = (v: HabitValue): number => {
  switch (v.is) {
    case "days":
      return v.days;
    case "share":
      return v.permille;
    case "times":
      return v.hundredths;
    case "hits":
      return v.hits / v.of;
  }
};

/** The halves of what was counted, by day; of things of one day none is later than the other. */
function latelyOf(id: HabitId, seen: readonly Seen[]): { readonly lately?: Lately } {
  const sorted = [...seen].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const from = sorted[Math.floor(sorted.length / 2)]?.on;
  if (from === undefined) return {};
  const halves = [sorted.filter((s) => s.on >= from), sorted.filter((s) => s.on < from)].map((h) =>
    h.map((s) => s.value),
  );
  const [late = [], early = []] = halves;
  if (late.length < ENOUGH || early.length < ENOUGH) return {};
  const [now, before] = [middleOf(id, late), middleOf(id, early)];
  const grown = sizeOf(now) - sizeOf(before);
  if (grown === 0) return {};
  const better = BETTER[id] === undefined ? undefined : BETTER[id] === "more" ? grown > 0 : grown < 0;
  const said = [now, before].map((v) => sayValue(v).replace(", the middle", ""));
  return { lately: { from, says: `${said[0]} since ${from}, ${said[1]} before`, better } };
}

function habitOf(id: HabitId, seen: readonly Seen[]): Habit {
  const { label, counted } = HABITS.find((h) => h.id === id) ?? { label: id, counted: "" };
  const days = seen.map((s) => s.on).sort();
  const [from, to] = [days[0], days.at(-1)];
  const n = seen.length;
  const base = { id, label, counted, n, cases: [...new Set(seen.map((s) => s.number))] };
  const span = from === undefined || to === undefined ? {} : { from, to };
  if (n < ENOUGH)
    return {
      ...base,
      ...span,
      says: n === 0 ? `Nothing to count yet; shown from ${ENOUGH}.` : `Counted ${n} so far; shown from ${ENOUGH}.`,
    };
  const value = middleOf(
    id,
    seen.map((s) => s.value),
  );
  return {
    ...base,
    ...span,
    value,
    ...latelyOf(id, seen),
    says: value.is === "hits" ? `${sayValue(value)}.` : `${sayValue(value)}, over ${n}.`,
  };
}

/** The habits over cases with one payer or vendor, in the order of `HABITS`. */
export function habitsOf(cases: readonly Counted[]): readonly Habit[] {
  return HABITS.map(({ id }) =>
    habitOf(
      id,
      cases.flatMap((c) => c[id]),
    ),
  );
}
