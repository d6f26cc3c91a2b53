import { sql } from "kysely";
import { staffHourOf } from "#app/staff-hour.ts";
import { type Day, plusDays } from "#base/day.ts";
import { type Cents, cents, minus, plus, showUsd, sum, ZERO } from "#base/money.ts";
import type { CaseState } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { NET_SAYS, type Netted, netOf, nettedOf } from "#strategy/net-results.ts";
import { STAFF_HOUR } from "#strategy/portfolio.ts";
import type { Known } from "#strategy/priors.ts";
import { resultsOf, type Settled, settledOf, share } from "#strategy/results.ts";
import { loadCases } from "./case-log.ts";
import type { Period } from "./dashboard.ts";
import { saidBy } from "./evaluate-facts.ts";
import type { Totals } from "./money-map.ts";

/** What negotiating brought in a period, from the histories of the cases that were settled in it. */

const LOT = 200;
/** The newest so many are counted; more say the same and take long to read. */
const MOST = 2_000;

interface SettledId {
  readonly id: string;
  readonly client: string;
}

async function settledIds(
  tx: TenantTx,
  { period, client }: { readonly period: Pick<Period, "from" | "to">; readonly client: string | undefined },
): Promise<readonly SettledId[]> {
  const { rows } = await sql<SettledId>`
    SELECT case_id::text AS id, client::text AS client FROM agreement WHERE org = ${tx.principal.org}
      AND at >= ${period.from}::date AND at < ${plusDays(period.to, 1)}::date
      AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)
    GROUP BY case_id, client ORDER BY max(at) DESC, case_id LIMIT ${MOST + 1}`.execute(tx.db);
  return rows;
}

const actsOf = ({ log }: CaseState): number => log.filter((e) => e.by.kind === "person").length;

/** Of lines that were paid and have a benchmark, those first paid below it: the rate the trade talks of, as this practice has it. */
const underpaidOf = (totals: Totals | undefined) => {
  const lines = (name: string): number => totals?.byClass[name]?.lines ?? 0;
  const under = lines("underpaid");
  return share(under, under + lines("paid in line"));
};

export async function resultsIn(
  tx: TenantTx,
  of: { readonly period: Period; readonly today: Period["to"]; readonly client: string | undefined },
  totals: Totals | undefined,
) {
  const ids = await settledIds(tx, of);
  const counted = ids.slice(0, MOST);
  const hours = await hoursOf(tx, counted);
  const settled: Settled[] = [];
  const netted: Netted[] = [];
  for (let i = 0; i < counted.length; i += LOT) {
    const lot = counted.slice(i, i + LOT);
    const cases = await loadCases(
      tx,
      lot.map((c) => c.id),
    );
    for (const { id, client } of lot) {
      const state = cases.get(id)?.state;
      const one = state?.view && settledOf(state.view, actsOf(state), of.today);
      if (state?.view === undefined || one === undefined) continue;
      settled.push(one);
      netted.push(nettedOf(state.log, state.view, one, hours.get(client)?.value ?? STAFF_HOUR.value));
    }
  }
  const hourSources = [...new Set([...hours.values()].map((h) => `${showUsd(h.value)} an hour (${h.source})`))];
  return {
    underpaid: underpaidOf(totals),
    ...resultsOf(settled),
    net: { ...netOf(netted), rests: [...NET_SAYS, ...hourSources.map((s) => `Staff at ${s}.`)] },
    newestOnly: ids.length > MOST ? MOST : null,
  };
}

/** What an hour of staff costs each client. */
async function hoursOf(tx: TenantTx, ids: readonly SettledId[]): Promise<ReadonlyMap<string, Known<Cents>>> {
  const hours = new Map<string, Known<Cents>>();
  for (const client of new Set(ids.map((c) => c.client)))
    hours.set(client, staffHourOf((await saidBy(tx, client)).profile));
  return hours;
}

/** Where the settled cases of a payer ended: what the plan allows on them by what was agreed, beside their benchmark. */
export interface PayerEnd {
  readonly cases: number;
  readonly final: Cents;
  readonly benchmark: Cents;
  /** How much more is allowed on them now than when they were opened. */
  readonly more: Cents;
}

/** The newest settled cases that are counted. */
const ENDS_MOST = 500;
const EVER = { from: "1990-01-01" as Day, to: "2190-12-31" as Day };

async function benchmarksOf(tx: TenantTx, ids: readonly string[]): Promise<ReadonlyMap<string, Cents>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom("case_row")
    .select(["id", "benchmark"])
    .where("org", "=", tx.principal.org)
    .where("id", "in", ids)
    .execute();
  return new Map(rows.flatMap((r) => (r.benchmark === null ? [] : [[r.id, cents(BigInt(r.benchmark))] as const])));
}

/** Of every settled case that has a benchmark and said what was allowed first: where it ended, by payer. */
export async function payerEnds(
  tx: TenantTx,
  of: { readonly today: Day; readonly client: string | undefined },
): Promise<ReadonlyMap<string, PayerEnd>> {
  const found = (await settledIds(tx, { client: of.client, period: EVER })).slice(0, ENDS_MOST);
  const ids = found.map((c) => c.id);
  const benchmarks = await benchmarksOf(tx, ids);
  const ends = new Map<string, PayerEnd>();
  for (let i = 0; i < ids.length; i += LOT)
    for (const [id, { state }] of await loadCases(tx, ids.slice(i, i + LOT))) {
      const { view } = state;
      const benchmark = benchmarks.get(id);
      const settled = view && settledOf(view, 0, of.today);
      const first = view?.first.allowed;
      if (view === undefined || benchmark === undefined || settled === undefined || first === undefined) continue;
      const sofar = ends.get(view.payerKey) ?? { cases: 0, final: ZERO, benchmark: ZERO, more: ZERO };
      ends.set(view.payerKey, {
        cases: sofar.cases + 1,
        final: sum([sofar.final, first, minus(settled.promised, settled.before)]),
        benchmark: plus(sofar.benchmark, benchmark),
        more: plus(sofar.more, minus(view.finding.allowed ?? first, first)),
      });
    }
  return ends;
}
