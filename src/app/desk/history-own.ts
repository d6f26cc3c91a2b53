import { type AllowedHistory, historyOfAllowed } from "#claim/history.ts";
import type { TenantTx } from "#store/store.ts";

/**
 * The amounts a client's payers allowed it, kept so that no import reads a million remittances again. Each import keeps
 * what it adds, and what it takes away where one of its reversals undoes an earlier payment; the medians are of the sums.
 */

type Counts = Map<string, Map<string, Map<number, number>>>;

/** What one import adds to and takes from the amounts, and the names it gives to payer ids. */
export class AllowedDelta {
  readonly counts: Counts = new Map();
  readonly names = new Map<string, Set<string>>();

  add(payer: string, service: string, cents: number, times: number): void {
    const services = this.counts.get(payer) ?? new Map<string, Map<number, number>>();
    const counted = services.get(service) ?? new Map<number, number>();
    this.counts.set(payer, services);
    services.set(service, counted);
    const sum = (counted.get(cents) ?? 0) + times;
    if (sum === 0) counted.delete(cents);
    else counted.set(cents, sum);
  }

  name(payer: string, name: string): void {
    const known = this.names.get(payer);
    if (known === undefined) this.names.set(payer, new Set([name]));
    else known.add(name);
  }
}

/** The row that holds names has no service. */
const NAMES = "";

const amountsText = (counted: ReadonlyMap<number, number>): string =>
  [...counted]
    .sort(([a], [b]) => a - b)
    .map(([cents, times]) => `${cents} ${times}`)
    .join(",");

function addText(delta: AllowedDelta, payer: string, service: string, text: string): void {
  if (service === NAMES) {
    for (const name of JSON.parse(text) as readonly string[]) delta.name(payer, name);
    return;
  }
  for (const pair of text.split(",")) {
    const [cents, times] = pair.split(" ");
    if (cents !== undefined && times !== undefined) delta.add(payer, service, Number(cents), Number(times));
  }
}

const ROWS = 500;

/** Keeps what an import changes, in the place of what it kept before. */
export async function keepDelta(tx: TenantTx, client: string, batch: string, delta: AllowedDelta): Promise<void> {
  const { org } = tx.principal;
  await dropDelta(tx, client, batch);
  const key = { org, client, batch };
  const rows = [
    ...[...delta.names].map(([payer, names]) => ({
      ...key,
      payer_key: payer,
      service: NAMES,
      amounts: JSON.stringify([...names].sort()),
    })),
    ...[...delta.counts].flatMap(([payer, services]) =>
      [...services]
        .filter(([, counted]) => counted.size > 0)
        .map(([service, counted]) => ({ ...key, payer_key: payer, service, amounts: amountsText(counted) })),
    ),
  ];
  for (let i = 0; i < rows.length; i += ROWS)
    await tx.db
      .insertInto("own_allowed")
      .values(rows.slice(i, i + ROWS))
      .execute();
}

/** Takes back what an import changed. */
export async function dropDelta(tx: TenantTx, client: string, batch: string): Promise<void> {
  await tx.db
    .deleteFrom("own_allowed")
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .where("batch", "=", batch)
    .execute();
}

/** The client's own medians as of now. */
export async function ownHistory(tx: TenantTx, client: string): Promise<AllowedHistory> {
  const sums = new AllowedDelta();
  const rows = await tx.db
    .selectFrom("own_allowed")
    .select(["payer_key", "service", "amounts"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", client)
    .execute();
  for (const r of rows) addText(sums, r.payer_key, r.service, r.amounts);
  return historyOfAllowed(sums.counts, sums.names);
}
