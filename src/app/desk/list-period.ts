import { sql } from "kysely";
import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, minus } from "#base/money.ts";
import { receivableOf } from "#case/expected.ts";
import type { CaseState } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { settledOf } from "#strategy/results.ts";
import { loadCases } from "./case-log.ts";
import type { ListRow } from "./list-claims.ts";
import { missedOf } from "./rights-missed.ts";

/** What was done on cases in a period, as lists: each figure of the month is the length or the sum of one of them. */

export interface PeriodAsked {
  readonly client?: string | undefined;
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
}

interface Row {
  readonly id: string;
  readonly client: string;
  readonly number: string;
  readonly claim: string;
  readonly payer: string;
  readonly on: Day;
  readonly amount: string;
  readonly what: string;
}

const rowOf = (r: Row): ListRow => ({
  ...{ key: r.id, client: r.client, case: r.id, number: r.number, import: null, claim: r.claim, payer: r.payer },
  ...{ what: r.what, day: r.on, amount: cents(BigInt(r.amount)), other: null },
});

/** A statement of cases whose day lies in the period, as rows with an amount. */
async function cases(tx: TenantTx, of: PeriodAsked, from: ReturnType<typeof sql>): Promise<readonly ListRow[]> {
  const { rows } = await sql<Row>`
    SELECT c.id, c.client, c.number, c.claim_number AS claim, c.payer_name AS payer, x.at::date AS on,
      coalesce(x.amount, c.stake)::bigint::text AS amount, x.what
    FROM case_row c JOIN (${from}) x ON x.case_id = c.id
    WHERE c.org = ${tx.principal.org} AND x.at >= ${of.from}::date AND x.at < ${plusDays(of.to, 1)}::date
      AND (${of.client ?? null}::uuid IS NULL OR c.client = ${of.client ?? null}::uuid)
    ORDER BY x.at, c.number`.execute(tx.db);
  return rows.map(rowOf);
}

/** Cases on which a person did something. */
export const workedListed = (tx: TenantTx, of: PeriodAsked): Promise<readonly ListRow[]> =>
  cases(
    tx,
    of,
    sql`SELECT e.subject::uuid AS case_id, max(e.at) AS at, NULL::bigint AS amount, count(*) || ' acts' AS what
      FROM event e JOIN person p ON p.org = e.org AND p.id::text = e.actor
      WHERE e.org = ${tx.principal.org} AND e.type LIKE 'case %'
        AND e.at >= ${of.from}::date AND e.at < ${plusDays(of.to, 1)}::date GROUP BY e.subject`,
  );

/** Cases on which an offer was made, through the guardrails or written down by hand; one that was taken back counts no more. */
export const offeredListed = (tx: TenantTx, of: PeriodAsked): Promise<readonly ListRow[]> =>
  cases(
    tx,
    of,
    sql`SELECT DISTINCT ON (o.case_id) o.case_id, o.at, o.amount,
        CASE o.side WHEN 'us' THEN 'we offered' ELSE 'they offered' END AS what
      FROM offer o WHERE o.org = ${tx.principal.org}
        AND o.at >= ${of.from}::date AND o.at < ${plusDays(of.to, 1)}::date ORDER BY o.case_id, o.at DESC, o.id`,
  );

/** Cases on which an agreement or award was entered. */
export const agreedListed = (tx: TenantTx, of: PeriodAsked): Promise<readonly ListRow[]> =>
  cases(
    tx,
    of,
    sql`SELECT a.case_id, max(a.at) AS at, sum(a.amount) AS amount, 'agreed or awarded' AS what
      FROM agreement a WHERE a.org = ${tx.principal.org} AND a.superseded_by IS NULL
        AND a.at >= ${of.from}::date AND a.at < ${plusDays(of.to, 1)}::date GROUP BY a.case_id`,
  );

/** Cases on which more money came after they were opened, with what came in the period. */
export const receivedListed = (tx: TenantTx, of: PeriodAsked): Promise<readonly ListRow[]> =>
  cases(
    tx,
    of,
    sql`SELECT e.subject::uuid AS case_id, max(e.at) AS at,
        sum((e.body::jsonb -> 'body' ->> 'amount')::numeric * 100) AS amount, count(*) || ' payments' AS what
      FROM event e WHERE e.org = ${tx.principal.org} AND e.type = 'case payment received' AND e.body IS NOT NULL
        AND e.at >= ${of.from}::date AND e.at < ${plusDays(of.to, 1)}::date GROUP BY e.subject`,
  );

/** Cases closed in the period that are closed still. */
export const closedListed = (tx: TenantTx, of: PeriodAsked): Promise<readonly ListRow[]> =>
  cases(
    tx,
    of,
    sql`SELECT id AS case_id, closed_at AS at, paid AS amount, outcome AS what FROM case_row
      WHERE org = ${tx.principal.org} AND state = 'closed' AND closed_at IS NOT NULL`,
  );

const LOT = 200;
/** Histories that are read for the sums of a list; its pages go on past them. */
const READ_MOST = 2_000;

/** A list whose rows are read from the histories of cases. */
export interface OfHistories {
  readonly cases: (tx: TenantTx, of: PeriodAsked) => Promise<readonly ListRow[]>;
  readonly rowsOf: (row: ListRow, state: CaseState, of: PeriodAsked) => readonly ListRow[];
}

