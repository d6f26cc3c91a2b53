import { sql } from "kysely";
import { type Day, dayFrom, MONTHS, plusDays, plusMonths } from "#base/day.ts";
import { type Cents, cents, formatUsd, minus, plus, showUsd, sum, usd, ZERO } from "#base/money.ts";
import { reasonMeaning } from "#codes/adjustment.ts";
import { deadlineOf } from "#law/library.ts";
import type { TenantTx } from "#store/store.ts";
import { type ListRow, unbalancedListed } from "./list-claims.ts";
import {
  agreedListed,
  closedListed,
  firstOfHistories,
  MISSED,
  offeredListed,
  type PeriodAsked,
  receivedListed,
  sumOf,
} from "./list-period.ts";
import type { ListName } from "./lists.ts";
import { lapsedTotals } from "./lists.ts";
import { type KeptMap, keptMap, percentAllowed, type Totals } from "./money-map.ts";
import { type PaymentTotal, paymentTotals, renewLate } from "./payments.ts";
import { type PayerEnd, payerEnds, resultsIn } from "./results.ts";

/** Month, quarter or year in figures: from the kept map, the live rows and what was done in the period, each with its list. */

export type PeriodKind = "month" | "quarter" | "year";

export interface Period {
  readonly kind: PeriodKind;
  readonly from: Day;
  /** The last day, inclusive. */
  readonly to: Day;
  readonly label: string;
}

/** The address of a list of the period. */
export const listIn = (period: Period, list: ListName): string =>
  `list=${list}&period=${period.kind}&of=${period.from}`;

/** The month, quarter or year that holds a day. */
export function periodOf(kind: PeriodKind, of: Day): Period {
  const [y, m] = [Number(of.slice(0, 4)), Number(of.slice(5, 7))];
  const months = kind === "month" ? 1 : kind === "quarter" ? 3 : 12;
  const first = kind === "month" ? m : kind === "quarter" ? m - ((m - 1) % 3) : 1;
  const from = dayFrom(y, first, 1) ?? of;
  const label =
    kind === "month" ? `${MONTHS[m - 1]} ${y}` : kind === "quarter" ? `Quarter ${Math.ceil(m / 3)}, ${y}` : String(y);
  return { kind, from, to: plusDays(plusMonths(from, months), -1), label };
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

/** What was done in the period, by stage. */
export interface Done {
  readonly offered: readonly ListRow[];
  readonly agreed: readonly ListRow[];
  readonly received: readonly ListRow[];
  readonly closed: readonly ListRow[];
}

export async function doneIn(tx: TenantTx, of: PeriodAsked): Promise<Done> {
  return {
    offered: await offeredListed(tx, of),
    agreed: await agreedListed(tx, of),
    received: await receivedListed(tx, of),
    closed: await closedListed(tx, of),
  };
}

async function openCases(tx: TenantTx, client: string | undefined): Promise<{ cases: number; stake: Cents }> {
  const { rows } = await sql<{ cases: string; stake: string }>`
    SELECT count(*)::text AS cases, coalesce(sum(stake), 0)::bigint::text AS stake FROM case_row
    WHERE org = ${tx.principal.org} AND state <> 'closed' AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)`.execute(
    tx.db,
  );
  return { cases: Number(rows[0]?.cases ?? 0), stake: cents(BigInt(rows[0]?.stake ?? 0)) };
}

const [OFFERED, AGREED, CLOSED] = ["An offer was made", "Agreed or awarded", "Closed"] as const;

const counted = (lines: number): string => lines.toLocaleString("en-US");

function funnelOf(
  period: Period,
  totals: Totals | undefined,
  open: { cases: number; stake: Cents },
  done: Done,
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
  const acted = (is: keyof Done, name: string): Stage =>
    stage(name, done[is].length, "cases", sumOf(done[is]), null, listIn(period, is));
  return [
    stage("Read", lines, "lines", amount(totals?.stake), null, "list=lines"),
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
      "tab=team",
    ),
    stage("Open cases", open.cases, "cases", open.stake, null, "tab=team"),
    acted("offered", OFFERED),
    acted("agreed", AGREED),
    acted("received", "Paid again"),
    acted("closed", CLOSED),
  ];
}

