import { Link } from "@tanstack/react-router";
import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays } from "#base/day.ts";
import type { Cents } from "#base/money.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { HeatTable, WINDOWS } from "#web/kit/bars.tsx";
import { weights } from "#web/kit/heat.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { Said } from "#web/kit/said.tsx";
import { ListLink } from "./list-link.tsx";
import type { MoneyMap } from "./sums.ts";

/** First and last of the business days left of each window, counted from today; the last window has no end. */
const ENDS: readonly (readonly [number, number | undefined])[] = [
  [0, 3],
  [4, 10],
  [11, 20],
  [21, 30],
  [31, undefined],
];

/** The list of a cell: cases whose next right is this one and ends within the window. */
function listOf(right: string, window: number, asOf: Day): string {
  const base = `tab=team&right=${encodeURIComponent(right)}`;
  const ends = ENDS[window - 1];
  if (ends === undefined) return "list=lines&class=expired";
  const [from, to] = ends;
  const first = from === 0 ? asOf : FEDERAL.nthAfter(asOf, from);
  const last = to === undefined ? "" : `&endsTo=${plusDays(FEDERAL.nthAfter(asOf, to + 1), -1)}`;
  return `${base}&endsFrom=${first}${last}`;
}

function BillAging({ map }: { readonly map: MoneyMap }) {
  const amounts = map.billAging.map((b) => centsOf(b.stake));
  const flex = weights(amounts);
  return (
    <>
      <div className="h2row mt6">
        <h2>Bill aging</h2>
        <span className="sm">The same dollars by calendar days since the service</span>
      </div>
      <ol className="bill-aging">
        {map.billAging.map((b, i) => (
          <li key={b.label} style={{ flexGrow: flex[i], "--share": `${28 + i * 18}%` }}>
            <i />
            <span className="sub">{b.label}</span>
            <span className="num m sm">{showMoney(amounts[i] as Cents, "estimate")}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Dollars by right and by business days left; a cell opens its list. Below it the same dollars by age of the bill. */
export function RightsAging({ map }: { readonly map: MoneyMap }) {
  const asOf = dayOf(map.asOf);
  const rows = map.rights.map((r) => ({
    key: r.id,
    name: r.label,
    note: r.note,
    cells: r.cells.map((c) => ({ cents: centsOf(c.stake), lines: c.lines })),
  }));
  return (
    <section aria-label="Rights and bills by age">
      <div className="h2row">
        <h2>Rights aging</h2>
        <span className="sm">
          Dollars by <Said word="right" />, by business <Said word="days left" />
        </span>
        <Link className="end" to="/calendar">
          Open calendar
        </Link>
      </div>
      {rows.length === 0 ? (
        <p className="sm t2">
          No right is running. Dates appear when a claim has an answer and a law gives it a window.
        </p>
      ) : (
        <HeatTable
          rows={rows}
          cell={(row, window, inside) => (
            <ListLink list={listOf(row.key, window, asOf)}>
              <span className="vh">
                {row.name}, {WINDOWS[window]}:{" "}
              </span>
              {inside}
            </ListLink>
          )}
        />
      )}
      {map.billAging.length > 0 && <BillAging map={map} />}
    </section>
  );
}
