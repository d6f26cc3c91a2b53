// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, and a real table loses its meaning when it is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table are read, not focused; what acts in them is a button or a link
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, type Ref, useEffect, useLayoutEffect, useRef, useState } from "react";
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
  /**
   * What stands in each column; of a group, one thing that goes across. Give one stable function that reads only what it
   * is given: a row is drawn anew when the row, its look or this function changes, and at no other time.
   */
  readonly cells: (row: R, look: string) => readonly ReactNode[];
  /** A heading over the rows after it, not a row of its own. */
  readonly isGroup?: (row: R) => boolean;
  /** Class of a row: "selected", "cursor", "quiet", "changed". */
  readonly look?: (row: R, index: number) => string;
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

interface RowProps<R> {
  readonly row: R;
  readonly index: number;
  readonly top: number;
  readonly look: string;
  readonly group: boolean;
  readonly columns: readonly Column[];
  readonly cells: (row: R, look: string) => readonly ReactNode[];
  readonly measure: Ref<HTMLDivElement>;
}

function RowInView<R>({ row, index, top, look, group, columns, cells, measure }: RowProps<R>) {
  const drawn = cells(row, look);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      className={`virtual-row${group ? " group" : ""} ${look}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {group ? (
        <div role="cell" aria-colspan={columns.length} className="across">
          {drawn[0]}
        </div>
      ) : (
        columns.map((c, i) => (
          <div key={c.key} role="cell" className={c.n === true ? "n" : undefined}>
            {drawn[i]}
          </div>
        ))
      )}
    </div>
  );
}

const Row = memo(RowInView) as typeof RowInView;

function Head({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <div role="rowgroup" className="virtual-head">
      <div role="row" aria-rowindex={1} className="virtual-row">
        {columns.map((c) => (
          <div key={c.key} role="columnheader" className={c.n === true ? "n" : undefined}>
            {c.unseen === true ? <span className="vh">{c.name}</span> : c.name}
          </div>
        ))}
      </div>
    </div>
  );
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
      <Head columns={columns} />
      <div role="rowgroup" ref={body} className="virtual-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index] as R;
          return (
            <Row
              key={item.key}
              row={row}
              index={item.index}
              top={item.start - offset}
              look={look?.(row, item.index) ?? ""}
              group={isGroup?.(row) === true}
              columns={columns}
              cells={cells}
              measure={virtual.measureElement}
            />
          );
        })}
      </div>
    </div>
  );
}
