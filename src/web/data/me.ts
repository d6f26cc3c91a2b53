import { queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api } from "./api.ts";
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
