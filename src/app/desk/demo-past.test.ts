import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importBooks } from "#app/books.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { openBooks } from "#rates/shelf.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { playDemoDay } from "./demo-day.ts";
import { tellPast } from "./demo-past.ts";
import type { Desk } from "./desk.ts";
import { importFolder } from "./import-folder.ts";
import { renewMap } from "./map-renewal.ts";
import { keptMap } from "./money-map.ts";
import { scorecardOf } from "./scorecard.ts";
import { VISITOR } from "./sign-in-demo.ts";

let at: TestDesk;
let desk: Desk;
const dir = mkdtempSync(join(tmpdir(), "parley-demo-past-"));
const client = (): string => at.clients[0] ?? "";

const openRows = () =>
  desk.store.as(at.owner, (tx) =>
    tx.db
      .selectFrom("case_row")
      .selectAll()
      .where("org", "=", at.org)
      .where("state", "<>", "closed")
      .orderBy("id")
      .execute(),
  );
const closedRows = () =>
  desk.store.as(at.owner, (tx) =>
    tx.db
      .selectFrom("case_row")
      .select(["id", "outcome"])
      .where("org", "=", at.org)
      .where("state", "=", "closed")
      .execute(),
  );
async function map() {
  await renewMap(desk, at.owner, client());
  const { madeAt: _, ...kept } = (await desk.store.as(at.owner, (tx) => keptMap(tx, client()))) ?? { madeAt: "" };
  return kept;
}

beforeAll(async () => {
  at = await openTestDesk(1);
  await writeDemo(dir, { asOf: TODAY, seed: DEMO_SEED });
  const booksDir = join(dir, "shelf");
  await importBooks({ paths: [join(dir, "books")], booksDir, now: `${TODAY}T00:00:00.000Z` });
  const { books } = openBooks(booksDir);
  desk = { ...at.desk, books: () => books };
  await importFolder(desk, at.owner, { client: client(), paths: [dir], skip: (name) => /^(books|shelf)\//.test(name) });
});
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("the past of the demo", () => {
  test("is not told before the visitor has a day of work", async () => {
    await tellPast(desk);
    expect(await closedRows()).toEqual([]);
  });

  test("is told once, leaves every open case and the money map as they were, and ends in more than one way", async () => {
    const visitor = await at.person(VISITOR.name, "owner");
    await desk.store.asSystem(({ db }) =>
      db.updateTable("person").set({ email: VISITOR.email }).where("id", "=", visitor.id).execute(),
    );
    expect(await playDemoDay(desk)).toEqual([]);
    const [open, drawn] = [await openRows(), await map()];
    await tellPast(desk);
    const closed = await closedRows();
    expect(closed.length).toBeGreaterThanOrEqual(120);
    expect(new Set(closed.map((c) => c.outcome))).toEqual(new Set(["agreed and paid", "awarded and paid", "given up"]));
    expect(await openRows()).toEqual(open);
    expect(await map()).toEqual(drawn);
    await tellPast(desk);
    expect(await closedRows()).toHaveLength(closed.length);
  }, 120_000);

  test("shows the payers as they were drawn", async () => {
    const card = await desk.store.as(at.owner, (tx) => scorecardOf(tx, client(), TODAY));
    if (card === undefined || card === "which client") throw new Error("no card");
    const value = (name: string, id: string): number =>
      card.rows.find((r) => r.name.startsWith(name))?.measures.find((m) => m.id === id)?.value ?? Number.NaN;
    expect(value("LANTERN", "reply")).toBeGreaterThan(3 * value("STARFIELD", "reply"));
    expect(value("LANTERN", "in time")).toBeLessThan(value("JUNIPER", "in time"));
    expect(value("JUNIPER", "uplift")).toBeGreaterThan(value("LANTERN", "uplift"));
    expect(card.rows.filter((r) => r.kind === "vendor" && r.settled >= 5)).toHaveLength(2);
  });
});
