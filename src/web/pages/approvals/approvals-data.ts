import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMe } from "#web/data/me.ts";
import { toast } from "#web/shell/toast.tsx";
import type { Approval, ApprovalActs } from "./approval-card.tsx";
import type { ApprovalState } from "./approval-words.ts";

/** What is decided of an approval; which one it is comes with it. */
export type Decision =
  | { readonly type: "approve"; readonly attested: string[] }
  | { readonly type: "refuse approval"; readonly reason: string }
  | { readonly type: "withdraw approval" };

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

/** Of a case by the event that asked, on the case as the list last saw it; of a deal by its key. */
function decide(of: Approval, act: Decision): Promise<unknown> {
  if (of.case !== null)
    return answered(
      api.POST("/v1/cases/{case}/acts", {
        params: { path: { case: of.case }, header: newKey() },
        body: { saw: of.version, act: { ...act, request: of.event } },
      }),
    );
  return answered(
    api.POST("/v1/packages/{package}/acts", {
      params: { path: { package: of.deal?.id ?? "" }, header: newKey() },
      body: { saw: of.version, act: { ...act, request: of.id } },
    }),
  );
}

/** Decides an approval, from a list or beside what it is about. */
export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ of, act }: { readonly of: Approval; readonly act: Decision; readonly done: string }) =>
      decide(of, act),
    onSuccess: (_, { of, done }) => {
      void queries.invalidateQueries({ queryKey: of.case === null ? ["packages"] : ["case", of.case] });
      toast({ text: `${of.number}: ${done}` });
    },
    // Refused or not, the list is no longer what it was.
    onSettled: () => void queries.invalidateQueries({ queryKey: ["approvals"] }),
  });
}

/** What may be done with one approval, and why it was not. */
export function useApprovalActs(of: Approval | undefined) {
  const me = useMe()?.person.id;
  const deciding = useDecide();
  const run = async (act: Decision, done: string): Promise<boolean> => {
    if (of === undefined) return false;
    try {
      await deciding.mutateAsync({ of, act, done });
      return true;
    } catch {
      return false;
    }
  };
  const acts: ApprovalActs = {
    approve: (attested) => run({ type: "approve", attested: [...attested] }, "approved."),
    refuse: (reason) => run({ type: "refuse approval", reason }, "refused."),
    withdraw: of?.askedBy.id === me ? () => run({ type: "withdraw approval" }, "request taken back.") : undefined,
    busy: deciding.isPending,
  };
  return { acts, error: deciding.variables?.of.id === of?.id ? deciding.error : null };
}
