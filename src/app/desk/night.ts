import type { Day } from "#base/day.ts";
import type { Desk } from "./desk.ts";
import { evaluateMany } from "./evaluate-again.ts";
import { renewMap } from "./map-renewal.ts";

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

/** Clients whose kept map is of a day before, such as after a stop between their rows and it. */
const clientsMappedBefore = ({ store }: Pick<Desk, "store">, day: Day) =>
  store.asSystem(({ db }) =>
    db
      .selectFrom("money_map")
      .innerJoin("client", (j) =>
        j.onRef("client.org", "=", "money_map.org").onRef("client.client", "=", "money_map.client"),
      )
      .select(["client.org", "client.client"])
      .where("money_map.as_of", "<", day)
      .where("client.removed_at", "is", null)
      .execute(),
  );

/**
 * Brings every client to today; those that are there already cost one look. Resolves with how many it brought; `signal`
 * ends it between two short transactions, and what is left is brought by the next.
 */
export async function bringToToday(desk: Desk, signal?: AbortSignal): Promise<number> {
  const today = desk.today();
  const stale = await clientsAtWork(desk, today);
  const mapped = await clientsMappedBefore(desk, today);
  const isStale = new Set(stale.map((c) => c.client));
  const all = [...stale, ...mapped.filter((c) => !isStale.has(c.client))];
  for (const { org, client } of all) {
    const principal = { org, clients: [client] };
    if (isStale.has(client)) await evaluateMany(desk, principal, client, { signal });
    signal?.throwIfAborted();
    await renewMap(desk, principal, client, signal);
  }
  return all.length;
}
