import type { Desk } from "./desk.ts";
import { evaluateMany } from "./evaluate-again.ts";
import { renewMap } from "./map-renewal.ts";

/** The night's run: what rests on the day is said anew, client by client, once a day. */

interface Stale {
  readonly org: string;
  readonly client: string;
}

/** Clients with open cases whose live rows are of a day before today. */
async function staleOn(desk: Desk): Promise<readonly Stale[]> {
  const today = desk.today();
  return await desk.store.asSystem(({ db }) =>
    db
      .selectFrom("case_row")
      .innerJoin("client", (j) =>
        j.onRef("client.org", "=", "case_row.org").onRef("client.client", "=", "case_row.client"),
      )
      .select(["case_row.org", "case_row.client"])
      .distinct()
      .where("case_row.state", "<>", "closed")
      .where("case_row.as_of", "<", today)
      .where("client.removed_at", "is", null)
      .execute(),
  );
}

/** Brings every client to today; those that are there already cost one look. Resolves with how many it brought. */
export async function bringToToday(desk: Desk): Promise<number> {
  const stale = await staleOn(desk);
  for (const { org, client } of stale) {
    const principal = { org, clients: [client] };
    await evaluateMany(desk, principal, client);
    await renewMap(desk, principal, client);
  }
  return stale.length;
}
