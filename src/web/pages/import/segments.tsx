import { queryOptions, useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { Asked } from "#web/pages/map/asked.tsx";

type Found = Answer<"getSegments">;

interface At {
  readonly segment?: number | undefined;
  readonly byte?: number | undefined;
  readonly element?: string | undefined;
}

const segmentsQuery = (file: string, { segment, byte, element }: At) =>
  queryOptions({
    queryKey: ["segments", file, segment ?? 0, byte ?? 0, element ?? ""],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/files/{file}/segments", {
          params: { path: { file }, query: { segment, byte, element, around: 3 } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

function Row({ row, separators }: { readonly row: Found["rows"][number]; readonly separators: Found["delimiters"] }) {
  return (
    <li className={row.here ? "here" : undefined} aria-current={row.here || undefined}>
      <span className="t3 num">{row.segment}</span>
      <code>
        {row.elements.map((e, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is its place
          <Fragment key={i}>
            {i > 0 && separators.element}
            {row.here && row.lit === i ? <mark>{e === "" ? " " : e}</mark> : e}
          </Fragment>
        ))}
        {separators.segment}
      </code>
    </li>
  );
}

/** The segments around a place of a file as they were sent; the one meant is marked and its element lit. */
export function Segments({ file, at }: { readonly file: string; readonly at: At }) {
  const query = useQuery(segmentsQuery(file, at));
  return (
    <Asked of={query} doing="Opening the file.">
      {(found) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
        <section className="segments" tabIndex={0} aria-label={`Segments of ${found.file}`}>
          <ol>
            {found.rows.map((row) => (
              <Row key={row.segment} row={row} separators={found.delimiters} />
            ))}
          </ol>
        </section>
      )}
    </Asked>
  );
}
