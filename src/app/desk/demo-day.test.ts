import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { openTestDesk, type TestDesk, TODAY } from "#test/desk.ts";
import { playDemoDay } from "./demo-day.ts";
import { importFolder } from "./import-folder.ts";
import { paymentTotals } from "./payments.ts";
import { VISITOR } from "./sign-in-demo.ts";

let at: TestDesk;
const dir = mkdtempSync(join(tmpdir(), "parley-demo-day-"));

const rows = () =>
  at.desk.store.as(at.owner, (tx) =>
    tx.db.selectFrom("case_row").select(["id", "owner", "turn", "state"]).where("org", "=", at.org).execute(),
  );

beforeAll(async () => {
  at = await openTestDesk(1);
  await writeDemo(dir, { asOf: TODAY, seed: DEMO_SEED });
  const [client = ""] = at.clients;
  await importFolder(at.desk, at.owner, {
    client,
    paths: [join(dir, "claims"), join(dir, "remittances")],
    skip: () => false,
  });
});
afterAll(async () => {
  await at.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("the day of work in the demo", () => {
  test("is not played before the visitor is there", async () => {
    expect(await playDemoDay(at.desk)).toEqual([]);
    expect((await rows()).every((r) => r.owner === null)).toBe(true);
  });

  test("is played once, and no act of it is refused", async () => {
    const visitor = await at.person(VISITOR.name, "owner");
    await at.desk.store.asSystem(({ db }) =>
      db.updateTable("person").set({ email: VISITOR.email }).where("id", "=", visitor.id).execute(),
    );
    expect(await playDemoDay(at.desk)).toEqual([]);
    const played = await rows();
    expect(played.filter((r) => r.owner === visitor.id).length).toBe(9);
    expect(new Set(played.map((r) => r.turn))).toEqual(new Set(["ours", "theirs", "records"]));
    expect(await playDemoDay(at.desk)).toEqual([]);
    expect(await rows()).toEqual(played);
  });

  test("leaves a payment that is short and one that is awaited", async () => {
    const totals = await at.desk.store.as(at.owner, (tx) => paymentTotals(tx, { client: undefined }));
    expect(totals.flatMap((t) => (t.rows > 0 ? [t.state] : [])).sort()).toEqual(["expected", "short"]);
  });
});
