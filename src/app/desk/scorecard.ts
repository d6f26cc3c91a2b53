import type { Day } from "#base/day.ts";
import { cents, permille, plus } from "#base/money.ts";
import { inForce } from "#case/expected.ts";
import type { CaseView } from "#case/state.ts";
import { csvRows } from "#store/export-rows.ts";
import type { TenantTx } from "#store/store.ts";
import { countedOf } from "#strategy/habits.ts";
import { NO_VENDOR } from "#strategy/pooled.ts";
import { totalOf } from "#strategy/results.ts";
import { MEASURES, type Score, type Scored, scoreOf } from "#strategy/scorecard.ts";
import type { Sought } from "#strategy/vendors/recognize.ts";
import { loadCases } from "./case-log.ts";
import { ownEntries, soughtOf } from "./directory.ts";
import { isTalked } from "./directory-habits.ts";
import { directoryStamp, vendorIn } from "./learned.ts";

/** The scorecard: one row a payer or vendor of the practice's own history, of one client at a time. */

/** Cases looked at, the newest first: those on which something was said, offered or settled, and those that were closed. */
export const SCORED_CASES = 400;

export interface ScoreRow extends Score {
  readonly kind: "payer" | "vendor";
  /** Payer key, or the vendor's entry in the directory. */
  readonly key: string;
  readonly name: string;
}

export interface Scorecard {
  readonly client: string;
  readonly name: string;
  readonly asOf: Day;
  readonly rows: readonly ScoreRow[];
  /** Keys of the cases that were read. */
  readonly read: readonly string[];
  readonly isCut: boolean;
}

interface Kept {
  readonly payer: string;
  readonly payerName: string;
  readonly vendor: string;
  readonly scored: Scored;
}

/** By case, version and day; the keys of cases are random. */
const KEPT = new Map<string, Kept>();
const MOST_KEPT = 10_000;

/** What one case says. */
export function scoredOf(view: CaseView, today: Day): Scored {
  const counted = countedOf(view, today);
  const { allowed, stake } = view.first;
  const benchmark = allowed === undefined || stake <= 0n ? undefined : plus(allowed, stake);
  const [settled] = inForce(view);
  const values = (of: readonly { readonly value: number }[]): readonly number[] => of.map((s) => s.value);
  return {
    opened: view.opened.on,
    ...(benchmark !== undefined && allowed !== undefined && { first: permille(allowed, benchmark) }),
    ...(settled !== undefined && { settled: settled.agreed, forum: settled.kind === "award" ? 1 : 0 }),
    ...(settled !== undefined &&
      allowed !== undefined &&
      allowed > 0n && { uplift: Math.round(permille(cents(totalOf(view, settled)), allowed) / 10) }),
    replies: values(counted.reply),
    promises: values(counted.promises),
    inTime: values(counted["paid in time"]),
    escalated: view.filings.length > 0 ? 1 : 0,
  };
}

async function newest(tx: TenantTx, client: string) {
  return await tx.db
    .selectFrom("case_row as c")
    .select(["c.id", "c.version"])
    .where("c.org", "=", tx.principal.org)
    .where("c.client", "=", client)
    .where((eb) => eb.or([eb("c.state", "=", "closed"), isTalked(eb)]))
    .orderBy("c.id", "desc")
    .limit(SCORED_CASES + 1)
    .execute();
}

async function keptOf(tx: TenantTx, client: string, today: Day, sought: readonly Sought[]) {
  const found = await newest(tx, client);
  const rows = found.slice(0, SCORED_CASES);
  const stamp = await directoryStamp(tx, client);
  const keyOf = (r: (typeof rows)[number]): string => `${r.id} ${r.version} ${today} ${stamp}`;
  const missing = rows.filter((r) => !KEPT.has(keyOf(r)));
  const cases =
    missing.length === 0
      ? new Map<string, never>()
      : await loadCases(
          tx,
          missing.map((r) => r.id),
        );
  for (const r of missing) {
    const view = cases.get(r.id)?.state.view;
    if (view === undefined) continue;
    const { payerKey: payer, payer: payerName } = view;
    KEPT.set(keyOf(r), { payer, payerName, vendor: vendorIn(view, sought), scored: scoredOf(view, today) });
    const [first] = KEPT.keys();
    if (KEPT.size > MOST_KEPT && first !== undefined) KEPT.delete(first);
  }
  return {
    kept: rows.flatMap((r) => KEPT.get(keyOf(r)) ?? []),
    read: rows.map((r) => r.id),
    isCut: found.length > rows.length,
  };
}

function group(kept: readonly Kept[], of: (k: Kept) => string): ReadonlyMap<string, readonly Kept[]> {
  const groups = new Map<string, Kept[]>();
  for (const k of kept) {
    const key = of(k);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [k]);
    else list.push(k);
  }
  return groups;
}

/**
 * The scorecard of one client as of a day. "which client" when none is named and there are several; undefined when there is
 * no such client.
 */
export async function scorecardOf(
  tx: TenantTx,
  client: string | undefined,
  today: Day,
): Promise<Scorecard | "which client" | undefined> {
  let query = tx.db
    .selectFrom("client")
    .select(["client", "name"])
    .where("org", "=", tx.principal.org)
    .where("removed_at", "is", null)
    .orderBy("name")
    .limit(2);
  if (client !== undefined) query = query.where("client", "=", client);
  const [only, second] = await query.execute();
  if (second !== undefined) return "which client";
  if (only === undefined) return undefined;
  const sought = soughtOf(await ownEntries(tx, { client: only.client }));
  const { kept, read, isCut } = await keptOf(tx, only.client, today, sought);
  const row = (kind: ScoreRow["kind"], key: string, name: string, of: readonly Kept[]): ScoreRow => ({
    ...{ kind, key, name },
    ...scoreOf(
      of.map((k) => k.scored),
      today,
    ),
  });
  const payers = [...group(kept, (k) => k.payer)].map(([key, of]) => row("payer", key, of[0]?.payerName ?? key, of));
  const vendors = [...group(kept, (k) => k.vendor)]
    .filter(([key]) => key !== NO_VENDOR)
    .map(([key, of]) => row("vendor", key, sought.find((s) => s.id === key)?.name ?? key, of));
  const rows = [...payers, ...vendors].sort((a, b) => b.cases - a.cases || (a.name < b.name ? -1 : 1));
  return { ...only, asOf: today, rows, read, isCut };
}

/** The scorecard as a table for a spreadsheet: each measure with what it was counted on. */
export function scorecardCsv({ rows }: Pick<Scorecard, "rows">): string {
  const head = ["kind", "name", "cases", "settled", ...MEASURES.flatMap((m) => [m.label, `${m.label}, n`]), "trend"];
  const body = rows.map((r) => [
    ...[r.kind, r.name, String(r.cases), String(r.settled)],
    ...r.measures.flatMap((m) => [m.says, String(m.n)]),
    r.trend.says,
  ]);
  return csvRows([head, ...body]);
}
