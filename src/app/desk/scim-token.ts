import { createHash, randomBytes } from "node:crypto";
import { err, ok, type Result } from "#base/result.ts";
import { append } from "#store/events.ts";
import type { Store, TenantTx, Tx } from "#store/store.ts";
import type { Role } from "#store/tables.ts";
import { newId } from "#store/uuid.ts";
import { type NotNow, notNow } from "./refused.ts";

/** Tokens that a directory comes with: shown once, kept as a digest, each for one organization. */

export interface ScimToken {
  readonly id: string;
  readonly name: string;
  readonly madeAt: string;
  readonly madeBy: string | null;
  readonly endsAt: string | null;
  readonly usedAt: string | null;
}

/** Whose directory came, and with which token. */
export interface Directory {
  readonly org: string;
  readonly token: string;
  readonly name: string;
  /** Of whoever made the token: a directory gives and takes no more than they could by hand. */
  readonly role: Role;
}

/** How the chain names a directory: by its token's name, which an owner or director gave. */
export const actorOf = ({ name }: Directory): string => `directory: ${name}`;

const PREFIX = "parley_scim_";
const SECRET_BYTES = 32;
const SECRET = /^parley_scim_[A-Za-z0-9_-]{43}$/;
/** Of one organization. */
const MOST = 10;
/** The last use is written down to this exactness: a directory asks many times a second. */
const USED_MS = 60_000;

const digestOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

export async function listScimTokens({ db, principal }: TenantTx): Promise<readonly ScimToken[]> {
  const rows = await db
    .selectFrom("scim_token")
    .leftJoin("person", (j) =>
      j.onRef("person.org", "=", "scim_token.org").onRef("person.id", "=", "scim_token.made_by"),
    )
    .select(["scim_token.id", "scim_token.name", "scim_token.made_at", "person.name as by", "ends_at", "used_at"])
    .where("scim_token.org", "=", principal.org)
    .orderBy("scim_token.made_at")
    .orderBy("scim_token.id")
    .execute();
  return rows.map((r) => ({
    ...{ id: r.id, name: r.name, madeAt: r.made_at, madeBy: r.by, endsAt: r.ends_at, usedAt: r.used_at },
  }));
}

/** Whether a directory may come at all: while none may, what it said of people can be changed by hand again. */
export async function hasDirectory({ db, principal, now }: TenantTx): Promise<boolean> {
  const row = await db
    .selectFrom("scim_token")
    .select("id")
    .where("org", "=", principal.org)
    .where((eb) => eb.or([eb("ends_at", "is", null), eb("ends_at", ">", now)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes a token; its secret is said this once. `endsAt` is a moment, null for never. */
export async function addScimToken(
  tx: TenantTx,
  { name, endsAt, role }: { readonly name: string; readonly endsAt: string | null; readonly role: Role },
): Promise<Result<{ readonly token: ScimToken; readonly secret: string }, NotNow>> {
  const { org, person } = tx.principal;
  if ((await listScimTokens(tx)).length >= MOST)
    return err(notNow("not-now", `There are ${MOST} tokens, which is the most. End one first.`));
  const id = newId(tx.now);
  const secret = PREFIX + randomBytes(SECRET_BYTES).toString("base64url");
  const row = {
    org,
    id,
    name,
    digest: digestOf(secret),
    role,
    made_at: tx.now,
    made_by: person ?? null,
    ends_at: endsAt,
  };
  await tx.db.insertInto("scim_token").values(row).execute();
  await append(tx, [{ type: "scim token made", subject: id, body: { name, endsAt } }]);
  const token = (await listScimTokens(tx)).find((t) => t.id === id);
  return token === undefined ? err(NONE) : ok({ token, secret });
}

const NONE = notNow("not-found", "There is no such token here.");

/** Ends a token: from now on its secret opens nothing. */
export async function endScimToken(tx: TenantTx, id: string): Promise<Result<undefined, NotNow>> {
  const token = (await listScimTokens(tx)).find((t) => t.id === id);
  if (token === undefined) return err(NONE);
  await tx.db.deleteFrom("scim_token").where("org", "=", tx.principal.org).where("id", "=", id).execute();
  await append(tx, [{ type: "scim token ended", subject: id, body: { name: token.name } }]);
  return ok(undefined);
}

/** Whose directory shows this secret; undefined when it is none, was ended, or is past its end. */
export async function openScimToken(store: Store, secret: string): Promise<Directory | undefined> {
  if (!SECRET.test(secret)) return undefined;
  return await store.asSystem((tx) => opened(tx, digestOf(secret)));
}

async function opened({ db, now }: Tx, digest: string): Promise<Directory | undefined> {
  const row = await db
    .selectFrom("scim_token")
    .innerJoin("organization", "organization.org", "scim_token.org")
    .select(["scim_token.org", "scim_token.id", "scim_token.name", "role", "ends_at", "used_at"])
    .where("digest", "=", digest)
    .where("organization.removed_at", "is", null)
    .executeTakeFirst();
  const nowMs = Date.parse(now);
  if (row === undefined || (row.ends_at !== null && Date.parse(row.ends_at) <= nowMs)) return undefined;
  if (row.used_at === null || nowMs - Date.parse(row.used_at) > USED_MS)
    await db
      .updateTable("scim_token")
      .set({ used_at: now })
      .where("org", "=", row.org)
      .where("id", "=", row.id)
      .execute();
  return { org: row.org, token: row.id, name: row.name, role: row.role };
}
