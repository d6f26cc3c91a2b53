import { type Cents, cents, sum } from "#base/money.ts";
import { type Prospect, WEEK_DAYS } from "./portfolio.ts";

/**
 * What to do this week under a budget of minutes. A right that ends this week outranks any better price (G7): those cases
 * are chosen first, by what would be lost, and the rest of the week goes to what earns most. What does not fit is named
 * with its dollars, so that nothing lapses in silence. Exact: no other choice within the budget keeps more.
 */
export interface Week {
  readonly budget: number;
  readonly used: number;
  /** In the order to do them: what ends first, then what earns most a minute. */
  readonly now: readonly Prospect[];
  /** Ends this week and does not fit: what is lost. */
  readonly lost: readonly Prospect[];
  /** Would earn, and waits for another week, or for an answer of the other side. */
  readonly later: readonly Prospect[];
  /** Ends this week and is worth less than its work and fees. */
  readonly letGo: readonly Prospect[];
  /** Ends this week, and nothing known puts a figure on it: a person must look. */
  readonly unvalued: readonly Prospect[];
  /** Nothing more to win: to be accepted and closed. */
  readonly close: readonly Prospect[];
  /** Sums of gains: of now, of lost and of later. */
  readonly earns: Cents;
  readonly loses: Cents;
  readonly waits: Cents;
}

/** The largest budget that is planned for: a practice of forty for a week. */
export const BUDGET_MOST = 100_000;

const byId = (a: Prospect, b: Prospect): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const gainOf = (p: Prospect): bigint => p.gain ?? 0n;

export const endsThisWeek = (p: Prospect): boolean =>
  p.daysLeft !== undefined && p.daysLeft >= 1 && p.daysLeft <= WEEK_DAYS;

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * The subset of most gain whose minutes fit (0/1 knapsack by dynamic programming). Gains must be above zero and minutes
 * whole; of equal subsets the one with the earlier ids is taken. Time grows with items times budget over the common divisor.
 */
export function mostGain(items: readonly Prospect[], budget: number): readonly Prospect[] {
  const sorted = [...items].sort(byId);
  const total = sorted.reduce((t, p) => t + p.minutes, 0);
  if (total <= budget) return sorted;
  const unit = Math.max(
    1,
    sorted.reduce((d, p) => divisor(p.minutes, d), 0),
  );
  const room = Math.floor(budget / unit);
  // Cents of all cases together stay far below 2^53, so plain numbers are exact here.
  const best = new Float64Array(room + 1);
  const taken = sorted.map(() => new Uint8Array((room >> 3) + 1));
  for (let i = sorted.length - 1; i >= 0; i--) {
    const item = sorted[i] as Prospect;
    const [need, gain, marks] = [item.minutes / unit, Number(gainOf(item)), taken[i] as Uint8Array];
    for (let b = room; b >= need; b--) {
      const then = (best[b - need] as number) + gain;
      if (then < (best[b] as number)) continue;
      best[b] = then;
      marks[b >> 3] = (marks[b >> 3] as number) | (1 << (b & 7));
    }
  }
  let left = room;
  return sorted.filter((item, i) => {
    if ((((taken[i] as Uint8Array)[left >> 3] as number) & (1 << (left & 7))) === 0) return false;
    left -= item.minutes / unit;
    return true;
  });
}

const aMinute = (p: Prospect): number => Number(gainOf(p)) / Math.max(1, p.minutes);

/** What ends first, then what earns most a minute, then the key. */
const inOrder = (a: Prospect, b: Prospect): number => {
  const [endsA, endsB] = [endsThisWeek(a), endsThisWeek(b)];
  if (endsA !== endsB) return endsA ? -1 : 1;
  if (endsA && a.daysLeft !== b.daysLeft) return (a.daysLeft ?? 0) - (b.daysLeft ?? 0);
  return aMinute(b) - aMinute(a) || byId(a, b);
};

/** The most gain first. */
export const byGain = (a: Prospect, b: Prospect): number =>
  gainOf(a) === gainOf(b) ? byId(a, b) : gainOf(a) > gainOf(b) ? -1 : 1;

const gains = (list: readonly Prospect[]): Cents => sum(list.map((p) => cents(gainOf(p))));

/** The week of these cases; `budget` in minutes of staff, 0 up to `BUDGET_MOST`. Order of the cases changes nothing. */
export function weekOf(all: readonly Prospect[], budget: number): Week {
  const minutes = Math.max(0, Math.min(BUDGET_MOST, Math.floor(budget)));
  const earning = all.filter((p) => p.gain !== undefined && p.gain > 0n);
  const ending = earning.filter(endsThisWeek);
  const saved = mostGain(ending, minutes);
  const spent = saved.reduce((t, p) => t + p.minutes, 0);
  const more = mostGain(
    earning.filter((p) => !endsThisWeek(p) && p.waits !== true),
    minutes - spent,
  );
  const chosen = new Set([...saved, ...more]);
  const now = [...chosen].sort(inOrder);
  const left = earning.filter((p) => !chosen.has(p)).sort(byGain);
  const [lost, later] = [left.filter(endsThisWeek), left.filter((p) => !endsThisWeek(p))];
  const idle = all.filter((p) => p.gain === undefined || p.gain <= 0n).sort(byId);
  return {
    budget: minutes,
    used: now.reduce((t, p) => t + p.minutes, 0),
    ...{ now, lost, later },
    letGo: idle.filter((p) => p.gain !== undefined && p.course !== "accept" && endsThisWeek(p)),
    unvalued: idle.filter((p) => p.gain === undefined && endsThisWeek(p)),
    close: idle.filter((p) => p.gain !== undefined && p.course === "accept"),
    ...{ earns: gains(now), loses: gains(lost), waits: gains(later) },
  };
}
