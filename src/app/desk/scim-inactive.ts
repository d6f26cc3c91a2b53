import type { TenantTx } from "#store/store.ts";

/** Who was let go, and the cases that are still theirs: they stay as they are until somebody gives them on. */

export interface Inactive {
  readonly id: string;
  readonly name: string;
  readonly since: string;
  /** Not closed. */
  readonly cases: number;
}

/** Whom the directory keeps as not active, and everybody else who left with cases in hand; these first. */
export async function inactivePeople({ db, principal }: TenantTx): Promise<readonly Inactive[]> {
  const { org } = principal;
  const people = await db
    .selectFrom("person")
    .leftJoin("scim_person", (j) =>
      j.onRef("scim_person.org", "=", "person.org").onRef("scim_person.person", "=", "person.id"),
    )
    .select(["person.id", "person.name", "person.left_at", "scim_person.person as known"])
    .where("person.org", "=", org)
    .where("person.left_at", "is not", null)
    .orderBy("person.left_at", "desc")
    .execute();
  if (people.length === 0) return [];
  const counts = await db
    .selectFrom("case_row")
    .select(({ fn }) => ["owner", fn.countAll<string>().as("cases")])
    .where("org", "=", org)
    .where("state", "<>", "closed")
    .where(
      "owner",
      "in",
      people.map((p) => p.id),
    )
    .groupBy("owner")
    .execute();
  const of = new Map(counts.map((c) => [c.owner, Number(c.cases)]));
  return people
    .filter((p) => p.known !== null || of.has(p.id))
    .map(({ id, name, left_at }) => ({ id, name, since: left_at ?? "", cases: of.get(id) ?? 0 }))
    .sort((a, b) => b.cases - a.cases);
}
