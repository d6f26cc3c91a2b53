import { Chains } from "./column.ts";
import type { SetAside } from "./match.ts";
import { type ClaimIndex, ORIGINAL, REPLACEMENT, VOID } from "./match-index.ts";

/** Codes of `SetAside.as`; 0 means the claim counts. */
export const ASIDE: readonly (SetAside["as"] | undefined)[] = [undefined, "duplicate", "replaced", "voided", "void"];
const DUPLICATE = 1;
const REPLACED = 2;
const VOIDED = 3;
const VOIDS = 4;

/** Which claims count in no total, and which claim counts in their place. */
export interface Asides {
  /** Per claim, an index into `ASIDE`. */
  readonly as: Uint8Array;
  /** Per claim, the claim that did it; -1 for none. */
  readonly by: Int32Array;
}

/** Later in time: by the day of the file when both are known, else in the order read. */
const isLater = (claims: ClaimIndex, a: number, b: number): boolean => {
  const [x, y] = [claims.sent.at(a), claims.sent.at(b)];
  return x !== 0 && y !== 0 && x !== y ? x > y : a > b;
};

/** A claim sent twice: same number, lines, dates, payer and frequency. The first sending counts. */
function duplicates(claims: ClaimIndex, asides: Asides): void {
  const same = new Chains(
    claims.length,
    (r) => claims.signatureHigh.at(r),
    (r) => claims.signatureLow.at(r),
  );
  for (let row = 0; row < claims.length; row++) {
    const first = same.first(claims.signatureHigh.at(row), claims.signatureLow.at(row));
    // Once for each group of sendings, when its first row comes.
    if (first !== row || same.next(row) < 0) continue;
    let kept = row;
    for (let at = same.next(row); at >= 0; at = same.next(at)) if (isLater(claims, kept, at)) kept = at;
    for (let at = row; at >= 0; at = same.next(at)) {
      if (at === kept) continue;
      asides.as[at] = DUPLICATE;
      asides.by[at] = kept;
    }
  }
}

/** Sendings under the same number to a payer in the same turn, other than `row`, that were sent before it. */
function earlierSendings(claims: ClaimIndex, chains: Chains, asides: Asides, row: number): number[] {
  const found: number[] = [];
  for (let at = chains.first(claims.looseHigh.at(row), claims.looseLow.at(row)); at >= 0; at = chains.next(at)) {
    if (at === row || asides.as[at] === DUPLICATE || claims.frequency.at(at) === VOID) continue;
    if (claims.seat.at(at) !== claims.seat.at(row)) continue;
    if (claims.frequency.at(at) === ORIGINAL || isLater(claims, row, at)) found.push(at);
  }
  return found;
}

/**
 * The sendings that a replacement or void speaks of. Practices use one number for several visits, so when the number has
 * several days only those of the same day are meant.
 */
function meant(claims: ClaimIndex, row: number, found: readonly number[]): readonly number[] {
  const days = new Set(found.map((at) => claims.day.at(at)));
  return days.size <= 1 ? found : found.filter((at) => claims.day.at(at) === claims.day.at(row));
}

/** A replacement (7) counts instead of what it replaces; a void (8) removes it. Both name it by its control number. */
function corrections(claims: ClaimIndex, chains: Chains, asides: Asides): void {
  for (let row = 0; row < claims.length; row++) {
    const frequency = claims.frequency.at(row);
    if (frequency === ORIGINAL || asides.as[row] === DUPLICATE) continue;
    const code = frequency === REPLACEMENT ? REPLACED : VOIDED;
    for (const at of meant(claims, row, earlierSendings(claims, chains, asides, row))) {
      if (asides.as[at] === REPLACED && !isLater(claims, row, asides.by[at] ?? row)) continue;
      // Where some files have no day, "later" can run in a circle; nothing may replace itself.
      if (counting(asides, row) === at) continue;
      asides.as[at] = code;
      asides.by[at] = row;
    }
    if (frequency === VOID) asides.as[row] = VOIDS;
  }
}

/** Finds duplicates, replacements and voids among the claims. `chains` are the claims by control number. */
export function setAsides(claims: ClaimIndex, chains: Chains): Asides {
  const asides: Asides = { as: new Uint8Array(claims.length), by: new Int32Array(claims.length).fill(-1) };
  duplicates(claims, asides);
  corrections(claims, chains, asides);
  return asides;
}

/**
 * A replacement or void sent under a new number names the old claim by the payer's number (REF*F8), which only a
 * remittance knows. `claimOfNumber` finds the claim that a payer's claim number answered; -1 when none.
 */
export function correctionsByPayerNumber(
  claims: ClaimIndex,
  asides: Asides,
  claimOfNumber: (number: number) => number,
): void {
  for (let row = 0; row < claims.length; row++) {
    const number = claims.replaces.at(row);
    if (number === 0 || claims.frequency.at(row) === ORIGINAL || asides.as[row] === DUPLICATE) continue;
    const at = claimOfNumber(number);
    if (at < 0 || at === row || asides.as[at] !== 0 || counting(asides, row) === at) continue;
    asides.as[at] = claims.frequency.at(row) === VOID ? VOIDED : REPLACED;
    asides.by[at] = row;
  }
}

/** The claim that counts in place of `row`: a duplicate's first sending, a replaced claim's replacement. */
export function counting(asides: Asides, row: number): number {
  let at = row;
  for (let steps = 0; steps < 64; steps++) {
    const as = asides.as[at] ?? 0;
    const by = asides.by[at] ?? -1;
    if ((as !== DUPLICATE && as !== REPLACED) || by < 0) return at;
    at = by;
  }
  return row;
}

/** A request to cancel bills nothing, so nothing answers it. */
export const cancels = (asides: Asides, row: number): boolean => asides.as[counting(asides, row)] === VOIDS;

/** A voided claim that a payer answered still counts, because money moved: its row stays. */
export function keepAnswered(asides: Asides, row: number): void {
  if (asides.as[row] === VOIDED) {
    asides.as[row] = 0;
    asides.by[row] = -1;
  }
}
