import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { plusDays } from "#base/day.ts";
import { answered, api } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import type { QueueRow } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label, Said } from "#web/kit/said.tsx";
import { NoPermission } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { hours } from "#web/pages/portfolio/parts.tsx";
import { useBulk } from "#web/pages/queue/acts.ts";
import { NotDoneNotice } from "#web/pages/queue/not-done.tsx";
import { usePeople } from "#web/pages/queue/people.ts";
import type { QueueSearch } from "#web/pages/queue/search.ts";
import { Page } from "#web/shell/page.tsx";
import { type From, Give } from "./give.tsx";
import "#web/pages/queue/queue.css";
import "./team.css";

type Team = Answer<"getTeam">;
type Row = Team["rows"][number];

const teamQuery = (client: string | undefined) =>
  queryOptions({
    // Beside the counts of the queue, so that whatever moves a case moves these.
    queryKey: ["queue", "team", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/team", { params: { query: { client } }, signal })),
  });

/** The cases behind a figure, in the queue. */
function Cases({ of, n, search }: { readonly of: Row; readonly n: number; readonly search: QueueSearch }) {
  if (n === 0) return <span className="t3">0</span>;
  return (
    <Link to="/queue" search={{ tab: "team", ...search, owner: of.owner?.id ?? "nobody" }} className="num">
      {n.toLocaleString("en-US")}
    </Link>
  );
}

const isIdle = ({ load }: Row): boolean => load.cases === 0;

/** Minutes of the next steps that were planned, and of how many cases nobody knows them. */
function Work({ load }: { readonly load: Row["load"] }) {
  const { minutes, unplanned } = load;
  return (
    <td className="num">
      {minutes === null ? <span className="t3">not known</span> : <span className="nowrap">{hours(minutes)}</span>}
      {minutes !== null && unplanned > 0 && <span className="sub">{unplanned.toLocaleString("en-US")} not known</span>}
    </td>
  );
}

interface LineOf {
  readonly of: Row;
  readonly team: Team;
  /** Undefined for who may not give cases. */
  readonly give: ((from: From) => void) | undefined;
}

function Line({ of, team, give }: LineOf) {
  const { owner, role, load } = of;
  const open = { state: "open" } as const;
  return (
    <tr className={owner === null ? "nobody" : undefined}>
      <th scope="row">
        {owner === null ? (
          <span className={load.cases > 0 ? "k-fact kc" : "t2"}>
            {load.cases > 0 && <Glyph name="fact" s />} Nobody
          </span>
        ) : (
          owner.name
        )}
        <span className="sub">{owner === null ? "not given to anybody" : (role ?? "has left: give these on")}</span>
      </th>
      <td className="num">
        <Cases of={of} n={load.cases} search={{}} />
        {load.asleep > 0 && <span className="sub">{load.asleep} asleep</span>}
      </td>
      <td className="num">
        <Cases of={of} n={load.ours} search={{ tab: "our turn" }} />
      </td>
      <td className="num">
        <Cases of={of} n={load.today} search={{ ...open, dueFrom: team.today, dueTo: team.today, sort: "due" }} />
      </td>
      <td className={load.late > 0 ? "num k-denied kc" : "num"}>
        <Cases of={of} n={load.late} search={{ ...open, dueTo: plusDays(dayOf(team.today), -1), sort: "due" }} />
      </td>
      <td className="num">
        <Cases of={of} n={load.expiring} search={{ tab: "expiring rights", sort: "due" }} />
      </td>
      <td className="num">{showMoney(centsOf(load.stake), "sum")}</td>
      <td className="num">{showMoney(centsOf(load.loss), "sum")}</td>
      <Work load={load} />
      {give !== undefined && (
        <td>
          {load.cases > 0 && (
            <Button
              size="small"
              aria-label={`Give cases of ${owner?.name ?? "nobody"}`}
              onClick={() => give({ id: owner?.id ?? "nobody", name: owner?.name ?? "nobody", cases: load.cases })}
            >
              Give
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

function Table({ team, give }: Omit<LineOf, "of">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="team-room" tabIndex={0} aria-label="Who has how much">
      <table className="edge">
        <caption className="vh">Open cases of each person</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col" className="num">
              Cases
            </th>
            <th scope="col" className="num">
              Our turn
            </th>
            <th scope="col" className="num">
              Due today
            </th>
            <th scope="col" className="num">
              Late
            </th>
            <th scope="col" className="num">
              Rights expiring
            </th>
            <th scope="col" className="num">
              <Label>At stake</Label>
            </th>
            <th scope="col" className="num">
              Lost if untouched
            </th>
            <th scope="col" className="num">
              Work
            </th>
            {give !== undefined && (
              <th scope="col">
                <span className="vh">Give</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {team.rows.map((r) => (
            <Line key={r.owner?.id ?? "nobody"} of={r} team={team} give={give} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function verdictOf({ rows }: Team): string {
  const [nobody] = rows;
  const late = rows.reduce((n, r) => n + r.load.late, 0);
  const idle = rows.filter((r) => r.owner !== null && isIdle(r)).length;
  const parts = [
    nobody !== undefined && nobody.load.cases > 0
      ? `${nobody.load.cases.toLocaleString("en-US")} ${nobody.load.cases === 1 ? "case is" : "cases are"} nobody’s`
      : "Every open case is somebody’s",
    late === 0 ? "nothing is late" : `${late.toLocaleString("en-US")} late`,
    ...(idle > 0 ? [`${idle} ${idle === 1 ? "person has" : "people have"} none`] : []),
  ];
  return `${parts.join(", ")}.`;
}

/** Where the minutes are from. */
const PlannedIn = ({ planned }: Pick<Team, "planned">) => (
  <p className="sm t2 mt1">
    {planned === null
      ? "Minutes of work come from a portfolio, which plans the next step of every open case. You have made none yet: "
      : `Work is what the next steps take in your portfolio as of ${showDateOfYear(dayOf(planned.asOf))}: ${planned.source}. Minutes of cases it did not plan are not known. `}
    <Link to="/portfolio">{planned === null ? "make one" : "Make it anew"}</Link>.
  </p>
);

/** Giving cases from this page: what is chosen, what refused, and its undo. */
function useGive(team: Team) {
  const may = useMay("work cases");
  const people = usePeople();
  const [from, setFrom] = useState<From>();
  const { run, notDone, dismiss } = useBulk(people);
  const give = (rows: readonly QueueRow[], to: string | null) => {
    setFrom(undefined);
    void run({ type: "assign", to }, rows);
  };
  const today = dayOf(team.today);
  return {
    open: may ? setFrom : undefined,
    form: from && <Give from={from} people={people} today={today} give={give} close={() => setFrom(undefined)} />,
    notDone: notDone && (
      <NotDoneNotice of={notDone} again={() => void run(notDone.act, notDone.rows)} dismiss={dismiss} />
    ),
  };
}

function Whole({ team }: { readonly team: Team }) {
  const { open, form, notDone } = useGive(team);
  return (
    <>
      <div className="pad">
        <p className="verdict">{verdictOf(team)}</p>
        <p className="sm t2 mt1">
          A figure opens its cases in the queue. A <Said word="right" /> is expiring when it ends by{" "}
          {showDateOfYear(dayOf(team.until))}.
        </p>
        <PlannedIn planned={team.planned} />
      </div>
      {notDone}
      <Table team={team} give={open} />
      {form}
    </>
  );
}

function Loads() {
  const query = useQuery(teamQuery(useClient()));
  return (
    <Asked of={query} doing="Counting cases.">
      {(team) => <Whole team={team} />}
    </Asked>
  );
}

/** Who has how much, for whoever gives work out. */
export function TeamPage() {
  const may = useMay("see cases");
  return (
    <Page title="Team" crumbs={[{ to: "/queue", name: "Queue" }]}>
      {may ? (
        <Loads />
      ) : (
        <div className="pad">
          <NoPermission says="Your role does not see cases." />
        </div>
      )}
    </Page>
  );
}
