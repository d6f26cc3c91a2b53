import { type Cents, cents, clamp, divide, greatest, least, showUsd, sum, ZERO } from "#base/money.ts";
import { err, ok, type Result } from "#base/result.ts";
import { bestOut, type ChannelOut, channelsOut, endingRight } from "./channels-out.ts";
import { nearEnough } from "./flips.ts";
import { alertFor } from "./guardrails.ts";
import { hypothesesOf, stonewallLimits, weighedLimits } from "./limits.ts";
import { type NegotiationState, type Standing, sound, standingOf, type Unsound } from "./negotiation.ts";
import type { Hypothesis, Model } from "./opponent.ts";
import { fearOf, initialOf } from "./outlook.ts";
import type { PlanCase } from "./plan-case.ts";
import {
  absolute,
  type GuardContext,
  type GuardRefusal,
  LAST_SAFE_DAYS,
  type Proposal,
  refusalsOf,
} from "./proposal-guards.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { leastStep, nextStep, STYLE, type Step } from "./step.ts";
import { isArgued, type Worth, worthOf } from "./worth.ts";

export type TurnMove = "open" | "counter" | "accept" | "hold" | "escalate" | "walk";

/** One whole turn: what to do now, at which figure, and what stands in its way. It proposes; a person sends. */
export interface Turn {
  readonly move: TurnMove;
  /** What is asked or taken; absent where nothing is. */
  readonly amount?: Cents;
  /** True only when no further ask is planned: nothing else may be called final (G3). */
  readonly lastAsk: boolean;
  readonly because: string;
  /** What the course brings on average, in total allowed and today's money. */
  readonly value: Cents;
  /** The least that is asked or taken, and the most that is asked. */
  readonly floor: Cents;
  readonly cap: Cents;
  readonly wayOut: ChannelOut;
  readonly channels: readonly ChannelOut[];
  /** True when the way out is to be got ready beside the talks. */
  readonly prepare: boolean;
  /** What keeps it from leaving now: approvals that are missing, and guardrails. */
  readonly refusals: readonly GuardRefusal[];
  readonly alerts: readonly string[];
  readonly flags: readonly string[];
  readonly standing: Standing;
  readonly step: Step;
  readonly worth: Worth;
}

const POINTS = 48;
const STONEWALL_MOST = 1.25;
/** How far one goes that neither fears anything nor is moved by asking. */
const UNMOVED_MOST = 1.01;
/** Whoever fears nothing would stay at what it allowed, were it not asked. */
const NEARLY_NONE = 1e-3;
const UNFEARING = [0, NEARLY_NONE] as const;
/** How far bids stray, with weights; bids that stray take nothing from the way out (see `Model`). */
const NOISE = [
  [0.002, 0.5, 0],
  [0.02, 0.3, 1],
  [0.08, 0.2, 1],
] as const;
const READY = 0.1;
const TICK = 1;
/** Standard normal quantile of 90%. */
const Z90 = 1.2816;

/** How far payers go that can be moved by asking alone: near the fair value, whatever was allowed. */
function askedLimit(c: PlanCase, w: Worth): { readonly median: number; readonly sd: number } {
  const fair = sum(w.items.map((x, i) => x.alone?.median ?? c.items[i]?.allowed ?? ZERO));
  const high = sum(w.items.map((x, i) => x.alone?.high80 ?? c.items[i]?.allowed ?? ZERO));
  const median = Math.max(perDollar(fair), TICK);
  return { median, sd: Math.max(0.05, Math.log(Math.max(1.05, perDollar(high) / median)) / Z90) };
}

