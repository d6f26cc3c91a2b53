import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres, POSTGRES_ABSENT } from "#test/postgres.ts";
import { ENGINES, organizationIn, type TestStore } from "#test/stores.ts";
import { type JobData, Jobs } from "./jobs.ts";
import { Outage } from "./outage.ts";
import type { Principal } from "./principal.ts";

if (!hasPostgres) test.skip(POSTGRES_ABSENT, () => {});

const QUEUE = { retries: 2, retrySeconds: 1, expireSeconds: 60 };

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 600 && !(await met()); i++) await sleep(50);
  expect(await met()).toBe(true);
}

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

  const put = (queue: string, data: JobData, options = {}) =>
    at.store.as(who, (tx) => jobs.send(tx, queue, data, options));

  test("put in a transaction are done once it commits, and one after the other", async () => {
    const done: unknown[] = [];
    let running = 0;
    await jobs.queue("count", QUEUE);
    await jobs.work("count", async ({ n }) => {
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
      await jobs.send(tx, "never", { n: 1 });
      throw new Error("not after all");
    });
    await expect(work).rejects.toThrow("not after all");
    expect(await jobs.waiting("never")).toBe(0);
  });

  test("that fail are tried again, and what is kept of the fault is its name", async () => {
    let tries = 0;
    await jobs.queue("flaky", { ...QUEUE, retrySeconds: 1 });
    await jobs.work("flaky", async () => {
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
    await jobs.work("later", async () => {
      ran = true;
    });
    await sleep(700);
    expect([ran, await jobs.waiting("later")]).toEqual([false, 1]);
  });

  test("of the clock are kept with their zone, and set twice they are one", async () => {
    await jobs.queue("nightly", QUEUE);
    await jobs.schedule("nightly", "0 3 * * *", "America/New_York");
    await jobs.schedule("nightly", "0 4 * * *", "America/Chicago");
    const { rows } = await at.store.asOwner(({ session }) =>
      session.query("SELECT cron, timezone FROM pgboss.schedule WHERE name = 'nightly'"),
    );
    expect(rows).toEqual([{ cron: "0 4 * * *", timezone: "America/Chicago" }]);
    await expect(jobs.schedule("nightly", "whenever", "UTC")).rejects.toThrow();
  });

  test.each([
    ["reads no job of anybody", "SELECT data FROM pgboss.job"],
    ["changes none", "UPDATE pgboss.job SET state = 'completed'"],
    ["takes none away", "DELETE FROM pgboss.job"],
  ])("a request %s", async (_, sql) => {
    await expect(at.store.as(who, ({ session }) => session.query(sql))).rejects.toMatchObject({ code: "42501" });
  });

  test("stop cleanly and go on after a start, with what was waiting", async () => {
    await jobs.queue("kept", QUEUE);
    await put("kept", { n: 7 });
    await jobs.stop();
    jobs = await Jobs.start(at.store, { onFault, pollSeconds: 0.5 });
    const done: unknown[] = [];
    await jobs.work("kept", async ({ n }) => void done.push(n));
    await until(() => done.length === 1);
    expect(done).toEqual([7]);
  });
});
