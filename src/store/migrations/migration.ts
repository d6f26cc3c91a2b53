/**
 * One step of the schema, in SQL that PostgreSQL 15 and PGlite both read. A step that was released is never edited: its
 * successor corrects it, so that every data folder goes through the same steps.
 */
export interface Migration {
  /** From 1, without a gap. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Who sees the rows of a table whose client is null because they belong to the whole organization: nobody has such rows
 * ("none"), whoever is of the organization reads them and only who has all clients writes them ("shared"), or only who
 * has all clients sees them ("private").
 */
export type WholeRows = "none" | "shared" | "private";

const OWN_ORG = "org = (SELECT parley_org())";
const ALL = "(SELECT parley_sees_all())";
const OWN_CLIENT = `(${ALL} OR client = ANY ((SELECT parley_clients())::uuid[]))`;

/**
 * Row-level security for one table: enabled, and forced on its owner too. The keys come from the settings of the
 * transaction, each read once for a statement. `grants` is what the role of requests may do at all.
 */
export function guarded(table: string, whole: WholeRows, grants = "SELECT, INSERT, UPDATE, DELETE"): string {
  const reads =
    whole === "shared" ? `${OWN_ORG} AND (client IS NULL OR ${OWN_CLIENT})` : `${OWN_ORG} AND ${OWN_CLIENT}`;
  const writes = `${OWN_ORG} AND ${OWN_CLIENT}`;
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY reads ON ${table} FOR SELECT TO parley_app USING (${reads});
    CREATE POLICY adds ON ${table} FOR INSERT TO parley_app WITH CHECK (${writes});
    CREATE POLICY changes ON ${table} FOR UPDATE TO parley_app USING (${writes}) WITH CHECK (${writes});
    CREATE POLICY removes ON ${table} FOR DELETE TO parley_app USING (${writes});
    CREATE POLICY whole ON ${table} TO parley_system USING (true) WITH CHECK (true);
    GRANT ${grants} ON ${table} TO parley_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO parley_system;`;
}
