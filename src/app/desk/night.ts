import type { Day } from "#base/day.ts";
import type { Desk } from "./desk.ts";
import { evaluateMany } from "./evaluate-again.ts";
import { expireOffers } from "./expire-offers.ts";
import { renewMap } from "./map-renewal.ts";
import { expirePackages } from "./packages.ts";
import { taskRejections } from "./rejections.ts";

/** The night's run: what rests on the day is said anew, client by client, once a day. */

/** Clients with open cases; with a day, those whose live rows are of a day before it. */
export async function clientsAtWork(
  { store }: Pick<Desk, "store">,
  before?: Day,
): Promise<readonly { readonly org: string; readonly client: string }[]> {
  return await store.asSystem(({ db }) => {
    const all = db
      .selectFrom("case_row")
      .innerJoin("client", (j) =>
        j.onRef("client.org", "=", "case_row.org").onRef("client.client", "=", "case_row.client"),
      )
      .select(["case_row.org", "case_row.client"])
      .distinct()
      .where("case_row.state", "<>", "closed")
      .where("client.removed_at", "is", null);
    return (before === undefined ? all : all.where("case_row.as_of", "<", before)).execute();
  });
}

/** Clients whose kept map is of a day before, or of before their last import: a stop came between. */
const clientsMappedBefore = ({ store }: Pick<Desk, "store">, day: Day) =>
  store.asSystem(async ({ session }) => {
    const { rows } = await session.query<{ org: string; client: string }>(
      `SELECT c.org, c.client FROM client c LEFT JOIN money_map m ON m.org = c.org AND m.client = c.client
       WHERE c.removed_at IS NULL AND (m.as_of < $1::date OR EXISTS (SELECT 1 FROM import_batch b
         WHERE b.org = c.org AND b.client = c.client AND b.state = 'done' AND b.ended_at > coalesce(m.made_at, '-infinity')))`,
      [day],
    );
    return rows;
  });

/**
 * Brings every client to today; those that are there already cost one look. Resolves with how many it brought; `signal`
 * ends it between two short transactions, and what is left is brought by the next.
 */
export async function bringToToday(desk: Desk, signal?: AbortSignal): Promise<number> {
  const today = desk.today();
  await expireOffers(desk, signal);
  const stale = await clientsAtWork(desk, today);
  const mapped = await clientsMappedBefore(desk, today);
  const isStale = new Set(stale.map((c) => c.client));
  const all = [...stale, ...mapped.filter((c) => !isStale.has(c.client))];
  for (const { org, client } of all) {
    const principal = { org, clients: [client] };
    if (isStale.has(client)) {
      await evaluateMany(desk, principal, client, { signal });
      // What a stop broke off after an import.
      await taskRejections(desk, principal, client);
    }
    signal?.throwIfAborted();
    await desk.store.as(principal, (tx) => expirePackages(tx, today));
    await renewMap(desk, principal, client, signal);
  }
  return all.length;
}
