import type { EmbeddedEngine } from "./embedded.ts";

/** How often the embedded database is looked after. */
const EVERY_MS = 60_000;
/** Log written since the last checkpoint that makes one due: bounds the folder and the time of the next recovery. */
const LOG_BYTES_MAX = 128 * 1024 * 1024;
/** An import commits forty times a second, and writes some hundred bytes a row: to look at the log each time is a waste. */
const LOOK_MS = 500;
/** Rows changed in a table that make work due, and the share of the table they must be. */
const ROWS_MIN = 1_000;
const SHARE = 0.1;

/** Rows that only came need new statistics; only rows that went make a vacuum worth reading the whole table. */
const DUE = `
SELECT format('%I.%I', schemaname, relname) AS name, n_dead_tup > ${ROWS_MIN} + ${SHARE} * n_live_tup AS dead
FROM pg_stat_user_tables
WHERE n_dead_tup > ${ROWS_MIN} + ${SHARE} * n_live_tup OR n_mod_since_analyze > ${ROWS_MIN} + ${SHARE} * n_live_tup
ORDER BY n_dead_tup DESC`;

const LOG =
  "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint AS grown FROM pg_control_checkpoint()";

const BULK = { lane: "bulk" } as const;

/**
 * What a PostgreSQL server does in its background and PGlite does not: checkpoints by time and by log written, statistics
 * and vacuum of what has changed. Each step is a turn of its own in the bulk lane, so a page never waits for two.
 */
export class Upkeep {
  private readonly engine: EmbeddedEngine;
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;
  private looking = false;
  private lookedAt = 0;

  constructor(engine: EmbeddedEngine) {
    this.engine = engine;
    // An outage of it is an outage of everything, and is told to whoever asks for something.
    this.timer = setInterval(() => void this.tidy().catch(() => {}), EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Tidies what has changed much, then writes everything into the tables' own files; one run at a time. */
  tidy(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Takes statistics of what has changed much, and gives back the room of what went. */
  async learn(): Promise<void> {
    // A session counts its changes for up to a second before it reports them; what has just ended would not be seen.
    await this.engine.alone("SELECT pg_stat_force_next_flush()", [], BULK);
    const { rows } = await this.engine.alone(DUE, [], BULK);
    for (const { name, dead } of rows)
      await this.engine.alone(`${dead === true ? "VACUUM (ANALYZE)" : "ANALYZE"} ${String(name)}`, undefined, BULK);
  }

  /** After bulk work: a checkpoint when the log has grown long, which no timer would see in time. */
  async afterBulk(): Promise<void> {
    if (this.looking || performance.now() - this.lookedAt < LOOK_MS) return;
    this.looking = true;
    this.lookedAt = performance.now();
    try {
      await this.checkpoint(LOG_BYTES_MAX);
    } catch {
      // The work itself is committed; an outage is told to whoever asks for something next.
    } finally {
      this.looking = false;
    }
  }

  private async run(): Promise<void> {
    await this.learn();
    await this.checkpoint(0);
  }

  /** Writes what is committed into the tables' own files and lets go of the log, when more than `over` bytes of it grew. */
  private async checkpoint(over: number): Promise<void> {
    const { rows } = await this.engine.alone(LOG, [], BULK);
    if (Number(rows[0]?.grown) > over) await this.engine.alone("CHECKPOINT", undefined, BULK);
  }
}
