import { createHash } from "node:crypto";
import { headerText, type Mapping, readMapping } from "#claim/list-columns.ts";
import type { Mappings } from "#exchange/mapping-store.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";

/** Which column of a claim list is what, kept for every list with the same header. */

export const headerDigest = (header: readonly string[]): string =>
  createHash("sha256").update(headerText(header)).digest("hex");

/** The mappings of a client and of its whole organization, for reading lists; what a file brings along is not kept. */
export async function mappingsOf(tx: TenantTx, client: string): Promise<Mappings> {
  const rows = await tx.db
    .selectFrom("mapping")
    .select(["header", "body", "client"])
    .where("org", "=", tx.principal.org)
    .where((eb) => eb.or([eb("client", "=", client), eb("client", "is", null)]))
    .orderBy("client", (o) => o.asc().nullsFirst())
    .execute();
  const known = new Map<string, Mapping>();
  for (const { header, body } of rows) {
    const mapping = readMapping({ columns: JSON.parse(body) as unknown });
    if (mapping !== undefined) known.set(header, mapping);
  }
  return { saved: (header) => known.get(headerDigest(header)), save: () => {} };
}

/** Keeps the mapping of a header for a client, in the place of the one before. */
export async function keepMapping(
  tx: TenantTx,
  client: string,
  header: readonly string[],
  mapping: Mapping,
): Promise<void> {
  const { org, person } = tx.principal;
  const row = { name: "claim list", body: JSON.stringify(mapping), changed_at: tx.now, changed_by: person ?? null };
  await tx.db
    .insertInto("mapping")
    .values({ org, client, id: newId(tx.now), header: headerDigest(header), ...row })
    .onConflict((c) => c.columns(["org", "client", "header"]).doUpdateSet(row))
    .execute();
}
