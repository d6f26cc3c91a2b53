import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { answered, api } from "#web/data/api.ts";
import { type LiveEvent, useLive } from "#web/data/live.ts";
import { announce } from "#web/shell/announce.tsx";
import { type Batch, overall } from "./import-words.ts";

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => answered(api.GET("/v1/imports/{import}", { params: { path: { import: id } }, signal })),
  });

const OVER: ReadonlySet<Batch["state"]> = new Set<Batch["state"]>(["done", "failed", "undone"]);
/** Should the stream of events break, the import is asked for again this often while it runs. */
const ASK_AGAIN_MS = 4000;

/** How far an import is by the last word of the stream: stage, done, of. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly of: number;
}

/** An import as it stands, followed while it runs; says its end aloud. */
export function useBatch(id: string) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress | undefined>(undefined);
  const query = useQuery({
    ...batchQuery(id),
    refetchInterval: (q) => (q.state.data === undefined || OVER.has(q.state.data.state) ? false : ASK_AGAIN_MS),
  });
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.topic === "import" && event.import === id) setProgress(event);
    },
    [id],
  );
  useLive(hear);
  const isOver = query.data !== undefined && OVER.has(query.data.state);
  const data = query.data;
  useEffect(() => {
    if (!isOver || data === undefined || progress === undefined) return;
    announce(overall(data));
    setProgress(undefined);
    for (const key of ["map", "queue", "calendar", "payments", "dashboard"])
      void queries.invalidateQueries({ queryKey: [key] });
  }, [isOver, data, progress, queries]);
  return { query, progress };
}
