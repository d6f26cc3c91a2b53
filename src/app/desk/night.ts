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

/** Brings every client to today; those that are there already cost one look. Resolves with how many it brought. */
export async function bringToToday(desk: Desk): Promise<number> {
  const stale = await clientsAtWork(desk, desk.today());
  for (const { org, client } of stale) {
    const principal = { org, clients: [client] };
    await evaluateMany(desk, principal, client);
    await renewMap(desk, principal, client);
  }
  return stale.length;
}
