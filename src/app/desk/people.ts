import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { Store, TenantTx } from "#store/store.ts";
import type { Role } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { mayGrant } from "./people-roles.ts";
import { type NotNow, notNow } from "./refused.ts";
import { accessIsTheirs, forgetGiven, givenByHand, grantIsTheirs } from "./scim-managed.ts";

/** The clients somebody works for. */
export type Reach = "all" | readonly string[];

/** A person of an organization, with what the memberships say. */
export interface Person {
  readonly org: string;
  readonly id: string;
  /** Whom the sign-in knows; an invitation that nobody took yet begins with `invitation:`. */
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly clients: Reach;
  readonly invitedAt: string;
}

export interface Grant {
  readonly role: Role;
  readonly clients: Reach;
}

/** First letters of the first and the last word of a name: `ML` for Maren Lund. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/).filter((w) => w !== "");
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((w) => [...(w ?? "")][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

export const nameOf = (p: Pick<Person, "id" | "name">): { id: string; name: string; initials: string } => ({
  id: p.id,
  name: p.name,
  initials: initialsOf(p.name),
});

interface Joined {
  readonly org: string;
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly made_at: string;
  readonly role: Role;
  readonly client: string | null;
}

/** Rows of person and membership, as people. */
function peopleOf(rows: readonly Joined[]): readonly Person[] {
  const people = new Map<string, Person>();
  for (const r of rows) {
    const known = people.get(r.id);
    const clients = r.client === null || known?.clients === "all" ? "all" : [...(known?.clients ?? []), r.client];
    const { org, id, login, name, email, role } = r;
    people.set(id, { org, id, login, name, email, role: known?.role ?? role, clients, invitedAt: r.made_at });
  }
  return [...people.values()];
}

const COLUMNS = [
  "person.org",
  "person.id",
  "person.login",
  "person.name",
  "person.email",
  "person.made_at",
  "membership.role",
  "membership.client",
] as const;

/** The person a sign-in means, in the first organization that has them; undefined when none does, or no longer. */
export async function personOf(store: Store, login: string): Promise<Person | undefined> {
  const rows = await store.asSystem(({ db }) =>
    db
      .selectFrom("person")
      .innerJoin("membership", (j) =>
        j.onRef("membership.org", "=", "person.org").onRef("membership.person", "=", "person.id"),
      )
      .select(COLUMNS)
      .where("person.login", "=", login)
      .where("person.left_at", "is", null)
      .orderBy("person.made_at")
      .orderBy("membership.id")
      .execute(),
  );
  return peopleOf(rows.filter((r) => r.org === rows[0]?.org))[0];
}

/** The people of the organization who have not left, by name. A principal of some clients sees who shares one of them. */
export async function listPeople(tx: TenantTx): Promise<readonly Person[]> {
  const rows = await tx.db
    .selectFrom("person")
    .innerJoin("membership", (j) =>
      j.onRef("membership.org", "=", "person.org").onRef("membership.person", "=", "person.id"),
    )
    .select(COLUMNS)
    .where("person.org", "=", tx.principal.org)
    .where("person.left_at", "is", null)
    .orderBy("person.name")
    .orderBy("person.id")
    .orderBy("membership.id")
    .execute();
  return peopleOf(rows);
}

