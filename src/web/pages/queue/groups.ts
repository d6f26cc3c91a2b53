import { FEDERAL } from "#base/calendar.ts";
import { type Day, earlier, later, plusDays, weekday } from "#base/day.ts";
import type { QueueRow } from "#web/data/words.ts";

/** Rows by how near their last day is. Each group is a span of days, so the server can be asked for one after the other. */
export interface Span {
  readonly name: string;
  /** Orange is time, and nothing else. */
  readonly near: boolean;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
}

/** The day a case without a clock is filed under: no right is that far off. */
const NO_CLOCK = "2199-12-31" as Day;
const SOON = 10;

/** The spans in their order; one that holds no day is left out. */
export function spansOf(today: Day): readonly Span[] {
  const weekEnd = plusDays(today, (7 - weekday(today)) % 7);
  const soonEnd = later(FEDERAL.nthAfter(today, SOON), weekEnd);
  const spans: readonly Span[] = [
    { name: "Day has passed", near: false, from: undefined, to: plusDays(today, -1) },
    { name: "Lapses this week", near: true, from: today, to: weekEnd },
    { name: `Next ${SOON} business days`, near: false, from: plusDays(weekEnd, 1), to: soonEnd },
    { name: "Later", near: false, from: plusDays(soonEnd, 1), to: plusDays(NO_CLOCK, -1) },
    { name: "No clock", near: false, from: NO_CLOCK, to: undefined },
  ];
  return spans.filter((s) => s.from === undefined || s.to === undefined || s.from <= s.to);
}

/** A span and a filter of days together; undefined when no day is in both. */
export function narrowed(
  span: Span,
  from: string | undefined,
  to: string | undefined,
): Pick<Span, "from" | "to"> | undefined {
  const start =
    from === undefined ? span.from : span.from === undefined ? (from as Day) : later(span.from, from as Day);
  const end = to === undefined ? span.to : span.to === undefined ? (to as Day) : earlier(span.to, to as Day);
  return start !== undefined && end !== undefined && start > end ? undefined : { from: start, to: end };
}

/** Which span a row stands in, by number. */
export function spanOf(row: QueueRow, spans: readonly Span[]): number {
  const day = (row.due?.day ?? NO_CLOCK) as Day;
  const at = spans.findIndex((s) => (s.from === undefined || s.from <= day) && (s.to === undefined || day <= s.to));
  return at < 0 ? spans.length - 1 : at;
}

export interface Group {
  readonly span: Span;
  readonly rows: readonly QueueRow[];
  /** False while more of it may come. */
  readonly whole: boolean;
}

/** Rows under the heads of their spans, in the order they came; spans without rows are left out. */
export function groupsOf(rows: readonly QueueRow[], spans: readonly Span[], wholeBefore: number): readonly Group[] {
  const found = spans.map((): QueueRow[] => []);
  for (const row of rows) found[spanOf(row, spans)]?.push(row);
  return spans.flatMap((span, i) => {
    const of = found[i] ?? [];
    return of.length === 0 ? [] : [{ span, rows: of, whole: i < wholeBefore }];
  });
}
