import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf } from "#web/data/wire.ts";
import { NextActTag } from "#web/kit/eob.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { Empty, Loading, NoPermission } from "#web/kit/states.tsx";
import { FileLinks } from "#web/pages/lists/file-links.tsx";
import { Asked } from "#web/pages/map/asked.tsx";
import { Page } from "#web/shell/page.tsx";
import type { DenialSearch } from "./route.ts";
import "./denials.css";

type Denials = Answer<"getDenials">;
type Outcomes = Denials["rows"][number]["outcomes"];

const route = getRouteApi("/frame/denials");

const denialsQuery = (client: string | undefined, search: DenialSearch) =>
  queryOptions({
    queryKey: ["denials", client ?? "all", search],
    queryFn: ({ signal }) => answered(api.GET("/v1/denials", { params: { query: { client, ...search } }, signal })),
    placeholderData: keepPreviousData,
  });

/** A count says more than a share while few cases are closed. */
const came = (o: Outcomes): string =>
  o.closed === 0
    ? "none closed yet"
    : `${o.paid} of ${o.closed} paid, ${showMoney(centsOf(o.recovered), "sum")} recovered`;

const lines = (n: number): string => `${n.toLocaleString("en-US")} ${n === 1 ? "line" : "lines"}`;

function Reasons({ d, search }: { readonly d: Denials; readonly search: DenialSearch }) {
  const all = d.reasons.reduce((n, r) => n + r.lines, 0);
  let sofar = 0;
  return (
    <ul className="denial-reasons" aria-label="By reason">
      {d.reasons.map((r) => {
        sofar += r.lines;
        return (
          <li key={r.reason}>
            <div className="row base wrap">
              {isGiven(r) ? (
                <Link to="/denials" search={{ ...search, reasonCode: r.reason }} className="mono m">
                  {r.reason}
                </Link>
              ) : (
                <span className="m">No reason</span>
              )}
              <span>{isGiven(r) ? (r.meaning ?? "no words of ours yet") : "the remittance gives none"}</span>
              <span className="push num t2">
                {lines(r.lines)}, {showMoney(centsOf(r.stake), "estimate")}
              </span>
            </div>
            <span className="denial-bar" aria-hidden="true">
              <i style={{ width: `${Math.round((r.lines * 100) / Math.max(1, d.reasons[0]?.lines ?? 1))}%` }} />
            </span>
            <div className="row between wrap xs t3">
              {r.next === null ? <span /> : <NextActTag of={r.next} />}
              <span>
                {Math.round((sofar * 100) / Math.max(1, all))}% so far; {came(r.outcomes)}
                {isGiven(r) && (
                  <>
                    ;{" "}
                    <Link to="/queue" search={{ tab: "team", reasonCode: r.reason }}>
                      cases
                      <span className="vh"> of {r.reason}</span>
                    </Link>
                  </>
                )}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Table({ d }: { readonly d: Denials }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="denial-room" tabIndex={0} aria-label="By reason, payer and service">
      <table className="edge">
        <caption className="vh">Denied lines by reason, payer and service</caption>
        <thead>
          <tr>
            <th scope="col">
              <Said word="reason code">Reason</Said>
            </th>
            <th scope="col">Payer</th>
            <th scope="col">Service</th>
            <th scope="col" className="n">
              Lines
            </th>
            <th scope="col" className="n">
              <Said word="stake">Stake</Said>
            </th>
            <th scope="col">Closed cases like it</th>
          </tr>
        </thead>
        <tbody>
          {d.rows.map((r) => (
            <tr key={`${r.reason} ${r.payerKey} ${r.code}`}>
              <th scope="row" className="mono">
                {r.reason}
              </th>
              <td>{r.payer}</td>
              <td className="mono">{r.code}</td>
              <td className="n">
                <Link to="/lists" search={{ list: "lines", class: "denied", ...listOf(r) }}>
                  {r.lines}
                  <span className="vh">
                    {" "}
                    lines of {r.reason}, {r.payer}, {r.code}
                  </span>
                </Link>
              </td>
              <td className="n m">{showMoney(centsOf(r.stake), "estimate")}</td>
              <td className="t2">{came(r.outcomes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where no reason was given there is none to narrow by. */
const isGiven = ({ reason }: { readonly reason: string }): boolean => reason.includes("-");

const listOf = (r: Denials["rows"][number]) => ({
  payer: r.payerKey,
  code: r.code,
  ...(isGiven(r) && { reasonCode: r.reason }),
});

function Body({ d, search }: { readonly d: Denials; readonly search: DenialSearch }) {
  const isNarrow = Object.values(search).some((v) => v !== undefined);
  if (d.lines === 0)
    return (
      <div className="pad">
        <Empty
          says="No line is denied."
          more={isNarrow ? "None that fits what you look for." : "An 835 or a typed EOB brings denials here."}
        >
          {isNarrow && (
            <Link to="/denials" search={{}}>
              Show all denials
            </Link>
          )}
        </Empty>
      </div>
    );
  return (
    <>
      <div className="pad">
        <p className="verdict">
          {lines(d.lines)} denied, <b>{showMoney(centsOf(d.stake), "estimate")}</b> at stake
          {search.reasonCode !== undefined && `, for ${search.reasonCode}`}.
        </p>
        <p className="sm t3 mt1">
          As of today, with a case or without; a denied line that needs a fact first is counted there. A line counts
          under each reason its remittance gives. Outcomes are of closed cases on whose claim such a line was not paid.
          Meanings are Parley’s own words.{" "}
          {isNarrow && (
            <Link to="/denials" search={{}}>
              Show all denials
            </Link>
          )}
        </p>
        <Reasons d={d} search={search} />
      </div>
      <Table d={d} />
    </>
  );
}

/** Denials that lead to work: by reason, payer and service, with what came of the like before. */
export function DenialsPage() {
  const search = route.useSearch();
  const client = useClient();
  const me = useMe();
  const may = useMay("see cases");
  const query = useQuery({ ...denialsQuery(client, search), enabled: may });
  return (
    <Page
      title="Denials"
      crumbs={[{ name: "Dashboard", to: "/dashboard" }]}
      actions={<FileLinks of="/v1/denials/export" search={{ ...search }} />}
    >
      {me === undefined ? (
        <div className="pad">
          <Loading />
        </div>
      ) : may ? (
        <Asked of={query} doing="Counting denials.">
          {(d) => <Body d={d} search={search} />}
        </Asked>
      ) : (
        <div className="pad">
          <NoPermission />
        </div>
      )}
    </Page>
  );
}
