import PgBoss from "pg-boss";
import { check } from "#base/check.ts";
import { againAfterDeadlock } from "./deadlock.ts";
import type { Engine } from "./engine.ts";
import { type JobHandler, JobLoop } from "./job-loop.ts";
import { Outage } from "./outage.ts";
import type { Store } from "./store.ts";
import type { Param } from "./wire.ts";

/**
 * Work for later: queues in the database, kept by pg-boss in a schema of its own. A job is put in the transaction that
 * makes it necessary (put-job.ts), so it is there exactly when its cause is. What it is given are ids and never what they
 * name: jobs stand outside the policies of the tables. A job may run twice, after a crash, and must come to the same then.
 */

/** How often an idle queue is looked at. A job put by this process and told by `nudge` does not wait for it. */
const POLL_SECONDS = 30;
/** How often jobs are looked through that nobody does any more: of another server that died, and old ones. */
const CARE_SECONDS = { embedded: 300, postgres: 60 } as const;
/** Longer than the longest stretch of time that a job is put once in. */
const DONE_KEPT_SECONDS = 2 * 86_400;
/** Everything of the queues waits for pages. */
const BULK = { lane: "bulk" } as const;

export interface QueueOptions {
  /** Tries after the first. */
  readonly retries: number;
  /** Seconds before the second try; doubled each time. */
  readonly retrySeconds: number;
  /** Seconds without a sign of life after which a try counts as failed; several of ALIVE_MS. */
  readonly expireSeconds: number;
  /**
   * Whether of each key one job at most waits and one at most runs, over all servers. One may wait while one runs, which
   * may have begun before the cause.
   */
  readonly isKeyed?: true;
}

export interface JobsOptions {
  /** Told what went wrong: the queue, the kind of fault without values of rows, and what was thrown. */
  readonly onFault: (queue: string, fault: string, thrown: unknown) => void;
  /** For tests. */
  readonly pollSeconds?: number | undefined;
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
      // Two servers that open their queues at the same moment make partitions of one table.
      if (script !== undefined) {
        await againAfterDeadlock(() => engine.transaction("", (session) => session.script(script), BULK));
        return { rows: [] };
      }
      const { rows } = await againAfterDeadlock(() => engine.alone(text, (values ?? []) as readonly Param[], BULK));
      return { rows: [...rows] };
    },
  };
}

const ALIVE = "UPDATE pgboss.job SET started_on = now() WHERE name = $1 AND id = $2::uuid AND state = 'active'";

/** The lock of an embedded folder says that whoever did these is gone; of servers none knows that of another. */
const LEFT_BEHIND = "UPDATE pgboss.job SET started_on = 'epoch' WHERE state = 'active'";

export class Jobs {
  private readonly boss: PgBoss;
  private readonly engine: Engine;
  private readonly options: JobsOptions;
  private readonly loops = new Map<string, JobLoop>();

  private constructor(boss: PgBoss, engine: Engine, options: JobsOptions) {
    this.boss = boss;
    this.engine = engine;
    this.options = options;
  }

  /** Brings up the tables of queues where this pg-boss is newer than they are, and starts looking after them. */
  static async start({ engine }: Store, options: JobsOptions): Promise<Jobs> {
    const boss = new PgBoss({
      db: dbOver(engine),
      schema: "pgboss",
      // Work by the clock is put by every server, once a stretch of time: no clock is looked at twice a minute for it.
      schedule: false,
      maintenanceIntervalSeconds: CARE_SECONDS[engine.kind],
      archiveCompletedAfterSeconds: DONE_KEPT_SECONDS,
    });
    boss.on("error", (thrown) => options.onFault("jobs", faultOf(thrown), thrown));
    await boss.start();
    try {
      if (engine.kind === "embedded") {
        const { count } = await engine.alone(LEFT_BEHIND, [], BULK);
        if (count > 0) await boss.expire();
      }
    } catch (thrown) {
      // Its timers would keep the process alive.
      await boss.stop();
      throw thrown;
    }
    return new Jobs(boss, engine, options);
  }

  /** Makes a queue, or gives a queue that is there these options. */
  async queue(name: string, { retries, retrySeconds, expireSeconds, isKeyed }: QueueOptions): Promise<void> {
    const options: PgBoss.Queue = {
      name,
      policy: isKeyed ? "stately" : "standard",
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
  work(queue: string, handler: JobHandler): void {
    check(!this.loops.has(queue), "a queue is worked on twice");
    const { boss, engine, options } = this;
    const loop = new JobLoop({
      boss,
      queue,
      pollMs: (options.pollSeconds ?? POLL_SECONDS) * 1000,
      handler,
      alive: async (id) => (await engine.alone(ALIVE, [queue, id], BULK)).count > 0,
      failed: (thrown) => {
        const fault = faultOf(thrown);
        options.onFault(queue, fault, thrown);
        return fault;
      },
    });
    this.loops.set(queue, loop);
  }

  /** Has the queue looked at now, after a transaction that put a job was committed. */
  nudge(queue: string): void {
    this.loops.get(queue)?.nudge();
  }

  /** How many jobs of a queue wait, not counting what runs. */
  waiting(queue: string): Promise<number> {
    return this.boss.getQueueSize(queue, { before: "active" });
  }

  /** Breaks off what runs and resolves when nothing does; what was broken off is tried again, by whichever server. */
  async stop(): Promise<void> {
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
    await this.boss.stop();
  }
}
