import { SCOPES, type Scope } from "#app/desk/people-roles.ts";
import type { Auth } from "./auth.ts";

/** Keys of programs. The secret is shown once and kept as a hash. */

export interface ProgramKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly made: string;
  readonly ends: string | null;
  readonly lastUsed: string | null;
}

/** Under this name the scopes stand among the permissions of a key. */
const OURS = "parley";
const PREFIX = "parley_";

const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text);

interface KeyRow {
  readonly id: string;
  readonly name?: string | null;
  readonly permissions?: unknown;
  readonly createdAt: Date;
  readonly expiresAt?: Date | null;
  readonly lastRequest?: Date | null;
}

function scopesIn(permissions: unknown): readonly Scope[] {
  const read: unknown = typeof permissions === "string" ? JSON.parse(permissions) : permissions;
  const ours = typeof read === "object" && read !== null && OURS in read ? read[OURS as keyof typeof read] : [];
  return Array.isArray(ours) ? (ours as unknown[]).map(String).filter(isScope) : [];
}

const keyOf = (row: KeyRow): ProgramKey => ({
  id: row.id,
  name: row.name ?? "",
  scopes: scopesIn(row.permissions),
  made: row.createdAt.toISOString(),
  ends: row.expiresAt?.toISOString() ?? null,
  lastUsed: row.lastRequest?.toISOString() ?? null,
});

/** Keys that these people made, newest first. */
export async function listKeys(auth: Auth, logins: readonly string[]): Promise<readonly ProgramKey[]> {
  if (logins.length === 0) return [];
  const { adapter } = await auth.$context;
  const where = [{ field: "referenceId", operator: "in" as const, value: [...logins] }];
  const rows = await adapter.findMany<KeyRow>({ model: "apikey", where, limit: 1_000 });
  return rows.map(keyOf).sort((a, b) => (a.made < b.made ? 1 : -1));
}

export interface NewKey {
  readonly login: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Seconds it lives; null for ever. */
  readonly seconds: number | null;
}

/** Makes a key; its secret is in nobody's hands but the answer's. */
export async function makeKey(auth: Auth, given: NewKey): Promise<{ key: ProgramKey; secret: string }> {
  const made = await auth.api.createApiKey({
    body: {
      userId: given.login,
      name: given.name,
      prefix: PREFIX,
      permissions: { [OURS]: [...given.scopes] },
      ...(given.seconds === null ? {} : { expiresIn: given.seconds }),
    },
  });
  return { key: keyOf(made), secret: made.key };
}

/** Ends a key of one of these people and gives what it was; undefined when they have none of that id. */
export async function endKey(auth: Auth, logins: readonly string[], id: string): Promise<ProgramKey | undefined> {
  const key = (await listKeys(auth, logins)).find((k) => k.id === id);
  if (key === undefined) return undefined;
  const { adapter } = await auth.$context;
  await adapter.delete({ model: "apikey", where: [{ field: "id", value: id }] });
  return key;
}

/** Ends every key that a login made. */
export async function endKeysOf(auth: Auth, login: string): Promise<void> {
  const { adapter } = await auth.$context;
  await adapter.deleteMany({ model: "apikey", where: [{ field: "referenceId", value: login }] });
}

/** Who made the key a program shows and what it may do; undefined when it is none, or ended. */
export async function openKey(
  auth: Auth,
  secret: string,
): Promise<{ readonly login: string; readonly id: string; readonly scopes: readonly Scope[] } | undefined> {
  if (!secret.startsWith(PREFIX) || secret.length > 200) return undefined;
  const { valid, key } = await auth.api.verifyApiKey({ body: { key: secret } });
  if (!valid || key === null) return undefined;
  return { login: key.referenceId, id: key.id, scopes: scopesIn(key.permissions) };
}
