import { permille } from "#base/money.ts";
import { ENOUGH } from "./habits.ts";

/** How each payer or vendor treats the practice, from its own cases: shares and days, each with how many it rests on. */

/** What one case says of the other side. Shares in thousandths. */
export interface Scored {
  /** Day it was opened. */
  readonly opened: string;
  /** Day it was settled: agreed or awarded; absent while it is not. */
  readonly settled?: string;
  /** First allowed over the benchmark. */
  readonly first?: number;
  /** What it was settled at over what was allowed first, in hundredths. */
  readonly uplift?: number;
  readonly replies: readonly number[];
  /** 1 kept, 0 not. */
  readonly promises: readonly number[];
  readonly inTime: readonly number[];
  /** Of a settled case: 1 by an award of a forum. */
  readonly forum?: number;
  /** 1 where a dispute, an appeal or a suit was filed. */
  readonly escalated: number;
}

export const MEASURES = [
  { id: "first", label: "First paid", counted: "What was allowed first as a share of the benchmark, the middle." },
  { id: "uplift", label: "Settled at", counted: "What was agreed or awarded over what was allowed first, the middle." },
  { id: "reply", label: "Days to reply", counted: "Calendar days from an offer of ours to their next, the middle." },
  { id: "promises", label: "Promises kept", counted: "Promises on calls that were done by their day." },
  { id: "in time", label: "Paid in time", counted: "Agreements and awards that were whole by the day they were due." },
  { id: "no forum", label: "Without a forum", counted: "Settled cases that took an agreement and no award." },
  { id: "escalated", label: "Escalated", counted: "Cases on which a dispute, an appeal or a suit was filed." },
  { id: "awards", label: "Awards", counted: "Settled cases that a forum decided." },
] as const;
export type MeasureId = (typeof MEASURES)[number]["id"];

export interface Measure {
  readonly id: MeasureId;
  readonly n: number;
  /** Absent under five: not comparable. In thousandths, hundredths of a multiple, days, or a count. */
  readonly value?: number;
  readonly says: string;
}

export interface Trend {
  /** First day of the quarter before the last, and of the last whole one. */
  readonly before: { readonly from: string; readonly n: number; readonly value?: number };
  readonly last: { readonly from: string; readonly n: number; readonly value?: number };
  readonly says: string;
}

export interface Score {
  readonly cases: number;
  readonly settled: number;
  readonly measures: readonly Measure[];
  readonly trend: Trend;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  return Math.round((low + high) / 2);
};

/** "84.5%", of thousandths; "1.32 times", of hundredths: text made of whole numbers. */
export const sayShare = (p: number): string => `${Math.floor(p / 10)}.${Math.abs(p % 10)}%`.replace(".0%", "%");
export const sayTimes = (h: number): string => `${Math.floor(h / 100)}.${String(h % 100).padStart(2, "0")} times`;

const NOT_COMPARABLE = "not comparable";

function middle(id: MeasureId, values: readonly number[], say: (v: number) => string): Measure {
  const n = values.length;
  if (n < ENOUGH) return { id, n, says: NOT_COMPARABLE };
  const value = median(values);
  return { id, n, value, says: say(value) };
}

function share(id: MeasureId, values: readonly number[]): Measure {
  const n = values.length;
  if (n < ENOUGH) return { id, n, says: NOT_COMPARABLE };
  const hits = values.filter((v) => v === 1).length;
  return { id, n, value: permille(BigInt(hits), BigInt(n)), says: `${hits} of ${n}` };
}

/** First day of the quarter of a day, so many quarters earlier. */
export function quarterOf(today: string, back: number): string {
  const at = Number(today.slice(0, 4)) * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3) - back;
  return `${Math.floor(at / 4)}-${String((at % 4) * 3 + 1).padStart(2, "0")}-01`;
}

/** What was settled at in the last two whole quarters before a day. */
function trendOf(cases: readonly Scored[], today: string): Trend {
  const [now, last, before] = [quarterOf(today, 0), quarterOf(today, 1), quarterOf(today, 2)];
  const of = (from: string, until: string) => {
    const values = cases.flatMap(({ settled, uplift }) =>
      settled !== undefined && uplift !== undefined && settled >= from && settled < until ? [uplift] : [],
    );
    return { from, n: values.length, ...(values.length >= ENOUGH && { value: median(values) }) };
  };
  const [b, l] = [of(before, last), of(last, now)];
  const known = b.value !== undefined && l.value !== undefined;
  const says = !known
    ? `${NOT_COMPARABLE}: ${b.n} and ${l.n} settled`
    : `${sayTimes(b.value ?? 0)}, then ${sayTimes(l.value ?? 0)}`;
  return { before: b, last: l, says };
}

/** The score of one payer or vendor as of a day. */
export function scoreOf(cases: readonly Scored[], today: string): Score {
  const all = <T>(of: (c: Scored) => readonly T[]): readonly T[] => cases.flatMap(of);
  const one = (x: number | undefined): readonly number[] => (x === undefined ? [] : [x]);
  const forum = all((c) => one(c.forum));
  const awards = forum.filter((v) => v === 1).length;
  return {
    cases: cases.length,
    settled: forum.length,
    measures: [
      middle(
        "first",
        all((c) => one(c.first)),
        sayShare,
      ),
      middle(
        "uplift",
        all((c) => one(c.uplift)),
        sayTimes,
      ),
      middle(
        "reply",
        all((c) => c.replies),
        (v) => `${v} ${v === 1 ? "day" : "days"}`,
      ),
      share(
        "promises",
        all((c) => c.promises),
      ),
      share(
        "in time",
        all((c) => c.inTime),
      ),
      share(
        "no forum",
        forum.map((v) => 1 - v),
      ),
      share(
        "escalated",
        cases.map((c) => c.escalated),
      ),
      { id: "awards", n: forum.length, value: awards, says: String(awards) },
    ],
    trend: trendOf(cases, today),
  };
}
