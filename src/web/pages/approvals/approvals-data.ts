import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Body } from "#web/data/paths.ts";
import { toast } from "#web/shell/toast.tsx";
import type { Approval } from "./approval-card.tsx";
import type { ApprovalState } from "./approval-words.ts";

type Act = Body<"actOnCase">["act"];

export const approvalsQuery = (client: string | undefined, state: ApprovalState) =>
  infiniteQueryOptions({
    queryKey: ["approvals", client ?? "all", state],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/v1/approvals", { params: { query: { client, state, cursor: pageParam, limit: 50 } }, signal }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** Acts on the case of an approval, from a list: on the case as the list last saw it. */
export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ of, act }: { readonly of: Approval; readonly act: Act; readonly done: string }) =>
      answered(
        api.POST("/v1/cases/{case}/acts", {
          params: { path: { case: of.case }, header: newKey() },
          body: { saw: of.version, act },
        }),
      ),
    onSuccess: (_, { of, done }) => {
      void queries.invalidateQueries({ queryKey: ["case", of.case] });
      toast({ text: `${of.number}: ${done}` });
    },
    // Refused or not, the list is no longer what it was.
    onSettled: () => void queries.invalidateQueries({ queryKey: ["approvals"] }),
  });
}