/** What the payer may be in this case, before it is heard. */
export function modelOf(s: NegotiationState, w: Worth): Model {
  const c = s.planCase;
  const initial = initialOf(c);
  const { share, outlooks } = fearOf(c, w);
  const tactics = s.payer.tactics.value;
  const still = { curves: [[0.1, 1] as const], reciprocal: [], stepper: [] };
  const low = Math.max(initial, TICK / 100);
  const mean = outlooks.reduce((t, o) => t + o.weight * o.wayOut, 0);
  const [stone, talk] = [c.priors.stonewall.value, c.talkPermille.value / 1000];
  const asked = askedLimit(c, w);
  const charge = perDollar(w.billed);
  // Of who fears a road, only that they would go so far is believed: a tail beyond it would make openings of it.
  const moved = { median: asked.median, sd: NEARLY_NONE, share: stone < 1 ? Math.min(1, talk / (1 - stone)) : 0 };
  const fearing = (): readonly Hypothesis[] => [
    ...hypothesesOf(
      tactics,
      weighedLimits(outlooks, { ...{ initial, charge, points: POINTS }, shading: c.priors.shading, moved }),
      share * (1 - stone),
    ),
    ...hypothesesOf(still, stonewallLimits(low, STONEWALL_MOST, mean), share * stone),
  ];
  const calm = (): readonly Hypothesis[] => [
    ...hypothesesOf(
      tactics,
      weighedLimits([{ weight: 1, wayOut: initial, payerCost: initial }], {
        ...{ initial, charge, points: POINTS, shading: UNFEARING, moved: { ...asked, share: 1 } },
      }),
      (1 - share) * talk,
    ),
    ...hypothesesOf(still, stonewallLimits(low, UNMOVED_MOST, initial), (1 - share) * (1 - talk)),
  ];
  const scale = Math.max(TICK, initial, 0.4 * outlooks.reduce((t, o) => t + o.weight * o.payerCost, 0));
  return {
    hypotheses: [...(share > 0 ? fearing() : []), ...(share < 1 ? calm() : [])],
    noise: NOISE.map(([part, weight, unsaying]) => [part * scale, weight, unsaying] as const),
    ready: READY,
    tick: TICK,
  };
}

const LAST_DAYS = 5;
const FORCED_DAYS = 3;
const HOPELESS = 0.1;

interface Seat {
  readonly s: NegotiationState;
  readonly w: Worth;
  readonly standing: Standing;
  readonly out: ChannelOut & { readonly value: Cents };
  readonly channels: readonly ChannelOut[];
  readonly step: Step;
  readonly floor: Cents;
  readonly cap: Cents;
}

function stepOf(s: NegotiationState, w: Worth, standing: Standing, hard: Cents, cap: Cents): Step {
  const { clock, payer } = s;
  const now = Math.min(1, clock.elapsed / clock.window);
  // An ask a business day, at most: more would be heard as one.
  const left = Math.max(1, Math.min(clock.asksLeft, Math.ceil(clock.window - clock.elapsed)));
  const times = Array.from({ length: left }, (_, i) => now + ((1 - now) * (i + 1)) / left);
  return nextStep(
    modelOf(s, w),
    {
      ...{ seen: standing.seen, standing: perDollar(standing.bid), now, times, tick: TICK },
      ...(standing.waiting && standing.ourLast !== undefined ? { unanswered: perDollar(standing.ourLast) } : {}),
      ...{ floor: perDollar(hard), cap: perDollar(greatest(cap, hard)) },
    },
    payer.habits,
    { ...STYLE, hold: payer.hold.value },
  );
}

/** The road that is best, while its right lives and can be used today. */
const readyWay = (x: Seat) => x.s.planCase.ways.find((way) => way.id === x.out.id && way.open && way.ready);

interface Choice {
  readonly move: TurnMove;
  readonly amount?: Cents;
  readonly because: string;
}

const road = (x: Seat, because: string): Choice =>
  x.out.id === "accept"
    ? { move: "walk", because: `${because}; no way out brings more than what was allowed` }
    : { move: "escalate", because: `${because}; ${x.out.label} is worth ${showUsd(x.out.value)}` };

/** Before the plan has paid nothing can be filed and nothing was allowed to keep: what is left is to let it process the claim. */
function whilePaid(choice: Choice, x: Seat): Choice {
  if (x.s.planCase.foreseen === undefined || (choice.move !== "escalate" && choice.move !== "walk")) return choice;
  const then = x.out.id === "accept" ? "" : `, with ${x.out.label} after it`;
  const worth = showUsd(x.out.value);
  return { move: "hold", because: `no ask is left; letting the plan process the claim${then} is worth ${worth}` };
}

const HAIR = "what there is reason to give now is under $5 or a hundredth of the gap, which is no step";

/** Share of the work on a dispute that an ask takes: twenty minutes of ninety. */
const ASK_OF_DISPUTE = [20n, 90n] as const;

