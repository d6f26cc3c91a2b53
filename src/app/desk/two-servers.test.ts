import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { write837 } from "#app/invented-x12.ts";
import { claim } from "#claim/invented.ts";
import { openPostgres } from "#store/store.ts";
import { openTestDesk, type TestDesk } from "#test/desk.ts";
import { hasPostgres, POSTGRES_ABSENT, startPostgres, type TestPostgres } from "#test/postgres.ts";
import { testClock } from "#test/stores.ts";
import type { Desk } from "./desk.ts";
import { finishImport, getImport, openImport, resumeImports, startImport } from "./import.ts";
import { addFile } from "./import-files.ts";
import { importsIdle } from "./import-line.ts";
import { undoImport } from "./undo-import.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe.skipIf(!hasPostgres)("imports of two servers over one PostgreSQL", () => {
  let postgres: TestPostgres;
  let at: TestDesk;
  let other: Desk;
  beforeAll(async () => {
    postgres = await startPostgres();
    const openOne = async () => ({
      store: await openPostgres(postgres.url, { now: testClock() }),
      folder: undefined,
      close: async () => {},
    });
    at = await openTestDesk(4, openOne);
    other = { ...at.desk, store: (await openOne()).store };
  });
  afterAll(async () => {
    await other?.store.close();
    await at?.desk.store.close();
    await postgres?.stop();
  });

  async function filled(client: string, name: string, numbers: readonly string[]): Promise<string> {
    const opened = await at.desk.store.as(at.owner, (tx) => openImport(tx, client));
    if (!opened.ok) throw new Error(opened.error.sentence);
    const text = write837(numbers.map((n) => claim(n, ["99285 1000.00"])));
    const added = await addFile(at.desk, at.owner, opened.value.id, name, bytesOf(text));
    if (!added.ok) throw new Error(added.error.sentence);
    return opened.value.id;
  }

  const stateOf = async (id: string) => (await at.desk.store.as(at.owner, (tx) => getImport(tx, id)))?.state;
  const counted = async (client: string): Promise<readonly unknown[]> => {
    const events = `SELECT count(*)::int AS n FROM event WHERE type = 'import done' AND client = '${client}'`;
    const cases = `SELECT count(*)::int AS n FROM case_row WHERE client = '${client}'`;
    return at.desk.store.asOwner(async ({ session }) => {
      const done = (await session.query<{ n: number }>(events)).rows[0]?.n;
      return [done, (await session.query<{ n: number }>(cases)).rows[0]?.n];
    });
  };

  test("one that starts while the other reads waits for it, and finds the import done", async () => {
    const client = at.clients[0] ?? "";
    const id = await filled(client, "a.837", ["A-1", "A-2"]);
    const begun = await startImport(at.desk, at.owner, id);
    expect(begun.ok).toBe(true);
    await resumeImports(other);
    await Promise.all([importsIdle(at.desk), importsIdle(other)]);
    expect([await stateOf(id), await counted(client)]).toEqual(["done", [1, 2]]);
  });

  test("what one holds the other waits for, also when the work fails", async () => {
    const said: string[] = [];
    const hold = (desk: Desk, name: string) =>
      desk.store.engine.holding("a name", async () => {
        said.push(`${name} begins`);
        await sleep(200);
        said.push(`${name} ends`);
        throw new Error(name);
      });
    const all = await Promise.allSettled([hold(at.desk, "first"), sleep(50).then(() => hold(other, "second"))]);
    expect(all.map((a) => a.status)).toEqual(["rejected", "rejected"]);
    expect(said).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  });

  test("one that holds a client's imports holds no other client's", async () => {
    const [, one = "", two = ""] = at.clients;
    const id = await filled(two, "b.837", ["B-1"]);
    await other.store.engine.holding(`imports of ${one}`, async () => {
      expect((await finishImport(at.desk, at.owner, id)).ok).toBe(true);
    });
    expect(await stateOf(id)).toBe("done");
  });

  test("an import is read on one or taken back on the other, and never both at once", async () => {
    const client = at.clients[3] ?? "";
    const first = await filled(client, "c.837", ["C-1"]);
    expect((await finishImport(at.desk, at.owner, first)).ok).toBe(true);
    const second = await filled(client, "d.837", ["D-1"]);
    const [begun, undone] = await Promise.all([
      startImport(at.desk, at.owner, second),
      undoImport(other, at.owner, first),
    ]);
    await Promise.all([importsIdle(at.desk), importsIdle(other)]);
    expect(begun.ok).toBe(true);
    const left = undone.ok ? 1 : 2;
    expect([await stateOf(first), (await counted(client))[1]]).toEqual([undone.ok ? "undone" : "done", left]);
  });
});
