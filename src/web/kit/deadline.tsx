import type { ReactNode } from "react";
import type { Day } from "#base/day.ts";
import { Button } from "./button.tsx";
import { boxWord, calendarWeeks, combDays, dayOfPeriod, daysLeft, holidaysWithin, nearness } from "./comb-days.ts";
import { sayDay, showDate, showDay, showMonth } from "./day-words.ts";
import { useReveal } from "./reveal.tsx";
import "./deadline.css";

export interface Deadline {
  /** What must be done by then: "Send notice". */
  readonly what: string;
  readonly due: Day;
  /** First day of the period; without it there is no comb. */
  readonly starts?: Day | undefined;
  /** Why it starts then, in a sentence: "First payment received Oct 15." */
  readonly because?: ReactNode;
  readonly rule?: ReactNode;
  readonly proof?: ReactNode;
  /** Where the count is disputed: both readings, in a sentence. Parley acts on the earlier. */
  readonly disputed?: ReactNode;
  readonly copyToCalendar?: () => void;
  readonly disputeStart?: () => void;
}

/** Width of a tooth and of the step from one to the next, in pixels. */
const TOOTH = 2;
const STEP = 4;

/** One tick per business day; today is the tall one. */
export function Comb({ starts, due, today }: { readonly starts: Day; readonly due: Day; readonly today: Day }) {
  const teeth = combDays(starts, due, today);
  const { n, of } = dayOfPeriod(starts, due, today);
  const near = nearness(daysLeft(today, due));
  const hot = near === "hot" || near === "today";
  return (
    <svg className="comb" width={teeth.length * STEP} height={10} role="img" aria-label={`Business day ${n} of ${of}`}>
      {teeth.map((t, i) => (
        <rect
          key={t.day}
          x={i * STEP}
          y={t.is === "today" ? 0 : 3}
          width={TOOTH}
          height={t.is === "today" ? 10 : 6}
          className={`${t.is}${hot ? " hot" : ""}`}
        />
      ))}
    </svg>
  );
}

/** Monday to Friday with a count in each cell; holidays hatched and struck. */
export function CountedDays({ starts, due, today }: { readonly starts: Day; readonly due: Day; readonly today: Day }) {
  const weeks = calendarWeeks(starts, due, today);
  return (
    <table className="counted">
      <caption className="vh">Business days counted</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="vh">Month</span>
          </th>
          {["Mon", "Tue", "Wed", "Thu", "Fri"].map((d) => (
            <th key={d} scope="col">
              {d}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, i) => {
          const month = showMonth(week[0]?.day ?? due);
          const first = i === 0 || month !== showMonth(weeks[i - 1]?.[0]?.day ?? due);
          return (
            <tr key={week[0]?.day}>
              <th scope="row">{first ? month : <span className="vh">{month}</span>}</th>
              {week.map((c) => (
                <td key={c.day} className={c.is}>
                  <span>
                    <span className="date">{Number(c.day.slice(8))}</span>
                    {c.n !== undefined && <b>{c.n}</b>}
                    {c.is === "holiday" && <span className="vh">holiday</span>}
                  </span>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Opened({ of, today }: { readonly of: Deadline; readonly today: Day }) {
  const { starts } = of;
  const skipped = starts === undefined ? [] : holidaysWithin(starts, of.due);
  const at = starts === undefined ? undefined : dayOfPeriod(starts, of.due, today);
  const rows = [
    ["Skipped", skipped.length === 0 ? undefined : skipped.map(showDate).join(", ")],
    ["Counting", of.disputed],
    ["Rule", of.rule],
    ["Proof", of.proof],
  ] as const;
  return (
    <>
      <h3>
        {of.what} by {sayDay(of.due)}
      </h3>
      <p className="t2 mt1">
        {of.because} {at !== undefined && `Today is day ${at.n} of ${at.of}.`}
      </p>
      {starts !== undefined && <CountedDays starts={starts} due={of.due} today={today} />}
      <dl>
        {rows.map(([name, text]) =>
          text === undefined ? null : (
            <div className="dl-row" key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
      <div className="row wrap mt3">
        {of.copyToCalendar !== undefined && (
          <Button size="small" onClick={of.copyToCalendar}>
            Copy to calendar
          </Button>
        )}
        {of.disputeStart !== undefined && (
          <Button size="small" kind="quiet" onClick={of.disputeStart}>
            Dispute the start date
          </Button>
        )}
      </div>
    </>
  );
}

/** What the chip shows by its box, in words, after the day. */
function sayLeft(of: Deadline, today: Day): string {
  const left = daysLeft(today, of.due);
  const at = of.starts === undefined ? undefined : dayOfPeriod(of.starts, of.due, today);
  const day = at === undefined ? "" : `, day ${at.n} of ${at.of}`;
  if (left === undefined) return `: the day has passed${day}`;
  return `${left === 0 ? " is the last day" : ` business ${left === 1 ? "day" : "days"} left`}${day}`;
}

/** The chip `[3] Fri, Nov 27`, which opens to a calendar with the count on each day. */
export function DeadlineChip({
  of,
  today,
  comb = false,
}: {
  readonly of: Deadline;
  readonly today: Day;
  readonly comb?: boolean;
}) {
  const left = daysLeft(today, of.due);
  const near = nearness(left);
  const reveal = useReveal({
    label: `${of.what} by ${sayDay(of.due)}`,
    width: 330,
    content: () => <Opened of={of} today={today} />,
  });
  return (
    <>
      <button type="button" className={`due ${near}`} {...reveal}>
        <span className="vh">{of.what} by </span>
        {near === "gone" ? showDate(of.due) : showDay(of.due)}
        <span className="vh">, </span>
        <b>{boxWord(left)}</b>
        <span className="vh">{sayLeft(of, today)}</span>
      </button>
      {comb && of.starts !== undefined && near !== "gone" && <Comb starts={of.starts} due={of.due} today={today} />}
    </>
  );
}

/** No start is known, so no day is: opens the question that would settle it. */
export const NoDeadline = ({ ask }: { readonly ask: () => void }) => (
  <button type="button" className="due" onClick={ask}>
    <b>?</b>
    after one fact
  </button>
);