/** Why talks that no road backs are not worth opening; undefined where they are. */
function tooLittle({ s, w, standing, step, cap, out }: Seat): string | undefined {
  if (standing.named || out.id !== "accept") return undefined;
  if (w.target === undefined) return "nothing known says what could be asked for";
  if (cap <= w.accept) return "nothing above what was allowed can be defended";
  const over = cents(w.target - w.accept);
  if (over <= nearEnough(w.target) && w.ways.every((way) => way.id !== "federal IDR"))
    return "it was paid within 5% or $25 of what it is thought to be worth";
  const [part, whole] = ASK_OF_DISPUTE;
  const work = divide(s.planCase.priors.handling.value * part, whole, "half-up");
  const gain = fromPerDollar(step.value, "half-up") - w.accept;
  return gain > work
    ? undefined
    : `asking would bring ${showUsd(cents(gain > 0n ? gain : 0n))} on average, and takes ${showUsd(cents(work))} of work`;
}

/** What to do, before any guardrail has looked at it. */
function choose(x: Seat): Choice {
  const { s, standing, step, floor, cap } = x;
  if (isArgued(s.planCase) && !standing.named)
    return road(x, "a denial is argued, not priced: there is nothing yet to ask a price for");
  const takes = standing.named && standing.bid >= floor && step.act === "accept";
  if (takes) return { move: "accept", amount: standing.bid, because: ACCEPTED[step.rule] };
  const way = readyWay(x);
  if (way?.daysLeft !== undefined && way.daysLeft <= LAST_DAYS && x.out.value > x.w.accept)
    return road(x, way.until === undefined ? "the right ends within days" : `the right ends on ${way.until}`);
  const ending = endingRight(s.planCase.ways, x.out, x.w.accept);
  if (ending !== undefined && ending.daysLeft <= LAST_SAFE_DAYS) return road(x, `${ending.label} ends today`);
  if (floor > cap) return { move: "hold", because: "the floor lies above what can be defended; a person must look" };
  if (s.clock.asksLeft === 0)
    return standing.named && standing.bid >= floor
      ? { move: "accept", amount: standing.bid, because: "no ask is left and it is worth more than the way out" }
      : road(x, "no ask is left");
  if (!standing.named && step.act === "accept") return road(x, "nothing more can be asked for");
  if (step.zone < HOPELESS && standing.ourLast !== undefined && way !== undefined)
    return road(x, "there is hardly any room between the two limits, and a serious offer was made");
  if (standing.waiting && s.clock.window - s.clock.elapsed > FORCED_DAYS)
    return { move: "hold", because: "our last ask has no answer yet; two concessions running teach the payer to wait" };
  const most = least(cap, standing.ourLast ?? cap);
  if (floor > most)
    return { move: "hold", because: "our own last ask lies below what the way out is worth now; a person must look" };
  const { ourLast, bid } = standing;
  const amount = askWithin({ step, standing, floor }, x.w.target, most);
  const little = ourLast === undefined ? tooLittle(x) : undefined;
  if (little !== undefined) return road(x, little);
  if (ourLast === undefined)
    return { move: "open", amount, because: "an opening that leaves room and can be defended" };
  const real = leastStep(STYLE.least, perDollar(ourLast), perDollar(bid));
  if (perDollar(cents(ourLast - amount)) < real)
    return { move: "hold", because: `our last ask of ${showUsd(ourLast)} stands: ${HAIR}` };
  return { move: "counter", amount, because: "the best falling ask against what the payer has shown" };
}

/** The step's price in whole dollars, within the limits. Nobody opens below where it means to settle. */
export function askWithin(
  { step, standing, floor }: Pick<Turn, "step" | "standing" | "floor">,
  target: Cents | undefined,
  most: Cents,
): Cents {
  const price = fromPerDollar(Math.floor(step.price), "down");
  return clamp(standing.ourLast === undefined ? greatest(price, target ?? price) : price, floor, most);
}

const ACCEPTED: Readonly<Record<Step["rule"], string>> = {
  below_floor: "",
  ac_next: "it is at least what we would ask next",
  outside_better: "",
  optimal_stopping: "going on is worth no more",
  ac_combi_late: "the window is closing and no better offer has come",
  continue: "",
};

