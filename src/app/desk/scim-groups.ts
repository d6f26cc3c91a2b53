import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import type { Role } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { type Grant, isClients, NO_CLIENT, type Reach, refusalOf, saidOf } from "./people.ts";
import { type NotNow, notNow } from "./refused.ts";
import type { GivenGroup } from "./scim-given.ts";
import { grantedBy, keepLeast, regrant } from "./scim-grants.ts";
import { listScimPeople, speakOf } from "./scim-people.ts";
import { actorOf, type Directory } from "./scim-token.ts";

/** Groups of a directory, who is in them, and what each gives here: a role and the clients it is for, or nothing. */

export interface ScimGroup {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** Null while nobody said what it gives. */
  readonly role: Role | null;
  readonly clients: Reach;
  readonly version: number;
  readonly madeAt: string;
  readonly changedAt: string;
}

async function groupsBy(tx: TenantTx, id?: string): Promise<readonly ScimGroup[]> {
  const { org } = tx.principal;
  let asked = tx.db.selectFrom("scim_group").selectAll().where("org", "=", org);
  let members = tx.db
    .selectFrom("scim_member")
    .innerJoin("person", (j) =>
      j.onRef("person.org", "=", "scim_member.org").onRef("person.id", "=", "scim_member.person"),
    )
    .select(["group_id", "person.id", "person.name"])
    .where("scim_member.org", "=", org);
  if (id !== undefined) {
    asked = asked.where("id", "=", id);
    members = members.where("group_id", "=", id);
  }
  const rows = await asked.orderBy("made_at").orderBy("id").execute();
  const of = new Map<string, { id: string; name: string }[]>();
  for (const { group_id, ...m } of await members.orderBy("person.id").execute())
    of.set(group_id, [...(of.get(group_id) ?? []), m]);
  return rows.map((r) => ({
    ...{ id: r.id, name: r.name, externalId: r.external_id, role: r.role, clients: r.clients ?? ("all" as const) },
    members: of.get(r.id) ?? [],
    ...{ version: r.version, madeAt: r.made_at, changedAt: r.changed_at },
  }));
}

/** Groups in the order in which they came. */
export const listScimGroups = (tx: TenantTx): Promise<readonly ScimGroup[]> => groupsBy(tx);

export const scimGroup = async (tx: TenantTx, id: string): Promise<ScimGroup | undefined> =>
  (await groupsBy(tx, id))[0];

const NONE = notNow("not-found", "There is no such group here.");
const TAKEN = notNow("not-now", "There is a group of this name already. Nothing was changed.");
const NO_MEMBER = notNow("not-valid", "A member is not a user here. Nothing was changed.");

const isTaken = async (tx: TenantTx, name: string, but?: string): Promise<boolean> =>
  (await listScimGroups(tx)).some((g) => g.id !== but && g.name.toLowerCase() === name.toLowerCase());

/** Puts exactly these people into a group; gives those who came or went. */
async function putMembers(
  tx: TenantTx,
  who: Directory,
  id: string,
  before: readonly string[],
  members: readonly string[],
): Promise<Result<readonly string[], NotNow>> {
  const { org } = tx.principal;
  const came = members.filter((m) => !before.includes(m));
  const went = before.filter((m) => !members.includes(m));
  if (came.length > 0) {
    const known = (await listScimPeople(tx)).filter((p) => came.includes(p.id));
    if (known.length !== came.length) return err(NO_MEMBER);
    await speakOf(tx, who, known);
    await tx.db
      .insertInto("scim_member")
      .values(came.map((person) => ({ org, group_id: id, person })))
      .execute();
  }
  if (went.length > 0)
    await tx.db
      .deleteFrom("scim_member")
      .where("org", "=", org)
      .where("group_id", "=", id)
      .where("person", "in", went)
      .execute();
  return ok([...came, ...went]);
}

async function settled(
  tx: TenantTx,
  who: Directory,
  id: string,
  moved: readonly string[],
): Promise<Result<ScimGroup, NotNow>> {
  const given = await regrant(tx, moved, grantedBy(who));
  if (!given.ok) return given;
  const group = await scimGroup(tx, id);
  return group === undefined ? err(NONE) : ok(group);
}

