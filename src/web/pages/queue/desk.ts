import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Day } from "#base/day.ts";
import type { QueueRow } from "#web/data/words.ts";
import { rememberOrder } from "#web/pages/case/walk-order.ts";
import { useKeys } from "#web/shell/keys.ts";
import { toast } from "#web/shell/toast.tsx";
import { type Somebody, useBulk } from "./acts.ts";
import type { PanelKind } from "./bulk-panel.tsx";
import type { BulkAct } from "./bulk-words.ts";
import { doneForToday, mayNotRest } from "./done-today.ts";
import type { Group } from "./groups.ts";
import { useLiveRows } from "./live-rows.ts";
import { rememberCursor, rememberedCursor } from "./remembered.ts";
import type { useRows } from "./rows-data.ts";
import { useSelection } from "./selection.ts";

interface DeskOf {
  readonly groups: readonly Group[];
  readonly query: ReturnType<typeof useRows>["query"];
  readonly people: readonly Somebody[];
  readonly today: Day;
}

/** Which row the keys are about. It stays with its case when others change the list. */
export function useCursor(rows: readonly QueueRow[]) {
  const [cursor, setCursor] = useState<string | undefined>(rememberedCursor);
  const [moved, setMoved] = useState(0);
  const index = useMemo(() => rows.findIndex((r) => r.id === cursor), [rows, cursor]);
  const point = useCallback((id: string) => {
    setCursor(id);
    rememberCursor(id);
  }, []);
  /** Moves to a case by a key: it is brought into view and focused. */
  const go = (to: QueueRow | undefined) => {
    if (to === undefined) return;
    point(to.id);
    setMoved((n) => n + 1);
  };
  return { cursor, moved, index, row: rows[index], point, go };
}

interface ActsOn {
  /** What an act is about: what is selected, else the row under the cursor. */
  readonly on: readonly QueueRow[];
  readonly chosen: readonly QueueRow[];
  readonly run: (act: BulkAct, rows: readonly QueueRow[]) => Promise<boolean>;
  readonly clear: () => void;
  readonly choose: (ids: readonly string[]) => void;
  readonly move: (by: 1 | -1) => void;
  readonly today: Day;
}

/** The acts of the bar and of its keys. */
function useActsOn({ on, chosen, run, clear, choose, move, today }: ActsOn) {
  const [panel, setPanel] = useState<PanelKind>();
  const act = async (what: BulkAct) => {
    setPanel(undefined);
    if (await run(what, on)) clear();
  };
  /** Opens a box over the bar; the row under the cursor is selected first, so that one sees what it is about. */
  const ask = (kind: PanelKind) => {
    if (on.length === 0) return;
    if (chosen.length === 0) choose(on.map((r) => r.id));
    setPanel(kind);
  };
  const done = () => {
    const not = on.length === 1 && on[0] !== undefined ? mayNotRest(on[0], today) : undefined;
    if (not !== undefined) return toast({ text: not });
    if (chosen.length === 0) move(1);
    void run(doneForToday(today), on).then((went) => went && clear());
  };
  return { panel, setPanel, act, ask, done };
}

interface WorkOf {
  readonly rows: readonly QueueRow[];
  readonly cursor: ReturnType<typeof useCursor>;
  /** To the next case or the one before, in the order on screen. */
  readonly move: (by: 1 | -1) => void;
  readonly people: readonly Somebody[];
  readonly today: Day;
  /** Asks for the rows anew. */
  readonly refetch: () => void;
  /** Called once an act, or its undo, is done. */
  readonly settled?: () => void;
}

/** Everything the keys and the bulk bar do, over the rows that are shown: on the list and on the board. */
export function useWork({ rows, cursor: at, move, people, today, refetch, settled }: WorkOf) {
  const order = useMemo(() => rows.map((r) => r.id), [rows]);
  const field = useRef<HTMLInputElement>(null);
  const { cursor, moved, row, point } = at;
  const { selected, toggle: toggleOne, reach, choose, clear } = useSelection();
  const { run, notDone, dismiss } = useBulk(people, settled);
  const { here, changed, stale, forget } = useLiveRows(rows);
  const [peek, setPeek] = useState(false);
  const navigate = useNavigate();
  useEffect(() => rememberOrder(order), [order]);

  const held = useRef(order);
  held.current = order;
  const toggle = useCallback(
    (id: string, range: boolean) => {
      point(id);
      if (range) reach(id, held.current);
      else toggleOne(id);
    },
    [point, reach, toggleOne],
  );

  const chosen = useMemo(() => rows.filter((r) => selected.has(r.id)), [rows, selected]);
  const closePeek = useCallback(() => setPeek(false), []);
  const on = chosen.length > 0 ? chosen : row === undefined ? [] : [row];
  const { panel, setPanel, act, ask, done } = useActsOn({ on, chosen, run, clear, choose, move, today });

  useKeys({
    next: () => move(1),
    previous: () => move(-1),
    open: () => row !== undefined && void navigate({ to: "/cases/$case", params: { case: row.id } }),
    peek: () => setPeek((p) => !p && row !== undefined),
    select: () => row !== undefined && toggle(row.id, false),
    "select range": () => row !== undefined && toggle(row.id, true),
    assign: () => ask("assign"),
    snooze: () => ask("snooze"),
    done,
    filter: () => field.current?.focus(),
    ...(peek ? { close: closePeek } : {}),
  });

  return {
    ...{
      field,
      row,
      on,
      peek,
      closePeek,
      panel,
      setPanel,
      chosen,
      choose,
      clear,
      run,
      act,
      ask,
      notDone,
      dismiss,
      stale,
    },
    again: () => notDone !== undefined && void run(notDone.act, notDone.rows),
    refresh: () => {
      forget();
      refetch();
    },
    list: { cursor, moved, selected, here, changed, toggle, point },
  };
}

export type Work = ReturnType<typeof useWork>;

/** The work on a list: its rows one under the other. */
export function useDesk({ groups, query, people, today }: DeskOf) {
  const rows = useMemo(() => groups.flatMap((g) => g.rows), [groups]);
  const cursor = useCursor(rows);
  const { index } = cursor;
  const move = (by: number) => cursor.go(rows[Math.max(0, Math.min(rows.length - 1, index < 0 ? 0 : index + by))]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = query;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const work = useWork({ rows, cursor, move, people, today, refetch: () => void refetch() });
  return { ...work, list: { ...work.list, more: hasNextPage ? more : undefined } };
}
