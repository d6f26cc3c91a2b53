import { createHash, randomBytes } from "node:crypto";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { invitationLogin, leave, listPeople, refusalOf } from "./people.ts";
import { type NotNow, notNow } from "./refused.ts";
import type { GivenPerson } from "./scim-given.ts";
import { byWhom, grantedBy, mustNotBeLast, regrant } from "./scim-grants.ts";
import { actorOf, type Directory } from "./scim-token.ts";

/**
 * People as a directory sees and changes them: everybody who works here, and whoever it made and let go. What it does is in the
 * chain under its own name. It knows nothing of logins, and a person it makes has none until they come in.
 */

export interface ScimPerson extends GivenPerson {
  readonly id: string;
  readonly login: string;
  /** False of somebody who was invited by hand and whom the directory has not spoken of. */
  readonly managed: boolean;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  /** 0 until the directory speaks of them. */
  readonly version: number;
  readonly madeAt: string;
  readonly changedAt: string;
}

const rowsOf = ({ db, principal }: TenantTx) =>
  db
    .selectFrom("person")
    .leftJoin("scim_person", (j) =>
      j.onRef("scim_person.org", "=", "person.org").onRef("scim_person.person", "=", "person.id"),
    )
    .select(["person.id", "person.login", "person.name", "person.email", "person.made_at as joined_at"])
    .select(["user_name", "external_id", "body", "active", "version", "scim_person.made_at", "changed_at"])
    .where("person.org", "=", principal.org)
    .where((eb) => eb.or([eb("person.left_at", "is", null), eb("scim_person.person", "is not", null)]));

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>["execute"]>>[number];

const personIn = (r: Row, groups: ScimPerson["groups"]): ScimPerson => ({
  ...{ id: r.id, login: r.login, name: r.name, email: r.email, groups },
  ...{ userName: r.user_name ?? r.email, externalId: r.external_id, active: r.active ?? true },
  body: r.body === null ? { displayName: r.name } : (JSON.parse(r.body) as GivenPerson["body"]),
  ...{ managed: r.body !== null, version: r.version ?? 0 },
  ...{ madeAt: r.made_at ?? r.joined_at, changedAt: r.changed_at ?? r.joined_at },
});

async function groupsOf({ db, principal }: TenantTx, person?: string): Promise<Map<string, ScimPerson["groups"]>> {
  let asked = db
    .selectFrom("scim_member")
    .innerJoin("scim_group", (j) =>
      j.onRef("scim_group.org", "=", "scim_member.org").onRef("scim_group.id", "=", "scim_member.group_id"),
    )
    .select(["scim_member.person", "scim_group.id", "scim_group.name"])
    .where("scim_member.org", "=", principal.org);
  if (person !== undefined) asked = asked.where("scim_member.person", "=", person);
  const groups = new Map<string, ScimPerson["groups"]>();
  for (const { person: of, id, name } of await asked.orderBy("scim_group.name").execute())
    groups.set(of, [...(groups.get(of) ?? []), { id, name }]);
  return groups;
}

/** Everybody whom a directory may see, in the order in which they came. */
export async function listScimPeople(tx: TenantTx): Promise<readonly ScimPerson[]> {
  const rows = await rowsOf(tx).orderBy("person.made_at").orderBy("person.id").execute();
  const groups = await groupsOf(tx);
  return rows.map((r) => personIn(r, groups.get(r.id) ?? []));
}

