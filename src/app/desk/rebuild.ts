import type { Day } from "#base/day.ts";
import type { Principal } from "#store/principal.ts";
import type { TenantTx } from "#store/store.ts";
import { loadCases } from "./case-log.ts";
import { type LiveColumns, liveColumns } from "./case-row.ts";
import { showAgain, shownOtherwise } from "./case-tables.ts";
import { type Desk, USUAL_PACE } from "./desk.ts";
import { saidBy } from "./evaluate-facts.ts";

/** The live rows made again from zero: from the openings and the chain alone. */

const LOT = 200;

export interface Rebuilt {
  readonly cases: number;
  /** Numbers of cases whose live row, or a row of what was done on them, was another than their history makes. */
  readonly differed: readonly string[];
}

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** Names of columns that a row has otherwise than its history says, as of the day the row is of. */
const differing = (row: Readonly<Record<string, unknown>>, live: LiveColumns): readonly string[] =>
  Object.entries(live).flatMap(([name, value]) => (text(row[name]) === text(value) ? [] : [name]));

interface How {
  readonly write: boolean;
  readonly today: Day;
}

async function rebuildLot(tx: TenantTx, client: string, after: string | undefined, { write, today }: How) {
  const { org } = tx.principal;
  let query = tx.db.selectFrom("case_row").selectAll().where("org", "=", org).where("client", "=", client);
  if (after !== undefined) query = query.where("id", ">", after);
  const rows = await query.orderBy("id").limit(LOT).execute();
  if (rows.length === 0) return { rows, differed: [] };
  const pace = (await saidBy(tx, client)).profile ?? USUAL_PACE;
  const cases = await loadCases(
    tx,
    rows.map((r) => r.id),
  );
  const differed: string[] = [];
  const shown = rows.flatMap(({ id }) => {
    const state = cases.get(id)?.state;
    return state === undefined ? [] : [{ caseId: id, client, state }];
  });
  const otherwise = await shownOtherwise(tx, shown, today);
  for (const row of rows) {
    const { view, version } = cases.get(row.id)?.state ?? {};
    if (view === undefined || version === undefined) {
      differed.push(row.number);
      continue;
    }
    const live = liveColumns(view, version, row.as_of, pace);
    const isLive = differing(row, live).length === 0;
    if (!isLive || otherwise.has(row.id)) differed.push(row.number);
    if (write && !isLive)
      await tx.db.updateTable("case_row").set(live).where("org", "=", org).where("id", "=", row.id).execute();
  }
  if (write)
    for (const row of rows) {
      const state = cases.get(row.id)?.state;
      if (state !== undefined) await showAgain(tx, [{ caseId: row.id, client, state }], row.as_of);
    }
  return { rows, differed };
}

/** Compares every live row of a client with what its history makes of it, and with `write` puts it right. */
export async function rebuildCases(
  desk: Desk,
  principal: Principal,
  client: string,
  { write = false } = {},
): Promise<Rebuilt> {
  const differed: string[] = [];
  const how: How = { write, today: desk.today() };
  let cases = 0;
  let after: string | undefined;
  for (;;) {
    const last = after;
    const lot = await desk.store.as(principal, (tx) => rebuildLot(tx, client, last, how), { lane: "bulk" });
    differed.push(...lot.differed);
    cases += lot.rows.length;
    after = lot.rows.at(-1)?.id;
    if (lot.rows.length < LOT) return { cases, differed };
  }
}
