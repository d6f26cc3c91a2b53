import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";

export type Rule = Answer<"getLaw">["rows"][number];
export type RuleWhole = Answer<"getRule">;

/** The register as of a day, whole: it is small, and narrowing it must not wait. */
export const lawQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ["law", asOf ?? "today"],
    queryFn: ({ signal }) => answered(api.GET("/v1/law", { params: { query: { asOf } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  });

export const ruleQuery = (rule: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ["law", asOf ?? "today", rule],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/law/{rule}", { params: { path: { rule }, query: { asOf } }, signal })),
    staleTime: 10 * 60_000,
  });

/** Rules that have every word of the search in them, of one jurisdiction or all. */
export function narrow(rows: readonly Rule[], q: string, of: string | undefined): readonly Rule[] {
  const words = q
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== "");
  return rows.filter((r) => {
    if (of !== undefined && r.jurisdiction !== of) return false;
    const text =
      `${r.id} ${r.title} ${r.value} ${r.jurisdiction} ${r.cites.map((c) => c.cite).join(" ")}`.toLowerCase();
    return words.every((w) => text.includes(w));
  });
}

/** "Jan 1, 2024 to Dec 31, 2025", "from Jul 10, 2026", "always". */
export function heldWords({ from, until }: Pick<Rule, "from" | "until">): string {
  if (from === null) return until === null ? "no dates" : `until ${showDateOfYear(dayOf(until))}`;
  const start = showDateOfYear(dayOf(from));
  return until === null ? `from ${start}` : `${start} to ${showDateOfYear(dayOf(until))}`;
}

/** How sure a rule is, as it is said on screen. */
export const isVerified = (confidence: string): boolean => /^verified/i.test(confidence);
