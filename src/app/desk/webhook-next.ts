import type { Selectable } from "kysely";
import type { Tx } from "#store/store.ts";
import type { Tables } from "#store/tables.ts";
import { type Happened, KIND_PATTERNS, type WebhookKind } from "./webhook-message.ts";

/** How far along the chain a webhook is, and what it is told next. */

export type WebhookRow = Selectable<Tables["webhook"]>;

/** What is read of it, in a transaction of the system or of a person. */
type Reads = Pick<Tx, "db">;

/** The next event after the last one told that it wants; the end of the chain where there is none. */
export async function nextOf(
  { db }: Reads,
  row: WebhookRow,
): Promise<{ readonly event: Happened | undefined; readonly head: number }> {
  const wanted = row.kinds.map((k) => KIND_PATTERNS[k as WebhookKind]);
  let query = db
    .selectFrom("event")
    .select(["org", "client", "seq", "type", "subject", "at"])
    .where("org", "=", row.org)
    .where("seq", ">", row.seq)
    .where((eb) =>
      eb.or(
        wanted.map(({ takes, leaves }) =>
          leaves === undefined
            ? eb("type", "like", takes)
            : eb.and([eb("type", "like", takes), eb("type", "<>", leaves)]),
        ),
      ),
    )
    .orderBy("seq")
    .limit(1);
  if (row.client !== null) query = query.where("client", "=", row.client);
  const head = await db.selectFrom("chain_head").select("seq").where("org", "=", row.org).executeTakeFirst();
  const found = await query.executeTakeFirst();
  return { event: found && { ...found, seq: Number(found.seq) }, head: Number(head?.seq ?? row.seq) };
}

/** The webhook of this id; undefined when there is none. */
export const rowBy = ({ db }: Reads, org: string, id: string): Promise<WebhookRow | undefined> =>
  db.selectFrom("webhook").selectAll().where("org", "=", org).where("id", "=", id).executeTakeFirst();
