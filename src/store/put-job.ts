import type { Tx } from "./store.ts";

/** What a job is given: ids, days, numbers. */
export type JobData = Readonly<Record<string, string | number | boolean | null>>;

export interface PutOptions {
  /** In a keyed queue: while a job with this key waits, another is not put. */
  readonly key?: string;
  /** Seconds to wait before it may run. */
  readonly afterSeconds?: number;
  /** Put once at most in each such stretch of the database's clock, whichever server asks: 3600 is once an hour. */
  readonly slotSeconds?: number;
}

/**
 * Puts a job inside a transaction: it is there when the transaction commits. False when there is one already that stands
 * for it: one that waits with its key, or that of its stretch of time. It is pg-boss's job, put without loading pg-boss.
 */
export async function putJob(
  { session }: Pick<Tx, "session">,
  queue: string,
  data: JobData,
  { key, afterSeconds = 0, slotSeconds }: PutOptions = {},
): Promise<boolean> {
  const { rows } = await session.query("SELECT parley_put_job($1, $2::jsonb, $3, $4, $5) AS put", [
    ...[queue, data, key, afterSeconds, slotSeconds],
  ]);
  return rows[0]?.put === true;
}
