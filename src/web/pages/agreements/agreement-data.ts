import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { toast } from "#web/shell/toast.tsx";

/** Single case agreements made before the service, as the window asks for them. */

export type Whole = Answer<"getSingleCase">;
export type Row = Whole["row"];
export type Words = Body<"makeSingleCase">["words"];
export type Rate = Words["rates"][number];
export type Act = Body<"actOnSingleCase">["act"];

const KEY = ["agreements"] as const;

export const agreementsQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: [...KEY, "list", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/single-case-agreements", { params: { query: { client } }, signal })),
  });

export const agreementQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, "one", id],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/single-case-agreements/{agreement}", { params: { path: { agreement: id } }, signal })),
  });

/** Keeps what came back, and asks for the list again. */
function useKept(says: (whole: Whole) => string, then?: (whole: Whole) => void) {
  const queries = useQueryClient();
  return (whole: Whole) => {
    queries.setQueryData(agreementQuery(whole.row.id).queryKey, whole);
    void queries.invalidateQueries({ queryKey: [...KEY, "list"] });
    void queries.invalidateQueries({ queryKey: ["case"] });
    toast({ text: says(whole) });
    then?.(whole);
  };
}

export function useAct({ id, version }: Pick<Row, "id" | "version">, then: () => void) {
  const onSuccess = useKept(({ row }) => `Written down: ${row.name} is ${row.state}.`, then);
  return useMutation({
    mutationFn: (act: Act) =>
      answered(
        api.POST("/v1/single-case-agreements/{agreement}/acts", {
          params: { path: { agreement: id }, header: newKey() },
          body: { saw: version, act },
        }),
      ),
    onSuccess,
  });
}

export function useWrite(client: string, before: { row: Row; renews: boolean } | undefined, then: (w: Whole) => void) {
  const onSuccess = useKept(({ row }) => `Wrote ${row.name}.`, then);
  return useMutation({
    mutationFn: (words: Words) => {
      if (before === undefined || before.renews) {
        const renews = before === undefined ? {} : { renews: before.row.id };
        return answered(
          api.POST("/v1/single-case-agreements", {
            params: { header: newKey() },
            body: { client, words, ...renews },
          }),
        );
      }
      const { id, version } = before.row;
      return answered(
        api.PUT("/v1/single-case-agreements/{agreement}", {
          params: { path: { agreement: id } },
          body: { saw: version, words },
        }),
      );
    },
    onSuccess,
  });
}
