import { useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Fragment, useEffect, useRef, useState } from "react";
import type { Day } from "#base/day.ts";
import { useMay, useMe } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { useClient } from "#web/data/which-client.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Empty, Loading, NoPermission, Offline, ProblemState } from "#web/kit/states.tsx";
import { rememberOrder } from "#web/pages/case/walk-order.ts";
import { useKeys } from "#web/shell/keys.ts";
import { Page } from "#web/shell/page.tsx";
import { type Approval, ApprovalCard } from "./approval-card.tsx";
import { type ApprovalState, actSaid, LISTS, READY, stateSign } from "./approval-words.ts";
import { approvalsQuery, useApprovalActs } from "./approvals-data.ts";
import { PreparedList } from "./prepared.tsx";
import "#web/pages/queue/tabs.css";

const route = getRouteApi("/frame/approvals");

const EMPTY: Readonly<Record<ApprovalState, readonly [says: string, more: string]>> = {
  waiting: [
    "Nothing waits for a second person.",
    "What somebody may not offer, accept or lower alone is asked for on its case and appears here.",
  ],
  given: ["No approval is open to be used.", "An approval is used within two business days, or ends."],
  used: ["No approval was used yet.", "What left after a second person agreed stands here."],
  refused: ["Nothing was refused.", "What a second person refuses stands here with the reason."],
  ended: ["No approval ended unused.", "One ends after two business days, or when another offer is made."],
  withdrawn: ["No request was taken back.", "Whoever asks may take the request back."],
};

function Tabs({ state }: { readonly state: ApprovalState | typeof READY }) {
  return (
    <nav className="tabs" aria-label="Approvals by state">
      {LISTS.map((l) => (
        <Link
          key={l.state}
          to="/approvals"
          search={l.state === "waiting" ? {} : { state: l.state }}
          aria-current={l.state === state ? "page" : undefined}
          activeProps={{}}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {l.name}
        </Link>
      ))}
      <Link
        to="/approvals"
        search={{ state: READY }}
        aria-current={state === READY ? "page" : undefined}
        activeProps={{}}
      >
        Ready to send
      </Link>
    </nav>
  );
}

/** What a decision was refused for, where it was asked. */
function Refused({ of }: { readonly of: unknown }) {
  const { said } = asProblem(of);
  const stale = asProblem(of).is("stale-version");
  return (
    <div className="refused" role="alert">
      <p className="m">{said.title}.</p>
      {said.detail !== undefined && <p className="sm">{said.detail}</p>}
      {stale && <p className="sm t2">Nothing was decided. The list shows the case as it is now; decide again.</p>}
    </div>
  );
}

function Detail({ of, today }: { readonly of: Approval; readonly today: Day }) {
  const { acts, error } = useApprovalActs(of);
  return (
    <div className="stack approval-detail">
      <ApprovalCard of={of} today={today} acts={acts} />
      {error !== null && <Refused of={error} />}
      {of.case !== null ? (
        <Link
          className={buttonClass({ size: "small" })}
          to="/cases/$case"
          params={{ case: of.case }}
          search={{ tab: "negotiate" }}
        >
          Open {of.number}
        </Link>
      ) : (
        <Link className={buttonClass({ size: "small" })} to="/packages" search={{ deal: of.deal?.id }}>
          Open {of.number}
        </Link>
      )}
    </div>
  );
}

function Row({
  of,
  today,
  chosen,
  choose,
}: {
  readonly of: Approval;
  readonly today: Day;
  readonly chosen: boolean;
  readonly choose: () => void;
}) {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const sign = stateSign(of.state);
  return (
    <li className={chosen ? "approval-row chosen" : "approval-row"}>
      <button ref={row} type="button" className="approval-pick" aria-current={chosen || undefined} onClick={choose}>
        <span className={of.case === null ? "t3" : "mono t3"}>{of.case === null ? "Deal" : of.number}</span>
        <span className="grow">
          <span className="m">{actSaid(of)}</span>
          <span className="sub">
            asked by {of.askedBy.name}
            {of.unproven.length > 0 &&
              `; ${of.unproven.length} ${of.unproven.length === 1 ? "fact" : "facts"} to answer for`}
          </span>
        </span>
        {of.amount !== null && <span className="num b">{showMoney(centsOf(of.amount), "exact")}</span>}
        <span className={`k-${sign.tone} kc sm nowrap`}>
          <Glyph name={sign.glyph} s /> {of.state === "waiting" && of.mayDecide ? "Waits for you" : sign.word}
        </span>
      </button>
      <span className="approval-due">
        {(of.state === "waiting" || of.state === "given") && (
          <DeadlineChip of={{ what: `${of.number}: the approval holds`, due: dayOf(of.ends) }} today={today} />
        )}
      </span>
    </li>
  );
}

