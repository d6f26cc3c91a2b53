import { type ReactNode, type RefObject, useState } from "react";
import { useCounts } from "#web/data/counts.ts";
import { useMe } from "#web/data/me.ts";
import { chooseClient, useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { Seg } from "#web/kit/chips.tsx";
import { CLASSES, FLAGS } from "#web/kit/classes.ts";
import { showDate } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { MenuItem, MenuPart } from "#web/kit/menu.tsx";
import { closeReveal, useReveal } from "#web/kit/reveal.tsx";
import { channelName } from "#web/pages/case/channel-words.ts";
import { DueFilter, ReasonFilter, StateOfUnionFilter } from "./filter-forms.tsx";
import { FILTERS, filtersOf, type QueueSearch, SORTS, type Sort } from "./search.ts";

interface Option {
  readonly value: string;
  readonly name: string;
  readonly count?: number;
}

interface ChipProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly choose: (value: string | undefined) => void;
}

/** One filter: its name, what it is set to, and a way to let go of it. `children` is what opens to choose. */
function Chip({ name, value, choose, children }: ChipProps & { readonly children: ReactNode }) {
  return (
    <span className={value === undefined ? "chip" : "chip set"}>
      {children}
      {value !== undefined && (
        <button
          type="button"
          className="off"
          aria-label={`Any ${name.toLowerCase()}`}
          onClick={() => choose(undefined)}
        >
          <Glyph name="close" s />
        </button>
      )}
    </span>
  );
}

function Opener({
  name,
  value,
  content,
}: {
  readonly name: string;
  readonly value: string | undefined;
  readonly content: () => ReactNode;
}) {
  const reveal = useReveal({ label: name, hover: false, width: 232, content });
  return (
    <button type="button" {...reveal}>
      {name} <b>{value ?? "any"}</b>
    </button>
  );
}

/** A filter chosen from a list; left out where the list is empty. */
function ListChip({ options, ...chip }: ChipProps & { readonly options: readonly Option[] }) {
  if (options.length === 0) return null;
  return (
    <Chip {...chip}>
      <Opener
        name={chip.name}
        value={chip.value}
        content={() => (
          <MenuPart>
            {options.map((o) => (
              <MenuItem key={o.value} chosen={o.name === chip.value} run={() => chip.choose(o.value)}>
                {o.name} {o.count !== undefined && <span className="t3 num">{o.count}</span>}
              </MenuItem>
            ))}
          </MenuPart>
        )}
      />
    </Chip>
  );
}

/** A filter that is typed. */
function FormChip({ form, ...chip }: ChipProps & { readonly form: ReactNode }) {
  return (
    <Chip {...chip}>
      <Opener name={chip.name} value={chip.value} content={() => form} />
    </Chip>
  );
}

const CHANNELS = [
  "federal_open_negotiation",
  "federal_idr",
  "internal_appeal",
  "corrected_claim",
  "direct_negotiation",
  "undetermined",
];
const TURNS: readonly Option[] = [
  { value: "ours", name: "Ours" },
  { value: "theirs", name: "The payer’s" },
  { value: "records", name: "Whoever holds the records" },
];
const STATES: readonly Option[] = [
  { value: "open", name: "Open" },
  { value: "snoozed", name: "Snoozed" },
  { value: "held", name: "On hold" },
  { value: "closed", name: "Closed" },
];

const nameIn = (options: readonly Option[], value: string | undefined): string | undefined =>
  value === undefined ? undefined : (options.find((o) => o.value === value)?.name ?? channelName(value));

const sayDays = ({ dueFrom, dueTo }: QueueSearch): string | undefined => {
  if (dueFrom === undefined && dueTo === undefined) return undefined;
  if (dueFrom === undefined) return `to ${showDate(dayOf(dueTo ?? ""))}`;
  return dueTo === undefined
    ? `from ${showDate(dayOf(dueFrom))}`
    : `${showDate(dayOf(dueFrom))} to ${showDate(dayOf(dueTo))}`;
};

