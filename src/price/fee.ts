import { type Cents, cents, divide } from "#base/money.ts";
import type { Gpci, RvuRow } from "./book.ts";
import type { Setting } from "./setting.ts";

/** Hundredths (RVU) times thousandths (GPCI) times ten-thousandths (CF) is billionths of a dollar; a cent is ten million of them. */
const PER_CENT = 10_000_000n;

/**
 * The fee schedule formula, 42 USC 1395w-4(b)(1) and 42 CFR 414.22: the three relative values, each times its locality
 * index, added and multiplied by the conversion factor. Exact until one rounding, half up, at the very end; rounding
 * any part earlier misses published amounts.
 */
export function schedule(work: bigint, pe: bigint, malpractice: bigint, gpci: Gpci, conversionFactor: bigint): Cents {
  const adjusted = work * gpci.work + pe * gpci.pe + malpractice * gpci.malpractice;
  return cents(divide(adjusted * conversionFactor, PER_CENT, "half-up"));
}

export const practiceExpense = (row: RvuRow, setting: Setting): bigint =>
  setting === "facility" ? row.peFacility : row.peNonFacility;

/** The schedule amount of a row in a locality and setting, before any cap. */
export const feeOf = (row: RvuRow, gpci: Gpci, setting: Setting): Cents =>
  schedule(row.work, practiceExpense(row, setting), row.malpractice, gpci, row.conversionFactor);

/**
 * The most Medicare pays for the technical part of imaging: the same formula with the practice expense and malpractice
 * of the outpatient hospital schedule (Deficit Reduction Act of 2005, section 5102(b); 42 USC 1395w-4(b)(4)). Only rows
 * with an OPPS practice expense above zero have a cap, and the professional component (26) never has.
 */
export function capOf(row: RvuRow, gpci: Gpci, setting: Setting): Cents | undefined {
  const pe = setting === "facility" ? row.oppsPeFacility : row.oppsPeNonFacility;
  if (pe <= 0n || row.modifier === "26") return undefined;
  return schedule(row.work, pe, row.oppsMalpractice, gpci, row.conversionFactor);
}

/**
 * The amount for the second and later units of therapy in a day: practice expense at half. Defined where the multiple
 * procedure indicator is 5 (42 USC 1395w-4(b)(7)). Halving is done on the doubled formula so that it stays exact.
 */
export function therapyOf(row: RvuRow, gpci: Gpci, setting: Setting): Cents | undefined {
  if (row.multipleProcedure !== "5") return undefined;
  const twice =
    2n * row.work * gpci.work + practiceExpense(row, setting) * gpci.pe + 2n * row.malpractice * gpci.malpractice;
  return cents(divide(twice * row.conversionFactor, 2n * PER_CENT, "half-up"));
}
