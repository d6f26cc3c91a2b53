import { type Cents, cents, sum } from "#base/money.ts";
import { allocate } from "./allocate.ts";
import type { ClaimLine, Remittance, RemittanceAdjustment, RemittanceLine } from "./claim.ts";

/** A remittance line on its way to a billed line. */
export interface Piece {
  readonly line: RemittanceLine;
  /** Position of the billed line it was shared out to, when the payer answered the claim as a whole. */
  readonly to?: number;
  /** True when part of its amounts was said of the claim only. */
  readonly allocated: boolean;
}

/** Shares of each adjustment, one list per line. Shares of zero are left out. */
function shareOut(
  adjustments: readonly RemittanceAdjustment[],
  weights: readonly Cents[],
): readonly RemittanceAdjustment[][] {
  const perLine: RemittanceAdjustment[][] = weights.map(() => []);
  for (const a of adjustments) {
    allocate(a.amount, weights).forEach((amount, i) => {
      if (amount !== 0n) perLine[i]?.push({ group: a.group, reason: a.reason, amount });
    });
  }
  return perLine;
}

/** One answer for several billed lines, shared out over them by charge: each amount, exactly to the cent. */
export function sharesOf(answer: RemittanceLine, billed: readonly ClaimLine[]): Piece[] {
  const weights = billed.map((l) => l.charge);
  const paid = allocate(answer.paid, weights);
  const charge = allocate(answer.charge, weights);
  const stated = answer.allowedStated === undefined ? undefined : allocate(answer.allowedStated, weights);
  const adjustments = shareOut(answer.adjustments, weights);
  return billed.map((l, i) => ({
    line: {
      ...answer,
      charge: charge[i] ?? cents(0n),
      paid: paid[i] ?? cents(0n),
      units: l.units,
      control: l.control ?? answer.control,
      allowedStated: stated?.[i],
      adjustments: adjustments[i] ?? [],
    },
    allocated: true,
  }));
}

/** A payment without service lines, shared out over the billed lines by charge, exactly to the cent. */
function wholeClaim(r: Remittance, billed: readonly ClaimLine[]): Piece[] {
  if (billed.length === 0) {
    const line: RemittanceLine = {
      code: "",
      modifiers: [],
      charge: r.billed,
      paid: r.paid,
      units: "1",
      adjustments: r.adjustments,
      remarks: [],
      ...(r.from !== undefined && { date: r.from }),
    };
    return [{ line, allocated: false }];
  }
  const weights = billed.map((l) => l.charge);
  const charge = allocate(r.billed, weights);
  const paid = allocate(r.paid, weights);
  const adjustments = shareOut(r.adjustments, weights);
  return billed.map((l, to) => ({
    line: {
      code: l.code,
      modifiers: l.modifiers,
      charge: charge[to] ?? cents(0n),
      paid: paid[to] ?? cents(0n),
      units: l.units,
      adjustments: adjustments[to] ?? [],
      remarks: [],
      ...(l.date !== undefined && { date: l.date }),
      ...(l.control !== undefined && { control: l.control }),
    },
    to,
    allocated: true,
  }));
}

/**
 * The lines of a remittance so that they add up to what it paid. By the guide's balance rule the lines add up to CLP04
 * plus the claim's own adjustments, so those are shared out by charge; a gap nobody explains is shared out too, and said.
 */
export function piecesOf(r: Remittance, billed: readonly ClaimLine[], notes: string[]): Piece[] {
  if (r.lines.length === 0) {
    if (billed.length > 0)
      notes.push("The payer answered the claim as a whole; its amounts are shared out over the lines by charge.");
    return wholeClaim(r, billed);
  }
  let told = 0n;
  for (const l of r.lines) told += l.paid;
  const gap = cents(r.paid - told);
  if (gap === 0n && r.adjustments.length === 0) return r.lines.map((line) => ({ line, allocated: false }));
  const explained = sum(r.adjustments.map((a) => a.amount));
  notes.push(
    gap === -explained
      ? "The payer adjusted the claim as a whole; the adjustment is shared out over the lines by charge."
      : "The lines do not add up to what was paid on the claim; the gap is shared out over the lines by charge.",
  );
  const weights = r.lines.map((l) => l.charge);
  const paid = allocate(gap, weights);
  const adjustments = shareOut(r.adjustments, weights);
  return r.lines.map((line, i) => ({
    line: {
      ...line,
      paid: cents(line.paid + (paid[i] ?? 0n)),
      adjustments: [...line.adjustments, ...(adjustments[i] ?? [])],
    },
    allocated: true,
  }));
}
