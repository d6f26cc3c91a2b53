// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by position, and a real table loses its meaning when it is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table are read; the row under the cursor alone takes the focus
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Day } from "#base/day.ts";
import { sum } from "#base/money.ts";
import { centsOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { showMoney } from "#web/kit/money-words.ts";
import "#web/kit/virtual-rows.css";
import type { Group } from "./groups.ts";
import { EntryCells, RowCells } from "./row.tsx";

export interface ListProps {
  readonly groups: readonly Group[];
  readonly today: Day;
  readonly narrow: boolean;
  readonly cursor: string | undefined;
  /** Counts moves of the cursor by key, so that the row is brought into view and focused each time. */
  readonly moved: number;
  readonly selected: ReadonlySet<string>;
  readonly here: ReadonlyMap<string, string>;
  readonly changed: ReadonlySet<string>;
  readonly toggle: (id: string, range: boolean) => void;
  readonly point: (id: string) => void;
  readonly more: (() => void) | undefined;
}

/** Heights in pixels; every row of a kind has the same, so that none is measured. */
const HEAD = 29;
const ROW = 53;
const ENTRY = 133;
/** The head of the table, which sticks, and the bulk bar: a row in view is between them. */
const TOP = 64;
const FOOT = 96;
/** More is asked for when this many rows are left below. */
const AHEAD = 40;

type Item = { readonly head: Group } | { readonly row: QueueRow };

function itemsOf(groups: readonly Group[]): readonly Item[] {
  return groups.flatMap((g): Item[] => [{ head: g }, ...g.rows.map((row) => ({ row }))]);
}

const COLUMNS = ["Patient, case", "Payer, plan", "Class", "Next step", "Business days left"] as const;

function TableHead() {
  return (
    <div role="rowgroup" className="virtual-head">
      <div role="row" aria-rowindex={1} className="virtual-row queue-row">
        <div role="columnheader">
          <span className="vh">Select</span>
        </div>
        {COLUMNS.map((c) => (
          <div key={c} role="columnheader">
            {c}
          </div>
        ))}
        <div role="columnheader" className="c-axis">
          Paid to ask
        </div>
        <div role="columnheader" className="c-offer">
          Last offer
        </div>
        <div role="columnheader" className="n">
          At risk
        </div>
        <div role="columnheader" className="c-owner">
          <span className="vh">Owner</span>
        </div>
      </div>
    </div>
  );
}

function GroupHead({ of, index }: { readonly of: Group; readonly index: number }) {
  const stake = useMemo(() => sum(of.rows.map((r) => centsOf(r.stake))), [of.rows]);
  const cases = `${of.rows.length.toLocaleString("en-US")} ${of.rows.length === 1 ? "case" : "cases"}`;
  return (
    <div role="row" aria-rowindex={index + 2} className="group-head">
      <div role="rowheader" className="m">
        {of.span.name}
      </div>
      <div role="cell">{of.whole ? cases : `${cases} so far`}</div>
      <div role="cell" className="n m num">
        {showMoney(stake, "estimate")}
      </div>
    </div>
  );
}

const lookOf = (p: ListProps, row: QueueRow): string =>
  [
    "virtual-row queue-row",
    p.selected.has(row.id) ? "selected" : "",
    p.cursor === row.id ? "cursor" : "",
    p.changed.has(row.id) ? "changed" : "",
    p.here.has(row.id) ? "locked" : "",
    row.state === "open" ? "" : "quiet",
  ]
    .filter((c) => c !== "")
    .join(" ");

/** Brings the cursor into view after a key and gives its row the focus, once it is drawn. */
function useCursorInView(p: ListProps, items: readonly Item[], scrollTo: (index: number) => void): void {
  const { moved, cursor } = p;
  const held = useRef({ items, cursor, scrollTo });
  held.current = { items, cursor, scrollTo };
  useEffect(() => {
    if (moved === 0) return;
    const { items: now, cursor: id, scrollTo: go } = held.current;
    const at = now.findIndex((i) => "row" in i && i.row.id === id);
    if (at < 0) return;
    go(at);
    let tries = 8;
    let frame = 0;
    const focus = () => {
      const row = document.getElementById(`row-${id}`);
      if (row !== null) row.focus({ preventScroll: true });
      else if (tries-- > 0) frame = requestAnimationFrame(focus);
    };
    frame = requestAnimationFrame(focus);
    return () => cancelAnimationFrame(frame);
  }, [moved]);
}

/** Where the list begins on the page; what is above it may grow. */
function useOffset() {
  const body = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  const place = useCallback(() => {
    const top = body.current?.getBoundingClientRect().top;
    if (top !== undefined) setOffset(Math.round(top + window.scrollY));
  }, []);
  useLayoutEffect(place);
  useEffect(() => {
    window.addEventListener("resize", place);
    return () => window.removeEventListener("resize", place);
  }, [place]);
  return { body, offset };
}

interface Drawn {
  readonly group: Group;
  /** Place of its head among all items. */
  readonly from: number;
}

function drawnOf(groups: readonly Group[]): readonly Drawn[] {
  let from = 0;
  return groups.map((group) => {
    const at = from;
    from += group.rows.length + 1;
    return { group, from: at };
  });
}

/** One group: its head, and those of its rows that are in view. */
function GroupRows({
  p,
  of: { group, from },
  shown,
  height,
}: {
  readonly p: ListProps;
  readonly of: Drawn;
  readonly shown: readonly number[];
  readonly height: number;
}) {
  const Cells = p.narrow ? EntryCells : RowCells;
  return (
    <div
      role="rowgroup"
      className={group.span.near ? "queue-group near" : "queue-group"}
      style={{ height: HEAD + group.rows.length * height }}
    >
      <GroupHead of={group} index={from} />
      {shown.map((at) => {
        const row = group.rows[at - from - 1];
        if (row === undefined) return null;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: J and K move the cursor for the keyboard
          <div
            key={row.id}
            id={`row-${row.id}`}
            role="row"
            tabIndex={-1}
            aria-rowindex={at + 2}
            aria-current={p.cursor === row.id || undefined}
            className={lookOf(p, row)}
            style={{ height, transform: `translateY(${HEAD + (at - from - 1) * height}px)` }}
            onClick={() => p.point(row.id)}
          >
            <Cells
              row={row}
              today={p.today}
              selected={p.selected.has(row.id)}
              here={p.here.get(row.id)}
              toggle={p.toggle}
            />
          </div>
        );
      })}
    </div>
  );
}

