import { createHash } from "node:crypto";
import { headerText, type Mapping, readMapping } from "#claim/list-columns.ts";
import { memorySource } from "#exchange/byte-source.ts";
import { readTable } from "#exchange/csv.ts";
import type { Mappings } from "#exchange/mapping-store.ts";
import type { TenantTx } from "#store/store.ts";
import { newId } from "#store/uuid.ts";
import type { Desk } from "./desk.ts";
import { readerOf } from "./eob-file.ts";
import type { BatchFile } from "./import-batch.ts";

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

/** Rows read of a list to show what its columns hold. */
const SAMPLE_ROWS = 20;
const SAMPLE_BYTES = 64 * 1024;

/** Header and first rows of a kept claim list; undefined when the file is no table with a header. */
export async function headerOf(
  desk: Desk,
  org: string,
  file: BatchFile,
): Promise<{ readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] } | undefined> {
  const reader = await readerOf(desk, org, file, file.name);
  try {
    const head = await reader.read(0, SAMPLE_BYTES);
    // A row that the sample cut is no row.
    const end = head.length < SAMPLE_BYTES ? head.length : head.lastIndexOf(0x0a) + 1;
    const { table } = readTable(memorySource(head.subarray(0, end)), file.name);
    if (table.header.length < 2) return undefined;
    return { header: table.header, rows: table.rows.slice(0, SAMPLE_ROWS).map((r) => r.cells) };
  } finally {
    reader.close();
  }
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
