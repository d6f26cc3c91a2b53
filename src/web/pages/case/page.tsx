import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback, useState } from "react";
import type { Day } from "#base/day.ts";
import { type LiveEvent, useLive } from "#web/data/live.ts";
import { useMe } from "#web/data/me.ts";
import { asProblem } from "#web/data/problem.ts";
import { dayOf } from "#web/data/wire.ts";
import type { Case } from "#web/data/words.ts";
import { Button } from "#web/kit/button.tsx";
import { showDateOfYear } from "#web/kit/day-words.ts";
import { Empty, Loading, NoPermission, ProblemState, Skeleton } from "#web/kit/states.tsx";
import { useKeys } from "#web/shell/keys.ts";
import { Page } from "#web/shell/page.tsx";
import { usePaletteActs } from "#web/shell/palette-acts.ts";
import { Activity } from "./activity.tsx";
import { caseQuery } from "./case-data.ts";
import { DeskPlace, useDesk, useMakeDesk } from "./desk.ts";
import { CaseHead, CaseTabs, Strip, useOpen } from "./header.tsx";
import { NegotiateTab } from "./negotiate/tab-negotiate.tsx";
import { CaseRail } from "./rail.tsx";
import { BenchmarksTab } from "./tab-benchmarks.tsx";
import { ChannelTab } from "./tab-channel.tsx";
import { ClaimTab } from "./tab-claim.tsx";
import { DocumentsTab } from "./tab-documents.tsx";
import { EobTab } from "./tab-eob.tsx";
import { CASE_TABS, type CaseTab } from "./tab-list.ts";
import { PaymentsTab } from "./tab-payments.tsx";
import { PlanTab } from "./tab-plan.tsx";
import { Thread } from "./thread.tsx";
import { useTab, useTabKeys } from "./use-tab.ts";
import { neighboursOf } from "./walk-order.ts";
import "./case.css";

const ActivityTab = () => (
  <section className="tab-sec pad-x">
    <Thread />
    <Activity />
  </section>
);

const PARTS: Readonly<Record<CaseTab, () => ReactNode>> = {
  claim: ClaimTab,
  eob: EobTab,
  benchmarks: BenchmarksTab,
  channel: ChannelTab,
  plan: PlanTab,
  negotiate: NegotiateTab,
  documents: DocumentsTab,
  payments: PaymentsTab,
  activity: ActivityTab,
};

const CRUMBS = [{ to: "/queue", name: "Queue" }];

/** "6 of 23", with the keys that go on. */
function Walk({ id }: { readonly id: string }) {
  const at = neighboursOf(id);
  if (at === undefined) return null;
  return (
    <span className="row t3 sm nowrap wide walk">
      {at.at} of {at.of} <kbd>J</kbd>
      <kbd>K</kbd>
    </span>
  );
}

function useCaseKeys(id: string): void {
  const navigate = useNavigate();
  const { may } = useDesk();
  const open = useOpen();
  const { go, tab } = useTab();
  const offers = may("make offer");
  const { next, previous } = neighboursOf(id) ?? {};
  const to = (other: string | undefined) =>
    other !== undefined && void navigate({ to: "/cases/$case", params: { case: other }, search: { tab } });
  useTabKeys(go);
  useKeys({
    next: () => to(next),
    previous: () => to(previous),
    call: () => may("log call") && open("call"),
    note: () => may("add note") && open("note"),
    ask: () => may("ask colleague") && open("ask"),
    offer: () => (offers ? go("negotiate") : may("log offer") && open("offer")),
    snooze: () => may("snooze") && open("snooze"),
    assign: () => may("assign") && open("assign"),
  });
}

function usePalette(): void {
  const { view, may } = useDesk();
  const open = useOpen();
  const { go } = useTab();
  usePaletteActs(`Do, on ${view.row.number}`, [
    ...(may("log call") ? [{ name: "Log a call", glyph: "phone" as const, keys: "L", run: () => open("call") }] : []),
    ...(may("add note") ? [{ name: "Write a note", glyph: "paper" as const, keys: "N", run: () => open("note") }] : []),
    ...(may("ask colleague")
      ? [{ name: "Ask a colleague", glyph: "fact" as const, keys: "Q", run: () => open("ask") }]
      : []),
    ...(may("log offer")
      ? [{ name: "Log an offer", glyph: "swap" as const, keys: "O", run: () => open("offer") }]
      : []),
    ...CASE_TABS.map((t, i) => ({
      name: `Show ${t.name.toLowerCase()}`,
      glyph: "case" as const,
      keys: String(i + 1),
      run: () => go(t.tab),
    })),
  ]);
}

