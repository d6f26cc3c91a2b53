import { AsyncLocalStorage } from "node:async_hooks";
import { check } from "#base/check.ts";

/**
 * Stops a transaction that is asked for inside a transaction of the same engine. On the one session of the embedded
 * database it would wait for itself for ever; on a server it would not see what the outer one wrote. Pass the handle on.
 */
export class Nesting {
  private readonly inside = new AsyncLocalStorage<{ open: boolean }>();

  async run<T>(work: () => Promise<T>): Promise<T> {
    check(this.inside.getStore()?.open !== true, "a transaction inside a transaction; use the handle of the outer one");
    const mark = { open: true };
    try {
      return await this.inside.run(mark, work);
    } finally {
      // What was started inside and outlives it, such as a timer, may begin transactions of its own.
      mark.open = false;
    }
  }
}
