import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useOneClient } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { LoadTable } from "#web/kit/load-table.tsx";
import { Money, NotKnown } from "#web/kit/money.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import "./batch.css";

type Listed = Answer<"listArbiters">;
type Row = Listed["rows"][number];

const percent = (x: number): string => `${Math.round(x * 100)}%`;

const arbitersQuery = (client: string, parties: string, lines: number) =>
  queryOptions({
    queryKey: ["arbiters", client, parties, lines],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/arbiters", { params: { query: { client, parties, lines } }, signal })),
  });

function Load({ client, saw }: { readonly client: string; readonly saw: number }) {
  const queries = useQueryClient();
  const put = useMutation({
    mutationFn: async (file: File) =>
      answered(
        api.POST("/v1/arbiters", {
          params: { header: newKey() },
          body: { client, saw, name: file.name, csv: await file.text() },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["arbiters"] }),
  });
  return <LoadTable label="Load figures (CSV)" put={put} />;
}

const Entity = ({ e }: { readonly e: Row }) => (
  <tr>
    <th scope="row">
      {e.entity}
      {e.conflicts.length > 0 && (
        <span className="sub k-denied kc">
          <Glyph name="warn" s /> in conflict: tied to {e.conflicts.join(", ")}
        </span>
      )}
      {!e.enough && <span className="sub">too few disputes to order by</span>}
    </th>
    <td className="num">{e.disputes}</td>
    <td className="nowrap">
      <span className="m">{percent(e.share)}</span>
      <span className="sub">
        {percent(e.low)} to {percent(e.high)}
      </span>
    </td>
    <td className="nowrap">{e.medianDays === null ? <NotKnown /> : `${e.medianDays} days`}</td>
    <td>
      {e.fee === null ? (
        <NotKnown />
      ) : (
        <Money cents={centsOf(e.fee)} source={{ of: `Fee of ${e.entity}`, from: `${e.source}, line ${e.line}` }} />
      )}
      <span className="sub">{e.feeSays}</span>
    </td>
    <td className="sm t2">
      {e.source}, {showDateOfYear(dayOf(e.date))}
    </td>
  </tr>
);

function Table({ of }: { readonly of: Listed }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="bt-room" tabIndex={0} aria-label="Dispute entities, lines">
      <table className="edge">
        <caption className="vh">Dispute entities, compared</caption>
        <thead>
          <tr>
            {["Entity", "Disputes", "For providers", "Takes", "Fee", "Source"].map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.rows.map((e) => (
            <Entity key={`${e.entity} ${e.line}`} e={e} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ArbitersOf {
  /** Names of the sides of the dispute. */
  readonly parties: readonly string[];
  readonly lines: number;
  /** Whose figures; absent, of the client the window is about. */
  readonly client?: string | undefined;
}

function Of({ client, parties, lines }: ArbitersOf & { readonly client: string }) {
  const may = useMay("work cases");
  const [also, setAlso] = useState("");
  const named = [...parties.map((p) => p.replaceAll(",", " ")), also].filter((p) => p.trim() !== "").join(", ");
  const query = useQuery(arbitersQuery(client, named, lines));
  return (
    <Asked of={query} doing="Comparing the entities.">
      {(of) => (
        <>
          <div className="pad">
            <p className="sm t2">{of.says}</p>
            {of.file !== null && of.loaded !== null && (
              <p className="sm mt1">
                {of.entities} rows of {of.file}, loaded {showDateOfYear(dayOf(of.loaded))}
                {of.by !== null && ` by ${of.by}`}. Sides looked for: {named === "" ? "none" : named}.
              </p>
            )}
            {of.entities > 0 && (
              <label className="field mt2">
                <span className="sm">Also a side of it, such as the vendor or the plan’s sponsor</span>
                <input className="input" value={also} onChange={(e) => setAlso(e.target.value)} maxLength={200} />
              </label>
            )}
            {may && <Load client={client} saw={of.version} />}
          </div>
          {of.rows.length > 0 && <Table of={of} />}
        </>
      )}
    </Asked>
  );
}

/** Certified dispute entities for a dispute of so many lines, by figures the practice loaded: who is tied to a side is said. */
export function Arbiters({ parties, lines, client }: ArbitersOf) {
  const one = useOneClient();
  const whose = client ?? one;
  return (
    <section className="bt-batch" aria-label="Who decides">
      <div className="pad">
        <h2>Who decides</h2>
        {whose === undefined && (
          <p className="sm t2">Choose a client first: figures of dispute entities are kept by client.</p>
        )}
      </div>
      {whose !== undefined && <Of client={whose} parties={parties} lines={lines} />}
    </section>
  );
}
