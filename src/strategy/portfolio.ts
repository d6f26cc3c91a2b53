import { type Cents, cents, divide, greatest, usd, ZERO } from "#base/money.ts";
import type { MoveName } from "./flips.ts";
import { advisedOn, chosenBy } from "./plan.ts";
import type { PlanCase, Way } from "./plan-case.ts";
import type { Known } from "./priors.ts";
import type { TurnMove } from "./turn.ts";
import { type Worth, worthOf } from "./worth.ts";

/**
 * Many cases beside each other: what the best course of each brings beyond accepting, net of fees, delay and the
 * practice's own work, and what its next step takes of somebody's day.
 */

/** Business days of a week, today counted: a right that ends within them is decided by this week's list. */
export const WEEK_DAYS = 5;

/**
 * Minutes of staff a step takes. Escalating is what `handling` of the priors pays for; the rest are assumptions of November
 * 2026, shown with every figure that rests on them.
 */
export const STEP_MINUTES = { notice: 30, talk: 20, escalate: 90, accept: 5, wait: 2 } as const;

const { notice, talk, escalate, accept, wait } = STEP_MINUTES;

/** The same as a sentence, to stand where a sum of them does. */
export const STEP_MINUTES_SAID = `${notice} minutes for a notice, ${talk} to talk, ${escalate} for a dispute or an appeal, ${accept} to accept, ${wait} to wait, as assumed in November 2026`;

/** An hour of staff when the practice does not say: what the prior of $60 for an hour and a half comes to. */
export const STAFF_HOUR: Known<Cents> = {
  value: usd("40.00"),
  source: "prior: $60.00 for an hour and a half of a biller's work; the practice profile may say its own (staffHour)",
  prior: true,
};

/** One case as a planner sees it. */
export interface Prospect {
  /** Key of the case; breaks ties, and nothing else. */
  readonly id: string;
  /** What the figures choose. */
  readonly course: MoveName;
  /** False when the plan of the case would say `not enough to advise`; `held` says why. */
  readonly firm: boolean;
  readonly held: readonly string[];
  /** What is to be done on it next. */
  readonly step: string;
  /** Of a case that is negotiated: the move of its turn, and what is asked or taken by it. */
  readonly move?: TurnMove;
  readonly amount?: Cents;
  /** True when nothing is to be done until the other side has answered. */
  readonly waits?: boolean;
  /** What stands if it is accepted: the allowed amount, or the best offer that the payer made. */
  readonly accept: Cents;
  /** What the course brings in total, on average, in today's money; absent when nothing known puts a figure on it. */
  readonly value: Cents | undefined;
  /** Value beyond accepting, less the work of the step where the value does not count it yet. */
  readonly gain: Cents | undefined;
  /** Fees advanced to others when it comes to a dispute. */
  readonly fees: Cents;
  readonly days: number | undefined;
  readonly chance: number | undefined;
  readonly minutes: number;
  /** Business days left of the right that the course rests on, today counted. */
  readonly daysLeft: number | undefined;
  readonly right: string | undefined;
}

/** Work by the clock at a rate an hour; half cents up. */
export const workCost = (minutes: number, hour: Cents): Cents =>
  cents(divide(hour * BigInt(Math.round(minutes)), 60n, "half-up"));

/** The case with the practice's own rate in the place of the prior for the work on a dispute. */
export function atStaffRate(c: PlanCase, hour: Known<Cents>): PlanCase {
  if (hour.prior) return c;
  const handling = {
    value: workCost(STEP_MINUTES.escalate, hour.value),
    source: `${STEP_MINUTES.escalate} minutes of staff, ${hour.source}`,
    prior: false,
  };
  return { ...c, priors: { ...c.priors, handling } };
}

/** The open road that the course rests on: the best, or where none has a figure the one that ends first. */
export function roadOf(c: PlanCase, w: Worth): Way | undefined {
  const best = c.ways.find((x) => x.open && x.id === w.ways[0]?.id);
  const open = c.ways.filter((x) => x.open);
  return (
    best ??
    open.reduce<Way | undefined>((m, x) => ((x.daysLeft ?? Infinity) < (m?.daysLeft ?? Infinity) ? x : m), open[0])
  );
}

/** Whether the next step on a road is the notice that opens it. */
export const isNotice = (road: Way | undefined): boolean => road?.id === "federal IDR" && !road.ready;

function stepOf(course: MoveName, road: Way | undefined): { readonly step: string; readonly minutes: number } {
  if (course === "accept") return { step: "Accept what was paid and close", minutes: STEP_MINUTES.accept };
  if (course === "escalate" && !isNotice(road))
    return { step: road?.step ?? road?.label ?? "Escalate", minutes: STEP_MINUTES.escalate };
  return isNotice(road)
    ? { step: road?.step ?? "Send the open negotiation notice", minutes: STEP_MINUTES.notice }
    : { step: "Ask the payer for more", minutes: STEP_MINUTES.talk };
}

export interface ProspectTerms {
  readonly hour: Known<Cents>;
  /** The best offer of the payer that stands. */
  readonly offer?: Cents;
  /** False when nobody will ask whether the figures are enough to advise, which is most of the work; `held` is then empty. */
  readonly advises?: boolean;
}

function courseValue(course: MoveName, w: Worth, accept: Cents): Cents | undefined {
  if (course === "accept") return accept;
  return course === "counter" ? w.counter?.value : w.ways[0]?.value;
}

/** One case as a prospect. Pure; the same advice as its plan gives. */
export function prospectOf(id: string, given: PlanCase, { hour, offer, advises = true }: ProspectTerms): Prospect {
  const c = atStaffRate(given, hour);
  const w = worthOf(c);
  const { chosen, held } = advises ? advisedOn(c, w) : { chosen: chosenBy(c, w), held: [] };
  const accept = greatest(w.accept, offer ?? ZERO);
  const better = courseValue(chosen, w, accept);
  const course = better !== undefined && better <= accept ? "accept" : chosen;
  const road = roadOf(c, w);
  const { step, minutes } = stepOf(course, road);
  const value = courseValue(course, w, accept);
  // What is filed counts its work already; asking does not.
  const work = course === "escalate" && !isNotice(road) ? ZERO : workCost(minutes, hour.value);
  const known = course !== "accept" || w.counter !== undefined || w.ways.length > 0;
  const gain = value === undefined || !known ? undefined : course === "accept" ? ZERO : cents(value - accept - work);
  return {
    ...{ id, course, held, step, accept, minutes },
    firm: held.length === 0,
    value: known ? value : undefined,
    gain,
    fees: course === "accept" ? ZERO : (w.ways[0]?.fees ?? ZERO),
    days: course === "accept" ? 0 : course === "counter" ? c.priors.talkDays.value : w.ways[0]?.days,
    chance: course === "accept" ? 1 : course === "counter" ? w.counter?.chance : w.ways[0]?.chance,
    daysLeft: road?.daysLeft,
    right: road?.step ?? road?.label,
  };
}
