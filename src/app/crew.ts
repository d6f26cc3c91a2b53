import type { Worker } from "node:worker_threads";

/** What a thread was asked, with its answer as soon as it is there. */
export interface Asked<A> {
  readonly answer: Promise<A>;
  /** The answer once it came: to look without waiting. */
  readonly come?: { readonly value: A };
}

interface Waiting<A> {
  readonly resolve: (answer: A) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Threads that are asked things beside the one that asks, which does the same work while they have enough. Each answers one
 * message a question, in the order it was asked. The class guards who is asked, and how much is asked ahead.
 */
export class Crew<Q, A> {
  private readonly workers: readonly Worker[];
  private readonly waiting: readonly Waiting<A>[][];
  private readonly ahead: number;

  /** `ahead`: so many questions keep a worker busy until it is looked after again. */
  constructor(workers: readonly Worker[], ahead: number) {
    this.workers = workers;
    this.ahead = ahead;
    this.waiting = workers.map(() => []);
    for (const [k, worker] of workers.entries()) {
      const queue = this.waiting[k] ?? [];
      worker.on("message", (answer: A) => queue.shift()?.resolve(answer));
      worker.on("error", (error) => {
        for (const w of queue.splice(0)) w.reject(error);
      });
    }
  }

  private get leastBusy(): Waiting<A>[] {
    return this.waiting.reduce((least, other) => (other.length < least.length ? other : least));
  }

  get hasTime(): boolean {
    return this.waiting.length > 0 && this.leastBusy.length < this.ahead;
  }

  /** Asks the worker that has the least to do. */
  ask(question: Q): Asked<A> {
    const queue = this.leastBusy;
    const asked: { answer: Promise<A>; come?: { readonly value: A } } = {
      answer: new Promise<A>((resolve, reject) => {
        queue.push({ resolve, reject });
        this.workers[this.waiting.indexOf(queue)]?.postMessage(question);
      }),
    };
    // Whoever waits for it hears of a failure; one that nobody waits for any more must not end the program.
    asked.answer.then(
      (value) => {
        asked.come = { value };
      },
      () => {},
    );
    return asked;
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.workers.map((w) => w.terminate()));
  }
}
