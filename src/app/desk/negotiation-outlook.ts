import { type Cents, greatest, showUsd } from "#base/money.ts";
import { bestWay, type MoveName, suggestedBy, type Values, valuesOfTurn, waitingOn } from "#strategy/moves.ts";
import type { NegotiationState } from "#strategy/negotiation.ts";
import { bidAt } from "#strategy/opponent.ts";
import type { PlanCase } from "#strategy/plan-case.ts";
import { fromPerDollar, perDollar } from "#strategy/scale.ts";
import { believed, limitQuantile } from "#strategy/step.ts";
import { modelOf, nextTurn, type Turn } from "#strategy/turn.ts";
import type { PayerMemory } from "./negotiation-memory.ts";

/** What may come: the payer's limit and next step as they are believed, and what a change of the odds would turn. */

const LOW = 0.1;
const HIGH = 0.9;

const dollars = (x: number): Cents => fromPerDollar(Math.max(0, x), "half-up");

/** Where the payer's limit lies, four times in five. */
export function likelyLimit(s: NegotiationState, turn: Turn): { readonly low: Cents; readonly high: Cents } {
  const { belief } = believed(modelOf(s, turn.worth), turn.standing.seen);
  return { low: dollars(limitQuantile(belief, LOW)), high: dollars(limitQuantile(belief, HIGH)) };
}

export interface Reply {
  readonly low: Cents;
  readonly high: Cents;
  /** Calendar days to it; undefined where the practice saw no answer of this payer. */
  readonly days: number | undefined;
  /** Answers of this payer that the days rest on. */
  readonly sample: number;
}

const calendarDays = (business: number): number => Math.round((business * 7) / 5);

/** What the payer would probably bid next, if `ask` is what it hears. Never below what it has on the table. */
export function replyOf(
  s: NegotiationState,
  turn: Turn,
  ask: Cents | undefined,
  memory: PayerMemory,
): Reply | undefined {
  if (ask === undefined) return undefined;
  const { standing } = turn;
  const { belief } = believed(modelOf(s, turn.worth), standing.seen);
  if (belief.length === 0) return undefined;
  const last = standing.seen.exchanges.at(-1);
  const from = { first: standing.seen.first, standing: perDollar(standing.bid), now: last?.t ?? 0 };
  const t = Math.min(1, (s.clock.elapsed + memory.replyDays) / s.clock.window);
  const conceded = standing.ourLast === undefined ? 0 : Math.max(0, perDollar(standing.ourLast) - perDollar(ask));
  const price = perDollar(ask);
  const bids = belief.map((p) => {
    const bid = p.ready && p.limit >= price ? price : bidAt(p, from, { t, asks: 1, conceded });
    return { limit: Math.min(price, bid), weight: p.weight };
  });
  const at = (q: number): Cents => greatest(standing.bid, dollars(limitQuantile(bids, q)));
  const days = memory.replies === 0 ? undefined : calendarDays(memory.replyDays);
  return { low: at(LOW), high: at(HIGH), days, sample: memory.replies };
}

export interface FirstOffer {
  readonly warn: boolean;
  readonly says: string;
  readonly next: { readonly low: Cents; readonly high: Cents } | undefined;
}

/** A word on the first offer of the other side, while it is the only one. */
export function firstOfferOf(turn: Turn, theirs: number, reply: Reply | undefined): FirstOffer | undefined {
  if (theirs !== 1 || !turn.standing.named) return undefined;
  const bid = showUsd(turn.standing.bid);
  if (turn.move === "accept")
    return { warn: false, says: `${bid} is their first offer, and going on is worth no more.`, next: undefined };
  if (reply === undefined)
    return { warn: true, says: `${bid} is their first offer. Do not settle for it.`, next: undefined };
  const step = reply.low === reply.high ? showUsd(reply.low) : `${showUsd(reply.low)} to ${showUsd(reply.high)}`;
  return {
    warn: true,
    says: `${bid} is their first offer. Do not settle for it: the next is likely to be ${step}.`,
    next: { low: reply.low, high: reply.high },
  };
}

