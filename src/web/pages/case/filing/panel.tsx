import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "#web/data/me.ts";
import { centsOf, centsOrNull, dayOf } from "#web/data/wire.ts";
import { Cite, Seg } from "#web/kit/chips.tsx";
import { showDateOfYear, showDay } from "#web/kit/day-words.ts";
import { Glyph, type GlyphName } from "#web/kit/glyph.tsx";
import { NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label } from "#web/kit/said.tsx";
import { Loading, ProblemState, Skeleton } from "#web/kit/states.tsx";
import { ApprovalCard } from "#web/pages/approvals/approval-card.tsx";
import { useDesk } from "#web/pages/case/desk.ts";
import { datesSaid, sentenceOf } from "#web/pages/case/fact-words.ts";
import { FormProblem } from "#web/pages/case/form-problem.tsx";
import { LetterPaper } from "#web/pages/case/papers-letter.tsx";
import { askFor, type Filing, filingQuery, firstRoad, type Requirement, type Road } from "./filing-data.ts";
import { AskToFile, RecordFiling } from "./filing-forms.tsx";
import { SentPapers } from "./sent.tsx";
import "./filing.css";

/** Whether this case may be filed: what each road asks, what is there, what is missing, and the two people it takes. */

const STATES: Readonly<Record<Requirement["state"], { readonly glyph: GlyphName; readonly tone: string }>> = {
  met: { glyph: "check", tone: "k-paid kc" },
  missing: { glyph: "denied", tone: "k-denied kc" },
  "not known": { glyph: "fact", tone: "k-fact kc" },
  "not yet": { glyph: "clock", tone: "t3" },
};

function Row({ of }: { readonly of: Requirement }) {
  const { glyph, tone } = STATES[of.state];
  return (
    <li>
      <span className={`glyph-cell ${tone}`}>
        <Glyph name={glyph} s />
      </span>
      <div>
        <span className="m">{of.what}</span> <span className="xs t3">{of.state}</span>
        <p className="sm t2">{sentenceOf(datesSaid(of.says))}</p>
        {of.state !== "met" && of.todo !== null && (
          <p className="sm">
            <Label>{datesSaid(of.todo)}</Label>
          </p>
        )}
        {of.cite !== null && <Cite>{of.cite}</Cite>}
      </div>
      <span className="day-cell sm num nowrap">{of.day === null ? "" : showDay(dayOf(of.day))}</span>
    </li>
  );
}

