import { type InfiniteData, infiniteQueryOptions, type QueryClient, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Day } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import type { QueueRow } from "#web/data/words.ts";
import { type Group, groupsOf, narrowed, type Span, spanOf, spansOf } from "./groups.ts";
import type { QueueQuery, QueueSearch } from "./search.ts";

/** How far the walk through the queue has come: a span and a page in it; no span when everything is one walk. */
interface Place {
  readonly span: number | undefined;
  readonly cursor: string | undefined;
}

interface Chunk {
  readonly rows: readonly QueueRow[];
  readonly next: Place | null;
}

export interface Asked {
  readonly client: string | undefined;
  readonly search: QueueSearch;
  /** What is typed into the search; held in memory and never in the address. */
  readonly q: string;
  /** One walk in one order, without groups. */
  readonly flat?: boolean;
  /** So many rows an answer; as many as a screen needs where it is not said. */
  readonly atOnce?: number;
  /** Asked for later, such as when it comes into view. */
  readonly notYet?: boolean;
}

/** The first answer is small, because somebody waits for it. */
const FIRST = 200;
const MORE = 500;
const ENOUGH = 100;

type Get = (query: QueueQuery) => Promise<{ readonly rows: readonly QueueRow[]; readonly next: string | null }>;

/** Asks for a page; words go in the body, for they may be a name. */
const getter =
  (q: string, signal: AbortSignal): Get =>
  (query) =>
    q === ""
      ? answered(api.GET("/v1/queue", { params: { query }, signal }))
      : answered(api.POST("/v1/queue/search", { params: { query }, body: { q }, signal }));

/**
 * The next rows. A queue that fits into one answer is asked for once. A longer one is walked span by span of its last
 * days, each in the chosen order, so that groups come whole and nothing is ever put in above what is on screen.
 */
async function walk(
  get: Get,
  { search, client, flat = false, atOnce }: Asked,
  spans: readonly Span[],
  from: Place | undefined,
): Promise<Chunk> {
  const { tab = "my day", sort = "loss", ...rest } = search;
  const base: QueueQuery = { ...rest, tab, sort, client };
  let place = from;
  if (place === undefined || place.span === undefined) {
    const page = await get({ ...base, cursor: place?.cursor, limit: atOnce ?? (place === undefined ? FIRST : MORE) });
    if (page.next === null) return { rows: page.rows, next: null };
    if (sort === "due" || flat) return { rows: page.rows, next: { span: undefined, cursor: page.next } };
    place = { span: 0, cursor: undefined };
  }
  const rows: QueueRow[] = [];
  for (let span = place.span ?? 0, { cursor } = place; span < spans.length; span++, cursor = undefined) {
    const of = spans[span];
    const days = of === undefined ? undefined : narrowed(of, search.dueFrom, search.dueTo);
    if (days === undefined) continue;
    const page = await get({ ...base, dueFrom: days.from, dueTo: days.to, cursor, limit: MORE });
    rows.push(...page.rows);
    if (page.next !== null) return { rows, next: { span, cursor: page.next } };
    if (rows.length >= ENOUGH && span + 1 < spans.length) return { rows, next: { span: span + 1, cursor: undefined } };
  }
  return { rows, next: null };
}

const rowsQuery = (asked: Asked, spans: readonly Span[]) =>
  infiniteQueryOptions({
    queryKey: [
      "queue",
      "rows",
      asked.client ?? "all",
      asked.search,
      asked.q,
      asked.flat ?? false,
      asked.atOnce ?? FIRST,
    ],
    queryFn: ({ pageParam, signal }) => walk(getter(asked.q, signal), asked, spans, pageParam),
    initialPageParam: undefined as Place | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    // A list that sorts itself anew while somebody reads it is worse than one that says it is old.
    refetchOnWindowFocus: false,
    enabled: asked.notYet !== true,
  });

const NO_ROWS: readonly QueueRow[] = [];

/** How many spans have come whole. */
function wholeBefore(next: Place | null | undefined, rows: readonly QueueRow[], spans: readonly Span[]): number {
  if (next === null) return spans.length;
  if (next?.span !== undefined) return next.span;
  const last = rows.at(-1);
  return last === undefined ? 0 : spanOf(last, spans);
}

/** The rows of a queue, grouped, and how to get more of them. */
export function useRows(asked: Asked, today: Day) {
  const spans = useMemo(() => spansOf(today), [today]);
  const query = useInfiniteQuery(rowsQuery(asked, spans));
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((p) => p.rows) ?? NO_ROWS, [pages]);
  const next = pages?.at(-1)?.next;
  const groups = useMemo<readonly Group[]>(
    () => groupsOf(rows, spans, wholeBefore(next, rows, spans)),
    [rows, spans, next],
  );
  return { query, groups, rows };
}

/** Changes rows where they stand, in every list that holds them, and moves none. */
export function patchRows(client: QueryClient, ids: ReadonlySet<string>, change: (row: QueueRow) => QueueRow): void {
  client.setQueriesData<InfiniteData<Chunk>>({ queryKey: ["queue", "rows"] }, (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((p) => ({ ...p, rows: p.rows.map((r) => (ids.has(r.id) ? change(r) : r)) })),
        },
  );
}
