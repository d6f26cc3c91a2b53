import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { type NotNow, notNow } from "./refused.ts";

/** A practice the organization works for. */
export interface Client {
  readonly id: string;
  readonly name: string;
  /** Its cases are numbered HR-1, HR-2. */
  readonly prefix: string;
  readonly legalHold: string | null;
}

/** With how many cases it has: to count a hundred thousand takes a tenth of a second, so only lists of clients ask. */
export interface CountedClient extends Client {
  readonly cases: number;
}

const clientsQuery = ({ db, principal }: TenantTx) =>
  db
    .selectFrom("client")
    .select(["client as id", "name", "case_prefix as prefix", "legal_hold as legalHold"])
    .where("org", "=", principal.org)
    .where("removed_at", "is", null);

/** Clients of the principal, by name. */
export const listClients = (tx: TenantTx): Promise<readonly Client[]> =>
  clientsQuery(tx).orderBy("name").orderBy("client").execute();

export const clientBy = (tx: TenantTx, id: string): Promise<Client | undefined> =>
  clientsQuery(tx).where("client", "=", id).executeTakeFirst();

async function casesOf({ db, principal }: TenantTx): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("case_row")
    .select(["client", (eb) => eb.fn.countAll().as("n")])
    .where("org", "=", principal.org)
    .groupBy("client")
    .execute();
  return new Map(rows.map((r) => [r.client, Number(r.n)]));
}

/** The same with their cases counted. */
export async function countClients(tx: TenantTx): Promise<readonly CountedClient[]> {
  const [clients, cases] = [await listClients(tx), await casesOf(tx)];
  return clients.map((c) => ({ ...c, cases: cases.get(c.id) ?? 0 }));
}

/** Adds a practice. Refused when the letters number another client's cases, or the adder does not work for all clients. */
export async function addClient(
  tx: TenantTx,
  given: { readonly name: string; readonly prefix: string },
): Promise<Result<CountedClient, NotNow>> {
  const { org, clients } = tx.principal;
  if (clients !== "all")
    return err(notNow("not-allowed", "Only somebody who works for all clients adds one. Ask an owner."));
  const rival = await tx.db
    .selectFrom("client")
    .select("name")
    .where("org", "=", org)
    .where("case_prefix", "=", given.prefix)
    .executeTakeFirst();
  if (rival !== undefined)
    return err(notNow("not-now", `Cases of ${rival.name} are numbered ${given.prefix} already. Choose other letters.`));
  const id = newId(tx.now);
  await tx.db
    .insertInto("client")
    .values({ org, client: id, name: given.name, case_prefix: given.prefix, made_at: tx.now })
    .execute();
  await append(tx, [{ type: "client added", client: id, subject: id, body: null }]);
  return ok({ id, ...given, cases: 0, legalHold: null });
}

export interface ClientChange {
  readonly name?: string | undefined;
  /** Why nothing of the client may be removed; null lifts the hold. */
  readonly legalHold?: string | null | undefined;
}

/** Renames a practice, or puts its data under legal hold. */
export async function changeClient(
  tx: TenantTx,
  id: string,
  change: ClientChange,
): Promise<Result<CountedClient, NotNow>> {
  const client = (await countClients(tx)).find((c) => c.id === id);
  if (client === undefined) return err(notNow("not-found", "There is no such client here."));
  const name = change.name ?? client.name;
  const legalHold = change.legalHold === undefined ? client.legalHold : change.legalHold;
  await tx.db
    .updateTable("client")
    .set({ name, legal_hold: legalHold })
    .where("org", "=", tx.principal.org)
    .where("client", "=", id)
    .execute();
  const events = [
    ...(name === client.name ? [] : [{ type: "client renamed", body: { name } }]),
    ...(legalHold === client.legalHold
      ? []
      : [{ type: legalHold === null ? "hold lifted" : "hold set", body: { reason: legalHold } }]),
  ];
  await append(
    tx,
    events.map((e) => ({ ...e, client: id, subject: id })),
  );
  return ok({ ...client, name, legalHold });
}

/** Gives the organization another name; gives it back as kept. Papers already made keep the name they were made with. */
export async function renameOrganization(tx: TenantTx, name: string): Promise<Result<string, NotNow>> {
  const { org, clients } = tx.principal;
  if (clients !== "all")
    return err(
      notNow("not-allowed", "Only somebody who works for all clients renames the organization. Ask an owner."),
    );
  const known = await tx.db.selectFrom("organization").select("name").where("org", "=", org).executeTakeFirst();
  const kept = name.trim();
  if (kept === "") return err(notNow("not-valid", "An organization has a name."));
  if (known?.name === kept) return ok(kept);
  await tx.db.updateTable("organization").set({ name: kept }).where("org", "=", org).execute();
  await append(tx, [{ type: "organization renamed", subject: org, body: { name: kept } }]);
  return ok(kept);
}
