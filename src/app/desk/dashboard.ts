import { sql } from "kysely";
import { type Day, dayFrom, MONTHS, plusDays, plusMonths } from "#base/day.ts";
import { type Cents, cents, formatUsd, minus, plus, showUsd, sum, usd, ZERO } from "#base/money.ts";
import { reasonMeaning } from "#codes/adjustment.ts";
import { deadlineOf } from "#law/library.ts";
import type { TenantTx } from "#store/store.ts";
import { type KeptMap, keptMap, percentAllowed, type Totals } from "./money-map.ts";
import { type PaymentTotal, paymentTotals, renewLate } from "./payments.ts";
import { resultsIn } from "./results.ts";

/** Month, quarter or year in figures: from the kept map, the live rows and the events of the period. */

export interface Period {
  readonly from: Day;
  /** The last day, inclusive. */
  readonly to: Day;
  readonly label: string;
}

/** The month, quarter or year that holds a day. */
export function periodOf(kind: "month" | "quarter" | "year", of: Day): Period {
  const [y, m] = [Number(of.slice(0, 4)), Number(of.slice(5, 7))];
  const months = kind === "month" ? 1 : kind === "quarter" ? 3 : 12;
  const first = kind === "month" ? m : kind === "quarter" ? m - ((m - 1) % 3) : 1;
  const from = dayFrom(y, first, 1) ?? of;
  const label =
    kind === "month" ? `${MONTHS[m - 1]} ${y}` : kind === "quarter" ? `Quarter ${Math.ceil(m / 3)}, ${y}` : String(y);
  return { from, to: plusDays(plusMonths(from, months), -1), label };
}

export interface Stage {
  readonly stage: string;
  readonly count: number;
  readonly unit: "lines" | "cases";
  readonly stake: Cents;
  readonly dropped: string | null;
  readonly list: string | null;
}

const amount = (text: string | undefined): Cents => (text === undefined ? ZERO : usd(text));

/** Cases of the period on which something happened, by what, with their stakes now. */
async function casesWith(
  tx: TenantTx,
  of: { readonly period: Period; readonly client: string | undefined },
): Promise<ReadonlyMap<string, { cases: number; stake: Cents }>> {
  const { rows } = await sql<{ type: string; cases: string; stake: string }>`
    SELECT e.type, count(*)::text AS cases, coalesce(sum(c.stake), 0)::bigint::text AS stake
    FROM (SELECT DISTINCT type, subject FROM event WHERE org = ${tx.principal.org} AND type LIKE 'case %'
      AND at >= ${of.period.from}::date AND at < ${plusDays(of.period.to, 1)}::date) e
    JOIN case_row c ON c.org = ${tx.principal.org} AND c.id::text = e.subject
    WHERE ${of.client ?? null}::uuid IS NULL OR c.client = ${of.client ?? null}::uuid
    GROUP BY e.type`.execute(tx.db);
  return new Map(rows.map((r) => [r.type, { cases: Number(r.cases), stake: cents(BigInt(r.stake)) }]));
}

async function openCases(tx: TenantTx, client: string | undefined): Promise<{ cases: number; stake: Cents }> {
  const { rows } = await sql<{ cases: string; stake: string }>`
    SELECT count(*)::text AS cases, coalesce(sum(stake), 0)::bigint::text AS stake FROM case_row
    WHERE org = ${tx.principal.org} AND state <> 'closed' AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)`.execute(
    tx.db,
  );
  return { cases: Number(rows[0]?.cases ?? 0), stake: cents(BigInt(rows[0]?.stake ?? 0)) };
}

const counted = (lines: number): string => lines.toLocaleString("en-US");

