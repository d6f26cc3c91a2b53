import { type ReactNode, Suspense, useId, useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { Skeleton } from "#web/kit/states.tsx";
import { ListLink } from "#web/pages/map/list-link.tsx";
import { csvOf, type TableOf } from "./findings.ts";

/** Hands the rows to the person as a file. */
export function saveTable(name: string, table: TableOf): void {
  const address = URL.createObjectURL(new Blob([csvOf(table)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

function Rows({
  table,
  caption,
  hidden,
}: {
  readonly table: TableOf;
  readonly caption: string;
  readonly hidden: boolean;
}) {
  return (
    <div className={hidden ? "vh" : "figure-table"}>
      <table className="flush">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {table.heads.map((h, i) => (
              <th key={h} scope="col" className={i === 0 ? undefined : "n"}>
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={String(row[0])}>
              {row.map((cell, i) =>
                i === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <td key={i} className="n">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One chart: its finding as title, what it counts under it, its rows as a table and as a file. */
export function Figure({
  finding,
  caption,
  name,
  table,
  isEmpty,
  isRows = false,
  lists = [],
  children,
}: {
  readonly finding: string;
  /** Unit, number, period, method. */
  readonly caption: ReactNode;
  readonly name: string;
  readonly table: TableOf;
  readonly isEmpty: boolean;
  /** The chart is a list that reads as well as its table. */
  readonly isRows?: boolean;
  /** What the marks of a drawn chart open: the same lists as links, for whoever has no mouse. */
  readonly lists?: readonly { readonly name: string; readonly list: string }[];
  readonly children: ReactNode;
}) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <figure className="figure" aria-labelledby={id}>
      <div className="row top between">
        <h2 className="finding" id={id}>
          {finding}
        </h2>
        {!isEmpty && (
          <span className="row noprint">
            <Button
              size="small"
              kind="quiet"
              aria-pressed={asTable}
              aria-label={`Table: ${name}`}
              onClick={() => setAsTable(!asTable)}
            >
              Table
            </Button>
            <Button size="small" kind="quiet" aria-label={`CSV: ${name}`} onClick={() => saveTable(name, table)}>
              CSV
            </Button>
          </span>
        )}
      </div>
      {!isEmpty && (
        <>
          {!asTable && (
            <div className="figure-chart">
              <Suspense fallback={<Skeleton width="100%" height={210} />}>{children}</Suspense>
            </div>
          )}
          {(asTable || !isRows) && <Rows table={table} caption={finding} hidden={!asTable} />}
          {lists.length > 0 && (
            <p className="xs figure-lists">
              Open:{" "}
              {lists.map((l) => (
                <span key={l.list}>
                  <ListLink list={l.list}>{l.name}</ListLink>{" "}
                </span>
              ))}
            </p>
          )}
          <figcaption className="xs t3">{caption}</figcaption>
        </>
      )}
    </figure>
  );
}
