import { check } from "#base/check.ts";
import type { Day } from "#base/day.ts";
import { type Cents, cents, greatest, ZERO } from "#base/money.ts";
import { factOf } from "#law/fact.ts";
import { type Flip, withFlip } from "./flips.ts";
import { approvalsFor, ELIGIBLE_ENOUGH, figure, type Refusal, roomFor } from "./guardrails.ts";
import { EVIDENT } from "./item-benchmarks.ts";
import { effectsOf, MOVES, type Reason } from "./move-reasons.ts";
import { askOf, bestWay, floorOfTurn, isNoStep, type MoveName, suggestedBy, valuesOfTurn, whyNoAsk } from "./moves.ts";
import type { NegotiationState } from "./negotiation.ts";
import type { PlanCase, Way } from "./plan-case.ts";
import { fromPerDollar } from "./scale.ts";
import { nextTurn, type Turn } from "./turn.ts";
import { turnFlips, worthKnowing } from "./turn-reasons.ts";
import { type Worth, worthOf } from "./worth.ts";

export type Advice = MoveName | "wait" | "not enough to advise";

export interface Move {
  readonly move: MoveName;
  /** What it brings in total, on average, in today's money; absent when it is not open or cannot be valued. */
  readonly dollars: Cents | undefined;
  readonly days: number | undefined;
  /** Fees advanced to others. */
  readonly fees: Cents;
  readonly chance: number | undefined;
  /** What the move is: the road, or why there is none. */
  readonly what: string;
  readonly reasons: readonly Reason[];
}

export interface MissingFact {
  readonly fact: string;
  readonly question: string;
  /** What knowing it is worth, or the dollars it decides; absent when it cannot be reckoned. */
  readonly worth: Cents | undefined;
}

/** Where the two sides may meet, as it is believed now. */
export interface PlanZone {
  /** Chance that the payer's limit lies above what our way out is worth. */
  readonly chance: number;
  /** Room to be shared, on average; none where the limits do not meet. */
  readonly width: Cents;
  readonly payerLimit: Cents;
}

export interface Plan {
  readonly claim: string;
  readonly asOf: Day;
  readonly advice: Advice;
  /** Why the advice is not more than it is. */
  readonly because: readonly string[];
  readonly target: Cents | undefined;
  readonly floor: Cents | undefined;
  /** What to ask now; what we asked last where that still stands. */
  readonly opening: Cents | undefined;
  /** Absent where there is nothing to ask for. */
  readonly zone: PlanZone | undefined;
  readonly moves: readonly Move[];
  readonly flips: readonly Flip[];
  readonly missing: readonly MissingFact[];
  readonly ways: readonly Way[];
  readonly refusals: readonly Refusal[];
  readonly alerts: readonly string[];
  readonly approvals: readonly string[];
  readonly worth: Worth;
}

/** Whether a road is open that brings more than what was allowed: what a request rests on. */
const isBacked = (w: Worth): boolean => w.ways[0] !== undefined && w.ways[0].value > w.accept;

function counterWords(s: NegotiationState, turn: Turn): string {
  const none = whyNoAsk(s, turn);
  if (none !== undefined) return none;
  if (!isBacked(turn.worth)) return "ask the payer, with no road behind the request that would pay";
  const way = s.planCase.ways.find((x) => x.id === turn.worth.ways[0]?.id);
  return way?.id === "federal IDR" && !way.ready
    ? "send the open negotiation notice with the opening; the dispute follows if the payer does not move"
    : "ask the payer, and go the way below if it does not move";
}