function useOptions() {
  const counts = useCounts();
  const me = useMe();
  const owners: Option[] = [
    { value: "me", name: "Me" },
    { value: "nobody", name: "Nobody" },
    ...(counts?.owners ?? [])
      .filter((o) => o.id !== me?.person.id)
      .map((o) => ({ value: o.id, name: o.name, count: o.cases })),
  ];
  const payers: Option[] = (counts?.payers ?? []).map((p) => ({ value: p.key, name: p.name, count: p.cases }));
  const rights: Option[] = [
    ...(counts?.rights ?? []).map((r) => ({ value: r.id, name: r.name, count: r.cases })),
    { value: "none", name: "None is open" },
  ];
  const classes: Option[] = Object.entries(CLASSES).map(([value, c]) => ({ value, name: c.word }));
  const flags: Option[] = Object.entries(FLAGS).map(([value, f]) => ({ value, name: f.word }));
  const channels: Option[] = CHANNELS.map((value) => ({ value, name: channelName(value) }));
  return { owners, payers, rights, classes, flags, channels };
}

const LANES = [
  { value: "all", name: "All" },
  { value: "denied", name: "Denied" },
  { value: "underpaid", name: "Underpaid" },
] as const;

/** Denied and underpaid are two lanes of one queue: the same cases, one press apart. */
function Lanes({
  search,
  put,
}: {
  readonly search: QueueSearch;
  readonly put: (change: Partial<QueueSearch>) => void;
}) {
  const now = search.class === "denied" || search.class === "underpaid" ? search.class : "all";
  return (
    <Seg
      label="Lane"
      options={LANES}
      value={now}
      choose={(lane) => put({ class: lane === "all" ? undefined : lane })}
    />
  );
}

/** Days that a list was opened with from a calendar, a chart or a map. */
const sayEnds = ({ on, endsFrom, endsTo }: QueueSearch): string | undefined => {
  const said = (d: string) => showDate(dayOf(d));
  if (on !== undefined) return `on ${said(on)}`;
  if (endsFrom === undefined) return endsTo === undefined ? undefined : `to ${said(endsTo)}`;
  return endsTo === undefined ? `from ${said(endsFrom)}` : `${said(endsFrom)} to ${said(endsTo)}`;
};

/** Filters that are set by a link, and are only let go of here. */
function SetByLink({
  search,
  put,
}: {
  readonly search: QueueSearch;
  readonly put: (change: Partial<QueueSearch>) => void;
}) {
  const ends = sayEnds(search);
  const off = () => put({ on: undefined, endsFrom: undefined, endsTo: undefined });
  return (
    <>
      {ends !== undefined && (
        <Chip name={search.on === undefined ? "Right ends" : "Due or ending"} value={ends} choose={off}>
          <span className="pad-chip">
            {search.on === undefined ? "Right ends" : "Due or ending"} <b>{ends}</b>
          </span>
        </Chip>
      )}
      {search.outcome !== undefined && (
        <Chip name="Outcome" value={search.outcome} choose={() => put({ outcome: undefined })}>
          <span className="pad-chip">
            Outcome <b>{search.outcome}</b>
          </span>
        </Chip>
      )}
    </>
  );
}

function ReasonChip({
  search,
  put,
}: {
  readonly search: QueueSearch;
  readonly put: (change: Partial<QueueSearch>) => void;
}) {
  return (
    <FormChip
      name="Reason"
      value={search.reasonCode}
      choose={() => put({ reasonCode: undefined })}
      form={
        <ReasonFilter
          now={search.reasonCode}
          choose={(reason) => {
            closeReveal();
            put({ reasonCode: reason });
          }}
        />
      }
    />
  );
}

export interface FiltersProps {
  readonly search: QueueSearch;
  readonly q: string;
  readonly setQ: (q: string) => void;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly views: ReactNode;
  /** Narrows what is in the address; everything else in it stays. */
  readonly put: (change: Partial<QueueSearch>) => void;
}

