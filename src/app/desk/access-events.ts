import type { TenantTx } from "#store/store.ts";

/** The organization's chain of events, for those who audit. */

export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly type: string;
  readonly subject: string | null;
  readonly hash: string;
  readonly previous: string;
}

export interface AuditPage {
  readonly limit: number;
  /** Number of the last event of the page before this one. */
  readonly before?: number | undefined;
  readonly client?: string | undefined;
  readonly type?: string | undefined;
}

/** Events, newest first; one more than asked tells that there is a next page. Bodies stay where they are. */
export async function listEvents(tx: TenantTx, page: AuditPage): Promise<readonly AuditRow[]> {
  let query = tx.db
    .selectFrom("event")
    .select(["seq", "at", "actor", "type", "subject", "hash", "previous"])
    .where("org", "=", tx.principal.org)
    .orderBy("seq", "desc")
    .limit(page.limit + 1);
  if (page.before !== undefined) query = query.where("seq", "<", String(page.before));
  if (page.client !== undefined) query = query.where("client", "=", page.client);
  if (page.type !== undefined) query = query.where("type", "=", page.type);
  const rows = await query.execute();
  return rows.map((r) => ({ ...r, seq: Number(r.seq) }));
}

/** How many events the chain has. */
export async function chainLength(tx: TenantTx): Promise<number> {
  const head = await tx.db
    .selectFrom("chain_head")
    .select("seq")
    .where("org", "=", tx.principal.org)
    .executeTakeFirst();
  return Number(head?.seq ?? 0);
}
