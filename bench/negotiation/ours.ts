import type { Habits } from "../../src/strategy/haggle.ts";
import { dispute, ROUNDS, type Seen } from "../../src/strategy/invented-case.ts";
import { hypothesesOf, type Outlook, stonewallLimits, weighedLimits } from "../../src/strategy/limits.ts";
import type { Exchange, Model } from "../../src/strategy/opponent.ts";
import { nextStep, STYLE, type Style, takesLastBid } from "../../src/strategy/step.ts";
import type { Strategy } from "./reference.ts";

export interface Settings {
  readonly habits: Habits;
  readonly ready: number;
  /** What an agreement must bring above the way out, in standard deviations of our doubt about it. */
  readonly margin: number;
  readonly shrink: boolean;
  /** Doubt about how payers see their own side: standard deviation of the logarithm of limit over cost. */
  readonly doubt: number;
  readonly style: Style;
}
export const SETTINGS: Settings = {
  habits: { end: "limit", lastWord: 0.9, silence: 0 },
  ready: 0.1,
  margin: 0.5,
  shrink: true,
  doubt: 0.15,
  style: STYLE,
};

/** Nine places of a normal belief, evenly spaced. */
const PLACES = Array.from({ length: 13 }, (_, i) => (i - 6) * 0.5);

export function outlooksOf(s: Seen, shrink: boolean): readonly Outlook[] {
  const prior = Math.log(2.2 * s.qpa);
  const trust = 0.4 ** 2 / (0.4 ** 2 + 0.2 ** 2);
  const mean = shrink ? prior + trust * (s.forecast - prior) : s.forecast;
  const sd = shrink ? Math.sqrt(trust) * 0.2 : 0.2;
  const raw = PLACES.map((z) => Math.exp(-0.5 * z * z));
  const total = raw.reduce((t, w) => t + w, 0);
  return PLACES.map((z, i) => {
    const d = dispute(s, mean + z * sd, { ours: s.eligible, theirs: s.eligible });
    return {
      weight: raw[i]! / total,
      wayOut: s.files ? d.wayOut : s.init,
      payerCost: s.files ? d.payerCost : s.init,
    };
  });
}

const spreadOf = (outlooks: readonly Outlook[], mean: number): number =>
  Math.sqrt(outlooks.reduce((t, x) => t + x.weight * (x.wayOut - mean) ** 2, 0));

const meanOf = (outlooks: readonly Outlook[]): number => outlooks.reduce((t, x) => t + x.weight * x.wayOut, 0);

/** What the engine believes of a payer of this population before it is heard. */
export function modelFor(s: Seen, o: Settings): Model {
  const outlooks = outlooksOf(s, o.shrink);
  const weighed = weighedLimits(outlooks, { initial: s.init, shading: [-0.05, o.doubt], points: 60 });
  return {
    hypotheses: [
      ...hypothesesOf(
        {
          curves: [0.2, 0.35, 0.5, 0.7, 1, 1.4, 2, 3].map((e) => [e, 0.65 / 8] as const),
          reciprocal: [[1, 0.2]],
          stepper: [[1 / ROUNDS, 0.1]],
        },
        weighed,
        0.85,
      ),
      ...hypothesesOf(
        { curves: [[0.1, 1]], reciprocal: [], stepper: [] },
        stonewallLimits(s.init, 1.25, meanOf(outlooks)),
        0.15,
      ),
    ],
    noise: [
      [0.002 * s.init, 0.5],
      [0.02 * s.init, 0.3, 1],
      [0.08 * s.init, 0.2, 1],
    ],
    ready: o.ready,
    tick: 1,
  };
}

export const ours =
  (o: Settings = SETTINGS): Strategy =>
  (s) => {
    const outlooks = outlooksOf(s, o.shrink);
    const margin = o.margin * spreadOf(outlooks, meanOf(outlooks));
    const model = modelFor(s, o);
    const exchanges: Exchange[] = [];
    let pending: { ask: number; t: number } | undefined;
    const see = (bid: number) => {
      if (pending !== undefined) exchanges.push({ ...pending, bid });
      pending = undefined;
      return { first: s.init, exchanges };
    };
    return {
      act(bid, t, left) {
        const times = Array.from({ length: left }, (_, i) => (ROUNDS - left + 1 + i) / ROUNDS);
        const at = { standing: bid, now: t - 1 / ROUNDS, times, floor: s.init, cap: Math.max(s.cap, s.init), tick: 1 };
        const step = nextStep(model, { ...at, seen: see(bid) }, o.habits, { ...o.style, margin });
        if (step.act === "accept") return undefined;
        pending = { ask: step.price, t };
        return step.price;
      },
      takesLast: (bid) => takesLastBid(model, see(bid), bid, s.init, margin),
    };
  };
