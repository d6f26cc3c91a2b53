import { availableParallelism } from "node:os";
import { startWorker } from "#store/worker-entry.ts";
import { type Asked, Crew } from "./crew.ts";
import { type PlanLot, type ProspectGround, type ToWeigh, type Weighed, weigh } from "./portfolio-lot.ts";

/** Cases a thread is asked to plan at a time: about a tenth of a second. */
const LOT = 25;
const LOTS_AHEAD = 2;
/** Below so many claims starting a thread costs more than it saves. */
const WORTH_WORKERS = 500;
const MOST_WORKERS = 3;

/** How many threads plan beside the one that asks. */
export const plannersFor = (claims: number): number =>
  claims < WORTH_WORKERS ? 0 : Math.min(MOST_WORKERS, availableParallelism() - 1);

/**
 * Plans cases as they come: threads while they have time, else the one that asks. The answer is the same whoever plans. The
 * class guards the order.
 */
export class Planners {
  private readonly ground: ProspectGround;
  private readonly crew: Crew<PlanLot, readonly Weighed[]>;
  private readonly done: (Weighed | Asked<readonly Weighed[]>)[] = [];
  private lot: ToWeigh[] = [];

  constructor(ground: ProspectGround, workers: number) {
    this.ground = ground;
    const start = () => startWorker(import.meta.url, "portfolio-worker");
    this.crew = new Crew(Array.from({ length: workers }, start), LOTS_AHEAD);
  }

  add(one: ToWeigh): void {
    if (this.lot.length === 0 && !this.crew.hasTime) {
      this.done.push(weigh(one, this.ground));
      return;
    }
    this.lot.push(one);
    if (this.lot.length === LOT) this.hand();
  }

  private hand(): void {
    if (this.lot.length > 0) this.done.push(this.crew.ask({ ground: this.ground, cases: this.lot }));
    this.lot = [];
  }

  /** All prospects in the order they were added. Throws the signal's reason when it is aborted. */
  async end(signal: AbortSignal | undefined): Promise<readonly Weighed[]> {
    this.hand();
    const all: Weighed[] = [];
    for (const one of this.done) {
      if ("prospect" in one) all.push(one);
      else all.push(...(await one.answer));
      signal?.throwIfAborted();
    }
    return all;
  }

  async dismiss(): Promise<void> {
    await this.crew.dismiss();
  }
}
