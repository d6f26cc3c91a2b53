import { afterAll, beforeAll, expect, test } from "vitest";
import { endingOn } from "#case/story.ts";
import { claim } from "#claim/invented.ts";
import { openCase, openTestDesk, type TestDesk } from "#test/desk.ts";
import { bringToToday } from "./night.ts";

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.close());

test("a new day renews the rows of every client once, and the days left with them", async () => {
  const [client = ""] = desk.clients;
  await openCase(desk, client, { claim: claim("A-1", ["99285 1000.00"]), finding: endingOn("2026-12-01") });
  expect(await bringToToday(desk.desk)).toBe(0);
  desk.on("2026-11-23");
  expect(await bringToToday(desk.desk)).toBe(1);
  const rows = await desk.desk.store.as(desk.owner, (tx) =>
    tx.db.selectFrom("case_row").select(["as_of", "number"]).execute(),
  );
  expect(rows.map((r) => r.as_of)).toEqual(["2026-11-23"]);
  expect(await bringToToday(desk.desk)).toBe(0);
});
