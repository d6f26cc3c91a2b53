import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { useSeg } from "#web/kit/chips.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { NoPermission } from "#web/kit/states.tsx";
import { ClassTag } from "#web/kit/tag.tsx";
import { type Column, VirtualRows } from "#web/kit/virtual-rows.tsx";
import { channelName } from "#web/pages/case/channel-words.ts";
import { rememberOrder } from "#web/pages/case/walk-order.ts";
import { restLine, rowName } from "#web/pages/queue/row-words.ts";
import { useRows } from "#web/pages/queue/rows-data.ts";
import { Around } from "#web/pages/queue/standing.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { Page } from "#web/shell/page.tsx";
import "#web/pages/queue/queue.css";

const WIDE: readonly Column[] = [
  { key: "case", name: "Patient, case", width: "minmax(120px, 1.2fr)" },
  { key: "payer", name: "Payer, plan", width: "minmax(130px, 1.5fr)" },
  { key: "class", name: "Class", width: "118px" },
  { key: "channel", name: "Channel", width: "minmax(140px, 1.3fr)" },
  { key: "state", name: "State", width: "minmax(90px, 1fr)" },
  { key: "service", name: "Service", width: "104px" },
  { key: "charge", name: "Charge", width: "96px", n: true },
  { key: "stake", name: "At stake", width: "92px", n: true },
];
const NARROW: readonly Column[] = [
  { key: "case", name: "Patient, case", width: "minmax(0, 1fr)" },
  { key: "stake", name: "At stake", width: "104px", n: true },
];

const ROW = 53;
const money = (text: string): string => showMoney(centsOf(text), "exact");
const keyOf = (row: QueueRow): string => row.id;
const heightOf = (): number => ROW;

const Name = ({ row }: { readonly row: QueueRow }) => (
  <>
    <Link to="/cases/$case" params={{ case: row.id }} className="row-name">
      {rowName(row)}
    </Link>
    <span className="sub mono">{row.number}</span>
  </>
);

const wideCells = (row: QueueRow): readonly ReactNode[] => [
  <Name key="case" row={row} />,
  <>
    {row.payer}
    <span className="sub">{row.plan}</span>
  </>,
  <ClassTag key="class" of={row.class} />,
  channelName(row.channel),
  restLine(row) ?? "Open",
  row.service === null ? "not known" : showDateOfYear(dayOf(row.service)),
  money(row.billed),
  money(row.stake),
];

const narrowCells = (row: QueueRow): readonly ReactNode[] => [<Name key="case" row={row} />, money(row.stake)];

const STATES = [
  { value: "open", name: "Open" },
  { value: "snoozed", name: "Snoozed" },
  { value: "held", name: "On hold" },
  { value: "closed", name: "Closed" },
] as const;

function Cases() {
  const client = useClient();
  const me = useMe();
  const today = dayOf(me?.today ?? "1970-01-01");
  const narrow = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), 150);
  const { value: state, seg } = useSeg("State of the case", STATES, "open");
  const search = { tab: "team", sort: "newest", state } as const;
  const { query, rows } = useRows({ client, search, q, flat: true }, today);
  const [cursor, setCursor] = useState<number>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => rememberOrder(rows.map(keyOf)), [rows]);
  const move = (by: number) => setCursor((c) => Math.max(0, Math.min(rows.length - 1, c === undefined ? 0 : c + by)));
  useKeys({
    next: () => move(1),
    previous: () => move(-1),
    filter: () => field.current?.focus(),
    open: () => {
      const row = cursor === undefined ? undefined : rows[cursor];
      if (row !== undefined) void navigate({ to: "/cases/$case", params: { case: row.id } });
    },
  });
  return (
    <Page title="Cases">
      <div className="filters">
        <span className="filter-search">
          <Glyph name="search" s />
          <input
            ref={field}
            type="search"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            aria-label="Search by case, claim or patient"
            placeholder="Case, claim, patient"
          />
        </span>
        {seg}
        <span className="push t3">Newest first</span>
      </div>
      <Around query={query} search={{ tab: "team", state }} q={q} empty={rows.length === 0}>
        <VirtualRows
          label="Cases"
          columns={narrow ? NARROW : WIDE}
          rows={rows}
          rowKey={keyOf}
          height={heightOf}
          cells={narrow ? narrowCells : wideCells}
          look={(_, index) => (index === cursor ? "cursor" : "")}
          cursor={cursor}
          more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        />
      </Around>
    </Page>
  );
}

/** Every case there is, newest first: to find one, where the queue is to work them. */
export function CasesPage() {
  const may = useMay("see cases");
  if (may) return <Cases />;
  return (
    <Page title="Cases">
      <div className="pad">
        <NoPermission says="Your role does not see cases." />
      </div>
    </Page>
  );
}
