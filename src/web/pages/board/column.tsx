import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Day } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { ProblemState, Skeleton } from "#web/kit/states.tsx";
import { ClassTag } from "#web/kit/tag.tsx";
import { Avatar } from "#web/pages/case/avatar.tsx";
import { Deadline } from "#web/pages/queue/row.tsx";
import { restLine, rowName, stepLine } from "#web/pages/queue/row-words.ts";
import { useRows } from "#web/pages/queue/rows-data.ts";
import type { QueueSearch } from "#web/pages/queue/search.ts";

/** One column of the board: its cases in the chosen order, some at a time. */

export interface Stand {
  readonly name: string;
  /** What is true of it when it is empty. */
  readonly empty: string;
  readonly search: Pick<QueueSearch, "tab" | "state">;
}

const SHOWN = 25;

const sumQuery = (client: string | undefined, search: QueueSearch) =>
  queryOptions({
    queryKey: ["queue", "sum", client ?? "all", search],
    queryFn: ({ signal }) => answered(api.GET("/v1/queue/sum", { params: { query: { ...search, client } }, signal })),
  });

const Card = ({ row, today }: { readonly row: QueueRow; readonly today: Day }) => (
  <li>
    <Link to="/cases/$case" params={{ case: row.id }} className="board-card">
      <span className="row between base">
        <span className="m cut">{rowName(row)}</span>
        <span className="b num">{showMoney(centsOf(row.stake), "sum")}</span>
      </span>
      <span className="sub cut">
        <span className="mono">{row.number}</span> {row.payer}
      </span>
      <span className="sm cut">{restLine(row) ?? stepLine(row)}</span>
    </Link>
    <span className="row between board-foot">
      <ClassTag of={row.class} />
      <Deadline row={row} today={today} comb={false} />
      <Avatar of={row.owner} here={undefined} />
    </span>
  </li>
);

function Head({ of, search }: { readonly of: Stand; readonly search: QueueSearch }) {
  const { data } = useQuery(sumQuery(useClient(), search));
  return (
    <h2 className="board-head">
      <Link to="/queue" search={search}>
        {of.name}
      </Link>
      {data !== undefined && (
        <span className="sub num">
          {data.cases.toLocaleString("en-US")}, {showMoney(centsOf(data.stake), "sum")} at stake
        </span>
      )}
    </h2>
  );
}

export function Column({
  of,
  search,
  today,
}: {
  readonly of: Stand;
  readonly search: QueueSearch;
  readonly today: Day;
}) {
  const asked: QueueSearch = { ...search, ...of.search };
  const { query, rows } = useRows({ client: useClient(), search: asked, q: "", flat: true }, today);
  const [most, setMost] = useState(SHOWN);
  const shown = rows.slice(0, most);
  const more = () => {
    setMost(most + SHOWN);
    if (most + SHOWN > rows.length && query.hasNextPage) void query.fetchNextPage();
  };
  return (
    <section className="board-column" aria-label={of.name}>
      <Head of={of} search={asked} />
      {query.isError && <ProblemState thrown={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton width="100%" height={88} />}
      {query.data !== undefined && rows.length === 0 && <p className="sm t2">{of.empty}</p>}
      <ol>
        {shown.map((r) => (
          <Card key={r.id} row={r} today={today} />
        ))}
      </ol>
      {(rows.length > shown.length || query.hasNextPage) && (
        <Button size="small" busy={query.isFetchingNextPage} onClick={more}>
          Show more
        </Button>
      )}
    </section>
  );
}
