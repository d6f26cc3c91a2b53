import { z } from "zod";
import { check } from "#base/check.ts";
import { hasError, type Problem } from "#base/problem.ts";
import { err, ok, type Result } from "#base/result.ts";
import { readProfile } from "#claim/profile-file.ts";
import { append } from "#store/events.ts";
import type { Store, TenantTx, Tx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import { type ClientOf, clientOf } from "./client-of.ts";
import { HOMES, type Home } from "./people-roles.ts";
import { type NotNow, notNow } from "./refused.ts";

/** What is set once: of a client its profile, of the organization its security, of a person their preferences. */

/** Name of the practice profile among the settings of a client; its body is the profile's own JSON. */
export const PROFILE = "practice profile";
const SECURITY = "security";
const PREFERENCES = "preferences of ";

export interface Setting {
  /** 0 while nothing was set. */
  readonly version: number;
  readonly body: unknown;
  readonly changedAt: string | null;
  readonly by: string | null;
}

const UNSET: Setting = { version: 0, body: undefined, changedAt: null, by: null };

/** Whose setting, and which. */
export interface SettingOf {
  readonly org: string;
  readonly client: string | null;
  readonly name: string;
}

type SettingAt = Omit<SettingOf, "client"> & { readonly client: ClientOf | null };

export async function readSetting(tx: Tx, of: SettingAt): Promise<Setting> {
  const row = await tx.db
    .selectFrom("setting")
    .leftJoin("person", (j) => j.onRef("person.org", "=", "setting.org").onRef("person.id", "=", "setting.changed_by"))
    .select(["setting.version", "setting.body", "setting.changed_at", "person.name as by"])
    .where("setting.org", "=", of.org)
    .where("setting.client", of.client === null ? "is" : "=", of.client && clientOf(of.org, of.client))
    .where("setting.name", "=", of.name)
    .executeTakeFirst();
  if (row === undefined) return UNSET;
  return { version: row.version, body: JSON.parse(row.body), changedAt: row.changed_at, by: row.by };
}

/** The bodies of several settings of a client in one statement, as JSON by name; those not set are absent. */
export async function readBodies(
  tx: TenantTx,
  client: ClientOf,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { org } = tx.principal;
  const rows = await tx.db
    .selectFrom("setting")
    .select(["name", "body"])
    .where("org", "=", org)
    .where("client", "=", clientOf(org, client))
    .where("name", "in", names)
    .execute();
  return new Map(rows.map((r) => [r.name, r.body]));
}

/** Writes a setting over version `saw`; the new version, or undefined when somebody else was quicker. */
export async function writeSetting(
  tx: Tx,
  of: SettingOf,
  saw: number,
  body: unknown,
  by: string | null,
): Promise<number | undefined> {
  const set = { body: JSON.stringify(body), changed_at: tx.now, changed_by: by };
  if (saw === 0) {
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto("setting")
      .values({ ...of, id: newId(tx.now), ...set })
      .onConflict((c) => c.columns(["org", "client", "name"]).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n ? 1 : undefined;
  }
  const { numUpdatedRows } = await tx.db
    .updateTable("setting")
    .set({ ...set, version: saw + 1 })
    .where("org", "=", of.org)
    .where("client", of.client === null ? "is" : "=", of.client)
    .where("name", "=", of.name)
    .where("version", "=", saw)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? saw + 1 : undefined;
}

export const profileOf = (tx: TenantTx, client: ClientOf): Promise<Setting> =>
  readSetting(tx, { org: tx.principal.org, client, name: PROFILE });

export interface ProfileRefused {
  readonly refused: NotNow;
  readonly problems: readonly Problem[];
}

/** Replaces a client's profile. Refused with its Problems when it cannot be read, or when it is no longer at `saw`. */
export async function putProfile(
  tx: TenantTx,
  client: string,
  saw: number,
  profile: Readonly<Record<string, unknown>>,
): Promise<Result<number, ProfileRefused>> {
  const { problems } = readProfile(profile, "profile");
  if (hasError(problems))
    return err({ refused: notNow("not-valid", "The profile cannot be read. Nothing was changed."), problems });
  const { org, person } = tx.principal;
  const version = await writeSetting(tx, { org, client, name: PROFILE }, saw, profile, person ?? null);
  if (version !== undefined) {
    await append(tx, [{ type: "profile changed", client, subject: client, body: { version } }]);
    return ok(version);
  }
  const now = await profileOf(tx, client);
  const since = [{ what: "The profile was changed.", by: now.by ?? "Parley", at: now.changedAt ?? tx.now }];
  const refused: NotNow = {
    code: "stale-version",
    sentence: "Somebody else changed the profile. Nothing was changed.",
    since,
  };
  return err({ refused, problems: [] });
}

const provider = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** Sealed with the organization's key; absent for a provider without a secret. */
  secret: z.string().optional(),
});
const security = z.object({
  sessionMinutes: z.int(),
  secondFactorNeeded: z.boolean(),
  sso: z.array(provider),
});
export type Security = z.infer<typeof security>;

