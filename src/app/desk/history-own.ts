import type { Selectable } from "kysely";
import { type AllowedHistory, historyOfAllowed, mediansOfAllowed } from "#claim/history.ts";
import type { TenantTx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import type { Param } from "#store/wire.ts";

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

interface Part {
  /** An import that is left out. */
  readonly without?: string;
  /** Services alone that are asked for. */
  readonly services?: ReadonlySet<string>;
  /** Of imports alone that had ended before this moment. */
  readonly before?: string;
}

/** What all imports add up to, or the part that is asked for. */
function sumsOf(tx: TenantTx, client: string, { without, services, before }: Part) {
  let query = tx.db
    .selectFrom("own_allowed")
    .select(["payer_key", "service", "amounts"])
    .where("org", "=", tx.principal.org)
    .where("client", "=", client);
  if (without !== undefined) query = query.where("batch", "!=", without);
  if (services !== undefined) query = query.where("service", "in", [NAMES, ...services]);
  if (before !== undefined)
    query = query.where("batch", "in", (eb) =>
      eb
        .selectFrom("import_batch")
        .select("id")
        .where("org", "=", tx.principal.org)
        .where("client", "=", client)
        .where("ended_at", "<", before),
    );
  return query;
}

type Amounts = Pick<Selectable<Tables["own_allowed"]>, "payer_key" | "service" | "amounts">;

function summed(rows: readonly Amounts[]): AllowedDelta {
  const sums = new AllowedDelta();
  for (const r of rows) addText(sums, r.payer_key, r.service, r.amounts);
  return sums;
}

/**
 * Medians worked out as claims ask for them. The rows of a service are those of every payer, and a claim asks for one: to add
 * up all of them took a fifth of what a page of a case is made of.
 */
export class AskedHistory implements AllowedHistory {
  private readonly rows = new Map<string, Amounts[]>();
  private readonly asked = new Map<string, AllowedHistory>();

  constructor(rows: readonly Amounts[]) {
    for (const r of rows) {
      const of = this.rows.get(r.payer_key);
      if (of === undefined) this.rows.set(r.payer_key, [r]);
      else of.push(r);
    }
  }

  median(...of: Parameters<AllowedHistory["median"]>): ReturnType<AllowedHistory["median"]> {
    const [payer] = of;
    const known = this.asked.get(payer) ?? this.historyOf(payer);
    this.asked.set(payer, known);
    return known.median(...of);
  }

  /** Of a payer, and of those whose name files gave to its id. */
  private historyOf(payer: string): AllowedHistory {
    const own = this.rows.get(payer) ?? [];
    const sums = summed(own);
    for (const name of sums.names.get(payer) ?? [])
      if (name !== payer) for (const r of this.rows.get(name) ?? []) addText(sums, name, r.service, r.amounts);
    return historyOfAllowed(sums.counts, sums.names);
  }
}

const sumOf = async (tx: TenantTx, client: string, part: Part = {}): Promise<AllowedDelta> =>
  summed(await sumsOf(tx, client, part).execute());

/** The client's own medians as of now; of `services` alone where they are named, which reads no others. */
export async function ownHistory(
  tx: TenantTx,
  client: string,
  services?: ReadonlySet<string>,
): Promise<AllowedHistory> {
  return new AskedHistory(await sumsOf(tx, client, services === undefined ? {} : { services }).execute());
}

/** The medians of `services`, sent for now: they come with the end of the transaction, and are to be waited for after it. */
export function ownHistoryAtEnd(tx: TenantTx, client: string, services: ReadonlySet<string>): Promise<AllowedHistory> {
  const { sql, parameters } = sumsOf(tx, client, { services }).compile();
  const history = tx.session
    .queries([{ sql, params: parameters as readonly Param[] }])
    .then((answers) => new AskedHistory((answers[0]?.rows ?? []) as readonly Amounts[]));
  // The transaction throws what it was refused for, and then nobody waits for the medians.
  history.catch(() => {});
  return history;
}

/** The client's own medians of `services` as they were at a moment. */
export async function ownHistoryAt(
  tx: TenantTx,
  client: string,
  services: ReadonlySet<string>,
  before: string,
): Promise<AllowedHistory> {
  return new AskedHistory(await sumsOf(tx, client, { services, before }).execute());
}

const namesText = (names: ReadonlySet<string> | undefined): string => JSON.stringify([...(names ?? [])].sort());

/** Keys of the payers whose medians an import moved, sorted: those that it paid for, and ids that a file calls by such a name. */
export async function payersMoved(tx: TenantTx, client: string, batch: string): Promise<readonly string[]> {
  const [after, before] = [await sumOf(tx, client), await sumOf(tx, client, { without: batch })];
  const medians = { after: medianTable(after), before: medianTable(before) };
  const moved = new Set<string>();
  for (const payer of new Set([...after.counts.keys(), ...before.counts.keys()]))
    if (medians.after.get(payer) !== medians.before.get(payer)) moved.add(payer);
  for (const [id, names] of after.names) {
    const isNew = namesText(names) !== namesText(before.names.get(id));
    if (isNew || [...names].some((name) => moved.has(name))) moved.add(id);
  }
  return [...moved].sort();
}

/** The medians of each payer as one text, to see whether any moved. */
function medianTable({ counts }: AllowedDelta): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [payer, services] of mediansOfAllowed(counts))
    table.set(
      payer,
      [...services]
        .map(([service, { median }]) => `${service} ${median}`)
        .sort()
        .join("\n"),
    );
  return table;
}

/** Every amount that was allowed for one unit of `services`, by payer and service, and the one name of a payer id. */
export async function allowedCounts(
  tx: TenantTx,
  client: string,
  services: ReadonlySet<string>,
): Promise<{ readonly counts: AllowedDelta["counts"]; readonly nameOf: (payer: string) => string | undefined }> {
  const { counts, names } = await sumOf(tx, client, { services });
  const nameOf = (payer: string): string | undefined => {
    const known = names.get(payer);
    return known?.size === 1 ? [...known][0] : undefined;
  };
  return { counts, nameOf };
}
