import { timeOffer } from "./concession.ts";

/**
 * (h) What the other side may be: how it concedes and how far it would go. Seen from the side that wants a high price; the
 * other side's figures are bids that rise towards a limit nobody sees. Amounts in one unit of the caller's choice.
 */
export type Tactic =
  /** Time decides: exponent of the curve from the first bid to the limit. */
  | { readonly kind: "curve"; readonly pace: number }
  /** Our concessions decide: the share of each that is returned. */
  | { readonly kind: "reciprocal"; readonly pace: number }
  /** One step for each new ask: the share of its room that a step is. */
  | { readonly kind: "stepper"; readonly pace: number };

/** A limit the other side may have, how likely it is before anything was said, and what our way out is worth if so. */
export interface Guess {
  readonly limit: number;
  readonly weight: number;
  readonly outside: number;
}

/** A way of conceding with its own belief about limits; limits ascend and are two at least. */
export interface Hypothesis {
  readonly tactic: Tactic;
  readonly weight: number;
  readonly guesses: readonly Guess[];
}

/** One exchange: our ask, and the bid that answered it, with the share of the window elapsed at that bid. */
export interface Exchange {
  readonly ask: number;
  readonly bid: number;
  readonly t: number;
}

export interface Seen {
  /** The bid from which the other side starts, before any ask. */
  readonly first: number;
  readonly exchanges: readonly Exchange[];
}

export interface Model {
  readonly hypotheses: readonly Hypothesis[];
  /**
   * Standard deviations of a bid around its tactic that are thought possible, in the unit of prices, with weights. Bids that
   * stray from every tactic name no limit, and so say little of the way out: `unsaying` is the share of what a low limit would
   * take from it that is not believed then; 0 unless told.
   */
  readonly noise: readonly (readonly [sd: number, weight: number, unsaying?: number])[];
  /** Share of opponents that take any ask within their limit at once, whatever they would have bid. */
  readonly ready: number;
  /** A concession smaller than this is none. */
  readonly tick: number;
}

/** One thing the other side may be, after what was seen. */
export interface Particle {
  readonly tactic: Tactic;
  readonly limit: number;
  readonly outside: number;
  readonly weight: number;
  /** Takes any ask within its limit at once. */
  readonly ready: boolean;
}

/** How a tactic's bids hang on the limit: bid = first + slope x (limit - first); sums over the exchanges. */
interface Fit {
  readonly slopes: number;
  readonly cross: number;
  readonly squares: number;
}

function fitOf(tactic: Tactic, seen: Seen, tick: number): Fit {
  let [slopes, cross, squares] = [0, 0, 0];
  let steps = 0;
  let last: number | undefined;
  for (const { ask, bid, t } of seen.exchanges) {
    if (last === undefined || ask < last - tick) steps++;
    last = ask;
    const slope = tactic.kind === "curve" ? timeOffer(0, 1, t, tactic.pace) : Math.min(1, steps * tactic.pace);
    const moved = bid - seen.first;
    slopes += slope * slope;
    cross += slope * moved;
    squares += moved * moved;
  }
  return { slopes, cross, squares };
}

/** Logarithm of how well a limit explains the bids of a curve or a stepper. */
const fitted = (f: Fit, room: number, sd: number): number =>
  (-0.5 * Math.max(0, f.squares - 2 * f.cross * room + f.slopes * room * room)) / (sd * sd);

/** The same for a side that answers concession with concession, and stops at its limit. */
function reciprocated(pace: number, limit: number, seen: Seen, sd: number): number {
  let log = 0;
  let last: Exchange | undefined;
  for (const x of seen.exchanges) {
    const from = last?.bid ?? seen.first;
    const given = last === undefined ? 0 : Math.max(0, last.ask - x.ask);
    const off = (x.bid - Math.max(from, Math.min(limit, from + pace * given))) / sd;
    log -= 0.5 * off * off;
    last = x;
  }
  return log;
}

