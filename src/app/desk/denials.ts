import { sql } from "kysely";
import type { Day } from "#base/day.ts";
import { type Cents, plus, readUsd, sum, ZERO } from "#base/money.ts";
import { remittanceFrom } from "#claim/stored.ts";
import { type NextAct, nextOf, reasonMeaning } from "#codes/adjustment.ts";
import type { CellValue, SheetColumn } from "#document/xlsx.ts";
import type { TenantTx } from "#store/store.ts";
import { type ClaimsAsked, type DeniedLine, deniedLines } from "./list-claims.ts";

/**
 * Denials as work: denied lines by reason, payer and service, with what came of such denials on closed cases, and the log of
 * them. A line counts under every reason its remittance gives, so rows may add up to more than the lines.
 */

/** What came of closed cases on whose claim such a line was not paid. */
export interface Outcomes {
  readonly closed: number;
  /** Of them, closed with money. */
  readonly paid: number;
  readonly recovered: Cents;
}

export interface DenialRow {
  readonly reason: string;
  readonly payerKey: string;
  readonly payer: string;
  readonly code: string;
  readonly lines: number;
  readonly stake: Cents;
  readonly outcomes: Outcomes;
}

export interface DenialReason {
  readonly reason: string;
  /** In our words; absent where we have none. */
  readonly meaning: string | undefined;
  readonly next: NextAct | undefined;
  readonly lines: number;
  readonly stake: Cents;
  readonly outcomes: Outcomes;
}

/** An adjustment by its group and reason; what the patient owes is no denial, and a remark explains one. */
const isReason = (code: string): boolean => /^(CO|OA|PI|CR)-/.test(code);
const numberOf = (code: string): string => code.split("-")[1] ?? code;
const NO_REASON = "none given";

const reasonsIn = (codes: readonly string[]): readonly string[] => {
  const given = [...new Set(codes.filter(isReason))];
  return given.length === 0 ? [NO_REASON] : given;
};

interface Closed {
  readonly payer: string;
  readonly body: string;
  readonly id: string;
  readonly amount: string | null;
}

/** The newest closed cases that outcomes are counted from. */
const CLOSED_MOST = 2_000;

const NONE: Outcomes = { closed: 0, paid: 0, recovered: ZERO };

const recoveredOf = (amount: string | null): Cents => {
  const read = readUsd(amount ?? "0.00");
  return read.ok ? read.value : ZERO;
};

/** Outcomes by "reason payer service", each closed case once under a key. */
async function outcomesBy(tx: TenantTx, client: string | undefined): Promise<ReadonlyMap<string, Outcomes>> {
  const { rows } = await sql<Closed>`
    SELECT c.id, c.payer_key AS payer, r.body, x.amount FROM (
      SELECT * FROM case_row WHERE org = ${tx.principal.org} AND state = 'closed'
        AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)
        ORDER BY closed_at DESC, id LIMIT ${CLOSED_MOST}) c
    JOIN remittance r ON r.org = c.org AND r.claim = c.claim
    LEFT JOIN LATERAL (SELECT e.body::jsonb -> 'body' ->> 'amount' AS amount FROM event e
      WHERE e.org = c.org AND e.subject = c.id::text AND e.type = 'case closed' ORDER BY e.seq DESC LIMIT 1) x ON true`.execute(
    tx.db,
  );
  const keys = new Map<string, Map<string, string | null>>();
  for (const { id, payer, body, amount } of rows)
    for (const l of remittanceFrom(body).lines) {
      if (l.paid !== 0n) continue;
      for (const reason of reasonsIn(l.adjustments.map((a) => `${a.group}-${a.reason}`))) {
        const key = `${reason} ${payer} ${l.code}`;
        keys.set(key, (keys.get(key) ?? new Map<string, string | null>()).set(id, amount));
      }
    }
  return new Map([...keys].map(([key, of]) => [key, outcomeOf([...of.values()])]));
}

function outcomeOf(amounts: readonly (string | null)[]): Outcomes {
  const recovered = amounts.map(recoveredOf);
  return { closed: amounts.length, paid: recovered.filter((a) => a > 0n).length, recovered: sum(recovered) };
}

const together = (a: Outcomes, b: Outcomes): Outcomes => ({
  closed: a.closed + b.closed,
  paid: a.paid + b.paid,
  recovered: plus(a.recovered, b.recovered),
});

const byStake = (a: { stake: Cents; lines: number }, b: { stake: Cents; lines: number }): number =>
  a.stake === b.stake ? b.lines - a.lines : a.stake > b.stake ? -1 : 1;

