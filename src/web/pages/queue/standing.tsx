import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useCounts } from "#web/data/counts.ts";
import { asProblem } from "#web/data/problem.ts";
import { buttonClass } from "#web/kit/button.tsx";
import { Empty, Loading, NoPermission, Offline, ProblemState, Skeleton, Stale } from "#web/kit/states.tsx";
import type { useRows } from "./rows-data.ts";
import { filtersOf, type QueueSearch, TABS } from "./search.ts";

/** "4 rows changed. Show": patched where they stand, and sorted anew only when somebody says so. */
export function Changed({ count, show }: { readonly count: number; readonly show: () => void }) {
  if (count === 0) return null;
  return <Stale says={`${count} ${count === 1 ? "row" : "rows"} changed.`} show={show} />;
}

/** Why nothing is here, and where something is: on the list, or on the board. */
export function Nothing({
  search,
  q,
  to = "/queue",
}: {
  readonly search: QueueSearch;
  readonly q: string;
  readonly to?: "/queue" | "/board";
}) {
  const counts = useCounts();
  const { tab = "my day" } = search;
  if (q !== "")
    return (
      <Empty
        says="No case by that number, claim or name."
        more="A case or claim number is searched whole, a patient by the beginning of the name, and only where your role sees names."
      />
    );
  if (filtersOf(search).length > 0)
    return (
      <Empty says="No case fits these filters." more="Let go of one, or of all.">
        <Link to={to} search={{ tab }} className={buttonClass()}>
          Clear filters
        </Link>
      </Empty>
    );
  const says = TABS.find((t) => t.tab === tab)?.empty ?? "Nothing is here.";
  const open = counts?.tabs.find((t) => t.tab === "team")?.cases ?? 0;
  if (open === 0)
    return (
      <Empty says={says} more="Claims and remittances make cases. Drop what you already have.">
        <Link to="/import" className={buttonClass({ kind: "primary" })}>
          Import files
        </Link>
      </Empty>
    );
  const instead = TABS.find((t) => t.tab !== tab && (counts?.tabs.find((c) => c.tab === t.tab)?.cases ?? 0) > 0);
  return (
    <Empty says={says} more={`${open.toLocaleString("en-US")} cases are open in the team.`}>
      {instead !== undefined && (
        <Link to={to} search={{ tab: instead.tab }} className={buttonClass()}>
          See {instead.name.toLowerCase()}
        </Link>
      )}
    </Empty>
  );
}

/** The outline of the list while it is read. */
function Outline() {
  return (
    <Loading doing="Reading the queue.">
      <div className="queue-outline">
        {["62%", "74%", "58%", "70%", "66%", "61%"].map((width) => (
          <Skeleton key={width} width={width} height={18} />
        ))}
      </div>
    </Loading>
  );
}

/** The list, or what stands in its place: the outline, a problem, no network, nothing to do. */
export function Around({
  query,
  search,
  q,
  empty,
  children,
}: {
  readonly query: ReturnType<typeof useRows>["query"];
  readonly search: QueueSearch;
  readonly q: string;
  readonly empty: boolean;
  readonly children: ReactNode;
}) {
  const retry = () => void query.refetch();
  if (query.isPending)
    return query.fetchStatus === "paused" ? (
      <div className="pad">
        <Offline retry={retry} />
      </div>
    ) : (
      <Outline />
    );
  if (empty)
    return (
      <div className="pad">
        {query.error === null ? (
          <Nothing search={search} q={q} />
        ) : asProblem(query.error).is("not-allowed") ? (
          <NoPermission more={asProblem(query.error).said.detail} />
        ) : (
          <ProblemState thrown={query.error} retry={retry} />
        )}
      </div>
    );
  return (
    <>
      {children}
      {query.isFetchNextPageError && (
        <div className="pad">
          <ProblemState thrown={query.error} retry={() => void query.fetchNextPage()} />
        </div>
      )}
      {query.isFetchingNextPage && (
        <p className="xs t3 queue-more" role="status">
          Reading more cases.
        </p>
      )}
    </>
  );
}
