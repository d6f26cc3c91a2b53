import { FEDERAL } from "#base/calendar.ts";
import { type Day, plusDays } from "#base/day.ts";
import { allow, OUT_OF_NETWORK } from "./answer.ts";
import { bill } from "./bill.ts";
import { JUNIPER, LANTERN, NORTHFIELD, PLANS, RIVERBEND, STARFIELD } from "./cast.ts";
import type { DemoClaim, DemoPaidLine, DemoPlan } from "./model.ts";
import { type Rng, rng } from "./rng.ts";
import { kindOf } from "./volume.ts";

/**
 * The past of the demo: negotiations of thirty months that are closed. Each payer bargains by a habit of its own, which is
 * drawn from here and from nowhere else, so that what is learned of it can be held against how it was made.
 */

/** Firms that price claims for payers, as a person writes them down. Invented. */
export const REPRICERS = ["Clearwater Repricing (SYNTHETIC)", "Granite Claim Pricing (SYNTHETIC)"] as const;

/** How a payer bargains; shares are thousandths of what was at stake. */
export interface PayerHabit {
  /** Firm that prices for it: its place in `REPRICERS`. */
  readonly repricer?: 0 | 1;
  /** Its first offer, and the share of the gap to our ask that each later one closes. */
  readonly first: number;
  readonly step: number;
  readonly offers: number;
  /** Its first offer is called final, and it never moves. */
  readonly final?: true;
  /** Business days to an answer. */
  readonly reply: readonly [low: number, high: number];
  /** Of a thousand: never answers, keeps a promise, pays by the day that was agreed. */
  readonly silent: number;
  readonly keeps: number;
  readonly inTime: number;
}

const STEADY: PayerHabit = {
  ...{ first: 120, step: 333, offers: 3, reply: [3, 6], silent: 60, keeps: 800, inTime: 850 },
};
/** Who changed its habit so many days ago bargained otherwise before. */
export const CHANGED_DAYS = 240;

/** Habits by the payer's id. */
export const PAST_HABITS: Readonly<Record<string, { readonly now: PayerHabit; readonly before?: PayerHabit }>> = {
  [NORTHFIELD.id]: { now: { ...STEADY, repricer: 1 } },
  [STARFIELD.id]: { now: { ...STEADY, repricer: 1, first: 350, offers: 1, final: true, reply: [1, 3] } },
  [LANTERN.id]: {
    now: { ...STEADY, repricer: 0, first: 60, step: 150, offers: 3, reply: [16, 26], silent: 180, inTime: 250 },
  },
  [RIVERBEND.id]: {
    now: { ...STEADY, first: 20, step: 60, offers: 2, reply: [7, 12], silent: 150, keeps: 250, inTime: 400 },
    before: { ...STEADY, first: 420, step: 400, offers: 2, reply: [2, 5], silent: 20 },
  },
  [JUNIPER.id]: { now: { ...STEADY, first: 520, step: 350, offers: 2, reply: [1, 3], silent: 10, inTime: 950 } },
};

const PLANS_OF_PAST: readonly [DemoPlan, ...DemoPlan[]] = [
  PLANS.AZ[0],
  ...[PLANS.AZ[2], PLANS.AZ[3]],
  ...[PLANS.TX[0], PLANS.TX[2], PLANS.TX[3]],
  ...[PLANS.NY[0], PLANS.NY[0]],
];

/** What happens between the two sides, each on its day; shares are thousandths of the stake. */
export type PastMove =
  | { readonly is: "ask" | "bid"; readonly on: Day; readonly share: number; readonly final?: true }
  | { readonly is: "call"; readonly on: Day; readonly by: Day; readonly kept: boolean; readonly repricer?: string }
  | { readonly is: "agree"; readonly on: Day; readonly share: number; readonly due: Day; readonly paid: Day }
  | { readonly is: "award"; readonly on: Day; readonly share: number; readonly due: Day; readonly paid: Day }
  | { readonly is: "walk"; readonly on: Day };

export interface PastStory {
  readonly claim: DemoClaim;
  readonly answered: Day;
  readonly lines: readonly DemoPaidLine[];
  readonly opened: Day;
  readonly repricer: string | undefined;
  readonly moves: readonly PastMove[];
}

/** Negotiations, the days they span, and how old the newest is. Those that are not over today are left out by who tells. */
export const PAST_CASES = 200;
const SPAN = 830;
const NEWEST = 60;
/** A payer that was never asked again is given up after so many business days. */
const PATIENCE = 25;

const after = (d: Day, businessDays: number): Day => FEDERAL.nthAfter(d, businessDays);