/** The reasons of every move, all reruns in one go. */
function reasonsOf(s: NegotiationState, turn: Turn) {
  const steps = effectsOf(s, valuesOfTurn(s, turn));
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function movesOf(s: NegotiationState, turn: Turn, talkDays: number): readonly Move[] {
  const values = valuesOfTurn(s, turn);
  const reasons = reasonsOf(s, turn);
  const best = bestWay(turn);
  const { ways } = s.planCase;
  const closedBecause = ways.find((x) => !x.open)?.why;
  const asks = values.counter !== undefined;
  const of: Readonly<Record<MoveName, Omit<Move, "move" | "dollars" | "reasons">>> = {
    accept: {
      ...{ days: 0, fees: ZERO, chance: 1 },
      what: turn.standing.named ? "take what the payer offers" : "keep what the payer allowed and close the claim",
    },
    counter: {
      ...{ days: asks ? talkDays : undefined, fees: ZERO, chance: asks ? turn.step.agreement : undefined },
      what: counterWords(s, turn),
    },
    escalate: {
      ...{ days: best?.days, fees: best?.fees ?? ZERO, chance: best?.chance },
      what:
        best?.label ??
        (ways.some((x) => x.open)
          ? "an open way that nothing known puts a figure on"
          : (closedBecause ?? "no road is open")),
    },
  };
  return MOVES.map((move) => ({ move, dollars: values[move], reasons: reasons[move], ...of[move] }));
}

/** What a way would bring above the best there is, if it were known to be open; nothing where it would bring no more. */
function worthIfOpen(c: PlanCase, w: Worth, way: Way): Cents {
  const then = worthOf({ ...c, ways: c.ways.map((x) => (x === way ? { ...x, open: true } : x)) });
  const best = (x: Worth): Cents => greatest(x.accept, x.ways[0]?.value ?? x.accept);
  return greatest(ZERO, cents(best(then) - best(w)));
}

/** Roads whose last day is not known, with what they would bring if they are open. */
const unsureWays = (c: PlanCase, w: Worth) =>
  c.ways.flatMap((way) => (way.unsure === undefined ? [] : [{ way, ask: way.unsure, worth: worthIfOpen(c, w, way) }]));

/** What is not known, the dearest first. */
export function missingOf(s: NegotiationState, turn: Turn): readonly MissingFact[] {
  const { planCase: c } = s;
  const { worth: w } = turn;
  const federal = c.ways.some((x) => x.id === "federal IDR" && x.open);
  const list: MissingFact[] = c.openFacts.map((f) => ({ fact: f.fact, question: f.question, worth: f.worth }));
  for (const { ask, worth } of unsureWays(c, w))
    if (list.every((f) => f.fact !== ask))
      list.push({ fact: ask, question: factOf(ask)?.question ?? `What is ${ask}?`, worth });
  if (!c.answered)
    list.push({
      fact: "remittance",
      question: "What did the payer answer? No remittance is in the folder.",
      worth: undefined,
    });
  const known = worthKnowing(s, turn).find((k) => k.what === "the arbitrator's median")?.worth;
  const worth = w.ways.length === 0 ? undefined : known;
  if (federal && c.items.some((i) => i.qpa === undefined))
    list.push({
      ...{ fact: "qpa", worth },
      question: "Which qualifying payment amount did the plan disclose with its payment?",
    });
  else if (federal)
    list.push({
      ...{ fact: "decided disputes", worth },
      question: "How did past disputes with this payer end: both offers, the QPA, and whose was taken?",
    });
  if (c.items.some((i) => i.ownMedian === undefined))
    list.push({
      fact: "own history",
      question: "What did this payer allow the practice for the same code? Five lines make a median.",
      worth: undefined,
    });
  return list.sort((a, b) => Number((b.worth ?? -1n) > (a.worth ?? -1n)) - Number((a.worth ?? -1n) > (b.worth ?? -1n)));
}

/** Reasons for which no advice is given, whatever the figures say. */
function holdsBack(s: NegotiationState, turn: Turn, refused: readonly Refusal[]): readonly string[] {
  const { planCase: c } = s;
  const federal = c.ways.some((x) => x.id === "federal IDR" && x.open);
  return [
    ...refused.map((r) => `${r.guard}: ${r.says}`),
    ...(c.settled ? [] : ["law cannot say yet which road governs; the figures show what is likely"]),
    ...(c.answered || c.foreseen !== undefined
      ? []
      : ["the payer has not answered, so there is nothing to accept or to dispute"]),
    ...unsureWays(c, turn.worth).flatMap(({ way, worth }) =>
      worth > 0n ? [`${way.label} may be open and would bring more; the day it ends on is not known`] : [],
    ),
    ...priorsAlone(s, turn),
    ...(federal && c.priors.eligible.value < ELIGIBLE_ENOUGH
      ? [`G12: eligibility is only ${Math.round(c.priors.eligible.value * 100)}% sure; a person must decide the road`]
      : []),
  ];
}

/** Standard normal quantile of 90%: both ends of what a prior thinks likely. */
const LIKELY = 1.2816;

/** Doubt about the arbitrator's median in logarithms; larger when the QPA itself is guessed. */
function medianDoubt(c: PlanCase): number {
  const { logDoubt } = c.priors.award.value;
  return c.items.some((i) => i.qpa === undefined)
    ? Math.hypot(logDoubt, c.priors.allowedOverQpa.value.logDoubt)
    : logDoubt;
}

/** Whether the advice stands on nothing but priors: no datum of the service's worth, or one that the priors overrule. */
function priorsAlone(s: NegotiationState, turn: Turn): readonly string[] {
  const { planCase: c } = s;
  if (isPaidInFull(c, turn.worth) || turn.standing.named || c.items.some((i) => i.qpa !== undefined)) return [];
  if (c.items.every((i) => EVIDENT.every((b) => i[b] === undefined)))
    return ["no QPA, no history of the practice and no rates loaded: every figure rests on priors alone"];
  // Where no federal arbitrator may come to decide, what one is thought to decide moves no figure.
  if (c.ways.every((x) => x.id !== "federal IDR" || !x.open)) return [];
  const { multiple } = c.priors.award.value;
  const doubt = medianDoubt(c);
  const turns = [-LIKELY, LIKELY].some((k) => {
    const then = nextTurn({ ...s, planCase: withFlip(c, "award multiple", multiple * Math.exp(k * doubt)) });
    return (then.ok ? suggestedBy(then.value) : "accept") !== suggestedBy(turn);
  });
  return turns ? ["without the QPA the advice turns within what the priors think likely"] : [];
}

/** What even a firm advice rests on, so that nobody takes a belief for a record. */
function restsOn(c: PlanCase, w: Worth): readonly string[] {
  if (w.ways[0]?.id !== "federal IDR") return [];
  const guessed = c.items.some((i) => i.qpa === undefined) ? ", and the QPA is guessed from the first payment" : "";
  return [`how an arbitrator would decide is a prior, as no award of the practice is known${guessed}`];
}

/** Nothing is left to win: then no prior is needed to say so. */
const isPaidInFull = (c: PlanCase, w: Worth): boolean =>
  c.items.length > 0 && w.ways.length === 0 && w.accept >= w.billed;

/** What is advised, before any reason is reckoned. */
export interface Advised {
  readonly advice: Advice;
  /** Why there is no advice; empty when there is. */
  readonly held: readonly string[];
  readonly target: Cents | undefined;
  readonly opening: Cents | undefined;
  readonly floor: Cents | undefined;
  readonly refusals: readonly Refusal[];
}

/** The advice of a turn without its reasons: the same, and many times as fast, for when many cases are looked at. */
export function advisedOn(s: NegotiationState, turn: Turn): Advised {
  const floor = floorOfTurn(s, turn);
  const limits = { floor, billed: turn.worth.billed, cap: turn.cap };
  const refusals: Refusal[] = [];
  const none = roomFor({ ...limits, floor: greatest(floor, turn.floor) });
  if (none !== undefined) refusals.push(none);
  const guarded = (amount: Cents | undefined): Cents | undefined => {
    if (amount === undefined) return undefined;
    const kept = figure(amount, limits);
    if (!kept.ok) refusals.push(kept.error);
    return kept.ok ? kept.value : undefined;
  };
  const target = guarded(turn.worth.target);
  const ask = askOf(s, turn);
  const opening = guarded(ask === undefined || isNoStep(turn, ask) ? turn.standing.ourLast : ask);
  const held = holdsBack(s, turn, refusals);
  const advice = held.length > 0 ? "not enough to advise" : suggestedBy(turn);
  return { advice, held, target, opening, refusals, floor: none === undefined ? floor : undefined };
}

function zoneOf(s: NegotiationState, turn: Turn): PlanZone | undefined {
  if (whyNoAsk(s, turn) !== undefined) return undefined;
  const { zone, room, limit } = turn.step;
  return { chance: zone, width: fromPerDollar(room, "half-up"), payerLimit: fromPerDollar(limit.mean, "half-up") };
}

/** What a plan is made of: where a negotiation stands, and the turn it gives. */
export interface PlanGround {
  readonly state: NegotiationState;
  readonly turn: Turn;
  /** Calendar days that talks may take; as priors have it where no window runs. */
  readonly talkDays?: number | undefined;
}

/**
 * A plan for one claim: figures, the three moves with their reasons, what would change the advice and what is missing. It is
 * the turn of the negotiation itself in other words, so that no two pages of one case can say two things. Every figure keeps
 * the guardrails or is not given at all.
 */
export function planOf({ state: s, turn, talkDays }: PlanGround): Plan {
  const c = s.planCase;
  const w = turn.worth;
  const { advice, target, opening, floor, refusals, held } = advisedOn(s, turn);
  const best = bestWay(turn);
  return {
    claim: c.claim,
    asOf: c.asOf,
    advice,
    because: [...held, ...c.notes, ...restsOn(c, w)],
    ...{ target, floor, opening, refusals },
    zone: zoneOf(s, turn),
    moves: movesOf(s, turn, talkDays ?? c.priors.talkDays.value),
    flips: turnFlips(s, turn),
    missing: missingOf(s, turn),
    ways: c.ways,
    alerts: turn.alerts,
    approvals:
      suggestedBy(turn) === "accept" && held.length === 0
        ? []
        : approvalsFor({ opening, files: best !== undefined, finalOfferFromModel: best?.id === "federal IDR" }),
    worth: w,
  };
}

/** The plan of a state; the state must be sound. */
export function planOfState(state: NegotiationState): Plan {
  const turn = nextTurn(state);
  check(turn.ok, "a state that was sound gives a turn");
  return planOf({ state, turn: turn.value });
}
