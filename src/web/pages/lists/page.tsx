import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { CLASSES, FLAGS } from "#web/kit/classes.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, Loading, NoPermission, Offline, ProblemState } from "#web/kit/states.tsx";
import { Page } from "#web/shell/page.tsx";
import { FileLinks } from "./file-links.tsx";
import type { ListSearch } from "./search.ts";
import "./lists.css";

type Listed = Answer<"getList">;
type Row = Listed["rows"][number];

const route = getRouteApi("/frame/lists");

const listQuery = (client: string | undefined, { list = "lines", ...search }: ListSearch) =>
  infiniteQueryOptions({
    queryKey: ["list", client ?? "all", list, search],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/v1/lists/{list}", {
          params: { path: { list }, query: { client, ...search, cursor: pageParam, limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

/** What the list is narrowed to, in words. */
function narrowedTo({ class: is, flag, payer, reasonCode: reason, code }: ListSearch): string {
  const parts = [
    is === undefined ? undefined : CLASSES[is].word.toLowerCase(),
    flag === undefined ? undefined : FLAGS[flag].word.toLowerCase(),
    reason === undefined ? undefined : `reason ${reason}`,
    code === undefined ? undefined : `service ${code}`,
    payer === undefined ? undefined : `payer ${payer}`,
  ].filter((p) => p !== undefined);
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function Where({ row }: { readonly row: Row }) {
  if (row.case !== null)
    return (
      <Link to="/cases/$case" params={{ case: row.case }} className="m mono">
        {row.number}
      </Link>
    );
  if (row.import !== null)
    return (
      <Link to="/import" search={{ import: row.import }}>
        Import
      </Link>
    );
  return <span className="t3">No case</span>;
}

const Amount = ({ of }: { readonly of: string | null }) => (of === null ? null : showMoney(centsOf(of), "exact"));

function Table({ rows, of }: { readonly rows: readonly Row[]; readonly of: Listed }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="list-room" tabIndex={0} aria-label={of.title}>
      <table className="edge">
        <caption className="vh">{of.title}</caption>
        <thead>
          <tr>
            {["Case", "Claim", "Payer", "What", "Day"].map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
            {[of.amount, of.other].map(
              (h) =>
                h !== null && (
                  <th key={h} scope="col" className="n">
                    {h}
                  </th>
                ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.key}>
              <th scope="row">
                <Where row={r} />
              </th>
              <td className="mono">{r.claim}</td>
              <td>{r.payer}</td>
              <td>{r.what}</td>
              <td className="nowrap">{r.day === null ? "" : showDateOfYear(dayOf(r.day))}</td>
              {of.amount !== null && (
                <td className="n m">
                  <Amount of={r.amount} />
                </td>
              )}
              {of.other !== null && (
                <td className="n">
                  <Amount of={r.other} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sums({ of }: { readonly of: Listed }) {
  const n = of.count.toLocaleString("en-US");
  return (
    <p className="sm t2 mt2">
      {of.cut ? `Of the first ${n}` : n} {of.count === 1 ? "row" : "rows"}
      {of.amount !== null && `, ${of.amount.toLowerCase()} ${showMoney(centsOf(of.sum), "sum")}`}
      {of.other !== null && `, ${of.other.toLowerCase()} ${showMoney(centsOf(of.otherSum), "sum")}`}.{" "}
      {of.period !== null && `${of.period.label}. `}
      {of.says}
    </p>
  );
}

function Body({ search }: { readonly search: ListSearch }) {
  const query = useInfiniteQuery(listQuery(useClient(), search));
  const first = query.data?.pages[0];
  const again = () => void query.refetch();
  if (first === undefined)
    return (
      <div className="pad">
        {query.fetchStatus === "paused" ? (
          <Offline retry={again} />
        ) : query.isError ? (
          <ProblemState thrown={query.error} retry={again} />
        ) : (
          <Loading doing="Reading the list." />
        )}
      </div>
    );
  const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
  return (
    <>
      <div className="pad">
        <h2 className="verdict">
          {first.title}
          {narrowedTo(search)}
        </h2>
        <Sums of={first} />
      </div>
      {rows.length === 0 ? (
        <div className="pad">
          <Empty says="Nothing is on this list." more="The figure that led here is nought, or has changed since." />
        </div>
      ) : (
        <Table rows={rows} of={first} />
      )}
      {query.hasNextPage && (
        <div className="pad">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

/** What a figure is made of: lines, cases or files, each with what leads further. */
export function ListsPage() {
  const search = route.useSearch();
  const me = useMe();
  const may = useMay("see cases");
  const { list = "lines", ...narrowed } = search;
  return (
    <Page
      title="List"
      crumbs={[{ name: "Dashboard", to: "/dashboard" }]}
      actions={<FileLinks of={`/v1/lists/${list}/export`} search={narrowed} />}
    >
      {me === undefined || may ? (
        <Body search={search} />
      ) : (
        <div className="pad">
          <NoPermission />
        </div>
      )}
    </Page>
  );
}
