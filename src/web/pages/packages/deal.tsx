import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMay } from "#web/data/me.ts";
import type { Answer, Body } from "#web/data/paths.ts";
import { dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate } from "#web/kit/day-words.ts";
import { SelectField, TextArea, TextField } from "#web/kit/fields.tsx";
import { Loading, ProblemState } from "#web/kit/states.tsx";
import { ApprovalCard } from "#web/pages/approvals/approval-card.tsx";
import { actSaid, stateSign } from "#web/pages/approvals/approval-words.ts";
import { useApprovalActs } from "#web/pages/approvals/approvals-data.ts";
import { download } from "#web/pages/case/download.ts";
import { termsSaid } from "#web/pages/case/negotiate/terms-said.ts";
import { ToneNote, useToneConfirm } from "#web/pages/case/tone-note.tsx";
import { toast } from "#web/shell/toast.tsx";
import { isFor, MoveFields, useMove } from "./move-form.tsx";
import { exact, SheetTable } from "./sheet.tsx";
import { DealSigning } from "./signing.tsx";
import { InTheWay, isAskable, TermsWorth } from "./stands.tsx";

type Deal = Answer<"getPackage">;
type Act = Body<"actOnPackage">["act"];
type Doing = "counter" | "accept" | "end";

function Moves({ deal }: { readonly deal: Deal }) {
  return (
    <ol className="pk-moves">
      {deal.moves.map((m, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said is added to and never moved
        <li key={i} className="sm">
          <b>{m.from === "us" ? "We" : "They"}</b> proposed <b className="num">{exact(m.amount)}</b>
          {m.percent !== null && `, ${m.percent}`}, {showDate(dayOf(m.made))}, by {m.way}
          {m.expires !== null && `, through ${showDate(dayOf(m.expires))}`}. <span className="t3">By {m.by}.</span>
          {termsSaid(m.terms) !== "" && <span className="sub">{termsSaid(m.terms)}</span>}
          {m.note !== null && <span className="sub">{m.note}</span>}
          {m.belowFloor !== null && <span className="sub k-underpaid kc">Below a floor: {m.belowFloor}</span>}
          <TermsWorth worth={m.worth} />
        </li>
      ))}
    </ol>
  );
}

/** Its cases where no split stands any more: what each got of what was said last. */
const Members = ({ of }: { readonly of: Deal["members"] }) => (
  <ul className="sm mt2 pk-members" aria-label="Its cases">
    {of.map((m) => (
      <li key={m.case} className="row">
        <Link to="/cases/$case" params={{ case: m.case }} search={{ tab: "payments" }}>
          {m.number}
        </Link>
        {m.share !== null && <span className="num">{exact(m.share)}</span>}
      </li>
    ))}
  </ul>
);

interface Doer {
  readonly deal: Deal;
  readonly today: string;
  readonly busy: boolean;
  readonly act: (act: Act) => void;
}

/** The approval that was given for a word and waits to be used. */
const givenFor = (deal: Deal, act: "make offer" | "accept offer") =>
  deal.approvals.find((a) => a.state === "given" && a.act === act);

function Counter({ deal, today, busy, act }: Doer) {
  const given = givenFor(deal, "make offer");
  const moving = useMove(today, deal.row.state === "draft" || deal.row.lastFrom === "them" ? "us" : "them", given);
  const { asked, sent, move } = moving;
  const weighed = useQuery({
    queryKey: ["packages", "weigh", deal.row.id, deal.sheet?.basis, asked, sent],
    queryFn: () =>
      answered(
        api.POST("/v1/packages/weigh", {
          body: {
            ...{ cases: deal.sheet?.cases.map((c) => c.case) ?? [], basis: deal.sheet?.basis ?? "billed" },
            ...(asked === undefined ? {} : { asked }),
            ...(sent === undefined ? {} : { terms: sent }),
            deal: deal.row.id,
          },
        }),
      ),
    enabled: deal.sheet !== null,
    placeholderData: (before) => before,
  });
  const ours = moving.side === "us";
  const uses = ours && given !== undefined && isFor(given, moving);
  const asks = ours && !uses && isAskable(weighed.data);
  const barred = ours && !uses && !asks && (weighed.data?.refused.length ?? 0) > 0;
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (move === undefined) return;
        if (asks) act({ type: "ask counter", move });
        else act({ type: "counter", move: uses && given !== undefined ? { ...move, request: given.id } : move });
      }}
    >
      <MoveFields of={moving} sheet={weighed.data ?? deal.sheet ?? undefined} />
      {weighed.data?.fault != null && <p className="sm k-denied kc">{weighed.data.fault}</p>}
      {ours && !uses && weighed.data !== undefined && <InTheWay sheet={weighed.data} what="saying this" />}
      {uses && <p className="sm k-paid kc">A second person allowed exactly this.</p>}
      <TermsWorth worth={weighed.data?.worth ?? null} />
      <Button type="submit" kind="primary" size="small" busy={busy} disabled={move === undefined || barred}>
        {asks ? "Ask a second person" : "Write it down"}
      </Button>
    </form>
  );
}

