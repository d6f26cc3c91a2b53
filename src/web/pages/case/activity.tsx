import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayOf } from "#web/data/wire.ts";
import type { TimelineEntry } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { Seg } from "#web/kit/chips.tsx";
import { useReveal } from "#web/kit/reveal.tsx";
import { Empty, Loading, ProblemState } from "#web/kit/states.tsx";
import { type Entry, Timeline } from "#web/kit/timeline.tsx";
import { eobsQuery, timelineQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import { datesSaid } from "./fact-words.ts";
import { whenOf } from "./moment-words.ts";
import { recordEntries } from "./record-entries.ts";

const FILTERS = [
  { value: "all", name: "All" },
  { value: "talks", name: "Talks" },
  { value: "offer", name: "Offers" },
  { value: "call", name: "Calls" },
  { value: "letter", name: "Letters" },
  { value: "note", name: "Notes" },
  { value: "task", name: "Tasks" },
  { value: "file", name: "Files" },
  { value: "decision", name: "Decisions" },
] as const;
type Filter = (typeof FILTERS)[number]["value"];

/** Offers, calls and letters are one thread with the other side. */
const TALKS: ReadonlySet<TimelineEntry["kind"]> = new Set(["offer", "call", "letter"]);

/** What happened, opening to its place in the chain: number, hash, who, when. */
function What({ of }: { readonly of: TimelineEntry }) {
  const rows = [
    ["By", of.by],
    ["At", of.at],
    ["Event", `${of.event} of this case, ${of.seq} in the chain`],
    ["Hash", `${of.hash.slice(0, 12)}…${of.hash.slice(-6)}`],
  ] as const;
  const reveal = useReveal({
    label: `${of.what}, event ${of.event}`,
    content: () => (
      <>
        <h3>{datesSaid(of.what)}</h3>
        {of.detail !== null && <p className="t2 mt1">{datesSaid(of.detail)}</p>}
        <dl className="mt2">
          {rows.map(([name, text]) => (
            <div className="dl-row" key={name}>
              <dt>{name}</dt>
              <dd className={name === "Hash" ? "mono" : undefined}>{text}</dd>
            </div>
          ))}
        </dl>
      </>
    ),
  });
  return (
    <button type="button" className="event" {...reveal}>
      {datesSaid(of.what)}
    </button>
  );
}

const LONG = 500;

const cut = (text: string): string => (text.length > LONG ? `${text.slice(0, LONG)} …` : text);

/** Newest first, filtered, with silences written. `brief` is the column beside the tabs. */
export function Activity({ brief = false }: { readonly brief?: boolean }) {
  const { view, today } = useDesk();
  const [filter, choose] = useState<Filter>("all");
  const query = useInfiniteQuery(timelineQuery(view.row.id));
  const eobs = useQuery(eobsQuery(view.row.id));
  if (query.isPending) return <Loading doing="Reading what happened." />;
  if (query.error !== null && query.data === undefined)
    return <ProblemState thrown={query.error} retry={() => void query.refetch()} />;
  const all = query.data?.pages.flatMap((p) => p.rows) ?? [];
  const rows = all.filter((r) => filter === "all" || (filter === "talks" ? TALKS.has(r.kind) : r.kind === filter));
  const events = rows.map(
    (r): Entry => ({
      key: String(r.event),
      day: dayOf(r.on),
      when: whenOf(dayOf(r.on), r.at, today),
      side: r.side === "rule" ? "rule" : r.side,
      what: <What of={r} />,
      detail: r.detail === null ? undefined : cut(datesSaid(r.detail)),
      superseded: r.superseded,
    }),
  );
  // What the files tell is older than the case, so it comes once all of the case is there.
  const before =
    filter === "all" && !query.hasNextPage ? recordEntries(view.evaluation, eobs.data?.rows ?? [], all) : [];
  const entries = [...events, ...before.map((e): Entry => ({ ...e, when: whenOf(e.day, "", today) }))].sort((a, b) =>
    a.day < b.day ? 1 : a.day > b.day ? -1 : 0,
  );
  return (
    <>
      <div className="row between wrap activity-head">
        {brief ? <h2>Timeline</h2> : <h2>What happened</h2>}
        <Seg
          label="Show"
          options={brief ? FILTERS.slice(0, 2) : FILTERS}
          value={filter}
          choose={(value) => choose(value)}
        />
      </div>
      {entries.length === 0 ? <Empty says="Nothing of this kind happened yet." /> : <Timeline entries={entries} />}
      {query.hasNextPage && (
        <Button size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </>
  );
}
