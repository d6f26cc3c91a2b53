import { sql } from "kysely";
import { check } from "#base/check.ts";
import { err, ok, type Result } from "#base/result.ts";
import { CHAIN_START } from "#store/chain.ts";
import { append } from "#store/events.ts";
import type { Store, Tx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { isInvitation, type Person, personOf } from "./people.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Beginning and joining: who becomes a person of which organization once the sign-in knows them. */

/** Days an invitation stays open. */
const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

/** True until the first owner has an account. */
export async function isEmpty(store: Store): Promise<boolean> {
  const rows = await store.asSystem(({ db }) => db.selectFrom("person").select("id").limit(1).execute());
  return rows.length === 0;
}

export interface Beginning {
  readonly organization: string;
  /** The first practice, and the letters its cases are numbered by. */
  readonly client: { readonly name: string; readonly prefix: string };
}

export interface FirstOwner extends Beginning {
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

/** Two who begin at once: the second waits for this lock and finds what the first one made. */
const BEGINNING = 4_177_002;

interface Begun {
  readonly org: string;
  readonly client: string;
}

/** The organization there is with its first client, or a new one with its key. */
async function organization(tx: Tx, makeKey: (org: string) => void, given: Beginning): Promise<Begun> {
  const { db, now, session } = tx;
  await session.query("SELECT pg_advisory_xact_lock($1)", [BEGINNING]);
  const there = await db
    .selectFrom("client")
    .select(["org", "client"])
    .where("removed_at", "is", null)
    .orderBy("made_at")
    .orderBy("client")
    .executeTakeFirst();
  if (there !== undefined) return there;
  const [org, client] = [newId(now), newId(now)];
  await db.insertInto("organization").values({ org, name: given.organization, made_at: now }).execute();
  await db.insertInto("chain_head").values({ org, seq: 0, hash: CHAIN_START }).execute();
  const { name, prefix } = given.client;
  await db.insertInto("client").values({ org, client, name, case_prefix: prefix, made_at: now }).execute();
  // A key without its organization, after a crash right here, opens nothing and hinders nobody.
  makeKey(org);
  await append({ ...tx, principal: { org, clients: "all" } }, [
    { type: "organization made", subject: org, body: null },
    { type: "client added", client, subject: client, body: null },
  ]);
  return { org, client };
}

/**
 * The organization and first client of a store, made when there is none: files may be read before anybody has an account.
 * Who becomes the first owner takes it over.
 */
export function prepare(store: Store, makeKey: (org: string) => void, given: Beginning): Promise<Begun> {
  return store.asSystem((tx) => organization(tx, makeKey, given));
}

/** Names what was prepared as its owner names it; letters that number cases already stay. */
async function rename({ db }: Tx, { org, client }: Begun, given: Beginning): Promise<void> {
  await db.updateTable("organization").set({ name: given.organization }).where("org", "=", org).execute();
  const { name, prefix } = given.client;
  await db.updateTable("client").set({ name }).where("org", "=", org).where("client", "=", client).execute();
  await db
    .updateTable("client")
    .set({ case_prefix: prefix })
    .where("org", "=", org)
    .where("client", "=", client)
    .where("last_case", "=", 0)
    .execute();
}

/**
 * Makes the first owner, with the organization unless it was prepared, all or nothing. Refused when there is an owner
 * already.
 */
export async function begin(
  store: Store,
  makeKey: (org: string) => void,
  given: FirstOwner,
): Promise<Result<Person, NotNow>> {
  const made = await store.asSystem(async (tx) => {
    const { db, now } = tx;
    const begun = await organization(tx, makeKey, given);
    const people = await db.selectFrom("person").select("id").limit(1).execute();
    if (people.length > 0) return false;
    await rename(tx, begun, given);
    const { org } = begun;
    const person = newId(now);
    const { login, name, email } = given;
    await db.insertInto("person").values({ org, id: person, login, name, email, made_at: now }).execute();
    await db
      .insertInto("membership")
      .values({ org, client: null, id: newId(now), person, role: "owner", made_at: now })
      .execute();
    const principal = { org, clients: "all", person } as const;
    await append({ ...tx, principal }, [{ type: "person joined", subject: person, body: null }]);
    return true;
  });
  if (!made) return err(notNow("not-now", "Parley already has an owner. Ask them for an invitation."));
  const person = await personOf(store, given.login);
  check(person !== undefined, "the first owner is not there");
  return ok(person);
}

const GONE = notNow("not-found", "This invitation is not there any more. Ask for a new link.");

/** Whom an invitation is for. Refused when it was taken, withdrawn or is older than seven days. */
export async function invitationOf(
  store: Store,
  login: string,
  now: string,
): Promise<Result<Person & { organization: string }, NotNow>> {
  const person = await personOf(store, login);
  if (person === undefined || Date.parse(now) - Date.parse(person.invitedAt) > INVITATION_DAYS * DAY_MS)
    return err(GONE);
  const organization = await store.as({ org: person.org, clients: [], person: person.id }, ({ db }) =>
    db.selectFrom("organization").select("name").executeTakeFirst(),
  );
  return ok({ ...person, organization: organization?.name ?? "" });
}

/** Takes an invitation: from now on the sign-in `login` is this person. Refused when somebody else was quicker. */
export async function join(store: Store, invited: Person, login: string): Promise<Result<Person, NotNow>> {
  const { org, id } = invited;
  const taken = await store.asSystem(async (tx) => {
    // Who left and comes again is somebody new: the row that stays for their history lets go of the sign-in.
    await tx.db
      .updateTable("person")
      .set({ login: sql<string>`'left:' || id` })
      .where("org", "=", org)
      .where("login", "=", login)
      .where("left_at", "is not", null)
      .execute();
    const { numUpdatedRows } = await tx.db
      .updateTable("person")
      .set({ login })
      .where("org", "=", org)
      .where("id", "=", id)
      .where("login", "=", invited.login)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return false;
    const principal = { org, clients: "all", person: id } as const;
    await append({ ...tx, principal }, [{ type: "person joined", subject: id, body: null }]);
    return true;
  });
  return taken ? ok({ ...invited, login }) : err(GONE);
}

/** Whom a provider vouches for. */
export interface Vouched {
  /** Absent where the provider does not say that it is theirs. */
  readonly email: string | undefined;
  /** What the provider calls them, as its directory may too. */
  readonly subjects: readonly string[];
}

/**
 * Somebody whom the organization's own provider vouches for takes the place that was made for them, if there is one: by what
 * the directory calls them, else by the e-mail.
 */
export async function joinBySso(store: Store, org: string, who: Vouched, login: string): Promise<Person | undefined> {
  const places = await store.asSystem(({ db }) =>
    db
      .selectFrom("person")
      .leftJoin("scim_person", (j) =>
        j.onRef("scim_person.org", "=", "person.org").onRef("scim_person.person", "=", "person.id"),
      )
      .select(["person.login", "external_id"])
      .where("person.org", "=", org)
      .where((eb) =>
        eb.or([
          eb("external_id", "in", who.subjects),
          ...(who.email === undefined
            ? []
            : [eb(eb.fn<string>("lower", ["person.email"]), "=", who.email.toLowerCase())]),
        ]),
      )
      .where("person.left_at", "is", null)
      .execute(),
  );
  const open = places.filter((p) => isInvitation(p.login));
  const place = open.find((p) => p.external_id !== null && who.subjects.includes(p.external_id)) ?? open[0];
  const person = place === undefined ? undefined : await personOf(store, place.login);
  if (person === undefined) return undefined;
  const joined = await join(store, person, login);
  return joined.ok ? joined.value : undefined;
}
