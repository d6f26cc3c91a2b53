import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { SelectField, TextField } from "#web/kit/fields.tsx";
import { Money } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, NoPermission } from "#web/kit/states.tsx";
import { carryToBatch } from "#web/pages/batch/carried.ts";
import { download } from "#web/pages/case/download.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import { begin, type Listed, type Made, portfolioQuery, stop } from "./data.ts";
import { MINUTES, MINUTES_MOST } from "./minutes.ts";
import { BreakEven, CaseTable, Effect, hours } from "./parts.tsx";
import "./portfolio.css";

const route = getRouteApi("/frame/portfolio");

const WHAT_IF_HELP =
  "Such as fee=115.00 (administrative fee), entity=600, hour=55, eligible=0.95, collect=0.8, award=1.8, days=300, batch=each, federal=closed, least=250, hours=20, cooling=off, lines=25, payer=NAME:0.9, qpa=1.2, interest=0.12. Several with commas.";

/** Makes a portfolio, or watches one being made. */
function Make({ run, again }: { readonly run: Listed["run"]; readonly again: boolean }) {
  const client = useClient();
  const queries = useQueryClient();
  const [whatIf, setWhatIf] = useState("");
  const renew = () => queries.invalidateQueries({ queryKey: ["portfolio"] });
  const start = useMutation({ mutationFn: () => begin(client, whatIf), onSuccess: renew });
  const end = useMutation({ mutationFn: stop, onSettled: renew });
  if (run.state === "running")
    return (
      <div className="pf-make" role="status">
        <progress aria-label="Cases planned" value={run.done} max={Math.max(1, run.of)} />
        <p className="sm t2">
          {run.done.toLocaleString("en-US")} of {run.of.toLocaleString("en-US")} cases planned
        </p>
        <Button size="small" busy={end.isPending} onClick={() => end.mutate()}>
          Stop
        </Button>
      </div>
    );
  const said = start.isError ? asProblem(start.error).said : undefined;
  return (
    <form
      className={again ? "pf-make" : "pf-make first"}
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      {again ? (
        <TextField
          label="What if (optional)"
          help={WHAT_IF_HELP}
          value={whatIf}
          maxLength={200}
          onChange={(e) => setWhatIf(e.target.value)}
          wrong={said === undefined ? undefined : (said.detail ?? said.title)}
        />
      ) : (
        said !== undefined && (
          <p className="sm k-denied kc" role="alert">
            {said.detail ?? said.title}
          </p>
        )
      )}
      <Button type="submit" kind="primary" busy={start.isPending}>
        {again ? "Plan again" : "Plan all cases"}
      </Button>
      {run.state === "stopped" && (
        <p className="sm t2">It was stopped. {again && "The last one that was done is below."}</p>
      )}
      {run.state === "failed" && (
        <p className="sm k-denied kc" role="alert">
          It could not be made. Nothing was changed; try once more.
        </p>
      )}
    </form>
  );
}

function Filters({ made }: { readonly made: Made }) {
  const { minutes = MINUTES, payer } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(String(minutes));
  const n = Number(typed);
  const isGood = /^\d{1,6}$/.test(typed) && n <= MINUTES_MOST;
  return (
    <form
      className="pf-filters"
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) void navigate({ search: (s) => ({ ...s, minutes: n }) });
      }}
    >
      <TextField
        label="Minutes of staff this week"
        inputMode="numeric"
        value={typed}
        onChange={(e) => setTyped(e.target.value)}
        onBlur={() => isGood && n !== minutes && void navigate({ search: (s) => ({ ...s, minutes: n }) })}
        wrong={isGood ? undefined : "A whole number up to 100000."}
      />
      <SelectField
        label="Payer"
        value={payer ?? ""}
        onChange={(e) => void navigate({ search: (s) => ({ ...s, payer: e.target.value || undefined }) })}
        options={[
          { value: "", name: "All payers" },
          ...made.payers.map((p) => ({ value: p.key, name: `${p.name} (${p.cases})` })),
        ]}
      />
    </form>
  );
}

function Verdict({ made }: { readonly made: Made }) {
  const { week } = made;
  const from = `the plans of ${made.asOf}, net of fees, delay and work`;
  return (
    <>
      <p className="verdict">
        {week.counts.now} {week.counts.now === 1 ? "case fits" : "cases fit"} into {hours(week.minutes)} and{" "}
        {week.counts.now === 1 ? "earns" : "earn"}{" "}
        <Money cents={centsOf(week.earns)} state="modelled" source={{ of: "What the week earns", from }} /> on average.
      </p>
      {week.counts.lost > 0 && (
        <p className="k-expiring kc mt1" role="status">
          {week.counts.lost} {week.counts.lost === 1 ? "case" : "cases"} cannot be done before a right ends:{" "}
          <b className="num">{showMoney(centsOf(week.loses), "exact")}</b> is lost. More minutes would save it.
        </p>
      )}
      <p className="sm t2 mt1">
        {week.counts.later} worth {showMoney(centsOf(week.waits), "sum")} can wait, {week.counts.close} can be closed,
        on {made.nothingToPlan} there is nothing to plan{made.gone > 0 && `, ${made.gone} were closed since`}. An hour
        of staff costs <Money cents={centsOf(made.hour)} source={{ of: "An hour of staff", from: made.hourSource }} />.
        Planned on {showDate(dayOf(made.asOf))}.
      </p>
    </>
  );
}

