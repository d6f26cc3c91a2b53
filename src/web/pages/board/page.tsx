import { useDebouncedValue } from "@mantine/hooks";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useCounts } from "#web/data/counts.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { dayOf } from "#web/data/wire.ts";
import { Seg } from "#web/kit/chips.tsx";
import { NoPermission } from "#web/kit/states.tsx";
import { Beside } from "#web/pages/queue/beside.tsx";
import { Filters } from "#web/pages/queue/filters.tsx";
import { NotDoneNotice } from "#web/pages/queue/not-done.tsx";
import { Peek } from "#web/pages/queue/peek.tsx";
import { usePeople } from "#web/pages/queue/people.ts";
import { setWords, useWords } from "#web/pages/queue/remembered.ts";
import type { QueueSearch } from "#web/pages/queue/search.ts";
import { Selected } from "#web/pages/queue/selected.tsx";
import { Changed, Nothing } from "#web/pages/queue/standing.tsx";
import { Tabs } from "#web/pages/queue/tabs.tsx";
import { Views } from "#web/pages/queue/views.tsx";
import { Page } from "#web/shell/page.tsx";
import { type Board, Column } from "./column.tsx";
import { useBoard } from "./desk.ts";
import type { BoardSearch } from "./route.ts";
import { BYS, type By, type Stand, standsOf } from "./stands.ts";
import "#web/pages/queue/queue.css";
import "./board.css";

const CHOICES = (Object.entries(BYS) as [By, string][]).map(([value, name]) => ({ value, name }));

const NONE: readonly never[] = [];

function useStands(by: By, search: QueueSearch): readonly Stand[] {
  const me = useMe()?.person.id;
  const people = usePeople();
  const rights = useCounts()?.rights ?? NONE;
  return useMemo(() => standsOf(by, { people, rights }, search, me), [by, people, rights, search, me]);
}

/** The address of the board: what the queue's has, and what the columns are. */
function useAddress() {
  const { by = "turn", ...search }: BoardSearch = useSearch({ from: "/frame/board" });
  const navigate = useNavigate({ from: "/board" });
  const key = JSON.stringify(search);
  return {
    by,
    // The same filters are the same object, so that columns are not made anew by every key.
    search: useMemo(() => JSON.parse(key) as QueueSearch, [key]),
    put: (change: Partial<BoardSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false }),
    show: (view: QueueSearch) => void navigate({ search: { ...view, by } }),
  };
}

function Columns({
  stands,
  of,
  b,
}: {
  readonly stands: readonly Stand[];
  readonly of: ReturnType<typeof useBoard>["columns"];
  readonly b: Board;
}) {
  return (
    <div className="board">
      {stands.map((s, i) => (
        <Column key={s.key} of={s} rows={of[i] ?? NONE} b={b} />
      ))}
    </div>
  );
}

function BoardOfQueue() {
  const { by, search, put, show } = useAddress();
  const words = useWords();
  const [q] = useDebouncedValue(words.trim(), 150);
  const me = useMe();
  const today = dayOf(me?.today ?? "1970-01-01");
  const people = usePeople();
  const may = useMay("work cases");
  const stands = useStands(by, search);
  const { work, columns, tell, drag, drop } = useBoard({ stands, people, today, mayWork: may });
  const { row, list } = work;
  const peek = work.peek && row !== undefined;
  return (
    <>
      <Tabs search={{ ...search, by } as BoardSearch} to="/board" />
      <Filters
        search={search}
        q={words}
        setQ={setWords}
        field={work.field}
        views={<Views search={search} show={show} />}
        put={put}
      />
      <div className="board-by">
        <Seg label="Columns" options={CHOICES} value={by} choose={(to) => put({ by: to })} />
      </div>
      <Changed count={work.stale} show={work.refresh} />
      {work.notDone !== undefined && (
        <NotDoneNotice of={work.notDone} again={work.again} select={work.choose} dismiss={work.dismiss} />
      )}
      {stands.length === 0 && (
        <div className="pad">
          <Nothing search={search} q={q} to="/board" />
        </div>
      )}
      <div className={peek ? "queue-around peeking" : "queue-around"}>
        <Columns stands={stands} of={columns} b={{ ...list, search, q, today, tell, drag, drop, may }} />
        <Beside peek={peek ? <Peek row={row} close={work.closePeek} /> : undefined} close={work.closePeek} />
      </div>
      <Selected desk={work} people={people} today={today} me={me?.person.id ?? ""} />
    </>
  );
}

function ToQueue() {
  const { by: _, ...search }: BoardSearch = useSearch({ from: "/frame/board" });
  return (
    <Link to="/queue" search={search} className="btn small">
      List
    </Link>
  );
}

/** The queue as a board: cases in columns, worked where they stand. */
export function BoardPage() {
  const may = useMay("see cases");
  return (
    <Page title="Board" crumbs={[{ to: "/queue", name: "Queue" }]} actions={may ? <ToQueue /> : undefined}>
      {may ? (
        <BoardOfQueue />
      ) : (
        <div className="pad">
          <NoPermission says="Your role does not see cases." />
        </div>
      )}
    </Page>
  );
}
