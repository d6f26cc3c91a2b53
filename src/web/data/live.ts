import { type InvalidateQueryFilters, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { z } from "zod";
import type { liveEvent } from "#api/contract/settings.ts";

export type LiveEvent = z.infer<typeof liveEvent>;
type Topic = LiveEvent["topic"];

const TOPICS: readonly Topic[] = ["import", "cases", "deciding", "map", "here"];
const listeners = new Set<(event: LiveEvent) => void>();

/** Where each import was by its last event. How far it is stands in the event itself, and comes many times a second. */
const stages = new Map<string, string>();

function isNewStage({ import: id, stage, state }: LiveEvent & { topic: "import" }): boolean {
  const now = `${state} ${stage}`;
  const was = stages.get(id);
  stages.set(id, now);
  return now !== was;
}

/**
 * Marks as old what answers these questions. One that is being asked for the first time is marked again once it is
 * answered: that answer may have been read before the change, and the library would keep it as new.
 */
function outdate(client: QueryClient, filters: InvalidateQueryFilters): void {
  const isFirst = (q: { state: { data: unknown; fetchStatus: string } }): boolean =>
    q.state.data === undefined && q.state.fetchStatus === "fetching";
  const asked = client.getQueryCache().findAll(filters).filter(isFirst);
  void client.invalidateQueries(filters);
  for (const { queryKey, promise } of asked) {
    const again = (): unknown => setTimeout(() => client.invalidateQueries({ ...filters, queryKey, exact: true }));
    // One that fails says so on the page, and is asked again there.
    promise?.then(again, () => {});
  }
}

const APPROVALS = ["approvals"];
const COUNTS = ["queue", "counts"];
const TEAM = ["queue", "team"];

/** Rows under the cursor are never sorted anew: lists are not asked for again, and the page offers "4 rows changed. Show". */
function outdateQueue(client: QueryClient): void {
  for (const queryKey of [APPROVALS, COUNTS, TEAM]) outdate(client, { queryKey });
  outdate(client, { queryKey: ["queue", "rows"], refetchType: "none" });
}

/** What a change elsewhere makes old. */
function settle(client: QueryClient, event: LiveEvent): void {
  if (event.topic === "map") outdate(client, { queryKey: ["map"] });
  if (event.topic === "import" && isNewStage(event)) outdate(client, { queryKey: ["imports"] });
  if (event.topic !== "cases") return;
  for (const { case: id } of event.cases) outdate(client, { queryKey: ["case", id] });
  outdateQueue(client);
}

/** Nobody knows what was told while the stream was down. */
function settleAll(client: QueryClient): void {
  for (const queryKey of [["map"], ["imports"], ["case"]]) outdate(client, { queryKey });
  outdateQueue(client);
}

/** After a refusal, such as too many windows, the browser gives a stream up; we ask again after so long, and twice as long. */
const RETRY_MS = { first: 5_000, most: 60_000 } as const;

/** One stream of events, opened again however it ends. Returns what ends it. */
function listen(client: QueryClient): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait: number = RETRY_MS.first;
  let wasOpen = false;
  const hear = (message: MessageEvent<string>): void => {
    const event = JSON.parse(message.data) as LiveEvent;
    settle(client, event);
    for (const listener of listeners) listener(event);
  };
  const open = (): void => {
    source = new EventSource("/v1/live");
    source.addEventListener("open", () => {
      if (wasOpen) settleAll(client);
      wasOpen = true;
      wait = RETRY_MS.first;
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      wasOpen = true;
      timer = setTimeout(open, wait);
      wait = Math.min(RETRY_MS.most, wait * 2);
    });
    for (const topic of TOPICS) source.addEventListener(topic, hear);
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Keeps one stream of events open while somebody is signed in. */
export function useLiveStream(signedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => (signedIn ? listen(client) : undefined), [client, signedIn]);
}

/** Calls `hear` with every live event while the part is shown. Give it a stable function. */
export function useLive(hear: (event: LiveEvent) => void): void {
  useEffect(() => {
    listeners.add(hear);
    return () => {
      listeners.delete(hear);
    };
  }, [hear]);
}