function funnelOf(
  totals: Totals | undefined,
  open: { cases: number; stake: Cents },
  events: Awaited<ReturnType<typeof casesWith>>,
): readonly Stage[] {
  const other = totals?.byClass["not this trade"]?.lines ?? 0;
  const inLine = totals?.byClass["paid in line"]?.lines ?? 0;
  const expired = totals?.byClass.expired?.lines ?? 0;
  const lines = totals?.lines ?? 0;
  const more = ["needs a fact", "denied", "unpaid", "underpaid"].reduce(
    (n, c) => n + (totals?.byClass[c]?.lines ?? 0),
    0,
  );
  const stage = (
    name: string,
    count: number,
    unit: Stage["unit"],
    stake: Cents,
    dropped: string | null,
    list: string | null,
  ): Stage => ({ stage: name, count, unit, stake, dropped, list });
  const acted = (type: string, name: string): Stage => {
    const of = events.get(`case ${type}`);
    return stage(name, of?.cases ?? 0, "cases", of?.stake ?? ZERO, null, null);
  };
  return [
    stage("Read", lines, "lines", amount(totals?.stake), null, null),
    stage(
      "Out of network",
      lines - other,
      "lines",
      amount(totals?.stake),
      `${counted(other)} of another trade or in network`,
      null,
    ),
    stage(
      "More is due",
      more,
      "lines",
      amount(totals?.recoverable),
      `${counted(inLine)} paid in line, ${counted(expired)} with no right left`,
      null,
    ),
    stage("Open cases", open.cases, "cases", open.stake, null, "tab=team"),
    acted("offer logged", "An offer was made"),
    acted("agreement entered", "Agreed or awarded"),
    acted("payment received", "Paid again"),
    acted("closed", "Closed"),
  ];
}

export interface WeekAtStake {
  readonly week: Day;
  /** By the right's label. */
  readonly byRight: Readonly<Record<string, string>>;
  readonly lines: number;
}

const WEEKS = 12;

/** Stake of open cases by the week in which their next right ends. */
async function atStakeByWeek(
  tx: TenantTx,
  of: { readonly today: Day; readonly client: string | undefined },
): Promise<readonly WeekAtStake[]> {
  const { rows } = await sql<{ week: Day; right_id: string; stake: string; cases: string }>`
    SELECT date_trunc('week', right_last)::date AS week, coalesce(right_id, '') AS right_id, sum(stake)::bigint::text AS stake, count(*)::text AS cases
    FROM case_row WHERE org = ${tx.principal.org} AND state <> 'closed' AND right_last >= ${of.today}
      AND right_last < ${plusDays(of.today, WEEKS * 7)} AND (${of.client ?? null}::uuid IS NULL OR client = ${of.client ?? null}::uuid)
    GROUP BY 1, 2 ORDER BY 1`.execute(tx.db);
  const weeks = new Map<Day, { byRight: Record<string, string>; lines: number }>();
  for (const r of rows) {
    const week = weeks.get(r.week) ?? { byRight: {}, lines: 0 };
    weeks.set(r.week, week);
    // Two laws may give rights of one name.
    const right = deadlineOf(r.right_id)?.label ?? r.right_id;
    week.byRight[right] = formatUsd(plus(amount(week.byRight[right]), cents(BigInt(r.stake))));
    week.lines += Number(r.cases);
  }
  return [...weeks].map(([week, of]) => ({ week, ...of }));
}

async function importHealth(tx: TenantTx, period: Period, client: string | undefined) {
  const { rows } = await sql<{ files: string; refused: string; since: string | null }>`
    SELECT count(*)::text AS files, (count(*) FILTER (WHERE f.state = 'refused'))::text AS refused, min(b.started_at)::date::text AS since
    FROM source_file f JOIN import_batch b ON b.org = f.org AND b.id = f.batch
    WHERE f.org = ${tx.principal.org} AND b.started_at >= ${period.from}::date AND b.started_at < ${plusDays(period.to, 1)}::date
      AND (${client ?? null}::uuid IS NULL OR f.client = ${client ?? null}::uuid)`.execute(tx.db);
  return {
    files: Number(rows[0]?.files ?? 0),
    refused: Number(rows[0]?.refused ?? 0),
    since: (rows[0]?.since ?? null) as Day | null,
  };
}

/** What payers allow first against the benchmark, payer by payer. */
const firstPaidOf = (map: KeptMap | undefined) =>
  (map?.board.payers ?? []).flatMap((p) => {
    const allowedPercent = percentAllowed(p);
    const list = `payer=${encodeURIComponent(p.key)}&tab=team`;
    return allowedPercent === undefined
      ? []
      : [{ payer: p.name, n: p.lines, allowedPercent, finalPercent: null, list }];
  });