function grouped(lines: readonly DeniedLine[], outcomes: ReadonlyMap<string, Outcomes>): readonly DenialRow[] {
  const rows = new Map<string, DenialRow>();
  for (const { codes, payer, payerKey, line } of lines)
    for (const reason of reasonsIn(codes)) {
      const key = `${reason} ${payerKey} ${line.code}`;
      const before = rows.get(key);
      rows.set(key, {
        ...{ reason, payerKey, payer, code: line.code },
        lines: (before?.lines ?? 0) + 1,
        stake: plus(before?.stake ?? ZERO, line.stake),
        outcomes: outcomes.get(key) ?? NONE,
      });
    }
  return [...rows.values()].sort(byStake);
}

function reasonsOf(rows: readonly DenialRow[]): readonly DenialReason[] {
  const reasons = new Map<string, DenialReason>();
  for (const r of rows) {
    const before = reasons.get(r.reason);
    reasons.set(r.reason, {
      reason: r.reason,
      meaning: reasonMeaning(numberOf(r.reason))?.words,
      next: nextOf(numberOf(r.reason)),
      lines: (before?.lines ?? 0) + r.lines,
      stake: plus(before?.stake ?? ZERO, r.stake),
      outcomes: together(before?.outcomes ?? NONE, r.outcomes),
    });
  }
  return [...reasons.values()].sort((a, b) => b.lines - a.lines || byStake(a, b));
}

/** Rows of reason, payer and service that are shown; the log holds every line. */
const SHOWN = 200;

export interface Denials {
  /** How many lines are denied, each once. */
  readonly lines: number;
  readonly stake: Cents;
  readonly reasons: readonly DenialReason[];
  readonly rows: readonly DenialRow[];
}

export async function denialsOf(tx: TenantTx, of: Omit<ClaimsAsked, "class">): Promise<Denials> {
  const lines = await deniedLines(tx, of);
  const rows = grouped(lines, await outcomesBy(tx, of.client));
  return {
    lines: lines.length,
    stake: sum(lines.map((l) => l.line.stake)),
    reasons: reasonsOf(rows),
    rows: rows.slice(0, SHOWN),
  };
}

interface OfCase {
  readonly id: string;
  readonly state: string;
  readonly owner: string | null;
  readonly right_last: Day | null;
  readonly outcome: string | null;
}

async function casesOf(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, OfCase>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "state", "owner", "right_last", "outcome"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((r) => [r.id, r]));
}

export const LOG_COLUMNS: readonly SheetColumn[] = [
  { title: "Case", kind: "text", width: 12 },
  { title: "Claim", kind: "text", width: 18 },
  { title: "Payer", kind: "text", width: 28 },
  { title: "Service", kind: "day", width: 12 },
  { title: "Code", kind: "text", width: 10 },
  { title: "Charge", kind: "money", width: 13 },
  { title: "Stake", kind: "money", width: 13 },
  { title: "Reasons", kind: "text", width: 20 },
  { title: "Meaning, in Parley's words", kind: "text", width: 40 },
  { title: "Kind", kind: "text", width: 16 },
  { title: "Next act", kind: "text", width: 50 },
  { title: "Last safe day", kind: "day", width: 13 },
  { title: "Owner", kind: "text", width: 20 },
  { title: "State", kind: "text", width: 10 },
  { title: "Outcome", kind: "text", width: 20 },
];

export interface DenialLog {
  readonly rows: readonly (readonly CellValue[])[];
  /** Whose claims stand in it. */
  readonly clients: readonly string[];
}

/** Every denied line with what it asks for and how its case stands. */
export async function denialLog(
  tx: TenantTx,
  of: Omit<ClaimsAsked, "class">,
  names: ReadonlyMap<string, string>,
): Promise<DenialLog> {
  const lines = await deniedLines(tx, of);
  const cases = await casesOf(tx, [...new Set(lines.flatMap((l) => l.of.case_id ?? []))]);
  const rows = lines.map((l): readonly CellValue[] => {
    const is = cases.get(l.of.case_id ?? "");
    const reasons = l.codes.filter(isReason).map(numberOf);
    const [next] = reasons.flatMap((r) => nextOf(r) ?? []);
    const words = reasons.flatMap((r) => reasonMeaning(r)?.words ?? []);
    return [
      ...[l.of.number ?? undefined, l.claim, l.payer, l.of.from_day ?? undefined, l.line.code, l.line.billed],
      ...[l.line.stake, l.codes.join(" "), words.join("; "), next?.tag, next?.act, is?.right_last ?? undefined],
      ...[
        is?.owner === null || is === undefined ? undefined : names.get(is.owner),
        is?.state,
        is?.outcome ?? undefined,
      ],
    ];
  });
  return { rows, clients: [...new Set(lines.map((l) => l.of.client))] };
}