/** What says that this page shows another day, or that somebody changed the case meanwhile. */
function Notices({ changed, show }: { readonly changed: string | undefined; readonly show: () => void }) {
  const { past, view } = useDesk();
  const { decide } = useTab();
  return (
    <>
      {past && (
        <div className="stale" role="status">
          <span>As of {showDateOfYear(dayOf(view.asOf))}. Nothing can be done to the past.</span>
          <Button size="small" kind="quiet" onClick={() => decide(undefined)}>
            Back to today
          </Button>
        </div>
      )}
      {changed !== undefined && (
        <div className="stale" role="status">
          <span>{changed}</span>
          <Button size="small" kind="quiet" onClick={show}>
            Show
          </Button>
        </div>
      )}
    </>
  );
}

/** Hears of changes by others. While a form is open the page keeps still and says so; else the cache has shown them. */
function useChangedBy(id: string, known: number) {
  const me = useMe()?.person;
  const [by, setBy] = useState<string>();
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.topic !== "cases" || event.by === me?.id || event.by === me?.name) return;
      if (event.cases.some((c) => c.case === id && c.version > known)) setBy(event.by);
    },
    [id, known, me?.id, me?.name],
  );
  useLive(hear);
  return { by, forget: () => setBy(undefined) };
}

function Shown({ tab }: { readonly tab: CaseTab }) {
  const narrow = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const { view, form } = useDesk();
  const { row } = view;
  const { by, forget } = useChangedBy(row.id, row.version);
  useCaseKeys(row.id);
  usePalette();
  const name = tab === "eob" ? "EOB" : tab;
  const Part = PARTS[tab];
  // The remittance is as wide as its paper, what happened is the timeline itself, and talks have their own next step.
  const talks = tab === "negotiate";
  const alone = tab === "activity" || tab === "eob" || talks;
  const changed =
    by === undefined
      ? undefined
      : `Changed by a colleague just now${form === undefined ? "." : ". What you typed is kept."}`;
  return (
    <Page
      title={`${row.number}, ${name}`}
      crumbs={CRUMBS}
      actions={<Walk id={row.id} />}
      {...(narrow || talks ? {} : { rail: <CaseRail />, railWidth: 296 })}
    >
      <Notices changed={changed} show={forget} />
      <CaseHead />
      <div className="case-fixed">
        <Strip />
        <CaseTabs now={tab} />
      </div>
      {narrow && !talks && <CaseRail />}
      <div className={alone ? "case-body" : "case-body with-timeline"}>
        {!alone && !narrow && (
          <section className="case-timeline" aria-label="Timeline">
            <Activity brief />
          </section>
        )}
        <div className="case-part">
          <Part />
        </div>
      </div>
    </Page>
  );
}

function Read({ view, asOf, today }: { readonly view: Case; readonly asOf: string | undefined; readonly today: Day }) {
  const desk = useMakeDesk(view, asOf, today);
  const { tab } = useTab();
  return (
    <DeskPlace value={desk}>
      <Shown tab={tab} />
    </DeskPlace>
  );
}

function Outline() {
  return (
    <div className="pad">
      <Loading doing="Reading the case.">
        <Skeleton width="34%" height={20} />
        <Skeleton width="62%" />
        <Skeleton width="88%" height={44} />
        <Skeleton width="71%" />
        <Skeleton width="80%" />
      </Loading>
    </div>
  );
}

/** One case: what it is, what is known, what to do. Everything on it is of one day, today unless another was asked for. */
export function CasePage() {
  const { case: id } = useParams({ from: "/frame/cases/$case" });
  const { asOf } = useTab();
  const me = useMe();
  const { data, error, refetch } = useQuery({
    ...caseQuery(id, asOf),
    placeholderData: (before) => (before?.row.id === id ? before : undefined),
  });
  const today = dayOf(me?.today ?? data?.asOf ?? "1970-01-01");
  if (data !== undefined) return <Read key={id} view={data} asOf={asOf} today={today} />;
  const problem = error === null ? undefined : asProblem(error);
  return (
    <Page title="Case" crumbs={CRUMBS}>
      {problem === undefined ? (
        <Outline />
      ) : (
        <div className="pad">
          {problem.is("not-found") ? (
            <Empty
              says="There is no case by this key that you may see."
              more="A case is found by its number, claim, payer or patient."
            />
          ) : problem.is("not-allowed") ? (
            <NoPermission more={problem.said.detail} />
          ) : (
            <ProblemState thrown={error} retry={() => void refetch()} />
          )}
        </div>
      )}
    </Page>
  );
}
