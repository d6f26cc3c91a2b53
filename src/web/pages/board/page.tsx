import { Link, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useRef } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { NoPermission } from "#web/kit/states.tsx";
import { filtersOf, type QueueSearch, SORTS } from "#web/pages/queue/search.ts";
import { Page } from "#web/shell/page.tsx";
import { Column, type Stand } from "./column.tsx";
import { neighbour } from "./neighbour.ts";
import "./board.css";

/**
 * Who must act next, and what rests: every open case stands in one of these. They follow from what was done on a case, so
 * none is dragged from one to another.
 */
const STANDS: readonly Stand[] = [
  { name: "Our turn", empty: "Nobody waits for us.", search: { tab: "our turn", state: undefined } },
  { name: "Waiting on payer", empty: "No plan owes an answer.", search: { tab: "waiting on payer", state: undefined } },
  {
    name: "Waiting on records",
    empty: "No records are outstanding.",
    search: { tab: "waiting on records", state: undefined },
  },
  { name: "Snoozed", empty: "Nothing is snoozed.", search: { tab: "team", state: "snoozed" } },
  { name: "On hold", empty: "Nothing is on hold.", search: { tab: "team", state: "held" } },
];

/** Up and down in a column, left and right between them. */
function useArrows() {
  const board = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const columns = [...(board.current?.querySelectorAll(".board-column") ?? [])].map((c) => [
      ...c.querySelectorAll<HTMLAnchorElement>(".board-card"),
    ]);
    const at = columns.flatMap((c, x) =>
      c.flatMap((card, y) => (card === document.activeElement ? [{ x, y }] : [])),
    )[0];
    if (at === undefined) return;
    const to = neighbour(
      columns.map((c) => c.length),
      at,
      event.key,
    );
    if (to === undefined) return;
    event.preventDefault();
    columns[to.x]?.[to.y]?.focus();
  };
  return { board, onKeyDown };
}

function Filtered({ search }: { readonly search: QueueSearch }) {
  const n = filtersOf(search).filter((k) => k !== "state").length;
  const sort = SORTS[search.sort ?? "loss"];
  return (
    <p className="sm t2">
      Sorted by {sort}
      {n > 0 && `, ${n} ${n === 1 ? "filter" : "filters"} of the queue kept`}. A heading opens its cases as a list,
      where they are given, snoozed and filtered.{" "}
      {n > 0 && (
        <Link to="/board" search={{}} className="in-sentence">
          Without filters
        </Link>
      )}
    </p>
  );
}

function Board() {
  const search: QueueSearch = useSearch({ from: "/frame/board" });
  const me = useMe();
  const today = dayOf(me?.today ?? "1970-01-01");
  const { board, onKeyDown } = useArrows();
  return (
    <>
      <div className="pad board-said">
        <Filtered search={search} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the links inside, which are reached without them too */}
      <div ref={board} className="board" onKeyDown={onKeyDown}>
        {STANDS.map((s) => (
          <Column key={s.name} of={s} search={search} today={today} />
        ))}
      </div>
    </>
  );
}

/** The queue as a board: who must act next. */
export function BoardPage() {
  const may = useMay("see cases");
  return (
    <Page title="Board" crumbs={[{ to: "/queue", name: "Queue" }]}>
      {may ? (
        <Board />
      ) : (
        <div className="pad">
          <NoPermission says="Your role does not see cases." />
        </div>
      )}
    </Page>
  );
}
