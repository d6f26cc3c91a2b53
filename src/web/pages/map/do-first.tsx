import { Link } from "@tanstack/react-router";
import type { Day } from "#base/day.ts";
import { useMe } from "#web/data/me.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { boxWord, daysLeft, leftWords, nearness } from "#web/kit/comb-days.ts";
import { showDay } from "#web/kit/day-words.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { datesSaid } from "#web/pages/case/fact-words.ts";
import { ListLink } from "./list-link.tsx";
import type { MoneyMap } from "./sums.ts";
import "#web/kit/deadline.css";

const SHOWN = 5;

/** Counted as the chips of the queue count: from tomorrow. */
function Due({ due, today }: { readonly due: string | null; readonly today: Day }) {
  if (due === null) return <span className="sub">no date runs</span>;
  const left = daysLeft(today, dayOf(due));
  return (
    <span className={`due ${nearness(left)}`}>
      <b>{boxWord(left)}</b>
      {showDay(dayOf(due))}
      <span className="vh">, {leftWords(left)}</span>
    </span>
  );
}

/** The cases where waiting a day costs most. */
export function DoFirst({ map }: { readonly map: MoneyMap }) {
  const rows = map.doFirst.slice(0, SHOWN);
  const today = dayOf(useMe()?.today ?? map.asOf);
  return (
    <section aria-label="Do first">
      <div className="h2row">
        <h2>Do first</h2>
        <span className="sm">Most lost if untouched</span>
        <span className="end">
          <ListLink list="tab=expiring rights">All expiring</ListLink>
        </span>
      </div>
      {rows.length === 0 ? (
        <p className="sm t2">Nothing lapses in the next ten business days.</p>
      ) : (
        <ol className="todo">
          {rows.map((r) => (
            <li key={r.case}>
              <Link to="/cases/$case" params={{ case: r.case }}>
                <span className="m">
                  {datesSaid(r.step)}{" "}
                  <span className="t3">
                    {r.lines} {r.lines === 1 ? "line" : "lines"}
                  </span>
                </span>
                <span className="num m right">{showMoney(centsOf(r.stake), "estimate")}</span>
                <span className="sub">
                  <span className="mono">{r.number}</span> · {r.payer}
                </span>
                <span className="right">
                  <Due due={r.due} today={today} />
                </span>
              </Link>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
