import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { dayOf } from "#web/data/wire.ts";
import { buttonClass } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { Empty, Loading, NoPermission, Offline, ProblemState } from "#web/kit/states.tsx";
import { exact } from "#web/pages/packages/sheet.tsx";
import { Page } from "#web/shell/page.tsx";
import { agreementsQuery, type Row } from "./agreement-data.ts";
import { AgreementView } from "./one.tsx";
import { WriteAgreement } from "./write.tsx";
import "./agreements.css";

const route = getRouteApi("/frame/agreements");

function WriteLink() {
  return useMay("log offers") ? (
    <Link to="/agreements" search={{ make: true }} className={buttonClass({ kind: "primary" })}>
      Write an agreement
    </Link>
  ) : null;
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="ag-room pad" tabIndex={0} aria-label="Agreements">
      <table className="flush">
        <caption className="vh">Single case agreements</caption>
        <thead>
          <tr>
            <th scope="col">Agreement</th>
            <th scope="col">Plan</th>
            <th scope="col">State</th>
            <th scope="col">Days of service</th>
            <th scope="col" className="n">
              Comes to
            </th>
            <th scope="col" className="n">
              Due so far
            </th>
            <th scope="col" className="n">
              Short
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id}>
              <th scope="row">
                <Link to="/agreements" search={{ agreement: r.id }} className="m">
                  {r.name}
                </Link>
                <span className="sub">{r.patient ?? "nobody named"}</span>
              </th>
              <td>{r.payer}</td>
              <td>
                {r.state}
                {r.renew.length > 0 && <span className="sub k-underpaid kc">renew: {r.renew.join("; ")}</span>}
              </td>
              <td className="nowrap">
                {showDate(dayOf(r.from))} to {showDate(dayOf(r.to))}
              </td>
              <td className="n">{r.worth === null ? "no limit" : exact(r.worth)}</td>
              <td className="n">{r.claims === 0 ? "" : exact(r.due)}</td>
              <td className={r.short === "0.00" ? "n" : "n k-underpaid kc"}>{r.claims === 0 ? "" : exact(r.short)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function List() {
  const list = useQuery(agreementsQuery(useClient()));
  if (list.data === undefined) {
    const again = () => void list.refetch();
    if (list.fetchStatus === "paused") return <Offline retry={again} />;
    return list.isError ? <ProblemState thrown={list.error} retry={again} /> : <Loading />;
  }
  const { rows } = list.data;
  if (rows.length === 0)
    return (
      <Empty
        says="There is no single case agreement yet."
        more="Where a plan has no provider in its network, agree on codes, units and rates before the service. Later claims are held against it to the cent."
      >
        <WriteLink />
      </Empty>
    );
  return (
    <>
      <div className="pad row">
        <WriteLink />
      </div>
      <Rows rows={rows} />
    </>
  );
}

/** Single case agreements made before the service, and what came under them. */
export function AgreementsPage() {
  const { agreement, make, change } = route.useSearch();
  const today = useMe()?.today ?? "";
  const may = useMay("see cases");
  const writes = make === true || (change === true && agreement !== undefined);
  const title = writes ? "Write an agreement" : agreement === undefined ? "Agreements" : "Agreement";
  const crumbs = title === "Agreements" ? [] : [{ to: "/agreements", name: "Agreements" }];
  return (
    <Page title={title} crumbs={crumbs}>
      {!may ? (
        <NoPermission />
      ) : writes ? (
        <WriteAgreement key={`${agreement} ${make}`} of={agreement} renews={make === true} />
      ) : agreement === undefined ? (
        <List />
      ) : (
        <AgreementView key={agreement} id={agreement} today={today} />
      )}
    </Page>
  );
}
