import { plus } from "#base/money.ts";
import { allowedOf } from "#claim/allowed.ts";
import { perUnit, serviceOf } from "#claim/history.ts";
import { remittanceFrom } from "#claim/stored.ts";
import type { TenantTx } from "#store/store.ts";
import { type Amounts, ENOUGH_LINES, type ExpectedAllowed, expectedAllowed } from "#strategy/expected-allowed.ts";
import { allowedCounts } from "./history-own.ts";

/** What a payer is to be expected to allow, from the client's own remittances: by payer and service, and by place where enough is known. */

export interface ExpectedHere extends ExpectedAllowed {
  readonly says: string;
}

export interface ServiceAsked {
  /** As `serviceOf` names it: "99285", "0450 99285", "70450-26". */
  readonly service: string;
  /** Payer key. */
  readonly payer: string;
  /** Place of service; absent, all places together. */
  readonly place?: string | undefined;
}

/** Remittances of one payer that are read for places, the newest first. */
const PLACED_MOST = 300;
const PAYS = new Set(["1", "19"]);

/** Amounts a unit of a payer's newest remittances, by place and service; a claim with a reversal among them is left out. */
async function placedOf(tx: TenantTx, client: string, payer: string): Promise<ReadonlyMap<string, Amounts>> {
  const rows = await tx.db
    .selectFrom("remittance")
    .select(["claim", "status", "body"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("payer_key", "=", payer)
    .orderBy("id", "desc")
    .limit(PLACED_MOST)
    .execute();
  const reversed = new Set(rows.flatMap((r) => (r.status === "22" && r.claim !== null ? [r.claim] : [])));
  const placed = new Map<string, Map<number, number>>();
  for (const row of rows) {
    if (!PAYS.has(row.status ?? "") || (row.claim !== null && reversed.has(row.claim))) continue;
    const { place, lines: of, adjustments } = remittanceFrom(row.body);
    if (place === undefined || adjustments.length > 0) continue;
    for (const l of of) {
      const a = allowedOf(l);
      const unit = perUnit(a.basis === "stated" ? a.amount : plus(l.paid, a.costShare), l.units);
      if (unit === undefined || unit <= 0) continue;
      const key = `${place} ${serviceOf(l)}`;
      const amounts = placed.get(key) ?? new Map<number, number>();
      placed.set(key, amounts.set(unit, (amounts.get(unit) ?? 0) + 1));
    }
  }
  return placed;
}

const lines = (n: number): string => `${n} ${n === 1 ? "line" : "lines"}`;

function say({ n, all, assumed }: ExpectedAllowed): string {
  if (!assumed) return `own ${lines(n)} of this payer for this service, one unit`;
  const others = all - n;
  return `assumed: own ${lines(n)} of this payer and ${others} of your other payers, pooled; from ${ENOUGH_LINES} lines it stands alone`;
}

/** The range at the place alone, where the payer's newest remittances hold enough of it. */
function atPlace(
  { service, payer, place }: ServiceAsked,
  placed: ReadonlyMap<string, Amounts>,
): ExpectedHere | undefined {
  const amounts = place === undefined ? undefined : placed.get(`${place} ${service}`);
  const found = amounts && expectedAllowed(new Map([[payer, amounts]]), payer);
  if (found === undefined || found.assumed) return undefined;
  return { ...found, says: `own ${lines(found.n)} of this payer for this service at place ${place}, one unit` };
}

/** The range of each service, by its place in the list; undefined where no payer of the client allowed it. */
export async function expectedOf(
  tx: TenantTx,
  client: string,
  asked: readonly ServiceAsked[],
): Promise<readonly (ExpectedHere | undefined)[]> {
  if (asked.length === 0) return [];
  const { counts, nameOf } = await allowedCounts(tx, client, new Set(asked.map((a) => a.service)));
  const placed = new Map<string, ReadonlyMap<string, Amounts>>();
  for (const payer of new Set(asked.flatMap((a) => (a.place === undefined ? [] : [a.payer]))))
    placed.set(payer, await placedOf(tx, client, payer));
  return asked.map((one) => {
    const here = atPlace(one, placed.get(one.payer) ?? new Map());
    if (here !== undefined) return here;
    const byPayer = new Map<string, Amounts>();
    for (const [key, services] of counts) {
      const amounts = services.get(one.service);
      if (amounts !== undefined) byPayer.set(key, amounts);
    }
    const key = byPayer.has(one.payer) ? one.payer : (nameOf(one.payer) ?? one.payer);
    const found = expectedAllowed(byPayer, key);
    return found && { ...found, says: say(found) };
  });
}

/** Payers shown for one code: those with the most lines. */
const PAYERS_MOST = 40;

/**
 * The range of one service for every payer of a client that allowed it. "which client" when none is named and there are
 * several; undefined when there is no such client.
 */
export async function expectedOfAll(
  tx: TenantTx,
  client: string | undefined,
  { service, place }: Omit<ServiceAsked, "payer">,
) {
  let query = tx.db
    .selectFrom("client")
    .select("client")
    .where("org", "=", tx.principal.org)
    .where("removed_at", "is", null)
    .limit(2);
  if (client !== undefined) query = query.where("client", "=", client);
  const [only, second] = await query.execute();
  if (second !== undefined) return "which client";
  if (only === undefined) return undefined;
  const { counts, nameOf } = await allowedCounts(tx, only.client, new Set([service]));
  const linesOf = (key: string): number =>
    [...(counts.get(key)?.get(service)?.values() ?? [])].reduce((t, n) => t + n, 0);
  const payers = [...counts.keys()]
    .filter((key) => linesOf(key) > 0)
    .sort((a, b) => linesOf(b) - linesOf(a))
    .slice(0, PAYERS_MOST);
  const found = await expectedOf(
    tx,
    only.client,
    payers.map((payer) => ({ service, payer, place })),
  );
  return payers.flatMap((payer, i) => {
    const expected = found[i];
    return expected === undefined ? [] : [{ payer, name: nameOf(payer) ?? payer, expected }];
  });
}
