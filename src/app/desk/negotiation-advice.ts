import { setImmediate as breathe } from "node:timers/promises";
import { type Cents, showUsd, ZERO } from "#base/money.ts";
import { plain } from "#case/plain.ts";
import type { Offer } from "#case/state.ts";
import { type AskAhead, asksAhead } from "#strategy/asks-ahead.ts";
import { type Effects, effectsOf } from "#strategy/move-reasons.ts";
import { askOf, bestWay, isNoStep, suggestedBy, valuesOfTurn, waitingOn, whyNoAsk } from "#strategy/moves.ts";
import type { NegotiationState } from "#strategy/negotiation.ts";
import { advisedOn, type MissingFact, missingOf } from "#strategy/plan.ts";
import type { Foreseen } from "#strategy/plan-case.ts";
import type { GuardRefusal } from "#strategy/proposal-guards.ts";
import { takesStanding } from "#strategy/standing-offer.ts";
import type { Turn } from "#strategy/turn.ts";
import { turnFlips } from "#strategy/turn-reasons.ts";
import { talkDaysOf } from "#strategy/window.ts";
import { type Card, type CardMove, intervalOf, MINUTES, waitOutlook } from "./negotiation-cards.ts";
import { letsGo, refusalsFor, waitRefusals } from "./negotiation-guards.ts";
import {
  type FirstOffer,
  firstOfferOf,
  likelyLimit,
  type Reply,
  replyOf,
  type Sensitivity,
  sensitivityOf,
} from "./negotiation-outlook.ts";
import { floorOf, type Table } from "./negotiation-table.ts";

/** What the desk says about a table: the turn, the moves side by side, and what may come. */
export interface Advice {
  /** Why nothing is advised; undefined when something is. */
  readonly why: string | undefined;
  /** The fact that would help most. */
  readonly askFirst: MissingFact | undefined;
  readonly turn: Turn | undefined;
  readonly zone: Zone | undefined;
  readonly cards: readonly Card[];
  readonly reply: Reply | undefined;
  readonly sensitivity: Sensitivity | undefined;
  readonly firstOffer: FirstOffer | undefined;
  /** What would be done next for each answer to the ask that is out or advised; empty where there is none. */
  readonly ahead: readonly AskAhead[];
}

export interface Zone {
  readonly floor: Cents;
  readonly target: Cents | undefined;
  readonly cap: Cents;
  readonly likelyLow: Cents;
  readonly likelyHigh: Cents;
  readonly chance: number;
}

const NOTHING: Omit<Advice, "why"> = {
  ...{ askFirst: undefined, turn: undefined, zone: undefined, cards: [] },
  ...{ reply: undefined, sensitivity: undefined, firstOffer: undefined, ahead: [] },
};

/** What is worked out of a state alone, by the state; most pages ask again and again for the same. */
interface Reckoned {
  readonly effects: Effects;
  readonly flips: readonly string[];
  readonly sensitivity: Sensitivity | undefined;
}

const MOST_KEPT = 200;
const kept = new Map<string, Promise<Reckoned>>();

async function reckon(s: NegotiationState, turn: Turn, replyDays: number): Promise<Reckoned> {
  const pause = (): Promise<void> => breathe(undefined);
  const steps = effectsOf(s, valuesOfTurn(s, turn));
  let step = steps.next();
  while (step.done !== true) {
    await pause();
    step = steps.next();
  }
  const effects = step.value;
  await pause();
  const flips = turnFlips(s, turn).map((f) => f.text);
  return { effects, flips, sensitivity: await sensitivityOf(s, turn, { replyDays, pause }) };
}

