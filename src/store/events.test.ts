import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { CHAIN_START, chainHash } from "./chain.ts";
import { append } from "./events.ts";
import type { Principal } from "./principal.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

describe.each(ENGINES)("events on %s", (_, open) => {
  let at: TestStore;
  let org: string;
  let clients: string[];
  let all: Principal;
  let first: Principal;
  beforeAll(async () => {
    at = await open();
    ({ org, clients } = await organizationIn(at.store, 2));
    all = { org, clients: "all" };
    first = { org, clients: [clients[0]!] };
  });
  afterAll(() => at.close());

  const stored = () =>
    at.store.asSystem(({ db }) => db.selectFrom("event").selectAll().where("org", "=", org).orderBy("seq").execute());

  test("appended from many sides at once they are one chain without a gap, each hash over the one before", async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        at.store.as(i % 2 === 0 ? all : first, (tx) =>
          append(tx, [
            { client: clients[0], subject: `case ${i}`, type: "noted", body: { n: i, text: "José" } },
            { client: clients[0], subject: `case ${i}`, type: "closed", body: [i] },
          ]),
        ),
      ),
    );
    const rows = await stored();
    expect(rows.map((r) => Number(r.seq))).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    let previous = CHAIN_START;
    for (const row of rows) {
      expect(row.previous).toBe(previous);
      previous = chainHash(previous, { ...row, seq: Number(row.seq) });
      expect(row.hash).toBe(previous);
    }
  });

  test("an append that is rolled back leaves no gap", async () => {
    const before = (await stored()).length;
    const work = at.store.as(all, async (tx) => {
      await append(tx, [{ type: "thought of", body: null }]);
      throw new Error("not after all");
    });
    await expect(work).rejects.toThrow("not after all");
    const { seq } = await at.store.as(all, (tx) => append(tx, [{ type: "done", body: null }]));
    expect(seq).toBe(before + 1);
  });

  test("who has one client neither writes nor reads events of another, nor of the whole organization", async () => {
    await at.store.as(all, (tx) => append(tx, [{ client: clients[1], type: "other", body: 1 }]));
    for (const client of [clients[1], undefined])
      await expect(at.store.as(first, (tx) => append(tx, [{ client, type: "forged", body: 1 }]))).rejects.toMatchObject(
        {
          code: "42501",
        },
      );
    const seen = await at.store.as(first, ({ db }) => db.selectFrom("event").select("client").distinct().execute());
    expect(seen).toEqual([{ client: clients[0] }]);
  });

  const MEDDLING = [
    ["changed", "UPDATE event SET type = 'forged' WHERE seq = 1"],
    ["taken away", "DELETE FROM event WHERE seq = 1"],
    ["emptied", "TRUNCATE event"],
    ["given another body", "UPDATE event SET body = 'null', salt = salt WHERE seq = 1"],
    ["erased and changed at once", "UPDATE event SET body = NULL, salt = NULL, actor = 'x' WHERE seq = 1"],
  ] as const;

  test.each(MEDDLING)(
    "an event cannot be %s: by a request, by Parley itself, by the owner of the table",
    async (_, sql) => {
      const before = await stored();
      await expect(at.store.as(all, ({ session }) => session.query(sql))).rejects.toMatchObject({ code: "42501" });
      await expect(at.store.asSystem(({ session }) => session.query(sql))).rejects.toMatchObject({ code: "42501" });
      // On a server row security binds the owner too, and so leaves the owner no row to change.
      await at.store
        .asOwner(({ session }) => session.query(sql))
        .catch((e: unknown) => expect(e).toMatchObject({ code: "42501" }));
      expect(await stored()).toEqual(before);
    },
  );

  test("its body can be erased by Parley itself, which the chain survives, and by no request", async () => {
    const erase = "UPDATE event SET body = NULL, salt = NULL WHERE seq = 2";
    await expect(at.store.as(all, ({ session }) => session.query(erase))).rejects.toMatchObject({ code: "42501" });
    const { count } = await at.store.asSystem(({ session }) => session.query(erase));
    expect(count).toBe(1);
    const row = (await stored())[1]!;
    expect(row).toMatchObject({ body: null, salt: null });
    expect(chainHash(row.previous, { ...row, seq: 2 })).toBe(row.hash);
  });
});