/** Names of everybody who ever was of the organization, by id: the history keeps naming who left. */
export async function namesOf(tx: TenantTx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom("person").select(["id", "name"]).where("org", "=", tx.principal.org).execute();
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** Why `by` may not give `grant`, or change somebody who has it; undefined when they may. */
export function refusalOf(by: Grant, grant: Grant): NotNow | undefined {
  if (by.clients !== "all")
    return notNow("not-allowed", "Only somebody who works for all clients changes who works here. Ask an owner.");
  if (!mayGrant(by.role, grant.role))
    return notNow("not-allowed", `A ${by.role} cannot give or change the role ${grant.role}. Ask an owner.`);
  return undefined;
}

export async function isClients(tx: TenantTx, clients: Reach): Promise<boolean> {
  if (clients === "all") return true;
  const rows = await tx.db
    .selectFrom("client")
    .select("client")
    .where("org", "=", tx.principal.org)
    .where("client", "in", clients)
    .where("removed_at", "is", null)
    .execute();
  return rows.length === new Set(clients).size;
}

export const NO_CLIENT = notNow("not-valid", "One of the clients is not there any more. Choose again.");

/** Writes what a person may do. Of no client at all it is nothing. */
export async function grantTo(tx: TenantTx, person: string, { role, clients }: Grant): Promise<void> {
  await endGrant(tx, person);
  const { org } = tx.principal;
  const each = clients === "all" ? [null] : [...new Set(clients)];
  if (each.length === 0) return;
  await tx.db
    .insertInto("membership")
    .values(each.map((client) => ({ org, client, id: newId(tx.now), person, role, made_at: tx.now })))
    .execute();
}

async function endGrant({ db, principal }: TenantTx, person: string): Promise<void> {
  await db.deleteFrom("membership").where("org", "=", principal.org).where("person", "=", person).execute();
}

/** Takes a person's access away; the row stays, because what they did names it. */
export async function leave(tx: TenantTx, person: string): Promise<void> {
  const { org } = tx.principal;
  await endGrant(tx, person);
  await tx.db.updateTable("person").set({ left_at: tx.now }).where("org", "=", org).where("id", "=", person).execute();
}

export interface Invited extends Grant {
  readonly name: string;
  readonly email: string;
  /** What the sign-in will know them by until they join. */
  readonly login: string;
}

/**
 * Adds a person who has still to join, or renews their invitation. Refused when somebody of this e-mail already joined,
 * or when the grant is more than the giver has.
 */
export async function invite(tx: TenantTx, by: Grant, given: Invited): Promise<Result<Person, NotNow>> {
  const refusal = refusalOf(by, given);
  if (refusal !== undefined) return err(refusal);
  if (!(await isClients(tx, given.clients))) return err(NO_CLIENT);
  const { org } = tx.principal;
  const known = (await listPeople(tx)).find((p) => p.email.toLowerCase() === given.email.toLowerCase());
  if (known !== undefined && !isInvitation(known.login))
    return err(notNow("not-now", "Somebody with this e-mail already works here. Change their role in the list."));
  if (known !== undefined && (await accessIsTheirs(tx, known.id)) !== undefined)
    return err(notNow("not-now", "The directory has made this person. Make a link for them in the list."));
  const id = known?.id ?? newId(tx.now);
  const { login, name, email } = given;
  if (known === undefined)
    await tx.db.insertInto("person").values({ org, id, login, name, email, made_at: tx.now }).execute();
  else
    await tx.db
      .updateTable("person")
      .set({ login, name, made_at: tx.now })
      .where("org", "=", org)
      .where("id", "=", id)
      .execute();
  await grantTo(tx, id, given);
  await append(tx, [{ type: "person invited", subject: id, body: saidOf(given) }]);
  return ok({ org, id, login, name, email, role: given.role, clients: given.clients, invitedAt: tx.now });
}

/** A grant as the chain says it. */
export const saidOf = ({ role, clients }: Grant) => ({ role, clients: clients === "all" ? "all" : [...clients] });

async function personBy(tx: TenantTx, id: string): Promise<Person | undefined> {
  return (await listPeople(tx)).find((p) => p.id === id);
}

const NOBODY = notNow("not-found", "There is no such person here.");
const LAST_OWNER = notNow("not-now", "This is the only owner. Make somebody else an owner first.");

/** Goes on alone: who else changes people of the organization waits until this transaction ends. */
export async function inTurn({ db, principal }: TenantTx): Promise<void> {
  await db.selectFrom("chain_head").select("seq").where("org", "=", principal.org).forUpdate().execute();
}

/** Whether a person is the only owner who has joined. Two who go at once wait for each other. */
export async function isLastOwner(tx: TenantTx, person: Person): Promise<boolean> {
  if (person.role !== "owner") return false;
  await inTurn(tx);
  const owners = (await listPeople(tx)).filter(
    (p) => p.role === "owner" && p.clients === "all" && !isInvitation(p.login),
  );
  return owners.every((p) => p.id === person.id);
}

/** Gives a person another role and other clients. */
export async function changeGrant(tx: TenantTx, by: Grant, id: string, grant: Grant): Promise<Result<Person, NotNow>> {
  const person = await personBy(tx, id);
  if (person === undefined) return err(NOBODY);
  const refusal = refusalOf(by, person) ?? refusalOf(by, grant) ?? (await grantIsTheirs(tx, id));
  if (refusal !== undefined) return err(refusal);
  if (!(await isClients(tx, grant.clients))) return err(NO_CLIENT);
  const stays = grant.role === "owner" && grant.clients === "all";
  if (!stays && (await isLastOwner(tx, person))) return err(LAST_OWNER);
  await grantTo(tx, id, grant);
  await givenByHand(tx, id);
  await append(tx, [{ type: "person changed", subject: id, body: saidOf(grant) }]);
  return ok({ ...person, ...grant });
}

/** Ends a person's access. What they did stays, and so does their name in it. */
export async function endAccess(tx: TenantTx, by: Grant, id: string): Promise<Result<Person, NotNow>> {
  const person = await personBy(tx, id);
  if (person === undefined) return err(NOBODY);
  const refusal = refusalOf(by, person) ?? (await accessIsTheirs(tx, id));
  if (refusal !== undefined) return err(refusal);
  if (await isLastOwner(tx, person)) return err(LAST_OWNER);
  await forgetGiven(tx, id);
  await leave(tx, id);
  await append(tx, [{ type: "person left", subject: id, body: null }]);
  return ok(person);
}

/** Gives somebody who has not joined yet another link, good for seven days; `login` is what it will be known by. */
export async function relink(tx: TenantTx, by: Grant, id: string, login: string): Promise<Result<Person, NotNow>> {
  const person = await personBy(tx, id);
  if (person === undefined) return err(NOBODY);
  const refusal = refusalOf(by, person);
  if (refusal !== undefined) return err(refusal);
  if (!isInvitation(person.login)) return err(notNow("not-now", "This person has joined already."));
  const { org } = tx.principal;
  const set = { login, made_at: tx.now };
  await tx.db.updateTable("person").set(set).where("org", "=", org).where("id", "=", id).execute();
  await append(tx, [{ type: "person invited", subject: id, body: saidOf(person) }]);
  return ok({ ...person, login, invitedAt: tx.now });
}

const INVITATION = "invitation:";

/** What stands for the login of a person who was invited, from the digest of the secret in the link. */
export const invitationLogin = (digest: string): string => `${INVITATION}${digest}`;

export const isInvitation = (login: string): boolean => login.startsWith(INVITATION);
