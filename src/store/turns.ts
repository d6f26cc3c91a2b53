import type { Lane } from "./engine.ts";
import { Outage } from "./outage.ts";

/** More pages than this waiting means that none will be served in time; refusing early keeps memory bounded. */
const PAGES_MAX = 2_000;

/** So many pages pass bulk work that waits; then it has a turn, or a busy window would hold up its own import for ever. */
const PAGES_FIRST = 8;

/**
 * Who may use the one session of the embedded database: one at a time, pages before bulk work, else first come, first
 * served. A page so waits for at most one transaction of an import, not for the import, and the import goes on.
 */
export class Turns {
  private readonly waiting: Readonly<Record<Lane, (() => void)[]>> = { page: [], bulk: [] };
  private taken = false;
  /** Pages that had their turn since bulk work had one. */
  private passed = 0;

  /** Resolves when it is the caller's turn, to the function that ends it. Throws an Outage when too many wait. */
  async take(lane: Lane): Promise<() => void> {
    if (this.taken) {
      // Bulk work waits however long: it is Parley's own, and an import refused for want of time would have to begin again.
      if (lane === "page" && this.waiting.page.length >= PAGES_MAX)
        throw new Outage("database-busy", "The database has too much to do at the moment. Try again shortly.", "safe");
      await new Promise<void>((go) => this.waiting[lane].push(go));
    }
    this.taken = true;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const next = this.next();
      if (next === undefined) this.taken = false;
      else next();
    };
  }

  private next(): (() => void) | undefined {
    const { page, bulk } = this.waiting;
    const isDue = bulk.length > 0 && this.passed >= PAGES_FIRST;
    const first = isDue || page.length === 0 ? bulk : page;
    this.passed = first === page && bulk.length > 0 ? this.passed + 1 : 0;
    return first.shift();
  }
}
