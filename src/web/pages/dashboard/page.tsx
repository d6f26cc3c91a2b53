import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { lazy } from "react";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate, showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { NoPermission, Skeleton } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
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
import { addressOf, type PeriodSearch } from "./period-at.ts";
import { PeriodSteps } from "./period-steps.tsx";
import { Results } from "./results.tsx";
import { DenialChart, FunnelChart } from "./rows-chart.tsx";
import "./dashboard.css";

const FirstPaidChart = lazy(() => import("./charts.tsx").then((m) => ({ default: m.FirstPaidChart })));
const AtStakeChart = lazy(() => import("./charts.tsx").then((m) => ({ default: m.AtStakeChart })));

const route = getRouteApi("/frame/dashboard");

const dashboardQuery = (client: string | undefined, { period, of }: PeriodSearch) =>
  queryOptions({
    queryKey: ["dashboard", client ?? "all", period ?? "month", of ?? "now"],
    queryFn: ({ signal }) => answered(api.GET("/v1/dashboard", { params: { query: { client, period, of } }, signal })),
    placeholderData: keepPreviousData,
  });

/** The period as one paragraph; each part that has a list opens it. */
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
        {d.period.label}, {showDateOfYear(dayOf(d.period.from))} to {showDateOfYear(dayOf(d.period.to))}. What is
        underlined opens its list.{" "}
        <Link to="/month-end" search={searchOf(d)}>
          The period on one page
        </Link>
      </p>
    </section>
  );
}

/** The period as it stands in the address of its lists. */
const searchOf = ({ period }: Dashboard): PeriodSearch => addressOf(period.kind, dayOf(period.from));

interface HealthRow {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly list: string;
}

function healthRows(d: Dashboard): readonly HealthRow[] {
  const { importHealth: h, money, missed, period } = d;
  const of = (list: string) => `list=${list}&period=${period.kind}&of=${period.from}`;
  const lines = (n: number) => `${n.toLocaleString("en-US")} ${n === 1 ? "line" : "lines"}`;
  const sums = (text: string) => showMoney(centsOf(text), "sum");
  return [
    { name: "Rights missed", value: String(missed.rights), note: `${sums(missed.stake)} at stake`, list: of("missed") },
    {
      name: "Lapsed before they came in",
      value: lines(missed.before.lines),
      note: `${sums(missed.before.stake)}, never ours to act on`,
      list: "list=lapsed-before",
    },
    { name: "Agreed", value: sums(money.agreed), note: "by agreement or award, of all cases", list: "payments=all" },
    { name: "Received", value: sums(money.received), note: "matched to what was agreed", list: "payments=all" },
    { name: "Short", value: sums(money.short), note: "due, and less came", list: "payments=short" },
    { name: "Late", value: sums(money.late), note: "due, and nothing came", list: "payments=late" },
    { name: "Files refused", value: String(h.refused), note: `of ${h.files} that came in`, list: of("refused") },
    {
      name: "Remittances without a claim",
      value: String(h.withoutClaim),
      note: "send the 837, or type the claim",
      list: "list=without-claim",
    },
    {
      name: "Claims without a remittance",
      value: String(h.unanswered),
      note: "no 835 or EOB answers them",
      list: "list=unanswered",
    },
    {
      name: "EOBs out of balance",
      value: String(h.unbalanced),
      note: "places where the sums do not agree",
      list: of("unbalanced"),
    },
  ];
}

function Health({ d }: { readonly d: Dashboard }) {
  const rows = healthRows(d);
  return (
    <section className="figure results" aria-label="Imports and payments">
      <h2 className="finding">{healthFinding(d.importHealth)}</h2>
      <table className="flush mt2">
        <caption className="vh">Imports and payments</caption>
        <tbody>
          {rows.map((r) => (
            <tr key={r.name}>
              <th scope="row">{r.name}</th>
              <td className="n m">
                <ListLink list={r.list}>
                  <span className="vh">{r.name}: </span>
                  {r.value}
                </ListLink>
              </td>
              <td className="t2">{r.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="xs t3 mt2">Rights, refused files and balance are of {d.period.label}; the rest is as of today.</p>
    </section>
  );
}

/** Under this many lines a share says little, and the caption says so. */
const FEW = 30;

function Charts({ d }: { readonly d: Dashboard }) {
  const few = d.firstPaid.filter((p) => p.n < FEW).length;
  const ended = d.firstPaid.reduce((n, p) => n + p.finalCases, 0);
  const denied = d.denials.reduce((n, r) => n + r.value, 0);
  return (
    <div className="dash">
      <Figure
        name="first-paid"
        finding={firstPaidFinding(d.firstPaid)}
        table={firstPaidTable(d.firstPaid)}
        isEmpty={d.firstPaid.length === 0}
        lists={d.firstPaid.map((p) => ({ name: p.payer, list: p.list }))}
        caption={
          <>
            Percent of <Said word="benchmark" />, per payer. Triangle: allowed first, over the lines in grey. Dot: where
            the {ended.toLocaleString("en-US")} settled {ended === 1 ? "case" : "cases"} ended, to date.
            {few > 0 && ` ${few} with fewer than ${FEW} lines.`}
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
        isRows
        caption={`Lines and open cases as of today; what was done, in ${d.period.label}.`}
      >
        <FunnelChart stages={d.funnel} />
      </Figure>
      <Figure
        name="at-stake"
        finding={atStakeFinding(d.atStake)}
        table={atStakeTable(d.atStake)}
        isEmpty={d.atStake.length === 0}
        lists={d.atStake.map((w) => ({ name: `week of ${showDate(dayOf(w.week))}`, list: w.list }))}
        caption="Dollars at stake by the week a right ends. Orange: the nearest week."
      >
        <AtStakeChart weeks={d.atStake} />
      </Figure>
      <Figure
        name="denials"
        finding={denialFinding(d.denials)}
        table={denialTable(d.denials)}
        isEmpty={d.denials.length === 0}
        isRows
        caption={
          <>
            {denied.toLocaleString("en-US")} reasons on denied lines. Meanings are Parley's own words.{" "}
            <Link to="/denials">By payer and service, with outcomes</Link>
          </>
        }
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
  const search = route.useSearch();
  const navigate = useNavigate();
  const me = useMe();
  const may = useMay("see cases");
  const query = useQuery({ ...dashboardQuery(useClient(), search), enabled: may });
  return (
    <Page
      title="Dashboard"
      actions={
        <Button onClick={() => globalThis.print()}>
          <Glyph name="paper" s />
          Print
        </Button>
      }
    >
      {me !== undefined && !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <>
          <div className="pad dash-steps">
            <PeriodSteps
              at={query.data?.period}
              period={search.period ?? "month"}
              today={dayOf(me?.today ?? "1970-01-01")}
              go={(to) => void navigate({ to: "/dashboard", search: to })}
            />
          </div>
          <Asked of={query} doing="Adding up the period." outline={OUTLINE}>
            {(d) => (
              <>
                <InWords d={d} />
                <Charts d={d} />
              </>
            )}
          </Asked>
        </>
      )}
    </Page>
  );
}
