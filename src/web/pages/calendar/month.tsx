import { type Day, weekday } from "#base/day.ts";
import { type Cents, greatest, ZERO } from "#base/money.ts";
import type { Answer } from "#web/data/paths.ts";
import { centsOf, dayOf } from "#web/data/wire.ts";
import { sayDay, showDate, showMonth } from "#web/kit/day-words.ts";
import { tint } from "#web/kit/heat.ts";
import { showMoney } from "#web/kit/money-words.ts";
import { useReveal } from "#web/kit/reveal.tsx";
import { arithmetic, dayOfPeriod, daysOfWeek, type Shown } from "./weeks.ts";

export type CalendarDay = Answer<"getCalendar">["days"][number];

/** Days by their text, and the closed weekdays by name. */
export interface Board {
  readonly days: ReadonlyMap<string, CalendarDay>;
  readonly holidays: ReadonlyMap<Day, string>;
  readonly most: Cents;
}

export function boardOf(days: readonly CalendarDay[]): Board {
  return {
    days: new Map(days.map((d) => [d.day, d])),
    holidays: new Map(days.flatMap((d) => (d.holiday === null ? [] : [[dayOf(d.day), d.holiday] as const]))),
    most: days.reduce((a, d) => greatest(a, centsOf(d.dollars)), ZERO),
  };
}

const cases = (n: number): string => `${n} ${n === 1 ? "case" : "cases"}`;

interface CellProps {
  readonly day: Day;
  readonly board: Board;
  readonly today: Day;
  readonly isChosen: boolean;
  readonly isOther: boolean;
  readonly shown: number;
  readonly choose: (day: Day) => void;
}

/** Of the rights that end on a day and run in business days: on which of them today is. */
function Periods({ of, today }: { readonly of: CalendarDay; readonly today: Day }) {
  const said = of.first.flatMap((d) => {
    const stands = d.businessDays === null ? undefined : dayOfPeriod(today, dayOf(of.day), d.businessDays);
    return stands === undefined ? [] : [{ number: d.number, what: d.what, stands }];
  });
  if (said.length === 0) return null;
  return (
    <ul className="sm mt2">
      {said.map((s) => (
        <li key={`${s.number} ${s.what}`}>
          <span className="mono">{s.number}</span> {s.stands}
        </li>
      ))}
    </ul>
  );
}

function Working({
  day,
  of,
  board,
  today,
}: { readonly day: Day; readonly of: CalendarDay | undefined } & Pick<CellProps, "board" | "today">) {
  return (
    <>
      <h3>{sayDay(day)}</h3>
      <p className="sm t2 mt1">{arithmetic(today, day, board.holidays)}.</p>
      {of !== undefined && of.count > 0 && (
        <p className="sm mt2">
          {cases(of.count)} due, {showMoney(centsOf(of.dollars), "sum")} at stake.
        </p>
      )}
      {of !== undefined && <Periods of={of} today={today} />}
      <p className="xs t3 mt2">Dates come from law and are not moved by hand. A right is used by its last safe day.</p>
    </>
  );
}

function Cell({ day, board, today, isChosen, isOther, shown, choose }: CellProps) {
  const of = board.days.get(day);
  const holiday = board.holidays.get(day);
  const dollars = of === undefined ? ZERO : centsOf(of.dollars);
  const count = of?.count ?? 0;
  const said = `${sayDay(day)}, ${arithmetic(today, day, board.holidays)}${holiday === undefined ? "" : `, ${holiday}, not a business day`}, ${count === 0 ? "nothing due" : `${cases(count)}, ${showMoney(dollars, "estimate")}`}`;
  const { onMouseEnter, onMouseLeave } = useReveal({
    label: said,
    width: 290,
    content: () => <Working day={day} of={of} board={board} today={today} />,
  });
  const near = day >= today && count > 0;
  const looks = [
    "day",
    holiday === undefined ? "" : "closed",
    weekday(day) % 6 === 0 ? "rest" : "",
    isOther ? "other" : "",
    day === today ? "now" : "",
    day < today ? "gone" : "",
    near ? "has-due" : "",
    isChosen ? "chosen" : "",
  ];
  return (
    <td className={looks.filter((l) => l !== "").join(" ")} style={{ "--a": near ? tint(dollars, board.most) : 0 }}>
      <button
        type="button"
        data-reveal
        onMouseEnter={onMouseEnter}
        onMouseLeave={onMouseLeave}
        aria-pressed={isChosen}
        onClick={() => choose(day)}
      >
        <span className="vh">
          {sayDay(day)}, {arithmetic(today, day, board.holidays)}:{" "}
        </span>
        <span className="date">{day.endsWith("-01") ? showDate(day) : Number(day.slice(8))}</span>
        {holiday !== undefined && <span className="xs holiday">{holiday}</span>}
        {count > 0 && (
          <span className="sums">
            <b className="num">{showMoney(dollars, "estimate")}</b>
            <span className="sub">{cases(count)}</span>
          </span>
        )}
        {of?.first.slice(0, shown).map((d) => (
          <span key={`${d.case} ${d.what}`} className="thing xs">
            <span className="mono">{d.number}</span> {d.what}
          </span>
        ))}
      </button>
    </td>
  );
}

const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const SHOWN = { month: 0, week: 6 } as const;

/** Monday to Friday, week under week, and the weekends where something is due on one. Arrow keys move by a day or a week; holidays stand hatched with their name. */
export function Weeks({
  view,
  weeks,
  board,
  today,
  month,
  chosen,
  choose,
}: {
  readonly view: "month" | "week";
  readonly weeks: Shown;
  readonly board: Board;
  readonly today: Day;
  readonly month: Day;
  readonly chosen: Day | undefined;
  readonly choose: (day: Day) => void;
}) {
  return (
    <table
      className={weeks.days === 7 ? `weeks ${view} whole` : `weeks ${view}`}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -weeks.days, ArrowDown: weeks.days }[event.key];
        if (by === undefined) return;
        const all = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("td button")];
        const next = all[all.indexOf(document.activeElement as HTMLButtonElement) + by];
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
      }}
    >
      <caption className="vh">Dollars and cases due, by day</caption>
      <thead>
        <tr>
          {NAMES.slice(0, weeks.days).map((n) => (
            <th key={n} scope="col">
              {n}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.mondays.map((monday) => (
          <tr key={monday}>
            {daysOfWeek(monday, weeks.days).map((d) => (
              <Cell
                key={d}
                day={d}
                board={board}
                today={today}
                isChosen={d === chosen}
                isOther={view === "month" && showMonth(d) !== showMonth(month)}
                shown={SHOWN[view]}
                choose={choose}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
