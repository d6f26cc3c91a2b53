// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, and a real table loses its meaning when it is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table are read, not focused; what acts in them is a button or a link
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import "./virtual-rows.css";

export interface Column {
  readonly key: string;
  /** Its heading; with `unseen` only read aloud. */
  readonly name: string;
  readonly unseen?: boolean;
  /** As in grid-template-columns: "120px", "minmax(140px, 1fr)". */
  readonly width: string;
  /** Of numbers: to the right. */
  readonly n?: boolean;
}

export interface VirtualRowsProps<R> {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** How high a row is until it was measured. */
  readonly height: (row: R) => number;
  /** What stands in each column; of a group, one thing that goes across. */
  readonly cells: (row: R, index: number) => readonly ReactNode[];
  /** A heading over the rows after it, not a row of its own. */
  readonly isGroup?: (row: R) => boolean;
  /** Class of a row: "selected", "cursor", "quiet", "changed". */
  readonly look?: (row: R, index: number) => string | undefined;
  /** Row to keep in view: the cursor moved by J and K. */
  readonly cursor?: number | undefined;
  /** Called when the last rows come into view. */
  readonly more?: (() => void) | undefined;
}

/** Rows above and below the window that are drawn all the same, so that scrolling shows no gap. */
const OVERSCAN = 8;

/** The rows in view, and where they stand. */
function useRowsInView<R>({ rows, rowKey, height, cursor, more }: VirtualRowsProps<R>) {
  const body = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    setOffset((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (i) => height(rows[i] as R),
    getItemKey: (i) => rowKey(rows[i] as R),
    overscan: OVERSCAN,
    scrollMargin: offset,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 1 && rows.length > 0) more?.();
  }, [last, rows.length, more]);
  useEffect(() => {
    if (cursor !== undefined) virtual.scrollToIndex(cursor, { align: "auto" });
  }, [cursor, virtual]);
  return { body, offset, virtual, items };
}

function Cells({
  columns,
  cells,
  group,
}: {
  readonly columns: readonly Column[];
  readonly cells: readonly ReactNode[];
  readonly group: boolean;
}) {
  if (group)
    return (
      <div role="cell" aria-colspan={columns.length} className="across">
        {cells[0]}
      </div>
    );
  return columns.map((c, i) => (
    <div key={c.key} role="cell" className={c.n === true ? "n" : undefined}>
      {cells[i]}
    </div>
  ));
}

/** A table of which only the rows in view exist. Ten thousand rows scroll as ten do. */
export function VirtualRows<R>(props: VirtualRowsProps<R>) {
  const { label, columns, rows, cells, isGroup, look } = props;
  const { body, offset, virtual, items } = useRowsInView(props);
  const widths = columns.map((c) => c.width).join(" ");
  return (
    <div
      className="virtual"
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      style={{ "--columns": widths }}
    >
      <div role="rowgroup" className="virtual-head">
        <div role="row" aria-rowindex={1} className="virtual-row">
          {columns.map((c) => (
            <div key={c.key} role="columnheader" className={c.n === true ? "n" : undefined}>
              {c.unseen === true ? <span className="vh">{c.name}</span> : c.name}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className="virtual-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index] as R;
          const group = isGroup?.(row) === true;
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              data-index={item.index}
              ref={virtual.measureElement}
              className={`virtual-row${group ? " group" : ""} ${look?.(row, item.index) ?? ""}`}
              style={{ transform: `translateY(${item.start - offset}px)` }}
            >
              <Cells columns={columns} cells={cells(row, item.index)} group={group} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
