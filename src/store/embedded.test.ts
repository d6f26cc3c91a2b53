import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { embeddedStore, organizationIn, type TestStore, testClock } from "#test/stores.ts";
import { EmbeddedEngine } from "./embedded.ts";
import type { Principal } from "./principal.ts";
import { openEmbedded } from "./store.ts";
import { newId } from "./uuid.ts";

describe("the embedded database", () => {
  let at: TestStore;
  let who: Principal;
  beforeAll(async () => {
    at = await embeddedStore();
    who = { org: (await organizationIn(at.store, 1)).org, clients: "all" };
  });
  afterAll(() => at.close());

  const engine = (): EmbeddedEngine => {
    if (!(at.store.engine instanceof EmbeddedEngine)) throw new Error("not embedded");
    return at.store.engine;
  };
  const write = (name: string) =>
    at.store.as(who, ({ db, now }) =>
      db
        .insertInto("setting")
        .values({ org: who.org, id: newId(now), name, body: "x", changed_at: now })
        .execute(),
    );
  const written = () => at.store.as(who, ({ db }) => db.selectFrom("setting").select("name").orderBy("name").execute());

  test("every commit reaches the disk before it is acknowledged", async () => {
    for (let i = 0; i < 25; i++) {
      const before = await engine().syncs();
      await write(`sync ${i}`);
      expect((await engine().syncs()) - before).toBeGreaterThanOrEqual(1);
    }
  });

  test("what was acknowledged is there after the thread is ended in the middle of a statement", async () => {
    await write("acknowledged");
    const long = at.store.as(
      who,
      async ({ db, now, session }) => {
        await db
          .insertInto("setting")
          .values({ org: who.org, id: newId(now), name: "in doubt", body: "x", changed_at: now })
          .execute();
        await session.query("SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 1000) b");
      },
      { deadlineMs: 300 },
    );
    await expect(long).rejects.toMatchObject({ retry: "safe" });
    const names = (await written()).map((r) => r.name);
    expect(names).toContain("acknowledged");
    expect(names).not.toContain("in doubt");
  });

  test("a statement that wants more memory than the database may take is refused, and the next is answered", async () => {
    const wants = (sql: string) => at.store.as(who, ({ session }) => session.query(sql), { deadlineMs: 60_000 });
    for (let i = 0; i < 3; i++)
      await expect(wants("SELECT length(repeat('x', 150000000) || repeat('y', 150000000))")).rejects.toMatchObject({
        code: "database-memory",
      });
    await write("after");
    expect((await written()).map((r) => r.name)).toContain("after");
  });

  test("a person who leaves before a short statement is over leaves the thread as it was", async () => {
    await engine().alone("SELECT set_config('parley.mark', 'kept', false)");
    const gone = new AbortController();
    const work = at.store.as(
      who,
      async ({ session }) => {
        const running = session.query("SELECT count(*) FROM generate_series(1, 100000)");
        gone.abort();
        await running;
        await session.query("SELECT 1");
      },
      { signal: gone.signal },
    );
    const after = write("after one who left");
    await expect(work).rejects.toMatchObject({ code: "given-up", retry: "safe" });
    await after;
    expect((await engine().alone("SELECT current_setting('parley.mark', true) AS mark", [])).rows).toEqual([
      { mark: "kept" },
    ]);
  });

  test("a page that comes later is served before bulk work that waits", async () => {
    const served: string[] = [];
    const job = (name: string, lane: "page" | "bulk") => at.store.as(who, async () => served.push(name), { lane });
    await Promise.all([job("bulk 1", "bulk"), job("bulk 2", "bulk"), job("bulk 3", "bulk"), job("page", "page")]);
    expect(served).toEqual(["bulk 1", "page", "bulk 2", "bulk 3"]);
  });

  test("after much was changed, tidying leaves no dead rows and a short log", async () => {
    for (let i = 0; i < 5; i++) {
      await at.store.asOwner(({ session }) =>
        session.script("CREATE TABLE IF NOT EXISTS tidied (n int, t text); TRUNCATE tidied;"),
      );
      await at.store.asOwner(({ session }) =>
        session.script("INSERT INTO tidied SELECT n, repeat('x', 1000) FROM generate_series(1, 20000) n"),
      );
      await at.store.asOwner(({ session }) => session.script("UPDATE tidied SET n = n + 1"));
    }
    await at.store.tidy();
    const { rows } = await at.store.asOwner(({ session }) =>
      session.query(`SELECT n_dead_tup::int AS dead,
        pg_wal_lsn_diff(pg_current_wal_insert_lsn(), (pg_control_checkpoint()).redo_lsn)::int AS log
        FROM pg_stat_user_tables WHERE relname = 'tidied'`),
    );
    expect(rows[0]?.dead).toBe(0);
    expect(rows[0]?.log).toBeLessThan(1024 * 1024);
    await at.store.asOwner(({ session }) => session.script("DROP TABLE tidied"));
  });

  test("while it is held still, a copy of its folder is a whole database", async () => {
    const copy = join(mkdtempSync(join(tmpdir(), "parley-copy-")), "pg");
    await engine().still(async (folder) => cpSync(folder, copy, { recursive: true }));
    await write("after the copy");
    const second = await EmbeddedEngine.open(copy);
    const { rows } = await second.alone("SELECT name FROM setting ORDER BY name", []);
    await second.close();
    expect(rows.map((r) => r.name)).toEqual(
      (await written()).map((r) => r.name).filter((name) => name !== "after the copy"),
    );
    rmSync(join(copy, ".."), { recursive: true });
  });
});

describe("a data folder", () => {
  const dir = mkdtempSync(join(tmpdir(), "parley-folder-"));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const now = testClock();

  test("is made where there is none, past what an earlier start left half made, and opened again", async () => {
    const folder = join(dir, "new");
    mkdirSync(join(folder, "pg"), { recursive: true });
    writeFileSync(join(folder, "pg", "PG_VERSION"), "18\n");
    writeFileSync(join(folder, "pg.making"), "");
    const store = await openEmbedded(folder, { now });
    expect(existsSync(join(folder, "pg.making"))).toBe(false);
    const { org } = await organizationIn(store, 1);
    await expect(openEmbedded(folder, { now })).rejects.toMatchObject({ code: "data-folder-in-use" });
    await store.close();
    expect(existsSync(`${folder}.lock`)).toBe(false);
    const again = await openEmbedded(folder, { now });
    const seen = await again.as({ org, clients: "all" }, ({ db }) =>
      db.selectFrom("organization").select("org").execute(),
    );
    expect(seen).toEqual([{ org }]);
    await again.close();
    await expect(again.as({ org, clients: "all" }, async () => 1)).rejects.toMatchObject({ code: "database-closed" });
  });

  test.each([
    ["another release of PostgreSQL", "17\n", /written by PostgreSQL 17/],
    ["something else", undefined, /holds no database of Parley/],
  ])("of %s is refused with a sentence, left as it is, and its lock given back", async (name, release, sentence) => {
    const folder = join(dir, name);
    mkdirSync(join(folder, "pg"), { recursive: true });
    if (release !== undefined) writeFileSync(join(folder, "pg", "PG_VERSION"), release);
    await expect(openEmbedded(folder, { now })).rejects.toThrow(sentence);
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });
});
