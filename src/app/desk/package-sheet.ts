import { type Cents, cents, formatUsd, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { serviceWords } from "#document/service-words.ts";
import type { TenantTx } from "#store/store.ts";
import { BASES, type Basis, type PackageLine, type PackageShare, splitPackage } from "#strategy/package-split.ts";
import { authorityOf, type Held } from "./authority.ts";
import { loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { evaluateAll } from "./evaluate-claim.ts";
import { fairOf, floorOf, lineFloors, openLines, type Table, tableOf } from "./negotiation-table.ts";
import type { PackageBody } from "./package-rows.ts";
import { QUEUE_COLUMNS, type QueueRow } from "./queue.ts";
import { type NotNow, notNow } from "./refused.ts";

/** The cases of a deal with their lines, and how one amount falls on them. Amounts count the patient's share in. */

/** So many cases one deal may hold: each is evaluated whenever the deal is looked at. */
export const CASES_MOST = 100;

export interface SheetLine {
  readonly line: number;
  readonly code: string;
  readonly service: string;
  readonly billed: Cents;
  readonly allowed: Cents | undefined;
  readonly patient: Cents;
  readonly stake: Cents;
  readonly fair: Cents | undefined;
  readonly floor: Cents | undefined;
  /** What it gets of the amount; absent where there is no amount or none can be split. */
  readonly share: Cents | undefined;
  readonly belowFloor: boolean;
  readonly atCharge: boolean;
}

export interface SheetCase {
  readonly row: QueueRow;
  readonly version: number;
  /** The case as a negotiation of its own: what its guardrails look at. */
  readonly table: Table;
  readonly floor: Cents | undefined;
  readonly lines: readonly SheetLine[];
  readonly share: Cents | undefined;
}

export interface Sheet {
  readonly client: string;
  readonly payerKey: string;
  readonly payerName: string;
  readonly held: Held;
  readonly cases: readonly SheetCase[];
  /** Sum of each basis over all lines; absent where a line does not have it. */
  readonly anchors: Readonly<Record<Basis, Cents | undefined>>;
  /** Why the amount cannot be split. */
  readonly fault: string | undefined;
}

interface OpenCase {
  readonly row: QueueRow;
  readonly version: number;
  readonly table: Table;
  readonly floor: Cents | undefined;
  readonly lines: readonly Omit<SheetLine, "share" | "belowFloor" | "atCharge">[];
}

function openCase(row: QueueRow, version: number, table: Table): Result<OpenCase, string> {
  if (table.view.phase.is === "closed") return err(`${row.number} is closed.`);
  const lines = openLines(table);
  if (lines.length === 0) return err(`${row.number} has no line that is still open.`);
  // The floor of a case is one, in a deal and outside it (G1).
  const floors = lineFloors(table, lines);
  return ok({
    ...{ row, version, table, floor: floorOf(table) },
    lines: lines.map((l, i) => ({
      ...{ line: l.number, code: l.code, service: serviceWords(l.code), billed: l.billed, allowed: l.allowed },
      ...{ patient: l.patient, stake: l.stake, fair: fairOf(table, l.number), floor: floors?.[i] },
    })),
  });
}

const keyOf = (caseId: string, line: number): string => `${caseId} ${String(line).padStart(6, "0")}`;

type BasisLine = Pick<SheetLine, "fair" | "stake" | "billed" | "allowed">;
const weightIn = (basis: Basis, l: BasisLine): Cents | undefined => (basis === "fair value" ? l.fair : l[basis]);

function anchorsOf(cases: readonly OpenCase[]): Sheet["anchors"] {
  const lines = cases.flatMap((c) => c.lines);
  const total = (basis: Basis): Cents | undefined => {
    const known = lines.flatMap((l) => weightIn(basis, l) ?? []);
    return known.length === lines.length ? sum(known) : undefined;
  };
  return Object.fromEntries(BASES.map((b) => [b, total(b)])) as Record<Basis, Cents | undefined>;
}

const FAULTS = {
  "no lines": () => "There is no line to split it over.",
  "not above nothing": () => "An amount is more than nothing.",
  "above the charges": () => "It is more than all that was billed.",
  "basis not known": (n: number, basis: Basis) =>
    `The ${basis} is not known for ${n} line${n === 1 ? "" : "s"}. Choose another basis.`,
} as const;

function splitOver(total: Cents | undefined, basis: Basis, cases: readonly OpenCase[]) {
  const none = { shares: new Map<string, PackageShare>(), fault: undefined };
  if (total === undefined) return none;
  const lines = cases.flatMap((c) =>
    c.lines.map(
      (l): PackageLine => ({
        key: keyOf(c.row.id, l.line),
        billed: l.billed,
        floor: l.floor,
        weight: weightIn(basis, l),
      }),
    ),
  );
  const split = splitPackage(total, lines);
  if (split.ok) return { shares: new Map(split.value.map((s) => [s.key, s])), fault: undefined };
  const { error } = split;
  return { ...none, fault: FAULTS[error.fault]("lines" in error ? error.lines : 0, basis) };
}

function shared(c: OpenCase, shares: ReadonlyMap<string, PackageShare>): SheetCase {
  const lines = c.lines.map((l): SheetLine => {
    const s = shares.get(keyOf(c.row.id, l.line));
    return { ...l, share: s?.amount, belowFloor: s?.belowFloor ?? false, atCharge: s?.atCharge ?? false };
  });
  const known = lines.flatMap((l) => l.share ?? []);
  return { ...c, lines, share: known.length === lines.length ? cents(sum(known)) : undefined };
}

/** What each line gets, as it is kept with the word it was said in. */
export const splitOf = (sheet: Sheet): NonNullable<PackageBody["split"]> =>
  sheet.cases.map((c) => ({
    case: c.row.id,
    lines: c.lines.map((l) => ({ line: l.line, amount: formatUsd(l.share ?? ZERO) })),
  }));

const same = (rows: readonly QueueRow[], of: (r: QueueRow) => string): boolean => new Set(rows.map(of)).size === 1;

/** Every case with its table set, or a sentence for each that cannot be read. */
async function casesOf(tx: TenantTx, desk: Desk, client: string, rows: readonly QueueRow[]) {
  const asOf = desk.today();
  const held = await authorityOf(tx, client, asOf);
  const { person } = tx.principal;
  const logged = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  const grounds = await evaluateAll(
    tx,
    desk,
    client,
    rows.map((r) => r.claim),
    { asOf },
  );
  const cases: OpenCase[] = [];
  const not: string[] = [];
  for (const row of rows) {
    const { view, version } = logged.get(row.id)?.state ?? {};
    const ground = grounds.get(row.claim);
    if (view === undefined || version === undefined || ground === undefined) {
      not.push(`${row.number} cannot be evaluated.`);
      continue;
    }
    const table = await tableOf(tx, { caseId: row.id, client, view, ground, held, asOf, person });
    const made = openCase(row, version, table);
    if (made.ok) cases.push(made.value);
    else not.push(made.error);
  }
  return { held, cases, not };
}

/** The cases by their keys, in the order of their numbers, each open line with its share; or why they are no deal. */
export async function sheetOf(
  tx: TenantTx,
  desk: Desk,
  asked: {
    readonly cases: readonly string[];
    readonly basis: Basis;
    /** What to split, of the cases as they are found. */
    readonly total: (anchors: Sheet["anchors"]) => Cents | undefined;
    /** Taken before the day's messages are counted, where the word may leave. */
    readonly lock?: (tx: TenantTx, client: string) => Promise<void>;
  },
): Promise<Result<Sheet, NotNow>> {
  const ids = [...new Set(asked.cases)];
  if (ids.length === 0) return err(notNow("not-valid", "Choose a case first."));
  if (ids.length > CASES_MOST) return err(notNow("not-valid", `A deal holds at most ${CASES_MOST} cases.`));
  const rows = await tx.db
    .selectFrom("case_row")
    .select(QUEUE_COLUMNS)
    .where("org", "=", tx.principal.org)
    .where("id", "in", ids)
    .orderBy("number")
    .execute();
  const [first] = rows;
  if (first === undefined || rows.length < ids.length) return err(notNow("not-found", "There is no such case."));
  if (!same(rows, (r) => r.client)) return err(notNow("not-valid", "A deal holds the cases of one client."));
  if (!same(rows, (r) => r.payer_key)) return err(notNow("not-valid", "A deal holds the cases of one payer."));
  await asked.lock?.(tx, first.client);
  const { held, cases, not } = await casesOf(tx, desk, first.client, rows);
  if (not.length > 0) return err(notNow("not-now", not.join(" ")));
  const anchors = anchorsOf(cases);
  const { shares, fault } = splitOver(asked.total(anchors), asked.basis, cases);
  return ok({
    ...{ client: first.client, payerKey: first.payer_key, payerName: first.payer_name, held },
    ...{ cases: cases.map((c) => shared(c, shares)), anchors, fault },
  });
}
