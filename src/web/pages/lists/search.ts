import type { Query } from "#web/data/paths.ts";
import type { Flag, LineClass } from "#web/data/words.ts";
import { readSearch } from "#web/pages/queue/search.ts";

/** Which list is shown, and what it is narrowed to, as it stands in the address. */

export type ListName =
  | "lines"
  | "lapsed-before"
  | "unanswered"
  | "without-claim"
  | "rejected"
  | "worked"
  | "offered"
  | "agreed"
  | "settled"
  | "received"
  | "unexpected"
  | "closed"
  | "patient"
  | "missed"
  | "refused"
  | "unbalanced";
export type PeriodKind = NonNullable<Query<"getMonthEnd">["period"]>;

export interface ListSearch {
  readonly list?: ListName | undefined;
  readonly period?: PeriodKind | undefined;
  /** A day of the period. */
  readonly of?: string | undefined;
  readonly class?: LineClass | undefined;
  readonly flag?: Flag | undefined;
  readonly payer?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly code?: string | undefined;
}

const LISTS: Readonly<Record<ListName, true>> = {
  lines: true,
  "lapsed-before": true,
  unanswered: true,
  "without-claim": true,
  rejected: true,
  worked: true,
  offered: true,
  agreed: true,
  settled: true,
  received: true,
  unexpected: true,
  closed: true,
  patient: true,
  missed: true,
  refused: true,
  unbalanced: true,
};

const isList = (value: unknown): value is ListName => typeof value === "string" && Object.hasOwn(LISTS, value);

/** The period of an address: a quarter or a year, and a day of it. What is not understood is named undefined. */
export function readPeriod(given: Readonly<Record<string, unknown>>): Pick<ListSearch, "period" | "of"> {
  const { period, of } = given;
  return {
    period: period === "quarter" || period === "year" ? period : undefined,
    of: typeof of === "string" && /^\d{4}-\d{2}-\d{2}$/.test(of) ? of : undefined,
  };
}

export function readList(given: Readonly<Record<string, unknown>>): ListSearch {
  const { class: is, flag, payer, reasonCode } = readSearch(given);
  const code = typeof given.code === "number" ? String(given.code) : given.code;
  return {
    list: isList(given.list) ? given.list : undefined,
    ...readPeriod(given),
    ...{ class: is, flag, payer, reasonCode },
    code: typeof code === "string" && /^[^\p{Cc}]{1,48}$/u.test(code) ? code : undefined,
  };
}
