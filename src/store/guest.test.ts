import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { rowsOfEveryTable } from "#test/store-rows.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { append } from "./events.ts";
import type { Guest } from "./principal.ts";
import { newId } from "./uuid.ts";

/** Every table there is, walked as the guest of a room: what the database lets one see and do. */

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

describe.each(ENGINES)("a guest on %s", (_, open) => {
  let at: TestStore;
  let tables: string[];
  let guest: Guest;
  let client = "";
  let caseId = "";

  beforeAll(async () => {
    at = await open();
    const { org, clients } = await organizationIn(at.store, 1);
    const strange = await organizationIn(at.store, 1);
    [client = ""] = clients;
    const all = { org, clients: "all" } as const;
    await at.store.as(all, async (tx) => {
      await rowsOfEveryTable(tx, client);
      const room = await tx.db
        .selectFrom("room")
        .select(["id", "case_id"])
        .where("client", "=", client)
        .executeTakeFirstOrThrow();
      caseId = room.case_id;
      // Another room of the same case is another's.
      const other = { org, client, case_id: caseId, event: 3, name: "H", passcode: "s$h", opened_at: tx.now };
      await tx.db
        .insertInto("room")
        .values({ ...other, id: newId(tx.now), link: "other" })
        .execute();
      guest = { org, room: room.id };
      const beside = { client, subject: client, type: "case note added", body: null };
      await append(tx, [{ client, subject: caseId, type: "case note added", body: null }, beside]);
    });
    await at.store.as({ org: strange.org, clients: "all" }, (tx) => rowsOfEveryTable(tx, strange.clients[0] ?? ""));
    const { rows } = await at.store.asOwner(({ session }) =>
      session.query<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
      ),
    );
    tables = rows.map((r) => r.name);
  });
  afterAll(() => at.close());

  /** What a statement gives a guest: rows, or the refusal by its code. */
  const asked = (sql: string, who = guest): Promise<number | string> =>
    at.store
      .asGuest(who, async ({ session }) => (await session.query(sql)).count)
      .catch((e: { code?: string }) => e.code ?? String(e));

  /** Rows a guest reaches in each table; one row each, by columns they may read. */
  const OWN: Readonly<Record<string, number>> = { room: 1, case_row: 1, case_opening: 1, event: 1, chain_head: 1 };

  test("reads the case of the room and the rows beside it, and no other table at all", async () => {
    for (const table of tables) expect(await asked(`SELECT org FROM ${table}`), table).toBe(OWN[table] ?? "42501");
  });

  test("does not read what is in the row of the case beside its version, nor what opens the room", async () => {
    for (const sql of ["SELECT patient FROM case_row", "SELECT stake FROM case_row", "SELECT passcode, link FROM room"])
      expect(await asked(sql), sql).toBe("42501");
  });

  test("changes and removes nothing but the version of the case, the end of the chain and the last look", async () => {
    for (const table of tables) {
      expect(await asked(`UPDATE ${table} SET org = org`), table).toBe("42501");
      expect(await asked(`DELETE FROM ${table}`), table).toBe("42501");
    }
    expect(await asked("UPDATE case_row SET version = version + 1")).toBe(1);
    expect(await asked("UPDATE room SET seen_at = now()")).toBe(1);
  });

  const event = (type: string, subject: string, actor = guest.room): Promise<number | string> =>
    at.store
      .asGuest(guest, (tx) => append(tx, [{ client, subject, type, body: null, actor }]))
      .then(
        () => 1,
        (e: { code?: string }) => e.code ?? String(e),
      );

  test("adds to the history of the case what a guest does, as themselves, and nothing else", async () => {
    expect(await event("case room moved", caseId)).toBe(1);
    expect(await event("case agreement signed", caseId)).toBe(1);
    expect(await event("case agreement entered", caseId)).toBe("42501");
    expect(await event("case room moved", client)).toBe("42501");
    expect(await event("case room moved", caseId, "system")).toBe("42501");
  });

  test("of another organization is nobody, and so is a room that is not there", async () => {
    const { org } = await organizationIn(at.store, 1);
    for (const who of [
      { org, room: guest.room },
      { org: guest.org, room: client },
    ])
      for (const table of Object.keys(OWN)) expect(await asked(`SELECT org FROM ${table}`, who), table).toBe(0);
  });

  test("of a closed room reaches nothing", async () => {
    await at.store.asSystem(({ db }) =>
      db.updateTable("room").set({ closed_at: "2026-11-23T15:00:00.000Z" }).where("id", "=", guest.room).execute(),
    );
    for (const table of Object.keys(OWN)) expect(await asked(`SELECT org FROM ${table}`), table).toBe(0);
    expect(await asked("UPDATE case_row SET version = version + 1")).toBe(0);
    expect(await event("case room moved", caseId)).not.toBe(1);
  });
});