/**
 * Cases under the heads of their groups. Only those in view are drawn; heads stick while their group is in view. What opens
 * beside the list draws no row again.
 */
export const List = memo(function List(p: ListProps) {
  const { groups, narrow, more } = p;
  const items = useMemo(() => itemsOf(groups), [groups]);
  const drawn = useMemo(() => drawnOf(groups), [groups]);
  const { body, offset } = useOffset();
  const height = narrow ? ENTRY : ROW;
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: (i) => ("head" in (items[i] ?? {}) ? HEAD : height),
    overscan: 8,
    scrollMargin: offset,
    scrollPaddingStart: TOP,
    scrollPaddingEnd: FOOT,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are of another kind when the window gets narrow
  useEffect(() => virtual.measure(), [virtual, height, items]);
  useCursorInView(p, items, (i) => virtual.scrollToIndex(i, { align: "auto" }));
  const shown = virtual.getVirtualItems().map((v) => v.index);
  const last = shown.at(-1) ?? -1;
  useEffect(() => {
    if (last >= items.length - AHEAD) more?.();
  }, [last, items.length, more]);
  return (
    <div
      className="virtual queue-list"
      role="table"
      aria-label="Cases"
      aria-rowcount={more === undefined ? items.length + 1 : -1}
    >
      {!narrow && <TableHead />}
      <div ref={body} role="presentation">
        {drawn.map((of) => (
          <GroupRows key={of.group.span.name} p={p} of={of} shown={shown} height={height} />
        ))}
      </div>
    </div>
  );
});
