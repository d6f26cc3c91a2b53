import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { lazy } from "react";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Seg } from "#web/kit/chips.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { NoPermission, Skeleton } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Said } from "#web/pages/map/glossary.tsx";
import { ListLink } from "#web/pages/map/list-link.tsx";
import { Page } from "#web/shell/page.tsx";
import { Figure } from "./figure.tsx";
import {
  atStakeFinding,
  atStakeTable,
  type Dashboard,
  denialFinding,
  denialTable,
  firstPaidFinding,
  firstPaidTable,
  funnelFinding,
  funnelTable,
  healthFinding,
} from "./findings.ts";
import { Results } from "./results.tsx";
import type { Period } from "./route.ts";
import { DenialChart, FunnelChart } from "./rows-chart.tsx";
import "./dashboard.css";

const FirstPaidChart = lazy(() => import("./charts.tsx").then((m) => ({ default: m.FirstPaidChart })));
const AtStakeChart = lazy(() => import("./charts.tsx").then((m) => ({ default: m.AtStakeChart })));

const route = getRouteApi("/frame/dashboard");

const dashboardQuery = (client: string | undefined, period: Period) =>
  queryOptions({
    queryKey: ["dashboard", client ?? "all", period],
    queryFn: ({ signal }) => answered(api.GET("/v1/dashboard", { params: { query: { client, period } }, signal })),
    placeholderData: keepPreviousData,
  });

const PERIODS = [
  { value: "month", name: "Month" },
  { value: "quarter", name: "Quarter" },
  { value: "year", name: "Year" },
] as const;

/** The month-end page as one paragraph; each part that has cases opens them. */
function InWords({ d }: { readonly d: Dashboard }) {
  return (
    <section className="pad dash-lede" aria-label="The period in words">
      <p className="lede small">
        {d.said.map((s, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences stand in their order
          <span key={i}>{s.list === null ? s.text : <ListLink list={s.list}>{s.text}</ListLink>} </span>
        ))}
      </p>
      <p className="sm t3 mt2">
        {d.period.label}, {showDateOfYear(dayOf(d.period.from))} to {showDateOfYear(dayOf(d.period.to))}. Every number
        opens its list.
      </p>
    </section>
  );
}

function Health({ d }: { readonly d: Dashboard }) {
  const { importHealth: h, money, missed } = d;
  const rows = [
    {
      name: "Rights missed",
      value: String(missed.rights),
      note: `${showMoney(centsOf(missed.stake), "sum")} at stake`,
    },
    { name: "Agreed", value: showMoney(centsOf(money.agreed), "sum"), note: "by agreement or award" },
    { name: "Received", value: showMoney(centsOf(money.received), "sum"), note: "matched to what was agreed" },
    { name: "Short", value: showMoney(centsOf(money.short), "sum"), note: "due, and less came" },
    { name: "Late", value: showMoney(centsOf(money.late), "sum"), note: "due, and nothing came" },
    { name: "Files read", value: String(h.files - h.refused), note: `${h.refused} refused` },
    { name: "Remittances without a claim", value: String(h.unmatched), note: "send the 837, or type the claim" },
    { name: "EOBs out of balance", value: String(h.unbalanced), note: "see the import's problems" },
  ];
  return (
    <section className="figure" aria-label="Imports and payments">
      <h2 className="finding">{healthFinding(h)}</h2>
      <table className="flush mt2">
        <caption className="vh">Imports and payments of the period</caption>
        <tbody>
          {rows.map((r) => (
            <tr key={r.name}>
              <th scope="row">{r.name}</th>
              <td className="n m">{r.value}</td>
              <td className="t2">{r.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="xs mt2">
        <Link to="/payments">Expected against received</Link>
      </p>
    </section>
  );
}

/** Under this many lines a share says little, and the caption says so. */
const FEW = 30;

function Charts({ d }: { readonly d: Dashboard }) {
  const few = d.firstPaid.filter((p) => p.n < FEW).length;
  const denied = d.denials.reduce((n, r) => n + r.value, 0);
  return (
    <div className="dash">
      <Figure
        name="first-paid"
        finding={firstPaidFinding(d.firstPaid)}
        table={firstPaidTable(d.firstPaid)}
        isEmpty={d.firstPaid.length === 0}
        caption={
          <>
            First and final allowed, percent of <Said word="benchmark" />, per payer. Grey number: lines. Triangle
            first, dot final.{few > 0 && ` ${few} with fewer than ${FEW} lines.`}
          </>
        }
      >
        <FirstPaidChart rows={d.firstPaid} />
      </Figure>
      <Figure
        name="funnel"
        finding={funnelFinding(d.funnel)}
        table={funnelTable(d.funnel)}
        isEmpty={d.funnel.every((s) => s.count === 0)}
        caption={`Lines, ${d.period.label}. Grey words: why the rest went no further.`}
      >
        <FunnelChart stages={d.funnel} />
      </Figure>
      <Figure
        name="at-stake"
        finding={atStakeFinding(d.atStake)}
        table={atStakeTable(d.atStake)}
        isEmpty={d.atStake.length === 0}
        caption="Dollars at stake by the week a right ends. Orange: the nearest week."
      >
        <AtStakeChart weeks={d.atStake} />
      </Figure>
      <Figure
        name="denials"
        finding={denialFinding(d.denials)}
        table={denialTable(d.denials)}
        isEmpty={d.denials.length === 0}
        caption={`${denied.toLocaleString("en-US")} reasons on denied lines. Meanings are Parley's own words.`}
      >
        <DenialChart rows={d.denials} />
      </Figure>
      <Health d={d} />
      <Results d={d} />
    </div>
  );
}

const OUTLINE = (
  <>
    <Skeleton width="80%" height={30} />
    <Skeleton width="64%" height={30} />
    <Skeleton width="100%" height={220} />
    <Skeleton width="100%" height={220} />
  </>
);

/** A month, quarter or year in words, then in charts that are titled by what they found. */
export function DashboardPage() {
  const { period = "month" } = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay("see cases");
  const query = useQuery({ ...dashboardQuery(useClient(), period), enabled: may });
  const actions = (
    <span className="row wide">
      <Periods
        period={period}
        choose={(p) => void navigate({ to: "/dashboard", search: p === "month" ? {} : { period: p } })}
      />
      <Button onClick={() => globalThis.print()}>
        <Glyph name="paper" s />
        Print
      </Button>
    </span>
  );
  return (
    <Page title="Dashboard" actions={actions}>
      <div className="dash-narrow pad">
        <Periods
          period={period}
          choose={(p) => void navigate({ to: "/dashboard", search: p === "month" ? {} : { period: p } })}
        />
      </div>
      {me !== undefined && !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <Asked of={query} doing="Adding up the period." outline={OUTLINE}>
          {(d) => (
            <>
              <InWords d={d} />
              <Charts d={d} />
            </>
          )}
        </Asked>
      )}
    </Page>
  );
}

const Periods = ({ period, choose }: { readonly period: Period; readonly choose: (p: Period) => void }) => (
  <Seg label="Period" options={PERIODS} value={period} choose={choose} />
);
