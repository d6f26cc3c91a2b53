import { type FormEvent, type ReactNode, useState } from "react";
import type { Day } from "#base/day.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { Button } from "#web/kit/button.tsx";
import { showDate, showDay } from "#web/kit/day-words.ts";
import { DeadlineChip } from "#web/kit/deadline.tsx";
import { Check, TextArea } from "#web/kit/fields.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { ago, msOf, nowMs } from "#web/pages/case/moment-words.ts";
import { termsSaid } from "#web/pages/case/negotiate/terms-said.ts";
import { actSaid, stateSign } from "./approval-words.ts";
import "#web/pages/case/case.css";
import "./approvals.css";

export type Approval = Answer<"listApprovals">["rows"][number];

/** What may be done with an approval; each says whether it was done. */
export interface ApprovalActs {
  readonly approve: (attested: readonly string[]) => Promise<boolean>;
  readonly refuse: (reason: string) => Promise<boolean>;
  readonly withdraw: (() => Promise<boolean>) | undefined;
  readonly busy: boolean;
}

const agoSaid = (moment: string): string => {
  const ms = msOf(moment);
  return ms === undefined ? "" : ago(ms, nowMs());
};

/** Every fact that nothing proves, to be ticked one by one by whoever approves. */
function Attest({
  of,
  ticked,
  flip,
}: {
  readonly of: Approval;
  readonly ticked: ReadonlySet<string>;
  readonly flip: (fact: string) => void;
}) {
  if (of.unproven.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend would break the line on the left
    <div className="attest" role="group" aria-labelledby={`attest-${of.id}`}>
      <p className="m sm" id={`attest-${of.id}`}>
        <Said word="attestation">Nothing proves this yet</Said>. Tick what you answer for.
      </p>
      {of.unproven.map((u) => (
        <Check key={u.fact} checked={ticked.has(u.fact)} onChange={() => flip(u.fact)}>
          {u.question}
        </Check>
      ))}
    </div>
  );
}

function RefuseForm({ acts, done }: { readonly acts: ApprovalActs; readonly done: () => void }) {
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void acts.refuse(reason.trim()).then((went) => went && done());
  };
  return (
    <form className="form" aria-label="Refuse the approval" onSubmit={submit}>
      <TextArea
        label="Why it is refused"
        required
        autoFocus
        maxLength={4000}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
        help="Whoever asked reads it."
      />
      <div className="row">
        <Button type="submit" size="small" kind="danger" busy={acts.busy} disabled={reason.trim() === ""}>
          Refuse
        </Button>
        <Button size="small" kind="quiet" onClick={done}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Approve, once everything is ticked, or refuse with a reason. */
function Deciding({ of, acts }: { readonly of: Approval; readonly acts: ApprovalActs }) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [refusing, setRefusing] = useState(false);
  const flip = (fact: string) =>
    setTicked((t) => {
      const next = new Set(t);
      if (!next.delete(fact)) next.add(fact);
      return next;
    });
  const left = of.unproven.filter((u) => !ticked.has(u.fact)).length;
  if (refusing) return <RefuseForm acts={acts} done={() => setRefusing(false)} />;
  return (
    <>
      <Attest of={of} ticked={ticked} flip={flip} />
      <div className="row wrap">
        <Button
          size="small"
          kind="primary"
          busy={acts.busy}
          disabled={left > 0}
          onClick={() => void acts.approve(of.unproven.map((u) => u.fact))}
        >
          Approve
        </Button>
        <Button size="small" onClick={() => setRefusing(true)}>
          Refuse
        </Button>
        {left > 0 && (
          <span className="xs t2" role="status">
            {left} left to tick
          </span>
        )}
      </div>
    </>
  );
}

function Facts({ of, today }: { readonly of: Approval; readonly today: Day }) {
  const open = of.state === "waiting" || of.state === "given";
  const terms = termsSaid(of.asks.terms);
  return (
    <dl className="facts-list">
      <div>
        <dt>Asked by</dt>
        <dd>
          {of.askedBy.name}, {agoSaid(of.asked)}
        </dd>
      </div>
      {of.floor !== null && (
        <div>
          <dt>
            <Said word="floor">Floor</Said>, private
          </dt>
          <dd className="num">{showMoney(centsOf(of.floor), "exact")}</dd>
        </div>
      )}
      {terms !== "" && (
        <div>
          <dt>Terms</dt>
          <dd>{terms}</dd>
        </div>
      )}
      {of.what.length > 0 && (
        <div>
          <dt>Because of</dt>
          <dd>{of.what.join(", ")}</dd>
        </div>
      )}
      <div>
        <dt>{open ? "Holds through" : "Held through"}</dt>
        <dd>
          {open ? (
            <DeadlineChip of={{ what: "The approval holds", due: dayOf(of.ends) }} today={today} />
          ) : (
            showDay(dayOf(of.ends))
          )}
        </dd>
      </div>
    </dl>
  );
}

/** Who decided it, when, and what was said with it. */
function Decided({ of }: { readonly of: Approval }) {
  if (of.decidedBy === null) return null;
  const on = of.decided === null ? "" : ` on ${showDate(dayOf(of.decided.slice(0, 10)))}`;
  return (
    <p className="sm t2">
      {of.state === "refused" ? "Refused" : "Approved"} by {of.decidedBy.name}
      {on}
      {of.reason === null ? "." : `: ${of.reason}`}
      {of.attested.length > 0 && (
        <span className="sub">
          {of.attested.length === 1 ? "1 fact" : `${of.attested.length} facts`} answered for by hand
        </span>
      )}
    </p>
  );
}

/** One thing that a second person was asked to allow: what, by whom, until when, and the way to decide it. */
export function ApprovalCard({
  of,
  today,
  acts,
  children,
}: {
  readonly of: Approval;
  readonly today: Day;
  readonly acts: ApprovalActs;
  /** What else can be done here, such as using what was given. */
  readonly children?: ReactNode;
}) {
  const sign = stateSign(of.state);
  const waiting = of.state === "waiting";
  return (
    <article className="approval" aria-label={`${of.number}: ${actSaid(of)}`}>
      <div className="row between top">
        <h2 className="approval-title">{actSaid(of)}</h2>
        <span className={`k-${sign.tone} kc sm nowrap`}>
          <Glyph name={sign.glyph} s /> {sign.word}
        </span>
      </div>
      {of.note !== null && <p className="sm">“{of.note}”</p>}
      <Facts of={of} today={today} />
      <Decided of={of} />
      {waiting && of.mayDecide && <Deciding of={of} acts={acts} />}
      {waiting && !of.mayDecide && of.whyNot !== null && (
        <p className="xs t2">
          <Glyph name="lock" s /> {of.whyNot}
        </p>
      )}
      {children}
      {acts.withdraw !== undefined && (waiting || of.state === "given") && (
        <div>
          <Button size="small" kind="quiet" busy={acts.busy} onClick={() => void acts.withdraw?.()}>
            Take the request back
          </Button>
        </div>
      )}
    </article>
  );
}
