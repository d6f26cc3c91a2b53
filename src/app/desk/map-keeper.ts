import type { Desk, News } from "./desk.ts";
import { renewMap } from "./map-renewal.ts";

/**
 * Draws a client's map again some time after its claims changed: at once after an import, and after acts when a little
 * while has passed without another, so that a busy morning does not draw it a thousand times. While an import of the client
 * runs it waits for its end, which changes everything again.
 */

const AFTER_IMPORT_MS = 50;
const AFTER_ACTS_MS = 5_000;

export interface MapKeeper {
  hear(org: string, news: News): void;
  /** Waits for the drawing that runs, and starts no other. */
  stop(): Promise<void>;
}

/** `failed` is told what went wrong; the old map stays and the next change tries again. */
export function mapKeeper(desk: Desk, failed: (error: unknown) => void): MapKeeper {
  const waiting = new Map<string, NodeJS.Timeout>();
  /** Clients of the imports that run, by import. */
  const importing = new Map<string, string>();
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const draw = (org: string, client: string): void => {
    waiting.delete(client);
    running = running.then(async () => {
      if (stopped) return;
      await renewMap(desk, { org, clients: [client] }, client).catch(failed);
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
          soon(org, news.client, AFTER_IMPORT_MS);
        }
      }
      if (news.topic === "cases") soon(org, news.client, AFTER_ACTS_MS);
    },
    async stop() {
      stopped = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      await running;
    },
  };
}
