import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay, useMe } from "#web/data/me.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Check } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, ProblemState } from "#web/kit/states.tsx";
import { datesSaid, sentenceOf } from "#web/pages/case/fact-words.ts";
import { Asked } from "#web/pages/map/asked.tsx";
import { showMoment } from "#web/pages/settings/row.tsx";
import { aloneQuery, type Prepared, preparedQuery, useSend } from "./prepared-data.ts";

/** Offers that stand ready, for a person to send: one, or all that are ticked; and those that Parley made by itself. */

const amountSaid = (text: string): string => showMoney(centsOf(text), "exact");

function Needs({ of }: { readonly of: Prepared }) {
  if (of.needs.length === 0) return null;
  return (
    <ul className="xs t2 needs">
      {of.needs.map((n) => (
        <li key={`${n.guard} ${n.says}`} className="row top">
          <Glyph name={n.liftedBy === null ? "denied" : "lock"} s />
          <span>
            {sentenceOf(n.says)}
            {n.liftedBy === null ? "" : " Ask for it on the case."}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Number and payer, leading to the case. */
const Head = ({ of }: { readonly of: Pick<Prepared, "case" | "number" | "payer"> }) => (
  <span className="row wrap">
    <Link className="mono t3" to="/cases/$case" params={{ case: of.case }} search={{ tab: "negotiate" }}>
      {of.number}
    </Link>
    <span className="m">{of.payer}</span>
  </span>
);

interface RowProps {
  readonly of: Prepared;
  readonly ticked: boolean;
  readonly tick: ((on: boolean) => void) | undefined;
  readonly refused: string | undefined;
}

function Row({ of, ticked, tick, refused }: RowProps) {
  const today = dayOf(useMe()?.today ?? "1970-01-01");
  return (
    <li className="prepared-row">
      {tick === undefined ? (
        <span />
      ) : (
        <Check checked={ticked} onChange={(e) => tick(e.target.checked)}>
          <span className="vh">Send the offer on {of.number}</span>
        </Check>
      )}
      <span className="stack tight">
        <Head of={of} />
        <span className="sm t2">{datesSaid(of.says)}</span>
        <Needs of={of} />
        {refused !== undefined && (
          <span className="sm k-denied kc" role="alert">
            <Glyph name="warn" s /> {refused}
          </span>
        )}
      </span>
      <span className="prepared-amount">
        {of.offer !== null && <b className="num">{amountSaid(of.offer.amount)}</b>}
        {of.offer !== null && <span className="sub">by {of.offer.way}</span>}
      </span>
      <span>
        {of.ends !== null && (
          <DeadlineChip of={{ what: `${of.number}: the right`, due: dayOf(of.ends) }} today={today} />
        )}
      </span>
    </li>
  );
}

const isReady = (p: Prepared): boolean => p.offer !== null && p.needs.length === 0;

function Ready({ rows }: { readonly rows: readonly Prepared[] }) {
  const may = useMay("log offers");
  const [left, leaveOut] = useState<ReadonlySet<string>>(new Set());
  const sending = useSend();
  const refused = new Map(sending.data?.sent.flatMap((s) => (s.why === null ? [] : [[s.case, s.why] as const])));
  const chosen = rows.filter((r) => !left.has(r.case));
  const tick = (of: string, on: boolean) =>
    leaveOut((old) => new Set(on ? [...old].filter((x) => x !== of) : [...old, of]));
  return (
    <section aria-labelledby="prepared-ready">
      <div className="row between wrap pad">
        <h2 id="prepared-ready">
          {rows.length === 1 ? "One offer stands ready" : `${rows.length} offers stand ready`}
        </h2>
        {may && (
          <Button
            kind="primary"
            busy={sending.isPending}
            disabled={chosen.length === 0}
            onClick={() => sending.mutate(chosen)}
          >
            {chosen.length === 1 ? "Make 1 offer" : `Make ${chosen.length} offers`}
          </Button>
        )}
      </div>
      {sending.isError && (
        <div className="pad">
          <ProblemState thrown={sending.error} />
        </div>
      )}
      <ul className="prepared-list">
        {rows.map((of) => (
          <Row
            key={of.case}
            of={of}
            ticked={!left.has(of.case)}
            tick={may ? (on) => tick(of.case, on) : undefined}
            refused={refused.get(of.case)}
          />
        ))}
      </ul>
    </section>
  );
}

interface OthersProps {
  readonly rows: readonly Prepared[];
  readonly one: string;
  readonly many: string;
  readonly open?: boolean;
}

/** Cases on which something else comes before an offer. */
function Others({ rows, one, many, open = false }: OthersProps) {
  if (rows.length === 0) return null;
  return (
    <details className="prepared-others" open={open}>
      <summary className="pad">{rows.length === 1 ? one : `${rows.length} ${many}`}</summary>
      <ul className="prepared-list">
        {rows.map((of) => (
          <Row key={of.case} of={of} ticked={false} tick={undefined} refused={undefined} />
        ))}
      </ul>
    </details>
  );
}

/** What Parley made by itself; shown where there is any. */
function Alone() {
  const rows = useQuery(aloneQuery(useClient())).data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="prepared-alone">
      <div className="pad">
        <h2 id="prepared-alone">Made by Parley itself</h2>
        <p className="sm t2">Each stands on its case and can be withdrawn there.</p>
      </div>
      <ul className="prepared-list">
        {rows.map((r) => (
          <li key={r.id} className="prepared-row">
            <span />
            <span className="stack tight">
              <Head of={r} />
              <span className="sm t2">
                {showMoment(r.at)}, {r.state === "open" ? "stands" : r.state}
              </span>
            </span>
            <span className="prepared-amount">
              <b className="num">{amountSaid(r.amount)}</b>
            </span>
            <span />
          </li>
        ))}
      </ul>
    </section>
  );
}

const OFF = [
  "No offers are made ready.",
  "Set “Parley may” to review in the settings, and what it advises stands here for a person to send.",
] as const;
const NONE = ["Nothing stands ready.", "On no case is it for us to act now."] as const;

function Lists({ rows, on }: { readonly rows: readonly Prepared[]; readonly on: boolean }) {
  const [says, more] = on ? NONE : OFF;
  if (rows.length === 0)
    return (
      <div className="pad">
        <Empty says={says} more={more}>
          {on ? (
            <Link to="/queue" search={{ tab: "our turn" }}>
              See whose turn it is
            </Link>
          ) : (
            <Link to="/settings" search={{ part: "authority" }}>
              Open the settings
            </Link>
          )}
        </Empty>
      </div>
    );
  const ready = rows.filter(isReady);
  return (
    <>
      {ready.length > 0 && <Ready rows={ready} />}
      <Others
        open
        rows={rows.filter((r) => r.offer !== null && !isReady(r))}
        one="One offer something stands before"
        many="offers something stands before"
      />
      <Others
        rows={rows.filter((r) => r.offer === null)}
        one="One case on which nothing is to be offered"
        many="cases on which nothing is to be offered"
      />
    </>
  );
}

export function PreparedList() {
  const query = useInfiniteQuery(preparedQuery(useClient()));
  return (
    <Asked of={query} doing="Working out what can be sent.">
      {({ pages }) => (
        <>
          <Lists rows={pages.flatMap((p) => p.rows)} on={pages[0]?.on === true} />
          {query.hasNextPage && (
            <div className="pad">
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Look at more cases
              </Button>
            </div>
          )}
          <Alone />
        </>
      )}
    </Asked>
  );
}
