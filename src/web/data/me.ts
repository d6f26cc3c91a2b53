import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
import { useClient } from "./which-client.ts";
import type { Permission } from "./words.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => answered(api.GET("/v1/me", { signal })),
  staleTime: 5 * 60_000,
});

/** Who is signed in. Undefined while it is not known; the frame shows nothing of a page before. */
export const useMe = () => useQuery(meQuery).data;

/** Whether the person may do something; false while it is not known. */
export function useMay(permission: Permission): boolean {
  return useMe()?.permissions.includes(permission) ?? false;
}

/** The one client a page can be about: the chosen one, or the only one there is; undefined where there are several. */
export function useOneClient(): string | undefined {
  const chosen = useClient();
  const clients = useMe()?.clients ?? [];
  return chosen ?? (clients.length === 1 ? clients[0]?.id : undefined);
}
