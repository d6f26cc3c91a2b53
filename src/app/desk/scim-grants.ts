import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { TenantTx } from "#store/store.ts";
import { ROLES, type Role } from "#store/tables.ts";
import {
  type Grant,
  grantTo,
  isInvitation,
  isLastOwner,
  listPeople,
  type Person,
  type Reach,
  refusalOf,
  saidOf,
} from "./people.ts";
import { type NotNow, notNow } from "./refused.ts";
import { actorOf, type Directory } from "./scim-token.ts";
import { readSetting, writeSetting } from "./settings.ts";

/** What people of a directory may do: what their groups give, else the least that the organization chose. */

/** What a group gives; nothing while nobody said. */
export interface GroupGrant {
  readonly role: Role | null;
  readonly clients: Reach;
}

/** Whoever has a directory and said nothing gives no patient's data with it. */
export const USUAL_LEAST: Grant = { role: "read-only", clients: "all" };
const LEAST = "people from a directory";

/** The first of two roles in their order, from owner to read-only. */
const before = (a: Role, b: Role): boolean => ROLES.indexOf(a) < ROLES.indexOf(b);

/**
 * What groups give together: the first of their roles in the order of the roles, and the clients of the groups that give that
 * very role, so that a role is never carried to a client of another group. Undefined when none gives anything.
 */
export function grantOf(groups: readonly GroupGrant[]): Grant | undefined {
  const roles = groups.flatMap((g) => (g.role === null ? [] : [g.role]));
  const [first, ...rest] = roles;
  if (first === undefined) return undefined;
  const role = rest.reduce((best, r) => (before(r, best) ? r : best), first);
  const reaches = groups.filter((g) => g.role === role).map((g) => g.clients);
  const clients = new Set(reaches.flatMap((r) => (r === "all" ? [] : r)));
  return { role, clients: reaches.includes("all") ? "all" : [...clients].sort() };
}

interface Least {
  readonly version: number;
  readonly grant: Grant;
}

const leastAt = (org: string) => ({ org, client: null, name: LEAST });

async function readLeast(tx: TenantTx): Promise<Least> {
  const { version, body } = await readSetting(tx, leastAt(tx.principal.org));
  return { version, grant: (body as Grant | undefined) ?? USUAL_LEAST };
}

/** What somebody gets whose groups give nothing. */
export const leastOf = async (tx: TenantTx): Promise<Grant> => (await readLeast(tx)).grant;

export async function keepLeast(tx: TenantTx, grant: Grant): Promise<boolean> {
  const { version } = await readLeast(tx);
  const { org, person } = tx.principal;
  const kept = await writeSetting(tx, leastAt(org), version, grant, person ?? null);
  if (kept === undefined) return false;
  await append(tx, [{ type: "least role changed", subject: org, body: saidOf(grant) }]);
  return true;
}

const LAST_OWNER = notNow(
  "not-allowed",
  "This is the only owner of the organization in Parley. Make somebody else an owner first. Nothing was changed.",
);

/** Refuses to take away the only owner. */
export async function mustNotBeLast(tx: TenantTx, person: Person): Promise<NotNow | undefined> {
  return (await isLastOwner(tx, person)) ? LAST_OWNER : undefined;
}

interface Governed {
  readonly person: string;
  readonly by_hand: boolean;
  readonly login: string;
  readonly groups: readonly GroupGrant[];
}

/** People of the directory who are active, with what each of their groups gives for clients that are still there. */
async function governed({ db, principal }: TenantTx, people: readonly string[]): Promise<readonly Governed[]> {
  const { org } = principal;
  if (people.length === 0) return [];
  const found = await db
    .selectFrom("scim_person")
    .innerJoin("person", (j) =>
      j.onRef("person.org", "=", "scim_person.org").onRef("person.id", "=", "scim_person.person"),
    )
    .select(["scim_person.person", "by_hand", "login"])
    .where("scim_person.org", "=", org)
    .where("active", "=", true)
    .where("scim_person.person", "in", [...people])
    .orderBy("scim_person.person")
    .execute();
  const members = await db
    .selectFrom("scim_member")
    .innerJoin("scim_group", (j) =>
      j.onRef("scim_group.org", "=", "scim_member.org").onRef("scim_group.id", "=", "scim_member.group_id"),
    )
    .select(["scim_member.person", "role", "clients"])
    .where("scim_member.org", "=", org)
    .where("scim_member.person", "in", [...people])
    .execute();
  return found.map((p) => ({
    ...p,
    groups: members
      .filter((m) => m.person === p.person)
      .map(({ role, clients }) => ({ role, clients: clients ?? ("all" as const) })),
  }));
}

const isSame = (a: Grant, b: Grant | undefined): boolean =>
  a.role === b?.role && JSON.stringify(reachOf(a)) === JSON.stringify(reachOf(b));

const reachOf = ({ clients }: Grant): Reach => (clients === "all" ? "all" : [...clients].sort());

/** Clients of a grant that are still there. */
async function present({ db, principal }: TenantTx, { role, clients }: Grant): Promise<Grant> {
  if (clients === "all" || clients.length === 0) return { role, clients };
  const rows = await db
    .selectFrom("client")
    .select("client")
    .where("org", "=", principal.org)
    .where("client", "in", clients)
    .where("removed_at", "is", null)
    .execute();
  return { role, clients: rows.map((r) => r.client).sort() };
}

export interface Regrant {
  /** What whoever changes it has: nobody gives or takes more. */
  readonly by: Grant;
  /** Who did it, as the chain names them, when that is no person. */
  readonly actor?: string | undefined;
}

/** As whom a directory acts: what its token may give and take. */
export const byWhom = ({ role }: Directory): Grant => ({ role, clients: "all" });

export const grantedBy = (who: Directory): Regrant => ({ by: byWhom(who), actor: actorOf(who) });

/**
 * Gives people of a directory what their groups say now, and writes down whose changed. Refused, whole, when the only owner
 * would be none any more.
 */
export async function regrant(
  tx: TenantTx,
  ids: readonly string[],
  { by, actor }: Regrant,
): Promise<Result<undefined, NotNow>> {
  const least = await leastOf(tx);
  const people = new Map((await listPeople(tx)).map((p) => [p.id, p]));
  for (const { person: id, by_hand, login, groups } of await governed(tx, ids)) {
    const given = grantOf(groups);
    // What was given by hand stays until a group says otherwise. But of an invitation that nobody took the directory says who
    // will take it, and would with it give away what no group of its own gives.
    if (given === undefined && by_hand && !isInvitation(login)) continue;
    if (by_hand)
      await tx.db
        .updateTable("scim_person")
        .set({ by_hand: false })
        .where("org", "=", tx.principal.org)
        .where("person", "=", id)
        .execute();
    const grant = await present(tx, given ?? least);
    const person = people.get(id);
    if (isSame(grant, person) || (person === undefined && grant.clients.length === 0)) continue;
    const refused = await mayBecome(tx, person, grant, by);
    if (refused !== undefined) return err(refused);
    await grantTo(tx, id, grant);
    await append(tx, [
      { type: "person changed", subject: id, body: saidOf(grant), ...(actor !== undefined && { actor }) },
    ]);
  }
  return ok(undefined);
}

async function mayBecome(
  tx: TenantTx,
  person: Person | undefined,
  grant: Grant,
  by: Grant,
): Promise<NotNow | undefined> {
  const refused = (person && refusalOf(by, person)) ?? refusalOf(by, grant);
  if (refused !== undefined || person === undefined) return refused;
  const stays = grant.role === "owner" && grant.clients === "all";
  return stays ? undefined : await mustNotBeLast(tx, person);
}
