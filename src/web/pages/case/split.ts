import { type Cents, cents, formatUsd, readUsd, sum } from "#base/money.ts";
import { amountTyped } from "./amount-typed.ts";

/** An agreed amount over lines, to the cent. */

export interface SplitLine {
  readonly line: number;
  /** What the share of the line goes by: its stake, else its charge. */
  readonly weight: Cents;
}

/**
 * Shares by weight, whole cents, that add up exactly: each is rounded down, and the cents left over go one each to the
 * lines that lost most by rounding, the earlier line first. All equal when no line has a weight.
 */
export function proposeSplit(amount: Cents, lines: readonly SplitLine[]): readonly Cents[] {
  if (lines.length === 0) return [];
  const given = lines.map((l) => (l.weight > 0n ? l.weight : 0n));
  const some = given.some((w) => w > 0n);
  const weights = some ? given : given.map(() => 1n);
  const total = weights.reduce((a, b) => a + b, 0n);
  const shares = weights.map((w) => (amount * w) / total);
  const rest = shares.reduce((left, s) => left - s, amount as bigint);
  const order = weights
    .map((w, i) => ({ i, lost: (amount * w) % total }))
    .sort((a, b) => (a.lost === b.lost ? a.i - b.i : a.lost > b.lost ? -1 : 1));
  const lucky = new Set(order.slice(0, Number(rest)).map((o) => o.i));
  return shares.map((s, i) => cents(lucky.has(i) ? s + 1n : s));
}

/** A typed amount in cents; undefined when it is none. */
export function centsTyped(text: string): Cents | undefined {
  const typed = amountTyped(text);
  if (typed === undefined) return undefined;
  const read = readUsd(typed);
  return read.ok ? read.value : undefined;
}

export interface SplitState {
  readonly adds: boolean;
  /** "Adds up to the cent", "$12.40 left to place", "$3.00 too much". */
  readonly says: string;
}

/** Whether what was typed adds up to the amount. */
export function splitState(amount: string, typed: readonly string[], show: (c: Cents) => string): SplitState {
  const whole = centsTyped(amount);
  if (whole === undefined) return { adds: false, says: "Enter the amount first" };
  const parts = typed.map((t) => (t.trim() === "" ? cents(0n) : centsTyped(t)));
  if (parts.includes(undefined)) return { adds: false, says: "One line is no amount" };
  const placed = sum(parts.filter((p) => p !== undefined));
  if (placed === whole) return { adds: true, says: "Adds up to the cent" };
  return placed < whole
    ? { adds: false, says: `${show(cents(whole - placed))} left to place` }
    : { adds: false, says: `${show(cents(placed - whole))} too much` };
}

/** As a field shows it. */
export const fieldOf = (c: Cents): string => formatUsd(c);
