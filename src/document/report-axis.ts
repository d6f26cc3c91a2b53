import { type Cents, formatUsd, showUsd } from "#base/money.ts";
import type { ClaimEvaluation } from "#case/evaluation.ts";
import type { PlanFigures } from "./report.ts";

/** The dollar axis of a claim: where each figure stands between nothing and the largest. */
export interface Axis {
  /** In the order of their amounts. `at` is the place on the axis, from 0 to 1. */
  readonly marks: readonly AxisMark[];
  /** From floor to opening, as places on the axis. */
  readonly range: readonly [number, number] | null;
  /** The same in words, for those who do not see it. */
  readonly alt: string;
}

export interface AxisMark {
  readonly label: string;
  readonly amount: string;
  readonly at: number;
  /** Evidence stands above the line, what the payer did and what we want below it. */
  readonly side: "evidence" | "ours";
  readonly kind: "paid" | "ours" | "benchmark" | "charge";
}

interface Stake {
  readonly label: string;
  readonly amount: Cents;
  readonly side: AxisMark["side"];
  readonly kind: AxisMark["kind"];
}

/** Four decimals place a mark to less than a hair. */
const PLACES = 10_000n;

function stakes(e: ClaimEvaluation, f: PlanFigures): readonly Stake[] {
  const mark = (
    label: string,
    amount: Cents | undefined,
    side: Stake["side"],
    kind: Stake["kind"],
  ): readonly Stake[] => (amount === undefined || amount < 0n ? [] : [{ label, amount, side, kind }]);
  return [
    ...mark("Benchmark", e.benchmark, "evidence", "benchmark"),
    ...mark("Charge", e.billed, "evidence", "charge"),
    ...mark("Allowed", e.allowed, "ours", "paid"),
    ...mark("Target", f.target, "ours", "ours"),
    ...mark("Opening", f.opening, "ours", "ours"),
  ].sort((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? 1 : -1));
}

/** The axis; absent when there are fewer than two figures to compare, or none above zero. */
export function axisOf(e: ClaimEvaluation, f: PlanFigures): Axis | undefined {
  const all = stakes(e, f);
  const most = all[all.length - 1]?.amount ?? 0n;
  if (all.length < 2 || most <= 0n) return undefined;
  // A little room on both sides, so that marks and labels of the ends stand inside.
  const at = (a: Cents): number => 0.02 + (0.96 * Number((a * PLACES) / most)) / Number(PLACES);
  return {
    marks: all.map(({ label, amount, side, kind }) => ({
      label,
      amount: formatUsd(amount),
      at: at(amount),
      side,
      kind,
    })),
    range:
      f.floor === undefined || f.opening === undefined || f.opening <= f.floor ? null : [at(f.floor), at(f.opening)],
    alt: `One axis of dollars: ${all.map((m) => `${m.label.toLowerCase()} ${showUsd(m.amount)}`).join(", ")}.`,
  };
}