/** How it ends once both have said their last. */
function endOf(r: Rng, habit: PayerHabit, from: Day, bid: number, asOf: Day): readonly PastMove[] {
  const late = !r.chance(habit.inTime);
  const paidBy = (agreed: Day) => {
    const due = after(agreed, 20);
    return { due, paid: after(agreed, late ? r.int(26, 45) : r.int(8, 18)) };
  };
  const fate = r.int(0, 999);
  const worth = bid >= 150;
  if (worth ? fate < 830 : fate < 420) {
    const on = after(from, r.int(1, 4));
    return [{ is: "agree", on, share: bid, ...paidBy(on) }];
  }
  const decided = after(from, r.int(55, 75));
  if (fate > 900 && plusDays(decided, 70) < asOf) {
    const share = r.chance(650) ? r.int(700, 860) : bid;
    return [{ is: "award", on: decided, share, ...paidBy(decided) }];
  }
  return [{ is: "walk", on: after(from, r.int(5, PATIENCE)) }];
}

/** Ask and bid in turn, as the habit has it. */
function movesOf(r: Rng, habit: PayerHabit, opened: Day, asOf: Day): readonly PastMove[] {
  const moves: PastMove[] = [];
  let ask = r.int(900, 1000);
  let on = after(opened, r.int(1, 4));
  moves.push({ is: "ask", on, share: ask });
  if (r.chance(habit.silent)) return [...moves, { is: "walk", on: after(on, PATIENCE) }];
  let bid = 0;
  for (let n = 0; n < habit.offers; n++) {
    on = after(on, r.int(...habit.reply));
    bid =
      n === 0 ? habit.first + r.int(-15, 15) : bid + Math.round(((ask - bid) * (habit.step + r.int(-20, 20))) / 1000);
    moves.push({ is: "bid", on, share: bid, ...(habit.final && { final: true as const }) });
    if (n === habit.offers - 1) break;
    on = after(on, r.int(1, 4));
    ask -= Math.round((ask - bid) / 6);
    moves.push({ is: "ask", on, share: ask });
  }
  return [...moves, ...endOf(r, habit, on, bid, asOf)];
}

const repricerOf = ({ repricer }: PayerHabit): string | undefined =>
  repricer === undefined ? undefined : REPRICERS[repricer];

/** A call before the first answer, with a promise that is kept or not. */
function called(r: Rng, habit: PayerHabit, moves: readonly PastMove[]): readonly PastMove[] {
  const [first, second] = moves;
  if (first === undefined || !r.chance(500)) return moves;
  const by = after(first.on, 1);
  if (second !== undefined && second.on <= by) return moves;
  const repricer = repricerOf(habit);
  const call: PastMove = { is: "call", on: first.on, by, kept: r.chance(habit.keeps), ...(repricer && { repricer }) };
  return [first, call, ...moves.slice(1)];
}

/** Story `n` of a seed: the same whichever others are made. */
export function pastStory(n: number, seed: number, asOf: Day): PastStory {
  const r = rng(seed, 500_000 + n);
  const service = plusDays(asOf, -NEWEST - SPAN + Math.floor((n * SPAN) / PAST_CASES) - r.int(20, 26));
  const plan = r.pick(PLANS_OF_PAST);
  const kinds = Array.from({ length: 20 }, (_, k) => kindOf(n + k));
  const kind = kinds.find((k) => k.sites.some((s) => PLANS[s.state].some((p) => p === plan))) ?? kindOf(n);
  const site = kind.sites.find((s) => PLANS[s.state].some((p) => p === plan)) ?? kind.sites[0];
  const claim = bill({
    ...{ id: `${kind.practice.prefix}-7${String(n).padStart(4, "0")}`, kind, visit: r.pick(kind.visits), plan, site },
    ...{ service, sent: plusDays(service, 6), asOf, person: r.int(0, 99_999_999) },
  });
  const answered = FEDERAL.nthFrom(plusDays(service, 16), 1);
  const allowed = r.int(60, 110);
  const opened = after(answered, 2);
  const { now, before = now } = PAST_HABITS[plan.payer.id] ?? { now: STEADY };
  const habit = opened < plusDays(asOf, -CHANGED_DAYS) ? before : now;
  const lines = claim.lines.map((l) => allow(claim, l, { allowed, reduction: OUT_OF_NETWORK, coinsurance: 10 }));
  const moves = called(r, habit, movesOf(r, habit, opened, asOf));
  return { claim, answered, lines, opened, repricer: repricerOf(habit), moves };
}

/** The day on which a story is over: its last money, or its last word. */
export function endedOn({ opened, moves }: PastStory): Day {
  const last = moves.at(-1);
  if (last === undefined) return opened;
  return last.is === "agree" || last.is === "award" ? last.paid : last.on;
}
