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
const RELEASED: Readonly<Record<number, string>> = {};

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
