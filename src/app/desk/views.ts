import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { isFeedName } from "./calendar-feed.ts";
import { isKeptName } from "./portfolio-kept.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Saved views of the queue: one's own, and those of all who work for the same clients. */

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly mine: boolean;
  /** The query of the queue's address. */
  readonly query: string;
  readonly changedAt: string;
}

interface Body {
  readonly query: string;
  readonly by: string;
}

const MOST = 200;

export async function listViews(tx: TenantTx): Promise<readonly SavedView[]> {
  const me = tx.principal.person;
  check(me !== undefined, "views are somebody's");
  const rows = await tx.db
    .selectFrom("saved_view")
    .select(["id", "name", "person", "body", "changed_at"])
    .where("org", "=", tx.principal.org)
    .where((eb) => eb.or([eb("person", "=", me), eb("person", "is", null)]))
    .orderBy("name")
    .orderBy("id")
    .limit(MOST)
    .execute();
  // The address of a calendar feed and a portfolio are kept beside the views, and are none.
  const views = rows.filter((r) => !isFeedName(r.name) && !isKeptName(r.name));
  return views.map(({ id, name, person, body, changed_at: changedAt }) => {
    const { query, by } = JSON.parse(body) as Body;
    return { id, name, shared: person === null, mine: by === me, query, changedAt };
  });
}

/** Keeps a view. One's own view of the same name is replaced; a shared one stays until it is removed. */
export async function saveView(
  tx: TenantTx,
  given: { readonly name: string; readonly shared: boolean; readonly query: string },
): Promise<Result<SavedView, NotNow>> {
  const { org, clients, person: me } = tx.principal;
  check(me !== undefined, "views are somebody's");
  const known = await listViews(tx);
  if (known.length >= MOST) return err(notNow("not-now", "There are too many views. Remove some that nobody needs."));
  const { name, shared, query } = given;
  const same = known.find((v) => v.name === name && v.shared === shared);
  if (same !== undefined && !same.mine)
    return err(notNow("not-now", "A shared view has this name already. Choose another."));
  if (same !== undefined)
    await tx.db.deleteFrom("saved_view").where("org", "=", org).where("id", "=", same.id).execute();
  const id = newId(tx.now);
  const body: Body = { query, by: me };
  // What is of the whole organization may be written by those alone who see all of it.
  const client = clients === "all" ? null : (clients[0] ?? null);
  await tx.db
    .insertInto("saved_view")
    .values({ org, client, id, person: shared ? null : me, name, body: JSON.stringify(body), changed_at: tx.now })
    .execute();
  return ok({ id, name, shared, mine: true, query, changedAt: tx.now });
}

/** Forgets a view of one's own; of another's, those who keep the settings do. */
export async function removeView(
  tx: TenantTx,
  id: string,
  may: { readonly removeOthers: boolean },
): Promise<Result<undefined, NotNow>> {
  const view = (await listViews(tx)).find((v) => v.id === id);
  if (view === undefined) return err(notNow("not-found", "There is no such view."));
  if (!view.mine && !may.removeOthers)
    return err(notNow("not-allowed", "Somebody else saved this view. Ask them, or an owner."));
  await tx.db.deleteFrom("saved_view").where("org", "=", tx.principal.org).where("id", "=", id).execute();
  return ok(undefined);
}
