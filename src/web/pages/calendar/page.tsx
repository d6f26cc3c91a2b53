import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Day } from "#base/day.ts";
import { readDay } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { Seg } from "#web/kit/chips.tsx";
import { sayDay } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label, Said } from "#web/kit/said.tsx";
import { Loading, NoPermission, Skeleton } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { ListLink } from "#web/pages/map/list-link.tsx";
import { Page } from "#web/shell/page.tsx";
import { Feed } from "./feed.tsx";
import { type Board, boardOf, type CalendarDay, Weeks } from "./month.tsx";
import { arithmetic, dayOfPeriod, shownOf, spanOf, stepFrom } from "./weeks.ts";
import "./calendar.css";

const route = getRouteApi("/frame/calendar");

const calendarQuery = (client: string | undefined, from: Day, to: Day) =>
  queryOptions({
    queryKey: ["calendar", client ?? "all", from, to],
    queryFn: ({ signal }) => answered(api.GET("/v1/calendar", { params: { query: { client, from, to } }, signal })),
    placeholderData: keepPreviousData,
  });

const VIEWS = [
  { value: "month", name: "Month" },
  { value: "week", name: "Week" },
] as const;

const monthName = (d: Day): string => `${sayDay(d).split(", ")[1]?.split(" ")[0] ?? ""} ${d.slice(0, 4)}`;

function DayList({
  day,
  of,
  board,
  today,
}: {
  readonly day: Day;
  readonly of: CalendarDay | undefined;
  readonly board: Board;
  readonly today: Day;
}) {
  const count = of?.count ?? 0;
  const shown = of?.first ?? [];
  return (
    <section aria-label="The day" aria-live="polite">
      <h2>{sayDay(day)}</h2>
      <p className="sm t3">{arithmetic(today, day, board.holidays)}</p>
      {count === 0 ? (
        <p className="sm t2 mt3">Nothing is due.</p>
      ) : (
        <ul className="due-list mt3">
          {shown.map((d) => (
            <li key={`${d.case} ${d.what}`}>
              <span className="m">
                <Label>{d.what}</Label>
              </span>
              <span className="num m right">{showMoney(centsOf(d.dollars), "estimate")}</span>
              <span className="sub">
                <Link to="/cases/$case" params={{ case: d.case }} className="mono">
                  {d.number}
                </Link>
                ,{" "}
                {(d.businessDays === null ? undefined : dayOfPeriod(today, day, d.businessDays)) ?? (
                  <Label>{d.kind}</Label>
                )}
              </span>
              <span className="sub mono right">{d.cite}</span>
            </li>
          ))}
        </ul>
      )}
      {count > 0 && (
        <p className="sm mt3">
          <ListLink list={`tab=team&on=${day}`}>
            All {count} in the queue, {of === undefined ? "" : showMoney(centsOf(of.dollars), "sum")}
          </ListLink>
        </p>
      )}
    </section>
  );
}

function Steps({
  view,
  at,
  today,
  go,
}: {
  readonly view: "month" | "week";
  readonly at: Day;
  readonly today: Day;
  readonly go: (to: { view?: "week"; at?: string }) => void;
}) {
  const to = (next: Day) => go({ ...(view === "week" ? { view } : {}), at: next });
  return (
    <div className="row wrap">
      <Button size="small" aria-label={`${view} before`} onClick={() => to(stepFrom(view, at, -1))}>
        <Glyph name="left" s />
      </Button>
      <Button size="small" onClick={() => to(today)}>
        Today
      </Button>
      <Button size="small" aria-label={`${view} after`} onClick={() => to(stepFrom(view, at, 1))}>
        <Glyph name="right" s />
      </Button>
      <Seg
        label="View"
        options={VIEWS}
        value={view}
        choose={(next) => go({ ...(next === "week" ? { view: next } : {}), at })}
      />
    </div>
  );
}

function Calendar({ today }: { readonly today: Day }) {
  const { view = "month", at: given } = route.useSearch();
  const client = useClient();
  const navigate = useNavigate();
  const at = (given === undefined ? undefined : readDay(given)) ?? today;
  const span = spanOf(view, at);
  const query = useQuery(calendarQuery(client, span.from, span.to));
  const go = (search: { view?: "week"; at?: string }) => void navigate({ to: "/calendar", search });
  const choose = (d: Day) => go({ ...(view === "week" ? { view } : {}), at: d });
  const board = boardOf(query.data?.days ?? []);
  const weeks = shownOf(view, at, span, (d) => (board.days.get(d)?.count ?? 0) > 0);
  const total = (query.data?.days ?? []).filter((d) => d.day >= today).reduce((n, d) => n + d.count, 0);
  const rail = (
    <>
      <DayList day={at} of={board.days.get(at)} board={board} today={today} />
      <Feed feed={query.data?.feed ?? null} />
    </>
  );
  return (
    <Page title="Calendar" rail={rail}>
      <section className="pad" aria-label="Calendar">
        <div className="row between wrap calendar-head">
          <p className="verdict">
            {view === "week" ? `Week of ${sayDay(span.from)}` : monthName(at)}
            {query.data !== undefined && (
              <span className="t3">
                . {total === 0 ? "Nothing is due from today on" : `${total.toLocaleString("en-US")} due from today on`}.
              </span>
            )}
          </p>
          <Steps view={view} at={at} today={today} go={go} />
        </div>
        <Asked of={query} doing="Counting business days." outline={<Skeleton width="100%" height={420} />}>
          {() => <Weeks view={view} weeks={weeks} board={board} today={today} month={at} chosen={at} choose={choose} />}
        </Asked>
        <p className="xs t3 mt3">
          Dates come from law, so nothing is dragged. Weekends and federal holidays do not count; a weekend is drawn
          when something was promised for it. Colour is dollars at <Said word="stake" />. A <Said word="right" /> is
          used by its last safe day.
        </p>
      </section>
    </Page>
  );
}

/** What is due on which business day, in dollars and cases. */
export function CalendarPage() {
  const me = useMe();
  const may = useMay("see cases");
  if (me === undefined || !may)
    return (
      <Page title="Calendar">{<div className="pad">{me === undefined ? <Loading /> : <NoPermission />}</div>}</Page>
    );
  return <Calendar today={dayOf(me.today)} />;
}