/** Security of an organization that said nothing. */
const USUAL: Security = { sessionMinutes: 30, secondFactorNeeded: false, sso: [] };

function securityIn({ body }: Setting): Security {
  if (body === undefined) return USUAL;
  const read = security.safeParse(body);
  check(read.success, "the security setting is not as it was written");
  return read.data;
}

export const securityOf = async (tx: TenantTx): Promise<Security> =>
  securityIn(await readSetting(tx, { org: tx.principal.org, client: null, name: SECURITY }));

/** Security of every organization, for the sign-in. */
export async function everySecurity(store: Store): Promise<readonly (Security & { readonly org: string })[]> {
  return await store.asSystem(async (tx) => {
    const orgs = await tx.db.selectFrom("organization").select("org").where("removed_at", "is", null).execute();
    const all: (Security & { org: string })[] = [];
    for (const { org } of orgs)
      all.push({ org, ...securityIn(await readSetting(tx, { org, client: null, name: SECURITY })) });
    return all;
  });
}

/** Keeps the security of the organization; the principal works for all clients, or the database refuses. */
export async function putSecurity(tx: TenantTx, given: Security): Promise<void> {
  const { org, person } = tx.principal;
  const of = { org, client: null, name: SECURITY };
  const { version } = await readSetting(tx, of);
  const kept = await writeSetting(tx, of, version, given, person ?? null);
  check(kept !== undefined, "the security setting was changed while it was changed");
  const said = { ...given, sso: given.sso.map(({ id, name, issuer, clientId }) => ({ id, name, issuer, clientId })) };
  await append(tx, [{ type: "security changed", subject: org, body: said }]);
}

const preferences = z.object({
  singleKeys: z.boolean(),
  firstStepsPutAway: z.boolean(),
  /** Absent where the role says where the day begins. */
  home: z.enum(HOMES).optional(),
});
export type Preferences = z.infer<typeof preferences>;

const preferencesOf = (org: string, person: string): SettingOf => ({ org, client: null, name: PREFERENCES + person });

/** One's own preferences. Kept by the system, because a person of one client writes nothing of the whole organization. */
export async function readPreferences(tx: Tx, org: string, person: string): Promise<Preferences> {
  const { body } = await readSetting(tx, preferencesOf(org, person));
  const read = preferences.safeParse(body);
  return read.success ? read.data : { singleKeys: true, firstStepsPutAway: false };
}

/** What stays absent stays as it is; a home of null is the role's again. */
export interface PreferencesChange {
  readonly singleKeys?: boolean | undefined;
  readonly firstStepsPutAway?: boolean | undefined;
  readonly home?: Home | null | undefined;
}

export async function changePreferences(
  store: Store,
  org: string,
  person: string,
  change: PreferencesChange,
): Promise<void> {
  await store.asSystem(async (tx) => {
    const of = preferencesOf(org, person);
    const { version } = await readSetting(tx, of);
    const now = await readPreferences(tx, org, person);
    const singleKeys = change.singleKeys ?? now.singleKeys;
    const firstStepsPutAway = change.firstStepsPutAway ?? now.firstStepsPutAway;
    const home = change.home === undefined ? now.home : (change.home ?? undefined);
    await writeSetting(tx, of, version, { singleKeys, firstStepsPutAway, home }, person);
  });
}
