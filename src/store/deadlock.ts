import { setTimeout as wait } from "node:timers/promises";
import { SqlFault } from "./sql-fault.ts";

/** SQLSTATE of a statement that PostgreSQL gave up so that another could go on; nothing of it was done. */
const DEADLOCK = "40P01";
const TRIES = 6;
const PAUSE_MS = 40;

/** Does `work`, a whole statement or transaction, and does it again when another server's stood in its way. Throws what it throws. */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof SqlFault) || thrown.code !== DEADLOCK || n === TRIES) throw thrown;
      await wait(PAUSE_MS * n);
    }
  }
}
