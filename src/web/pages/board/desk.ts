import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Day } from "#base/day.ts";
import type { QueueRow } from "#web/data/words.ts";
import type { Somebody } from "#web/pages/queue/acts.ts";
import { useCursor, useWork } from "#web/pages/queue/desk.ts";
import { useKeys } from "#web/shell/keys.ts";
import { toast } from "#web/shell/toast.tsx";
import { type At, neighbour } from "./neighbour.ts";
import { arranged, type Stand } from "./stands.ts";

/** The work on a board: columns of cases, a cursor among them, and cases that are moved from one to another. */

type Read = Readonly<Record<string, readonly QueueRow[]>>;

/** What each column was given, told by the columns as they are answered. */
function useRead() {
  const [read, setRead] = useState<Read>({});
  const tell = useCallback((key: string, rows: readonly QueueRow[] | undefined) => {
    setRead(({ [key]: _, ...others }) => (rows === undefined ? others : { ...others, [key]: rows }));
  }, []);
  return { read, tell };
}

const placeOf = (columns: readonly (readonly QueueRow[])[], id: string | undefined): At | undefined =>
  columns.flatMap((c, x) => c.flatMap((r, y) => (r.id === id ? [{ x, y }] : [])))[0];

/** Brings the card under the cursor into view after a key, and gives it the focus. */
function useCardInView(moved: number, cursor: string | undefined): void {
  const held = useRef(cursor);
  held.current = cursor;
  useEffect(() => {
    if (moved === 0) return;
    const card = document.getElementById(`row-${held.current}`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [moved]);
}

export interface BoardOf {
  readonly stands: readonly Stand[];
  readonly people: readonly Somebody[];
  readonly today: Day;
  readonly mayWork: boolean;
}

export function useBoard({ stands, people, today, mayWork }: BoardOf) {
  const client = useQueryClient();
  const { read, tell } = useRead();
  const columns = arranged(stands, read);
  const rows = columns.flat();
  const cursor = useCursor(rows);
  const at = placeOf(columns, cursor.row?.id);
  const go = (key: string) => {
    const to =
      at === undefined
        ? undefined
        : neighbour(
            columns.map((c) => c.length),
            at,
            key,
          );
    cursor.go(at === undefined ? rows[0] : to && columns[to.x]?.[to.y]);
  };
  const refetch = useCallback(() => {
    for (const of of ["rows", "sum"]) void client.invalidateQueries({ queryKey: ["queue", of] });
  }, [client]);
  const move = (by: 1 | -1) => go(by > 0 ? "ArrowDown" : "ArrowUp");
  const work = useWork({ rows, cursor, move, people, today, refetch, settled: refetch });
  useCardInView(cursor.moved, cursor.cursor);

  /** Moves cases to a column: done at once, asked for, or refused with the sentence that says why. */
  const moveTo = (stand: Stand, of: readonly QueueRow[]) => {
    const rest = of.filter((r) => !stand.holds(r));
    if (rest.length === 0) return;
    const how = mayWork ? stand.move(rest) : { not: "Your role does not work cases." };
    if ("not" in how) return toast({ text: how.not });
    work.choose(rest.map((r) => r.id));
    if ("ask" in how) return work.setPanel(how.ask);
    void work.run(how.act, rest).then((went) => went && work.clear());
  };
  /** Past the column of the card under the cursor, to the next one. */
  const shift = (by: 1 | -1) => {
    const to = at === undefined ? undefined : stands[at.x + by];
    if (to !== undefined) moveTo(to, work.on);
  };
  useBoardKeys(at !== undefined, go, shift);

  const dragged = useRef<QueueRow>(undefined);
  const drag = useCallback((row: QueueRow | undefined) => {
    dragged.current = row;
  }, []);
  const drop = (stand: Stand) => {
    const row = dragged.current;
    dragged.current = undefined;
    if (row === undefined) return;
    moveTo(stand, work.chosen.some((r) => r.id === row.id) ? work.chosen : [row]);
  };
  return { work, columns, tell, drag, drop };
}

/** The arrows, once a card is under the cursor; before that they scroll the page. */
function useBoardKeys(on: boolean, go: (key: string) => void, shift: (by: 1 | -1) => void): void {
  useKeys(
    on
      ? {
          "card up": () => go("ArrowUp"),
          "card down": () => go("ArrowDown"),
          "card left": () => go("ArrowLeft"),
          "card right": () => go("ArrowRight"),
          "move left": () => shift(-1),
          "move right": () => shift(1),
        }
      : {},
  );
}
