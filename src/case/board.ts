import { type Day, daysBetween } from "#base/day.ts";
import { type Cents, cents } from "#base/money.ts";
import { lengthOf } from "#law/deadline.ts";
import { deadlineOf, jurisdictionOf } from "#law/library.ts";
import type { ClaimEvaluation, LineClass, LineEvaluation, RightView } from "./evaluation.ts";
import { earliestOf } from "./law-view.ts";

/**
 * What the page of the money map shows beside its totals: dollars by right and days left, by days since service, by payer.
 * A line stands in one row and one cell at most, so rows and cells add up.
 */
export interface Board {
  readonly lapsesSoon: Cell;
  readonly rights: readonly BoardRight[];
  readonly billAging: readonly { readonly label: string; readonly stake: Cents }[];
  readonly payers: readonly BoardPayer[];
  readonly writeOffGuard: Cell;
  /** Why lines were denied, the most dollars first: a line counts under every reason its remittance gives. */
  readonly denials: readonly (Cell & { readonly code: string })[];
  /** Services by what was billed for them, and how many of their lines could be measured. */
  readonly codes: readonly BoardCode[];
}

export interface BoardCode {
  readonly code: string;
  readonly lines: number;
  readonly billed: Cents;
  readonly measured: number;
  /** Of its lines on a surgery center's own claims: not known for want of a datum, and without a price of their own. */
  readonly center?: { readonly unknown: number; readonly packaged: number } | undefined;
}

export interface Cell {
  readonly lines: number;
  readonly stake: Cents;
}

export interface BoardRight {
  readonly id: string;
  readonly label: string;
  /** Whose law it is and how long it runs: "Federal, 30 business days". Of a right we hold no period of, where it is written. */
  readonly note: string;
  /** In the order of `RIGHT_CELLS`. */
  readonly cells: readonly Cell[];
}

export interface BoardPayer {
  readonly key: string;
  readonly name: string;
  readonly lines: number;
  readonly recoverable: Cents;
  readonly byClass: Readonly<Partial<Record<LineClass, Cents>>>;
  /** What was allowed and what should have been, over the lines that have both. */
  readonly allowed: Cents;
  readonly benchmark: Cents;
}

/** Business days left, today counted; the first holds rights that are gone. */
export const RIGHT_CELLS = [
  { label: "expired", most: 0 },
  { label: "1 to 3", most: 3 },
  { label: "4 to 10", most: 10 },
  { label: "11 to 20", most: 20 },
  { label: "21 to 30", most: 30 },
  { label: "31 and over", most: Number.POSITIVE_INFINITY },
] as const;

/** Rights that end within these business days, today counted, lapse this week. */
export const LAPSES_SOON = 3;

const BILL_AGING = [
  { label: "0 to 30", most: 30 },
  { label: "31 to 60", most: 60 },
  { label: "61 to 90", most: 90 },
  { label: "91 to 120", most: 120 },
  { label: "121 and over", most: Number.POSITIVE_INFINITY },
] as const;

const RECOVERABLE: ReadonlySet<LineClass> = new Set(["needs a fact", "denied", "unpaid", "underpaid"]);
const COUNTED: ReadonlySet<LineClass> = new Set([...RECOVERABLE, "expired"]);

interface Sum {
  lines: number;
  stake: bigint;
}

const empty = (): Sum => ({ lines: 0, stake: 0n });
const frozen = (s: Sum): Cell => ({ lines: s.lines, stake: cents(s.stake) });

function into(sum: Sum, line: LineEvaluation): void {
  sum.lines += 1;
  sum.stake += line.stake;
}

/** The right a line's dollars hang on, and its column: the one that ends first, or of a gone line the last that was. */
function standing(line: LineEvaluation): { readonly right: RightView; readonly cell: number } | undefined {
  if (line.class === "expired") {
    const gone = line.rights.findLast((r) => r.state === "expired");
    return gone === undefined ? undefined : { right: gone, cell: 0 };
  }
  const right = earliestOf(line.rights);
  const days = right?.daysLeft;
  if (right === undefined || days === undefined) return undefined;
  return { right, cell: RIGHT_CELLS.findIndex((c) => days <= c.most) };
}

interface PayerSum {
  readonly name: string;
  lines: number;
  recoverable: bigint;
  allowed: bigint;
  benchmark: bigint;
  readonly byClass: Map<LineClass, bigint>;
}

function addToPayer(payers: Map<string, PayerSum>, e: ClaimEvaluation, line: LineEvaluation): void {
  let p = payers.get(e.payerKey);
  if (p === undefined) {
    p = { name: e.payer, lines: 0, recoverable: 0n, allowed: 0n, benchmark: 0n, byClass: new Map() };
    payers.set(e.payerKey, p);
  }
  p.lines += 1;
  if (RECOVERABLE.has(line.class)) p.recoverable += line.stake;
  p.byClass.set(line.class, (p.byClass.get(line.class) ?? 0n) + line.stake);
  if (line.allowed === undefined || line.benchmark === undefined) return;
  p.allowed += line.allowed;
  p.benchmark += line.benchmark.amount;
}

