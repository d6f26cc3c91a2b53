import { FEDERAL } from "#base/calendar.ts";
import type { Day } from "#base/day.ts";
import type { AskedAct } from "./event.ts";
import type { Approval, CaseView } from "./state.ts";

/**
 * Whether an approval still stands. It ends after two business days, with another offer of either side, with an agreement,
 * and with its case.
 */

export const APPROVAL_STATES = ["waiting", "given", "refused", "withdrawn", "ended", "used"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Business days after the day it was asked, or given, on which an approval still stands. */
export const APPROVAL_DAYS = 2;

/** The last day for what is asked, or given, on a day. */
export const approvalEnds = (on: Day): Day => FEDERAL.nthAfter(on, APPROVAL_DAYS);

/** Why an approval that waits or was given stands no more; undefined while it does. */
export function endedBecause(view: CaseView, a: Approval, today: Day): string | undefined {
  if (a.state !== "waiting" && a.state !== "given") return undefined;
  if (view.offers.length !== a.offersThen) return "another offer was made since";
  if (view.agreements.some((g) => g.event > a.event)) return "an agreement was entered since";
  if (today > a.ends) return `its last day was ${a.ends}`;
  return view.phase.is === "closed" ? "the case is closed" : undefined;
}

/** Its state as of a day. */
export const approvalState = (view: CaseView, a: Approval, today: Day): ApprovalState =>
  endedBecause(view, a, today) === undefined ? a.state : "ended";

const sorted = (value: unknown): unknown => {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([, v]) => v !== undefined && v !== false)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => [k, sorted(v)]);
};

/** What an approval is read for. By which way it goes, until when, and with which reasons may be settled after. */
const figures = ({ way: _, expires: __, reasons: ___, ...act }: AskedAct): unknown => sorted(act);

/** Whether two acts are one and the same in every figure and term: an approval holds for what was read, and no other. */
export const sameAct = (a: AskedAct, b: AskedAct): boolean => JSON.stringify(figures(a)) === JSON.stringify(figures(b));