/** Makes a group; it gives nothing until somebody says what. */
export async function addScimGroup(
  tx: TenantTx,
  who: Directory,
  given: GivenGroup,
): Promise<Result<ScimGroup, NotNow>> {
  if (await isTaken(tx, given.name)) return err(TAKEN);
  const id = newId(tx.now);
  const { name, externalId: external_id } = given;
  const { org } = tx.principal;
  await tx.db
    .insertInto("scim_group")
    .values({ org, id, name, external_id, made_at: tx.now, changed_at: tx.now })
    .execute();
  const moved = await putMembers(tx, who, id, [], given.members);
  if (!moved.ok) return moved;
  await append(tx, [
    { type: "group added", subject: id, body: { name, members: given.members.length }, actor: actorOf(who) },
  ]);
  return await settled(tx, who, id, moved.value);
}

/** Makes a group what the directory says; who came or went gets what their groups give now. */
export async function putScimGroup(
  tx: TenantTx,
  who: Directory,
  id: string,
  given: GivenGroup,
): Promise<Result<ScimGroup, NotNow>> {
  const was = await scimGroup(tx, id);
  if (was === undefined) return err(NONE);
  if (await isTaken(tx, given.name, id)) return err(TAKEN);
  const { name, externalId: external_id } = given;
  await tx.db
    .updateTable("scim_group")
    .set((eb) => ({ name, external_id, changed_at: tx.now, version: eb("version", "+", 1) }))
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .execute();
  const moved = await putMembers(
    tx,
    who,
    id,
    was.members.map((m) => m.id),
    given.members,
  );
  if (!moved.ok) return moved;
  if (moved.value.length > 0 || was.name !== name)
    await append(tx, [
      { type: "group changed", subject: id, body: { name, members: given.members.length }, actor: actorOf(who) },
    ]);
  return await settled(tx, who, id, moved.value);
}

/** Removes a group; who was in it gets what their other groups give. */
export async function removeScimGroup(tx: TenantTx, who: Directory, id: string): Promise<Result<undefined, NotNow>> {
  const was = await scimGroup(tx, id);
  if (was === undefined) return err(NONE);
  await tx.db.deleteFrom("scim_group").where("org", "=", tx.principal.org).where("id", "=", id).execute();
  await append(tx, [{ type: "group removed", subject: id, body: { name: was.name }, actor: actorOf(who) }]);
  return await regrant(
    tx,
    was.members.map((m) => m.id),
    grantedBy(who),
  );
}

/** Says what a group gives, null for nothing. Refused when it is, or was, more than the giver has. */
export async function mapScimGroup(
  tx: TenantTx,
  by: Grant,
  id: string,
  grant: Grant | null,
): Promise<Result<ScimGroup, NotNow>> {
  const was = await scimGroup(tx, id);
  if (was === undefined) return err(NONE);
  const before = was.role === null ? undefined : refusalOf(by, { role: was.role, clients: was.clients });
  const refused = before ?? refusalOf(by, grant ?? { role: "read-only", clients: "all" });
  if (refused !== undefined) return err(refused);
  if (grant !== null && !(await isClients(tx, grant.clients))) return err(NO_CLIENT);
  const clients = grant === null || grant.clients === "all" ? null : [...new Set(grant.clients)];
  await tx.db
    .updateTable("scim_group")
    .set({ role: grant?.role ?? null, clients })
    .where("org", "=", tx.principal.org)
    .where("id", "=", id)
    .execute();
  await append(tx, [{ type: "group mapped", subject: id, body: grant === null ? null : saidOf(grant) }]);
  const given = await regrant(
    tx,
    was.members.map((m) => m.id),
    { by },
  );
  if (!given.ok) return given;
  return ok({ ...was, role: grant?.role ?? null, clients: grant?.clients ?? "all" });
}

/** Chooses what somebody gets whose groups give nothing. Never a role that manages people. */
export async function putLeast(tx: TenantTx, by: Grant, grant: Grant): Promise<Result<Grant, NotNow>> {
  const refused = refusalOf(by, grant);
  if (refused !== undefined) return err(refused);
  if (grant.role === "owner" || grant.role === "director")
    return err(
      notNow("not-valid", "An owner or a director is made by a group or by hand, never by being in no group."),
    );
  if (!(await isClients(tx, grant.clients))) return err(NO_CLIENT);
  if (!(await keepLeast(tx, grant))) return err(notNow("stale-version", "Somebody else changed it. Look again."));
  const people = (await listScimPeople(tx)).filter((p) => p.managed && p.active);
  const given = await regrant(
    tx,
    people.map((p) => p.id),
    { by },
  );
  return given.ok ? ok(grant) : given;
}
