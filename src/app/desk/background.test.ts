import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endingOn } from "#case/story.ts";
import { claim } from "#claim/invented.ts";
import { openPostgres } from "#store/store.ts";
import { openCase, openTestDesk, type TestDesk } from "#test/desk.ts";
import { hasPostgres, POSTGRES_ABSENT, startPostgres, type TestPostgres } from "#test/postgres.ts";
import { ENGINES, testClock } from "#test/stores.ts";
import { Background, type Chore } from "./background.ts";
import { markCases } from "./decide-later.ts";
import type { Desk } from "./desk.ts";
import { readSetting } from "./settings.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const MARK = { why: "the profile", payers: null, butOf: null } as const;
const TIMING = { beginMs: 1, everyMs: 150, pollSeconds: 0.2 };

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400 && !(await met()); i++) await sleep(50);
  expect(await met()).toBe(true);
}

const faults: string[] = [];
const open: Background[] = [];
const failed = (what: string, thrown: unknown): void => void faults.push(`${what} ${String(thrown)}`);
afterEach(async () => {
  await Promise.all(open.map((b) => b.stop()));
  open.length = 0;
});

function begun(desk: Desk, chores: readonly Chore[] = [], timing = {}): Background {
  const background = new Background(desk, () => {});
  open.push(background);
  background.begin(chores, failed, { ...TIMING, ...timing });
  return background;
}

const asked = async (desk: Desk, sql: string): Promise<unknown> =>
  (await desk.store.asOwner(({ session }) => session.query<{ value: unknown }>(sql))).rows[0]?.value;

const marksOf = async (at: TestDesk, client: string): Promise<unknown> => {
  const of = { org: at.org, client, name: "cases to decide again" };
  return (await at.desk.store.as(at.owner, (tx) => readSetting(tx, of))).body;
};

describe.each(ENGINES)("the background on %s", (_, openStore) => {
  let at: TestDesk;
  let client: string;
  beforeAll(async () => {
    at = await openTestDesk(1, openStore);
    client = at.clients[0] ?? "";
    await openCase(at, client, { claim: claim("A-1", ["99285 1000.00"]), finding: endingOn("2026-12-01") });
  });
  afterAll(() => at.close());

  const isDone = async (): Promise<boolean> => JSON.stringify(await marksOf(at, client)) === "[]";
  const mark = () => at.desk.store.as(at.owner, (tx) => markCases(tx, at.org, client, MARK));

  test("decides what was marked before anybody looked after queues, and what is marked since, at once when told", async () => {
    await mark();
    await sleep(50);
    expect(await marksOf(at, client)).toEqual([MARK]);
    const background = begun(at.desk, [], { pollSeconds: 60, everyMs: 600_000 });
    await until(isDone);
    at.news.length = 0;
    await mark();
    background.decideSoon();
    await until(isDone);
    expect(at.news.map((n) => n.topic)).toEqual(["deciding", "deciding", "map"]);
    expect(faults).toEqual([]);
  });

  test("a mark whose transaction is rolled back leaves no job", async () => {
    const work = at.desk.store.as(at.owner, async (tx) => {
      await markCases(tx, at.org, client, MARK);
      throw new Error("not after all");
    });
    await expect(work).rejects.toThrow("not after all");
    const jobs = "SELECT count(*)::int AS value FROM pgboss.job WHERE name = 'decide' AND state < 'active'";
    expect([await marksOf(at, client), await asked(at.desk, jobs)]).toEqual([[], 0]);
  });

  test("marks whose jobs are gone, as after a restore, are found at a start", async () => {
    await mark();
    await asked(at.desk, "DELETE FROM pgboss.job");
    begun(at.desk, [], { everyMs: 600_000 });
    await until(isDone);
  });

  test("at a start the day is brought to today, and a map that a stop left of yesterday with it", async () => {
    at.on("2026-11-23");
    const mapped = "SELECT as_of::text AS value FROM money_map";
    begun(at.desk);
    await until(async () => (await asked(at.desk, mapped)) === "2026-11-23");
    await open.pop()?.stop();
    await asked(at.desk, "UPDATE money_map SET as_of = '2026-11-22'");
    begun(at.desk);
    await until(async () => (await asked(at.desk, mapped)) === "2026-11-23");
    expect(faults).toEqual([]);
  });

  test("nothing runs once it is stopped, and what was broken off is done by the next", async () => {
    let [begins, ends] = [0, 0];
    const sweep: Chore = {
      queue: "sweep",
      everySeconds: 3600,
      isAtStart: true,
      run: async (stop) => {
        begins++;
        while (!stop.aborted) await sleep(10);
        await sleep(100);
        ends++;
      },
    };
    const first = begun(at.desk, [sweep]);
    await until(() => begins === 1);
    await first.stop();
    expect(ends).toBe(1);
    await mark();
    await sleep(500);
    expect([begins, ends, await marksOf(at, client)]).toEqual([1, 1, [MARK]]);
    let again = 0;
    begun(at.desk, [{ ...sweep, run: async () => void again++ }]);
    await until(async () => again > 0 && (await isDone()));
    expect(faults).toEqual([]);
  });

  test("what fails is told, and the rest goes on", async () => {
    let runs = 0;
    const broken = async (): Promise<void> => {
      throw new Error("the disk");
    };
    begun(at.desk, [
      { queue: "sweep", everySeconds: 3600, isAtStart: true, run: broken },
      { queue: "audit", everySeconds: 3600, isAtStart: true, run: async () => void runs++ },
    ]);
    await until(() => runs === 1 && faults.length > 0);
    expect(faults).toEqual(["sweep Error: the disk"]);
    faults.length = 0;
  });
});

describe.skipIf(!hasPostgres)("two servers over one PostgreSQL", () => {
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
    at = await openTestDesk(1, openOne);
    other = { ...at.desk, store: (await openOne()).store };
  });
  // Also after a failure: a server that is left running holds the test run up.
  afterAll(async () => {
    await other?.store.close();
    await at?.desk.store.close();
    await postgres?.stop();
  });

  test("do the work of an hour once between them, and of one client one at a time", async () => {
    const client = at.clients[0] ?? "";
    await openCase(at, client, { claim: claim("A-1", ["99285 1000.00"]), finding: endingOn("2026-12-01") });
    let [runs, running, atOnce] = [0, 0, 0];
    // Ten years: no test meets the end of such a stretch.
    const audit: Chore = {
      queue: "audit",
      everySeconds: 10 * 365 * 86_400,
      run: async () => {
        runs++;
        atOnce = Math.max(atOnce, ++running);
        await sleep(100);
        running--;
      },
    };
    const both = [begun(at.desk, [audit]), begun(other, [audit])];
    await until(() => runs > 0);
    await sleep(1_500);
    expect([runs, atOnce]).toEqual([1, 1]);
    at.news.length = 0;
    await at.desk.store.as(at.owner, (tx) => markCases(tx, at.org, client, MARK));
    for (const b of both) b.decideSoon();
    await until(async () => JSON.stringify(await marksOf(at, client)) === "[]");
    await sleep(500);
    expect(at.news.filter((n) => n.topic === "deciding")).toHaveLength(2);
    const active = "SELECT count(*)::int AS value FROM pgboss.job WHERE state = 'active'";
    for (const b of both) await b.stop();
    expect([await asked(at.desk, active), faults]).toEqual([0, []]);
  });
});
