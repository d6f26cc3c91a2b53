import { daysLeft } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import { type Cents, sum } from "#base/money.ts";
import { type Desk, type Due, duesOf } from "./due.ts";
import type { Person } from "./event.ts";
import { type Receivable, receivableOf } from "./expected.ts";
import { compare, rightsUncounted } from "./finding.ts";
import { type CaseView, isSnoozed } from "./state.ts";
import { type Turn, turnOf } from "./turn.ts";

/** A case as a row of the work list, as of a day. */
export interface Work {
  readonly number: string;
  readonly claim: string;
  readonly owner: Person | undefined;
  /** Whom something of it waits for now, by id: a task of theirs, or a question to them. */
  readonly awaits: readonly string[];
  readonly open: boolean;
  readonly turn: Turn;
  readonly snoozedUntil: Day | undefined;
  readonly held: boolean;
  /** Expected dollars lost if untouched today: the order of the list. */
  readonly lost: Cents;
  readonly dues: readonly Due[];
  readonly receivable: Receivable;
  /** Some right's clock may run though nobody can count it. */
  readonly uncounted: boolean;
}

export function workOf(view: CaseView, desk: Desk): Work {
  const receivable = receivableOf(view, desk.today);
  const dues = duesOf(view, receivable, desk);
  const open = view.phase.is === "open" ? view.phase : undefined;
  return {
    number: view.number,
    claim: view.claim,
    owner: view.owner,
    awaits: awaitedBy(view, desk.today),
    open: open !== undefined,
    turn: turnOf(view, receivable.expected, desk.today, desk.followUp),
    snoozedUntil: isSnoozed(view, desk.today) ? open?.snooze?.until : undefined,
    held: open?.hold !== undefined,
    lost: sum(dues.map((d) => d.lost)),
    dues,
    receivable,
    uncounted: rightsUncounted(view.finding).length > 0,
  };
}

/** Tasks without a day wait at once, those with one when it is near. */
function awaitedBy({ tasks, thread }: CaseView, today: Day): readonly string[] {
  const near = (day: Day | undefined): boolean => day === undefined || daysLeft(today, day) <= NOW;
  const ids = [
    ...tasks.flatMap((t) => (t.done === undefined && t.for !== undefined && near(t.due) ? [t.for.id] : [])),
    ...thread.flatMap((q) => (q.answered === undefined && near(q.answerBy) ? [q.to.id] : [])),
  ];
  return [...new Set(ids)].sort();
}

/** The largest loss first; then what is due first; then by case number, so that no two rows are equal. */
export function byLoss(a: Work, b: Work): number {
  if (a.lost !== b.lost) return a.lost > b.lost ? -1 : 1;
  const days = compare(a.dues[0]?.day ?? "9999", b.dues[0]?.day ?? "9999");
  return days !== 0 ? days : compare(a.number, b.number);
}

export const TABS = [
  "my day",
  "expiring rights",
  "our turn",
  "waiting on payer",
  "waiting on records",
  "needs a fact",
  "paid wrong",
  "team",
] as const;
export type Tab = (typeof TABS)[number];

/** Business days, today counted: a right this close stands on its tab; a thing this close stands on its owner's day. */
export const SOON = 10;
export const NOW = 3;

const within = (d: Due, days: number): boolean => d.daysLeft !== undefined && d.daysLeft <= days;

const isNow = (work: Work): boolean => work.dues.some((d) => d.kind !== "snooze" && within(d, NOW));

const PAID_WRONG: ReadonlySet<string> = new Set(["late", "short", "over"]);

const isPaidWrong = ({ receivable: { expected, unmatched } }: Work): boolean =>
  expected.some((e) => PAID_WRONG.has(e.state)) || (expected.length > 0 && unmatched.length > 0);

/**
 * Whether a case stands on a tab. Snoozed and held cases rest, except where a deadline would then fail silently: a right
 * that ends soon is shown all the same, and so is the question for a clock that nobody can count.
 */
export function isOn(tab: Tab, work: Work, me: string): boolean {
  if (!work.open) return false;
  const rests = work.held || work.snoozedUntil !== undefined;
  switch (tab) {
    case "my day":
      return !rests && ((work.owner?.id === me && (work.turn.of === "us" || isNow(work))) || work.awaits.includes(me));
    case "expiring rights":
      return work.dues.some((d) => d.kind === "right" && within(d, SOON));
    case "our turn":
      return !rests && work.turn.of === "us";
    case "waiting on payer":
      return !rests && work.turn.of === "payer";
    case "waiting on records":
      return !rests && work.turn.of === "records";
    case "needs a fact":
      return (!rests || work.uncounted) && work.dues.some((d) => d.kind === "question");
    case "paid wrong":
      return !rests && isPaidWrong(work);
    case "team":
      return true;
  }
}

/** The rows of a tab in the order of the list. */
export const listOf = (tab: Tab, works: readonly Work[], me: string): readonly Work[] =>
  works.filter((w) => isOn(tab, w, me)).sort(byLoss);
