import type { EmbeddedEngine } from "./embedded.ts";

/** How often the embedded database is looked after. */
const EVERY_MS = 60_000;
/** Log written since the last checkpoint that makes one due: bounds the folder and the time of the next recovery. */
const LOG_BYTES_MAX = 64 * 1024 * 1024;
/** Rows changed or removed in a table since it was vacuumed that make it due, and the share of the table they must be. */
const DEAD_ROWS_MIN = 1_000;
const DEAD_SHARE = 0.1;

const DUE = `
SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
WHERE n_dead_tup > ${DEAD_ROWS_MIN} + ${DEAD_SHARE} * n_live_tup OR n_mod_since_analyze > ${DEAD_ROWS_MIN} + ${DEAD_SHARE} * n_live_tup
ORDER BY n_dead_tup DESC`;

/**
 * What a PostgreSQL server does in its background and PGlite does not: checkpoints by time and by log written, and vacuum
 * of what has changed. Each step is a turn of its own in the bulk lane, so a page never waits for more than one.
 */
export class Upkeep {
  private readonly engine: EmbeddedEngine;
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;

  constructor(engine: EmbeddedEngine) {
    this.engine = engine;
    this.timer = setInterval(() => void this.tidy().catch(() => {}), EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Checkpoints when enough log was written and vacuums what changed most; one run at a time. */
  tidy(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    const { rows } = await this.engine.alone(DUE, [], { lane: "bulk" });
    for (const { name } of rows)
      await this.engine.alone(`VACUUM (ANALYZE) ${String(name)}`, undefined, { lane: "bulk" });
    await this.checkpoint(rows.length > 0 ? 0 : LOG_BYTES_MAX);
  }

  /** Writes what is committed into the tables' own files and lets go of the log, when more than `over` bytes of it grew. */
  private async checkpoint(over: number): Promise<void> {
    const { rows } = await this.engine.alone(
      "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint AS grown FROM pg_control_checkpoint()",
      [],
      { lane: "bulk" },
    );
    if (Number(rows[0]?.grown) > over) await this.engine.alone("CHECKPOINT", undefined, { lane: "bulk" });
  }
}
