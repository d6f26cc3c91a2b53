import { createOTP } from "@better-auth/utils/otp";
import { symmetricDecrypt } from "better-auth/crypto";
import type { Ways } from "#api/caller.ts";
import { Refused } from "#api/refused.ts";
import { personOf } from "#app/desk/people.ts";
import { check } from "#base/check.ts";
import type { Store } from "#store/store.ts";
import type { Auth } from "./auth.ts";
import { weaknessOf } from "./passwords.ts";

/** Accounts of the sign-in: an e-mail with a password, or with a provider, and perhaps a second factor. */

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Refuses a password that is too easy to try. */
export function mustBeStrong({ name, email, password }: NewAccount): void {
  const weakness = weaknessOf(password, [email, name]);
  if (weakness !== undefined) throw new Refused("not-valid", { fields: [{ path: "password", message: weakness }] });
}

async function setPassword(auth: Auth, login: string, password: string): Promise<void> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const hash = await hasher.hash(password);
  await internalAdapter.linkAccount({ userId: login, providerId: "credential", accountId: login, password: hash });
}

/**
 * The login of an account for somebody who was let in: a new one, or their own when they have one and typed its password.
 * An account that is nobody's, such as one a provider made, is emptied first: whoever had it may have been another.
 */
export async function accountFor(auth: Auth, store: Store, given: NewAccount): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const { name, password } = given;
  const email = given.email.toLowerCase();
  const known = await internalAdapter.findUserByEmail(email);
  if (known !== null && (await personOf(store, known.user.id)) !== undefined) {
    if (await isPassword(auth, known.user.id, password)) return known.user.id;
    throw new Refused("not-valid", {
      fields: [{ path: "password", message: "You have an account with this e-mail. Type its password." }],
    });
  }
  mustBeStrong(given);
  if (known !== null) {
    await internalAdapter.deleteUserSessions(known.user.id);
    await internalAdapter.deleteUser(known.user.id);
  }
  const user = await internalAdapter.createUser({ name, email, emailVerified: true }, { method: "email-password" });
  await setPassword(auth, user.id, password);
  return user.id;
}

/** An account without any way to sign in but the one the server opens: the visitor of a demo. */
export async function accountOfVisitor(auth: Auth, name: string, email: string): Promise<string> {
  const { internalAdapter } = await auth.$context;
  const known = await internalAdapter.findUserByEmail(email);
  if (known !== null) return known.user.id;
  return (await internalAdapter.createUser({ name, email, emailVerified: true }, { method: "email-password" })).id;
}

/** Whether it is the password of a login; takes as long when there is no such login. */
export async function isPassword(auth: Auth, login: string, password: string): Promise<boolean> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const account = await internalAdapter.findCredentialAccount(login);
  const hash = account?.password;
  if (hash === undefined || hash === null) {
    await hasher.hash(password);
    return false;
  }
  return await hasher.verify({ hash, password });
}

interface TotpRow {
  readonly secret: string;
  readonly verified?: boolean | null;
}

/** Whether it is the code an authenticator shows now, or showed half a minute ago. */
export async function isCode(auth: Auth, login: string, code: string): Promise<boolean> {
  const { adapter, secretConfig } = await auth.$context;
  const row = await adapter.findOne<TotpRow>({ model: "twoFactor", where: [{ field: "userId", value: login }] });
  if (row === null || row.verified === false) return false;
  check(typeof row.secret === "string", "a second factor has no secret");
  const secret = await symmetricDecrypt({ key: secretConfig, data: row.secret });
  return await createOTP(secret, { digits: 6, period: 30 }).verify(code.replaceAll(" ", ""));
}

/** Whether somebody has a second factor: an authenticator, or a passkey, which is two in one. */
export async function hasSecondFactor(auth: Auth, login: string): Promise<boolean> {
  const { adapter, internalAdapter } = await auth.$context;
  const user = (await internalAdapter.findUserById(login)) as { twoFactorEnabled?: boolean | null } | null;
  if (user?.twoFactorEnabled === true) return true;
  const where = [{ field: "userId", value: login }];
  return (await adapter.findOne({ model: "passkey", where })) !== null;
}

/** What somebody can prove themselves by. */
export async function waysOf(auth: Auth, login: string): Promise<Ways> {
  const { adapter, internalAdapter } = await auth.$context;
  const account = await internalAdapter.findCredentialAccount(login);
  const row = await adapter.findOne<TotpRow>({ model: "twoFactor", where: [{ field: "userId", value: login }] });
  return { password: typeof account?.password === "string", code: row !== null && row.verified !== false };
}

interface SeenRow {
  readonly userId: string;
  readonly updatedAt: Date;
}

/** When each login was last seen, from the sessions there are. */
export async function lastSeen(auth: Auth, logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { adapter } = await auth.$context;
  const where = [{ field: "userId", operator: "in" as const, value: [...logins] }];
  const rows = logins.length === 0 ? [] : await adapter.findMany<SeenRow>({ model: "session", where, limit: 10_000 });
  const seen = new Map<string, string>();
  for (const { userId, updatedAt } of rows) {
    const at = updatedAt.toISOString();
    if (at > (seen.get(userId) ?? "")) seen.set(userId, at);
  }
  return seen;
}
