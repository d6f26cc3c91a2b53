import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, type TestStore } from "#test/stores.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/list.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

/**
 * Steps that a release has gone out with, by the digest of their SQL: those data folders are out there, so a released
 * step is never edited. A release adds its steps here.
 */
const RELEASED: Readonly<Record<number, string>> = {
  1: "edbff5c1f8a669f478036868be1761825b5a5e6c41ee74e8c38d8fce18ec784a",
  2: "86602a5438c9019e3d52814f792fb64e52155d06c9a6c2d0263c53112aeb79c9",
  3: "bc42a0bc7d7ed24803969c5f444732c74639cb9bf1c4cd0b9f252344b9c71486",
  4: "b93363139fc1463c26c05e435e675a9549e5c6a0811b5fd044661abafbcd7980",
  5: "20e8f7fa731b3a4f869b621877b21dceba9cea29bb58b32f01475ba61d8c9dbd",
  6: "e14ca3e890b3f6fde43b5cf032c1a76ab626d6dc14dcabc4d0204f62d9c6fc06",
  7: "e40346abfcbefea3f3764497c63265ea7db118eb8f23c4820708b7e71a9097b4",
  8: "d7c09ed07fba0e0911439eddc5d706d692672855215615ee4b26a50f52230880",
  9: "4da1fce725ef6d933edc63797dc9df892cd9604d8665bb764a0131da4ffbd657",
  10: "f8572deee8a1ae789ce6486bf939bf4fd103c54240bb94d9fa108e85c2f42680",
  11: "355e30185231bb03e5135c753940f819d57ad01956400f4d5493319f08ceed2f",
  12: "d4554700909c2aa46caee323098ecd59647e15a5dcab5cc0359f22726a6df870",
  13: "c93b608dfa6edad08df0468d91a2b7f3303c837d44702dbd2199229d8a631636",
};

test("the steps are numbered from 1 without a gap, and what was released is as it was", () => {
  expect(MIGRATIONS.map((m) => m.number)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  for (const { number, sql } of MIGRATIONS)
    if (RELEASED[number] !== undefined)
      expect(createHash("sha256").update(sql).digest("hex"), `step ${number}`).toBe(RELEASED[number]);
});

describe.each(ENGINES)("the schema on %s", (_, open) => {
  let at: TestStore;
  beforeAll(async () => {
    at = await open();
  });
  afterAll(() => at.close());

  const steps = async () =>
    (await at.store.engine.alone("SELECT number, name FROM parley_meta.migration ORDER BY number", [])).rows;
  const next = { number: MIGRATIONS.length + 1, name: "next", sql: "CREATE TABLE parley_meta.next (n int)" };

  test("brought up again it stays as it is, also when many start together", async () => {
    await Promise.all([migrate(at.store.engine), migrate(at.store.engine), migrate(at.store.engine)]);
    expect(await steps()).toEqual(MIGRATIONS.map(({ number, name }) => ({ number, name })));
  });

  test("a step that fails leaves nothing of itself", async () => {
    const broken = { ...next, sql: `${next.sql}; SELECT nothing` };
    await expect(migrate(at.store.engine, [...MIGRATIONS, broken])).rejects.toMatchObject({ code: "42703" });
    expect((await steps()).length).toBe(MIGRATIONS.length);
    await migrate(at.store.engine, [...MIGRATIONS, next]);
    expect((await steps()).length).toBe(MIGRATIONS.length + 1);
  });

  test("data of a newer Parley are refused with a sentence", async () => {
    await expect(migrate(at.store.engine)).rejects.toThrow(
      `This data was written by a newer Parley (schema ${MIGRATIONS.length + 1}; this one knows ${MIGRATIONS.length}). Nothing was changed; start the newer Parley.`,
    );
  });
});
