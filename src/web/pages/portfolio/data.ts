import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";

export type Listed = Answer<"getPortfolio">;
export type Made = NonNullable<Listed["made"]>;
export type Case = Made["cases"][number];

/** While one is being made the page asks again this often. */
const WATCH_MS = 700;

export const portfolioQuery = (client: string | undefined, minutes: number, payer: string | undefined) =>
  queryOptions({
    queryKey: ["portfolio", client ?? "all", minutes, payer ?? "every"],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/portfolio", { params: { query: { client, minutes, payer } }, signal })),
    refetchInterval: (query) => (query.state.data?.run.state === "running" ? WATCH_MS : false),
    placeholderData: keepPreviousData,
  });

export const begin = (client: string | undefined, whatIf: string) =>
  answered(
    api.POST("/v1/portfolio", {
      params: { header: newKey() },
      body: { ...(client === undefined ? {} : { client }), ...(whatIf.trim() === "" ? {} : { whatIf: whatIf.trim() }) },
    }),
  );

export const stop = () => answered(api.DELETE("/v1/portfolio", { params: { header: newKey() } }));
