import { useQuery } from "@tanstack/react-query";
import { centsOf } from "#web/data/wire.ts";
import { buttonClass } from "#web/kit/button.tsx";
import { Checklist, Cite } from "#web/kit/chips.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { Money, NotKnown, type Source } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { Loading, ProblemState } from "#web/kit/states.tsx";
import { planQuery } from "./case-data.ts";
import { useDesk } from "./desk.ts";
import { datesSaid, sentenceOf } from "./fact-words.ts";
import { show } from "./line-sources.ts";
import {
  type Move,
  type PlanSaid,
  planSaid,
  type Reason,
  sayChance,
  sayDays,
  stepSaid,
  suggestedMove,
  textsOf,
} from "./plan-said.ts";
import { PlaybookPanel } from "./playbook-panel.tsx";

const TITLES = { accept: "Accept", counter: "Counter", escalate: "Escalate" } as const;

const estimate = (text: string): string => showMoney(centsOf(text), "estimate");

/** A move's value opens to what it is made of: each reason with what the move would lose without it. */
const moveSource = (m: Move): Source => ({
  of: `${TITLES[m.move]}, net on average`,
  from: m.what,
  statedAs: `Chance ${sayChance(m.chance)}, fees ${show(m.fees)}`,
  formula: (
    <ul>
      {m.reasons.slice(0, 6).map((r) => (
        <li key={r.id} className="row between">
          <span>{r.text}</span>
          <span className="num">{show(r.effect)}</span>
        </li>
      ))}
    </ul>
  ),
});

