import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { rowsOfEveryTable } from "#test/store-rows.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { append } from "./events.ts";
import type { Principal } from "./principal.ts";

/** Every table there is, walked as a stranger: what the database itself refuses needs no care anywhere else. */

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

/** Rows of the whole organization that everybody of it may read; every other such row is for who has all clients. */
const SHARED = [
  ...["organization", "person", "setting", "mapping", "saved_view", "fact_answer", "chain_head"],
  ...["directory_entry", "directory_contact", "directory_proof"],
];

describe.each(ENGINES)("isolation on %s", (_, open) => {
  let at: TestStore;
  let tables: string[];
  let org: string;
  let mine: string;
  let theirs: string;
  let stranger: Principal;
  let strange: string;
  let colleague: Principal;

  beforeAll(async () => {
    at = await open();
    ({
      org,
      clients: [mine = "", theirs = ""],
    } = await organizationIn(at.store, 2));
    const other = await organizationIn(at.store, 1);
    stranger = { org: other.org, clients: "all" };
    strange = other.clients[0] ?? "";
    colleague = { org, clients: [theirs] };
    await at.store.as({ org, clients: "all" }, async (tx) => {
      await rowsOfEveryTable(tx, mine);
      await append(tx, [{ client: mine, type: "opened", body: null }]);
    });
    const { rows } = await at.store.asOwner(({ session }) =>
      session.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
      ),
    );
    tables = rows.map((r) => r.name);
  });
  afterAll(() => at.close());

  const count = async (who: Principal, table: string, where = "true"): Promise<number> => {
    const sql = `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`;
    const { rows } = await at.store.as(who, ({ session }) => session.query<{ n: number }>(sql));
    return rows[0]?.n ?? -1;
  };

  test("the walk has seen the tables, and each holds a row to be found", async () => {
    expect(tables.length).toBeGreaterThanOrEqual(27);
    for (const table of tables) expect(await count({ org, clients: "all" }, table), table).toBeGreaterThan(0);
  });

  test("every table has both keys, row security enabled and forced, and a policy for each command", async () => {
    const { rows } = await at.store.asOwner(({ session }) =>
      session.query(`SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
        (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid
          AND 'parley_app'::regrole = ANY (p.polroles)) >= 4 AS policies,
        (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attname IN ('org', 'client')) AS keys
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`),
    );
    expect(rows).toEqual(
      tables.map((name) => ({ name, enabled: true, forced: true, policies: true, keys: ["client", "org"] })),
    );
  });

  test("no policy lets everybody in, and the roles of requests pass by none", async () => {
    const { rows: open } = await at.store.asOwner(({ session }) =>
      session.query("SELECT polname FROM pg_policy WHERE 0 = ANY (polroles)"),
    );
    expect(open).toEqual([]);
    const { rows: roles } = await at.store.asOwner(({ session }) =>
      session.query(`SELECT rolname AS name FROM pg_roles
        WHERE rolname IN ('parley_app', 'parley_system') AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole)`),
    );
    expect(roles).toEqual([]);
  });

  test("outside the tables of this walk the role of requests may touch nothing", async () => {
    const { rows } = await at.store.asOwner(({ session }) =>
      session.query(`SELECT table_schema, table_name FROM information_schema.table_privileges
        WHERE grantee IN ('parley_app', 'PUBLIC') AND table_schema NOT IN ('public', 'pg_catalog', 'information_schema')`),
    );
    expect(rows).toEqual([]);
  });

  test("a stranger finds nothing of another organization in any table", async () => {
    for (const table of tables) expect(await count(stranger, table, `org = '${org}'`), table).toBe(0);
  });

  test("a colleague finds nothing of another client in any table", async () => {
    for (const table of tables) {
      expect(await count(colleague, table, `client = '${mine}'`), table).toBe(0);
      if (!SHARED.includes(table)) expect(await count(colleague, table, "client IS NULL"), table).toBe(0);
    }
  });

  test("who names no organization finds nothing at all", async () => {
    for (const table of tables) {
      const { rows } = await at.store.asOwner(async ({ session }) => {
        await session.script("SET LOCAL ROLE parley_app");
        return session.query(`SELECT count(*)::int AS n FROM ${table}`);
      });
      expect(rows, table).toEqual([{ n: 0 }]);
    }
  });

  /** Rows a statement changed; a refused statement changed none. */
  const changed = async (who: Principal, sql: string): Promise<number> => {
    const work = at.store.as(who, async ({ session }) => (await session.query(sql)).count);
    return work.catch((e: { code?: string }) => {
      expect(e.code, sql).toBe("42501");
      return 0;
    });
  };

  test("a stranger and a colleague can change, remove and add nothing there", async () => {
    for (const table of tables)
      for (const [who, where] of [
        [stranger, `org = '${org}'`],
        [colleague, `client = '${mine}'`],
        [colleague, "client IS NULL"],
      ] as const) {
        // The one end of the chain is everybody's to move.
        if (table === "chain_head" && where === "client IS NULL") continue;
        expect(await changed(who, `UPDATE ${table} SET org = org WHERE ${where}`), table).toBe(0);
        expect(await changed(who, `DELETE FROM ${table} WHERE ${where}`), table).toBe(0);
      }
  });

  test("a row cannot be added for another, nor moved to another, even as a copy of one's own", async () => {
    for (const table of tables) {
      const row = `SELECT (jsonb_populate_record(t, jsonb_build_object('org', '${org}', 'client', '${mine}'))).* FROM ${table} t LIMIT 1`;
      const { rows } = await at.store.asSystem(({ session }) =>
        session.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM (${row}) t`),
      );
      const copy = JSON.stringify(rows[0]?.row).replaceAll("'", "''");
      const insert = `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, '${copy}')`;
      expect(await changed(stranger, insert), table).toBe(0);
      expect(await changed(colleague, insert), table).toBe(0);
      expect(await changed(stranger, `UPDATE ${table} SET org = '${org}'`), table).toBe(0);
      if (table !== "chain_head")
        expect(await changed(colleague, `UPDATE ${table} SET client = '${mine}'`), table).toBe(0);
    }
  });

  test("a reference to a row of another organization is refused as one that is not there", async () => {
    const { rows } = await at.store.asSystem(({ session }) => session.query("SELECT id FROM case_row"));
    const note = at.store.as(stranger, ({ db }) =>
      db
        .insertInto("note")
        .values({
          org: stranger.org,
          client: strange,
          id: strange,
          case_id: String(rows[0]?.id),
          text: "x",
          at: "2026-11-23T14:00:00.000Z",
        })
        .execute(),
    );
    await expect(note).rejects.toMatchObject({ code: "23503", constraint: "note_org_case_id_fkey" });
  });
});
