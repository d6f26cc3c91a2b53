import type { UseMutationResult } from "@tanstack/react-query";
import type { ChangeEvent, ReactNode } from "react";
import { Glyph } from "./glyph.tsx";
import { ProblemState } from "./states.tsx";

/** What came of a table that was loaded: which rows were left out, and why. */
export interface TableLoaded {
  readonly problems: readonly {
    readonly severity: string;
    readonly message: string;
    readonly at: { readonly line?: number | undefined };
  }[];
}

const TOLD = 3;

/** A CSV is chosen and takes the place of the table before; rows that were left out are told with their lines. */
export function LoadTable<T extends TableLoaded>({
  label,
  put,
  children,
}: {
  readonly label: string;
  readonly put: UseMutationResult<T, Error, File>;
  /** Further acts, beside the first. */
  readonly children?: ReactNode;
}) {
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file !== undefined) put.mutate(file);
    event.target.value = "";
  };
  const left = put.data?.problems.filter((p) => p.severity === "error") ?? [];
  return (
    <div className="mt2">
      <div className="row wrap">
        <label className="btn plain small file-button">
          <Glyph name="plus" s /> {label}
          <input type="file" accept=".csv,text/csv" className="vh" onChange={take} disabled={put.isPending} />
        </label>
        {children}
      </div>
      {put.isError && <ProblemState thrown={put.error} />}
      {left.length > 0 && (
        <p className="sm k-fact kc mt2" role="status">
          <Glyph name="fact" s /> {left.length} {left.length === 1 ? "row was" : "rows were"} left out:{" "}
          {left
            .slice(0, TOLD)
            .map((p) => `line ${p.at.line ?? "?"}: ${p.message}`)
            .join(" ")}
        </p>
      )}
    </div>
  );
}