function Accept({ deal, busy, act }: Doer) {
  const [due, setDue] = useState("");
  const [days, setDays] = useState<"calendar" | "business">("business");
  const [source, setSource] = useState("");
  const [why, setWhy] = useState("");
  const { sheet } = deal;
  if (sheet === null) return null;
  const below = sheet.belowFloor > 0;
  const given = givenFor(deal, "accept offer");
  const asks = given === undefined && isAskable(sheet);
  const barred = given === undefined && !asks && sheet.refused.length > 0;
  const reason = why.trim() === "" ? {} : { belowFloor: why.trim() };
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        if (asks) {
          act({ type: "ask accept", ...reason });
          return;
        }
        act({
          type: "accept",
          cases: sheet.cases.map((c) => ({ case: c.case, saw: c.version })),
          ...{ due, days, source: source.trim(), ...reason },
          ...(given === undefined ? {} : { request: given.id }),
        });
      }}
    >
      <p className="sm t2">
        An agreement is entered on all {sheet.cases.length} cases at once with the split below, or on none. What the
        patients owe of it is taken off: the plan pays the rest.
      </p>
      <TextField
        label="Money is due on"
        type="date"
        required={!asks}
        value={due}
        onChange={(e) => setDue(e.target.value)}
      />
      <SelectField
        label="Days are counted as"
        options={[
          { value: "business", name: "Business days" },
          { value: "calendar", name: "Calendar days" },
        ]}
        value={days}
        onChange={(e) => setDays(e.target.value as typeof days)}
      />
      <TextField
        label="Read from"
        help="The letter, email or call that says so."
        required={!asks}
        maxLength={500}
        value={source}
        onChange={(e) => setSource(e.target.value)}
      />
      {below && (
        <TextArea
          label={`Why, though ${sheet.belowFloor} line${sheet.belowFloor === 1 ? " gets" : "s get"} less than the floor`}
          required
          rows={2}
          value={why}
          onChange={(e) => setWhy(e.target.value)}
        />
      )}
      {given === undefined && <InTheWay sheet={sheet} what="agreeing" />}
      <Button
        type="submit"
        kind="primary"
        size="small"
        busy={busy}
        disabled={barred || (!asks && (due === "" || source.trim() === ""))}
      >
        {asks ? "Ask a second person" : `Agree on all ${sheet.cases.length}`}
      </Button>
    </form>
  );
}

function End({ deal, busy, act }: Doer) {
  const [reason, setReason] = useState("");
  const type = deal.row.lastFrom === "them" ? "decline" : "withdraw";
  return (
    <form
      className="form"
      onSubmit={(e) => {
        e.preventDefault();
        act({ type, reason: reason.trim() });
      }}
    >
      <TextArea label="Why" required rows={2} value={reason} onChange={(e) => setReason(e.target.value)} />
      <Button type="submit" kind="danger" size="small" busy={busy} disabled={reason.trim() === ""}>
        {type === "decline" ? "Decline" : "Withdraw"}
      </Button>
    </form>
  );
}

