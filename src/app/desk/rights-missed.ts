import type { Day } from "#base/day.ts";
import { type Cents, sum } from "#base/money.ts";
import type { CaseFinding } from "#case/event.ts";
import type { CaseState } from "#case/state.ts";
import { deadlineOf } from "#law/library.ts";

/**
 * Rights that ended while a case was ours to act on: the day through which a line's dollars hung on a right passed, the case
 * stood open, nothing was agreed for the line, and by that day no answer had put another right in its place. What had lapsed
 * before the claim came in is no right missed here.
 */
export interface MissedRight {
  readonly right: string;
  readonly label: string;
  readonly last: Day;
  readonly stake: Cents;
  readonly lines: readonly number[];
}

interface Standing {
  readonly from: Day;
  readonly finding: CaseFinding;
}

/** What was said of the claim from which day on; an undone answer was still what people saw until it was undone. */
function findingsOf({ log }: CaseState): readonly Standing[] {
  return log.flatMap((e): readonly Standing[] => {
    switch (e.type) {
      case "opened":
      case "evaluated again":
      case "fact answered":
      case "fact withdrawn":
        return [{ from: e.on, finding: e.body.finding }];
      case "superseded":
        return e.body.finding === undefined ? [] : [{ from: e.on, finding: e.body.finding }];
      default:
        return [];
    }
  });
}

/** Spans of days on which the case stood closed; the last has no end while it is closed. */
function closedOn({ log }: CaseState, on: Day): boolean {
  let closed = false;
  for (const e of log) {
    if (e.on > on) break;
    if (e.type === "closed") closed = true;
    if (e.type === "reopened") closed = false;
  }
  return closed;
}

const agreedBy = (state: CaseState, on: Day): ReadonlySet<number> =>
  new Set(
    (state.view?.agreements ?? [])
      .filter((a) => a.agreed <= on && (a.superseded === undefined || a.superseded.on > on))
      .flatMap((a) => a.lines.map((l) => l.line)),
  );

/** The rights of a case that ended in `[from, to]`, and before `today`, with nothing done. */
export function missedOf(
  state: CaseState,
  { from, to, today }: { readonly from: Day; readonly to: Day; readonly today: Day },
): readonly MissedRight[] {
  const findings = findingsOf(state);
  const missed = new Map<string, { right: string; last: Day; stakes: Cents[]; lines: number[] }>();
  const seen = new Set<string>();
  for (const { finding } of findings)
    for (const { loss, number } of finding.lines) {
      if (loss === undefined || loss.last < from || loss.last > to || loss.last >= today) continue;
      const { right, last } = loss;
      const key = `${right} ${last} ${number}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const then = findings.findLast((f) => f.from <= last)?.finding;
      const line = then?.lines.find((l) => l.number === number);
      if (line?.loss?.right !== right || line.loss.last !== last) continue;
      if (closedOn(state, last) || agreedBy(state, last).has(number)) continue;
      const of = missed.get(`${right} ${last}`) ?? { right, last, stakes: [], lines: [] };
      of.stakes.push(line.stake);
      of.lines.push(number);
      missed.set(`${right} ${last}`, of);
    }
  return [...missed.values()].map(({ right, last, stakes, lines }) => ({
    right,
    label: deadlineOf(right)?.label ?? right,
    last,
    stake: sum(stakes),
    lines,
  }));
}
