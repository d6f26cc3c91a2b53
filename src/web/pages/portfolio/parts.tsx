import { Link } from "@tanstack/react-router";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { showDate } from "#web/kit/day-words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { Money, NotKnown } from "#web/kit/money.tsx";
import { showMoney } from "#web/kit/money-words.ts";
import { Label, Said } from "#web/kit/said.tsx";
import { datesSaid } from "#web/pages/case/fact-words.ts";
import type { Case, Made } from "./data.ts";

/** The lists of a week, and what a change would do. */

export const hours = (minutes: number): string =>
  `${Math.floor(minutes / 60).toLocaleString("en-US")} h ${String(minutes % 60).padStart(2, "0")} min`;

function DaysLeft({ of }: { readonly of: Case }) {
  if (of.daysLeft === null) return <span className="t3">no right known</span>;
  const ends = of.daysLeft <= 5;
  return (
    <span className={ends ? "k-expiring kc nowrap" : "nowrap"}>
      {ends && <Glyph name="expiring" s />} {of.daysLeft} {of.daysLeft === 1 ? "business day" : "business days"}
    </span>
  );
}

function Row({ of, made }: { readonly of: Case; readonly made: Made }) {
  const from = `the negotiation of ${of.number} as of ${made.asOf}; its reasons stand under Negotiate`;
  return (
    <tr>
      <th scope="row">
        <Link to="/cases/$case" params={{ case: of.case }} search={{ tab: "negotiate" }} className="m mono">
          {of.number}
        </Link>
        <span className="sub">{of.payer}</span>
      </th>
      <td>
        {datesSaid(of.step)}
        {!of.firm && (
          <span className="sub k-fact kc" title={of.held.join("; ")}>
            <Glyph name="fact" s /> not enough to advise
          </span>
        )}
      </td>
      <td className="n">
        {of.gain === null ? (
          <NotKnown />
        ) : (
          <Money
            cents={centsOf(of.gain)}
            state="modelled"
            source={{
              of: `Net gain, ${of.number}`,
              from,
              formula: `${of.value ?? "not known"} worth - ${of.accept} if accepted - work of the step`,
            }}
          />
        )}
      </td>
      <td className="n">{showMoney(centsOf(of.fees), "exact")}</td>
      <td className="n">{of.minutes}</td>
      <td className="n">{of.days ?? "?"}</td>
      <td>
        <DaysLeft of={of} />
      </td>
    </tr>
  );
}

export function CaseTable({
  title,
  note,
  cases,
  count,
  made,
}: {
  readonly title: string;
  readonly note: string;
  readonly cases: readonly Case[];
  readonly count: number;
  readonly made: Made;
}) {
  if (count === 0) return null;
  return (
    <section className="pf-part" aria-label={title}>
      <div className="pad">
        <h2>
          <Label>{title}</Label> <span className="t3 num">{count}</span>
        </h2>
        <p className="sm t2">{note}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard */}
      <section className="pf-room" tabIndex={0} aria-label={`${title}, cases`}>
        <table className="edge">
          <caption className="vh">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Case</th>
              <th scope="col">Step</th>
              <th scope="col" className="n">
                Net gain
              </th>
              <th scope="col" className="n">
                Fees advanced
              </th>
              <th scope="col" className="n">
                Minutes
              </th>
              <th scope="col" className="n">
                Days to money
              </th>
              <th scope="col">
                <Said word="right">Right ends in</Said>
              </th>
            </tr>
          </thead>
          <tbody>
            {cases.map((c) => (
              <Row key={c.case} of={c} made={made} />
            ))}
          </tbody>
        </table>
      </section>
      {count > cases.length && (
        <p className="pad sm t2">The first {cases.length} are shown. The file has all of them.</p>
      )}
    </section>
  );
}

const TOTALS = [
  ["gain", "All cases"],
  ["week", "This week"],
] as const;

/** What the change that was asked for would do. */
export function Effect({ made }: { readonly made: Made }) {
  const { effect } = made;
  if (effect === null) return null;
  const total = centsOf(effect.effect);
  const size = (total < 0n ? -total : total) as typeof total;
  return (
    <section className="pf-part pad" aria-label="What if">
      <h2>What if</h2>
      <p className="sm mt1">
        With {effect.says}, {total < 0n ? "these cases would bring less:" : "these cases would bring more:"}{" "}
        <b className="num">{showMoney(size, "exact")}</b> over {effect.cases} {effect.cases === 1 ? "case" : "cases"},
        and {effect.turns} would take another course.
      </p>
      <table className="flush mt2">
        <caption className="vh">Totals as they are and under the change</caption>
        <thead>
          <tr>
            <th scope="col">Total</th>
            <th scope="col" className="n">
              As it is
            </th>
            <th scope="col" className="n">
              Changed
            </th>
          </tr>
        </thead>
        <tbody>
          {TOTALS.map(([key, label]) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td className="n">{showMoney(centsOf(effect.before[key]), "exact")}</td>
              <td className="n">{showMoney(centsOf(effect.after[key]), "exact")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {effect.rows.length > 0 && (
        <table className="flush mt2">
          <caption className="vh">Cases that change most</caption>
          <thead>
            <tr>
              <th scope="col">Case</th>
              <th scope="col" className="n">
                Change
              </th>
              <th scope="col">Course</th>
            </tr>
          </thead>
          <tbody>
            {effect.rows.slice(0, 12).map((r) => (
              <tr key={r.case}>
                <th scope="row">
                  <Link to="/cases/$case" params={{ case: r.case }} search={{ tab: "negotiate" }} className="m mono">
                    {r.number}
                  </Link>
                </th>
                <td className="n">{showMoney(centsOf(r.effect), "exact")}</td>
                <td>{r.before === r.after ? r.before : `${r.before} becomes ${r.after}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** From which award on a dispute pays. */
export function BreakEven({ made }: { readonly made: Made }) {
  const { breakEven } = made;
  if (breakEven === null || breakEven.line.length === 0) return null;
  return (
    <section className="pf-part pad" aria-label="Break-even">
      <h2>Where a dispute begins to pay</h2>
      <p className="sm t2">
        One federal dispute with an administrative fee of{" "}
        <Money cents={centsOf(breakEven.admin)} source={{ of: "Administrative fee", from: breakEven.adminSource }} />{" "}
        and an entity fee of{" "}
        <Money cents={centsOf(breakEven.entity)} source={{ of: "Entity fee", from: breakEven.entitySource }} /> pays
        where an award can add at least:
      </p>
      <dl className="pf-line">
        {breakEven.line.map((p) => (
          <div key={p.chance}>
            <dt>at {Math.round(p.chance * 100)}%</dt>
            <dd className="num">{showMoney(centsOf(p.least), "exact")}</dd>
          </div>
        ))}
      </dl>
      <p className="xs t3 mt2">Made on {showDate(dayOf(made.asOf))}.</p>
    </section>
  );
}
