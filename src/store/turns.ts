import type { Lane } from "./engine.ts";
import { Outage } from "./outage.ts";

/** More than this many waiting means that nobody will be served in time; refusing early keeps memory bounded. */
const WAITING_MAX = 2_000;

/**
 * Who may use the one session of the embedded database: one at a time, pages before bulk work, else first come, first
 * served. A page so waits for at most one transaction of an import, not for the import.
 */
export class Turns {
  private readonly waiting: Readonly<Record<Lane, (() => void)[]>> = { page: [], bulk: [] };
  private taken = false;

  /** Resolves when it is the caller's turn, to the function that ends it. Throws an Outage when too many wait. */
  async take(lane: Lane): Promise<() => void> {
    if (this.taken) {
      if (this.waiting.page.length + this.waiting.bulk.length >= WAITING_MAX)
        throw new Outage("database-busy", "The database has too much to do at the moment. Try again shortly.", "safe");
      await new Promise<void>((go) => this.waiting[lane].push(go));
    }
    this.taken = true;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const next = this.waiting.page.shift() ?? this.waiting.bulk.shift();
      if (next === undefined) this.taken = false;
      else next();
    };
  }
}
