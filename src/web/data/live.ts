import { type QueryClient, useQueryClient } from "@tanstack/react-query";
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
 * What a change elsewhere makes old. Rows under the cursor are never sorted anew by it: lists are marked stale without
 * being asked for again, and the page offers "4 rows changed. Show".
 */
function settle(client: QueryClient, event: LiveEvent): void {
  if (event.topic === "map") void client.invalidateQueries({ queryKey: ["map"] });
  if (event.topic === "import" && isNewStage(event)) void client.invalidateQueries({ queryKey: ["imports"] });
  if (event.topic !== "cases") return;
  for (const { case: id } of event.cases) void client.invalidateQueries({ queryKey: ["case", id] });
  void client.invalidateQueries({ queryKey: ["approvals"] });
  void client.invalidateQueries({ queryKey: ["queue", "counts"] });
  void client.invalidateQueries({ queryKey: ["queue", "rows"], refetchType: "none" });
}

/** Keeps one stream of events open while somebody is signed in. The browser opens it again when it breaks. */
export function useLiveStream(signedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!signedIn) return;
    const source = new EventSource("/v1/live");
    const hear = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as LiveEvent;
      settle(client, event);
      for (const listener of listeners) listener(event);
    };
    for (const topic of TOPICS) source.addEventListener(topic, hear);
    return () => source.close();
  }, [client, signedIn]);
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