function Files() {
  const { minutes = MINUTES, payer } = route.useSearch();
  const client = useClient();
  const may = useMay("export");
  const [wrong, setWrong] = useState<string>();
  if (!may) return null;
  const save = async (format: "csv" | "xlsx") => {
    const query = new URLSearchParams({ format, minutes: String(minutes) });
    if (payer !== undefined) query.set("payer", payer);
    if (client !== undefined) query.set("client", client);
    setWrong(undefined);
    try {
      await download(`/v1/portfolio/export?${query}`, `portfolio.${format}`);
    } catch (thrown) {
      setWrong(asProblem(thrown).said.title);
    }
  };
  return (
    <span className="row wrap">
      <Button size="small" onClick={() => void save("csv")}>
        Save as CSV
      </Button>
      <Button size="small" onClick={() => void save("xlsx")}>
        Save as Excel
      </Button>
      {wrong !== undefined && (
        <span className="xs k-denied kc" role="alert">
          {wrong}
        </span>
      )}
    </span>
  );
}

function MadeView({ made }: { readonly made: Made }) {
  const of = (fate: string) => made.cases.filter((c) => c.fate === fate);
  const { counts } = made.week;
  return (
    <>
      <div className="pad">
        <Verdict made={made} />
        <div className="row wrap between mt3">
          <Filters made={made} />
          <span className="row wrap">
            {counts.now + counts.lost > 0 && (
              <Link
                to="/batch"
                className={buttonClass({ size: "small" })}
                onClick={() => carryToBatch([...of("this week"), ...of("lost")].map((c) => c.case))}
              >
                Batch these cases
              </Link>
            )}
            <Files />
          </span>
        </div>
      </div>
      <CaseTable
        title="This week"
        note={`${hours(made.week.used)} of ${hours(made.week.minutes)}: what ends first, then what earns most a minute.`}
        cases={of("this week")}
        count={counts.now}
        made={made}
      />
      <CaseTable
        title="Lost for want of time"
        note="A right ends within five business days and no minutes are left for it."
        cases={of("lost")}
        count={counts.lost}
        made={made}
      />
      <CaseTable
        title="A person must look"
        note="A right ends within five business days, and nothing known puts a figure on it."
        cases={of("look")}
        count={counts.look}
        made={made}
      />
      <CaseTable
        title="Let go"
        note="A right ends within five business days and is worth less than its fees and work."
        cases={of("let go")}
        count={counts.letGo}
        made={made}
      />
      <Effect made={made} />
      <BreakEven made={made} />
      <CaseTable
        title="Can wait"
        note="Would earn, and loses nothing by another week."
        cases={of("later").slice(0, 50)}
        count={counts.later}
        made={made}
      />
    </>
  );
}

function Shown({ listed: { run, made } }: { readonly listed: Listed }) {
  const may = useMay("work cases");
  return (
    <>
      <div className="pad">
        {made === null && run.state !== "running" && (
          <Empty
            says="No portfolio was made yet."
            more="It plans every open case, net of fees, delay and work, and says what to do within the minutes there are."
          >
            {may ? (
              <Make run={run} again={false} />
            ) : (
              <Link to="/queue" search={{ tab: "team" }}>
                See the queue
              </Link>
            )}
          </Empty>
        )}
        {may && (made !== null || run.state === "running") && <Make run={run} again={made !== null} />}
      </div>
      {made !== null && <MadeView made={made} />}
    </>
  );
}

function Body() {
  const { minutes = MINUTES, payer } = route.useSearch();
  const query = useQuery(portfolioQuery(useClient(), minutes, payer));
  return (
    <Asked of={query} doing="Looking for the last portfolio.">
      {(listed) => <Shown listed={listed} />}
    </Asked>
  );
}

/** Every open case beside the others: what to do this week, what waits, and what a change would do. */
export function PortfolioPage() {
  const me = useMe();
  const may = useMay("see cases");
  return (
    <Page title="Portfolio">
      {me === undefined || may ? (
        <Body />
      ) : (
        <div className="pad">
          <NoPermission />
        </div>
      )}
    </Page>
  );
}
