import type { Day } from "#base/day.ts";
import { counted, daySpan, longDay } from "./wording.ts";

/** What a single case agreement says beyond its price. What nobody gave is absent, and the paper does not say it. */
export interface CaseAgreement {
  /** First and last day of service it covers. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly authorization: string | undefined;
  readonly claimsTo: string | undefined;
  /** Days from the service within which a claim is in time. */
  readonly fileWithin: number | undefined;
  readonly searches: readonly GapSearch[];
}

/** One look for a network provider: who looked, when and where, and what was found. */
export interface GapSearch {
  readonly by: string;
  readonly on: Day;
  readonly directory: string;
  readonly found: string;
  /** To the nearest provider found, and until its first appointment; unknown when absent. */
  readonly miles: number | undefined;
  readonly waitDays: number | undefined;
}

/** The terms as sentences, in the order of the paper. */
export function agreementSaid(a: CaseAgreement): readonly string[] {
  const { from, to } = a;
  const span =
    from !== undefined && to !== undefined
      ? `It covers services furnished ${from === to ? "on" : "from"} ${daySpan(from, to)}.`
      : from !== undefined
        ? `It covers services furnished from ${longDay(from)} on.`
        : to !== undefined && `It covers services furnished through ${longDay(to)}.`;
  const said: (string | false)[] = [
    span,
    a.authorization !== undefined && `The plan authorized the services under number ${a.authorization}.`,
    a.claimsTo !== undefined && `Claims are sent to: ${a.claimsTo}`,
    a.fileWithin !== undefined && `A claim is in time within ${counted(a.fileWithin, "day")} of the service.`,
  ];
  return said.filter((s) => s !== false);
}

/** A search as proof of the gap, with whoever made it as its source. */
export function searchSaid(s: GapSearch): string {
  const known = [
    s.miles !== undefined && `the nearest lies ${counted(s.miles, "mile")} away`,
    s.waitDays !== undefined && `the first appointment is ${counted(s.waitDays, "day")} out`,
  ].filter((k) => k !== false);
  return `${[`${s.directory}: ${s.found.replace(/[.;]+$/, "")}`, ...known].join("; ")} (searched by ${s.by}, ${longDay(s.on)}).`;
}

/** What contradicts itself, the claim or the calendar, one sentence each. */
export function agreementWrong(
  a: CaseAgreement,
  lines: readonly { readonly number: number; readonly date: Day | undefined }[],
  today: Day,
): readonly string[] {
  const { from, to } = a;
  if (from !== undefined && to !== undefined && to < from)
    return [`The last day of service, ${longDay(to)}, lies before the first, ${longDay(from)}.`];
  const outside = lines.flatMap(({ number, date }) =>
    date !== undefined && ((from !== undefined && date < from) || (to !== undefined && date > to))
      ? [`Line ${number} of ${longDay(date)} lies outside the days of the agreement.`]
      : [],
  );
  const ahead = a.searches.flatMap((s) =>
    s.on > today ? [`The search of ${s.directory} is dated ${longDay(s.on)}, which is still to come.`] : [],
  );
  return [...outside, ...ahead];
}
