import { check } from "#base/check.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";

/** What was read: the case, file or list, and of which client. */
export interface Read {
  readonly client: string | null;
  readonly subject: string;
}

/** One text however many rows: a page of fifty cases is written down as fast as it is read. */
const NOTE = `INSERT INTO access_log (org, at, person, act, request, client, subject, id)
  SELECT $1::uuid, $2::timestamptz, $3::uuid, $4, $5, client, subject, id
  FROM unnest($6::uuid[], $7::text[], $8::uuid[]) AS read (client, subject, id)`;

/**
 * Writes down that the person of the transaction read patients' data: one row for each subject, in the transaction that
 * reads, so that nothing is shown that is not on record. `act` is a few fixed words such as "case" or "queue page".
 */
export async function noteReads(tx: TenantTx, act: string, reads: readonly Read[], request?: string): Promise<void> {
  if (reads.length === 0) return;
  const { org, person } = tx.principal;
  check(person !== undefined, "patients' data were read for nobody");
  const row = [reads.map((r) => r.client), reads.map((r) => r.subject), reads.map(() => newId(tx.now))];
  // Nobody waits for it: the end of the transaction does, and nothing is shown before that.
  void tx.session.queries([{ sql: NOTE, params: [org, tx.now, person, act, request ?? null, ...row] }]);
}

/** A patient's name for somebody who may not see it: the same whatever the name is, and null stays unknown. */
export const masked = (name: string | null, seesPatients: boolean): string | null =>
  name === null || seesPatients ? name : "Patient hidden";

export interface AccessPage {
  readonly limit: number;
  /** Where the page before this one ended. */
  readonly after?: { readonly id: string } | undefined;
  readonly subject?: string | undefined;
  readonly person?: string | undefined;
}

export interface Access {
  readonly id: string;
  readonly at: string;
  readonly person: string | null;
  readonly act: string;
  readonly subject: string;
}

/** Who read what, newest first; one row more than asked tells that there is a next page. */
export async function listAccess(tx: TenantTx, page: AccessPage): Promise<readonly Access[]> {
  let query = tx.db
    .selectFrom("access_log")
    .leftJoin("person", (j) =>
      j.onRef("person.org", "=", "access_log.org").onRef("person.id", "=", "access_log.person"),
    )
    // Who looked from a room is named by it.
    .leftJoin("room", (j) => j.onRef("room.org", "=", "access_log.org").onRef("room.id", "=", "access_log.guest"))
    .select(["access_log.id", "access_log.at", "access_log.act", "access_log.subject"])
    .select(({ fn }) => fn.coalesce("person.name", "room.name").as("person"))
    .where("access_log.org", "=", tx.principal.org)
    // Ids are made of the moment: in their order, which the key has.
    .orderBy("access_log.id", "desc")
    .limit(page.limit + 1);
  const { after, subject, person } = page;
  if (subject !== undefined) query = query.where("access_log.subject", "=", subject);
  if (person !== undefined) query = query.where("access_log.person", "=", person);
  if (after !== undefined) query = query.where("access_log.id", "<", after.id);
  return await query.execute();
}