export interface SensitivityStep extends Values {
  readonly at: number;
  readonly wait: Cents | undefined;
  /** What would be advised there. */
  readonly move: MoveName | "wait";
}

export interface Sensitivity {
  readonly what: string;
  readonly now: number;
  readonly low: number;
  readonly high: number;
  readonly steps: readonly SensitivityStep[];
  /** Where the advice turns. */
  readonly turns: readonly { readonly at: number; readonly from: string; readonly to: string }[];
}

/** A chance that can be moved: the way's own, or that of asking where there is no way. */
interface Dial {
  readonly what: string;
  readonly now: number;
  readonly high: number;
  readonly with: (x: number) => PlanCase;
}

function dialOf(s: NegotiationState, turn: Turn): Dial {
  const c = s.planCase;
  const best = bestWay(turn);
  const way = c.ways.find((w) => w.id === best?.id);
  if (best === undefined || way === undefined || best.chance === undefined)
    return {
      what: "the chance that asking alone moves the payer",
      ...{ now: c.talkPermille.value / 1000, high: 1 },
      with: (x) => ({ ...c, talkPermille: { ...c.talkPermille, value: x * 1000 } }),
    };
  const what = `the chance that ${best.label} pays`;
  if (way.id !== "federal IDR")
    return {
      ...{ what, now: (way.chancePermille ?? 0) / 1000, high: 1 },
      with: (x) => ({ ...c, ways: c.ways.map((w) => (w.id === way.id ? { ...w, chancePermille: x * 1000 } : w)) }),
    };
  // A dispute pays when it is eligible and won; its being won is as the model has it, so eligibility moves it.
  const eligible = c.priors.eligible.value;
  const won = eligible <= 0 ? 1 : best.chance / eligible;
  return {
    ...{ what, now: best.chance, high: won },
    with: (x) => ({
      ...c,
      priors: { ...c.priors, eligible: { ...c.priors.eligible, value: won <= 0 ? 0 : Math.min(1, x / won) } },
    }),
  };
}

const STEPS = 8;
const ROUNDS = 5;
const MOST_TURNS = 3;
const round = (x: number): number => Math.round(x * 1000) / 1000;

function pointAt(s: NegotiationState, dial: Dial, x: number, replyDays: number): SensitivityStep | undefined {
  const then: NegotiationState = { ...s, planCase: dial.with(x) };
  const turn = nextTurn(then);
  if (!turn.ok) return undefined;
  const wait = waitingOn(then, turn.value, replyDays)?.value;
  return { at: round(x), wait, move: suggestedBy(turn.value), ...valuesOfTurn(then, turn.value) };
}

/** The moves at every chance from none to the best there is, and where the advice turns, found by halving. */
export async function sensitivityOf(
  s: NegotiationState,
  turn: Turn,
  { replyDays, pause }: { readonly replyDays: number; readonly pause: () => Promise<void> },
): Promise<Sensitivity | undefined> {
  const dial = dialOf(s, turn);
  const points: SensitivityStep[] = [];
  for (let i = 0; i <= STEPS; i++) {
    await pause();
    const p = pointAt(s, dial, (dial.high * i) / STEPS, replyDays);
    if (p === undefined) return undefined;
    points.push(p);
  }
  const turns: { at: number; from: string; to: string }[] = [];
  for (let i = 1; i < points.length && turns.length < MOST_TURNS; i++) {
    let [low, high] = [points[i - 1], points[i]];
    if (low === undefined || high === undefined || low.move === high.move) continue;
    const { move } = low;
    for (let n = 0; n < ROUNDS; n++) {
      await pause();
      const mid = pointAt(s, dial, (low.at + high.at) / 2, replyDays);
      if (mid === undefined) break;
      if (mid.move === move) low = mid;
      else high = mid;
    }
    turns.push({ at: high.at, from: move, to: high.move });
  }
  return {
    ...{ what: dial.what, now: round(dial.now), low: 0, high: round(dial.high), turns },
    steps: points,
  };
}