function List({ rows, today }: { readonly rows: readonly Approval[]; readonly today: Day }) {
  const navigate = useNavigate();
  const narrow = useMediaQuery("(max-width: 1100px)", false, { getInitialValueInEffect: false });
  const [id, choose] = useState<string>();
  const at = Math.max(
    0,
    rows.findIndex((r) => r.id === id),
  );
  const chosen = rows[at];
  const move = (by: number) => choose(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id);
  useKeys({
    next: () => move(1),
    previous: () => move(-1),
    open: () => {
      if (chosen === undefined) return;
      if (chosen.case === null) {
        void navigate({ to: "/packages", search: { deal: chosen.deal?.id } });
        return;
      }
      rememberOrder([...new Set(rows.flatMap((r) => r.case ?? []))]);
      void navigate({ to: "/cases/$case", params: { case: chosen.case }, search: { tab: "negotiate" } });
    },
  });
  return (
    <div className="approvals">
      <ul className="approval-list" aria-label="Approvals">
        {rows.map((r) => (
          <Fragment key={r.id}>
            <Row of={r} today={today} chosen={r.id === chosen?.id} choose={() => choose(r.id)} />
            {narrow && r.id === chosen?.id && (
              <li>
                <Detail of={r} today={today} />
              </li>
            )}
          </Fragment>
        ))}
      </ul>
      {!narrow && chosen !== undefined && (
        <aside aria-label="The approval" className="approval-aside">
          <Detail key={chosen.id} of={chosen} today={today} />
        </aside>
      )}
    </div>
  );
}

function Sentence({ rows, state }: { readonly rows: readonly Approval[]; readonly state: ApprovalState }) {
  if (state !== "waiting") return null;
  const mine = rows.filter((r) => r.mayDecide).length;
  const theirs = rows.length - mine;
  return (
    <p className="verdict">
      {mine === 0 ? "None of these waits for you" : <b>{mine === 1 ? "One waits for you" : `${mine} wait for you`}</b>}
      {theirs === 0 ? "." : mine === 0 ? "." : `; ${theirs} for somebody else.`}
    </p>
  );
}

function Body({ state }: { readonly state: ApprovalState }) {
  const me = useMe();
  const query = useInfiniteQuery(approvalsQuery(useClient(), state));
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
          <Loading doing="Reading what waits." />
        )}
      </div>
    );
  const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
  if (rows.length === 0)
    return (
      <div className="pad">
        <Empty says={EMPTY[state][0]} more={EMPTY[state][1]}>
          <Link to="/queue" search={{ tab: "our turn" }}>
            See whose turn it is
          </Link>
        </Empty>
      </div>
    );
  return (
    <>
      {state === "waiting" && (
        <div className="pad">
          <Sentence rows={rows} state={state} />
        </div>
      )}
      <List rows={rows} today={dayOf(me?.today ?? "1970-01-01")} />
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

/** What waits for a second person, and what became of it. J and K move, Enter opens the case. */
export function ApprovalsPage() {
  const me = useMe();
  const may = useMay("see cases");
  const state = route.useSearch().state ?? "waiting";
  return (
    <Page title="Approvals">
      {me !== undefined && !may ? (
        <div className="pad">
          <NoPermission />
        </div>
      ) : (
        <>
          <Tabs state={state} />
          {state === READY ? <PreparedList /> : <Body key={state} state={state} />}
        </>
      )}
    </Page>
  );
}
