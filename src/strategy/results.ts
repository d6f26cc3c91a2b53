import { type Day, daysBetween } from "#base/day.ts";
import { type Cents, cents, divide, greatest, minus, plus, sum, ZERO } from "#base/money.ts";
import { inForce, receivableOf } from "#case/expected.ts";
import type { Agreement, CaseView } from "#case/state.ts";
import { medianPlaces, shareInterval } from "./interval.ts";

/**
 * What negotiating brought, counted from a practice's own cases: how much more was promised than first paid, how much more
 * than the payer's first offer, how often without a forum, and how long it took. Nothing is modelled; each figure says
 * what was counted and how many.
 */

/** Total allowed that an agreement comes to, in the terms in which offers are made. */
export function totalOf(view: CaseView, a: Agreement): Cents {
  const offer = view.offers.find((o) => o.event === a.offer);
  if (offer !== undefined) return offer.amount;
  const { allowed, paid, patient } = view.first;
  const share = allowed === undefined ? patient : greatest(ZERO, cents(allowed - paid));
  return plus(a.basis === "total payment" ? a.amount : plus(a.amount, paid), share);
}

/** One case on which a price was settled. */
export interface Settled {
  readonly number: string;
  readonly payer: string;
  readonly way: "agreement" | "award";
  /** What the plan had paid on the settled lines when the case was opened. */
  readonly before: Cents;
  /** What it pays on them in the end, by the agreement or award. */
  readonly promised: Cents;
  readonly received: Cents;
  /** The payer's first offer and the offer that was agreed on, both totals allowed; absent where either is not written down. */
  readonly offered?: { readonly first: Cents; readonly last: Cents };
  /** Days from the opening of the case until all of it had come. */
  readonly days?: number;
  /** Acts of persons on the case. */
  readonly acts: number;
}

/** The settlement of a case, or undefined where none is in force. Several in force are one settlement. */
export function settledOf(view: CaseView, acts: number, today: Day): Settled | undefined {
  const standing = inForce(view);
  if (standing.length === 0) return undefined;
  const firstPaid = new Map(view.first.lines.map((l) => [l.number, l.paid]));
  const lines = new Set(standing.flatMap((a) => a.lines.map((l) => l.line)));
  const before = sum([...lines].map((n) => firstPaid.get(n) ?? ZERO));
  const more = standing.map((a) =>
    a.basis === "total payment" ? minus(a.amount, sum(a.lines.map((l) => firstPaid.get(l.line) ?? ZERO))) : a.amount,
  );
  const { expected } = receivableOf(view, today);
  const whole = expected.map((e) => e.wholeOn);
  const last = whole.some((d) => d === undefined)
    ? undefined
    : whole.reduce((m, d) => (m !== undefined && d !== undefined && m > d ? m : d), whole[0]);
  const first = view.offers.find((o) => o.from === "them")?.amount;
  const agreed = view.offers.find((o) => standing.some((a) => a.offer === o.event))?.amount;
  return {
    number: view.number,
    payer: view.payer,
    way: standing.some((a) => a.kind === "award") ? "award" : "agreement",
    before,
    promised: cents(before + sum(more)),
    received: sum(expected.map((e) => e.received)),
    ...(first !== undefined && agreed !== undefined && { offered: { first, last: agreed } }),
    ...(last !== undefined && { days: Math.max(0, daysBetween(view.opened.on, last)) }),
    acts,
  };
}

/** Amounts or numbers in their order: the middle, the quarters, and where the middle surely lies. */
export interface Spread<T> {
  readonly n: number;
  readonly median: T;
  readonly low25: T;
  readonly high75: T;
  /** 95% interval of the median; absent under six values. */
  readonly median95?: readonly [T, T];
}

/** The value below which a share of ordered values lies: of an even number the mean of the middle two for the median. */
function spreadOf<T>(sorted: readonly T[], mean: (a: T, b: T) => T): Spread<T> | undefined {
  const n = sorted.length;
  const at = (k: number): T => sorted[Math.min(n - 1, Math.max(0, k))] as T;
  if (n === 0) return undefined;
  const places = medianPlaces(n);
  return {
    n,
    median: mean(at(Math.ceil(n / 2) - 1), at(Math.floor(n / 2))),
    low25: at(Math.ceil(n / 4) - 1),
    high75: at(Math.ceil((3 * n) / 4) - 1),
    ...(places !== undefined && { median95: [at(places.low), at(places.high)] as const }),
  };
}

const meanOfCents = (a: Cents, b: Cents): Cents => cents(divide(a + b, 2n, "half-up"));
const byAmount = (a: Cents, b: Cents): number => (a < b ? -1 : a > b ? 1 : 0);

export const amounts = (all: readonly Cents[]): Spread<Cents> | undefined =>
  spreadOf(all.toSorted(byAmount), meanOfCents);

export const numbers = (all: readonly number[]): Spread<number> | undefined =>
  spreadOf(
    all.toSorted((a, b) => a - b),
    (a, b) => (a + b) / 2,
  );

export interface Share {
  readonly hits: number;
  readonly n: number;
  /** 95% (Wilson). */
  readonly low: number;
  readonly high: number;
}

export const share = (hits: number, n: number): Share => ({ hits, n, ...shareInterval(hits, n) });

export interface Results {
  readonly settled: number;
  readonly before: Cents;
  readonly promised: Cents;
  readonly received: Cents;
  /** Promised less first paid, a case. */
  readonly uplift: Spread<Cents> | undefined;
  /** The same in percent of what was first paid, where something was. */
  readonly upliftPercent: Spread<number> | undefined;
  /** The offer agreed on less the payer's first. */
  readonly overFirst: Spread<Cents> | undefined;
  readonly overFirstSum: Cents;
  /** Settled at the payer's first offer or below. */
  readonly atFirst: Share;
  /** Settled by agreement, of all that were settled. */
  readonly withoutForum: Share;
  readonly days: Spread<number> | undefined;
  readonly acts: Spread<number> | undefined;
}

/** What the settled cases say together. Order does not matter. */
export function resultsOf(all: readonly Settled[]): Results {
  const offered = all.flatMap((s) => (s.offered === undefined ? [] : [s.offered]));
  const over = offered.map((o) => minus(o.last, o.first));
  const paidFirst = all.filter((s) => s.before > 0n);
  return {
    settled: all.length,
    before: sum(all.map((s) => s.before)),
    promised: sum(all.map((s) => s.promised)),
    received: sum(all.map((s) => s.received)),
    uplift: amounts(all.map((s) => minus(s.promised, s.before))),
    upliftPercent: numbers(paidFirst.map((s) => Number(((s.promised - s.before) * 10_000n) / s.before) / 100)),
    overFirst: amounts(over),
    overFirstSum: sum(over),
    atFirst: share(over.filter((o) => o <= 0n).length, over.length),
    withoutForum: share(all.filter((s) => s.way === "agreement").length, all.length),
    days: numbers(all.flatMap((s) => s.days ?? [])),
    acts: numbers(all.map((s) => s.acts)),
  };
}
