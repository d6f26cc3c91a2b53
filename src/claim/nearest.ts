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
  "a line agrees by code, day and charge, but the control numbers differ and the claim as a whole does not agree",
  "day and total charge agree, but neither the control number nor a line does",
  "a code and the day of service agree, but no whole line by code, day and charge",
  "a code and its charge agree, but not the day of service",
  "payer and day of service agree, and nothing nearer was found",
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
  codeAndDay: 9,
  codeAndCharge: 10,
  payerAndDay: 11,
} as const;

/** Per row the nearest row of the other side and why it was not taken. */
export class Nearests {
  private readonly rows: Int32Array;
  private readonly why: Uint8Array;

  constructor(rows: number) {
    this.rows = new Int32Array(rows).fill(-1);
    this.why = new Uint8Array(rows);
  }

  /** The first candidate noted stays, with its own reason: the steps run from the nearest to the farthest. */
  note(row: number, candidate: number, why: number): void {
    if (candidate < 0 || this.has(row)) return;
    this.rows[row] = candidate;
    this.why[row] = why;
  }

  has(row: number): boolean {
    return (this.rows[row] ?? -1) >= 0;
  }

  /** Why the candidate was not taken, an entry of `WHY`; 0 without one. */
  reason(row: number): number {
    return this.why[row] ?? 0;
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
  else if (rows.length < LOOKED_AT && rows[rows.length - 1] !== row) rows.push(row);
}

type Side = ClaimIndex | RemittanceIndex;

/** What two sides may share, the nearest first; each row is put into a book under every key it has. */
interface Kind {
  readonly why: number;
  readonly keys: (side: Side, row: number, take: (key: number) => void) => void;
}

const eachLine = (side: Side, row: number, take: (line: number) => void): void => {
  for (let k = side.firstLine.at(row); k < side.firstLine.at(row + 1); k++) take(k);
};

const KINDS: readonly Kind[] = [
  { why: WHY.someLines, keys: (s, row, take) => eachLine(s, row, (k) => take(s.lineKey.at(k))) },
  {
    why: WHY.dayAndTotal,
    keys(s, row, take) {
      if (s.day.at(row) !== 0) take(s.day.at(row) * 2 ** 33 + Math.abs(s.billed.at(row)));
    },
  },
  {
    why: WHY.codeAndDay,
    keys(s, row, take) {
      const day = s.day.at(row);
      if (day !== 0) eachLine(s, row, (k) => take(s.lineCode.at(k) * 2 ** 20 + day));
    },
  },
  { why: WHY.codeAndCharge, keys: (s, row, take) => eachLine(s, row, (k) => take(s.lineCodeCharge.at(k))) },
  {
    why: WHY.payerAndDay,
    keys(s, row, take) {
      const [day, id, name] = [s.day.at(row), s.payerKey.at(row), s.payerName.at(row)];
      if (day === 0) return;
      if (id !== 0) take(id * 2 ** 21 + day);
      if (name !== 0) take(-(name * 2 ** 21 + day));
    },
  },
];

/** The rows of one side that are alone, under everything the other side may share with them. */
class Candidates {
  private readonly books: readonly Book[] = KINDS.map(() => new Map());
  private readonly side: Side;

  constructor(side: Side) {
    this.side = side;
  }

  add(row: number): void {
    KINDS.forEach((kind, n) => {
      const book = this.books[n];
      if (book !== undefined) kind.keys(this.side, row, (key) => put(book, key, row));
    });
  }

  /** The candidate of the nearest kind that shares most with a row of the other side. */
  nearest(side: Side, row: number): { readonly row: number; readonly why: number } | undefined {
    for (let n = 0; n < KINDS.length; n++) {
      const kind = KINDS[n];
      const shared = new Map<number, number>();
      kind?.keys(side, row, (key) => {
        for (const other of this.books[n]?.get(key) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
      });
      let best = -1;
      let most = 0;
      for (const [other, count] of shared) if (count > most) [best, most] = [other, count];
      if (kind !== undefined && best >= 0) return { row: best, why: kind.why };
    }
    return undefined;
  }
}

/** Looks, for each claim and each remittance left alone, for the nearest one left on the other side. */
export function nearestFor(u: Unmatched): void {
  const { c, r } = u;
  if (c.length === 0 || u.alone.length === 0) return;
  const isAlone = (i: number): boolean => u.asides.as[i] === 0 && (u.firstOf[i] ?? -1) < 0;
  const claims = new Candidates(c);
  const remittances = new Candidates(r);
  for (let i = 0; i < c.length; i++) if (isAlone(i)) claims.add(i);
  for (const j of u.alone) {
    remittances.add(j);
    const near = u.nearestClaim.at(j);
    // What kept a remittance from a claim keeps the claim from it.
    if (near !== undefined && isAlone(near.row)) u.nearestRemittance.note(near.row, j, u.nearestClaim.reason(j));
    if (near !== undefined) continue;
    const found = claims.nearest(r, j);
    if (found !== undefined) u.nearestClaim.note(j, found.row, found.why);
  }
  for (let i = 0; i < c.length; i++) {
    if (!isAlone(i) || u.nearestRemittance.has(i)) continue;
    const found = remittances.nearest(c, i);
    if (found !== undefined) u.nearestRemittance.note(i, found.row, found.why);
  }
}
