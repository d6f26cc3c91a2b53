import type { Chance } from "../../src/strategy/chance.ts";

/**
 * Opponents for one price, after the published tactics: our own short forms of them, not the originals. Each wants a low
 * price between 0 and 100 and has a limit; as sellers they are mirrored. `hear` takes our ask; `bid` may accept it.
 */
export interface Opponent {
  /** `undefined` accepts `ask`; `ask` is undefined when we have not spoken yet. */
  reply(ask: number | undefined, t: number, step: number): number | undefined;
}

export type Make = (limit: number, steps: number, rng: Chance) => Opponent;

/** Utility of a price for a side that would go to `limit`. */
const useful = (price: number, limit: number): number => (limit - price) / Math.max(1, limit);
const priceOf = (utility: number, limit: number): number => Math.floor(limit * (1 - Math.min(1, Math.max(0, utility))));

/** Offers at a target utility that time sets; takes what is as good as its next offer. */
const aspiring =
  (
    target: (t: number, seen: { readonly first?: number; readonly last?: number; readonly best: number }) => number,
  ): Make =>
  (limit, steps) => {
    let first: number | undefined;
    let best = Number.POSITIVE_INFINITY;
    let own = 0;
    return {
      reply(ask, t) {
        if (ask !== undefined) {
          first ??= ask;
          best = Math.min(best, ask);
        }
        const seen = { best: useful(best, limit), ...(first === undefined ? {} : { first: useful(first, limit) }) };
        const now = target(
          Math.min(1, t + 1 / steps),
          ask === undefined ? seen : { ...seen, last: useful(ask, limit) },
        );
        own = Math.max(own, priceOf(now, limit));
        return ask !== undefined && ask <= limit && ask <= own ? undefined : own;
      },
    };
  };

const curve = (power: number): Make => aspiring((t) => 1 - t ** power);

const micro: Make = (limit) => {
  const received = new Set<number>();
  let own = -1;
  return {
    reply(ask) {
      if (ask !== undefined) received.add(ask);
      const next = received.size > own ? Math.min(Math.floor(limit), own + 1) : own;
      if (ask !== undefined && ask <= limit && ask <= Math.max(next, 0)) return undefined;
      own = Math.max(0, next);
      return own;
    },
  };
};

/** Gives back in its own utility what it was given. */
const titForTat: Make = aspiring((_, { first, last }) =>
  first === undefined || last === undefined ? 1 : 1 - Math.max(0, last - first),
);

/** One outcome after the other, from its best; takes what is better than its next. */
const cab: Make = (limit) => {
  let own = -1;
  return {
    reply(ask) {
      own = Math.min(Math.floor(limit), own + 1);
      return ask !== undefined && ask <= own ? undefined : own;
    },
  };
};

const hardHeaded: Make = aspiring((t, { best }) => {
  const target = 1 - 0.415 * t ** 5;
  return t > 0.98 ? Math.min(target, Math.max(0.1, best)) : target;
});

const agentGg: Make = aspiring((t, { best }) => {
  if (t < 0.2) return 1 - 0.25 * t;
  if (t < 0.9) return 0.95 - 0.15 * ((t - 0.2) / 0.7);
  return t > 0.985 ? Math.min(0.7, Math.max(0.25, best)) : 0.8 - 0.1 * ((t - 0.9) / 0.1);
});

const parsCat: Make = aspiring((t, { best }) => {
  const wave = 0.04 * Math.sin(t * 40);
  const target = t < 0.5 ? 1 - 0.3 * t : 0.85 - 0.3 * (t - 0.5);
  return t > 0.97 ? Math.min(target, Math.max(0.3, best)) : target + wave;
});

/** Answers the share of the way we came towards an even split with the same share of its own. */
const niceTitForTat: Make = aspiring((t, { first, last, best }) => {
  if (first === undefined || last === undefined) return 1;
  const came = Math.min(1, Math.max(0, (last - first) / Math.max(0.05, 0.5 - first)));
  const target = 1 - 0.5 * came;
  return t > 0.96 ? Math.min(target, Math.max(0.3, best)) : target;
});

export const POOL: Readonly<Record<string, Make>> = {
  boulware: curve(4),
  linear: curve(1),
  conceder: curve(0.25),
  micro,
  titForTat,
  cab,
  hardHeaded,
  agentGg,
  parsCat,
  niceTitForTat,
};
