import type { ClaimIndex, RemittanceIndex } from "./match-index.ts";
import type { Asides } from "./set-aside.ts";

/** Why the nearest candidate was not taken; the sentences hold no value from a file. */
export const REASONS = [
  "",
  "the control number is the same, but neither a line, nor the day, nor the charge agrees",
  "a line control number agrees, but several claims have it",
  "all lines agree by code, day, units and charge, but more than one fits",
  "all lines agree by code, day, units and charge, but the payer is another",
  "all lines agree by code, day, units and charge, but the provider is another",
  "all lines agree by code, day, units and charge, but the total is another",
  "a line agrees by code, day and charge, but the control numbers differ and the other lines do not agree",
  "day and total charge agree, but neither the control number nor a line does",
  "a line agrees by code, day and charge, but it already has its own answer",
] as const;

export const WHY = {
  sameNumberOtherVisit: 1,
  lineControlOfSeveral: 2,
  linesOfSeveral: 3,
  linesOfOtherPayer: 4,
  linesOfOtherProvider: 5,
  linesOtherTotal: 6,
  someLines: 7,
  dayAndTotal: 8,
  answeredAlready: 9,
} as const;

/** Per row the nearest row of the other side and why it was not taken. */
export class Nearests {
  private readonly rows: Int32Array;
  private readonly why: Uint8Array;

  constructor(rows: number) {
    this.rows = new Int32Array(rows).fill(-1);
    this.why = new Uint8Array(rows);
  }

  /** The first candidate noted stays: the steps run from the nearest to the farthest. */
  note(row: number, candidate: number, why: number): void {
    if (candidate >= 0 && !this.has(row)) this.rows[row] = candidate;
    this.noteReason(row, why);
  }

  noteReason(row: number, why: number): void {
    if (this.why[row] === 0) this.why[row] = why;
  }

  has(row: number): boolean {
    return (this.rows[row] ?? -1) >= 0;
  }

  at(row: number): { readonly row: number; readonly why: string } | undefined {
    const candidate = this.rows[row] ?? -1;
    return candidate < 0 ? undefined : { row: candidate, why: REASONS[this.why[row] ?? 0] ?? "" };
  }
}

interface Unmatched {
  readonly c: ClaimIndex;
  readonly r: RemittanceIndex;
  readonly asides: Asides;
  readonly firstOf: Int32Array;
  readonly alone: Int32Array;
  readonly next: Int32Array;
  readonly nearestClaim: Nearests;
  readonly nearestRemittance: Nearests;
}

/** Rows looked at for one line or total: a code billed a hundred times a day makes no candidate nearer. */
const LOOKED_AT = 16;

type Book = Map<number, number[]>;

function put(book: Book, key: number, row: number): void {
  const rows = book.get(key);
  if (rows === undefined) book.set(key, [row]);
  else if (rows.length < LOOKED_AT) rows.push(row);
}

/** The total's book is keyed beside the lines' by a number no 32-bit hash has. */
const totalKey = (day: number, billed: number): number => -(day * 2 ** 33 + Math.abs(billed)) - 1;

/** The candidate that shares most lines, else day and total. */
function nearestIn(
  book: Book,
  lines: { at(row: number): number },
  from: number,
  to: number,
  day: number,
  billed: number,
): { row: number; why: number } | undefined {
  const shared = new Map<number, number>();
  for (let k = from; k < to; k++)
    for (const row of book.get(lines.at(k)) ?? []) shared.set(row, (shared.get(row) ?? 0) + 1);
  let best: { row: number; why: number } | undefined;
  let most = 0;
  for (const [row, n] of shared) if (n > most) [best, most] = [{ row, why: WHY.someLines }, n];
  if (best !== undefined || day === 0) return best;
  const [same] = book.get(totalKey(day, billed)) ?? [];
  return same === undefined ? undefined : { row: same, why: WHY.dayAndTotal };
}

/** Looks, for each claim and each remittance left alone, for the nearest one left on the other side. */
export function nearestFor(u: Unmatched): void {
  const { c, r } = u;
  if (c.length === 0 || u.alone.length === 0) return;
  const claims: Book = new Map();
  const remittances: Book = new Map();
  for (let i = 0; i < c.length; i++) {
    if (u.asides.as[i] !== 0 || (u.firstOf[i] ?? -1) >= 0) continue;
    for (let k = c.firstLine.at(i); k < c.firstLine.at(i + 1); k++) put(claims, c.lineKey.at(k), i);
    put(claims, totalKey(c.day.at(i), c.billed.at(i)), i);
  }
  for (const j of u.alone) {
    for (let k = r.firstLine.at(j); k < r.firstLine.at(j + 1); k++) put(remittances, r.lineKey.at(k), j);
    put(remittances, totalKey(r.day.at(j), r.billed.at(j)), j);
    if (u.nearestClaim.has(j)) continue;
    const found = nearestIn(claims, r.lineKey, r.firstLine.at(j), r.firstLine.at(j + 1), r.day.at(j), r.billed.at(j));
    if (found !== undefined) u.nearestClaim.note(j, found.row, found.why);
  }
  for (let i = 0; i < c.length; i++) {
    if (u.asides.as[i] !== 0 || (u.firstOf[i] ?? -1) >= 0) continue;
    const found = nearestIn(
      remittances,
      c.lineKey,
      c.firstLine.at(i),
      c.firstLine.at(i + 1),
      c.day.at(i),
      c.billed.at(i),
    );
    if (found !== undefined) u.nearestRemittance.note(i, found.row, found.why);
  }
}