/** The rows of cases from one of them on, until there are so many or no case is left; `next` is the case that comes after. */
async function told(
  tx: TenantTx,
  { rowsOf }: OfHistories,
  of: PeriodAsked,
  { cases, from, until }: { readonly cases: readonly ListRow[]; readonly from: number; readonly until: number },
): Promise<{ readonly rows: readonly ListRow[]; readonly next: number | undefined }> {
  const rows: ListRow[] = [];
  let i = from;
  for (; i < cases.length && rows.length < until; ) {
    const lot = cases.slice(i, i + Math.min(LOT, until));
    const ids = lot.map((r) => r.case ?? "");
    const logged = await loadCases(tx, ids);
    for (const row of lot) {
      if (rows.length >= until) break;
      i += 1;
      const state = logged.get(row.case ?? "")?.state;
      if (state !== undefined) rows.push(...rowsOf(row, state, of));
    }
  }
  return { rows, next: i < cases.length ? i : undefined };
}

/** A page of such a list: whole cases, so it may be a little longer than asked. `from` counts cases. */
export async function pageOfHistories(
  tx: TenantTx,
  list: OfHistories,
  of: PeriodAsked,
  at: { readonly from: number; readonly limit: number },
): Promise<{ readonly rows: readonly ListRow[]; readonly next: number | undefined }> {
  return await told(tx, list, of, { cases: await list.cases(tx, of), from: at.from, until: at.limit });
}

/** Rows of the first histories, and whether there are more. */
export async function firstOfHistories(
  tx: TenantTx,
  list: OfHistories,
  of: PeriodAsked,
): Promise<{ readonly rows: readonly ListRow[]; readonly cut: boolean }> {
  const all = await list.cases(tx, of);
  const cases = all.slice(0, READ_MOST);
  const { rows } = await told(tx, list, of, { cases, from: 0, until: Number.POSITIVE_INFINITY });
  return { rows, cut: all.length > cases.length };
}

/** Every row, however many histories that takes. */
export async function allOfHistories(tx: TenantTx, list: OfHistories, of: PeriodAsked): Promise<readonly ListRow[]> {
  const cases = await list.cases(tx, of);
  return (await told(tx, list, of, { cases, from: 0, until: Number.POSITIVE_INFINITY })).rows;
}

/** Cases settled in the period: what the plan pays in the end on the settled lines, beside what it had paid first. */
export const SETTLED: OfHistories = {
  cases: agreedListed,
  rowsOf: (row, state, of) => {
    const settled = state.view && settledOf(state.view, 0, of.today);
    return settled === undefined
      ? []
      : [{ ...row, what: settled.way, amount: settled.promised, other: settled.before }];
  },
};

/** Cases of the period on which the payer says another patient share than when they were opened. */
export const PATIENT: OfHistories = {
  cases: async (tx, of) => {
    const seen = new Map<string, ListRow>();
    for (const row of [...(await agreedListed(tx, of)), ...(await receivedListed(tx, of))])
      if (row.case !== null) seen.set(row.case, row);
    return [...seen.values()];
  },
  rowsOf: (row, { view }) => {
    if (view === undefined || view.finding.patient === view.first.patient) return [];
    const amount = minus(view.finding.patient, view.first.patient);
    const what = amount < 0n ? "the patient owes less" : "the patient owes more";
    return [{ ...row, what, amount, other: view.finding.patient }];
  },
};

/** Rights that ended in the period with nothing done while their case was open. */
export const MISSED: OfHistories = {
  // A right that ends changes what is said of its claim, so every such case was evaluated again since.
  cases: (tx, of) =>
    cases(
      tx,
      { ...of, to: of.today < of.to ? of.to : of.today },
      sql`SELECT e.subject::uuid AS case_id, max(e.at) AS at, NULL::bigint AS amount, '' AS what FROM event e
      WHERE e.org = ${tx.principal.org} AND e.type = 'case evaluated again'
        AND e.at >= ${of.from}::date GROUP BY e.subject`,
    ),
  rowsOf: (row, state, of) =>
    missedOf(state, of).map((m): ListRow => {
      const lines = m.lines.length === 1 ? `line ${m.lines[0]}` : `lines ${m.lines.join(", ")}`;
      return {
        ...row,
        key: `${row.key} ${m.right} ${m.last}`,
        what: `${m.label}, ${lines}`,
        day: m.last,
        amount: m.stake,
      };
    }),
};

/** Money that no agreement expects: on a line without one, on no billed line, or dated before the agreement. */
export const UNEXPECTED: OfHistories = {
  cases: (tx, of) => receivedListed(tx, { ...of, from: "1990-01-01" as Day, to: "2190-12-31" as Day }),
  rowsOf: (row, { view }, of) =>
    (view === undefined ? [] : receivableOf(view, of.today).unmatched).map((u, i): ListRow => {
      const payment = view?.payments.find((p) => p.event === u.payment);
      const what = view !== undefined && view.agreements.length === 0 ? `${u.working}; none is entered yet` : u.working;
      return { ...row, key: `${row.key} ${u.payment} ${i}`, what, day: payment?.day ?? row.day, amount: u.amount };
    }),
};

/** What a list adds up to. */
export const sumOf = (rows: readonly ListRow[], which: "amount" | "other" = "amount"): Cents =>
  cents(rows.reduce((n, r) => n + (r[which] ?? 0n), 0n));
