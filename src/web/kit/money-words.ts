import { type Cents, divide, showUsd } from "#base/money.ts";

/** Sums above this are shown in whole dollars: their cents are one step away, in the working. */
const WHOLE_OVER = 10_000_00n;

/** How an amount is written: to the cent when it is exact and of one line or case, whole when it is an estimate or a large sum. */
export const showMoney = (amount: Cents, exact: "exact" | "estimate" | "sum"): string => {
  const size = amount < 0n ? -amount : amount;
  const whole = exact === "estimate" || (exact === "sum" && size > WHOLE_OVER);
  return showUsd(amount, whole ? "whole" : "cents");
};

/** `$38k`, `$1.2m`, `$640`: where a bar has no room. Rounds half up. */
export function showShort(amount: Cents): string {
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? "−" : "";
  const dollars = divide(size, 100n, "half-up");
  if (dollars < 1000n) return `${sign}$${dollars}`;
  const thousands = divide(size, 1000_00n, "half-up");
  if (thousands < 1000n) return `${sign}$${thousands}k`;
  const tenths = divide(size, 100_000_00n, "half-up");
  return `${sign}$${tenths / 10n}.${tenths % 10n}m`;
}

/** An amount as percent of another, whole, half up; undefined when the other is zero. */
export const percentOf = (amount: Cents, of: Cents): bigint | undefined =>
  of === 0n ? undefined : divide(amount * 100n, of, "half-up");
