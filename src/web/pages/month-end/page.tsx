import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label } from "#web/kit/said.tsx";
import { Loading, NoPermission, Skeleton } from "#web/kit/states.tsx";
import { PeriodSteps } from "#web/pages/dashboard/period-steps.tsx";
import { FileLinks } from "#web/pages/lists/file-links.tsx";
import type { ListSearch } from "#web/pages/lists/search.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { ListLink } from "#web/pages/map/list-link.tsx";
import { Page } from "#web/shell/page.tsx";
import "./month-end.css";

type Month = Answer<"getMonthEnd">;
type FigureOf = Month["figures"][number];

const route = getRouteApi("/frame/month-end");

const monthQuery = (client: string | undefined, { period, of }: Pick<ListSearch, "period" | "of">) =>
  queryOptions({
    queryKey: ["month-end", client ?? "all", period ?? "month", of ?? "now"],
    queryFn: ({ signal }) => answered(api.GET("/v1/month-end", { params: { query: { client, period, of } }, signal })),
    placeholderData: keepPreviousData,
  });

/** An amount, or a count where there is none; a figure that nothing kept says is said to be not known. */
function Figures({ of }: { readonly of: FigureOf }) {
  if (of.amount !== null) return <b className="num">{showMoney(centsOf(of.amount), "exact")}</b>;
  return of.count === null ? <NotKnown /> : <b className="num">{of.count.toLocaleString("en-US")}</b>;
}

function OnePage({ month, practice }: { readonly month: Month; readonly practice: string }) {
  const { period, figures } = month;
  return (
    <section className="pad month-end" aria-label="The month on one page">
      <h2 className="verdict">
        {practice}, {period.label}
      </h2>
      <p className="sm t3">
        {showDateOfYear(dayOf(period.from))} to {showDateOfYear(dayOf(period.to))}. Underlined figures open their list.
      </p>
      <table className="flush mt4">
        <caption className="vh">Figures of {period.label}</caption>
        <tbody>
          {figures.map((f) => (
            <tr key={f.name}>
              <th scope="row">
                <Label>{f.name}</Label>
              </th>
              <td className="n">
                {f.list === null ? (
                  <Figures of={f} />
                ) : (
                  <ListLink list={f.list}>
                    <span className="vh">{f.name}: </span>
                    <Figures of={f} />
                  </ListLink>
                )}
              </td>
              <td className="t2">{f.says}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="xs t3 mt4">
        From the histories of this practice’s own cases. What was undone is not counted, and nothing is estimated.
      </p>
    </section>
  );
}

/** The month, quarter or year on one page for the owner; each figure opens its list, and the page prints as one. */
export function MonthEndPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const client = useClient();
  const me = useMe();
  const may = useMay("see cases");
  const query = useQuery({ ...monthQuery(client, search), enabled: may });
  const practice = me?.clients.find((c) => c.id === client)?.name ?? me?.organization.name ?? "";
  const actions = (
    <Button size="small" onClick={() => globalThis.print()}>
      <Glyph name="paper" s />
      Print
    </Button>
  );
  return (
    <Page title="Month-end" crumbs={[{ name: "Dashboard", to: "/dashboard" }]} actions={actions}>
      {me === undefined ? (
        <div className="pad">
          <Loading />
        </div>
      ) : !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <>
          <div className="pad month-steps row between wrap">
            <PeriodSteps
              at={query.data?.period}
              period={search.period ?? "month"}
              today={dayOf(me.today)}
              go={(to) => void navigate({ to: "/month-end", search: to })}
            />
            <FileLinks of="/v1/month-end/export" search={{ ...search }} />
          </div>
          <Asked of={query} doing="Adding up the month." outline={<Skeleton width="100%" height={420} />}>
            {(month) => <OnePage month={month} practice={practice} />}
          </Asked>
        </>
      )}
    </Page>
  );
}
