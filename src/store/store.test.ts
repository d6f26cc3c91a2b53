import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import type { Session } from "./engine.ts";
import { Outage } from "./outage.ts";
import type { Principal } from "./principal.ts";
import { SqlFault } from "./sql-fault.ts";
import { newId } from "./uuid.ts";

/** One contract, both engines. */

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const LONG = "SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 1000) b";

describe.each(ENGINES)("the store on %s", (_, open) => {
  let at: TestStore;
  let who: Principal;
  beforeAll(async () => {
    at = await open();
    who = { org: (await organizationIn(at.store, 2)).org, clients: "all" };
  });
  afterAll(() => at.close());

  const setting = (name: string, body: string) => ({
    org: who.org,
    id: newId("2026-11-23T14:00:00.000Z"),
    name,
    body,
    changed_at: "2026-11-23T14:00:00.000Z",
  });
  const namesOf = (like: string) =>
    at.store.as(who, async ({ db }) => {
      const rows = await db.selectFrom("setting").select("name").where("name", "like", like).orderBy("name").execute();
      return rows.map((r) => r.name);
    });

  test.each([
    ["9007199254740993::bigint", "9007199254740993"],
    ["'-0.10'::numeric", "-0.10"],
    ["'2026-02-28'::date", "2026-02-28"],
    ["'2026-11-23T14:05:09.25-05'::timestamptz", "2026-11-23T19:05:09.250Z"],
    ["'2026-11-23T14:05:09Z'::timestamptz", "2026-11-23T14:05:09.000Z"],
    ["7::int", 7],
    ["0.5::float8", 0.5],
    ["true", true],
    ["NULL::text", null],
    [`'{"a":[1,null,"x"]}'::jsonb`, { a: [1, null, "x"] }],
    [`ARRAY['a,b', 'c"d', 'e\\f', '', NULL, 'NULL']`, ["a,b", 'c"d', "e\\f", "", null, "NULL"]],
    ["ARRAY[1,2]::bigint[]", ["1", "2"]],
    ["'{}'::text[]", []],
    ["'\\x00ff10'::bytea", new Uint8Array([0, 255, 16])],
    ["'0192aaaa-0000-7000-8000-000000000001'::uuid", "0192aaaa-0000-7000-8000-000000000001"],
  ])("%s comes back as %j", async (sql, value) => {
    const { rows } = await at.store.as(who, ({ session }) => session.query(`SELECT ${sql} AS value`));
    expect(rows).toEqual([{ value }]);
  });

  test.each([
    ["text", 'José, "quoted", back\\slash, and\na line'],
    ["bigint", "9223372036854775807"],
    ["text[]", ["a,b", 'c"d', "e\\f", "", null, "NULL", "ñ"]],
    ["uuid[]", ["0192aaaa-0000-7000-8000-000000000001"]],
    ["jsonb", { a: 1, b: ["x"] }],
    ["bytea", new Uint8Array([0, 255, 16])],
    ["date", "2026-11-23"],
    ["boolean", false],
  ])("a parameter of %s goes and comes back", async (type, value) => {
    const { rows } = await at.store.as(who, ({ session }) => session.query(`SELECT $1::${type} AS value`, [value]));
    expect(rows).toEqual([{ value }]);
  });

  test("Kysely inserts, counts what it changed, and reads a stream in pieces", async () => {
    await at.store.as(who, async ({ db }) => {
      const rows = Array.from({ length: 7 }, (_, i) => setting(`stream ${i}`, "x"));
      await db.insertInto("setting").values(rows).execute();
      const changed = await db.updateTable("setting").set({ body: "y" }).where("name", "like", "stream %").execute();
      expect(changed.map((c) => c.numUpdatedRows)).toEqual([7n]);
      const seen: string[] = [];
      for await (const row of db.selectFrom("setting").select("name").where("body", "=", "y").orderBy("name").stream(3))
        seen.push(row.name);
      expect(seen).toEqual(rows.map((r) => r.name));
    });
  });

  test("work that throws leaves nothing behind and throws on", async () => {
    const work = at.store.as(who, async ({ db }) => {
      await db.insertInto("setting").values(setting("thrown", "x")).execute();
      throw new Error("changed my mind");
    });
    await expect(work).rejects.toThrow("changed my mind");
    expect(await namesOf("thrown")).toEqual([]);
  });

  test("a refused statement names its rule and no value, and rolls the rest back", async () => {
    const canary = "CANARY, PATIENT";
    const work = at.store.as(who, async ({ db }) => {
      await db.insertInto("setting").values(setting(canary, "x")).execute();
      await db.insertInto("setting").values(setting(canary, "x")).execute();
    });
    const fault = await work.catch((e: unknown) => e);
    expect(fault).toBeInstanceOf(SqlFault);
    expect(fault).toMatchObject({ code: "23505", table: "setting", constraint: "setting_org_client_name_key" });
    expect(`${JSON.stringify(fault)}${String(fault)}${(fault as Error).stack}`).not.toContain("CANARY");
    expect(await namesOf("CANARY%")).toEqual([]);
  });

  test("our own mistakes in SQL say what they are", async () => {
    const work = at.store.as(who, ({ session }) => session.query("SELECT nothing FROM setting"));
    await expect(work).rejects.toThrow(/42703.*"nothing"/);
  });

  test("statements that are sent together are answered in their order", async () => {
    const told = await at.store.as(who, ({ session }) =>
      session.queries([
        { sql: "SELECT $1::int AS n", params: [1] },
        { sql: "SELECT set_config('parley.mark', $1, true) AS n", params: ["two"] },
        { sql: "SELECT current_setting('parley.mark') AS n", params: [] },
      ]),
    );
    expect(told.map((a) => a.rows)).toEqual([[{ n: 1 }], [{ n: "two" }], [{ n: "two" }]]);
  });

  const inserting = (name: string, body: string) => {
    const { org, id, changed_at } = setting(name, body);
    const sql = "INSERT INTO setting (org, id, name, body, changed_at) VALUES ($1, $2, $3, $4, $5)";
    return { sql, params: [org, id, name, body, changed_at] };
  };

  test.each([
    ["at the end, when nobody asked more", async () => {}],
    ["before what was refused only because of it", (session: Session) => session.query("SELECT 1")],
  ])("one that was not waited for and is refused undoes all, and is thrown %s", async (_, more) => {
    const work = at.store.as(who, async ({ session }) => {
      void session.queries([inserting("together", "x"), inserting("together", "y"), inserting("after", "z")]);
      await more(session);
    });
    await expect(work).rejects.toMatchObject({ code: "23505" });
    expect([await namesOf("together"), await namesOf("after")]).toEqual([[], []]);
  });

  test("a handle kept past its transaction reaches nothing", async () => {
    const kept = await at.store.as(who, async (tx) => tx);
    await expect(kept.session.query("SELECT 1")).rejects.toThrow(/transaction is over/);
  });

  test("a transaction inside a transaction is refused at once, where it would wait for itself for ever", async () => {
    await expect(at.store.as(who, () => at.store.as(who, async () => 1))).rejects.toThrow(/inside a transaction/);
    await expect(at.store.as(who, ({ db }) => db.transaction().execute(async () => 1))).rejects.toThrow(/inside a/);
    expect(await at.store.as(who, async () => 2)).toBe(2);
  });

  test("transactions that start together all end", async () => {
    const all = Array.from({ length: 30 }, (_, i) =>
      at.store.as(
        who,
        ({ db }) =>
          db
            .insertInto("setting")
            .values(setting(`together ${i}`, "x"))
            .execute(),
        {
          lane: i % 3 === 0 ? "bulk" : "page",
        },
      ),
    );
    await Promise.all(all);
    expect((await namesOf("together %")).length).toBe(30);
  });

  test("a statement that does not end is given up, nothing of it stays, and the next one is served", async () => {
    const work = at.store.as(
      who,
      async ({ db, session }) => {
        await db.insertInto("setting").values(setting("given up", "x")).execute();
        await session.query(LONG);
      },
      { deadlineMs: 500 },
    );
    const outage = await work.catch((e: unknown) => e);
    expect(outage).toBeInstanceOf(Outage);
    expect(outage).toMatchObject({ code: "database-too-long", retry: "safe" });
    expect(await namesOf("given up")).toEqual([]);
  });

  test("work that forgets its transaction is given up too", async () => {
    const forgetful = at.store.as(who, () => new Promise(() => {}), { deadlineMs: 200 });
    await expect(forgetful).rejects.toMatchObject({ code: "database-too-long" });
    expect(await at.store.as(who, async () => 2)).toBe(2);
  });

  test("a person who leaves takes the question along", async () => {
    const gone = new AbortController();
    const work = at.store.as(who, ({ session }) => session.query(LONG), { signal: gone.signal });
    setTimeout(() => gone.abort(), 100);
    await expect(work).rejects.toMatchObject({ code: "given-up", retry: "safe" });
    expect(await at.store.as(who, async () => 2)).toBe(2);
  });

  test("a key that is no id never comes near a script", async () => {
    const forged = { org: "x'; RESET ROLE; --", clients: "all" } as const;
    await expect(at.store.as(forged, async () => 1)).rejects.toThrow(/no id/);
  });
});
