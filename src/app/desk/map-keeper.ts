import type { News } from "./desk.ts";

/**
 * Draws a client's map again some time after what Parley says of its claims changed: at once after an import, and after
 * answers when a little while has passed without another, so that a busy morning does not draw it a thousand times; a map
 * that took minutes is drawn again after as many. Notes, calls and offers change no map. While an import of the client runs
 * it waits for its end, which changes everything again.
 */

const AFTER_IMPORT_MS = 50;
const AFTER_ANSWERS_MS = 5_000;

export interface MapKeeper {
  hear(org: string, news: News): void;
  /** Waits for the drawing that runs, and starts no other. */
  stop(): Promise<void>;
}

/** `failed` is told what went wrong; the old map stays and the next change tries again. */
export function mapKeeper(
  renew: (org: string, client: string) => Promise<void>,
  failed: (error: unknown) => void,
): MapKeeper {
  const waiting = new Map<string, NodeJS.Timeout>();
  /** How long the last drawing of a client took. */
  const took = new Map<string, number>();
  /** Clients of the imports that run, by import. */
  const importing = new Map<string, string>();
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const draw = (org: string, client: string): void => {
    waiting.delete(client);
    running = running.then(async () => {
      if (stopped) return;
      const began = performance.now();
      await renew(org, client).catch(failed);
      took.set(client, performance.now() - began);
    });
  };

  const soon = (org: string, client: string, ms: number): void => {
    clearTimeout(waiting.get(client));
    if (stopped || [...importing.values()].includes(client)) return;
    const timer = setTimeout(() => draw(org, client), ms);
    timer.unref();
    waiting.set(client, timer);
  };

  return {
    hear(org, news) {
      if (news.topic === "import") {
        if (news.state === "reading") importing.set(news.import, news.client);
        else {
          importing.delete(news.import);
          if (news.isDrawn !== true) soon(org, news.client, AFTER_IMPORT_MS);
        }
      }
      if (news.topic === "evaluated") soon(org, news.client, Math.max(AFTER_ANSWERS_MS, took.get(news.client) ?? 0));
    },
    async stop() {
      stopped = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await running;
    },
  };
}
