import { bestLadder, timeOffer } from "../../src/strategy/concession.ts";
import { ROUNDS, type Seen } from "../../src/strategy/invented-case.ts";
import { payerPosterior } from "../../src/strategy/learning.ts";

/** The strategies ours is measured against: the baselines of the reference simulator, as it states them. */

export interface Player {
  /** An ask, or `undefined` to take the payer's bid. `t` is this ask's share of the window, `left` counts it. */
  act(bid: number, t: number, left: number): number | undefined;
  /** After the last ask was refused: whether the standing bid is taken. */
  takesLast(bid: number): boolean;
}

export type Strategy = (seen: Seen) => Player;

const floorOf = (s: Seen): number => Math.max(s.wayOut, s.init);
const startOf = (s: Seen): number => Math.min(s.cap, Math.max(1.6 * s.payerCost, floorOf(s) * 1.05));

const player = (s: Seen, act: Player["act"]): Player => ({ act, takesLast: (bid) => bid >= s.wayOut });

const curve =
  (exponent: number): Strategy =>
  (s) =>
    player(s, (bid, t) => {
      const x = timeOffer(startOf(s), floorOf(s), t, exponent);
      return bid >= x ? undefined : x;
    });

const acceptFirst: Strategy = (s) => player(s, (bid) => (bid >= floorOf(s) ? undefined : Math.max(floorOf(s), bid)));

const split: Strategy = (s) => {
  let last = startOf(s);
  return player(s, (bid) => {
    last = Math.max(floorOf(s), (bid + last) / 2);
    return bid >= last ? undefined : last;
  });
};

const titForTat: Strategy = (s) => {
  let at = startOf(s);
  let seen: number | undefined;
  return player(s, (bid, _, left) => {
    if (seen !== undefined) at = Math.max(floorOf(s), at - Math.max(0, bid - seen));
    seen = bid;
    return bid >= at || (left === 1 && bid >= floorOf(s)) ? undefined : at;
  });
};

const micro: Strategy = (s) => {
  let steps = 0;
  let seen: number | undefined;
  return player(s, (bid) => {
    if (seen === undefined || bid > seen + 1) steps++;
    seen = bid;
    const x = Math.max(floorOf(s), startOf(s) - ((startOf(s) - floorOf(s)) * steps) / ROUNDS);
    return bid >= x ? undefined : x;
  });
};

const GRID = 40;

/** The reference ladder: posterior over limit and pace, exact ladder over the asks left, stop against the way out. */
const bayesLadder: Strategy = (s) => {
  const floor = floorOf(s);
  const room = 1.8 * s.payerCost - floor;
  const grid = Array.from({ length: GRID }, (_, i) =>
    room > 0 ? floor + (room * (i + 0.5)) / GRID : floor * (1 + i / GRID),
  );
  const raw = grid.map((x) => Math.exp(-0.5 * ((Math.log(x) - Math.log(s.payerCost)) / 0.3) ** 2) / x);
  const total = raw.reduce((t, w) => t + w, 0);
  const prior = raw.map((w) => w / total);
  const seen: [number, number][] = [];
  const asked: number[] = [];
  return player(s, (bid, t, left) => {
    if (asked.length > 0) seen.push([t - 1 / ROUNDS, bid]);
    const post = payerPosterior({
      limits: grid,
      exponents: [0.1, 0.2, 0.5, 1, 2],
      first: s.init,
      observations: seen,
      noise: 0.08 * s.payerCost,
      priorLimits: prior,
      rejectedAsks: asked,
      acceptIfBelow: 0.25,
    });
    const plan = bestLadder(floor, grid, post?.limits ?? prior, left === 1 ? 1 : Math.min(left, 3));
    let x = plan.asks[0] ?? floor;
    if (left > 1) x = Math.max(x, timeOffer(startOf(s), x, t, 0.5));
    x = Math.max(floor, Math.min(x, asked.at(-1) ?? Number.POSITIVE_INFINITY));
    if (bid >= x || (left === 1 && bid - floor >= plan.value)) return undefined;
    asked.push(x);
    return x;
  });
};

export const REFERENCE = {
  acceptFirst,
  split,
  conceder: curve(3),
  linear: curve(1),
  boulware: curve(0.2),
  midboulware: curve(0.5),
  titForTat,
  micro,
  bayesLadder,
} as const satisfies Readonly<Record<string, Strategy>>;