/** Nodes and weights of a normal distribution, fine enough to stand for a sharp posterior. */
const NODES = [
  [-2, 0.054],
  [-1, 0.242],
  [0, 0.408],
  [1, 0.242],
  [2, 0.054],
] as const;
/** A bid may lie this many deviations above a limit before the limit is ruled out. */
const ABOVE = 3;

interface Raw {
  readonly limit: number;
  readonly outside: number;
  readonly log: number;
  /** Its place among the hypothesis's own points; absent between them. */
  readonly at?: number;
}

/** Density of a belief at a limit, and the way out there, between its points. */
function between(guesses: readonly Guess[], limit: number): { readonly density: number; readonly outside: number } {
  const first = guesses[0];
  const last = guesses[guesses.length - 1];
  if (first === undefined || last === undefined || limit < first.limit || limit > last.limit)
    return { density: 0, outside: 0 };
  let low = 0;
  let high = guesses.length - 1;
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if ((guesses[mid]?.limit ?? 0) <= limit) low = mid;
    else high = mid;
  }
  const [a, b] = [guesses[low] ?? first, guesses[high] ?? last];
  const width = Math.max(1e-12, b.limit - a.limit);
  const share = (limit - a.limit) / width;
  return {
    density: (a.weight * (1 - share) + b.weight * share) / width,
    outside: a.outside * (1 - share) + b.outside * share,
  };
}

const spacing = (guesses: readonly Guess[]): number =>
  ((guesses[guesses.length - 1]?.limit ?? 0) - (guesses[0]?.limit ?? 0)) / Math.max(1, guesses.length - 1);

/** The likely limits of one hypothesis under one noise: its own points, or a few around the limit that the bids name. */
function explained(h: Hypothesis, seen: Seen, sd: number, prior: number, tick: number): readonly Raw[] {
  const { tactic, guesses } = h;
  const top = seen.exchanges[seen.exchanges.length - 1]?.bid ?? seen.first;
  const evidence = prior - seen.exchanges.length * Math.log(sd);
  if (tactic.kind === "reciprocal") {
    const found = onPoints(guesses, top - ABOVE * sd, (x) => evidence + reciprocated(tactic.pace, x, seen, sd));
    // A side that stops returning concessions has reached its limit: the last bid is one, once there is a last.
    if (seen.exchanges.length === 0) return found;
    return [...found, ...sharp(h, seen, top, sd, (x) => evidence + reciprocated(tactic.pace, x, seen, sd))];
  }
  const fit = fitOf(tactic, seen, tick);
  const width = fit.slopes > 0 ? sd / Math.sqrt(fit.slopes) : Number.POSITIVE_INFINITY;
  const log = (limit: number): number => evidence + fitted(fit, limit - seen.first, sd);
  if (width < spacing(guesses)) return sharp(h, seen, seen.first + fit.cross / fit.slopes, width, log);
  return onPoints(guesses, top - ABOVE * sd, log);
}

function onPoints(guesses: readonly Guess[], least: number, log: (limit: number) => number): readonly Raw[] {
  const found: Raw[] = [];
  for (const [at, g] of guesses.entries())
    if (g.weight > 0 && g.limit >= least)
      found.push({ limit: g.limit, outside: g.outside, log: log(g.limit) + Math.log(g.weight), at });
  return found;
}

/** Limits close around one that the bids name, each with the prior's mass there. */
function sharp(h: Hypothesis, seen: Seen, at: number, width: number, log: (limit: number) => number): readonly Raw[] {
  const top = seen.exchanges[seen.exchanges.length - 1]?.bid ?? seen.first;
  return NODES.flatMap(([z, weight]) => {
    const limit = Math.max(top, at + z * width);
    const { density, outside } = between(h.guesses, limit);
    // The node's own likelihood already holds the bell; what is left of the weight is the width it stands for.
    const mass = (density * width * weight) / Math.exp(-0.5 * z * z) / 0.4;
    return mass > 0 ? [{ limit, outside, log: log(limit) + Math.log(mass) }] : [];
  });
}

/** Less likely than this beside the likeliest is not worth reckoning with. */
const NEGLIGIBLE = 1e-5;

/**
 * What the other side may be after what was seen; weights add up to 1. Empty when nothing believed explains it: then the
 * caller starts from a wider belief.
 */
