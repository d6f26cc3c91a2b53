import { queryOptions } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";

export type Playbooks = Answer<"listPlaybooks">;
export type PlaybookRow = Playbooks["rows"][number];
export type Playbook = Answer<"getPlaybook">;
export type Said = Playbook["evidence"][number];

const LONG = 10 * 60_000;

export const playbooksQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["playbooks", asOf ?? "today"],
    queryFn: ({ signal }) => answered(api.GET("/v1/playbooks", { params: { query: { asOf } }, signal })),
    staleTime: LONG,
  });

export const playbookQuery = (playbook: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["playbooks", asOf ?? "today", playbook],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/playbooks/{playbook}", { params: { path: { playbook }, query: { asOf } }, signal })),
    staleTime: LONG,
  });

export const casePlaybooksQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "playbooks"],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/cases/{case}/playbooks", { params: { path: { case: id } }, signal })),
    staleTime: LONG,
  });
