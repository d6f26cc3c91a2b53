import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, Loading, NoPermission, Offline, ProblemState } from "#web/kit/states.tsx";
import { Page } from "#web/shell/page.tsx";
import { carriedCases, carryToPackage } from "./carried.ts";
import { DealView } from "./deal.tsx";
import { MakePackage } from "./make.tsx";
import { exact } from "./sheet.tsx";
import "./packages.css";

type Listed = Answer<"listPackages">;
const route = getRouteApi("/frame/packages");

function Deals({ rows }: { readonly rows: Listed["rows"] }) {
  if (rows.length === 0)
    return (
      <Empty
        says="There is no deal over several cases yet."
        more="Select cases of one payer in the queue and choose Package, or take one of the suggestions."
      />
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="pad pk-room" tabIndex={0} aria-label="Deals">
      <table className="flush">
        <caption className="vh">Deals</caption>
        <thead>
          <tr>
            <th scope="col">Deal</th>
            <th scope="col">Payer</th>
            <th scope="col">State</th>
            <th scope="col" className="n">
              Cases
            </th>
            <th scope="col" className="n">
              Amount
            </th>
            <th scope="col">Stands through</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id}>
              <th scope="row">
                <Link to="/packages" search={{ deal: r.id }} className="m">
                  {r.name}
                </Link>
                <span className="sub">{r.kind === "package" ? "Package" : "Single case agreement"}</span>
              </th>
              <td>{r.payer}</td>
              <td>
                {r.state}
                {r.state === "open" && <span className="sub">{r.lastFrom === "us" ? "they answer" : "we answer"}</span>}
              </td>
              <td className="n">{r.cases}</td>
              <td className="n">{exact(r.amount)}</td>
              <td>{r.expires === null ? "no day named" : showDate(dayOf(r.expires))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Suggested({ list }: { readonly list: Listed["suggested"] }) {
  const navigate = useNavigate();
  if (list.length === 0) return null;
  return (
    <section className="sec pad" aria-label="Suggested">
      <div className="h2row">
        <h2>Could be one ask</h2>
      </div>
      <ul className="pk-suggested">
        {list.map((p) => (
          <li key={p.cases.join()} className="row between wrap">
            <span className="sm">
              <b>{p.payer}</b>, {p.family.toLowerCase()}: {p.cases.length} cases, {p.missing.from} to {p.missing.to}% of
              the benchmark missing, <b className="num">{showMoney(centsOf(p.stake), "estimate")}</b> at stake
            </span>
            <Button
              size="small"
              aria-label={`Make a package of ${p.cases.length} cases of ${p.payer}, ${p.family}`}
              onClick={() => {
                carryToPackage(p.cases.slice(0, 100));
                void navigate({ to: "/packages", search: { make: true } });
              }}
            >
              Make a package
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function List() {
  const client = useClient();
  const list = useQuery({
    queryKey: ["packages", "list", client ?? "all"],
    queryFn: ({ signal }) => answered(api.GET("/v1/packages", { params: { query: { client } }, signal })),
  });
  if (list.data === undefined) {
    const again = () => void list.refetch();
    if (list.fetchStatus === "paused") return <Offline retry={again} />;
    return list.isError ? <ProblemState thrown={list.error} retry={again} /> : <Loading />;
  }
  return (
    <>
      <Deals rows={list.data.rows} />
      <Suggested list={list.data.suggested} />
    </>
  );
}

/** Deals over many cases of one payer, and single case agreements. */
export function PackagesPage() {
  const { deal, make } = route.useSearch();
  const today = useMe()?.today ?? "";
  const may = useMay("see cases");
  const back = { to: "/packages", name: "Packages" };
  const title = make === true ? "New package" : deal === undefined ? "Packages" : "Package";
  return (
    <Page title={title} crumbs={title === "Packages" ? [] : [back]}>
      {may ? (
        make === true ? (
          <MakePackage key={carriedCases().join()} cases={carriedCases()} today={today} />
        ) : deal === undefined ? (
          <List />
        ) : (
          <DealView key={deal} id={deal} today={today} />
        )
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}
