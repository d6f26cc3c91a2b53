import { type Cents, cents, divide, usd } from "#base/money.ts";
import type { MoveName } from "./moves.ts";
import type { PlanCase, Way } from "./plan-case.ts";
import type { Known } from "./priors.ts";
import type { TurnMove } from "./turn.ts";
import type { Worth } from "./worth.ts";

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

export interface ProspectTerms {
  readonly hour: Known<Cents>;
  /** False when nobody will ask whether the figures are enough to advise, which is most of the work; `held` is then empty. */
  readonly advises?: boolean;
}
