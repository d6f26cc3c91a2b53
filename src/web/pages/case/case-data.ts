import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Case } from "#web/data/words.ts";

/** Everything a case page asks for. Keys begin with "case" and its id, so that one change makes all of it old. */

export const caseQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: ["case", id, "view", asOf ?? "today"],
    // openapi-fetch reads pairs as lists; the contract says what they are.
    queryFn: async ({ signal }) =>
      (await answered(
        api.GET("/v1/cases/{case}", {
          params: { path: { case: id }, query: asOf === undefined ? {} : { asOf } },
          signal,
        }),
      )) as Case,
  });

const TIMELINE_PAGE = 100;

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["case", id, "timeline"],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/v1/cases/{case}/timeline", {
          params: { path: { case: id }, query: { cursor: pageParam, limit: TIMELINE_PAGE } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const eobsQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "eobs"],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/eobs", { params: { path: { case: id } }, signal })),
  });

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "plan"],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/plan", { params: { path: { case: id } }, signal })),
  });
