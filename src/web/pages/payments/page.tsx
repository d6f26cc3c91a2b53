import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Cents, sum } from "#base/money.ts";
import { answered, api } from "#web/data/api.ts";
import { useMay, useMe } from "#web/data/me.ts";
import type { Answer } from "#web/data/paths.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate, showDay } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { Money } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { Empty, Loading, NoPermission, Offline, ProblemState } from "#web/kit/states.tsx";
import { Tag } from "#web/kit/tag.tsx";
import { Page } from "#web/shell/page.tsx";
import { type PaymentState, STATE_ORDER, STATES } from "./states.ts";
import "./payments.css";

type Listed = Answer<"listPayments">;
type Row = Listed["rows"][number];
const route = getRouteApi("/frame/payments");

const paymentsQuery = (client: string | undefined, state: PaymentState | undefined) =>
  infiniteQueryOptions({
    queryKey: ["payments", client ?? "all", state ?? "every"],
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET("/v1/payments", { params: { query: { client, state, cursor: pageParam, limit: 100 } }, signal }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });

const signed = (c: Cents): string => (c > 0n ? `+${showMoney(c, "exact")}` : showMoney(c, "exact"));

function Filters({ totals, state }: { readonly totals: Listed["totals"]; readonly state: PaymentState | undefined }) {
  const all = totals.reduce((n, t) => n + t.rows, 0);
  return (
    <ul className="pay-filters" aria-label="By state">
      <li>
        <Link to="/payments" search={{}} aria-current={state === undefined || undefined}>
          <span className="m">All</span>
          <span className="num b">{showMoney(sum(totals.map((t) => centsOf(t.expected))), "sum")}</span>
          <span className="sub">{all} expected</span>
        </Link>
      </li>
      {STATE_ORDER.flatMap((s) => {
        const t = totals.find((x) => x.state === s);
        if (t === undefined) return [];
        const sign = STATES[s];
        const isOpen = s === "late" || s === "short" || s === "over";
        return [
          <li key={s} className={`k-${sign.tone}`}>
            <Link to="/payments" search={{ state: s }} aria-current={state === s || undefined}>
              <span className="row kc m">
                <Glyph name={sign.glyph} s />
                {sign.word}
              </span>
              <span className="num b">{showMoney(centsOf(isOpen ? t.difference : t.expected), "sum")}</span>
              <span className="sub">
                {t.rows} {t.rows === 1 ? "agreement" : "agreements"}
              </span>
            </Link>
          </li>,
        ];
      })}
    </ul>
  );
}

function Lines({ row }: { readonly row: Row }) {
  return (
    <table className="flush">
      <caption className="vh">Lines of the agreement</caption>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col" className="n">
            Expected
          </th>
          <th scope="col" className="n">
            Received
          </th>
          <th scope="col" className="n">
            Difference
          </th>
          <th scope="col">Working</th>
        </tr>
      </thead>
      <tbody>
        {row.lines.map((l) => (
          <tr key={l.line}>
            <th scope="row">{l.line}</th>
            <td className="n">{showMoney(centsOf(l.expected), "exact")}</td>
            <td className="n">{showMoney(centsOf(l.received), "exact")}</td>
            <td className="n m">{signed(centsOf(l.difference))}</td>
            <td className="t2">{l.working}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td className="n">{showMoney(sum(row.lines.map((l) => centsOf(l.expected))), "exact")}</td>
          <td className="n">{showMoney(sum(row.lines.map((l) => centsOf(l.received))), "exact")}</td>
          <td className="n">{signed(sum(row.lines.map((l) => centsOf(l.difference))))}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

function Due({ row }: { readonly row: Row }) {
  return (
    <>
      {showDay(dayOf(row.due))}
      {row.daysLate !== null && row.daysLate > 0 && (
        <span className="sub k-expiring kc">
          {row.daysLate} {row.daysLate === 1 ? "day" : "days"} late
        </span>
      )}
    </>
  );
}

function PaymentRow({ row }: { readonly row: Row }) {
  const [open, setOpen] = useState(false);
  const source = { from: row.source, formula: row.working };
  const id = `${row.number}, ${row.kind} ${row.agreement}`;
  return (
    <>
      <tr>
        <th scope="row">
          <Link to="/cases/$case" params={{ case: row.case }} className="m mono">
            {row.number}
          </Link>
          <span className="sub">{row.payer}</span>
        </th>
        <td>
          <Tag sign={STATES[row.state]} />
        </td>
        <td>
          {row.kind === "award" ? "Award" : "Agreement"}
          <span className="sub">{row.basis}</span>
        </td>
        <td>
          <Due row={row} />
        </td>
        <td className="n">
          <Money cents={centsOf(row.expected)} source={{ of: `Expected, ${row.number}`, ...source }} />
        </td>
        <td className="n">
          {showMoney(centsOf(row.received), "exact")}
          {row.remittances.map((r) => (
            <span key={`${r.day} ${r.trace ?? ""}`} className="sub">
              {showDate(dayOf(r.day))}, {showMoney(centsOf(r.amount), "exact")}
            </span>
          ))}
        </td>
        <td className="n m">{signed(centsOf(row.difference))}</td>
        <td className="n">
          <Button size="small" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {row.lines.length} {row.lines.length === 1 ? "line" : "lines"}
            <span className="vh"> of {id}</span>
            <Glyph name={open ? "down" : "right"} s />
          </Button>
        </td>
      </tr>
      {open && (
        <tr className="opened">
          <td colSpan={8}>
            <Lines row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function Table({ rows }: { readonly rows: readonly Row[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="pay-room" tabIndex={0} aria-label="Expected against received">
      <table className="edge payments">
        <caption className="vh">Expected against received</caption>
        <thead>
          <tr>
            <th scope="col">Case</th>
            <th scope="col">State</th>
            <th scope="col">By</th>
            <th scope="col">Due</th>
            <th scope="col" className="n">
              Expected
            </th>
            <th scope="col" className="n">
              Received
            </th>
            <th scope="col" className="n">
              Difference
            </th>
            <th scope="col" className="n">
              <span className="vh">Lines</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <PaymentRow key={`${r.case} ${r.agreement}`} row={r} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The one sentence: what is missing of what was agreed. */
function Sentence({ totals }: { readonly totals: Listed["totals"] }) {
  const of = (state: PaymentState): Cents => {
    const d = centsOf(totals.find((t) => t.state === state)?.difference ?? "0.00");
    return (d < 0n ? -d : d) as Cents;
  };
  const missing = (of("late") + of("short")) as Cents;
  if (missing === 0n) return <p className="verdict">Every payment that is due is there to the cent.</p>;
  return (
    <p className="verdict">
      <b>{showMoney(missing, "sum")}</b> is agreed, due and not here: {showMoney(of("late"), "sum")}{" "}
      <Said word="late">late</Said>, {showMoney(of("short"), "sum")} <Said word="short">short</Said>.
    </p>
  );
}

const unexpectedQuery = (client: string | undefined) =>
  queryOptions({
    queryKey: ["list", client ?? "all", "unexpected", "first"],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/v1/lists/{list}", { params: { path: { list: "unexpected" }, query: { client, limit: 5 } }, signal }),
      ),
  });

/** Money that no agreement expects: its sum, the first few, and the way to all of it and to its file. */
function Unexpected() {
  const { data } = useQuery(unexpectedQuery(useClient()));
  if (data === undefined || data.count === 0) return null;
  return (
    <section className="pad" aria-label="Unexpected money">
      <div className="h2row">
        <h2>Unexpected money</h2>
        <span className="sm">{data.says}</span>
      </div>
      <p className="sm">
        <Link to="/lists" search={{ list: "unexpected" }}>
          {showMoney(centsOf(data.sum), "sum")} in {data.count.toLocaleString("en-US")}{" "}
          {data.count === 1 ? "payment" : "payments"}
        </Link>
      </p>
      <ul className="sm mt2 unexpected">
        {data.rows.map((r) => (
          <li key={r.key}>
            {r.case !== null && (
              <Link to="/cases/$case" params={{ case: r.case }} className="mono">
                {r.number}
              </Link>
            )}{" "}
            {r.what}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Body() {
  const { state } = route.useSearch();
  const query = useInfiniteQuery(paymentsQuery(useClient(), state));
  const first = query.data?.pages[0];
  if (first === undefined) {
    const again = () => void query.refetch();
    return (
      <div className="pad">
        {query.fetchStatus === "paused" ? (
          <Offline retry={again} />
        ) : query.isError ? (
          <ProblemState thrown={query.error} retry={again} />
        ) : (
          <Loading doing="Comparing payments with what was agreed." />
        )}
      </div>
    );
  }
  const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
  const isNone = first.totals.every((t) => t.rows === 0);
  if (isNone)
    return (
      <div className="pad">
        <Empty
          says="No payment is expected yet."
          more="An agreement or award entered on a case appears here, and later 835s are compared with it to the cent."
        >
          <Link to="/queue" search={{ tab: "our turn" }}>
            See whose turn it is
          </Link>
        </Empty>
        <Unexpected />
      </div>
    );
  return (
    <>
      <div className="pad">
        <Sentence totals={first.totals} />
        <Filters totals={first.totals} state={state} />
      </div>
      {rows.length === 0 ? <p className="sm t2 pad">None in this state.</p> : <Table rows={rows} />}
      {query.hasNextPage && (
        <div className="pad">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <Unexpected />
    </>
  );
}

/** Expected against received, to the cent. */
export function PaymentsPage() {
  const me = useMe();
  const may = useMay("see cases");
  return (
    <Page title="Payments">
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
