import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import { useClient } from "./which-client.ts";

/** How many approvals wait for this person: of the oldest hundred that wait, those they may decide. */
export const forMeQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["approvals", client ?? "all", "for me"],
    queryFn: async ({ signal }) => {
      const { rows } = await answered(
        api.GET("/v1/approvals", { params: { query: { client, state: "waiting", limit: 100 } }, signal }),
      );
      return rows.filter((r) => r.mayDecide).length;
    },
  });

export const useWaitingForMe = (): number => useQuery(forMeQuery(useClient())).data ?? 0;
