import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type Day, day, plusDays } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Seg } from "#web/kit/chips.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Empty, Loading, NoPermission } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import { Reliability } from "./reliability.tsx";
import type { Span } from "./route.ts";
import { advisedSaid, cameSaid, cases, didSaid, finding, type Parting, type Played, totalRows } from "./words.ts";
import "#web/pages/dashboard/dashboard.css";
import "./backtest.css";

const route = getRouteApi("/frame/backtest");

const SPANS = [
  { value: "quarter", name: "90 days" },
  { value: "year", name: "Year" },
  { value: "all", name: "All" },
] as const;

const DAYS = { quarter: 90, year: 365 } as const;
const FIRST = day("2000-01-01");
const fromOf = (span: Span, today: Day): Day => (span === "all" ? FIRST : plusDays(today, -DAYS[span]));

const backtestQuery = (client: string | undefined, from: Day, to: Day) =>
  queryOptions({
    queryKey: ["backtest", client ?? "all", from, to],
    queryFn: ({ signal }) => answered(api.GET("/v1/backtest", { params: { query: { client, from, to } }, signal })),
    placeholderData: keepPreviousData,
  });

function Totals({ b }: { readonly b: Played }) {
  return (
    <section className="figure bk-figure" aria-label="Totals">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section className="figure-table" tabIndex={0} aria-label="Totals, each with what was counted">
        <table className="flush">
          <caption className="vh">Totals, each with its spread and what was counted</caption>
          <thead>
            <tr>
              {["Measure", "Figure", "Spread", "Counted"].map((h) => (
                <th key={h} scope="col">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {totalRows(b).map(([name, figure, spread, counted]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="m">{figure}</td>
                <td className="t2">{spread}</td>
                <td className="t2">{counted}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const PartingRow = ({ p }: { readonly p: Parting }) => (
  <tr>
    <th scope="row">
      <Link to="/cases/$case" params={{ case: p.case }} className="m mono">
        {p.number}
      </Link>
      <span className="sub">{p.payer}</span>
    </th>
    <td className="nowrap">{showDateOfYear(dayOf(p.on))}</td>
    <td>{didSaid(p)}</td>
    <td>
      {advisedSaid(p)}
      {p.advice !== null && <span className="sub">{p.advice.because}</span>}
    </td>
    <td>{cameSaid(p)}</td>
  </tr>
);

function Partings({ b }: { readonly b: Played }) {
  if (b.partings.length === 0) return null;
  const shown = b.partings.length;
  return (
    <section className="figure bk-figure" aria-label="Cases furthest from the advice">
      <h2 className="finding">Cases furthest from the advice</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section className="figure-table bk-wide" tabIndex={0} aria-label="Cases, the widest apart first">
        <table className="flush">
          <caption className="vh">Cases whose acts lay furthest from the advice, the widest apart first</caption>
          <thead>
            <tr>
              {["Case", "On", "Done", "Advised then", "What came of it"].map((h) => (
                <th key={h} scope="col">
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {b.partings.map((p) => (
              <PartingRow key={p.case} p={p} />
            ))}
          </tbody>
        </table>
      </section>
      {b.partingsOf > shown && (
        <p className="xs t3">
          The widest {shown} of {b.partingsOf}.
        </p>
      )}
    </section>
  );
}

function Board({ b, again, busy }: { readonly b: Played; readonly again: () => void; readonly busy: boolean }) {
  if (b.played === 0 && b.left === 0)
    return (
      <div className="pad">
        <Empty
          says="No case with offers was settled or closed in this period."
          more="Settled cases are played again here: what would have been advised with what was known then."
        />
      </div>
    );
  return (
    <>
      <section className="pad" aria-label="The backtest in words">
        <p className="lede small">{finding(b)}</p>
        <p className="sm t3 mt2">
          {cases(b.played)} with offers, settled or closed from {showDateOfYear(dayOf(b.from))} to{" "}
          {showDateOfYear(dayOf(b.to))}, played again from their own histories.
          {b.newestOnly !== null && ` The newest ${b.newestOnly} are counted.`}
        </p>
        {b.left > 0 && (
          <p className="row mt2">
            <Button onClick={again} disabled={busy}>
              {busy ? "Playing" : `Play on: ${cases(b.left)} left`}
            </Button>
          </p>
        )}
      </section>
      <Totals b={b} />
      <Reliability of={b} />
      <Partings b={b} />
      <ul className="bk-says xs t3">
        {b.says.map((s) => (
          <li key={s}>{s}</li>
        ))}
      </ul>
    </>
  );
}

function Shown({ span, today }: { readonly span: Span; readonly today: Day }) {
  const query = useQuery(backtestQuery(useClient(), fromOf(span, today), today));
  return (
    <Asked of={query} doing="Playing settled cases again.">
      {(b) => <Board b={b} again={() => void query.refetch()} busy={query.isFetching} />}
    </Asked>
  );
}

/** Own settled cases played again: the advice of then against what was done. */
export function BacktestPage() {
  const { span = "year" } = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay("see cases");
  const choose = (s: Span) => void navigate({ to: "/backtest", search: s === "year" ? {} : { span: s } });
  return (
    <Page title="Backtest" crumbs={[{ to: "/dashboard", name: "Dashboard" }]}>
      <div className="pad bk-span">
        <Seg label="Settled or closed in" options={SPANS} value={span} choose={choose} />
      </div>
      {me === undefined ? (
        <div className="pad">
          <Loading doing="Playing settled cases again." />
        </div>
      ) : may ? (
        <Shown span={span} today={dayOf(me.today)} />
      ) : (
        <div className="pad">
          <NoPermission />
        </div>
      )}
    </Page>
  );
}
