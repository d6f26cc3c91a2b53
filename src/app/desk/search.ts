import { sql } from "kysely";
import type { TenantTx } from "#store/store.ts";
import { QUEUE_COLUMNS, type QueueRow } from "./queue.ts";

/** Finds cases by what people have at hand: a case number, a claim number, a name, a payer. */

const MOST = 12;
/** Fewer letters would find everybody. */
const LETTERS = 2;

const literal = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

const rowsOf = (tx: TenantTx) =>
  tx.db.selectFrom("case_row").select(QUEUE_COLUMNS).where("org", "=", tx.principal.org).limit(MOST);

/** `2041` is a number of every client; `HR-2041` of one. */
async function byNumber(tx: TenantTx, upper: string): Promise<readonly QueueRow[]> {
  const digits = /^\d{1,9}$/.test(upper);
  if (!digits) return await rowsOf(tx).where("number", "=", upper).execute();
  const clients = await tx.db.selectFrom("client").select("case_prefix").where("org", "=", tx.principal.org).execute();
  const numbers = clients.map((c) => `${c.case_prefix}-${upper}`);
  return numbers.length === 0 ? [] : await rowsOf(tx).where("number", "in", numbers).execute();
}

/** At most twelve cases, the surest first: by number, by claim number, by name where names may be seen, by payer. */
export async function searchCases(
  tx: TenantTx,
  text: string,
  how: { readonly names: boolean },
): Promise<readonly QueueRow[]> {
  const q = text.trim();
  const found = new Map<string, QueueRow>();
  const add = (rows: readonly QueueRow[]): void => {
    for (const r of rows) if (found.size < MOST && !found.has(r.id)) found.set(r.id, r);
  };
  add(await byNumber(tx, q.toUpperCase()));
  add(
    await rowsOf(tx)
      .where("claim_number", "in", [...new Set([q, q.toUpperCase()])])
      .orderBy("id", "desc")
      .execute(),
  );
  if (q.length < LETTERS) return [...found.values()];
  const begins = `${literal(q.toLowerCase())}%`;
  if (how.names && found.size < MOST)
    add(await rowsOf(tx).where(sql<boolean>`lower(patient) COLLATE "C" LIKE ${begins}`).execute());
  if (found.size < MOST)
    add(
      await rowsOf(tx)
        .where(sql<boolean>`lower(payer_name) LIKE ${begins}`)
        .orderBy("loss", "desc")
        .orderBy("id", "desc")
        .execute(),
    );
  return [...found.values()];
}
