import { planFor } from "#app/plan.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { LineEvaluation } from "#case/evaluation.ts";
import { inForce } from "#case/expected.ts";
import type { CaseView } from "#case/state.ts";
import { allocate } from "#claim/allocate.ts";
import { serviceWords } from "#document/service-words.ts";
import type { TenantTx } from "#store/store.ts";
import { BASES, type Basis, type PackageLine, type PackageShare, splitPackage } from "#strategy/package-split.ts";
import type { Plan } from "#strategy/plan.ts";
import { type LoggedCase, loadCases } from "./case-log.ts";
import type { Desk } from "./desk.ts";
import { evaluateStored } from "./evaluate-claim.ts";
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
  readonly floor: Cents | undefined;
  readonly lines: readonly SheetLine[];
  readonly share: Cents | undefined;
}

export interface Sheet {
  readonly client: string;
  readonly payerKey: string;
  readonly payerName: string;
  readonly cases: readonly SheetCase[];
  /** Sum of each basis over all lines; absent where a line does not have it. */
  readonly anchors: Readonly<Record<Basis, Cents | undefined>>;
  /** Why the amount cannot be split. */
  readonly fault: string | undefined;
}

const OUT: readonly LineEvaluation["class"][] = ["not this trade", "paid in line"];

interface OpenCase {
  readonly row: QueueRow;
  readonly version: number;
  readonly floor: Cents | undefined;
  readonly lines: readonly Omit<SheetLine, "share" | "belowFloor" | "atCharge">[];
}

function fairOf(plan: Plan | undefined, line: number): Cents | undefined {
  return plan?.worth.items.find((i) => i.name.startsWith(`line ${line},`))?.fair?.median;
}

/** Lines of a case that a deal may be about: not settled, not under an agreement. */
function openLines(all: readonly LineEvaluation[], view: CaseView): readonly LineEvaluation[] {
  const agreed = new Set(inForce(view).flatMap((a) => a.lines.map((l) => l.line)));
  return all.filter((l) => !OUT.includes(l.class) && !agreed.has(l.number));
}

async function openCase(
  tx: TenantTx,
  desk: Desk,
  row: QueueRow,
  logged: LoggedCase,
  asOf: Day,
): Promise<Result<OpenCase, string>> {
  const { view, version } = logged.state;
  const stored = await evaluateStored(tx, desk, row.claim, { asOf });
  if (view === undefined || stored === undefined) return err(`${row.number} cannot be evaluated.`);
  if (view.phase.is === "closed") return err(`${row.number} is closed.`);
  const lines = openLines(stored.evaluation.lines, view);
  if (lines.length === 0) return err(`${row.number} has no line that is still open.`);
  const planned = planFor(stored, asOf);
  const plan = planned.ok ? planned.value : undefined;
  const floor = view.floor?.amount ?? plan?.floor;
  const fair = lines.map((l) => fairOf(plan, l.number));
  const weights = fair.every((f) => f !== undefined) ? fair : lines.map((l) => l.allowed ?? ZERO);
  const floors = floor === undefined ? undefined : allocate(floor, weights as readonly Cents[]);
  return ok({
    row,
    version,
    floor,
    lines: lines.map((l, i) => ({
      ...{ line: l.number, code: l.code, service: serviceWords(l.code), billed: l.billed, allowed: l.allowed },
      ...{ patient: l.patient, stake: l.stake, fair: fair[i], floor: floors?.[i] },
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

const same = (rows: readonly QueueRow[], of: (r: QueueRow) => string): boolean => new Set(rows.map(of)).size === 1;

/** The cases by their keys, in the order of their numbers, each open line with its share; or why they are no deal. */
export async function sheetOf(
  tx: TenantTx,
  desk: Desk,
  asked: {
    readonly cases: readonly string[];
    readonly basis: Basis;
    /** What to split, of the cases as they are found. */
    readonly total: (anchors: Sheet["anchors"]) => Cents | undefined;
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
  if (rows.length < ids.length) return err(notNow("not-found", "There is no such case."));
  if (!same(rows, (r) => r.client)) return err(notNow("not-valid", "A deal holds the cases of one client."));
  if (!same(rows, (r) => r.payer_key)) return err(notNow("not-valid", "A deal holds the cases of one payer."));
  const logged = await loadCases(tx, ids);
  const cases: OpenCase[] = [];
  const not: string[] = [];
  for (const row of rows) {
    const of = logged.get(row.id);
    const made: Result<OpenCase, string> =
      of === undefined ? err(`${row.number} cannot be read.`) : await openCase(tx, desk, row, of, desk.today());
    if (made.ok) cases.push(made.value);
    else not.push(made.error);
  }
  const [first] = rows;
  if (not.length > 0 || first === undefined) return err(notNow("not-now", not.join(" ")));
  const anchors = anchorsOf(cases);
  const { shares, fault } = splitOver(asked.total(anchors), asked.basis, cases);
  return ok({
    ...{ client: first.client, payerKey: first.payer_key, payerName: first.payer_name },
    ...{ cases: cases.map((c) => shared(c, shares)), anchors, fault },
  });
}