/** The same state gives the same answer, so it is kept; what is given up first is what was made first. */
function reckoned(s: NegotiationState, turn: Turn, replyDays: number): Promise<Reckoned> {
  const key = `${replyDays} ${JSON.stringify(plain(s))}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = reckon(s, turn, replyDays);
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  const [first] = kept.keys();
  if (kept.size > MOST_KEPT && first !== undefined) kept.delete(first);
  return made;
}

/** Their offer that may still be taken: the last of those that stand. */
export const takeable = ({ view, asOf }: Pick<Table, "view" | "asOf">): Offer | undefined =>
  view.offers.findLast(
    (o) => o.from === "them" && o.state === "open" && (o.expires === undefined || o.expires >= asOf),
  );

interface Seat {
  readonly table: Table;
  readonly state: NegotiationState;
  readonly turn: Turn;
  readonly reckoned: Reckoned;
  /** The move that is advised; undefined where there is not enough to advise. */
  readonly advised: CardMove | undefined;
  readonly ask: Cents | undefined;
}

const card = (x: Seat, move: CardMove, of: Partial<Card> & Pick<Card, "label" | "open" | "why">): Card => {
  const suggested = x.advised === move;
  return {
    ...{ move, amount: undefined, value: undefined, low: undefined, high: undefined, chance: undefined },
    ...{ days: undefined, fees: ZERO, minutes: MINUTES[move], suggested, needs: [], reasons: [] },
    flips: suggested ? x.reckoned.flips : [],
    ...of,
  };
};

const needs = (refused: readonly GuardRefusal[] | undefined): readonly GuardRefusal[] => refused ?? [];

function acceptCard(x: Seat): Card {
  const { table, turn, state } = x;
  const offer = takeable(table);
  const { accept } = valuesOfTurn(state, turn);
  const reasons = x.reckoned.effects.accept;
  if (offer === undefined)
    return card(x, "accept", {
      ...{ label: `Keep the ${showUsd(turn.worth.accept)} that was allowed`, value: turn.worth.accept, chance: 1 },
      ...{ low: turn.worth.accept, high: turn.worth.accept, days: 0, reasons, open: state.planCase.answered },
      why: turn.standing.named ? "their offer stands no more" : "they have made no offer",
    });
  const wanted = {
    type: "accept offer",
    amount: offer.amount,
    final: false,
    reasons: [],
    releases: letsGo(offer),
  } as const;
  return card(x, "accept", {
    ...{
      label: `Accept their ${showUsd(offer.amount)}`,
      amount: offer.amount,
      value: accept,
      low: accept,
      high: accept,
    },
    ...{ chance: 1, days: 0, reasons, open: true, needs: needs(refusalsFor(wanted, table)) },
    why: "their offer stands",
  });
}

function counterCard(x: Seat): Card {
  const { table, turn, state, ask } = x;
  const { counter } = valuesOfTurn(state, turn);
  const what = turn.standing.ourLast === undefined ? "Open" : "Counter";
  if (ask === undefined || counter === undefined)
    return card(x, "counter", { label: what, open: false, why: whyNoAsk(state, turn) ?? "no step can be asked for" });
  if (isNoStep(turn, ask))
    return card(x, "counter", {
      label: what,
      open: false,
      why: "there is no reason yet for a step that would be heard",
    });
  const { low, high } = intervalOf(state, turn, "counter");
  const wanted = { type: "make offer", amount: ask, final: false, reasons: [], releases: false } as const;
  const { window } = table;
  const days = talkDaysOf(window, table.asOf) ?? state.planCase.priors.talkDays.value;
  return card(x, "counter", {
    ...{ label: `${what} at ${showUsd(ask)}`, amount: ask, value: counter, low, high, days },
    ...{ chance: turn.step.agreement, open: true, needs: needs(refusalsFor(wanted, table)) },
    reasons: x.reckoned.effects.counter,
    why: turn.lastAsk ? "the last ask there is time for" : `${state.clock.asksLeft} asks are left`,
  });
}

function escalateCard(x: Seat): Card {
  const { table, turn, state } = x;
  const best = bestWay(turn);
  if (best === undefined) {
    const closed = turn.channels.find((c) => !c.available && c.id !== "lawsuit");
    return card(x, "escalate", { label: "Escalate", open: false, why: closed?.why ?? "no road is open" });
  }
  const way = state.planCase.ways.find((w) => w.id === best.id);
  const wanted = { type: "file", amount: undefined, final: false, reasons: [], releases: false } as const;
  const ready = way?.ready === true;
  return card(x, "escalate", {
    ...{ label: best.label, value: best.value, chance: best.chance, days: best.days, fees: best.fees, open: ready },
    ...intervalOf(state, turn, best.label),
    ...{ needs: needs(refusalsFor(wanted, table)), reasons: x.reckoned.effects.escalate },
    why: ready ? best.why : `not yet: ${best.why}`,
  });
}

/** Business days until they would usually have answered. */
const waitDays = ({ replyDays }: Table): number => Math.max(1, Math.round(replyDays));

/** Before payment, what no deal leaves: the plan processes the claim, and the roads of the claim open then. */
function processCard(x: Seat, { days, source, value }: Foreseen): Card {
  const { table, turn } = x;
  return card(x, "wait", {
    ...{ label: "Let the plan process it", value: turn.wayOut.value, days, needs: waitRefusals(table), open: true },
    why: `expected to allow ${showUsd(value)}: ${source}`,
  });
}

/** The course a reply later, with one ask less: what saying nothing today leaves. */
function waitCard(x: Seat): Card {
  const { table, turn, state } = x;
  const step = waitDays(table);
  const waiting = waitingOn(state, turn, step);
  const { waiting: isOut, ourLast } = turn.standing;
  const holds = turn.move === "hold" && ourLast !== undefined && !isOut;
  const { foreseen } = state.planCase;
  if (foreseen !== undefined && turn.move === "hold" && state.clock.asksLeft === 0) return processCard(x, foreseen);
  const label = holds ? `Hold at ${showUsd(ourLast)}` : isOut ? "Wait for their answer" : "Say nothing today";
  return card(x, "wait", {
    ...{ label, days: Math.round((step * 7) / 5), needs: waitRefusals(table), open: true },
    ...(waiting && waitOutlook(waiting)),
    why: `${holds ? "our ask stands, and is said to stand; " : ""}as it would stand ${step} business days on, with one ask less`,
  });
}

function zoneOf({ state, turn, table }: Seat): Zone {
  const limit = likelyLimit(state, turn);
  const { target } = turn.worth;
  return {
    ...{ floor: floorOf(table) ?? turn.floor, target, cap: turn.cap },
    ...{ likelyLow: limit.low, likelyHigh: limit.high, chance: turn.step.zone },
  };
}

export const OFF = "Suggestions are switched off in the settings.";

/** What keeps the desk from advising, and the fact that would help most; figures are shown all the same. */
function heldBack(
  table: Table,
  state: NegotiationState,
  turn: Turn,
): { why: string; askFirst: MissingFact | undefined } | undefined {
  if (table.held.autonomy === "off") return { why: OFF, askFirst: undefined };
  const [because] = advisedOn(state, turn).held;
  if (because === undefined) return undefined;
  return { why: `Not enough to advise: ${because}.`, askFirst: missingOf(state, turn)[0] };
}

/** The move alone, as the desk would advise it; undefined where it would not, and why. */
export function moveOf(table: Table): { readonly turn: Turn } | { readonly turn: undefined; readonly why: string } {
  const { state, turn } = table;
  if (state === undefined || turn === undefined)
    return { turn: undefined, why: table.why ?? "There is nothing to plan." };
  const held = heldBack(table, state, turn);
  return held === undefined
    ? { turn: takesStanding(turn, takeable(table)?.amount) }
    : { turn: undefined, why: held.why };
}

function aheadOf({ state, turn, ask, table }: Seat): readonly AskAhead[] {
  const { standing, move } = turn;
  const asked = standing.waiting ? standing.ourLast : move === "open" || move === "counter" ? ask : undefined;
  return asked === undefined ? [] : asksAhead(state, asked, standing, table.replyDays);
}

/** Reads a table. The transaction it was set in is over: this may take a while, and lets others in between. */
export async function adviceOn(table: Table): Promise<Advice> {
  const { state, turn: reckonedTurn, view, memory } = table;
  if (state === undefined || reckonedTurn === undefined) return { ...NOTHING, why: table.why };
  const held = heldBack(table, state, reckonedTurn);
  const turn = takesStanding(reckonedTurn, takeable(table)?.amount);
  const ask = askOf(state, reckonedTurn);
  const x: Seat = {
    ...{ table, state, turn, ask, reckoned: await reckoned(state, reckonedTurn, waitDays(table)) },
    advised: held === undefined ? suggestedBy(turn) : undefined,
  };
  const theirs = view.offers.filter((o) => o.from === "them").length;
  const reply = replyOf(state, turn, ask, memory);
  return {
    ...{ why: held?.why, askFirst: held?.askFirst, turn: held === undefined ? turn : undefined, zone: zoneOf(x) },
    ...{ cards: [acceptCard(x), counterCard(x), escalateCard(x), waitCard(x)], reply },
    ...{ sensitivity: x.reckoned.sensitivity, firstOffer: firstOfferOf(turn, theirs, reply) },
    ahead: held === undefined ? aheadOf(x) : [],
  };
}