function proposalOf(choice: Choice, x: Seat): Proposal {
  const act =
    choice.move === "open" || choice.move === "counter" ? "offer" : choice.move === "accept" ? "accept" : "hold";
  return {
    act: choice.move === "escalate" ? "file" : act,
    ...(choice.amount === undefined ? {} : { amount: choice.amount }),
    ...{ statements: [], evidence: [], billsPatient: false, ratesOf: [], origin: "engine" },
    ...(choice.move === "escalate" && x.out.id === "federal IDR" ? { forum: "federal-idr" as const } : {}),
  };
}

function contextOf(x: Seat): GuardContext {
  const { s, standing } = x;
  const ending = endingRight(s.planCase.ways, x.out, x.w.accept);
  return {
    ...{ client: "", limits: { floor: x.floor, billed: x.w.billed, cap: x.cap }, authority: s.authority },
    ...{ offersMade: s.offers.length, firstContact: s.offers.length === 0, finalFromModel: true },
    eligible: x.out.id === "federal IDR" ? s.planCase.priors.eligible.value : 1,
    ...(standing.ourLast === undefined ? {} : { ourLast: standing.ourLast }),
    ...(s.practice.winners75 === undefined ? {} : { winners75: s.practice.winners75.value }),
    ...(ending === undefined ? {} : { endingRight: ending }),
  };
}

const courseOf = (choice: Choice, x: Seat): Cents => {
  switch (choice.move) {
    case "accept":
      return choice.amount ?? x.w.accept;
    case "escalate":
      return x.out.value;
    case "walk":
      return x.w.accept;
    default:
      return greatest(x.w.accept, fromPerDollar(x.step.value, "half-up"));
  }
};

function seatOf(s: NegotiationState): Seat {
  const w = worthOf(s.planCase);
  const standing = standingOf(s);
  const channels = channelsOut(s, w);
  const out = bestOut(channels);
  const hard = greatest(s.planCase.practiceFloor?.value ?? ZERO, w.accept);
  const cap = least(w.billed, w.cap);
  const step = stepOf(s, w, standing, hard, cap);
  // Rounded up: a floor that lost a fraction of a cent would not be one.
  const floor = greatest(hard, fromPerDollar(step.outside, "up"));
  return { ...{ s, w, standing, channels, out, step }, floor, cap };
}

/** Decides one turn. Pure and deterministic; an unsound state gives its faults and no turn. */
export function nextTurn(state: NegotiationState): Result<Turn, readonly Unsound[]> {
  const checked = sound(state);
  if (!checked.ok) return err(checked.error);
  const x = seatOf(state);
  const wanted = whilePaid(choose(x), x);
  const refusals = refusalsOf(proposalOf(wanted, x), contextOf(x));
  const barredBy = absolute(refusals);
  const choice: Choice =
    barredBy.length === 0 ? wanted : { move: "hold", because: barredBy.map((r) => `${r.guard}: ${r.says}`).join("; ") };
  const { step, standing } = x;
  return ok({
    ...choice,
    lastAsk: state.clock.asksLeft <= 1 && (choice.move === "counter" || choice.move === "open"),
    value: courseOf(choice, x),
    ...{ floor: x.floor, cap: x.cap, wayOut: x.out, channels: x.channels, standing, step, worth: x.w, refusals },
    prepare: x.out.id !== "accept" && (step.zone < HOPELESS || state.clock.window - state.clock.elapsed <= LAST_DAYS),
    alerts: state.planCase.ways.flatMap((way) =>
      way.open ? (alertFor(way.step ?? way.label, way.daysLeft, way.until) ?? []) : [],
    ),
    flags: [
      ...(standing.retracted ? ["the payer went below an offer of its own: bad faith, on the record"] : []),
      ...(step.surprised ? ["the payer did what no belief explained; the belief was widened"] : []),
      ...(x.w.items.some((i) => i.final?.atCap === true) ? ["a final offer is set by the cap, not by the model"] : []),
    ],
  });
}

/** What a state's course is worth; what was allowed where it cannot be reckoned. */
export function turnValue(s: NegotiationState): Cents {
  const turn = nextTurn(s);
  return turn.ok ? turn.value.value : sum(s.planCase.items.map((i) => (i.allowed > 0n ? i.allowed : cents(0n))));
}
