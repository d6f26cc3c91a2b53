import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { today } from "#app/clock.ts";
import { DEMO_SEED } from "#app/demo.ts";
import { writeDemo } from "#app/demo-write.ts";
import { actOnCases } from "#app/desk/act.ts";
import { bringFolder } from "#app/desk/bring-folder.ts";
import { playDemoDay } from "#app/desk/demo-day.ts";
import type { Desk } from "#app/desk/desk.ts";
import { openDesk, type Place } from "#app/desk/open-desk.ts";
import { prepare } from "#app/desk/sign-in.ts";
import { DEMO } from "#app/desk/sign-in-demo.ts";
import { day } from "#base/day.ts";
import { usd } from "#base/money.ts";
import type { Act } from "#case/command.ts";
import type { Actor } from "#case/event.ts";
import { newId } from "#store/uuid.ts";
import { memoryIo } from "#test/memory-io.ts";
import { COMMANDS } from "./commands.ts";
import { runCommandLine } from "./run.ts";
import { width } from "./text.ts";

/** Commands over stored cases as they are typed, with the invented practice in the store and its day of work. */

const root = mkdtempSync(join(tmpdir(), "parley-stored-"));
const home = join(root, "home");
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function parley(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const io = memoryIo({ columns: 80 }, { PARLEY_HOME: home });
  const code = await runCommandLine(words, { io, commands: COMMANDS, version: "test" });
  return { code, out: io.written.out, err: io.written.err };
}

/** The case an approval was asked for. */
let asked = "";

/** Two cases are settled by hand, and on a third an offer waits for another person. */
async function work(desk: Desk): Promise<void> {
  const cases = await desk.store.asSystem(({ db }) =>
    db
      .selectFrom("case_row")
      .select(["id", "org", "client", "number", "version"])
      .where("state", "=", "open")
      .where("class", "=", "underpaid")
      .orderBy("stake", "desc")
      .limit(3)
      .execute(),
  );
  const by: Actor = { kind: "person", id: newId("2026-11-20T15:00:00.000Z"), name: "N. Egotiator" };
  const on = desk.today();
  for (const c of cases.slice(0, 2)) {
    const acts: readonly Act[] = [
      { type: "log offer", from: "us", amount: usd("700.00"), made: on, way: "fax" },
      {
        ...{ type: "enter agreement", kind: "agreement", basis: "further payment", amount: usd("300.00"), agreed: on },
        ...{ lines: [{ line: 1, amount: usd("300.00") }], due: on, days: "calendar", source: "a letter" },
      },
    ];
    const version = Number(c.version);
    const all = acts.map((act, i) => ({ caseId: c.id, saw: version + i, act }));
    const { refused } = await actOnCases(desk, { org: c.org, clients: [c.client] }, by, all);
    expect(refused).toEqual([]);
  }
  const third = cases[2];
  if (third === undefined) throw new Error("the demo has no third case");
  asked = third.number;
  await desk.store.as({ org: third.org, clients: "all" }, ({ db, now }) =>
    db
      .insertInto("approval")
      .values({
        ...{ org: third.org, client: third.client, case_id: third.id, id: newId(now), event: 2, act: "make offer" },
        ...{ amount: usd("6000.00"), asked_at: now, ends: day("2190-01-01"), state: "waiting" },
        body: JSON.stringify({
          ...{ what: [], says: "offer", note: null, askedBy: { id: by.id, name: by.name }, floor: "0.00" },
          ...{
            unproven: [{ fact: "plan_funding", question: "the plan is self-funded" }],
            attested: [],
            decidedBy: null,
            decided: null,
            reason: null,
            asks: {},
          },
        }),
      })
      .execute(),
  );
}

beforeAll(async () => {
  const folder = join(root, "demo");
  await writeDemo(folder, { asOf: today(), seed: DEMO_SEED });
  const place: Place = {
    home,
    demo: true,
    booksDir: join(root, "books"),
    databaseUrl: undefined,
    masterKey: undefined,
  };
  const { desk, makeKey, close } = await openDesk({ ...place, worked: true });
  await prepare(desk.store, makeKey, DEMO);
  const brought = await bringFolder({ desk, makeKey, folder, into: DEMO, onlyOnce: true });
  if (brought?.ok !== true) throw new Error("the demo is not there");
  await playDemoDay(desk);
  await work(desk);
  await close();
});

describe("over a store with cases", () => {
  test("approvals that wait are listed with who asks and what nothing proves, and those of another state are not", async () => {
    const { code, out } = await parley("approvals", "--demo");
    expect(code).toBe(0);
    for (const words of ["Approvals  1 waiting", asked, "$6,000.00", "Asked by N. Egotiator, ends after 2190-01-01."])
      expect(out).toContain(words);
    expect(out).toContain("Nothing proves: the plan is self-funded");
    expect(JSON.parse((await parley("approvals", "--demo", "--json")).out)).toMatchObject({
      state: "waiting",
      approvals: [{ number: asked, amount: "6000.00" }],
      more: false,
    });
    expect((await parley("approvals", "--demo", "--state", "given")).out).toContain("Approvals  0 given");
  });

  test("no offer stands ready while the dial stands at suggest, and what auto would do is told when asked", async () => {
    const none = await parley("prepared", "--demo");
    expect([none.code, none.out]).toEqual([0, expect.stringContaining("the dial stands at off or suggest")]);
    const { out } = await parley("prepared", "--demo", "--dry");
    expect(out).toMatch(/Ready to send {2}\d+ offers? of \d+ cases/);
    expect(out).toMatch(/Open at \$[\d,.]+: an opening/);
    expect(out).toContain("Not by itself: ");
    const told = JSON.parse((await parley("prepared", "--demo", "--dry", "--json")).out);
    expect(told).toMatchObject({ on: true, more: true });
    expect(told.prepared).toHaveLength(50);
  });

  test("a backtest plays the settled cases again, and says that so few say little", async () => {
    const { code, out } = await parley("backtest", "--demo");
    expect(code).toBe(0);
    expect(out).toContain("2 cases played again");
    expect(out.replace(/\s+/g, " ")).toContain("Under 10 cases say little; take them one by one.");
    const json = JSON.parse((await parley("backtest", "--demo", "--json")).out);
    expect(json.played).toBe(2);
  });

  test("the portfolio of the store names cases by their numbers, in 80 columns", async () => {
    const { code, out } = await parley("portfolio", "--stored", "--demo");
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => width(line) > 80)).toEqual([]);
    expect(out).toMatch(/^ {2}HR-\d+ /m);
    const json = JSON.parse((await parley("portfolio", "--stored", "--demo", "--json")).out);
    expect(json.cases.length).toBeGreaterThan(10);
  });

  test("the plan of a stored case is the one that its number names; another number is refused", async () => {
    const { code, out } = await parley("plan", asked, "--stored", "--demo", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("advice");
    const none = await parley("plan", "HR-999999", "--stored", "--demo");
    expect(none.code).toBe(2);
  });

  test.each([
    ["plan", "HR-1", "folder"],
    ["portfolio", "folder"],
  ])("%s --stored takes no folder", async (...words) => {
    const { code, err } = await parley(...words, "--stored", "--demo");
    expect([code, err]).toEqual([2, expect.stringContaining("leave a PATH out")]);
  });
});
