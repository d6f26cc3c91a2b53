import { err, ok, type Result } from "#base/result.ts";
import { isRecord } from "./example-input.ts";
import { hypothesesOf, type TacticShares } from "./limits.ts";
import type { Exchange, Model } from "./opponent.ts";
import { nextStep, type Style } from "./step.ts";

/**
 * Plays one price against an outside agent, message by message: integer prices, alternating offers. The same steps as a
 * negotiation about a claim, with nothing known of the other side but what it bids. Pure: a game is a value.
 */
export interface Game {
  readonly id: string;
  readonly role: "seller" | "payer";
  readonly reservation: number;
  readonly min: number;
  readonly max: number;
  readonly steps: number;
  /** In the seller's view; a payer's prices are mirrored. */
  readonly exchanges: readonly Exchange[];
  /** Their first offer, and when it was heard: the clock of their tactic is thought to start then. */
  readonly first?: number;
  readonly since?: number;
  /** Whether the other side speaks first in each step: then our last counter-offer is answered by nobody. */
  readonly theyBegin?: boolean;
  readonly pending?: number;
}

export type Message =
  | { readonly type: "start"; readonly game: Game }
  | { readonly type: "turn"; readonly t: number; readonly step: number; readonly theirOffer: number | undefined }
  | { readonly type: "end" };

export type Answer =
  | { readonly action: "offer"; readonly price: number }
  | { readonly action: "accept" }
  | { readonly action: "end" };

const STEPS_MAX = 100_000;
const PRICE_MAX = 1e12;

const number = (of: Readonly<Record<string, unknown>>, name: string): number | undefined => {
  const x = of[name];
  return typeof x === "number" && Number.isFinite(x) && Math.abs(x) <= PRICE_MAX ? x : undefined;
};

function startOf(m: Readonly<Record<string, unknown>>): Result<Message, string> {
  const { role, id } = m;
  const [reservation, min, max, steps] = ["reservation", "min", "max", "steps"].map((n) => number(m, n));
  if (role !== "seller" && role !== "payer") return err("role is neither seller nor payer");
  if (reservation === undefined || min === undefined || max === undefined)
    return err("reservation, min or max is no number");
  if (!Number.isInteger(min) || !Number.isInteger(max) || max < min)
    return err("min and max are not whole numbers in order");
  if (steps === undefined || !Number.isInteger(steps) || steps < 1 || steps > STEPS_MAX)
    return err("steps is no number of steps");
  return ok({ type: "start", game: { id: String(id), role, reservation, min, max, steps, exchanges: [] } });
}

function turnOf(m: Readonly<Record<string, unknown>>): Result<Message, string> {
  const [t, step] = [number(m, "t"), number(m, "step")];
  const theirs = m.theirOffer === null || m.theirOffer === undefined ? undefined : number(m, "theirOffer");
  if (t === undefined || step === undefined) return err("t or step is no number");
  if (theirs === undefined && m.theirOffer !== null && m.theirOffer !== undefined)
    return err("theirOffer is no number");
  return ok({ type: "turn", t: Math.min(1, Math.max(0, t)), step, theirOffer: theirs });
}

/** Reads one line of the protocol; the error says what is wrong with it. */
export function readMessage(line: string): Result<Message, string> {
  let m: unknown;
  try {
    m = JSON.parse(line);
  } catch {
    return err("the line is not JSON");
  }
  if (!isRecord(m)) return err("the line is not an object");
  if (m.type === "start") return startOf(m);
  if (m.type === "turn") return turnOf(m);
  return m.type === "end" ? ok({ type: "end" }) : err("type is neither start, turn nor end");
}

/** Limits thought possible before anything is bid: any price is as likely as any other. */
const POINTS = 48;
/** Future asks that are planned one by one; those between them are not. */
const PLANNED = 8;

const TACTICS: TacticShares = {
  curves: [0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4, 2, 3, 5].map((e) => [e, 0.07] as const),
  reciprocal: [
    [0.5, 0.05],
    [1, 0.1],
  ],
  stepper: [
    [0.01, 0.05],
    [0.015, 0.05],
    [0.025, 0.05],
  ],
};
/** Chance that a side which speaks first in each step still bids after our last ask. */
const LAST_WORD = 0.95;
const READY = 0.15;

