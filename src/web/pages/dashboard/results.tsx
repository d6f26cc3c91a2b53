import { Link } from "@tanstack/react-router";
import { centsOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { saveTable } from "./figure.tsx";
import type { Dashboard } from "./findings.ts";
import { resultsFinding, resultsTable } from "./results-rows.ts";

/** What negotiating brought in the period. A table and no chart: each figure needs its spread and its count beside it. */
export function Results({ d }: { readonly d: Dashboard }) {
  const { results: r } = d;
  const table = resultsTable(r);
  return (
    <section className="figure results" aria-label="What negotiating brought">
      <div className="row top between">
        <h2 className="finding">{resultsFinding(r)}</h2>
        <span className="row noprint">
          <Button size="small" kind="quiet" aria-label="CSV: results" onClick={() => saveTable("results", table)}>
            CSV
          </Button>
        </span>
      </div>
      <div className="figure-table">
        <table className="flush">
          <caption className="vh">What negotiating brought, each figure with its spread and what was counted</caption>
          <thead>
            <tr>
              {table.heads.map((h) => (
                <th key={h} scope="col">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(([name, figure, spread, counted]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="m">{figure}</td>
                <td className="t2">{spread}</td>
                <td className="t2">{counted}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="xs t3">
        Cases settled in {d.period.label}, from their own histories; received so far{" "}
        {showMoney(centsOf(r.received), "sum")}.
        {r.newestOnly !== null && ` The newest ${r.newestOnly.toLocaleString("en-US")} are counted.`} The share of lines
        first paid below the benchmark is of all claims as of today. {r.net.says}{" "}
        <Link to="/backtest">What would have been advised on them</Link>
      </p>
      <details className="xs t3 rests-on">
        <summary>What the net figures rest on</summary>
        <ul className="stack mt2">
          {r.net.rests.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
