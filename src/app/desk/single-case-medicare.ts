import { formatUsd } from "#base/money.ts";
import { localityOf, medicareOf } from "#case/benchmark.ts";
import { billerOf, centerPrices } from "#case/center.ts";
import type { MedicarePrice } from "#case/single-case.ts";
import type { Desk } from "./desk.ts";
import type { StoredEvaluation } from "./evaluate-claim.ts";

/** What Medicare pays for the lines of a claim, where a single case agreement goes by it. */

type Locality = ReturnType<typeof localityOf>;

/** What a surgery center's own schedule says of a line of its claim. */
function centerPrice(desk: Desk, { matched }: StoredEvaluation, number: number, at: Locality): MedicarePrice {
  const place = matched.lines.findIndex((l) => l.line?.number === number);
  const price = centerPrices(matched, desk.books(), at)[place];
  if (price?.amount === undefined) return { amount: undefined, why: price?.because ?? "its line is not on the claim" };
  const { amount, release, book } = price;
  return { amount, says: `Medicare's surgery center rate ${release ?? ""} ${formatUsd(amount)} (${book})` };
}

/** What Medicare pays for a line as it was billed, by whose claim it is; or why no book at hand says so. */
export function medicareFor(desk: Desk, found: StoredEvaluation, number: number): MedicarePrice {
  const { matched, profile } = found;
  const { claim } = matched;
  const line = claim?.lines.find((l) => l.number === number);
  if (claim === undefined || line === undefined) return { amount: undefined, why: "its line is not on the claim" };
  const locality = localityOf(claim, matched.standing[0], profile);
  const biller = billerOf(matched, profile);
  if (biller?.is === "center") return centerPrice(desk, found, number, locality);
  if (line.revenue !== undefined)
    return { amount: undefined, why: "the physician fee schedule has no price for a facility's line" };
  const { code, modifiers, units, unit, date } = line;
  const why = biller?.is === "unsaid" ? biller.why : undefined;
  const on = { code, modifiers, units, unit, locality, biller: why, place: line.place ?? claim.place };
  const price = medicareOf({ ...on, date: date ?? claim.from }, desk.books());
  if (!price.known) return { amount: undefined, why: price.why };
  const { amount, release, book } = price.line;
  return { amount, says: `Medicare ${release} ${formatUsd(amount)} (${book})${why === undefined ? "" : `, ${why}`}` };
}