/** What a second person was asked to allow of this deal, and what became of it. */
function Approvals({ deal, today }: { readonly deal: Deal; readonly today: string }) {
  const [first, ...older] = deal.approvals;
  const { acts, error } = useApprovalActs(first);
  if (first === undefined) return null;
  return (
    <section aria-label="Approvals" className="pk-approvals">
      <ApprovalCard of={first} today={dayOf(today)} acts={acts} />
      {error !== null && <ProblemState thrown={error} />}
      {older.length > 0 && (
        <ul className="rows sm">
          {older.map((a) => (
            <li key={a.id}>
              {actSaid(a)}: {stateSign(a.state).word.toLowerCase()}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The letter of what was said last, every line to the cent; of a single case agreement the agreement itself. */
function Letter({ deal }: { readonly deal: Deal }) {
  const { row } = deal;
  const may = useMay("write papers");
  const isSca = row.kind === "single case agreement";
  const [because, setBecause] = useState("");
  const tone = useToneConfirm(because);
  const write = useMutation({
    mutationFn: () =>
      download(`/v1/packages/${row.id}/letter`, `${row.name}.pdf`, {
        format: "pdf",
        ...(because.trim() === "" ? {} : { because: because.trim() }),
      }),
  });
  return (
    <section aria-label="Letter" className="pk-act mt2">
      {isSca && (
        <TextArea
          label="What shows that the network has nobody, and where it was found"
          rows={2}
          maxLength={4000}
          value={because}
          onChange={(e) => setBecause(e.target.value)}
        />
      )}
      <ToneNote text={because} />
      {tone.box}
      <Button
        size="small"
        busy={write.isPending}
        disabled={!may || tone.isOpen || (isSca && because.trim() === "")}
        onClick={() => write.mutate()}
      >
        {isSca ? "Save the agreement" : "Save letter"}
      </Button>
      {write.isError && <ProblemState thrown={write.error} />}
    </section>
  );
}

const DOING = { counter: Counter, accept: Accept, end: End } as const;

/** One deal: what was said, the split as of today, and what can be done. */
export function DealView({ id, today }: { readonly id: string; readonly today: string }) {
  const client = useQueryClient();
  const may = useMay("log offers");
  const mayAgree = useMay("enter agreements");
  const [doing, setDoing] = useState<Doing>();
  const deal = useQuery({
    queryKey: ["packages", "one", id],
    queryFn: ({ signal }) => answered(api.GET("/v1/packages/{package}", { params: { path: { package: id } }, signal })),
  });
  const act = useMutation({
    mutationFn: (what: Act) =>
      answered(
        api.POST("/v1/packages/{package}/acts", {
          params: { path: { package: id }, header: newKey() },
          body: { saw: deal.data?.row.version ?? 0, act: what },
        }),
      ),
    onSuccess: (now) => {
      client.setQueryData(["packages", "one", id], now);
      void client.invalidateQueries({ queryKey: ["packages", "list"] });
      void client.invalidateQueries({ queryKey: ["case"] });
      setDoing(undefined);
      void client.invalidateQueries({ queryKey: ["approvals"] });
      const asked = now.approvals.some((a) => a.state === "waiting");
      const done = now.row.state === "accepted" ? `Agreed on ${now.row.cases} cases.` : "Written down.";
      toast({ text: asked ? "Asked a second person." : done });
    },
  });
  if (deal.isPending) return <Loading />;
  if (deal.isError) return <ProblemState thrown={deal.error} retry={() => void deal.refetch()} />;
  const { row, sheet } = deal.data;
  const live = row.state === "open" || row.state === "expired" || row.state === "draft";
  const Form = doing === undefined ? undefined : DOING[doing];
  const button = (what: Doing, name: string, allowed: boolean) => (
    <Button
      size="small"
      aria-expanded={doing === what}
      disabled={!allowed}
      onClick={() => setDoing(doing === what ? undefined : what)}
    >
      {name}
    </Button>
  );
  return (
    <section aria-label={row.name}>
      <div className="pad">
        <h2>{row.name}</h2>
        <p className="sm t2">
          {row.kind === "package" ? "Package" : "Single case agreement"} of {row.cases}{" "}
          {row.cases === 1 ? "case" : "cases"} with {row.payer}. <b>{row.state}</b>,{" "}
          <span className="num">{exact(row.amount)}</span>
          {row.expires !== null && `, through ${showDate(dayOf(row.expires))}`}.
        </p>
        <Moves deal={deal.data} />
        {deal.data.ended !== null && (
          <p className="sm">
            {row.state === "accepted" ? "Agreed" : "Ended"} {showDate(dayOf(deal.data.ended.on))} by{" "}
            {deal.data.ended.by}: {deal.data.ended.how}
          </p>
        )}
        {sheet === null && <Members of={deal.data.members} />}
        {live && (
          <div className="row wrap mt2">
            {button("counter", row.state === "draft" ? "Say it" : "Counter", may)}
            {row.state === "open" && button("accept", "Agree", mayAgree && sheet !== null && sheet.fault === null)}
            {button("end", row.state !== "draft" && row.lastFrom === "them" ? "Decline" : "Withdraw", may)}
          </div>
        )}
        {Form !== undefined && (
          <div className="pk-act">
            <Form deal={deal.data} today={today} busy={act.isPending} act={(a) => act.mutate(a)} />
          </div>
        )}
        {(live || row.state === "accepted") && <Letter deal={deal.data} />}
        {row.state === "accepted" && <DealSigning id={row.id} name={row.name} />}
        <Approvals deal={deal.data} today={today} />
        {act.isError && <ProblemState thrown={act.error} retry={() => void deal.refetch()} />}
        {deal.data.why !== null && <p className="sm k-underpaid kc mt2">{deal.data.why}</p>}
      </div>
      {sheet !== null && <SheetTable sheet={sheet} />}
    </section>
  );
}