function denialsOf(map: KeptMap | undefined) {
  const all = [...(map?.board.denials ?? [])].sort((a, b) => b.lines - a.lines || (a.code < b.code ? -1 : 1));
  const total = all.reduce((n, d) => n + d.lines, 0);
  let running = 0;
  return all.slice(0, 12).map((d) => {
    running += d.lines;
    const reason = reasonMeaning(d.code.split("-")[1] ?? "");
    return {
      label: d.code,
      value: d.lines,
      reason: d.code,
      meaning: reason?.words ?? "no words of ours yet",
      share: total === 0 ? 0 : running / total,
      dollars: d.stake,
      list: "class=denied&tab=team",
    };
  });
}

const casesSaid = (n: number): string => `${n === 0 ? "no" : n.toLocaleString("en-US")} ${n === 1 ? "case" : "cases"}`;

/** What was done in the period: "In November 2026 offers were made on 2 cases, 1 was agreed or awarded, and none was closed." */
function doneSaid(period: Period, of: (name: string) => Stage | undefined): string {
  const [offered = 0, agreed = 0, closed = 0] = ["An offer was made", "Agreed or awarded", "Closed"].map(
    (stage) => of(stage)?.count,
  );
  if (offered + agreed + closed === 0) return `In ${period.label} no offer was made, and nothing was agreed or closed.`;
  const were = (n: number): string => (n === 0 ? "none was" : n === 1 ? "1 was" : `${n.toLocaleString("en-US")} were`);
  return `In ${period.label} offers were made on ${casesSaid(offered)}, ${were(agreed)} agreed or awarded, and ${were(closed)} closed.`;
}

/** What the month-end page says in words, each sentence with the list behind it. */
function saidOf(
  period: Period,
  totals: Totals | undefined,
  open: { cases: number; stake: Cents },
  stages: readonly Stage[],
) {
  if (totals === undefined || totals.claims === 0) return [{ text: "No claims were read yet.", list: null }];
  const of = (name: string): Stage | undefined => stages.find((s) => s.stage === name);
  const expired = totals.byClass.expired;
  return [
    {
      text: `${showUsd(amount(totals.recoverable), "whole")} can still be recovered, on ${open.cases.toLocaleString("en-US")} open cases.`,
      list: "tab=team",
    },
    { text: doneSaid(period, of), list: null },
    {
      text:
        (expired?.lines ?? 0) === 0
          ? "No right has run out."
          : `${expired?.lines.toLocaleString("en-US")} lines worth ${showUsd(amount(expired?.stake), "whole")} have no right left.`,
      list: "class=expired&tab=team",
    },
  ];
}

/** Money of agreements and awards in force, as the payments page adds it up: promised, come, and what is short or late. */
async function agreedMoney(tx: TenantTx, of: { readonly today: Day; readonly client: string | undefined }) {
  await renewLate(tx, of.today);
  const totals = await paymentTotals(tx, of);
  const missing = (state: PaymentTotal["state"]): Cents =>
    sum(totals.filter((t) => t.state === state).map((t) => minus(t.expected, t.received)));
  return {
    agreed: sum(totals.map((t) => t.expected)),
    received: sum(totals.map((t) => t.received)),
    short: missing("short"),
    late: missing("late"),
  };
}

/** Everything the dashboard shows. */
export async function dashboardOf(
  tx: TenantTx,
  of: { readonly period: Period; readonly today: Day; readonly client: string | undefined },
) {
  const map = await keptMap(tx, of.client);
  const totals = map?.totals;
  const open = await openCases(tx, of.client);
  const funnel = funnelOf(totals, open, await casesWith(tx, of));
  return {
    period: of.period,
    said: saidOf(of.period, totals, open, funnel),
    funnel,
    atStake: await atStakeByWeek(tx, of),
    firstPaid: firstPaidOf(map),
    denials: denialsOf(map),
    importHealth: {
      ...(await importHealth(tx, of.period, of.client)),
      unmatched: (totals?.unmatched.claims ?? 0) + (totals?.unmatched.remittances ?? 0),
      unbalanced: 0,
    },
    money: { ...(await agreedMoney(tx, of)), patient: amount(totals?.patient) },
    results: await resultsIn(tx, of, totals),
    missed: { rights: totals?.byClass.expired?.lines ?? 0, stake: amount(totals?.byClass.expired?.stake) },
  };
}
