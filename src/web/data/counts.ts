import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import { useClient } from "./which-client.ts";

/** How many cases each tab of the queue holds, for one client or, absent, for all. */
export const countsQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["queue", "counts", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/queue/counts", { params: { query: { client } }, signal })),
  });

export const useCounts = () => useQuery(countsQuery(useClient())).data;
