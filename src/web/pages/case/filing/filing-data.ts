import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";

/** What a filing of a case asks, in the words of the contract. */
export type Filing = Answer<"getFiling">;
export type Road = Filing["roads"][number];
export type Requirement = Road["requirements"][number];
export type SentPaper = Filing["papers"][number];
export type PaperKind = SentPaper["paper"];

export const filingQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "filing"],
    queryFn: ({ signal }) => answered(api.GET("/v1/cases/{case}/filing", { params: { path: { case: id } }, signal })),
  });

/** The road that is shown first: one that is open, the best known before the rest. */
export const firstRoad = (roads: readonly Pick<Road, "road" | "open">[]): Road["road"] | undefined =>
  (roads.find((r) => r.open === "met") ?? roads.find((r) => r.open === "not known") ?? roads[0])?.road;

/** What a second person is asked for before a road: a suit is counsel's decision. */
export const askFor = (road: Road["road"]): "file" | "sue" => (road === "suit" ? "sue" : "file");