/** Lets go of every filter, and keeps the tab and the order. */
const CLEARED: { readonly [K in keyof Required<QueueSearch>]?: undefined } = Object.fromEntries(
  FILTERS.map((key) => [key, undefined]),
);

/** Which practice, for an organization with several. */
function ClientChip() {
  const me = useMe();
  const client = useClient();
  const clients = me?.clients ?? [];
  if (clients.length < 2) return null;
  const options = clients.map((c) => ({ value: c.id, name: c.name }));
  const name = clients.find((c) => c.id === client)?.name;
  return <ListChip name="Practice" value={name} options={options} choose={chooseClient} />;
}

function SortChoice({ now, choose }: { readonly now: Sort; readonly choose: (sort: Sort) => void }) {
  const reveal = useReveal({
    label: "Order of the list",
    hover: false,
    width: 260,
    content: () => (
      <MenuPart>
        {(Object.entries(SORTS) as [Sort, string][]).map(([sort, name]) => (
          <MenuItem key={sort} chosen={sort === now} run={() => choose(sort)}>
            {name.charAt(0).toUpperCase() + name.slice(1)}
          </MenuItem>
        ))}
      </MenuPart>
    ),
  });
  return (
    <button type="button" className="sort-choice" {...reveal}>
      Sorted by <b>{SORTS[now]}</b>
    </button>
  );
}

/** What the list is narrowed to, and in which order it stands. Everything but the search is in the address. */
export function Filters({ search, q, setQ, field, views, put }: FiltersProps) {
  const { owners, payers, rights, classes, flags, channels } = useOptions();
  const chip = (name: string, key: keyof QueueSearch, options: readonly Option[]) => (
    <ListChip
      name={name}
      value={nameIn(options, search[key])}
      options={options}
      choose={(value) => put({ [key]: value } as Partial<QueueSearch>)}
    />
  );
  const [all, setAll] = useState(false);
  const shown = (key: keyof QueueSearch) => all || search[key] !== undefined;
  const any = filtersOf(search).length > 0;
  return (
    <div className="filters">
      <span className="filter-search">
        <Glyph name="search" s />
        <input
          ref={field}
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          aria-label="Search by case, claim or patient"
          aria-keyshortcuts="/"
          placeholder="Case, claim, patient"
        />
      </span>
      <ClientChip />
      <Lanes search={search} put={put} />
      {chip("Class", "class", classes)}
      {chip("Channel", "channel", channels)}
      {chip("Payer", "payer", payers)}
      {chip("Owner", "owner", owners)}
      {shown("flag") && chip("Flag", "flag", flags)}
      {shown("turn") && chip("Turn", "turn", TURNS)}
      {shown("right") && chip("Right", "right", rights)}
      {shown("state") && chip("Work", "state", STATES)}
      {shown("usState") && (
        <FormChip
          name="State"
          value={search.usState}
          choose={(usState) => put({ usState })}
          form={
            <StateOfUnionFilter
              now={search.usState}
              choose={(usState) => {
                closeReveal();
                put({ usState });
              }}
            />
          }
        />
      )}
      {(shown("dueFrom") || shown("dueTo")) && (
        <FormChip
          name="Due"
          value={sayDays(search)}
          choose={() => put({ dueFrom: undefined, dueTo: undefined })}
          form={
            <DueFilter
              search={search}
              choose={(days) => {
                closeReveal();
                put(days);
              }}
            />
          }
        />
      )}
      {shown("reasonCode") && <ReasonChip search={search} put={put} />}
      <SetByLink search={search} put={put} />
      {!all && (
        <button type="button" className="btn quiet small" onClick={() => setAll(true)}>
          <Glyph name="plus" s />
          Filter
        </button>
      )}
      {any && (
        <button type="button" className="btn quiet small" onClick={() => put(CLEARED)}>
          Clear filters
        </button>
      )}
      <span className="push row">
        {views}
        <SortChoice now={search.sort ?? "loss"} choose={(sort) => put({ sort })} />
      </span>
    </div>
  );
}