export async function scimPerson(tx: TenantTx, id: string): Promise<ScimPerson | undefined> {
  const row = await rowsOf(tx).where("person.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : personIn(row, (await groupsOf(tx, id)).get(id) ?? []);
}

const NOBODY = notNow("not-found", "There is no such user here.");
const TAKEN = notNow("not-now", "Somebody here has this userName or e-mail already. Nothing was changed.");

/** Whether somebody else has the name or the address. Of who left by hand neither is kept from another. */
async function isTaken(tx: TenantTx, { userName, email }: GivenPerson, but?: string): Promise<boolean> {
  const [name, address] = [userName.toLowerCase(), email.toLowerCase()];
  const { rows } = await tx.session.query(
    `SELECT person.id FROM person LEFT JOIN scim_person s ON s.org = person.org AND s.person = person.id
     WHERE person.org = $1 AND (person.left_at IS NULL OR s.person IS NOT NULL) AND person.id IS DISTINCT FROM $2::uuid
     AND (lower(person.email) IN ($3, $4) OR lower(s.user_name) = $3) LIMIT 1`,
    [tx.principal.org, but ?? null, name, address],
  );
  return rows.length > 0;
}

/** A login that nobody knows the secret of: the person comes in by the organization's provider, or by a link made later. */
const nobodysLogin = (): string => invitationLogin(createHash("sha256").update(randomBytes(32)).digest("hex"));

const kept = (given: GivenPerson, now: string) => ({
  ...{ user_name: given.userName, external_id: given.externalId, body: JSON.stringify(given.body) },
  ...{ active: given.active, changed_at: now },
});

/** Makes a person who has still to come in. Refused when the name or the address is somebody's. */
export async function addScimPerson(
  tx: TenantTx,
  who: Directory,
  given: GivenPerson,
): Promise<Result<ScimPerson, NotNow>> {
  if (await isTaken(tx, given)) return err(TAKEN);
  const { org } = tx.principal;
  const id = newId(tx.now);
  const { name, email, active } = given;
  const left_at = active ? null : tx.now;
  await tx.db
    .insertInto("person")
    .values({ org, id, login: nobodysLogin(), name, email, made_at: tx.now, left_at })
    .execute();
  await tx.db
    .insertInto("scim_person")
    .values({ org, person: id, by_hand: false, made_at: tx.now, ...kept(given, tx.now) })
    .execute();
  await append(tx, [{ type: "person added", subject: id, body: { active }, actor: actorOf(who) }]);
  return await regranted(tx, who, id);
}

async function regranted(tx: TenantTx, who: Directory, id: string): Promise<Result<ScimPerson, NotNow>> {
  const given = await regrant(tx, [id], grantedBy(who));
  if (!given.ok) return given;
  const person = await scimPerson(tx, id);
  return person === undefined ? err(NOBODY) : ok(person);
}

/** From now on the directory speaks of somebody who was invited by hand; what they may do stays until a group says otherwise. */
async function takeOver(tx: TenantTx, who: Directory, id: string, given: GivenPerson): Promise<void> {
  const { org } = tx.principal;
  const row = { org, person: id, by_hand: true, made_at: tx.now, ...kept(given, tx.now) };
  await tx.db.insertInto("scim_person").values(row).execute();
  await append(tx, [{ type: "person taken over", subject: id, body: null, actor: actorOf(who) }]);
}

/** Makes the directory speak of people who are here already, as members of one of its groups. */
export async function speakOf(tx: TenantTx, who: Directory, people: readonly ScimPerson[]): Promise<void> {
  for (const p of people) if (!p.managed) await takeOver(tx, who, p.id, p);
}

/** Refuses to let the only owner go, and whoever may do more than the directory was made to change. */
async function letGo(tx: TenantTx, who: Directory, id: string): Promise<NotNow | undefined> {
  const person = (await listPeople(tx)).find((p) => p.id === id);
  const refused = person && (refusalOf(byWhom(who), person) ?? (await mustNotBeLast(tx, person)));
  if (refused !== undefined) return refused;
  await leave(tx, id);
  await append(tx, [{ type: "person left", subject: id, body: null, actor: actorOf(who) }]);
  return undefined;
}

async function comeBack(tx: TenantTx, who: Directory, id: string): Promise<void> {
  const { org } = tx.principal;
  await tx.db.updateTable("person").set({ left_at: null }).where("org", "=", org).where("id", "=", id).execute();
  await tx.db
    .updateTable("scim_person")
    .set({ by_hand: false })
    .where("org", "=", org)
    .where("person", "=", id)
    .execute();
  await append(tx, [{ type: "person returned", subject: id, body: null, actor: actorOf(who) }]);
}

async function rename(tx: TenantTx, who: Directory, was: ScimPerson, { name, email }: GivenPerson): Promise<void> {
  const changed = [...(was.name === name ? [] : ["name"]), ...(was.email === email ? [] : ["email"])];
  if (changed.length === 0) return;
  const { org } = tx.principal;
  await tx.db.updateTable("person").set({ name, email }).where("org", "=", org).where("id", "=", was.id).execute();
  await append(tx, [{ type: "person renamed", subject: was.id, body: { changed }, actor: actorOf(who) }]);
}

/**
 * Makes a person what the directory says: name, address, here or not. Refused, whole, when the name or the address is somebody
 * else's, or the only owner would go.
 */
export async function putScimPerson(
  tx: TenantTx,
  who: Directory,
  id: string,
  given: GivenPerson,
): Promise<Result<ScimPerson, NotNow>> {
  const was = await scimPerson(tx, id);
  if (was === undefined) return err(NOBODY);
  if (await isTaken(tx, given, id)) return err(TAKEN);
  if (!was.managed) await takeOver(tx, who, id, given);
  else
    await tx.db
      .updateTable("scim_person")
      .set((eb) => ({ ...kept(given, tx.now), version: eb("version", "+", 1) }))
      .where("org", "=", tx.principal.org)
      .where("person", "=", id)
      .execute();
  await rename(tx, who, was, given);
  if (was.active && !given.active) {
    const refused = await letGo(tx, who, id);
    if (refused !== undefined) return err(refused);
  }
  if (!was.active && given.active) await comeBack(tx, who, id);
  return await regranted(tx, who, id);
}

/** Ends a person's access and forgets what the directory said of them; what they did stays under their name. */
export async function removeScimPerson(tx: TenantTx, who: Directory, id: string): Promise<Result<ScimPerson, NotNow>> {
  const was = await scimPerson(tx, id);
  if (was === undefined) return err(NOBODY);
  const refused = was.active ? await letGo(tx, who, id) : undefined;
  if (refused !== undefined) return err(refused);
  await tx.db.deleteFrom("scim_person").where("org", "=", tx.principal.org).where("person", "=", id).execute();
  await append(tx, [{ type: "person forgotten", subject: id, body: null, actor: actorOf(who) }]);
  return ok(was);
}
