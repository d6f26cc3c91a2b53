import { type Cents, cents, greatest, showUsd, ZERO } from "#base/money.ts";
import { decideOffer } from "./concession.ts";
import { FLIPS, type Flip, nowOf, RANGES, withFlip, words } from "./flips.ts";
import type { NegotiationState } from "./negotiation.ts";
import { threshold } from "./normal.ts";
import { beliefOf, expected } from "./opponent.ts";
import { outlooksOf, wayOutQuantile } from "./outlook.ts";
import {
  BENCHMARK_REASONS,
  type BenchmarkReason,
  isBenchmarkReason,
  REASONS,
  type ReasonId,
  sourceOfBenchmark,
  withoutReason,
} from "./plan-case.ts";
import { fromPerDollar, perDollar } from "./scale.ts";
import { believed, limitQuantile } from "./step.ts";
import { modelOf, nextTurn, type Turn, type TurnMove, turnValue } from "./turn.ts";

/** (i) Why a turn is what it is, what would change it, and what is worth knowing. Every figure is a rerun of the turn. */

export const TURN_REASONS = [...REASONS, "payer's offers", "practice floor", "asks left"] as const;
export type TurnReasonId = ReasonId | "payer's offers" | "practice floor" | "asks left";

export interface TurnReason {
  readonly id: TurnReasonId;
  readonly source: string;
  /** What the course loses in dollars without it. */
  readonly effect: Cents;
}

/** The state as if one reason had never been known. */
export function withoutTurnReason(s: NegotiationState, id: TurnReasonId): NegotiationState {
  switch (id) {
    case "payer's offers":
      return { ...s, offers: s.offers.filter((o) => o.from === "us") };
    case "practice floor": {
      const { practiceFloor: _, ...rest } = s.planCase;
      return { ...s, planCase: rest };
    }
    case "asks left":
      return { ...s, clock: { ...s.clock, asksLeft: Math.min(1, s.clock.asksLeft) } };
    default:
      return { ...s, planCase: withoutReason(s.planCase, id) };
  }
}

function sourceOf(s: NegotiationState, id: TurnReasonId): string {
  const { planCase: c } = s;
  if (isBenchmarkReason(id)) return sourceOfBenchmark(c, BENCHMARK_REASONS[id]) ?? "";
  const { priors } = c;
  const way = (name: string): string => c.ways.find((w) => w.id === name)?.source ?? "";
  const sources: Readonly<Record<Exclude<TurnReasonId, BenchmarkReason>, string>> = {
    allowed: c.allowedSource,
    ...{ "federal right": way("federal IDR"), "state right": way("state process"), "appeal right": way("appeal") },
    ...{ "award multiple": priors.award.source, eligibility: priors.eligible.source },
    ...{ "payer default": priors.payerDefault.source, stonewalling: priors.stonewall.source },
    "own closed cases": priors.ownEnds?.source ?? "",
    ...{ collection: priors.collect.source, delay: priors.days.source, handling: priors.handling.source },
    ...{ "admin fee": c.fees?.admin.source ?? "", "entity fee": c.fees?.entity.source ?? "" },
    ...{ talk: c.talkPermille.source, "payer's offers": "the log of offers" },
    ...{ "practice floor": c.practiceFloor?.source ?? "", "asks left": "the payer's usual time to answer" },
  };
  return sources[id];
}

const size = (a: Cents): bigint => (a < 0n ? -a : a);

/** Every fact and assumption that changes what the course is worth, the strongest first. */
export function reasonsOf(s: NegotiationState): readonly TurnReason[] {
  const now = turnValue(s);
  return TURN_REASONS.flatMap((id) => {
    const source = sourceOf(s, id);
    if (source === "") return [];
    const effect = cents(now - turnValue(withoutTurnReason(s, id)));
    return effect === 0n ? [] : [{ id, source, effect }];
  }).sort((a, b) => Number(size(b.effect) - size(a.effect)));
}

/** Whether this turn would take an offer of that size, all else as it is. Once it would, it takes every better one. */
export function takes(turn: Turn, offer: Cents): boolean {
  const { step } = turn;
  const offered = perDollar(offer);
  return (
    offer >= turn.floor &&
    decideOffer({
      ...{ offer: offered, floor: perDollar(turn.floor), outside: step.outside, continuation: step.value },
      ...{ nextAsk: Math.max(step.act === "ask" ? step.price : step.last, step.outside), t: 0, bestRecent: offered },
    }).accept
  );
}