export interface WeekAtStake {
  readonly week: Day;
  /** By the right's label. */
  readonly byRight: Readonly<Record<string, string>>;
  readonly cases: number;
  readonly list: string;
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
  const weeks = new Map<Day, { byRight: Record<string, string>; cases: number }>();
  for (const r of rows) {
    const week = weeks.get(r.week) ?? { byRight: {}, cases: 0 };
    weeks.set(r.week, week);
    // Two laws may give rights of one name.
    const right = deadlineOf(r.right_id)?.label ?? r.right_id;
    week.byRight[right] = formatUsd(plus(amount(week.byRight[right]), cents(BigInt(r.stake))));
    week.cases += Number(r.cases);
  }
  return [...weeks].map(([week, sums]) => ({
    week,
    ...sums,
    list: `tab=team&sort=due&endsFrom=${week < of.today ? of.today : week}&endsTo=${plusDays(week, 6)}`,
  }));
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

/** What payers allowed first against the benchmark, and where the settled cases ended, payer by payer. */
const firstPaidOf = (map: KeptMap | undefined, settled: ReadonlyMap<string, PayerEnd>) =>
  (map?.board.payers ?? []).flatMap((p) => {
    const end = settled.get(p.key);
    // What came by an agreement stands in the map too, and was not what was allowed first.
    const allowed = minus(usd(p.allowed), end?.more ?? ZERO);
    const allowedPercent = percentAllowed({ allowed: formatUsd(allowed), benchmark: p.benchmark });
    if (allowedPercent === undefined) return [];
    const list = `list=lines&payer=${encodeURIComponent(p.key)}`;
    const final = end && percentAllowed({ allowed: formatUsd(end.final), benchmark: formatUsd(end.benchmark) });
    return [
      { payer: p.name, n: p.lines, allowedPercent, finalPercent: final ?? null, finalCases: end?.cases ?? 0, list },
    ];
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
      list: `list=lines&class=denied&reason=${encodeURIComponent(d.code)}`,
    };
  });
}

const casesSaid = (n: number): string => `${n === 0 ? "no" : n.toLocaleString("en-US")} ${n === 1 ? "case" : "cases"}`;

/** What was done in the period: "In November 2026 offers were made on 2 cases, 1 was agreed or awarded, and none was closed." */
function doneSaid(period: Period, of: (name: string) => Stage | undefined): string {
  const [offered = 0, agreed = 0, closed = 0] = [OFFERED, AGREED, CLOSED].map((stage) => of(stage)?.count);
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
  missed: readonly ListRow[],
) {
  if (totals === undefined || totals.claims === 0) return [{ text: "No claims were read yet.", list: null }];
  const of = (name: string): Stage | undefined => stages.find((s) => s.stage === name);
  return [
    {
      text: `${showUsd(amount(totals.recoverable), "whole")} can still be recovered, on ${open.cases.toLocaleString("en-US")} open cases.`,
      list: "tab=team",
    },
    { text: doneSaid(period, of), list: listIn(period, "worked") },
    { text: missedSaid(period, missed), list: missed.length === 0 ? null : listIn(period, "missed") },
  ];
}

/** "In November 2026 no right was missed." */
const missedSaid = (period: Period, missed: readonly ListRow[]): string =>
  missed.length === 0
    ? `In ${period.label} no right was missed.`
    : `In ${period.label} ${missed.length.toLocaleString("en-US")} ${missed.length === 1 ? "right was" : "rights were"} missed, worth ${showUsd(sumOf(missed), "whole")}.`;

/** Money of agreements and awards in force, as the payments page adds it up: promised, come, and what is short or late. */
export async function agreedMoney(tx: TenantTx, of: { readonly today: Day; readonly client: string | undefined }) {
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

async function imports(tx: TenantTx, of: PeriodAsked, period: Period, totals: Totals | undefined) {
  return {
    ...(await importHealth(tx, period, of.client)),
    unanswered: totals?.unmatched.claims ?? 0,
    withoutClaim: totals?.unmatched.remittances ?? 0,
    unbalanced: (await unbalancedListed(tx, of)).length,
  };
}

/** Everything the dashboard shows. */
export async function dashboardOf(
  tx: TenantTx,
  of: { readonly period: Period; readonly today: Day; readonly client: string | undefined },
) {
  const { period } = of;
  const asked: PeriodAsked = { client: of.client, from: period.from, to: period.to, today: of.today };
  const map = await keptMap(tx, of.client);
  const totals = map?.totals;
  const open = await openCases(tx, of.client);
  const funnel = funnelOf(period, totals, open, await doneIn(tx, asked));
  const missed = (await firstOfHistories(tx, MISSED, asked)).rows;
  const before = await lapsedTotals(tx, of.client);
  return {
    period,
    said: saidOf(period, totals, open, funnel, missed),
    funnel,
    atStake: await atStakeByWeek(tx, of),
    firstPaid: firstPaidOf(map, await payerEnds(tx, of)),
    denials: denialsOf(map),
    importHealth: await imports(tx, asked, period, totals),
    money: { ...(await agreedMoney(tx, of)), patient: amount(totals?.patient) },
    results: await resultsIn(tx, of, totals),
    missed: {
      rights: missed.length,
      stake: sumOf(missed),
      before: { lines: before.count, stake: before.sum },
    },
  };
}
