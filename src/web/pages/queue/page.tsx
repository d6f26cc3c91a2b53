import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { MenuPart } from "#web/kit/menu.tsx";
import { closeReveal, useReveal } from "#web/kit/reveal.tsx";
import { NoPermission } from "#web/kit/states.tsx";
import { Page } from "#web/shell/page.tsx";
import { Beside } from "./beside.tsx";
import { useDesk } from "./desk.ts";
import { Filters } from "./filters.tsx";
import { List } from "./list.tsx";
import { NotDoneNotice } from "./not-done.tsx";
import { Peek } from "./peek.tsx";
import { usePeople } from "./people.ts";
import { setWords, useWords } from "./remembered.ts";
import { useRows } from "./rows-data.ts";
import type { QueueSearch } from "./search.ts";
import { Selected } from "./selected.tsx";
import { Around, Changed } from "./standing.tsx";
import { Tabs } from "./tabs.tsx";
import { Views } from "./views.tsx";
import "./queue.css";

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
  const navigate = useNavigate({ from: "/queue" });
  const put = (change: Partial<QueueSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  return (
    <Page
      title="Queue"
      actions={
        <>
          <Link to="/board" search={search} className="btn small">
            Board
          </Link>
          <Export search={search} client={client} />
        </>
      }
    >
      <Tabs search={search} to="/queue" />
      <Filters
        search={search}
        q={words}
        setQ={setWords}
        field={desk.field}
        views={<Views search={search} show={(view) => void navigate({ search: view })} />}
        put={put}
      />
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
