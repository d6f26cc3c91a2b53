import { setTimeout as sleep } from "node:timers/promises";
import PgBoss from "pg-boss";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { Jobs } from "./jobs.ts";
import { JOBS } from "./migrations/0013-jobs.ts";
import { Outage } from "./outage.ts";
import type { Principal } from "./principal.ts";
import { type JobData, type PutOptions, putJob } from "./put-job.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const QUEUE = { retries: 2, retrySeconds: 1, expireSeconds: 60 };

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600 && !(await met()); i++) await sleep(50);
  expect(await met()).toBe(true);
}

const inOneLine = (sql: string): string =>
  sql
    .replace(/\s+/g, " ")
    .replace(/ ?([;()]) ?/g, "$1")
    .replace(/;+/g, ";");

test("the schema has the tables of queues as the library makes them", () => {
  const plan = inOneLine(PgBoss.getConstructionPlans("pgboss"));
  const made = plan.slice(plan.indexOf("CREATE SCHEMA"), plan.lastIndexOf("COMMIT"));
  expect(made.length).toBeGreaterThan(4000);
  expect(inOneLine(JOBS.sql)).toContain(made);
});

describe.each(ENGINES)("jobs on %s", (_, open) => {
  let at: TestStore;
  let jobs: Jobs;
  let who: Principal;
  const faults: string[] = [];
  const onFault = (queue: string, fault: string): void => void faults.push(`${queue} ${fault}`);

  beforeAll(async () => {
    at = await open();
    who = { org: (await organizationIn(at.store, 1)).org, clients: "all" };
    jobs = await Jobs.start(at.store, { onFault, pollSeconds: 0.5 });
  });
  afterAll(async () => {
    await jobs.stop();
    await at.close();
  });

  const put = (queue: string, data: JobData, options: PutOptions = {}) =>
    at.store.as(who, (tx) => putJob(tx, queue, data, options));

  const stateOf = async (queue: string): Promise<unknown> => {
    const sql = "SELECT state::text FROM pgboss.job WHERE name = $1 ORDER BY created_on LIMIT 1";
    return (await at.store.asOwner(({ session }) => session.query(sql, [queue]))).rows[0]?.state;
  };

  test("put in a transaction are done once it commits, and one after the other", async () => {
    const done: unknown[] = [];
    let running = 0;
    await jobs.queue("count", QUEUE);
    jobs.work("count", async ({ n }) => {
      expect(++running).toBe(1);
      await sleep(5);
      running--;
      done.push(n);
    });
    for (const n of [1, 2, 3]) expect(await put("count", { n, org: who.org })).toBe(true);
    jobs.nudge("count");
    await until(() => done.length === 3);
    expect(done).toEqual([1, 2, 3]);
    expect(faults).toEqual([]);
  });

  test("put in a transaction that is rolled back are never there", async () => {
    await jobs.queue("never", QUEUE);
    const work = at.store.as(who, async (tx) => {
      await putJob(tx, "never", { n: 1 });
      throw new Error("not after all");
    });
    await expect(work).rejects.toThrow("not after all");
    expect(await jobs.waiting("never")).toBe(0);
  });

  test("that fail are tried again, and what is kept of the fault is its name", async () => {
    let tries = 0;
    await jobs.queue("flaky", { ...QUEUE, retrySeconds: 1 });
    jobs.work("flaky", async () => {
      if (++tries === 1) throw new TypeError("CANARY PATIENT");
      if (tries === 2) throw new Outage("disk-full", "The disk is full.", "safe");
    });
    await put("flaky", {});
    await until(() => tries === 3);
    expect(faults).toEqual(["flaky TypeError", "flaky disk-full: The disk is full."]);
    const kept = await at.store.asOwner(({ session }) => session.query("SELECT j::text AS row FROM pgboss.job j"));
    expect(JSON.stringify(kept.rows)).not.toContain("CANARY");
  });

  test("of a keyed queue wait once for each key", async () => {
    await jobs.queue("keyed", { ...QUEUE, isKeyed: true });
    const answers: boolean[] = [];
    for (const key of ["a", "a", "b"]) answers.push(await put("keyed", {}, { key }));
    expect([answers, await jobs.waiting("keyed")]).toEqual([[true, false, true], 2]);
  });

  test("that ask to wait, wait", async () => {
    await jobs.queue("later", QUEUE);
    await put("later", {}, { afterSeconds: 3600 });
    let ran = false;
    jobs.work("later", async () => {
      ran = true;
    });
    await sleep(700);
    expect([ran, await jobs.waiting("later")]).toEqual([false, 1]);
  });

  test("of a stretch of time are put once in it, whoever asks, also when that one is done", async () => {
    await jobs.queue("hourly", { ...QUEUE, isKeyed: true });
    const slotSeconds = 10 * 365 * 86_400;
    expect([await put("hourly", {}, { slotSeconds }), await put("hourly", {}, { slotSeconds })]).toEqual([true, false]);
    let runs = 0;
    jobs.work("hourly", async () => void runs++);
    await until(async () => runs === 1 && (await stateOf("hourly")) === "completed");
    expect([await put("hourly", {}, { slotSeconds }), await put("hourly", {})]).toEqual([false, true]);
  });

  test.each([
    ["reads no job of anybody", "SELECT data FROM pgboss.job"],
    ["changes none", "UPDATE pgboss.job SET state = 'completed'"],
    ["takes none away", "DELETE FROM pgboss.job"],
  ])("a request %s", async (_, sql) => {
    await expect(at.store.as(who, ({ session }) => session.query(sql))).rejects.toMatchObject({ code: "42501" });
  });

  test("put by a request are as the library puts them", async () => {
    await jobs.queue("alike", { ...QUEUE, isKeyed: true });
    await put("alike", { n: 1 }, { key: "a", afterSeconds: 60 });
    const db = {
      executeSql: async (sql: string, values: unknown[]) => {
        const { rows } = await at.store.engine.alone(sql, values as string[]);
        return { rows: [...rows] };
      },
    };
    await new PgBoss({ db, schema: "pgboss" }).send("alike", { n: 1 }, { singletonKey: "b", startAfter: 60 });
    const sql = `SELECT to_jsonb(j) - '{id,created_on,singleton_key,start_after,keep_until}'::text[] AS row,
      extract(epoch FROM start_after - created_on)::int AS due, extract(epoch FROM keep_until - created_on)::int AS kept
      FROM pgboss.job j WHERE name = 'alike'`;
    const { rows } = await at.store.asOwner(({ session }) => session.query(sql));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  test("of a key wait for the earliest moment that was asked for, and go into no queue that is not there", async () => {
    await jobs.queue("soonest", { ...QUEUE, isKeyed: true });
    const done: unknown[] = [];
    await put("soonest", { n: 1 }, { key: "a", afterSeconds: 3600 });
    expect(await put("soonest", { n: 2 }, { key: "a" })).toBe(false);
    jobs.work("soonest", async ({ n }) => void done.push(n));
    await until(() => done.length === 1);
    await expect(put("nowhere", {})).rejects.toMatchObject({ code: "42704" });
  });

  test("of a key run one at a time, whoever works on them", async () => {
    await jobs.queue("alone", { ...QUEUE, isKeyed: true });
    const other = await Jobs.start(at.store, { onFault, pollSeconds: 0.1 });
    let [running, done] = [0, 0];
    const handler = async (): Promise<void> => {
      expect(++running).toBe(1);
      await sleep(400);
      running--;
      done++;
    };
    await put("alone", {}, { key: "a" });
    jobs.work("alone", handler);
    await until(() => running === 1);
    expect(await put("alone", {}, { key: "a" })).toBe(true);
    other.work("alone", handler);
    await until(() => done === 2);
    await other.stop();
  });

  test("broken off by a stop are no fault, and are tried again", async () => {
    await jobs.queue("long", QUEUE);
    faults.length = 0;
    const other = await Jobs.start(at.store, { onFault, pollSeconds: 0.1 });
    let isOver = false;
    other.work("long", async (_, stop) => {
      while (!stop.aborted) await sleep(20);
      isOver = true;
    });
    await put("long", { n: 1 });
    await until(async () => (await stateOf("long")) === "active");
    await other.stop();
    expect([isOver, await stateOf("long"), faults]).toEqual([true, "retry", []]);
    const done: unknown[] = [];
    jobs.work("long", async ({ n }) => void done.push(n));
    await until(() => done.length === 1);
  });

  test("left behind by a process that was killed are tried again once nobody says that they are at work", async () => {
    await jobs.queue("killed", { ...QUEUE, expireSeconds: 1 });
    await put("killed", { n: 1 });
    const take = "UPDATE pgboss.job SET state = 'active', started_on = now() WHERE name = 'killed'";
    await at.store.engine.alone(take);
    const done: unknown[] = [];
    // On the embedded engine a start finds it; of servers another one, within a minute.
    if (at.store.engine.kind === "embedded") {
      await jobs.stop();
      jobs = await Jobs.start(at.store, { onFault, pollSeconds: 0.5 });
    }
    jobs.work("killed", async ({ n }) => void done.push(n));
    if (at.store.engine.kind === "postgres") {
      await sleep(1_500);
      await new PgBoss({
        db: { executeSql: async (sql) => ({ rows: [...(await at.store.engine.alone(sql)).rows] }) },
      }).expire();
    }
    await until(() => done.length === 1);
  });

  test("stop cleanly and go on after a start, with what was waiting", async () => {
    await jobs.queue("kept", QUEUE);
    await put("kept", { n: 7 });
    await jobs.stop();
    jobs = await Jobs.start(at.store, { onFault, pollSeconds: 0.5 });
    const done: unknown[] = [];
    jobs.work("kept", async ({ n }) => void done.push(n));
    await until(() => done.length === 1);
    expect(done).toEqual([7]);
  });
});
