import { type RawBuilder, sql } from "kysely";

/** A client by its id, or that of a case whose row is still being read: both are asked for in one round trip. */
export type ClientOf = string | { readonly ofCase: string };

/** The client as a value of a statement; null when the principal may see no such case. */
export const clientOf = (org: string, of: ClientOf): string | RawBuilder<string> =>
  typeof of === "string" ? of : sql<string>`(SELECT client FROM case_row WHERE org = ${org} AND id = ${of.ofCase})`;