function Evidence({ of }: { readonly of: Filing }) {
  const { playbook, rows } = of.evidence;
  if (playbook === null || rows.length === 0) return null;
  return (
    <details className="reasons part">
      <summary>
        Evidence for {playbook.toLowerCase()} <span className="t3">{rows.length}</span>
      </summary>
      <ul className="sm dotted">
        {rows.map((r) => (
          <li key={r.text}>
            {r.text}
            <span className="sub">
              {r.barred
                ? "Kept out of a federal file. "
                : r.shownBy.length === 0
                  ? "No file shows this by itself. "
                  : r.files.length > 0
                    ? `On file: ${r.files.join(", ")}. `
                    : r.state === "met"
                      ? "The claim says it. "
                      : `Not on file: ${r.shownBy.join(" or ")}. `}
              {r.source}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function FinalOffer({ of: { finalOffer: f } }: { readonly of: Filing }) {
  const amount = centsOrNull(f.amount);
  return (
    <section className="part" aria-label="Final offer">
      <h3>Final offer</h3>
      <p className="sm t2">
        {amount === null ? <NotKnown /> : <b className="num">{showMoney(amount, "exact")}</b>}{" "}
        {f.why === null ? "as the plan reckons it, for a person to decide" : sentenceOf(f.why)}
      </p>
      {f.exhibits.length > 0 && (
        <ul className="sm dotted">
          {f.exhibits.map((x) => (
            <li key={`${x.kind} ${x.shows}`}>{x.shows}</li>
          ))}
        </ul>
      )}
      {f.leftOut.length > 0 && (
        <p className="xs t3">
          Left out, because it may not be weighed: {f.leftOut.join(", ")}. <Cite>{f.cite}</Cite>
        </p>
      )}
    </section>
  );
}

/** What both sides offered so far: it goes along. */
function Carried({ of }: { readonly of: Filing }) {
  if (of.offers.length === 0) return null;
  return (
    <section className="part" aria-label="Offers so far">
      <h3>Offers so far</h3>
      <ul className="sm">
        {of.offers.map((o) => (
          <li key={o.event} className="row between">
            <span>
              {o.from === "us" ? "We asked" : "They offered"}, {showDay(dayOf(o.made))}
            </span>
            <span className="num">{showMoney(centsOf(o.amount), "exact")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function After({ of }: { readonly of: Filing }) {
  return (
    <section className="part" aria-label="After filing">
      <h3>{of.filings.length === 0 ? `If begun on ${showDateOfYear(dayOf(of.after.begun))}` : "What comes next"}</h3>
      <ul className="sm">
        {of.after.days.map((d) => (
          <li key={d.label} className="row between">
            <span>
              {d.label} <Cite>{d.cite}</Cite>
            </span>
            <span className="num nowrap">by {showDay(dayOf(d.day))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Filed({ of }: { readonly of: Filing["filings"][number] }) {
  const parts = [
    of.reference,
    of.finalOffer === null ? "" : `final offer ${showMoney(centsOf(of.finalOffer), "exact")}`,
    of.fee === null ? "" : `fees ${showMoney(centsOf(of.fee), "exact")}`,
    of.entity ?? "",
  ].filter((t) => t !== "");
  return (
    <div className="filed">
      <p className="verdict small">
        <b>
          Filed on {showDay(dayOf(of.day))}: {of.road}.
        </b>{" "}
        {parts.join(", ")}, by {of.by}.
      </p>
      {of.answers.map((a) => (
        <p key={a.label} className="sm">
          {a.label}: {a.day === null ? "not known" : `by ${showDay(dayOf(a.day))}`}, {datesSaid(a.says)}.{" "}
          {a.cite !== null && <Cite>{a.cite}</Cite>}
        </p>
      ))}
    </div>
  );
}

function Approvals({ of, road }: { readonly of: Filing; readonly road: Road["road"] }) {
  const { send, today, busy, failed, may } = useDesk();
  const me = useMe()?.person.id;
  const type = askFor(road);
  const open = of.approvals.filter(
    (a) => a.act === type && (a.road ?? road) === road && (a.state === "waiting" || a.state === "given"),
  );
  if (open.length === 0)
    return (
      <AskToFile
        road={road}
        suggested={of.finalOffer.amount}
        unproven={of.unproven}
        again={of.filings.some((f) => f.road === road)}
      />
    );
  return open.map((a) => {
    const request = a.event;
    const mine = failed !== undefined && "request" in failed.act && failed.act.request === request;
    const acts = {
      approve: (attested: readonly string[]) =>
        send({ type: "approve", request, attested: [...attested] }, "Approved."),
      refuse: (reason: string) => send({ type: "refuse approval", request, reason }, "Refused."),
      withdraw:
        a.askedBy.id === me && may("withdraw approval")
          ? () => send({ type: "withdraw approval", request }, "Request taken back.")
          : undefined,
      busy,
    };
    return (
      <ApprovalCard key={a.id} of={a} today={today} acts={acts}>
        {mine && failed.act.type !== "record filing" && <FormProblem />}
        {a.state === "given" && may("record filing") && <RecordFiling of={a} road={road} />}
      </ApprovalCard>
    );
  });
}

function RoadPart({ of, filing }: { readonly of: Road; readonly filing: Filing }) {
  const left = of.requirements.filter((r) => r.state !== "met").length;
  return (
    <>
      <p className="sm t2 filing-road" role="status">
        {of.ready
          ? "Nothing is missing but what a person attests."
          : `${left} of ${of.requirements.length} are not met yet.`}
      </p>
      <ul className="filing-list">
        {of.requirements.map((r) => (
          <Row key={r.id} of={r} />
        ))}
      </ul>
      <section className="part stack" aria-label="Approval to file">
        <Approvals of={filing} road={of.road} />
      </section>
    </>
  );
}

/** The appeal with what is on file for it written down already, to be read and put right before it is kept. */
function AppealLetter({ of }: { readonly of: Filing }) {
  const { letters } = useDesk().view;
  const because = of.evidence.rows
    .filter((r) => !r.barred && r.files.length > 0)
    .map((r) => `${r.text}: ${r.files.join(", ")}`)
    .join("\n");
  return (
    <section className="part" aria-label="The appeal">
      <h3>The appeal</h3>
      <details className="reasons">
        <summary>Write the appeal</summary>
        <ul className="mt2">
          <LetterPaper appeal={{ because }} />
        </ul>
      </details>
      <SentPapers paper="appeal" letter={letters.findLast((l) => l.paper === "appeal")} />
    </section>
  );
}

function Read({ of }: { readonly of: Filing }) {
  const [chosen, choose] = useState<Road["road"]>();
  const road = of.roads.find((r) => r.road === (chosen ?? firstRoad(of.roads)));
  return (
    <>
      {of.filings.map((f) => (
        <Filed key={f.event} of={f} />
      ))}
      <Seg
        label="Road"
        options={of.roads.map((r) => ({ value: r.road, name: r.label }))}
        value={road?.road ?? "federal IDR"}
        choose={choose}
      />
      {road !== undefined && <RoadPart of={road} filing={of} />}
      {road?.road === "federal IDR" && (
        <>
          <FinalOffer of={of} />
          <After of={of} />
        </>
      )}
      {road?.road === "appeal" && <AppealLetter of={of} />}
      <Carried of={of} />
      <Evidence of={of} />
    </>
  );
}

/** The filing of this case, under the channel that leads to it. */
export function FilingPanel() {
  const { view, past } = useDesk();
  const { data, error, refetch } = useQuery({ ...filingQuery(view.row.id), enabled: !past });
  if (past) return null;
  return (
    <section className="sec filing" id="filing" aria-label="Filing">
      <div className="h2row">
        <h2>Filing</h2>
        <span className="sm">What a dispute asks, and what is there</span>
      </div>
      <div>
        {data !== undefined ? (
          <Read of={data} />
        ) : error === null ? (
          <Loading doing="Reading what a filing asks.">
            <Skeleton width="60%" />
            <Skeleton width="82%" />
            <Skeleton width="74%" />
          </Loading>
        ) : (
          <ProblemState thrown={error} retry={() => void refetch()} />
        )}
      </div>
    </section>
  );
}
