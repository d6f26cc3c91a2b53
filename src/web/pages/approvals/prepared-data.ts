import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { toast } from "#web/shell/toast.tsx";

/** Offers that stand ready, and their sending. */

export type Prepared = Answer<"listPrepared">["rows"][number];

export const preparedQuery = (client: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["prepared", client ?? "all"],
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET("/v1/prepared", { params: { query: { client, cursor: pageParam, limit: 25 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** What Parley would do at auto, on the cases with the most to lose, before it is set. */
export const dryQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["prepared", client ?? "all", "dry"],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/prepared", { params: { query: { client, dry: "true", limit: 50 } }, signal })),
  });

export const aloneQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["prepared", client ?? "all", "alone"],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/prepared/alone", { params: { query: { client, limit: 50 } }, signal })),
  });

/** Takes back an offer that was made a moment ago, on whatever the case is now. */
async function withdraw(caseId: string, event: number): Promise<void> {
  const path = { case: caseId };
  const { row } = await answered(api.GET("/v1/cases/{case}", { params: { path, query: {} } }));
  const act = { type: "withdraw offer" as const, offer: event, reason: "taken back at once" };
  await answered(
    api.POST("/v1/cases/{case}/acts", { params: { path, header: newKey() }, body: { saw: row.version, act } }),
  );
}

/** Makes the offers; what was not made says why beside it, and what was can be withdrawn at once. */
export function useSend() {
  const queries = useQueryClient();
  const renew = () => {
    for (const key of ["prepared", "queue", "case"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  return useMutation({
    mutationFn: (all: readonly Prepared[]) =>
      answered(
        api.POST("/v1/prepared/send", {
          params: { header: newKey() },
          body: {
            offers: all.flatMap((p) =>
              p.offer === null ? [] : [{ case: p.case, saw: p.version, amount: p.offer.amount }],
            ),
          },
        }),
      ),
    onSuccess: ({ sent }) => {
      const made = sent.flatMap((s) => (s.event === null ? [] : [{ case: s.case, event: s.event }]));
      if (made.length === 0) return;
      toast({
        text: made.length === 1 ? "The offer is made." : `${made.length} offers are made.`,
        undo: () => void Promise.all(made.map((m) => withdraw(m.case, m.event))).then(renew, renew),
      });
    },
    onSettled: renew,
  });
}