function modelOf(g: Game): Model {
  const span = Math.max(1, g.max - g.min);
  const outside = sold(g, g.reservation);
  const guesses = Array.from({ length: POINTS }, (_, i) => ({
    limit: g.min + (span * (i + 0.5)) / POINTS,
    weight: 1 / POINTS,
    outside,
  }));
  const unit = Math.max(1, span / 100);
  return {
    hypotheses: hypothesesOf(TACTICS, guesses, 1),
    noise: [
      [0.5 * unit, 0.4],
      [2 * unit, 0.35],
      [6 * unit, 0.25],
    ],
    ready: READY,
    tick: unit / 2,
  };
}

const STYLE: Style = {
  ...{ aim: 0.97, hold: 0.5, unconditional: 1, margin: 0, late: 2 },
  least: { amount: 0, share: 0 },
};

/** A price as a seller sees it, and back: for a payer the scale is turned round. */
const sold = (g: Game, price: number): number => (g.role === "seller" ? price : g.min + g.max - price);

/** Their clock: the share of the time since their first offer. */
const theirClock = (g: Game, t: number): number => {
  const since = g.since ?? 0;
  return since >= 1 ? 1 : Math.min(1, Math.max(0, (t - since) / (1 - since)));
};

/** Asks of ours that will still be answered, this one counted. */
const answered = (g: Game, step: number): number =>
  Math.min(g.steps, g.steps - Math.round(step)) - (g.theyBegin === true ? 1 : 0);

/** How much of a step the other side is counted on to have moved when it answers. */
const AHEAD = 0.2;

/** The asks still to come, thinned where there are many, and how many will have been made by each. */
function asksOf(
  g: Game,
  t: number,
  step: number,
): { readonly times: readonly number[]; readonly counts: readonly number[] } {
  const left = Math.max(1, answered(g, step));
  const planned = Math.min(PLANNED, left);
  const counts = Array.from({ length: planned }, (_, i) =>
    planned === 1 ? 1 : 1 + Math.round(((left - 1) * i) / (planned - 1)),
  );
  // What they take is what they plan next; whose clock says how late that is nobody knows, so little is counted on.
  return { counts, times: counts.map((n) => theirClock(g, t + (n - 1 + AHEAD) / g.steps)) };
}

/** The other side's offer heard: it answers our last ask, if we made one. */
function heard(g: Game, bid: number | undefined, t: number): Game {
  const { pending, ...rest } = g;
  if (bid === undefined) return g;
  if (g.first === undefined) return { ...g, first: bid, since: t };
  if (pending === undefined) return g;
  return { ...rest, exchanges: [...g.exchanges, { ask: pending, t: theirClock(g, t), bid }] };
}

/** One turn: the game as it then stands, and what is answered. Never below the reservation, whatever is bid. */
export function answerTurn(before: Game, turn: Extract<Message, { type: "turn" }>): readonly [Game, Answer] {
  const bid = turn.theirOffer === undefined ? undefined : sold(before, turn.theirOffer);
  const g = heard({ ...before, theyBegin: before.theyBegin ?? bid !== undefined }, bid, turn.t);
  const floor = sold(g, g.reservation);
  const least = Math.ceil(floor);
  if (least > g.max) return [g, { action: "end" }];
  const standing = bid ?? g.first ?? g.min;
  const step = nextStep(
    modelOf(g),
    {
      seen: { first: g.first ?? g.min, exchanges: g.exchanges },
      ...{ standing, now: theirClock(g, turn.t), ...asksOf(g, turn.t, turn.step), floor, cap: g.max, tick: 1 },
    },
    { end: "plan", lastWord: g.theyBegin === true ? LAST_WORD : 0, silence: 0 },
    STYLE,
  );
  const last = g.pending ?? g.exchanges.at(-1)?.ask ?? g.max;
  const price = Math.max(least, Math.min(last, Math.floor(step.price)));
  const takes =
    bid !== undefined && bid >= floor && (step.act === "accept" || bid >= price || answered(g, turn.step) < 1);
  if (takes) return [g, { action: "accept" }];
  return [
    { ...g, pending: price },
    { action: "offer", price: sold(g, price) },
  ];
}
