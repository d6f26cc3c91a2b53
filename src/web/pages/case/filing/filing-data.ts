import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";

/** What a filing of a case asks, in the words of the contract. */
export type Filing = Answer<"getFiling">;
export type Road = Filing["roads"][number];
export type Requirement = Road["requirements"][number];
export type SentPaper = Filing["papers"][number];
export type PaperKind = SentPaper["paper"];

/** What is sent as a letter; the notice goes a road of its own. */
export const LETTERS_SENT: readonly { readonly value: PaperKind; readonly name: string }[] = [
  { value: "opening", name: "Opening letter" },
  { value: "counter", name: "Counteroffer" },
  { value: "acceptance", name: "Acceptance" },
  { value: "rejection", name: "Rejection" },
  { value: "appeal", name: "Appeal" },
  { value: "single case agreement", name: "Single case agreement" },
  { value: "settlement agreement", name: "Settlement agreement" },
  { value: "rate confirmation", name: "Rate confirmation" },
  { value: "dispute", name: "Initiation of the dispute" },
  { value: "other", name: "Another letter" },
];

export const paperName = (kind: PaperKind): string => LETTERS_SENT.find((k) => k.value === kind)?.name ?? "Notice";

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
