import { type Cents, cents, greatest, least, sum, ZERO } from "#base/money.ts";
import { allocate } from "#claim/allocate.ts";
import { splitPackage } from "./package-split.ts";

/** A line that a total is asked for, or set as the least, among others. */
export interface OfferedLine {
  readonly billed: Cents;
  /** What was allowed on it so far. */
  readonly allowed: Cents;
  /** What it is thought to be worth; absent when nothing known says. */
  readonly fair?: Cents | undefined;
}

/**
 * A total over its lines, to the cent: no line gets less than was allowed on it already, nor more than was charged, and what
 * is asked beyond goes where more is owed, by how far each line is thought to be worth more than was allowed. Where that is
 * not known it goes by what was allowed; never by charges. A total below what was allowed, which is no offer of ours, is
 * split by what was allowed.
 */
export function lineOffers(total: Cents, lines: readonly OfferedLine[]): readonly Cents[] {
  const base = lines.map((l) => least(l.allowed, l.billed));
  const rest = cents(total - sum(base));
  if (rest <= 0n) return allocate(total, base);
  const gaps = lines.map((l, i) =>
    l.fair === undefined ? undefined : greatest(ZERO, cents(l.fair - (base[i] ?? ZERO))),
  );
  const known = gaps.every((g) => g !== undefined) && gaps.some((g) => g > 0n);
  const weights = known ? (gaps as readonly Cents[]) : lines.map((l) => l.fair ?? l.allowed);
  const shares = splitPackage(
    rest,
    lines.map((l, i) => ({
      ...{ key: String(i).padStart(6, "0"), floor: undefined, weight: weights[i] ?? ZERO },
      billed: cents(l.billed - (base[i] ?? ZERO)),
    })),
  );
  if (!shares.ok) return allocate(total, weights);
  return shares.value.map((s, i) => cents((base[i] ?? ZERO) + s.amount));
}