function MoveCard({ move, best }: { readonly move: Move; readonly best: boolean }) {
  const rows = [
    ["Chance", sayChance(move.chance)],
    ["Days to cash", sayDays(move.days)],
    ["Fees", show(move.fees)],
  ] as const;
  return (
    <section className={best ? "move best" : "move"} aria-label={TITLES[move.move]}>
      <div className="row between move-head">
        <h3>{TITLES[move.move]}</h3>
        {best && <span className="tag plain k-ink">Suggested</span>}
      </div>
      <p className="figure">
        {move.dollars === null ? (
          <NotKnown />
        ) : (
          <Money cents={centsOf(move.dollars)} source={moveSource(move)} state="modelled" />
        )}
      </p>
      <p className="sub">net on average: {move.what}</p>
      <dl className="facts-list mt3">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ReasonRow({ of }: { readonly of: Reason }) {
  return (
    <tr>
      <th scope="row">
        {of.text}
        <span className="sub">{of.source}</span>
      </th>
      <td>
        {of.prior ? (
          <span className="k-underpaid kc nowrap">
            <Glyph name="half" s /> assumed
          </span>
        ) : (
          <span className="k-paid kc nowrap">
            <Glyph name="check" s /> known
          </span>
        )}
      </td>
      <td className="n">{show(of.effect)}</td>
    </tr>
  );
}

function Reasons({ moves, first }: { readonly moves: readonly Move[]; readonly first: string }) {
  const given = moves.filter((m) => m.reasons.length > 0);
  if (given.length === 0) return null;
  const open = given.find((m) => m.move === first) ?? given[0];
  return (
    <section className="sec">
      <div className="h2row">
        <h2>Reasons</h2>
        <span className="sm">What a move’s dollars lose without each</span>
      </div>
      {given.map((m) => (
        <details key={m.move} open={m === open} className="reasons">
          <summary>
            {TITLES[m.move]} <span className="t3">{m.reasons.length}</span>
          </summary>
          <table className="flush">
            <caption className="vh">Reasons of {m.move}</caption>
            <thead>
              <tr>
                <th scope="col">Reason and source</th>
                <th scope="col">How sure</th>
                <th scope="col" className="n">
                  Effect
                </th>
              </tr>
            </thead>
            <tbody>
              {m.reasons.map((r) => (
                <ReasonRow key={r.id} of={r} />
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </section>
  );
}

function Changes({ plan }: { readonly plan: PlanSaid }) {
  if (plan.flips.length + plan.missing.length === 0) return null;
  return (
    <section className="sec">
      <div className="h2row">
        <h2>What would change the advice</h2>
      </div>
      <ul className="plain-list">
        {plan.flips.map((f) => (
          <li key={f.id}>{datesSaid(f.text)}</li>
        ))}
      </ul>
      {plan.missing.length > 0 && (
        <Checklist
          items={plan.missing.map((m) => ({
            key: m.fact,
            state: "missing" as const,
            text: (
              <>
                {m.question}{" "}
                {m.worth !== null && centsOf(m.worth) > 0n && (
                  <span className="t3">worth {estimate(m.worth)} on average</span>
                )}
              </>
            ),
          }))}
        />
      )}
    </section>
  );
}

function Ways({ plan }: { readonly plan: PlanSaid }) {
  if (plan.ways.length === 0) return null;
  return (
    <section className="sec">
      <div className="h2row">
        <h2>
          <Said word="way out">Ways</Said> without the plan’s consent
        </h2>
      </div>
      <Checklist
        items={plan.ways.map((w) => ({
          key: w.way,
          state: w.open ? ("done" as const) : ("open" as const),
          text: (
            <>
              {w.label}
              {w.value !== null && <b className="m num"> {estimate(w.value)}</b>}
              <span className="sub">{w.why}</span>
              {w.source !== "" && <Cite>{w.source}</Cite>}
            </>
          ),
        }))}
      />
    </section>
  );
}

/** Figures the plan would act on: private, never in anything that crosses. */
function Figures({ plan }: { readonly plan: PlanSaid }) {
  const figures = [
    ["Open with", plan.opening],
    ["Settle near", plan.target],
    ["Not below", plan.floor],
  ] as const;
  if (figures.every(([, v]) => v === null)) return null;
  return (
    <p className="row wrap mt3 plan-figures">
      {figures.map(([name, value]) =>
        value === null ? null : (
          <span key={name}>
            <span className="t3">{name}</span> <b className="num">{show(value)}</b>
          </span>
        ),
      )}
      <span className="tag plain">
        <Glyph name="lock" s />
        Private
      </span>
    </p>
  );
}

/** What to do with the claim: three moves side by side, why, and what would change it. It sends nothing. */
export function PlanTab() {
  const { row } = useDesk().view;
  const { data, isPending, error, refetch } = useQuery(planQuery(row.id));
  if (isPending)
    return (
      <div className="pad">
        <Loading doing="Weighing the moves." />
      </div>
    );
  if (error !== null)
    return (
      <div className="pad">
        <ProblemState thrown={error} retry={() => void refetch()} />
      </div>
    );
  const plan = planSaid(data);
  const { next } = plan;
  const suggested = suggestedMove(next);
  const reasons = next.because === null ? plan.because : [next.because, ...plan.because];
  const sentences = [...reasons, ...textsOf(plan.alerts), ...textsOf(plan.refusals)].map(sentenceOf);
  const approvals = textsOf(plan.approvals).map(sentenceOf);
  return (
    <>
      <section className="tab-sec pad-x">
        <p className="verdict">
          <b>{stepSaid(next)}</b>{" "}
          {next.move === null ? "The moves below rest on assumptions." : "Parley proposes and sends nothing."}
        </p>
        <ul className="sm t2 mt2 dotted">
          {sentences.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
        {approvals.length > 0 && (
          <>
            <h3 className="sm mt3">A second person agrees to</h3>
            <ul className="sm t2 dotted">
              {approvals.map((s) => (
                <li key={s}>{s}</li>
              ))}
            </ul>
          </>
        )}
        <Figures plan={plan} />
      </section>
      <div className="moves">
        {plan.moves.map((m) => (
          <MoveCard key={m.move} move={m} best={m.move === suggested} />
        ))}
      </div>
      <Changes plan={plan} />
      <Reasons moves={plan.moves} first={suggested ?? plan.advice} />
      <Ways plan={plan} />
      <PlaybookPanel />
      <section className="sec">
        <a className={buttonClass({ size: "small" })} href={`/v1/cases/${row.id}/report?format=pdf`} download>
          <Glyph name="paper" s />
          Report as PDF
        </a>
      </section>
    </>
  );
}
