import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Label } from "#web/kit/said.tsx";
import { Empty, NoPermission } from "#web/kit/states.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import "./scorecard.css";

type Card = Answer<"getScorecard">;
type Row = Card["rows"][number];

const scorecardQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["scorecard", client ?? "only"],
    queryFn: ({ signal }) => answered(api.GET("/v1/scorecard", { params: { query: { client } }, signal })),
  });

/** Payers open their cases in the queue; a vendor has no filter there and opens its entry. */
function Name({ of }: { readonly of: Row }) {
  return of.kind === "payer" ? (
    <Link to="/queue" search={{ payer: of.key, tab: "team" }} className="m">
      {of.name}
    </Link>
  ) : (
    <Link to="/directory" search={{ of: of.key }} className="m">
      {of.name}
    </Link>
  );
}

const Score = ({ of }: { readonly of: Row }) => (
  <tr>
    <th scope="row">
      <Name of={of} />
      <span className="sub">{of.kind === "payer" ? "payer" : "vendor"}</span>
    </th>
    <td className="num">
      {of.cases}
      <span className="sub">{of.settled} settled</span>
    </td>
    {of.measures.map((m) => (
      <td key={m.id} className={m.comparable ? "nowrap m" : "nowrap t3"}>
        {m.says}
        <span className="sub">n {m.n}</span>
      </td>
    ))}
    <td className={of.trend.last.value === null ? "t3" : "m"}>
      {of.trend.says}
      <span className="sub">
        n {of.trend.before.n} from {showDateOfYear(dayOf(of.trend.before.from))}, n {of.trend.last.n} from{" "}
        {showDateOfYear(dayOf(of.trend.last.from))}
      </span>
    </td>
  </tr>
);

function Scores({ of }: { readonly of: Card }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="score-room" tabIndex={0} aria-label="Payers and vendors, lines">
      <table className="edge">
        <caption className="vh">Payers and vendors by your own cases</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Cases</th>
            {of.measures.map((m) => (
              <th key={m.id} scope="col" title={m.counted}>
                <Label>{m.label}</Label>
              </th>
            ))}
            <th scope="col">Settled at, last two quarters</th>
          </tr>
        </thead>
        <tbody>
          {of.rows.map((r) => (
            <Score key={`${r.kind} ${r.key}`} of={r} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Meanings({ of }: { readonly of: Card }) {
  return (
    <details className="mt3">
      <summary className="sm">What each figure counts</summary>
      <dl className="facts sm mt2">
        {of.measures.map((m) => (
          <div key={m.id} className="contents-row">
            <dt>{m.label}</dt>
            <dd>{m.counted}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Whole({ of, client }: { readonly of: Card; readonly client: string | undefined }) {
  const may = useMay("export");
  if (of.choose)
    return (
      <div className="pad">
        <Empty says="Choose a client first." more="A scorecard is of one client at a time; nothing was counted." />
      </div>
    );
  if (of.rows.length === 0)
    return (
      <div className="pad">
        <Empty
          says="Nothing to count yet."
          more="Log an offer or a call on a case, or close one: from then on the payer has a row here."
        />
      </div>
    );
  const enough = of.rows.filter((r) => r.measures.some((m) => m.comparable && m.id !== "awards")).length;
  const address = `/v1/scorecard/export${client === undefined ? "" : `?client=${client}`}`;
  return (
    <>
      <div className="pad">
        <p className="verdict">
          {enough === 0
            ? "No payer or vendor can be compared yet."
            : `${enough} of ${of.rows.length} payers and vendors can be compared.`}
        </p>
        <p className="sm t2 mt1">
          {of.client}, as of {showDateOfYear(dayOf(of.asOf))}. {of.says}
        </p>
        {may && (
          <p className="mt3 noprint">
            <a className="btn plain small" href={address} download>
              Save as CSV
            </a>
          </p>
        )}
        <Meanings of={of} />
      </div>
      <Scores of={of} />
    </>
  );
}

/** How each payer and vendor treats the practice, from its own cases, each figure with what it was counted on. */
export function ScorecardPage() {
  const me = useMe();
  const may = useMay("see cases");
  const client = useClient();
  const query = useQuery({ ...scorecardQuery(client), enabled: may });
  return (
    <Page title="Scorecard" crumbs={[{ to: "/directory", name: "Directory" }]}>
      {me !== undefined && !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <Asked of={query} doing="Counting your own cases.">
          {(card) => <Whole of={card} client={client} />}
        </Asked>
      )}
    </Page>
  );
}
