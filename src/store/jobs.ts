import PgBoss from "pg-boss";
import { check } from "#base/check.ts";
import type { Engine, Session } from "./engine.ts";
import { Outage } from "./outage.ts";
import type { Store, Tx } from "./store.ts";
import type { Param } from "./wire.ts";

/**
 * Work for later: queues in the database, kept by pg-boss in a schema of its own. A job is put in the transaction that
 * makes it necessary, so it is there exactly when its cause is. What it is given are ids and never what they name: jobs
 * stand outside the policies of the tables. A job may run twice, after a crash, and must come to the same then.
 */

/** How often an idle queue is looked at. A job put by this process and told by `nudge` does not wait for it. */
const POLL_SECONDS = 2;
const STOP_MS = 20_000;

export interface QueueOptions {
  /** Tries after the first. */
  readonly retries: number;
  /** Seconds before the second try; doubled each time. */
  readonly retrySeconds: number;
  /** Seconds after which a try counts as failed. */
  readonly expireSeconds: number;
  /** Whether one job at most waits for each key; what runs does not count, because it may have begun before the cause. */
  readonly isKeyed?: true;
}

export interface SendOptions {
  /** In a keyed queue: while a job with this key waits, another is not put. */
  readonly key?: string;
  /** Seconds to wait before it may run. */
  readonly afterSeconds?: number;
}

/** What a job is given: ids, days, numbers. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

export interface JobsOptions {
  /** Told what went wrong, without values of rows: the queue and the kind of fault. */
  readonly onFault: (queue: string, fault: string) => void;
  /** For tests. */
  readonly pollSeconds?: number;
}

/** The name of a fault and nothing that a row could have told it. An Outage speaks for itself. */
const faultOf = (thrown: unknown): string =>
  thrown instanceof Outage ? `${thrown.code}: ${thrown.message}` : thrown instanceof Error ? thrown.name : "fault";

/** pg-boss wraps its scripts itself; here the transaction around them is the engine's, which knows how to end it. */
const SCRIPT = /^\s*BEGIN;(.*)COMMIT;?\s*$/s;

function dbOver(engine: Engine): PgBoss.Db {
  return {
    async executeSql(text, values) {
      const script = SCRIPT.exec(text)?.[1];
      if (script !== undefined) {
        await engine.transaction("", (session) => session.script(script));
        return { rows: [] };
      }
      return { rows: [...(await engine.alone(text, (values ?? []) as readonly Param[])).rows] };
    },
  };
}

const dbIn = (session: Session): PgBoss.Db => ({
  executeSql: async (text, values) => ({
    rows: [...(await session.query(text, (values ?? []) as readonly Param[])).rows],
  }),
});

/** A request may put a job beside what it writes, and read no job. */
const GRANTS = `
GRANT USAGE ON SCHEMA pgboss TO parley_app, parley_system;
GRANT SELECT ON pgboss.queue TO parley_app, parley_system;
GRANT INSERT, SELECT (id) ON pgboss.job TO parley_app, parley_system;`;

export class Jobs {
  private readonly boss: PgBoss;
  private readonly options: JobsOptions;
  private readonly workers = new Map<string, string>();

  private constructor(boss: PgBoss, options: JobsOptions) {
    this.boss = boss;
    this.options = options;
  }

  /** Makes or brings up the tables of queues, and starts looking after them. */
  static async start(store: Store, options: JobsOptions): Promise<Jobs> {
    const boss = new PgBoss({ db: dbOver(store.engine), schema: "pgboss", maintenanceIntervalSeconds: 300 });
    boss.on("error", (thrown) => options.onFault("jobs", faultOf(thrown)));
    await boss.start();
    await store.asOwner(({ session }) => session.script(GRANTS));
    return new Jobs(boss, options);
  }

  /** Makes a queue, or gives a queue that is there these options. */
  async queue(name: string, { retries, retrySeconds, expireSeconds, isKeyed }: QueueOptions): Promise<void> {
    const options: PgBoss.Queue = {
      name,
      policy: isKeyed ? "short" : "standard",
      retryLimit: retries,
      retryDelay: retrySeconds,
      retryBackoff: true,
      expireInSeconds: expireSeconds,
    };
    await this.boss.createQueue(name, options);
    await this.boss.updateQueue(name, options);
  }

  /**
   * Does the jobs of a queue, one at a time. A handler that throws has its job tried again; what is kept of the fault is
   * its name, because a message may hold a value of a row.
   */
  async work(queue: string, handler: (data: JobData) => Promise<void>): Promise<void> {
    check(!this.workers.has(queue), "a queue is worked on twice");
    const options = { batchSize: 1, pollingIntervalSeconds: this.options.pollSeconds ?? POLL_SECONDS };
    const worker = await this.boss.work<JobData>(queue, options, async (jobs) => {
      for (const job of jobs)
        try {
          await handler(job.data);
        } catch (thrown) {
          const fault = faultOf(thrown);
          this.options.onFault(queue, fault);
          throw Object.assign(new Error(fault), { stack: "" });
        }
    });
    this.workers.set(queue, worker);
  }

  /** Puts a job inside a transaction: it is there when the transaction commits. False when one with its key waits. */
  async send(tx: Tx, queue: string, data: JobData, { key, afterSeconds }: SendOptions = {}): Promise<boolean> {
    const id = await this.boss.send(queue, data, {
      db: dbIn(tx.session),
      ...(key === undefined ? {} : { singletonKey: key }),
      ...(afterSeconds === undefined ? {} : { startAfter: afterSeconds }),
    });
    return id !== null;
  }

  /** Has the queue looked at now, after a transaction that put a job was committed. */
  nudge(queue: string): void {
    const worker = this.workers.get(queue);
    if (worker !== undefined) this.boss.notifyWorker(worker);
  }

  /** Puts a job by the clock: `cron` with five fields, in an IANA zone. One schedule a queue; another replaces it. */
  async schedule(queue: string, cron: string, zone: string, data: JobData = {}): Promise<void> {
    await this.boss.schedule(queue, cron, data, { tz: zone });
  }

  /** How many jobs of a queue wait, not counting what runs. */
  waiting(queue: string): Promise<number> {
    return this.boss.getQueueSize(queue, { before: "active" });
  }

  /** Lets running jobs end, for a while; what is still running then is tried again by the next start. */
  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: STOP_MS });
  }
}
