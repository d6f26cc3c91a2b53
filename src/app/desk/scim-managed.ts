import type { TenantTx } from "#store/store.ts";
import { type NotNow, notNow } from "./refused.ts";
import { hasDirectory } from "./scim-token.ts";

/** What the directory sets of a person, and nobody changes by hand while a directory may come. */

export interface Managed {
  /** Their role and clients come from it too. */
  readonly grant: boolean;
}

/** By person; empty while no token of a directory is good, so that nobody is stuck with what a lost one said. */
export async function managedPeople(tx: TenantTx): Promise<ReadonlyMap<string, Managed>> {
  if (!(await hasDirectory(tx))) return new Map();
  const rows = await tx.db
    .selectFrom("scim_person")
    .select(["person", "by_hand"])
    .where("org", "=", tx.principal.org)
    .execute();
  return new Map(rows.map((r) => [r.person, { grant: !r.by_hand }]));
}

const GRANT_IS_THEIRS = notNow(
  "not-now",
  "The directory says what this person may do. Change their groups there, or what a group gives in Settings, People. Nothing was changed.",
);
const ACCESS_IS_THEIRS = notNow(
  "not-now",
  "The directory says who works here. Take the person out there, or end its token in Settings, People. Nothing was changed.",
);

/** Why a person may not be given something else by hand. */
export async function grantIsTheirs(tx: TenantTx, person: string): Promise<NotNow | undefined> {
  return (await managedPeople(tx)).get(person)?.grant === true ? GRANT_IS_THEIRS : undefined;
}

/** Why a person's access may not be ended by hand. */
export async function accessIsTheirs(tx: TenantTx, person: string): Promise<NotNow | undefined> {
  return (await managedPeople(tx)).has(person) ? ACCESS_IS_THEIRS : undefined;
}

/** What was given by hand holds from now on, until a directory comes again and one of its groups says otherwise. */
export async function givenByHand({ db, principal }: TenantTx, person: string): Promise<void> {
  const whose = db.updateTable("scim_person").set({ by_hand: true }).where("org", "=", principal.org);
  await whose.where("person", "=", person).execute();
}

/** The directory's word on a person is forgotten, with the groups they were in. */
export async function forgetGiven({ db, principal }: TenantTx, person: string): Promise<void> {
  await db.deleteFrom("scim_person").where("org", "=", principal.org).where("person", "=", person).execute();
}
