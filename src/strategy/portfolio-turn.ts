import { check } from "#base/check.ts";
import { type Cents, cents, greatest, showUsd, ZERO } from "#base/money.ts";
import type { MoveName } from "./moves.ts";
import type { NegotiationState } from "./negotiation.ts";
import { advisedOn } from "./plan.ts";
import type { Way } from "./plan-case.ts";
import {
  atStaffRate,
  isNotice,
  type Prospect,
  type ProspectTerms,
  roadOf,
  STEP_MINUTES,
  workCost,
} from "./portfolio.ts";
import { type Change, changedBy, hourUnder, pursuedOnly } from "./portfolio-change.ts";
import { takesStanding } from "./standing-offer.ts";
import { nextTurn, type Turn } from "./turn.ts";

/** A case that is negotiated, as a prospect: its course, step and amount are those of the turn that the case itself shows. */

/** A negotiation as a planner is given it. Plain data: it travels between threads. */
export interface TurnCase {
  readonly id: string;
  /** The payer's name, by which a change may be about it. */
  readonly payer?: string;
  /** Sound: whoever made it has asked. */
  readonly state: NegotiationState;
  /** Their offer that may still be taken. */
  readonly stands?: Cents;
  /** Why nothing is advised on this case, whatever its figures say. */
  readonly silent?: string;
}

interface Doing {
  readonly course: MoveName;
  readonly step: string;
  readonly minutes: number;
  /** Nothing is to be done until they have answered. */
  readonly waits?: true;
}

/** What is asked, or what our last ask says still. */
function holding({ standing, because }: Turn, renews: boolean): Doing {
  const { ourLast, waiting, bid } = standing;
  if (renews) return { course: "accept", step: `Ask them to renew their ${showUsd(bid)}`, minutes: STEP_MINUTES.talk };
  if (ourLast === undefined || because.endsWith("a person must look"))
    return { course: "counter", step: "A person must look", minutes: STEP_MINUTES.talk };
  const step = waiting ? `Wait for their answer to ${showUsd(ourLast)}` : `Hold at ${showUsd(ourLast)}`;
  return { course: "counter", step, minutes: STEP_MINUTES.wait, waits: true };
}

function doingOf(turn: Turn, road: Way | undefined, renews: boolean): Doing {
  const amount = turn.amount === undefined ? "" : showUsd(turn.amount);
  switch (turn.move) {
    case "accept":
      return { course: "accept", step: `Accept their ${amount}`, minutes: STEP_MINUTES.accept };
    case "walk":
      return { course: "accept", step: "Accept what was paid and close", minutes: STEP_MINUTES.accept };
    case "escalate": {
      const minutes = isNotice(road) ? STEP_MINUTES.notice : STEP_MINUTES.escalate;
      return { course: "escalate", step: road?.step ?? road?.label ?? turn.wayOut.label, minutes };
    }
    case "hold":
      return holding(turn, renews);
    default: {
      const what = turn.move === "open" ? "Open" : "Counter";
      return isNotice(road)
        ? { course: "counter", step: `${road?.step ?? road?.label}, asking ${amount}`, minutes: STEP_MINUTES.notice }
        : { course: "counter", step: `${what} at ${amount}`, minutes: STEP_MINUTES.talk };
    }
  }
}

/** What is known to bring something: the turn's own figure, and none where nothing known puts a figure on it. */
function broughtBy({ move, amount, value, worth }: Turn): Cents | undefined {
  if (move === "accept") return amount;
  return worth.target === undefined && worth.ways.length === 0 ? undefined : value;
}

/** One negotiation as a prospect. Pure; the same move and amount as its own turn. */
export function prospectOfTurn(of: TurnCase, { hour, advises = true }: ProspectTerms): Prospect {
  const made = nextTurn(of.state);
  check(made.ok, "a state that was sound gives a turn");
  const turn = takesStanding(made.value, of.stands);
  const { planCase } = of.state;
  const road = planCase.ways.find((w) => w.open && w.id === turn.wayOut.id) ?? roadOf(planCase, turn.worth);
  const doing = doingOf(turn, road, made.value.move === "accept");
  const { course, step, minutes, waits } = doing;
  const held = !advises ? [] : of.silent === undefined ? advisedOn(of.state, turn).held : [of.silent];
  // What is taken brings what it adds to what was allowed; what goes on, what it adds to what could be taken.
  const accept = turn.move === "accept" ? turn.worth.accept : greatest(turn.worth.accept, of.stands ?? ZERO);
  const value = broughtBy(turn);
  const counted = turn.move === "escalate" && !isNotice(road);
  const work = counted ? ZERO : workCost(minutes, hour.value);
  const gain = value === undefined ? undefined : turn.move === "walk" ? ZERO : cents(value - accept - work);
  const done = course === "accept" ? { days: 0, chance: 1 } : undefined;
  return {
    ...{ id: of.id, course, held, step, accept, minutes, value, gain, move: turn.move },
    ...(turn.amount === undefined ? {} : { amount: turn.amount }),
    ...(waits === undefined ? {} : { waits }),
    firm: held.length === 0,
    fees: done === undefined ? turn.wayOut.fees : ZERO,
    days: done?.days ?? (course === "counter" ? planCase.priors.talkDays.value : turn.wayOut.days),
    chance: done?.chance ?? (course === "counter" ? turn.step.agreement : turn.wayOut.chance),
    daysLeft: road?.daysLeft,
    right: road?.step ?? road?.label,
  };
}

/** The same under all of the changes: its dollars and its course, not whether they are enough to advise. */
export function prospectOfTurnIf(of: TurnCase, terms: ProspectTerms, changes: readonly Change[]): Prospect {
  const hour = hourUnder(changes, terms.hour);
  const planCase = atStaffRate(changedBy(of.state.planCase, changes, of.payer), hour);
  return pursuedOnly(prospectOfTurn({ ...of, state: { ...of.state, planCase } }, { hour, advises: false }), changes);
}
