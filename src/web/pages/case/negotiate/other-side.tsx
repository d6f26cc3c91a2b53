import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { answered, api } from "#web/data/api.ts";
import type { Answer } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { ProblemState, Skeleton } from "#web/kit/states.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { cardSaid } from "#web/pages/case/submission-said.tsx";
import { CHANNELS } from "#web/pages/directory/directory-words.ts";
import { Lately } from "#web/pages/directory/lately.tsx";
import "./other-side.css";

export type Counterparty = Answer<"getCounterparty">;
type Told = Counterparty["rates"][number];

export const counterpartyQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id, "counterparty"],
    queryFn: ({ signal }) =>
      answered(api.GET("/v1/cases/{case}/counterparty", { params: { path: { case: id } }, signal })),
    staleTime: 60_000,
  });

const SHOWN = 2;

function Said({ title, of, none }: { readonly title: string; readonly of: readonly Told[]; readonly none?: string }) {
  if (of.length === 0)
    return none === undefined ? null : (
      <>
        <dt>{title}</dt>
        <dd className="t2">{none}</dd>
      </>
    );
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul className="stack">
          {of.slice(0, SHOWN).map((t) => (
            <li key={`${t.of} ${t.text}`}>
              {t.text}
              <span className="sub">
                {t.of}; {t.source}, {showDateOfYear(dayOf(t.day))}
              </span>
            </li>
          ))}
        </ul>
        {of.length > SHOWN && <span className="t3 xs">{of.length - SHOWN} more in the directory</span>}
      </dd>
    </>
  );
}

function Contacts({ of }: { readonly of: Counterparty["contacts"] }) {
  return (
    <>
      <dt>Reached by</dt>
      <dd>
        {of.length === 0 ? (
          <span className="t2">No address of yours. Take the one on the remittance, and keep it in the directory.</span>
        ) : (
          <ul className="stack">
            {of.map((c) => (
              <li key={c.id}>
                <span className="t3">{CHANNELS[c.channel]}</span> <span className="break">{c.address}</span>
                {c.whose !== null && <span className="t2">, {c.whose}</span>}
                <span className={c.works === true ? "sub k-paid kc" : "sub k-fact kc"}>
                  <Glyph name={c.works === true ? "check" : "fact"} s /> {c.says}
                </span>
              </li>
            ))}
          </ul>
        )}
      </dd>
    </>
  );
}

function Submission({ of }: { readonly of: Counterparty["submission"] }) {
  const [card] = of;
  if (card === undefined) return null;
  return (
    <>
      <dt>Claims go</dt>
      <dd className="break">
        {cardSaid(card)}
        <span className="sub">
          {card.of}; {card.source}, {showDateOfYear(dayOf(card.day))}
        </span>
      </dd>
    </>
  );
}

/** Habits of those that have any to tell; under five only how many were counted. */
function Habits({ of }: { readonly of: Counterparty["habits"] }) {
  const rows = of.flatMap((h) => h.rows.filter((r) => r.n > 0).map((r) => ({ ...r, whose: h.of })));
  return (
    <>
      <dt>Habits</dt>
      <dd>
        {rows.length === 0 ? (
          <span className="t2">None counted yet: no case with it has an offer, a call or an agreement.</span>
        ) : (
          <table className="flush other-habits">
            <caption className="vh">Habits from your own cases</caption>
            <tbody>
              {rows.map((r) => (
                <tr key={`${r.whose} ${r.id}`}>
                  <th scope="row">
                    {r.label}
                    {of.length > 1 && <span className="sub">{r.whose}</span>}
                  </th>
                  <td className={r.shown ? "m" : "t3"}>{r.shown ? r.says : `${r.n} counted, shown from 5`}</td>
                  <td className="t3 num">n {r.n}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </dd>
    </>
  );
}

/** What says how it goes between us, in the order it is told. */
const RELATION = ["reply", "promises", "paid in time", "escalated"];

/** How it goes with the other side of this case: who answers for the claim first, then who pays it. */
function Relationship({ of }: { readonly of: Counterparty["habits"] }) {
  const known = of.map((h) => ({
    of: h.of,
    rows: RELATION.flatMap((id) => h.rows.filter((r) => r.id === id && r.n > 0)),
  }));
  const told = known.filter((h) => h.rows.length > 0);
  return (
    <section className="mt2" aria-label="How it goes between us">
      <h3 className="sm b">How it goes between us</h3>
      {told.length === 0 && <p className="sm t2">Nothing was offered, promised or paid with them yet.</p>}
      {told.map((h) => (
        <div key={h.of}>
          {told.length > 1 && <p className="sm t3 mt1">{h.of}</p>}
          <dl className="facts sm mt1 other-relation">
            {h.rows.map((r) => (
              <Fragment key={r.id}>
                <dt title={r.counted}>{r.label}</dt>
                <dd className={r.shown ? "m" : "t3"}>
                  {r.shown ? r.says.replace(/\.$/, "") : `${r.n} counted, shown from 5`}
                  {r.lately !== null && <Lately of={r.lately} />}
                </dd>
              </Fragment>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}

function Sides({ of }: { readonly of: Counterparty["sides"] }) {
  return (
    <ul className="stack">
      {of.map((s) => (
        <li key={s.role} className="sm">
          <span className="t3">{s.role === "payer" ? "Payer" : "Vendor"}</span>{" "}
          {s.entry === null ? (
            <b className="m">{s.name}</b>
          ) : (
            <Link to="/directory" search={{ of: s.entry }} className="m">
              {s.name}
            </Link>
          )}
          {s.sure !== "certain" && <span className="t2"> ({s.sure})</span>}
          <span className="sub">{s.why}</span>
        </li>
      ))}
    </ul>
  );
}

const Body = ({ of }: { readonly of: Counterparty }): ReactNode => (
  <>
    <Sides of={of.sides} />
    {of.sides.length === 1 && <p className="sm t2 mt1">{of.says}</p>}
    <Relationship of={of.habits} />
    <details className="other-more">
      <summary className="sm">Contacts, who may bind, rates, habits</summary>
      <dl className="facts sm mt2">
        <Contacts of={of.contacts} />
        <Said title="May bind" of={of.mayBind} none="Nobody is written down. Ask, and keep it with its source." />
        <Said title="Sets rates" of={of.rates} />
        <Said title="Plan’s limits" of={of.planLimits} />
        <Submission of={of.submission} />
        <Said title="Seen to do" of={of.tactics} />
        <Habits of={of.habits} />
      </dl>
    </details>
    {!of.learning.on && (
      <p className="sm t2 mt2">
        Learning is switched off for this practice; advice rests on starting assumptions.{" "}
        <Link to="/settings" search={{ part: "learning" }} className="in-sentence">
          Learning
        </Link>
      </p>
    )}
  </>
);

/** Who sits on the other side, why we think so, how to reach them and how they behaved; with a link to the directory. */
export function OtherSide() {
  const { view } = useDesk();
  const { data, error, refetch } = useQuery(counterpartyQuery(view.row.id));
  return (
    <section className="private" aria-label="The other side">
      <h2 className="row private-head">
        <Glyph name="directory" s /> The other side
      </h2>
      {data !== undefined ? (
        <Body of={data} />
      ) : error === null ? (
        <Skeleton width="80%" height={40} />
      ) : (
        <ProblemState thrown={error} retry={() => void refetch()} />
      )}
    </section>
  );
}