export function beliefOf(model: Model, seen: Seen): readonly Particle[] {
  const raw = model.hypotheses
    .filter((h) => h.weight > 0)
    .map((h) => ({
      h,
      found: model.noise.flatMap(([sd, w, unsaying = 0]) =>
        unsaid(
          h,
          explained(h, seen, sd, Math.log(h.weight) + Math.log(w), model.tick),
          seen.exchanges.length === 0 ? 0 : unsaying,
        ),
      ),
    }));
  const most = raw.reduce((t, r) => r.found.reduce((u, x) => Math.max(u, x.log), t), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(most)) return [];
  const found = raw.flatMap(({ h, found: of }) => merged(h, of, most));
  const refused = seen.exchanges.reduce((t, x) => Math.min(t, x.ask), Number.POSITIVE_INFINITY);
  // One that takes what lies within its limit has refused every ask so far: its limit is below the least of them.
  const split = found.flatMap((p) => [
    { ...p, weight: p.weight * (1 - model.ready) },
    ...(p.limit < refused && model.ready > 0 ? [{ ...p, weight: p.weight * model.ready, ready: true }] : []),
  ]);
  const total = split.reduce((t, p) => t + p.weight, 0);
  return split.map((p) => ({ ...p, weight: p.weight / total }));
}

/** Way outs below what was believed before anything was said come back towards it by this share; those above it stay. */
function unsaid(h: Hypothesis, found: readonly Raw[], share: number): readonly Raw[] {
  if (share === 0) return found;
  const weight = h.guesses.reduce((t, g) => t + g.weight, 0);
  const middle = h.guesses.reduce((t, g) => t + g.weight * g.outside, 0) / Math.max(1e-300, weight);
  return found.map((x) => (x.outside < middle ? { ...x, outside: x.outside + share * (middle - x.outside) } : x));
}

/** The same point under several noises is one particle. */
function merged(h: Hypothesis, found: readonly Raw[], most: number): readonly Particle[] {
  const points = new Float64Array(h.guesses.length);
  const outsides = new Float64Array(h.guesses.length);
  const out: Particle[] = [];
  for (const x of found) {
    const weight = Math.exp(x.log - most);
    if (x.at !== undefined) {
      points[x.at] = (points[x.at] ?? 0) + weight;
      outsides[x.at] = (outsides[x.at] ?? 0) + weight * x.outside;
    } else if (weight > NEGLIGIBLE)
      out.push({ tactic: h.tactic, limit: x.limit, outside: x.outside, weight, ready: false });
  }
  for (const [i, g] of h.guesses.entries()) {
    const weight = points[i] ?? 0;
    if (weight > NEGLIGIBLE)
      out.push({ tactic: h.tactic, limit: g.limit, outside: (outsides[i] ?? 0) / weight, weight, ready: false });
  }
  return out;
}

/** Where a bid will be at `t`, if the other side is this, it now bids `standing` at `now`, and we make `asks` more asks. */
export function bidAt(
  p: Pick<Particle, "tactic" | "limit">,
  from: { readonly first: number; readonly standing: number; readonly now: number },
  to: { readonly t: number; readonly asks: number; readonly conceded: number },
): number {
  const { tactic, limit } = p;
  const { first, standing } = from;
  if (limit <= standing) return standing;
  switch (tactic.kind) {
    case "curve": {
      const done = timeOffer(0, 1, from.now, tactic.pace);
      if (done >= 1) return standing;
      return standing + ((limit - standing) * Math.max(0, timeOffer(0, 1, to.t, tactic.pace) - done)) / (1 - done);
    }
    case "reciprocal":
      return Math.min(limit, standing + tactic.pace * Math.max(0, to.conceded));
    case "stepper":
      return Math.min(limit, standing + to.asks * tactic.pace * (limit - first));
  }
}

/** Posterior mean of a limit, or of whatever else is read from a particle. */
export const expected = (belief: readonly Particle[], of: (p: Particle) => number): number =>
  belief.reduce((t, p) => t + p.weight * of(p), 0);
