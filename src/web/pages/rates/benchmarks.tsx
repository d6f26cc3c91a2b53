import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay, useOneClient } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { LoadTable } from "#web/kit/load-table.tsx";
import { Money } from "#web/kit/money.tsx";
import { Asked } from "#web/pages/map/asked.tsx";

type Listed = Answer<"listBenchmarks">;
type Row = Listed["rows"][number];

const benchmarksQuery = (client: string) =>
  queryOptions({
    queryKey: ["benchmarks", client],
    queryFn: ({ signal }) => answered(api.GET("/v1/benchmarks", { params: { query: { client } }, signal })),
  });

const KINDS: Readonly<Record<Row["kind"], string>> = {
  "in-network": "Published in network",
  "out-of-network": "Allowed out of network",
  contract: "Contracted with you",
  charges: "Charges in the area",
};

const HEADER = "kind,code,amount,source,date,modifiers,low,high,percentile,payer,places,from,until";
const SHOWN = 40;

function Change({ client, of }: { readonly client: string; readonly of: Listed }) {
  const queries = useQueryClient();
  const put = useMutation({
    mutationFn: async (file: File) =>
      answered(
        api.POST("/v1/benchmarks", {
          params: { header: newKey() },
          body: { client, saw: of.version, name: file.name, csv: await file.text() },
        }),
      ),
    onSuccess: () => {
      for (const key of ["benchmarks", "case", "portfolio"]) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return (
    <>
      <LoadTable label="Load benchmarks (CSV)" put={put}>
        {of.rows.length > 0 && (
          <Button size="small" disabled={put.isPending} onClick={() => put.mutate(new File([`${HEADER}\n`], "none"))}>
            Take the table away
          </Button>
        )}
      </LoadTable>
      <p className="xs t3 mt2">
        Its first row: <span className="mono">{HEADER.replaceAll(",", ", ")}</span>. The first five are needed; kind is
        in-network, out-of-network, contract or charges; amount is for one unit, low and high are its quartiles.
      </p>
    </>
  );
}

const forWhat = (r: Row): string =>
  [
    r.payer ?? "any payer",
    ...(r.places.length === 0 ? [] : [`place ${r.places.join(", ")}`]),
    ...(r.from === null ? [] : [`from ${showDateOfYear(dayOf(r.from))}`]),
    ...(r.until === null ? [] : [`through ${showDateOfYear(dayOf(r.until))}`]),
  ].join(", ");

function Table({ rows }: { readonly rows: readonly Row[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="rates-room mt3" tabIndex={0} aria-label="Benchmarks, rows">
      <table className="flush books">
        <caption className="vh">Benchmarks loaded</caption>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">What</th>
            <th scope="col" className="n">
              One unit
            </th>
            <th scope="col">For</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((r) => (
            <tr key={r.line}>
              <th scope="row" className="mono">
                {[r.code, ...r.modifiers].join("-")}
              </th>
              <td>
                {KINDS[r.kind]}
                {r.percentile !== null && <span className="sub">percentile {r.percentile}</span>}
              </td>
              <td className="n">
                <Money cents={centsOf(r.amount)} source={{ of: KINDS[r.kind], from: `${r.source}, line ${r.line}` }} />
                {r.low !== null && r.high !== null && (
                  <span className="sub">
                    {r.low} to {r.high}
                  </span>
                )}
              </td>
              <td className="sm t2">{forWhat(r)}</td>
              <td className="sm t2">
                {r.source}, {showDateOfYear(dayOf(r.date))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && (
        <p className="xs t3 mt2">
          The first {SHOWN} of {rows.length} rows are shown; all of them count.
        </p>
      )}
    </section>
  );
}

function Of({ client }: { readonly client: string }) {
  const may = useMay("work cases");
  return (
    <Asked of={useQuery(benchmarksQuery(client))} doing="Reading the benchmarks.">
      {(of) => (
        <>
          <p className="sm t2">{of.says}</p>
          <p className="sm mt2">
            {of.rows.length === 0 || of.file === null || of.loaded === null
              ? "No table is loaded: fair values rest on the QPA, your own history and Medicare alone."
              : `${of.rows.length} ${of.rows.length === 1 ? "row" : "rows"} of ${of.file}, loaded ${showDateOfYear(dayOf(of.loaded))}${of.by === null ? "" : ` by ${of.by}`}.`}
          </p>
          {may && <Change client={client} of={of} />}
          {of.rows.length > 0 && <Table rows={of.rows} />}
        </>
      )}
    </Asked>
  );
}

/** What services are worth elsewhere, by tables the practice loads: fair values count them beside its own figures. */
export function Benchmarks() {
  const whose = useOneClient();
  return (
    <section className="sec" aria-label="Benchmarks you load">
      <div className="h2row">
        <h2>Benchmarks you load</h2>
        <span className="sm">Published rates, amounts allowed elsewhere, contracts, charges</span>
      </div>
      {whose === undefined ? (
        <p className="sm t2">Choose a client first: its tables are its own.</p>
      ) : (
        <Of client={whose} />
      )}
    </section>
  );
}