/** The least offer this turn would take. */
export function takesFrom(turn: Turn): Cents {
  let low = cents(greatest(ZERO, turn.floor) - 1n);
  let high = greatest(turn.floor, fromPerDollar(Math.max(turn.step.value, turn.step.price), "up"));
  while (high - low > 1n) {
    const mid = cents((low + high) / 2n);
    if (takes(turn, mid)) high = mid;
    else low = mid;
  }
  return high;
}

const ROUNDS = 16;
const DOES: Readonly<Record<TurnMove, string>> = {
  open: "Open talks",
  counter: "Counter",
  accept: "Take their offer",
  hold: "Hold",
  escalate: "Go the way out",
  walk: "Keep what was allowed",
};

/** Where the move becomes another, by root-finding on the turn itself; and from which offer on it is taken. */
export function turnFlips(s: NegotiationState, turn: Turn): readonly Flip[] {
  const c = s.planCase;
  const flips: Flip[] = [];
  if (turn.move !== "accept" && turn.move !== "walk") {
    const at = showUsd(takesFrom(turn));
    flips.push({ id: "offer", at, text: `Accept an offer of ${at} in total or more, as of ${c.asOf}.` });
  }
  for (const id of FLIPS) {
    const now = id === "offer" ? undefined : nowOf(c, id);
    if (id === "offer" || now === undefined) continue;
    const moveAt = (x: number): TurnMove => {
      const t = nextTurn({ ...s, planCase: withFlip(c, id, x) });
      return t.ok ? t.value.move : turn.move;
    };
    for (const end of RANGES[id]) {
      const sign = end > now ? 1 : -1;
      const found = threshold((x) => moveAt(sign * x) !== turn.move, sign * now, sign * end, ROUNDS);
      if (found !== undefined) flips.push(words(c, id, sign * found, now, DOES[moveAt(sign * found)]));
    }
  }
  return flips;
}

export interface Knowing {
  readonly what: "the arbitrator's median" | "the payer's limit";
  /** Expected value with perfect knowledge less expected value. Never below zero. */
  readonly worth: Cents;
}

/** What one more datum would be worth, the dearest first. */
export function worthKnowing(s: NegotiationState, turn: Turn): readonly Knowing[] {
  const outlooks = outlooksOf(s.planCase, turn.worth);
  const bid = turn.standing.named ? perDollar(turn.standing.bid) : perDollar(turn.worth.accept);
  const mean = outlooks.reduce((t, o) => t + o.weight * o.wayOut, 0);
  const informed = outlooks.reduce((t, o) => t + o.weight * Math.max(bid, o.wayOut), 0);
  const { belief } = believed(modelOf(s, turn.worth), turn.standing.seen);
  const cap = perDollar(turn.cap);
  const known = expected(belief, (p) => Math.max(p.outside, Math.min(cap, p.limit)));
  const over = (x: number): Cents => greatest(ZERO, fromPerDollar(x, "half-up"));
  const list: readonly Knowing[] = [
    { what: "the arbitrator's median", worth: outlooks.length === 0 ? ZERO : over(informed - Math.max(bid, mean)) },
    { what: "the payer's limit", worth: over(known - turn.step.value) },
  ];
  return list.toSorted((a, b) => Number(b.worth - a.worth));
}

export interface Compared {
  readonly what: string;
  readonly value: Cents | undefined;
  /** What doubt about arbitrator and payer leaves, 80%; absent when nothing is in doubt. */
  readonly low80?: Cents;
  readonly high80?: Cents;
  readonly days: number | undefined;
  readonly fees: Cents;
}

/** Taking what is on the table, going on, and every way out, side by side. */
export function compared(s: NegotiationState, turn: Turn): readonly Compared[] {
  const belief = beliefOf(modelOf(s, turn.worth), turn.standing.seen);
  const value = fromPerDollar(turn.step.value, "half-up");
  const spread = outlooksOf(s.planCase, turn.worth);
  const at = (q: number): Cents => fromPerDollar(wayOutQuantile(spread, q), "half-up");
  const high = fromPerDollar(Math.min(perDollar(turn.cap), limitQuantile(belief, 0.9)), "half-up");
  return [
    { what: "accept", value: turn.standing.bid, days: 0, fees: ZERO },
    {
      ...{ what: "counter", value, low80: turn.floor < value ? turn.floor : value, high80: greatest(value, high) },
      ...{ days: s.planCase.priors.talkDays.value, fees: ZERO },
    },
    ...turn.channels
      .filter((c) => c.available && c.id !== "accept")
      .map((c) => ({
        ...{ what: c.label, value: c.value, days: c.days, fees: c.fees },
        ...(c.id === "federal IDR" && spread.length > 1 ? { low80: at(0.1), high80: at(0.9) } : {}),
      })),
  ];
}
