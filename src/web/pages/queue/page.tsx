import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { Link, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { useCounts } from "#web/data/counts.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { MenuPart } from "#web/kit/menu.tsx";
import { closeReveal, useReveal } from "#web/kit/reveal.tsx";
import { NoPermission } from "#web/kit/states.tsx";
import { Page } from "#web/shell/page.tsx";
import type { Somebody } from "./acts.ts";
import { useDesk } from "./desk.ts";
import { Filters } from "./filters.tsx";
import { List } from "./list.tsx";
import { NotDoneNotice } from "./not-done.tsx";
import { Peek } from "./peek.tsx";
import { setWords, useWords } from "./remembered.ts";
import { useRows } from "./rows-data.ts";
import type { QueueSearch } from "./search.ts";
import { Selected } from "./selected.tsx";
import { Around, Changed } from "./standing.tsx";
import { Tabs } from "./tabs.tsx";
import { Views } from "./views.tsx";
import "./queue.css";

const RailDrawer = lazy(() => import("#web/shell/rail-drawer.tsx").then((m) => ({ default: m.RailDrawer })));

/** The filtered queue as a file. A search is left out: its words may be a name, and this is an address. */
function exportAddress(search: QueueSearch, client: string | undefined, format: "csv" | "xlsx"): string {
  const pairs = Object.entries({ tab: "my day", ...search, client, format });
  return `/v1/queue/export?${new URLSearchParams(pairs.filter((p): p is [string, string] => p[1] !== undefined))}`;
}

function Export({ search, client }: { readonly search: QueueSearch; readonly client: string | undefined }) {
  const reveal = useReveal({
    label: "Export the list",
    hover: false,
    width: 180,
    content: () => (
      <MenuPart>
        <a className="menu-item" href={exportAddress(search, client, "csv")} download onClick={closeReveal}>
          CSV
        </a>
        <a className="menu-item" href={exportAddress(search, client, "xlsx")} download onClick={closeReveal}>
          Excel
        </a>
      </MenuPart>
    ),
  });
  return (
    <button type="button" className="btn small" {...reveal}>
      <Glyph name="in" s />
      Export
    </button>
  );
}

/** Those a case can be given to: oneself, and whoever has cases already. */
function usePeople(): readonly Somebody[] {
  const me = useMe()?.person;
  const owners = useCounts()?.owners;
  return useMemo(() => {
    const others = (owners ?? []).filter((o) => o.id !== me?.id);
    return me === undefined ? others : [me, ...others];
  }, [me, owners]);
}

/** The peek beside the list, or in a drawer where there is no room. */
function Beside({ peek, close }: { readonly peek: ReactNode | undefined; readonly close: () => void }) {
  const noRoom = useMediaQuery("(max-width: 1100px)", false, { getInitialValueInEffect: false });
  if (peek === undefined) return null;
  if (noRoom)
    return (
      <Suspense>
        <RailDrawer close={close}>{peek}</RailDrawer>
      </Suspense>
    );
  return (
    <aside className="rail" aria-label="Peek">
      {peek}
    </aside>
  );
}

function Queue() {
  const search: QueueSearch = useSearch({ from: "/frame/queue" });
  const client = useClient();
  const words = useWords();
  const [q] = useDebouncedValue(words.trim(), 150);
  const me = useMe();
  const today = dayOf(me?.today ?? "1970-01-01");
  const narrow = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const people = usePeople();
  const { query, groups } = useRows({ client, search, q }, today);
  const desk = useDesk({ groups, query, people, today });
  const { row } = desk;
  return (
    <Page
      title="Queue"
      actions={
        <>
          <Link to="/board" search={{ ...search, tab: undefined, state: undefined }} className="btn small">
            Board
          </Link>
          <Export search={search} client={client} />
        </>
      }
    >
      <Tabs search={search} />
      <Filters search={search} q={words} setQ={setWords} field={desk.field} views={<Views search={search} />} />
      <Changed count={desk.stale} show={desk.refresh} />
      {desk.notDone !== undefined && (
        <NotDoneNotice of={desk.notDone} again={desk.again} select={desk.choose} dismiss={desk.dismiss} />
      )}
      <div className={desk.peek && row !== undefined ? "queue-around peeking" : "queue-around"}>
        <div className="grow">
          <Around query={query} search={search} q={q} empty={groups.length === 0}>
            <List groups={groups} today={today} narrow={narrow} {...desk.list} />
          </Around>
        </div>
        <Beside
          peek={desk.peek && row !== undefined ? <Peek row={row} close={desk.closePeek} /> : undefined}
          close={desk.closePeek}
        />
      </div>
      <Selected desk={desk} people={people} today={today} me={me?.person.id ?? ""} />
    </Page>
  );
}

export function QueuePage() {
  const may = useMay("see cases");
  if (may) return <Queue />;
  return (
    <Page title="Queue">
      <div className="pad">
        <NoPermission says="Your role does not see cases." />
      </div>
    </Page>
  );
}
