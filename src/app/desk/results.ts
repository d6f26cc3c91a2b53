import { sql } from "kysely";
import { plusDays } from "#base/day.ts";
import type { CaseState } from "#case/state.ts";
import type { TenantTx } from "#store/store.ts";
import { resultsOf, type Settled, settledOf, share } from "#strategy/results.ts";
import { loadCases } from "./case-log.ts";
import type { Period } from "./dashboard.ts";
import type { Totals } from "./money-map.ts";

/** What negotiating brought in a period, from the histories of the cases that were settled in it. */

const LOT = 200;
/** The newest so many are counted; more say the same and take long to read. */
const MOST = 2_000;

async function settledIds(
  tx: TenantTx,
  { period, client }: { readonly period: Period; readonly client: string | undefined },
): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    SELECT case_id::text AS subject FROM agreement WHERE org = ${tx.principal.org}
      AND at >= ${period.from}::date AND at < ${plusDays(period.to, 1)}::date
      AND (${client ?? null}::uuid IS NULL OR client = ${client ?? null}::uuid)
    GROUP BY case_id ORDER BY max(at) DESC, case_id LIMIT ${MOST + 1}`.execute(tx.db);
  return rows.map((r) => r.subject);
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
  const settled: Settled[] = [];
  for (let i = 0; i < counted.length; i += LOT)
    for (const { state } of (await loadCases(tx, counted.slice(i, i + LOT))).values()) {
      const one = state.view && settledOf(state.view, actsOf(state), of.today);
      if (one !== undefined) settled.push(one);
    }
  return { underpaid: underpaidOf(totals), ...resultsOf(settled), newestOnly: ids.length > MOST ? MOST : null };
}
