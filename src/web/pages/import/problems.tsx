import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Segments } from "./segments.tsx";

type Problem = Answer<"listProblems">["rows"][number];

const problemsQuery = (id: string, file: string | undefined) =>
  queryOptions({
    queryKey: ["imports", "problems", id, file ?? "all"],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/imports/{import}/problems", {
          params: { path: { import: id }, query: { file, limit: 200 } },
          signal,
        }),
      ),
  });

/** Where a problem stands, as the file counts it: "segment 212, SVC02". */
export const placeWords = ({ at }: Problem): string =>
  [
    at.segment === undefined ? "" : `segment ${at.segment}`,
    at.element ?? "",
    at.line === undefined ? "" : `line ${at.line}`,
    at.column === undefined ? "" : `column ${at.column}`,
  ]
    .filter((w) => w !== "")
    .join(", ");

function One({ of }: { readonly of: Problem }) {
  const [open, setOpen] = useState(false);
  const { fileId, at } = of;
  const hasPlace = fileId !== null && (at.segment !== undefined || at.byte !== undefined);
  const isError = of.severity === "error";
  return (
    <li>
      <div className="row top">
        <span className={isError ? "k-denied kc" : "k-underpaid kc"}>
          <Glyph name="warn" s />
          <span className="vh">{isError ? "Wrong: " : "To look at: "}</span>
        </span>
        <span className="grow">
          {of.message}
          <span className="sub">
            <span className="mono">{of.code}</span> {placeWords(of)}
          </span>
        </span>
        {hasPlace && (
          <button type="button" className="plain-link nowrap" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Hide the segment" : "Show the segment"}
            <span className="vh">
              {" "}
              of {of.code}, {placeWords(of)}
            </span>
          </button>
        )}
      </div>
      {open && fileId !== null && <Segments file={fileId} at={at} />}
    </li>
  );
}

/** What was wrong in a file and where, errors first; each opens the segment it stands in. */
export function Problems({ of, file }: { readonly of: string; readonly file?: string }) {
  const query = useQuery(problemsQuery(of, file));
  return (
    <Asked of={query} doing="Fetching the problems.">
      {({ rows, next }) => (
        <>
          <ul className="problems sm">
            {[...rows]
              .sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"))
              .map((p, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may stand at one place twice
                <One key={`${p.code} ${p.at.segment ?? p.at.line ?? ""} ${i}`} of={p} />
              ))}
          </ul>
          {next !== null && (
            <p className="xs t3 mt2">The first 200 are shown; mend these and import the file again to see the rest.</p>
          )}
        </>
      )}
    </Asked>
  );
}
