import { useIntersection } from "@mantine/hooks";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type DragEvent, useEffect, useState } from "react";
import type { Day } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Offline, ProblemState, Skeleton } from "#web/kit/states.tsx";
import { useRows } from "#web/pages/queue/rows-data.ts";
import { filtersOf, type QueueSearch } from "#web/pages/queue/search.ts";
import { Card, type CardProps } from "./card.tsx";
import type { Stand } from "./stands.ts";

/** One column of the board: its cases in the chosen order, some at a time. */

/** So many cards are asked for at once. */
const AT_ONCE = 25;

const sumQuery = (client: string | undefined, search: QueueSearch, notYet: boolean) =>
  queryOptions({
    queryKey: ["queue", "sum", client ?? "all", search],
    queryFn: ({ signal }) => answered(api.GET("/v1/queue/sum", { params: { query: { ...search, client } }, signal })),
    enabled: !notYet,
  });

/** What the cards of every column have in common. */
export interface Board extends Pick<CardProps, "toggle" | "point" | "drag" | "may"> {
  readonly search: QueueSearch;
  readonly q: string;
  readonly today: Day;
  readonly cursor: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly here: ReadonlyMap<string, string>;
  readonly changed: ReadonlySet<string>;
  /** What was read for a column; undefined once the column is gone. */
  readonly tell: (key: string, rows: readonly QueueRow[] | undefined) => void;
  readonly drop: (stand: Stand) => void;
}

function Head({
  of,
  search,
  q,
  notYet,
}: {
  readonly of: Stand;
  readonly search: QueueSearch;
  readonly q: string;
  readonly notYet: boolean;
}) {
  // The words of a search may be a name and stand in no address, so what they find is not summed.
  const { data } = useQuery(sumQuery(useClient(), search, notYet || q !== ""));
  return (
    <h2 className="board-head">
      <Link to="/queue" search={search}>
        {of.name}
      </Link>
      {data !== undefined && q === "" && (
        <span className="sub num">
          {data.cases.toLocaleString("en-US")}, {showMoney(centsOf(data.stake), "sum")} at stake
        </span>
      )}
    </h2>
  );
}

const lookOf = (b: Board, row: QueueRow): string =>
  [
    b.selected.has(row.id) ? "selected" : "",
    b.cursor === row.id ? "cursor" : "",
    b.changed.has(row.id) ? "changed" : "",
    b.here.has(row.id) ? "locked" : "",
  ]
    .filter((c) => c !== "")
    .join(" ");

function Cards({ rows, b }: { readonly rows: readonly QueueRow[]; readonly b: Board }) {
  return (
    <ol>
      {rows.map((row) => (
        <Card
          key={row.id}
          row={row}
          today={b.today}
          selected={b.selected.has(row.id)}
          here={b.here.get(row.id)}
          current={b.cursor === row.id}
          look={lookOf(b, row)}
          toggle={b.toggle}
          point={b.point}
          drag={b.drag}
          may={b.may}
        />
      ))}
    </ol>
  );
}

/** A column takes what is dragged over it, and shows that it does. */
function useDrop(of: Stand, b: Board) {
  const [over, setOver] = useState(false);
  return {
    over,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      b.drop(of);
    },
  };
}

/** What a column is asked for, once it has come near the window. */
function useColumn(of: Stand, b: Board) {
  const { ref, entry } = useIntersection<HTMLElement>({ rootMargin: "300px" });
  const [seen, setSeen] = useState(false);
  const near = entry?.isIntersecting === true;
  useEffect(() => {
    if (near) setSeen(true);
  }, [near]);
  const asked: QueueSearch = { ...b.search, ...of.search };
  const more = { flat: true, atOnce: AT_ONCE, notYet: !seen };
  const { query, rows } = useRows({ client: useClient(), search: asked, q: b.q, ...more }, b.today);
  const { tell } = b;
  const { key } = of;
  useEffect(() => tell(key, rows), [tell, key, rows]);
  useEffect(() => () => tell(key, undefined), [tell, key]);
  return { ref, asked, query, notYet: !seen };
}

export function Column({
  of,
  rows,
  b,
}: {
  readonly of: Stand;
  /** What stands here now; see `arranged`. */
  readonly rows: readonly QueueRow[];
  readonly b: Board;
}) {
  const { ref, asked, query, notYet } = useColumn(of, b);
  const { over, ...drop } = useDrop(of, b);
  const retry = () => void query.refetch();
  const offline = query.isPending && query.fetchStatus === "paused";
  const whole = b.q === "" && b.search.tab === "team" && filtersOf(b.search).length === 0;
  return (
    <section ref={ref} className={over ? "board-column over" : "board-column"} aria-label={of.name} {...drop}>
      <Head of={of} search={asked} q={b.q} notYet={notYet} />
      {offline && <Offline retry={retry} />}
      {query.isError && rows.length === 0 && <ProblemState thrown={query.error} retry={retry} />}
      {query.isPending && !offline && <Skeleton width="100%" height={88} />}
      {query.data !== undefined && rows.length === 0 && (
        <p className="sm t2">{whole ? of.empty : "None on this tab, with these filters."}</p>
      )}
      <Cards rows={rows} b={b} />
      {query.isFetchNextPageError && <ProblemState thrown={query.error} retry={() => void query.fetchNextPage()} />}
      {query.hasNextPage && (
        <Button size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}