const payerOf = ([key, p]: readonly [string, PayerSum]): BoardPayer => ({
  key,
  name: p.name,
  lines: p.lines,
  recoverable: cents(p.recoverable),
  byClass: Object.fromEntries([...p.byClass].map(([k, v]) => [k, cents(v)])),
  allowed: cents(p.allowed),
  benchmark: cents(p.benchmark),
});

function noteOf({ id, cite }: RightView): string {
  const rule = deadlineOf(id);
  const of = jurisdictionOf(id);
  return rule === undefined ? cite : `${of === "US" ? "Federal" : of}, ${lengthOf(rule)}`;
}

/** Most rows of a list shown; the rest are in the totals and in the lists behind them. */
const PAYERS = 50;
const DENIALS = 50;
const CODES = 200;

/** An adjustment of a line by its group and reason, "CO-97"; what the patient owes is no denial. */
const isDenialReason = (code: string): boolean => /^(CO|OA|PI|CR)-/.test(code);

function addDenial(denials: Map<string, Sum>, line: LineEvaluation): void {
  for (const code of new Set(line.codes.filter(isDenialReason))) {
    const known = denials.get(code) ?? empty();
    denials.set(code, known);
    into(known, line);
  }
}

interface CodeSum {
  lines: number;
  billed: bigint;
  measured: number;
  center?: { unknown: number; packaged: number };
}

function addCode(codes: Map<string, CodeSum>, line: LineEvaluation): void {
  const sum = codes.get(line.code) ?? { lines: 0, billed: 0n, measured: 0 };
  codes.set(line.code, sum);
  sum.lines += 1;
  sum.billed += line.billed;
  if (line.benchmark !== undefined) sum.measured += 1;
  else if (line.center !== undefined) {
    sum.center ??= { unknown: 0, packaged: 0 };
    sum.center[line.center === "unknown" ? "unknown" : "packaged"] += 1;
  }
}

/** Adds evaluated claims up, one at a time. Claims set aside count in nothing. */
export function drawBoard(asOf: Day): { add(e: ClaimEvaluation): void; finish(): Board } {
  const rights = new Map<string, { readonly right: RightView; readonly cells: readonly Sum[] }>();
  const aging = BILL_AGING.map(empty);
  const payers = new Map<string, PayerSum>();
  const soon = empty();
  const guard = empty();
  const denials = new Map<string, Sum>();
  const codes = new Map<string, CodeSum>();

  const addRight = (line: LineEvaluation): void => {
    const at = line.stake === 0n ? undefined : standing(line);
    if (at === undefined) return;
    let row = rights.get(at.right.id);
    if (row === undefined) {
      row = { right: at.right, cells: RIGHT_CELLS.map(empty) };
      rights.set(at.right.id, row);
    }
    const cell = row.cells[at.cell];
    if (cell !== undefined) into(cell, line);
    if (at.cell > 0 && (at.right.daysLeft ?? Number.POSITIVE_INFINITY) <= LAPSES_SOON) into(soon, line);
  };

  return {
    add(e) {
      if (e.setAside !== undefined) return;
      const age = e.dateOfService === undefined ? undefined : daysBetween(e.dateOfService, asOf);
      const bucket = age === undefined ? undefined : aging[BILL_AGING.findIndex((b) => age <= b.most)];
      for (const line of e.lines) {
        if (line.flags.includes("write-off guard")) into(guard, line);
        if (line.class === "not this trade") continue;
        addToPayer(payers, e, line);
        addCode(codes, line);
        if (line.class === "denied") addDenial(denials, line);
        if (!COUNTED.has(line.class)) continue;
        addRight(line);
        if (bucket !== undefined) into(bucket, line);
      }
    },
    finish: () => ({
      lapsesSoon: frozen(soon),
      rights: [...rights.values()]
        .map(({ right, cells }) => ({
          id: right.id,
          label: right.label,
          note: noteOf(right),
          cells: cells.map(frozen),
        }))
        .sort((a, b) => byStake(alive(a), alive(b)) || (a.id < b.id ? -1 : 1)),
      billAging: BILL_AGING.map(({ label }, i) => ({ label, stake: cents(aging[i]?.stake ?? 0n) })),
      payers: [...payers]
        .map(payerOf)
        .sort((a, b) => byStake(a.recoverable, b.recoverable) || (a.key < b.key ? -1 : 1))
        .slice(0, PAYERS),
      writeOffGuard: frozen(guard),
      denials: [...denials]
        .map(([code, sum]) => ({ code, ...frozen(sum) }))
        .sort((a, b) => byStake(a.stake, b.stake) || (a.code < b.code ? -1 : 1))
        .slice(0, DENIALS),
      codes: [...codes]
        .map(([code, sum]) => ({ code, ...sum, billed: cents(sum.billed) }))
        .sort((a, b) => byStake(a.billed, b.billed) || (a.code < b.code ? -1 : 1))
        .slice(0, CODES),
    }),
  };
}

const byStake = (a: Cents, b: Cents): number => (a === b ? 0 : a > b ? -1 : 1);

/** What of a right can still be used. */
const alive = (r: BoardRight): Cents => cents(r.cells.slice(1).reduce((sum, c) => sum + c.stake, 0n));
